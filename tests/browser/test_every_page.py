"""axe finds nothing and the security policy refuses nothing, on every kind of page."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests import cast
from tests.browser.conftest import Site

# Tall, so that the sticky button covers no control half when axe measures targets.
SIZES = ((1280, 2600), (360, 2600))
SCHEMES = ("light", "dark")
READER = (
    "/",
    "/?from=2025-05-14&to=2025-05-20&who=russia&who=ukraine",
    "/?q=nothing+at+all",
    "/?who=russia&place=antalya",
    "/?from=31+June+2025&country=x",
    "/?q=lands",
    "/e/1",
    "/e/3",
    "/e/1/v1",
    "/participants/",
    "/participants/russia/",
    "/places/",
    "/places/istanbul/",
    "/sources/",
    "/sources/reuters/",
    "/processes/",
    "/processes/istanbul-talks/",
    "/about/",
    "/display/",
    "/no/such/page/",
    "/admin/login/",
)
DESK = (
    "/admin/",
    "/admin/timeline/event/",
    "/admin/timeline/event/add/",
    "/admin/timeline/event/{first}/change/",
    "/admin/timeline/participant/",
    "/admin/timeline/participant/add/",
    "/admin/timeline/location/",
    "/admin/timeline/outlet/",
)
# The browser reports a page that answers 404 as an error; it is the page asked for.
EXPECTED = ("404",)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_readers_pages_have_no_barrier_and_break_no_policy(
    page: Page, site: Site, barriers: Any, size: tuple[int, int], scheme: str
):
    found = look(page, site.url, READER, barriers, size, scheme)
    assert found == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_editors_pages_have_no_barrier_and_break_no_policy(
    page: Page, site: Site, barriers: Any, size: tuple[int, int], scheme: str
):
    sign_in(page, site.url)
    first = site.talks.pk
    paths = tuple(path.format(first=first) for path in DESK)
    assert look(page, site.url, paths, barriers, size, scheme) == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_refused_form_has_no_barrier(
    page: Page, site: Site, barriers: Any, complaints: list[str], scheme: Any
):
    page.emulate_media(color_scheme=scheme)
    sign_in(page, site.url)
    page.goto(f"{site.url}/admin/timeline/event/add/")
    page.locator("#id_date").fill("05/06/2025")
    page.locator("#id_participations-0-participant").fill("Nobody Known")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("alert").wait_for()
    complaints.clear()  # what axe itself adds to a page is refused by the policy
    assert barriers() == []
    complaints.clear()


def test_an_empty_installation_has_no_barrier(
    page: Page, live_server: Any, barriers: Any
):
    page.goto(live_server.url)
    page.get_by_role("heading", name="No events yet").wait_for()
    assert barriers() == []


@pytest.mark.parametrize("path", READER)
def test_nothing_scrolls_sideways_at_320_pixels(page: Page, site: Site, path: str):
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(site.url + path)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_the_control_shows_that_an_inline_style_is_reported(page: Page, site: Site):
    said = listen(page)
    page.goto(site.url)
    page.evaluate(
        "() => document.body.insertAdjacentHTML('beforeend', '<p style=\"x:y\">.</p>')"
    )
    page.wait_for_timeout(100)
    assert any("Content Security Policy" in line for line in said)


def test_filters_open_on_a_phone_without_script(browser: Browser, site: Site):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 780}
    )
    page = context.new_page()
    page.goto(site.url)
    assert not page.locator("#from").is_visible()
    page.get_by_role("link", name="Filters").first.click()
    page.locator("#from").fill("15 May 2025")
    page.locator("#to").fill("15 May 2025")
    page.locator("#filters button[type=submit]").last.click()
    assert "from=2025-05-15" in page.url
    assert "2 events" in page.locator("#view").inner_text()
    context.close()


def listen(page: Page) -> list[str]:
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    return said


def look(
    page: Page,
    url: str,
    paths: tuple[str, ...],
    barriers: Any,
    size: tuple[int, int],
    scheme: Any,
) -> dict[str, list[str]]:
    """What the browser and axe complain of, by path; empty when of nothing.

    The policy is judged before axe runs: axe adds an inline style of its own.
    """
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    said = listen(page)
    found: dict[str, list[str]] = {}
    for path in paths:
        said.clear()
        page.goto(url + path)
        complaints = [s for s in said if not any(e in s for e in EXPECTED)]
        found[path] = complaints + barriers()
    return {path: lines for path, lines in found.items() if lines}


def sign_in(page: Page, url: str) -> None:
    cast.editor("nora")
    page.goto(f"{url}/admin/login/?next=/admin/")
    page.locator("#id_username").fill("nora")
    page.locator("#id_password").fill("password")
    page.locator("#id_password").press("Enter")
    page.wait_for_url("**/admin/")
