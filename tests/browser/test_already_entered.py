"""The panel of what may have been entered before: by keyboard, and without barriers."""

from playwright.sync_api import Page, expect

from tests import cast
from timeline.models.differences import DifferentEvent

AGAIN = "Ukraine and Russia hold their first direct talks since 2022"


def test_a_different_event_is_said_by_keyboard_and_what_is_typed_stays(
    page: Page, live_server, complaints, barriers
):
    cast.published(where=cast.istanbul())
    second = cast.draft(AGAIN)
    cookie = cast.editor_client().cookies["sessionid"].value
    page.context.add_cookies(
        [{"name": "sessionid", "value": cookie, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}/admin/timeline/event/{second.pk}/change/")
    panel = page.get_by_role("region", name="Already entered?")
    expect(panel).to_contain_text("Same day, both involve Russia and Ukraine")
    assert barriers() == []
    page.get_by_label("Title", exact=True).fill("Not finished yet")
    panel.get_by_role("button", name="It is a different event").focus()
    page.keyboard.press("Enter")
    expect(panel).to_have_count(0)
    expect(page.get_by_label("Title", exact=True)).to_have_value("Not finished yet")
    assert DifferentEvent.objects.count() == 1
