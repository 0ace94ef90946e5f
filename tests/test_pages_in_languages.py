"""Every reader's page in every language: its words, its direction, no English."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from tests import cast
from tests.test_drafts_stay_in import ADDRESSES, publish_something
from tests.thorough import a_part
from tests.translations import PLURALS, catalog, read_po
from timeline.codelists.labels import labels, lists

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover, pytest.mark.one_database]

OTHERS = tuple(PLURALS)
RIGHT_TO_LEFT = {"ar"}
NO_PAGE = {"timeline:suggest", "timeline:count"}  # they answer JSON
SILENT = {"script", "style", "code", "kbd", "samp", "textarea"}
VOID = {"meta", "link", "input", "br", "img", "hr", "use", "path", "circle", "rect"}
SAID_IN = {"aria-label", "aria-roledescription", "title", "placeholder", "alt"}
# Latin words that are the same in every language.
INTERNATIONAL = {
    *("APA", "ASC", "BibTeX", "CAMEO", "Chicago", "CSV", "EDTF", "HTML", "IANA"),
    *("ISO", "PLOVER", "RIS", "SVG", "URL", "UTC", "WCAG", "WGS", "ACLED", "UCDP"),
    *("JSON", "Natural", "Earth", "Tab", "Shift", "Enter", "Esc", "Escape", "Home"),
    *("End", "PageUp", "PageDown", "Page", "Up", "Down", "Ctrl", "NVDA", "oEmbed"),
    *("Alt", "Command", "AA", "GED", "axe", "core", "cookie"),
    *("iCalendar", "ICS", "GeoJSON", "TimelineJS", "Atom", "Feed", "Lines"),
    *("Markdown", "QID", "Wikidata", "VoiceOver", "TalkBack", "Firefox", "iframe"),
}
_WORD = re.compile(r"[A-Za-z]{2,}")
# Addresses, mail, parameters (theme=dark), typed filters (who:ukraine) and columns.
_CODE = re.compile(
    r"https?://\S+|\S+@\S+|/\S*|\w+=[\w:.-]*|[a-z]+:[a-z]+|[a-z]+(?:_[a-z]+)+"
)
_HELD = re.compile(r"%\(\w+\)[sd]")


class Words(HTMLParser):
    """What a page says in its own language: texts, and attributes read aloud."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.language, self.direction = "", ""
        self.said: list[str] = []
        self.feed(html)

    @property
    def _is_heard(self) -> bool:
        silent = any(tag in SILENT for tag, _language in self.open)
        return not silent and self._spoken == self.language

    @property
    def _spoken(self) -> str:
        return self.open[-1][1] if self.open else self.language

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language, self.direction = given["lang"], given["dir"]
        self.open.append((tag, given.get("lang", self._spoken)))
        if self._is_heard:
            self.said += [given[name] for name in SAID_IN if name in given]
            if given.get("name") == "description":
                self.said.append(given["content"])
        if tag in VOID:
            self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1][0] != tag:
            self.open.pop()
        if self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and self._is_heard:
            self.said.append(text)


def pages(language: str) -> dict[str, Words]:
    """Every page of readers in a language, read."""
    reader = cast.reader_client()
    found = {}
    for name, paths in ADDRESSES.items():
        if name.startswith("files:") or name in NO_PAGE:
            continue
        for path in paths:
            bare = re.sub(r"^/(?:uk|ru|tr|ar)/", "/", path)
            here = bare if language == "en" else f"/{language}{bare}"
            answer = reader.get(here, follow=True)
            assert answer.status_code in {200, 404, 410}, (here, answer.status_code)
            found[here] = Words(answer.content.decode())
    return found


@pytest.mark.no_cover
@pytest.mark.parametrize("language", ["en", *a_part(OTHERS, one_in=3)])
def test_every_page_is_in_its_language(language):
    """It says which, in which direction, and nothing in English that is translated."""
    publish_something()
    said: dict[str, str] = {}
    for address, page in pages(language).items():
        assert page.language == language, address
        wanted = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        assert page.direction == wanted, address
        said |= dict.fromkeys(page.said, address)
    if language == "en":
        return
    whole, parts = _english(language)
    left = {
        text: at for text, at in said.items() if text in whole or parts.search(text)
    }
    assert not left, f"{len(left)} English texts: {left}"


