"""The reader's keys: in the chart, from event to event, and where the focus may be."""

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.conftest import Site
from tests.browser.steps import FILTERED, focused, is_same_document, keys, open_page

pytestmark = pytest.mark.usefixtures("complaints")


# The chart


def test_keys_walk_the_chart_from_one_tab_stop(page: Page, site: Site):
    open_page(page, site, "/timeline/?from=2025-05-10&to=2025-05-20")
    marks = page.locator("#chart a.m")
    assert page.locator("#chart a[tabindex='0']").count() == 1
    page.locator("#chart a[tabindex='0']").focus()
    first = focused(page)
    keys(page, "ArrowRight")
    assert focused(page) != first
    expect(page.locator("#chart-say")).to_have_text(re.compile(r"^Event 2 of \d+\.$"))
    expect(page.locator(".tcard")).to_have_text(focused(page))
    keys(page, "Home")
    assert focused(page) == first
    event = page.evaluate("document.activeElement.dataset.e")
    if marks.locator(f"xpath=self::*[@data-e='{event}']").count() > 1:
        keys(page, "ArrowDown")
        assert page.evaluate("document.activeElement.dataset.e") == event
    assert page.locator("#chart a[tabindex='0']").count() == 1


def test_keys_move_the_dates_of_the_chart_and_stay_in_it(page: Page, site: Site):
    open_page(page, site, "/timeline/?from=2025-05-15&to=2025-05-15")
    page.locator("#chart a[tabindex='0']").focus()
    keys(page, "PageDown")
    page.wait_for_url("**/?from=2025-05-16&to=2025-05-16")
    expect(page.locator("#chart a:focus")).to_have_count(1)
    assert is_same_document(page)


def test_a_filter_of_the_chart_is_removed_in_place(page: Page, site: Site):
    open_page(page, site, f"/timeline{FILTERED}")
    old = page.locator("#chart a.m").count()
    page.get_by_role("link", name="Remove filter: participant, Russia").click()
    page.wait_for_url("**/timeline/?from=2025-05-14&to=2025-05-20")
    expect(page.locator("#view")).to_be_focused()
    assert page.locator("#chart a.m").count() > old
    assert page.locator("#chart a[tabindex='0']").count() == 1
    assert is_same_document(page)


# Single keys


def test_keys_go_from_event_to_event(page: Page, site: Site):
    open_page(page, site, "/?sort=oldest")
    titles = page.locator("li.ev h4 a").all_inner_texts()
    keys(page, "j")
    assert focused(page) == titles[0]
    keys(page, "j", "j", "k")
    assert focused(page) == titles[1]
    details = page.locator("li.ev").nth(1).locator("details.srcs")
    keys(page, "s")
    expect(details).to_have_attribute("open", "")
    keys(page, "s")
    expect(details).not_to_have_attribute("open", "")
    keys(page, "]")
    assert focused(page) == titles[-1]
    keys(page, "[")
    assert focused(page) == titles[0]
    keys(page, "Enter")
    expect(page.locator("h1")).to_have_text(titles[0])


def test_keys_reach_the_search_the_filters_and_the_file(page: Page, site: Site):
    open_page(page, site, "/")
    keys(page, "/")
    expect(page.locator("#q")).to_be_focused()
    keys(page, "f", "?")  # in a box they are letters
    expect(page.locator("#q")).to_have_value("f?")
    page.locator("#q").blur()
    keys(page, "f")
    expect(page.locator("#from")).to_be_focused()
    page.locator("#from").blur()
    keys(page, "d")
    expect(page.get_by_role("heading", name="Download", exact=True)).to_be_visible()
    page.go_back()
    keys(page, "t")
    page.wait_for_url("**/?from=*")


def test_the_list_of_keys_opens_over_the_page(page: Page, site: Site, barriers: Any):
    open_page(page, site, "/")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Next event")
    assert barriers() == []
    keys(page, "j")
    assert not page.locator("li.ev a:focus").count()  # keys rest in a dialog
    keys(page, "Escape")
    expect(dialog).to_have_count(0)
    assert is_same_document(page)


def test_keys_of_another_alphabet_work_by_their_place(page: Page, site: Site):
    open_page(page, site, "/")
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', "
        "{key: 'о', code: 'KeyJ', bubbles: true}))"
    )
    assert focused(page) == page.locator("li.ev h4 a").first.inner_text()


def test_keys_rest_with_a_modifier_and_when_turned_off(page: Page, site: Site):
    open_page(page, site, "/")
    keys(page, "Control+j", "Alt+j")
    assert not page.locator("li.ev a:focus").count()
    page.goto(f"{site.url}/display/")
    page.get_by_label("Off", exact=True).check()
    page.get_by_role("button", name="Save").click()
    open_page(page, site, "/")
    keys(page, "j", "/")
    assert not page.locator("li.ev a:focus, #q:focus").count()


# What every page keeps to

COVERED = """() => {
  const box = document.activeElement.getBoundingClientRect();
  if (document.activeElement === document.body || !box.width) return "";
  const inset = 2;
  for (const [x, y] of [[box.left + inset, box.top + inset],
                        [box.left + box.width / 2, box.top + box.height / 2]]) {
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight)
      return "outside: " + document.activeElement.outerHTML.slice(0, 120);
    const top = document.elementFromPoint(x, y);
    const own = top && (document.activeElement.contains(top)
      || top.contains(document.activeElement)
      || top.closest("label")?.contains(document.activeElement));
    if (!own) return document.activeElement.outerHTML.slice(0, 120) + " is under "
      + (top ? top.outerHTML.slice(0, 80) : "nothing");
  }
  return "";
}"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_what_has_the_focus_is_never_under_a_sticky_line(
    page: Page, site: Site, width: int, key: str
):
    cast.published("They meet once more, the second day", "17 May 2025")
    page.set_viewport_size({"width": width, "height": 500})
    open_page(page, site, "/?sort=oldest")
    covered: list[str] = []
    for _ in range(90):
        keys(page, key)
        covered += filter(None, [page.evaluate(COVERED)])
    assert covered == []


@pytest.mark.parametrize(
    ("path", "most"), [("/", 3), ("/tr/", 3), ("/help/keyboard/", 3)]
)
def test_a_page_of_latin_script_loads_three_fonts_at_most(
    page: Page, site: Site, path: str, most: int
):
    fonts: list[str] = []
    page.on("request", lambda r: fonts.append(r.url) if "woff2" in r.url else None)
    page.goto(site.url + path, wait_until="networkidle")
    assert 0 < len(set(fonts)) <= most


class Elsewhere(BaseHTTPRequestHandler):
    """Another site: it shows what its query says in a frame."""

    def do_GET(self) -> None:
        body = f'<iframe src="{unquote(self.path[2:])}" width="760" height="600">'
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of another site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("view", ["list", "timeline", "map"])
def test_another_site_shows_a_view_in_a_frame(
    page: Page, site: Site, elsewhere: str, view: str, settings: Any
):
    settings.SITE_URL = site.url
    page.goto(f"{elsewhere}?{site.url}/embed/{view}/?who=russia")
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_contain_text("3 events")
    with page.context.expect_page() as opened:
        frame.locator("main a:visible").first.click()
    assert opened.value.url.startswith(site.url)
