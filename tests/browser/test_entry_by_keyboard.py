"""An event from an article, from "Add" to "Published", without touching a mouse."""

import sys
import time
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import cast
from timeline.models.versions import EventVersion

ADD = "/admin/timeline/event/add/"
LINK = "https://reuters.example/world/2025/06/02/second-round"
WORDS = "The two delegations met again on Monday, a spokesman said."
TITLE = "Russia and Ukraine meet again in Istanbul"
MOST_KEYS = 90  # 189 before there were suggestions, copies and keys
MOST_MOVES = 24  # of them those that write nothing: 49 before


class Typist:
    """Presses keys and counts them. Pasting is one."""

    def __init__(self, page: Page) -> None:
        self.page, self.moves, self.letters = page, 0, 0
        self.began = time.monotonic()

    @property
    def keys(self) -> int:
        return self.moves + self.letters

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.moves += len(keys)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.letters += len(text)

    def paste(self, text: str) -> None:
        self.page.keyboard.insert_text(text)
        self.moves += 1

    def tab_to(self, box: str, *, most: int = 6) -> None:
        """Tab until the box has the focus."""
        for _ in range(most):
            if self.has(box):
                return
            self.press("Tab")
        assert self.has(box), f"{box} is more than {most} tabs away"

    def has(self, box: str) -> bool:
        return bool(self.page.evaluate("s => document.activeElement.matches(s)", box))


@pytest.fixture
def desk(page: Page, live_server: Any) -> Page:
    """An editor before the list of events; one event of the process is there."""
    prepare()
    sign_in(page, live_server.url)
    return page


def prepare() -> None:
    cast.editor("nora")
    cast.umerov(), cast.fidan(), cast.russia(), cast.ukraine()
    reuters = cast.reuters()
    reuters.homepage = "https://www.reuters.example/"
    reuters.save()
    cast.published(
        where=cast.istanbul(),
        tracks=[(cast.istanbul_track(), 1)],
        who=[(cast.medinsky(), "head-of-delegation", {"attendance": "attended"})],
    )


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/admin/login/?next={ADD}")
    page.locator("#id_username").fill("nora")
    page.locator("#id_password").fill("password")
    page.locator("#id_password").press("Enter")
    page.wait_for_url(f"**{ADD}")


def enter_the_second_round(page: Page, typist: Typist) -> None:
    """The whole form, by keys alone."""
    # 1. Source: the box has the focus; the link tells who published, and when.
    typist.paste(LINK)
    expect(page.locator("#id_citations-0-outlet")).to_have_value("Reuters")
    typist.press("Tab", "Enter")
    assert page.locator("#id_citations-0-published").input_value() == "2 June 2025"
    assert typist.has("#id_citations-0-quote")
    typist.paste(WORDS)
    # 2. What happened.
    typist.press("Control+ArrowDown")
    typist.type(TITLE)
    typist.tab_to("input[name=_family]")
    typist.press("1")
    typist.type("Neg")
    typist.tab_to("#id_date")
    typist.type("Monday")
    offer = page.locator("#date-reading button").first
    expect(offer).to_contain_text("2 June 2025 (Monday, the day of the article)")
    typist.press("Tab", "Enter")
    assert page.locator("#id_date").input_value() == "2 June 2025"
    # 3. Where and who: the process offers the place and the people.
    typist.press("Control+ArrowDown")
    typist.type("ist")
    typist.press("Enter")
    expect(page.locator("#id_tracks-0-track")).to_have_value("Istanbul talks")
    expect(page.locator(".last button")).to_have_count(2)
    typist.press("Tab")
    typist.type("2")
    typist.press("Tab", "Enter")
    assert page.locator("#id_place").input_value() == "Istanbul"
    typist.press("Enter")
    expect(page.locator("#copied")).to_contain_text("1 copied from")
    assert typist.has("#id_participations-1-participant")
    typist.type("umer")  # goes on with the part of the row before: head of delegation
    typist.press("Enter")
    second = page.locator("#id_participations-1-participant")
    expect(second).to_have_value("Rustem Umerov")
    typist.press("Enter")
    assert typist.has("#id_participations-2-participant")
    typist.type("fid")
    typist.press("Enter")
    third = page.locator("#id_participations-2-participant")
    expect(third).to_have_value("Hakan Fidan")
    typist.press("Tab")
    typist.type("Ho")
    typist.press("Control+Enter")
    page.wait_for_url("**/change/")


