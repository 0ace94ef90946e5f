"""Pages as tests read them: fetched, outlined, and their form sent back."""

import re
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from tests import cast, kept
from timeline.models.events import Event

INDEXES = ("/participants/", "/places/", "/sources/", "/processes/")
SUBJECTS = (
    "/participants/russia/",
    "/places/istanbul/",
    "/sources/reuters/",
    "/sources/reuters-delegations-meet-in-istanbul/",
    "/processes/istanbul-talks/",
)
FIXED = ("/", "/about/", *INDEXES)


def page(reader: Client, address: str, **headers: str) -> str:
    response = reader.get(address, headers=headers)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return response.content.decode()


def address_of(made: Event) -> str:
    return f"/events/{made.number}-{made.slug}/"


def the_talks(**more: Any) -> Event:
    """The talks with everything an event's page shows."""
    if more or not kept.is_untouched():
        return _the_talks(**more)
    kept.once("the talks", _the_talks)
    return Event.objects.get()


def _the_talks(**more: Any) -> Event:
    return cast.publish(_the_draft(**more))


def _the_draft(**more: Any) -> Event:
    who = [
        (cast.russia(), "party"),
        (cast.medinsky(), "head-of-delegation", {"attendance": "attended"}),
        (cast.ukraine(), "party"),
        (cast.fidan(), "chair"),
    ]
    usual: dict[str, Any] = {
        "date": "16 May 2025 13:35",
        "who": who,
        "where": cast.dolmabahce(),
        "tracks": [(cast.istanbul_track(), 1)],
        "summary": "They met for two hours [1].",
    }
    return cast.event(**usual | more)


def calls(number: int) -> list[Event]:
    """That many events, a day apart, in one process and with one cast."""
    return cast.published_together(
        _the_draft(title=f"Delegations meet for the {n}th time", date=f"{n} May 2025")
        for n in range(1, number + 1)
    )


class Outline(HTMLParser):
    """The headings, ids, links and drawings of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.anchors: list[str] = []
        self.attributes: list[str] = []
        self.tags: list[str] = []
        self.unnamed: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.attributes += list(given)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a" and str(given.get("href")).startswith("#"):
            self.anchors.append(str(given["href"])[1:])
        if tag == "svg" and not ({"aria-label", "aria-hidden"} & set(given)):
            self.unnamed.append(given)


class Form(HTMLParser):
    """What a browser sends when the filter form is submitted as it is."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self.select = ""
        self.feed(html.partition('id="filters"')[2].partition("</form>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = str(given.get("name")), str(given.get("value"))
        if tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self.pairs.append((self.select, value))
        elif tag == "input" and self._is_sent(given):
            self.pairs.append((name, value if "value" in given else ""))

    def _is_sent(self, given: dict[str, str | None]) -> bool:
        return given.get("type") not in {"checkbox", "radio"} or "checked" in given

    def pairs_as_data(self) -> dict[str, list[str]]:
        data: dict[str, list[str]] = {}
        for name, value in self.pairs:
            data.setdefault(name, []).append(value)
        return data
