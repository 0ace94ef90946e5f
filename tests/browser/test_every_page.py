"""axe finds nothing and the security policy refuses nothing, on every kind of page.

Readers' pages are looked at in several ways (width, light or dark, forced colours).
The language goes round with page and way. Usually a page is loaded wide and narrow,
and what else is looked at is only a change of the window: axe asks all its rules of
every page when it is wide and of every second when it is narrow, those about colours
where only these change, and nothing at 320 px, which is about scrolling sideways.
``THOROUGH=1`` loads each page in all seven ways in each language, and asks all rules.
"""

import re
from collections.abc import Iterator
from itertools import islice, product
from typing import Any, NamedTuple
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests import cast
from tests.browser.conftest import COLOURS, Site
from tests.thorough import THOROUGH
from timeline.importing import running
from timeline.models.republishing import Republishing
from timeline.publishing import publish
from timeline.reviewing import send_for_review

# Tall, so that the sticky button covers no control half when axe measures targets.
TALL = 4400
SCHEMES = ("light", "dark")
LANGUAGES = ("en", "uk", "ru", "tr", "ar")
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
    "/e/1/history",
    "/e/1/v1-v2",
    "/e/1?as_of=2001-01-01",
    "/changes/",
    "/changes/?change=modified&who=russia&since=x",
    "/?as_of=2999-01-01",
    "/participants/russia/?as_of=2999-01-01",
    "/about/changes/",
    "/participants/",
    "/participants/russia/",
    "/places/",
    "/places/istanbul/",
    "/sources/",
    "/sources/reuters/",
    "/processes/",
    "/processes/istanbul-talks/",
    "/timeline/",
    "/timeline/?from=2025-05-15&to=2025-05-16",
    "/timeline/?lanes=kind",
    "/timeline/?lane=who:nobody",
    "/compare/",
    "/compare/?lane=who:russia&lane=process:istanbul-talks",
    "/table/",
    "/years/",
    "/map/",
    "/map/?area=world",
    "/about/",
    "/about/dates/",
    "/about/kinds/",
    "/about/columns/",
    "/about/borders/",
    "/help/keyboard/",
    "/accessibility/",
    "/display/",
    "/about/api/",
    "/download/",
    "/download/?who=russia&format=csv",
    "/embed/list/",
    "/embed/timeline/",
    "/embed/map/",
    "/no/such/page/",
)
DESK = (
    "/admin/",
    "/admin/timeline/event/",
    "/admin/timeline/event/?desk_state__exact=draft",
    "/admin/timeline/event/searches/",
    "/admin/timeline/event/add/",
    "/admin/timeline/event/queue/?list=plans",
    "/admin/timeline/event/queue/?list=commitments",
    "/admin/timeline/event/{first}/change/",
    "/admin/timeline/event/{first}/review/",
    "/admin/timeline/event/{first}/preview/",
    "/admin/timeline/event/{first}/history/",
    "/admin/timeline/event/{first}/difference/?old=1&new=desk",
    "/admin/timeline/event/{first}/restore/1/",
    "/admin/timeline/event/undo-publishings/?account={nora}&last=2",
    "/admin/timeline/event/queue/",
    "/admin/timeline/participant/",
    "/admin/timeline/participant/add/",
    "/admin/timeline/location/",
    "/admin/timeline/outlet/",
    "/admin/timeline/importbatch/",
    "/admin/timeline/importbatch/add/",
    "/admin/timeline/importbatch/{sent}/read/",
    "/admin/timeline/importbatch/{tried}/change/",
    "/admin/timeline/importbatch/{tried}/names/",
    "/admin/timeline/importbatch/{tried}/read/",
    "/admin/timeline/importbatch/{stored}/change/",
    "/admin/timeline/republishing/",
    "/admin/timeline/republishing/add/?model=participant&key={russia}",
    "/admin/timeline/republishing/add/?model=participant&key={russia}&into={ukraine}",
    "/admin/timeline/republishing/merge/?model=participant&key={russia}",
    "/admin/timeline/republishing/{stopped}/change/",
)
# The browser reports a page that answers 404 as an error; it is the page asked for.
EXPECTED = ("404",)


PARTS = 3  # of the pages, so that no test takes minutes


class Way(NamedTuple):
    """How a page is looked at."""

    width: int
    scheme: str
    forced: bool = False

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}{'-forced' if self.forced else ''}"


