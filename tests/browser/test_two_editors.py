"""Two editors of one event, in two browsers: presence, and both texts by keyboard."""

import re

from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.conftest import quiet
from timeline.models.events import Event


def signed_in(page: Page, server, name: str) -> Page:
    cookie = cast.editor_client(name).cookies["sessionid"].value
    page.context.add_cookies(
        [{"name": "sessionid", "value": cookie, "url": server.url}]
    )
    return page


def save(page: Page) -> None:
    """By its key, once the page listens to keys."""
    expect(page.locator("#event_form .scripted")).to_be_visible()
    page.keyboard.press("Control+s")


def test_both_texts_are_merged_by_keyboard_and_the_other_one_is_seen(
    page: Page, new_context, live_server, complaints, barriers
):
    event = cast.published(where=cast.istanbul())
    address = f"{live_server.url}/admin/timeline/event/{event.pk}/change/"
    nora = signed_in(quiet(new_context().new_page()), live_server, "nora")
    nora.goto(address)
    omar = signed_in(page, live_server, "omar")
    omar.goto(address)
    expect(omar.locator("#present")).to_contain_text(
        re.compile(r"nora (has this open since|opened this at) \d\d:\d\d UTC")
    )
    nora.get_by_label("Title", exact=True).fill("Her title of the Istanbul talks")
    nora.get_by_label("Two or three sentences").fill("Hers.")
    save(nora)
    expect(nora.locator(".messagelist")).to_contain_text("Saved.")
    omar.get_by_label("Title", exact=True).fill("His title of the Istanbul talks")
    save(omar)
    both = omar.get_by_role("region", name="Two texts of this event").first
    expect(both).to_contain_text("Saved by nora")
    expect(both).to_contain_text("Taken over, because only they changed it (1)")
    assert barriers() == []
    omar.locator("button[name=_take][value=title]").focus()
    omar.keyboard.press("Enter")
    expect(both).to_contain_text("Nothing is left to choose")
    title = omar.get_by_label("Title", exact=True)
    expect(title).to_have_value("Her title of the Istanbul talks")
    save(omar)
    expect(omar.locator(".messagelist")).to_contain_text("Saved.")
    assert Event.objects.get().summary == "Hers."


def test_what_was_typed_when_the_session_ended_is_offered_after_signing_in(
    page: Page, live_server, complaints, barriers
):
    event = cast.draft(where=cast.istanbul())
    address = f"{live_server.url}/admin/timeline/event/{event.pk}/change/"
    signed_in(page, live_server, "omar").goto(address)
    page.get_by_label("Two or three sentences").fill("Typed before.")
    page.context.clear_cookies(name="sessionid")
    save(page)
    expect(page.get_by_label("Password")).to_be_visible()
    signed_in(page, live_server, "omar").goto(address)
    offer = page.get_by_role("button", name="Put my text back")
    expect(offer).to_be_visible()
    assert barriers() == []
    offer.focus()
    page.keyboard.press("Enter")
    summary = page.get_by_label("Two or three sentences")
    expect(summary).to_have_value("Typed before.")
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("Draft saved.")
    expect(page.get_by_role("button", name="Put my text back")).to_have_count(0)
    assert Event.objects.get().summary == "Typed before."


def test_history_difference_and_undoing_have_no_barriers(
    page: Page, live_server, complaints, barriers
):
    event = cast.published(where=cast.istanbul())
    event.title = "The talks of Istanbul have another title"
    event.save()
    cast.publish(event, reason="Corrected", correction="The title was wrong")
    desk = f"{live_server.url}/admin/timeline/event"
    signed_in(page, live_server, "nora")
    cast.editor("editor")
    for address in (
        f"{desk}/{event.pk}/history/",
        f"{desk}/{event.pk}/difference/?old=1&new=2",
        f"{desk}/{event.pk}/restore/1/",
        f"{desk}/undo-publishings/?account=editor&last=2",
    ):
        page.goto(address)
        assert barriers() == [], address
