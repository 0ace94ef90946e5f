"""The main job: an editor enters an event, a reader finds it and downloads it."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import cast
from timeline.models.versions import EventVersion

TITLE = "Russian delegation lands in Istanbul"
QUOTE = "Moscow's delegation landed in Istanbul to resume talks."


@pytest.fixture
def desk(page: Page, live_server: Any) -> Page:
    """The page of an editor who signed in at the sign-in page."""
    cast.editor("nora")
    cast.russia(), cast.istanbul(), cast.reuters()
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("User name").fill("nora")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{live_server.url}/admin/timeline/event/add/")
    return page


@pytest.fixture
def reader(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A reader whose browser runs no script."""
    context = browser.new_context(java_script_enabled=False, accept_downloads=True)
    yield context.new_page()
    context.close()


def enter_arrival(page: Page) -> None:
    """Fill in the form in the order of the page, with one person it does not know."""
    page.locator("#id_citations-0-url").fill("https://reuters.example/landing")
    page.locator("#id_citations-0-quote").fill(QUOTE)
    page.locator("#id_citations-0-outlet").fill("Reuters")
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_type").select_option("visit")
    page.locator("#id_date").fill("15 May 2025, morning")
    page.locator("#id_place").fill("Istanbul")
    page.locator("#id_participations-0-participant").fill("Russia")
    page.locator("#id_participations-0-participant").press("Tab")  # shuts suggestions
    page.get_by_role("button", name="Add another participant").click()
    page.locator("#id_participations-1-participant").fill("Vladimir Medinsky")
    page.locator("#id_participations-1-role").select_option("head-of-delegation")


def test_an_editor_enters_an_event_and_a_reader_downloads_it(
    desk: Page, reader: Page, live_server: Any, tmp_path: Path
):
    enter_arrival(desk)
    expect(desk.locator("#date-reading")).to_contain_text("15 May 2025")
    desk.get_by_role("button", name="Publish", exact=True).click()

    # Nobody is called Medinsky yet: the form says so and keeps what was typed.
    expect(desk.get_by_role("alert")).to_contain_text("Vladimir Medinsky")
    expect(desk.locator("#id_citations-0-quote")).to_have_value(QUOTE)
    desk.locator("#id_participations-1-create_as").select_option("person")
    desk.locator("#id_participations-1-create_for").fill("Russia")
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.get_by_text("Published. Readers find it at")).to_be_visible()
    assert EventVersion.objects.present().get().title == TITLE

    reader.goto(live_server.url)
    reader.locator("#from").fill("15 May 2025")
    reader.locator("#to").fill("15 May 2025")
    reader.locator("input[name=who][value=russia]").check()
    reader.locator("#filters button[type=submit]").last.click()
    expect(reader.locator("#view")).to_contain_text("1 event dated 15 May 2025")
    assert "from=2025-05-15&to=2025-05-15&who=russia" in reader.url

    with reader.expect_download() as downloading:
        reader.get_by_role("link", name="Download CSV").first.click()
    saved = tmp_path / "events.csv"
    downloading.value.save_as(saved)
    rows = list(csv.DictReader(io.StringIO(saved.read_text("utf-8-sig"), newline="")))

    reader.get_by_role("link", name=TITLE).first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    page_says = reader.locator("main").inner_text()
    assert [row["title"] for row in rows] == [TITLE]
    row = rows[0]
    assert row["participants"] == "Russia | Vladimir Medinsky"
    assert row["roles"] == "party | head-of-delegation"
    assert row["date_text"] == "15 May 2025, morning"
    for words in ("Russia", "Vladimir Medinsky", "Istanbul", "15 May 2025", QUOTE):
        assert words in page_says, words
    assert "morning" in page_says
    assert row["quotes"] == QUOTE
    assert row["source_urls"] == "https://reuters.example/landing"


def test_the_whole_form_works_without_script(
    browser: Browser, reader: Page, live_server: Any
):
    cast.editor("nora")
    cast.russia(), cast.istanbul(), cast.reuters()
    reader.goto(f"{live_server.url}/admin/login/?next=/admin/timeline/event/add/")
    reader.locator("#id_username").fill("nora")
    reader.locator("#id_password").fill("password")
    reader.locator("#id_password").press("Enter")
    enter_arrival(reader)
    reader.get_by_role("button", name="Publish", exact=True).click()
    expect(reader.get_by_role("alert")).to_contain_text("Vladimir Medinsky")
    assert not EventVersion.objects.exists()
    reader.locator("#id_participations-1-create_as").select_option("person")
    reader.locator("#id_participations-1-create_for").fill("Russia")
    reader.get_by_role("button", name="Publish", exact=True).click()
    expect(reader.get_by_text("Published. Readers find it at")).to_be_visible()
    assert EventVersion.objects.present().get().title == TITLE


def test_the_combobox_finds_any_spelling_by_keyboard(desk: Page):
    cast.umerov()
    box = desk.locator("#id_participations-0-participant")
    box.focus()
    desk.keyboard.type("умєр", delay=30)
    option = desk.get_by_role("option", name="Rustem Umerov")
    expect(option).to_be_visible()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(box).to_have_value("Rustem Umerov")
