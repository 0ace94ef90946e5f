"""The sheet of TimelineJS (Knight Lab, Northwestern University), as CSV.

Columns as in Knight Lab's template: Year, Month, Day, Time, End Year ..., Display
Date, Headline, Text, Media, Media Credit, Media Caption, Type, Group. The sheet knows
no kind of event, so it is asked once for the whole file. Headline and Text may hold
HTML: their words are taken, and the first link in Text as the source.
"""

import html
import re

from timeline.formats.csv import join_cell
from timeline.importing.errors import CellError
from timeline.importing.profiles import titles
from timeline.importing.profiles.shape import Cells, Made, Profile
from timeline.names import clean, clean_text

_DATED = ("Year", "Month", "Day", "Time", "End Year", "End Month", "End Day")
_CITED = ("Media Credit", "Media Caption", "Media", "Text")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li)\b[^<>]{0,200}>", re.IGNORECASE)
_LINK = re.compile(
    r"""href\s*=\s*["'](https?://[^"'\s<>]{1,1000})["']""", re.IGNORECASE
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|mp4|mp3)(?:\?.*)?", re.IGNORECASE)
_PARTS = {"Year": 4, "Month": 2, "Day": 2}


def _plain(text: str) -> str:
    """The words of a text that may hold HTML."""
    return clean_text(html.unescape(_TAG.sub("", _BREAK.sub("\n", text))))


def _title(cells: Cells) -> str:
    if cells["Type"].strip().casefold() == "title":
        raise CellError(
            "This row is the title slide of the timeline, not an event. Leave it out."
        )
    return titles.cut(_plain(cells["Headline"]))


def _day(cells: Cells, prefix: str = "") -> str:
    """Year, month and day as far as they are given. Raises CellError."""
    given = []
    for part, length in _PARTS.items():
        text = cells[prefix + part].strip().removesuffix(".0")
        if not text:
            break
        if not text.isascii() or not text.isdigit() or len(text) > length:
            raise CellError(
                f"“{text[:60]}” is not a {part.lower()}. Write it in digits; years run "
                "from 1 to 9999."
            )
        given.append(text.zfill(length))
    return "-".join(given)


def _date(cells: Cells) -> str:
    start, end = _day(cells), _day(cells, "End ")
    if not start:
        raise CellError("There is no year. Write the year the event was in.")
    if end and end != start:
        return f"{start}/{end}"
    clock = cells["Time"].strip()
    return f"{start} {clock}" if clock and len(start) == 10 else start


def _address(cells: Cells) -> str:
    if link := _LINK.search(cells["Text"]):
        return html.unescape(link[1])
    media = cells["Media"].strip()
    shown = _PICTURE.search(media) or not media.startswith(("https://", "http://"))
    return "" if shown else media


def _source(cells: Cells) -> str:
    """Credit and caption of the medium, where the medium is what is cited."""
    if _address(cells) != cells["Media"].strip():
        return ""
    credit, caption = _plain(cells["Media Credit"]), _plain(cells["Media Caption"])
    return clean(": ".join(filter(None, (credit, caption))))[:300]


def _one(entry: str) -> str:
    return join_cell([entry]) if entry else ""


TIMELINEJS = Profile(
    name="timelinejs",
    label="TimelineJS sheet",
    about="The Google sheet behind a TimelineJS timeline, downloaded as CSV.",
    known_by=("Year", "Headline", "Display Date", "Media"),
    makes=(
        Made("title", ("Headline", "Type"), _title),
        Made("date_text", _DATED, _date),
        Made("summary", ("Text",), lambda cells: _plain(cells["Text"])),
        Made("sources", _CITED, lambda cells: _one(_source(cells))),
        Made("source_urls", ("Text", "Media"), lambda cells: _one(_address(cells))),
    ),
    keeps=("Display Date", "Group", "Type"),
)