# The ways in which a page is looked at once it is loaded, with what axe is asked.
Ways = dict[Way, list[str] | None]
ALL = None
WIDE, NARROW = Way(1280, "light"), Way(360, "light")
EVERY, EVEN, ODD = slice(None), slice(0, None, 2), slice(1, None, 2)  # pages
EACH: list[tuple[Ways, slice]] = [
    ({way: ALL}, EVERY)
    for way in (
        *(Way(width, scheme) for width, scheme in product((1280, 360, 320), SCHEMES)),
        Way(1280, "light", forced=True),
    )
]
USUALLY: list[tuple[Ways, slice]] = [  # the dark phone only thoroughly
    (
        {
            WIDE: ALL,
            Way(1280, "dark"): COLOURS,
            Way(1280, "light", forced=True): COLOURS,
        },
        EVERY,
    ),
    ({NARROW: ALL, Way(320, "light"): []}, EVEN),
    ({NARROW: [], Way(320, "light"): []}, ODD),
]
LOOKS = EACH if THOROUGH else USUALLY


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("turn", range(len(LOOKS)))
def test_readers_pages_have_no_barrier_and_break_no_policy(
    page: Page, site: Site, barriers: Any, turn: int, part: int
):
    ways, pages = LOOKS[turn]
    paths = tuple(in_turn(READER, turn))[pages][part::PARTS]
    assert paths
    assert look(page, site.url, paths, barriers, ways) == {}


def in_turn(paths: tuple[str, ...], turn: int) -> Iterator[str]:
    """Each path in the language whose turn it is, or in all of them."""
    for number, path in enumerate(paths):
        for offset, language in enumerate(LANGUAGES):
            mine = (number + turn) % len(LANGUAGES) == offset
            if mine or THOROUGH:
                yield path if language == "en" else f"/{language}{path}"


def test_the_door_of_editors_has_no_barrier(page: Page, site: Site, barriers: Any):
    assert look(page, site.url, ("/admin/login/",), barriers, {NARROW: ALL}) == {}


@pytest.mark.parametrize("home", ["/", "/ar/"])
def test_no_page_that_a_link_leads_to_breaks_the_policy(
    page: Page, site: Site, home: str
):
    """Each kind of address once, in English and in Arabic, the nearest first.

    ``THOROUGH=1`` goes on to the last kind.
    """
    said = listen(page)
    most = None if THOROUGH else MOST[home]
    found = dict(islice(crawled(page, said, site.url, home), most))
    assert len(found) >= MOST[home]
    assert {path: lines for path, lines in found.items() if lines} == {}


def crawled(
    page: Page, said: list[str], url: str, home: str
) -> Iterator[tuple[str, list[str]]]:
    """Every kind of page that links reach, with what the browser complained of.

    In the language of ``home``.
    """
    seen: dict[str, int] = {}
    waiting = [home]
    known = set(waiting)
    while waiting:
        path = waiting.pop(0)
        said.clear()
        page.goto(url + path, wait_until="load")
        yield path, [s for s in said if not any(e in s for e in EXPECTED)]
        for link in page.eval_on_selector_all("a[href]", HREFS):
            to = urlsplit(urljoin(url + path, link))
            address = to.path + (f"?{to.query}" if to.query else "")
            if f"{to.scheme}://{to.netloc}" != url or address in known:
                continue
            known.add(address)
            kind = kind_of(to)
            seen[kind] = seen.get(kind, 0) + 1
            if seen[kind] == 1 and is_page(to.path, home):
                waiting.append(address)


def kind_of(to: SplitResult) -> str:
    """The page and the parameters an address gives, whatever their values.

    The page of downloads shows the same whatever was asked for.
    """
    if to.path.endswith("/download/"):
        return to.path
    page = re.sub(r"(?<=/e/)[^/]+|(?<=s/)(?!v\d)[^/]+(?=/$)", "*", to.path)
    given = sorted({name for name, _value in parse_qsl(to.query)})
    return f"{page}?{'&'.join(given[:PARAMETERS])}"


MOST = {"/": 80, "/ar/": 25}  # pages that are usually looked at
PARAMETERS = 2  # more of them together make too many kinds to look at
HREFS = "links => links.map(a => a.getAttribute('href'))"
OTHERS = "(?!ar/|uk/|ru/|tr/|admin/|api/|static/)"  # languages, and no reader's page


def is_page(path: str, home: str) -> bool:
    return bool(re.fullmatch(f"{home}{OTHERS}[^.]*", path))