def test_an_event_of_an_article_is_entered_and_published_by_keyboard(
    desk: Page, complaints: list[str], capsys: pytest.CaptureFixture[str]
):
    typist = Typist(desk)
    enter_the_second_round(desk, typist)
    took = time.monotonic() - typist.began
    record = EventVersion.objects.order_by("-recorded_at")[0].record
    assert record["title"] == TITLE
    assert record["type"]["slug"] == "negotiation-round"
    assert record["date"]["start_earliest"] == "2025-06-02"
    assert record["place"] and record["place"]["name"] == "Istanbul"
    assert [
        (part["participant"]["name"], part["role"], part["attendance"])
        for part in record["participations"]
    ] == [
        ("Vladimir Medinsky", "head-of-delegation", ""),
        ("Rustem Umerov", "head-of-delegation", ""),
        ("Hakan Fidan", "host", ""),
    ]
    assert record["tracks"][0]["round"] == 2
    cited = record["citations"][0]
    assert (cited["outlet"], cited["quote"]) == ("Reuters", WORDS)
    assert cited["published"] == "2025-06-02"
    with capsys.disabled():
        sys.stdout.write(
            f"\nentered by {typist.keys} keys, {typist.moves} of them moves, "
            f"in {took:.1f} s\n"
        )
    assert typist.keys <= MOST_KEYS
    assert typist.moves <= MOST_MOVES


def test_a_name_is_completed_aloud_and_never_silently(desk: Page):
    box = desk.locator("#id_participations-0-participant")
    box.focus()
    desk.keyboard.type("umer")
    expect(desk.get_by_role("option", name="Rustem Umerov")).to_be_visible()
    desk.keyboard.press("Tab")
    expect(box).to_have_value("Rustem Umerov")
    said = desk.get_by_role("status").filter(has_text="“umer” was completed to")
    expect(said).to_have_text("“umer” was completed to Rustem Umerov")
    # A word that only stands in the middle of others is no beginning: it stays.
    box.fill("mero")
    desk.keyboard.press("Tab")
    expect(box).to_have_value("mero")
    # Escape shuts the list and keeps what was typed; Enter in a name saves nothing.
    place = desk.locator("#id_place")
    place.focus()
    desk.keyboard.type("Ista")
    expect(
        desk.get_by_role("option", name="Istanbul", exact=False).first
    ).to_be_visible()
    desk.keyboard.press("Escape")
    desk.keyboard.press("Enter")
    expect(place).to_have_value("Ista")
    assert desk.url.endswith(ADD)


def test_another_link_takes_its_outlet_with_it(desk: Page):
    cast.outlet("TASS", homepage="https://tass.example/")
    link, outlet = (
        desk.locator("#id_citations-0-url"),
        desk.locator("#id_citations-0-outlet"),
    )
    link.fill(LINK)
    expect(outlet).to_have_value("Reuters")
    link.fill("https://tass.example/a")
    expect(outlet).to_have_value("TASS")
    outlet.fill("Someone else")
    link.fill(LINK)
    expect(desk.locator(".found")).to_contain_text("Reuters, in English")
    expect(outlet).to_have_value("Someone else")


@pytest.mark.parametrize("width", [1280, 360])
def test_what_the_form_offers_has_no_barrier(
    desk: Page, barriers: Any, complaints: list[str], width: int
):
    desk.set_viewport_size({"width": width, "height": 2600})
    desk.locator("#id_citations-0-url").fill(LINK)
    expect(desk.locator(".found button")).to_be_visible()
    desk.locator("#id_citations-0-published").fill("2 June 2025")
    desk.locator("#id_date").fill("Monday")
    expect(desk.locator("#date-reading button")).to_have_count(2)
    desk.locator("#id_tracks-0-track").fill("Istanbul talks")
    desk.keyboard.press("Tab")
    expect(desk.locator(".last button")).to_have_count(2)
    desk.locator("#id_participations-0-participant").focus()
    desk.keyboard.type("umer")
    expect(desk.get_by_role("option", name="Rustem Umerov")).to_be_visible()
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    assert barriers() == []
    complaints.clear()  # what axe itself adds to a page is refused by the policy


def test_the_offers_work_without_script(browser: Browser, live_server: Any):
    prepare()
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 780}
    )
    page = context.new_page()
    sign_in(page, live_server.url)
    page.locator("#id_citations-0-url").fill(LINK)
    page.get_by_role("button", name="Read details from the link").click()
    assert page.locator("#id_citations-0-outlet").input_value() == "Reuters"
    page.get_by_role("button", name="Published 2 June 2025, as the link says").click()
    page.locator("#id_citations-0-quote").fill(WORDS)
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_type").select_option("negotiation-round")
    page.locator("#id_date").fill("Monday")
    page.locator("#id_tracks-0-track").fill("Istanbul talks")
    page.get_by_role("button", name="Add another process").click()
    page.get_by_role("button", name="Istanbul, as the last event").click()
    page.get_by_role("button", name="Copy the participants of").first.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("button", name="2 June 2025 (Monday").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    assert page.get_by_text("Published. Readers find it").is_visible()
    record = EventVersion.objects.order_by("-recorded_at")[0].record
    assert record["date"]["start_earliest"] == "2025-06-02"
    assert [p["participant"]["name"] for p in record["participations"]] == [
        "Vladimir Medinsky"
    ]
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360
    context.close()
