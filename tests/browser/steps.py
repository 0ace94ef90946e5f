"""What tests of pages do in a browser, and what they look at."""

from playwright.sync_api import Page

from tests.browser.conftest import Site

FILTERED = "/?from=2025-05-14&to=2025-05-20&who=russia"


def open_page(page: Page, site: Site, path: str) -> None:
    """Open it and mark its document: a mark that stays was not loaded anew."""
    page.goto(site.url + path)
    page.evaluate("window.mark = 'here'")


def is_same_document(page: Page) -> bool:
    return bool(page.evaluate("window.mark === 'here'"))


def focused(page: Page) -> str:
    """The words of what has the focus."""
    found = page.evaluate(
        "(document.activeElement.getAttribute('aria-label') "
        "|| document.activeElement.textContent).trim()"
    )
    return str(found)


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)
