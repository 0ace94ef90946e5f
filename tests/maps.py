"""Maps as tests read them: the list of places, the marks, and events to map."""

import re
from html.parser import HTMLParser

from django.test import Client

from tests import cast
from tests.markup import page
from timeline.models.events import Event
from timeline.models.locations import Location


class Listed(HTMLParser):
    """The list of places: for each line its depth, name, note, count and link."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines: list[dict[str, str]] = []
        self.depth = 0
        self.into = ""
        self.feed(html.partition('<ul class="places">')[2].partition("</section>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "li":
            blank = dict.fromkeys(("name", "note", "count", "href"), "")
            self.lines.append(blank | {"depth": str(self.depth)})
        elif tag == "ul":
            self.depth += 1
        elif tag == "a":
            self.lines[-1]["href"] = str(given["href"])
        self.into = {"bdi": "name", "small": "note"}.get(tag, "")
        if given.get("class") == "c":
            self.into = "count"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "ul"
        self.into = ""

    def handle_data(self, data: str) -> None:
        if self.into:
            self.lines[-1][self.into] += data

    @property
    def top(self) -> list[dict[str, str]]:
        return [line for line in self.lines if line["depth"] == "0"]

    @property
    def counts(self) -> dict[str, int]:
        return {line["name"]: number(line["count"]) for line in self.lines}


def number(text: str) -> int:
    return int(text.replace(",", ""))


def listed(query: str = "", *, reader: Client | None = None, path: str = "/map/"):
    return Listed(page(reader or cast.reader_client(), f"{path}?{query}"))


def said(html: str) -> int:
    """The count in the sentence above the map."""
    found = re.search(r'id="view"[^>]*>\s*<strong>([\d,]+|No) events?</strong>', html)
    assert found
    return 0 if found[1] == "No" else number(found[1])


def country(name: str, iso2: str) -> Location:
    return cast.country(name, iso2)


def border() -> Location:
    """Known only as an area, with coordinates of its own."""
    return cast.place(
        "Ukraine-Belarus border",
        "district",
        country("Belarus", "BY"),
        latitude="51.9",
        longitude="29.2",
        geo_precision="area",
    )


def everywhere() -> list[Event]:
    """Events at places of every sort, each sort once or twice."""
    turkiye = country("Türkiye", "TR")
    sandringham = cast.place("Sandringham", "site", country("United Kingdom", "GB"))
    sea = cast.place("Black Sea", "sea", None)
    online = cast.place("Online", "online", None)
    asia = cast.place("Asia", "region", None)
    wheres = [
        cast.istanbul(),
        cast.dolmabahce(),
        cast.dolmabahce(),
        cast.ankara(),
        turkiye,
        turkiye,
        sandringham,
        sea,
        asia,
        online,
        border(),
        None,
    ]
    made = [
        cast.published(title=f"Event number {n}", where=where)
        for n, where in enumerate(wheres)
    ]
    made += [cast.published(title="A call", kind="call", where=None)]
    made += [cast.published(title="By video", where=None, format="remote")]
    return made


def marks(html: str) -> list[tuple[str, str]]:
    """Class and name of every mark of the wide picture."""
    wide = html.partition('<svg class="map-w"')[2].partition("</svg>")[0]
    return re.findall(r'<a class="m-(\w+)"[^>]*aria-label="([^"]*)"', wide)