def _english(language: str) -> tuple[set[str], re.Pattern[str]]:
    """English texts with a translation: short ones whole, long ones also in part."""
    texts = set()
    for message in read_po(catalog(language)):
        for english in (message.text, message.plural):
            if english and english not in message.said:
                texts.add(english)
    for name in lists():
        pairs = zip(labels(name).values(), labels(name, language).values(), strict=True)
        texts |= {english for english, said in pairs if english != said}
    texts.discard("")
    pieces = {" ".join(p.split()) for text in texts for p in _pieces(text)}
    long = sorted(re.escape(p) for p in pieces if len(p.split()) > 3)
    return {t for t in texts if _WORD.search(t)}, re.compile("|".join(long) or "(?!)")


def _pieces(text: str) -> list[str]:
    """What stands between placeholders and tags."""
    return re.split(r"<[^>]*>", _HELD.sub("<>", text))


@pytest.mark.no_cover
@pytest.mark.parametrize("language", a_part(["ar", "uk", "ru"], one_in=3))
def test_no_latin_word_is_left_where_everything_told_is_greek(language, settings: Any):
    """Titles and names are data; with all of them in Greek, Latin ones are ours."""
    settings.SITE_NAME = "Χρονικό"
    the_greek_events()
    reader = cast.reader_client()
    left: dict[str, str] = {}
    for path in GREEK:
        answer = reader.get(f"/{language}{path}", follow=True)
        assert answer.status_code == 200, path
        left |= dict.fromkeys(_latin(Words(answer.content.decode())), path)
    assert not left, f"{len(left)} texts with Latin words: {left}"


GREEK = (
    "/",
    "/?from=2025-05-15&to=2025-05-20&who=hellas&status=planned&kind=travel.visit",
    "/?q=who:ψ&from=ψ&as_of=ψ&minsrc=ψ&kind=ψ&ψ=ψ&role=ψ",
    "/?place=athens&who=hellas&mode=all&minsrc=5&has=key",
    "/?from=2025-05-20&to=2025-05-10",
    "/?from=31.06.2025",
    "/timeline/",
    "/compare/?lane=who:hellas&lane=who:kypros",
    "/table/",
    "/years/",
    "/map/",
    "/participants/",
    "/participants/hellas/",
    "/places/",
    "/places/athens/",
    "/sources/",
    "/sources/gazette/",
    "/processes/",
    "/processes/odos/",
    "/about/",
    "/about/dates/",
    "/help/keyboard/",
    "/accessibility/",
    "/display/",
    "/e/1",
    "/e/2",
    "/e/1/v1",
)


def the_greek_events() -> None:
    """Two related events with all that a page can show, told in Greek."""
    hellas = _slugged(cast.state("Ελλάδα", "GR"), "hellas")
    kypros = _slugged(cast.state("Κύπρος", "CY"), "kypros")
    envoy = cast.person("Νίκος", hellas, ("Πρέσβης", None, None))
    land = cast.country("Ελλάδα", "GR")
    athens = _slugged(
        cast.place("Αθήνα", "city", land, latitude="37.98", longitude="23.73"), "athens"
    )
    gazette = _slugged(cast.outlet("Εφημερίδα", "newspaper", language="el"), "gazette")
    paper = _slugged(cast.article(gazette, "Είδηση", url="https://e.example/1"), "news")
    odos = cast.istanbul_track()
    odos.summary = "Συνομιλίες."
    odos.name_it("Οδός")
    _slugged(odos, "odos")
    quoted = {"quote": "Συμφωνούμε.", "quote_language": "el", "speaker": envoy}
    first = cast.published(
        "Μιλούν",
        "16 May 2025 13:35",
        who=[(hellas, "party"), (envoy, "head-of-delegation"), (kypros, "host")],
        where=athens,
        sources=[(paper, quoted)],
        tracks=[(odos, 1)],
        topics=["diplomatic"],
        summary="Μίλησαν [1].",
        key=True,
    )
    cast.published(
        "Ξαναμιλούν",
        "between 16 and 22 May 2025",
        kind="visit",
        who=[(envoy, "speaker", {"attendance": "remote"}), (kypros, "addressee")],
        sources=[paper],
        tracks=[odos],
        relations=[("follows", first)],
        planned=["14 May 2025"],
        status="postponed",
    )


def _slugged(named: Any, slug: str) -> Any:
    named.slug = slug
    named.save()
    return named


def _latin(page: Words) -> list[str]:
    """Texts with a Latin word that is not said everywhere."""
    known = INTERNATIONAL
    return [s for s in page.said if not set(_WORD.findall(_CODE.sub("", s))) <= known]
