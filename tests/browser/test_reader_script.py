"""The reader's script: each task by keyboard, and the same task with script off."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from tests import cast
from tests.browser.conftest import Site
from tests.browser.steps import FILTERED, is_same_document, keys, open_page

pytestmark = pytest.mark.usefixtures("complaints")
ALL = 4  # events of the site
NARROW = ViewportSize(width=390, height=844)


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no script."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


# Swap


def test_a_filter_is_removed_in_place_and_back_brings_it_back(page: Page, site: Site):
    open_page(page, site, FILTERED)
    old_title = page.title()
    page.get_by_role("link", name="Remove filter: dates").focus()
    keys(page, "Enter")
    page.wait_for_url(f"{site.url}/?who=russia")
    expect(page.locator("#view")).to_be_focused()
    expect(page.locator("#say")).to_contain_text("3 events")
    expect(page.locator("li.ev")).to_have_count(3)
    expect(page.locator("#from")).to_have_value("")
    assert page.title() != old_title
    ukrainian = page.locator(".util a[hreflang=uk]")
    expect(ukrainian).to_have_attribute("href", re.compile(r"/uk/\?who=russia$"))
    page.go_back()
    expect(page.locator("li.ev")).to_have_count(2)
    expect(page.locator("#from")).to_have_value("14 May 2025")
    assert is_same_document(page)


def test_a_filter_is_removed_without_script(plain: Page, site: Site):
    plain.goto(site.url + FILTERED)
    plain.get_by_role("link", name="Remove filter: dates").focus()
    keys(plain, "Enter")
    plain.wait_for_url(f"{site.url}/?who=russia")
    expect(plain.locator("li.ev")).to_have_count(3)


def test_the_form_shows_its_events_in_place(page: Page, site: Site):
    open_page(page, site, "/")
    page.get_by_label("Statement").first.focus()
    keys(page, "Space")
    button = page.locator("#filters [type=submit]")
    expect(button).to_have_text("Show 1 event")
    expect(page.locator("li.ev")).to_have_count(ALL)  # the list waits for the press
    button.focus()
    keys(page, "Enter")
    page.wait_for_url(f"{site.url}/?kind=statement")
    expect(page.locator("li.ev")).to_have_count(1)
    expect(button).to_be_focused()
    assert is_same_document(page)


def test_the_form_shows_its_events_without_script(plain: Page, site: Site):
    plain.goto(site.url)
    plain.get_by_label("Statement").first.check()
    plain.locator("#filters [type=submit]").click()
    plain.wait_for_url(f"{site.url}/?kind=statement")
    expect(plain.locator("li.ev")).to_have_count(1)


def test_while_waiting_the_old_list_stays(page: Page, site: Site):
    open_page(page, site, FILTERED)

    def late(route: Route) -> None:
        time.sleep(3)  # a busy machine takes a second to look
        route.continue_()

    page.route("**/?who=russia", late)
    page.get_by_role("link", name="Remove filter: dates").click()
    results = page.locator("#results")
    expect(results).to_have_attribute("aria-busy", "true")
    expect(page.locator("#busy")).to_be_visible()
    expect(page.locator("#busy")).to_have_text("Loading the events")
    expect(page.locator("li.ev")).to_have_count(2)
    expect(page.locator("li.ev")).to_have_count(3)
    expect(page.locator("#busy")).to_be_hidden()
    expect(results).not_to_have_attribute("aria-busy", "true")


def test_what_cannot_be_swapped_is_opened_as_a_page(page: Page, site: Site):
    open_page(page, site, FILTERED)

    def unlike(route: Route) -> None:
        if route.request.headers.get("x-requested-with") == "fetch":
            route.fulfill(body="<p>Something else</p>", content_type="text/html")
        else:
            route.continue_()

    page.route("**/?who=russia", unlike)
    page.get_by_role("link", name="Remove filter: dates").click()
    expect(page.locator("li.ev")).to_have_count(3)
    assert not is_same_document(page)


# Suggestions


def test_a_participant_is_added_by_a_few_letters(page: Page, site: Site, barriers: Any):
    open_page(page, site, "/")
    box = page.get_by_role("combobox", name="Add a participant by name")
    box.focus()
    page.keyboard.type("medin")
    expect(page.locator(".sugg [role=option]")).to_have_count(1)
    expect(page.locator(".sugg [role=option]")).to_contain_text("1 event")
    assert barriers() == []
    keys(page, "ArrowDown")
    marked = page.locator(".sugg [aria-selected=true]").get_attribute("id")
    expect(box).to_have_attribute("aria-activedescendant", str(marked))
    keys(page, "Enter")
    expect(page.get_by_label("Vladimir Medinsky")).to_be_checked()
    expect(box).to_have_value("")
    expect(page.locator("#filters [type=submit]")).to_have_text("Show 1 event")


def test_a_participant_is_added_without_script(plain: Page, site: Site):
    plain.goto(site.url)
    plain.get_by_label("Add a participant by name").fill("Владимир Мединский")
    plain.locator("#filters [type=submit]").click()
    expect(plain.locator("#view")).to_contain_text("Vladimir Medinsky")


def test_escape_leaves_what_is_typed(page: Page, site: Site):
    open_page(page, site, "/")
    page.locator("#addp").focus()
    page.keyboard.type("medin")
    expect(page.get_by_role("listbox")).to_be_visible()
    keys(page, "Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.locator("#addp")).to_have_value("medin")


def test_the_search_box_completes_a_filter(page: Page, site: Site):
    open_page(page, site, "/")
    page.locator("#q").focus()
    page.keyboard.type("lands who:medin")
    expect(page.locator(".sugg [role=option]")).to_have_count(1)
    keys(page, "ArrowDown", "Enter")
    expect(page.locator("#q")).to_have_value("lands who:vladimir-medinsky ")
    keys(page, "Enter")
    page.wait_for_url("**/?q=lands&who=vladimir-medinsky")
    expect(page.locator("li.ev")).to_have_count(1)


# The handles of the strip


def test_a_handle_moves_a_limit_and_applies_nothing(
    page: Page, site: Site, barriers: Any
):
    open_page(page, site, FILTERED)
    start = page.get_by_role("slider", name="From").first
    start.focus()
    expect(start).to_have_attribute("aria-valuetext", "14 May 2025")
    keys(page, "ArrowRight", "ArrowRight")
    expect(start).to_have_attribute("aria-valuetext", "16 May 2025")
    expect(page.locator("#from")).to_have_value("16 May 2025")
    expect(page.locator("#filters [type=submit]")).to_have_text("Show 1 event")
    expect(page.locator("li.ev")).to_have_count(2)
    keys(page, "End")
    assert page.locator("#from").input_value() == "20 May 2025"  # never past the other
    assert barriers() == []


def test_a_handle_follows_the_pointer(page: Page, site: Site):
    open_page(page, site, FILTERED)
    knob = page.get_by_role("slider", name="From").first.bounding_box()
    assert knob
    middle = knob["y"] + knob["height"] / 2
    page.mouse.move(knob["x"] + knob["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(knob["x"] + 250, middle, steps=5)
    page.mouse.up()
    assert page.locator("#from").input_value() != "14 May 2025"


def test_in_arabic_the_left_arrow_is_later(page: Page, site: Site):
    open_page(page, site, f"/ar{FILTERED}")
    page.get_by_role("slider").first.focus()
    keys(page, "ArrowLeft")
    expect(page.locator("#from")).to_have_value("2025-05-15")


# Phones


def test_on_a_phone_the_filters_are_a_dialog(page: Page, site: Site, barriers: Any):
    page.set_viewport_size(NARROW)
    open_page(page, site, "/")
    button = page.get_by_role("link", name="Filters", exact=True)
    button.focus()
    keys(page, "Enter")
    dialog = page.get_by_role("dialog", name="Filters")
    expect(dialog).to_be_visible()
    assert barriers() == []
    for _ in range(60):  # the focus goes round inside, or to the browser
        keys(page, "Tab")
        assert page.evaluate(
            "document.activeElement === document.body "
            "|| !!document.activeElement.closest('dialog')"
        )
    keys(page, "Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()
    keys(page, "Enter")
    dialog.get_by_label("Statement").first.check()
    expect(dialog.locator("[type=submit]")).to_have_text("Show 1 event")
    dialog.locator("[type=submit]").click()
    expect(dialog).to_have_count(0)
    expect(page.locator("li.ev")).to_have_count(1)
    assert is_same_document(page)


def test_on_a_phone_the_filters_open_without_script(plain: Page, site: Site):
    plain.set_viewport_size(NARROW)
    plain.goto(site.url)
    expect(plain.locator("#filters")).to_be_hidden()
    plain.get_by_role("link", name="Filters", exact=True).click()
    plain.get_by_label("Statement").first.check()
    plain.locator("#filters [type=submit]").click()
    expect(plain.locator("li.ev")).to_have_count(1)


# Copy


def test_an_address_is_copied(page: Page, site: Site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page, site, FILTERED)
    page.locator("summary", has_text="Share").click()
    page.get_by_role("button", name="Address of this view").focus()
    keys(page, "Enter")
    expect(page.locator("#say")).to_have_text("The link is copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(FILTERED)
    page.locator("li.ev h4 a").first.focus()
    keys(page, "c")
    page.wait_for_function(
        "navigator.clipboard.readText().then(t => /e.\\d+$/.test(t))"
    )


def test_without_script_an_address_can_be_selected(plain: Page, site: Site):
    plain.goto(site.url + FILTERED)
    plain.locator("summary", has_text="Share").click()
    assert plain.get_by_label("Address of this view").input_value().endswith(FILTERED)
    assert plain.locator("button[data-copy]").first.is_hidden()


def test_the_display_page_works_without_script(plain: Page, site: Site):
    plain.goto(f"{site.url}/display/")
    plain.get_by_label("Dark").check()
    plain.get_by_role("button", name="Save").click()
    plain.goto(site.url)
    assert plain.locator("html").get_attribute("data-theme") == "dark"


def test_the_table_is_the_chart_without_script(plain: Page, site: Site):
    plain.goto(f"{site.url}/timeline/?from=2025-05-10&to=2025-05-20")
    plain.get_by_role("table").get_by_role("link", name=cast.TALKS).click()
    expect(plain.locator("h1")).to_have_text(cast.TALKS)
