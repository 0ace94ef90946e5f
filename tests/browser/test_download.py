"""A large file: the page that waits for it says by itself when it is there."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from timeline.exporting import background
from timeline.views import downloads

pytestmark = pytest.mark.usefixtures("complaints")


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], Any]]:
    """One event is many here, work waits to be done, and the page looks each second."""
    work: list[Callable[[], Any]] = []
    monkeypatch.setattr(downloads, "LARGE", 1)
    monkeypatch.setattr(downloads, "LOOK_AGAIN", 1)
    monkeypatch.setattr(background, "apart", work.append)
    return work


def test_the_page_says_by_itself_when_the_file_is_ready(
    page: Page, site: Site, waiting: list[Callable[[], Any]], barriers: Any
):
    page.goto(f"{site.url}/download/")
    page.get_by_role("list", name="CSV").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Your file is being made")).to_be_visible()
    page.get_by_role("link", name="Look again now").focus()
    waiting.pop()()
    ready = page.get_by_role("heading", name="Your file is ready")
    expect(ready).to_be_visible()
    expect(ready).to_be_focused()
    with page.expect_download() as arrived:
        ready.locator("xpath=..").get_by_role("link").click()
    assert arrived.value.suggested_filename.endswith(".csv")


def test_the_page_that_waits_has_no_barrier(
    page: Page,
    site: Site,
    waiting: list[Callable[[], Any]],
    barriers: Any,
):
    page.goto(f"{site.url}/download/?format=csv")
    expect(page.get_by_role("heading", name="Your file is being made")).to_be_visible()
    assert waiting
    assert barriers() == []