@pytest.mark.parametrize(
    "way",
    [Way(width, scheme) for width, scheme in product((1280, 360), SCHEMES)]
    if THOROUGH
    else [WIDE, Way(360, "dark")],
    ids=str,
)
def test_editors_pages_have_no_barrier_and_break_no_policy(
    page: Page, site: Site, barriers: Any, way: Way
):
    sign_in(page, site.url)
    first = site.talks.pk
    keys = imports() | republishings() | {"nora": cast.editor("nora").pk}
    site.arrival.summary = "It landed at noon."
    site.arrival.save()
    publish(site.arrival, editor="nora", reason="The hour")
    send_for_review(site.talks, by=cast.writer())  # one import edited it
    paths = tuple(path.format(first=first, **keys) for path in DESK)
    assert look(page, site.url, paths, barriers, {way: ALL}) == {}


def test_the_pages_of_accounts_have_no_barrier(page: Page, site: Site, barriers: Any):
    cast.administrator("ada")
    sign_in(page, site.url, "ada")
    wanda = cast.writer().pk
    paths = (
        "/admin/",
        "/admin/auth/user/",
        "/admin/auth/user/add/",
        f"/admin/auth/user/{wanda}/change/",
        f"/admin/auth/user/{wanda}/password/",
        f"/admin/auth/user/{wanda}/history/",
        "/admin/password_change/",
    )
    ways: Ways = {WIDE: ALL, Way(360, "dark"): ALL}
    assert look(page, site.url, paths, barriers, ways) == {}


def imports() -> dict[str, int]:
    """A file that was sent, one that was tried, and one that was stored."""
    ours = b"title,type,date_text,participants,sources\n"
    rows = (
        b"Russia and Ukraine talk again in Istanbul,visit,16 May 2025,Russia,TASS: A",
        b"Nobody Known visits Istanbul for talks,visit,31 May 2025,Nobody,Reuters: B",
        b"Ukraine visits Ankara on no day there is,visit,31 June 2025,Ukraine,TASS: C",
        b"1,Edited: the talks of Istanbul are held\n",
    )
    files = {
        "sent": b"Headline,Day\nUkraine sends a message,5/6/2025\n",
        "tried": ours + b"\n".join(rows[:3]),
        "stored": b"event_id,title,status\n" + rows[3].strip() + b",under-way\n",
    }
    made = {}
    for name, text in files.items():
        batch = running.receive([text], f"{name}.csv", editor=cast.editor("nora"))
        made[name] = batch.pk
        if name != "sent":
            running.run(batch, running.PLAN)
        if name == "stored":
            running.run(batch, running.APPLY)
    return made


def republishings() -> dict[str, int]:
    """Two who could be merged, and a republishing that was stopped."""
    two = {"russia": cast.russia().pk, "ukraine": cast.ukraine().pk}
    stopped = Republishing.objects.create(
        model="participant",
        keys=[two["russia"]],
        title="Russia is now Rossiya",
        changes=[["Name", "Russia", "Rossiya"]],
        reason="The name in Russian",
    )
    return two | {"stopped": stopped.pk}


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
    page: Page, url: str, paths: tuple[str, ...], barriers: Any, ways: Ways
) -> dict[str, list[str]]:
    """What the browser and axe complain of, by path; empty when of nothing.

    The policy is judged before axe runs: axe adds an inline style of its own.
    """
    said = listen(page)
    found: dict[str, list[str]] = {}
    for path in paths:
        in_way(page, next(iter(ways)))
        said.clear()
        page.goto(url + path)
        lines = [s for s in said if not any(e in s for e in EXPECTED)]
        for way, rules in ways.items():
            in_way(page, way)
            if page.evaluate("() => document.documentElement.scrollWidth") > way.width:
                lines.append(f"{way}: it scrolls sideways")
            lines += [f"{way}: {line}" for line in barriers(rules)]
        found[path] = lines
    return {path: lines for path, lines in found.items() if lines}


def in_way(page: Page, way: Way) -> None:
    """Give the window that size and those colours; wait until nothing moves to them."""
    page.set_viewport_size({"width": way.width, "height": TALL})
    colours: Any = "active" if way.forced else "none"
    scheme: Any = way.scheme
    page.emulate_media(color_scheme=scheme, forced_colors=colours)
    page.evaluate(STILL)


STILL = """() => Promise.allSettled(
  document.getAnimations().filter(a => a instanceof CSSTransition).map(a => a.finished)
)"""


def sign_in(page: Page, url: str, name: str = "nora") -> None:
    if name == "nora":
        cast.editor("nora")
    page.goto(f"{url}/admin/login/?next=/admin/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill("password")
    page.locator("#id_password").press("Enter")
    page.wait_for_url("**/admin/")
