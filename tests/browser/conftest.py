"""A real browser before a real server, with the Istanbul talks published.

Chromium is the one the machine has: named by CHROMIUM, else found on the PATH.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

from tests import cast, kept
from timeline.models.events import Event

# Playwright runs an event loop in the thread in which tests use the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

HERE = Path(__file__).parent
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


class Site(NamedTuple):
    """A served chronology: its address, and the events readers find there."""

    url: str
    talks: Event
    arrival: Event
    speech: Event
    planned: Event


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: Any) -> dict[str, Any]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)))
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": found,
        "args": [*QUIET, *as_root],
    }


@pytest.fixture
def site(live_server: Any) -> Site:
    """The chronology of the talks, served."""
    kept.once("the site", publish_the_talks)
    return Site(live_server.url, *Event.objects.order_by("number"))


@pytest.fixture(autouse=True)
def _no_signs_of_life(request: pytest.FixtureRequest) -> None:
    """A page that is closed says so to the server: that would be in the next test."""
    if "page" in request.fixturenames:
        quiet(request.getfixturevalue("page"))


def quiet(page: Page) -> Page:
    """The page, of which the server hears only when it is opened.

    It is told so itself: with a route that answers for the server, the browser would
    keep no file, and load twenty for each page.
    """
    page.add_init_script(SAYS_NOTHING)
    return page


SAYS_NOTHING = """
navigator.sendBeacon = () => true;
const ask = window.fetch;
window.fetch = (to, ...how) =>
  String(to).endsWith("/presence/")
    ? Promise.resolve(new Response(null, { status: 204 }))
    : ask(to, ...how);
"""


def publish_the_talks() -> None:
    """Four events: the talks, an arrival, a speech, and a plan."""
    talks = cast.published(
        where=cast.dolmabahce(),
        tracks=[(cast.istanbul_track(), 1)],
        planned=["15 May 2025"],
        sources=[cast.article(cast.reuters()), cast.article(cast.tass())],
        key=True,
    )
    cast.publish(talks, reason="Looked through", correction="It said Ankara before.")
    cast.published(
        "The Russian delegation lands in Istanbul",
        "15 May 2025",
        kind="visit",
        who=[(cast.medinsky(), "head-of-delegation", {"attendance": "attended"})],
        where=cast.istanbul(),
    )
    cast.published(
        "Rubio speaks to reporters in Antalya",
        "15 May 2025",
        kind="statement",
        who=[(cast.rubio(), "speaker")],
        where=cast.antalya(),
        sources=[(cast.article(cast.reuters(), "Rubio in Antalya"), QUOTE)],
    )
    cast.published(
        "A second round of talks is to follow",
        "June 2025",
        status="announced",
        where=cast.istanbul(),
        tracks=[(cast.istanbul_track(), 2)],
    )


QUOTE = {"quote": "We will see what happens.", "quote_language": "en"}


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complained of: errors, and refusals of the security policy.

    A test that uses it fails when there is any at its end.
    """
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield said
    assert said == []


@pytest.fixture
def barriers(page: Page) -> Any:
    """``barriers()``: what axe finds on the page, one line a rule.

    ``barriers(COLOURS)`` asks only the rules that a change of colours can break, and
    ``barriers([])`` none.
    """

    def find(rules: list[str] | None = None) -> list[str]:
        if rules == []:
            return []
        only = {"type": "rule", "values": rules} if rules else WCAG
        # To describe every node that passed takes longer than to find it.
        options = {"runOnly": only, "resultTypes": ["violations"]}
        found = Axe().run(page, options=options).response["violations"]
        return [f"{v['id']}: {[n['target'] for n in v['nodes']]}" for v in found]

    return find


WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
