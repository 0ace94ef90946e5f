"""CSV, one row per event (RFC 4180): UTF-8, CRLF, ISO 8601 dates.

The finished line is made once, when an event is published, and stored with the
version, so writing a file is copying lines. Two things are not known then and are
filled in by :func:`write`: the site's address and how the event stands to the dates
that were asked for. The stored line holds a control character for each; no stored
text can contain one.

How cells are written, and what an import undoes:

* *Formulas.* A cell that a spreadsheet would run (it starts with ``= + - @``, tab or
  CR) gets a leading apostrophe. So does a cell that starts with apostrophes followed
  by such a character, so that :func:`read_cell` can always take exactly one away.
  Latitude and longitude are numbers we make ourselves and stay as they are: -33.9.
* *Several values in a cell* are joined by `` | ``, and the n-th entries of sibling
  columns belong together; an entry that is not known is empty and keeps its place.
  Inside an entry ``|`` is written ``\\|`` and ``\\`` is written ``\\\\``; see
  :func:`split_cell`.
* *Codes.* Where a code list exists the cell holds the code (``took-place``), and
  :data:`COLUMN_NOTES` names the list; people, places and outlets are named.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

from timeline.dates import ucdp_date_prec
from timeline.eventrecord import (
    CitationRecord,
    DateRecord,
    EventRecord,
    ParticipationRecord,
    PlaceRecord,
    PlannedDateRecord,
    RelationRecord,
    TrackRecord,
)
from timeline.formats.view import View

BOM = "\ufeff"
BETWEEN = " | "
_TOGETHER = 256  # rows in a piece, at most: a piece a row takes twice as long
_BASE_URL = "\x01"
_DATE_MATCH = "\x02"
_FILLED_IN_LATER = dict.fromkeys(map(ord, _BASE_URL + _DATE_MATCH))
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NEUTRALISED = re.compile(r"'+[=+\-@\t\r]")
_NOT_IN_ADDRESS = re.compile(r'[\s,"]')


class Note(NamedTuple):
    """What a column holds, for the codebook."""

    meaning: str
    values: str = ""  # unit, format or code list
    siblings: str = ""  # columns with one entry each for the same thing, or itself


_DAY = "ISO 8601 date, local to the place; empty: unbounded"
_PARTS = "participants, roles, attendance, offices"
_CITATIONS = "sources, source_urls, quotes"

COLUMN_NOTES: dict[str, Note] = {
    "event_id": Note("The event's public number; it never changes.", "integer"),
    "version": Note("The published version of the event this row shows.", "integer"),
    "url": Note("Address of the event's page.", "absolute web address"),
    "title": Note("What happened, as a full sentence."),
    "status": Note("Where the event stands in its life.", "code list: status"),
    "standing": Note(
        "confirmed: two independent outlets; reported: one; disputed: sources differ.",
        "code list: standing",
    ),
    "family": Note("Family of the event type.", "code list: family"),
    "type": Note("Event type.", "code list: type"),
    "cameo": Note(
        "CAMEO code of the type. Text: 036 keeps its zero.", "code list: CAMEO"
    ),
    "plover": Note("PLOVER event and mode of the type.", "code list: PLOVER"),
    "date_text": Note("The date as the editor typed it from the source."),
    "edtf": Note("The date as it was read.", "EDTF (ISO 8601-2), level 1 and one-of"),
    "start_earliest": Note("First day it may have begun.", _DAY),
    "start_latest": Note("Last day it may have begun.", _DAY),
    "end_earliest": Note("First day it may have ended.", _DAY),
    "end_latest": Note("Last day it may have ended.", _DAY),
    "date_prec": Note(
        "How precise the date is, from its bounds.", "code list: UCDP GED date_prec"
    ),
    "time_start": Note("Local time it began; empty: not known.", "HH:MM, 24 hours"),
    "time_zone": Note("Time zone of the place.", "IANA name"),
    "date_match": Note(
        "certain: within the dates asked for, or none were asked for; might: only "
        "possibly within them.",
        "code list: date_match",
    ),
    "place": Note("Where; empty: not known."),
    "place_kind": Note("Kind of place.", "code list: place_kind"),
    "country": Note("English name of the country the place is or lies in."),
    "latitude": Note(
        "Of the place itself, never the middle of a country.",
        "decimal degrees, WGS 84; a number, never with an apostrophe",
    ),
    "longitude": Note(
        "Of the place itself, never the middle of a country.",
        "decimal degrees, WGS 84; a number, never with an apostrophe",
    ),
    "geo_prec": Note(
        "What the coordinates point at; empty without coordinates.",
        "code list: geo_prec",
    ),
    "participants": Note("Who took part, by name.", siblings=_PARTS),
    "roles": Note("In what role.", "code list: role", siblings=_PARTS),
    "attendance": Note(
        "Whether they came; empty: not known.",
        "code list: attendance",
        siblings=_PARTS,
    ),
    "offices": Note("Office held on the event's date.", siblings=_PARTS),
    "tracks": Note(
        "Processes it is part of; after a comma the round.", siblings="tracks"
    ),
    "topics": Note(
        "What it is about.", "code list: topic (PLOVER contexts)", siblings="topics"
    ),
    "summary": Note("What happened, sources marked [1].", "Markdown"),
    "sources": Note(
        "What is cited, as Outlet: title, in the order of the marks.",
        siblings=_CITATIONS,
    ),
    "source_urls": Note("Web address of the source.", siblings=_CITATIONS),
    "quotes": Note("Words of the source, in its own language.", siblings=_CITATIONS),
    "planned_dates": Note(
        "Dates it was to have before, oldest announcement first.",
        "EDTF",
        siblings="planned_dates",
    ),
    "relations": Note(
        "Relation and number of the other event: follows 12.",
        "code list: relation, and an event_id",
        siblings="relations",
    ),
    "recorded_at": Note(
        "When this version was published.", "ISO 8601 with offset from UTC"
    ),
}
COLUMNS: tuple[str, ...] = tuple(COLUMN_NOTES)


def write(rows: Iterable[tuple[str, str]], *, view: View) -> Iterator[str]:
    """The file in pieces: byte order mark and header, then rows.

    ``rows`` are stored lines, each with its ``date_match``. Raises ValueError for an
    address of the site that would break a row.
    """
    base_url = checked_address(view.base_url)
    yield BOM + header()
    rows = iter(rows)
    while batch := tuple(islice(rows, _TOGETHER)):
        for date_match, alike in groupby(batch, key=itemgetter(1)):
            lines = "".join(stored for stored, _ in alike)
            yield finish(lines, base_url=base_url, date_match=date_match)


def checked_address(base_url: str) -> str:
    """The site's address. Raises ValueError for one that would break a row."""
    if _NOT_IN_ADDRESS.search(base_url):
        raise ValueError(f"{base_url!r} is not a site address. Write https://host.")
    return base_url


def header() -> str:
    """The names of the columns as a line, without byte order mark."""
    return row(COLUMNS)


def line(record: EventRecord) -> str:
    """The line to store: finished but for the address and ``date_match``."""
    texts = cells(record)
    return row(texts[column] for column in COLUMNS)


def finish(line: str, *, base_url: str, date_match: str) -> str:
    """Stored lines with the site's address and ``certain`` or ``might`` filled in."""
    return line.replace(_BASE_URL, base_url).replace(_DATE_MATCH, date_match)


def read_cell(cell: str) -> str:
    """The text of a cell as it was before the apostrophe against formulas."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


def split_cell(cell: str) -> list[str]:
    """The entries of a cell with several values; empty ones keep their place.

    An empty cell has no entries. Give the cell after :func:`read_cell`.
    """
    if not cell:
        return []
    marked = cell.replace("\\\\", "\x03").replace("\\|", "\x04")
    return [
        entry.strip().replace("\x03", "\\").replace("\x04", "|")
        for entry in marked.split("|")
    ]


def join_cell(entries: Iterable[str]) -> str:
    """Several values as one cell. Entries must not begin or end with spaces."""
    return BETWEEN.join(
        entry.replace("\\", "\\\\").replace("|", "\\|") for entry in entries
    )


def row(cells: Iterable[str]) -> str:
    """The cells as a line, quoted where RFC 4180 asks for it, ended by CRLF."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def cells(record: EventRecord) -> dict[str, str]:
    """Every column's cell, safe for spreadsheets; :func:`finish` fills in the rest."""
    texts = {
        **_what(record),
        **_when(record["date"]),
        **place_texts(record["place"]),
        **_participations(record["participations"]),
        **_citations(record["citations"]),
        "tracks": join_cell(map(_track, record["tracks"])),
        "topics": join_cell(topic["slug"] for topic in record["topics"]),
        "planned_dates": join_cell(map(_planned, record["planned_dates"])),
        "relations": join_cell(map(_relation, record["relations"])),
    }
    return {
        **{column: neutral(text) for column, text in texts.items()},
        **_coordinates(record["place"]),
        "url": f"{_BASE_URL}/events/{record['event_id']}-{record['slug']}/",
        "date_match": _DATE_MATCH,
    }


def neutral(text: str) -> str:
    """The text as a cell that no spreadsheet runs as a formula."""
    text = text.translate(_FILLED_IN_LATER)
    return f"'{text}" if _FORMULA.match(text) else text


def _what(record: EventRecord) -> dict[str, str]:
    return {
        "event_id": str(record["event_id"]),
        "version": str(record["version"]),
        "title": record["title"],
        "summary": record["summary"],
        "status": record["status"],
        "standing": record["standing"],
        "family": record["type"]["family"],
        "type": record["type"]["slug"],
        "cameo": record["type"]["cameo"],
        "plover": record["type"]["plover"],
        "recorded_at": record["recorded_at"],
    }


class _Bounds(NamedTuple):
    start_earliest: date | None
    start_latest: date | None
    end_earliest: date | None
    end_latest: date | None


def _when(when: DateRecord) -> dict[str, str]:
    bounds = {
        "start_earliest": when["start_earliest"],
        "start_latest": when["start_latest"],
        "end_earliest": when["end_earliest"],
        "end_latest": when["end_latest"],
    }
    days = (date.fromisoformat(day) if day else None for day in bounds.values())
    return {
        "date_text": when["text"],
        "edtf": when["edtf"],
        **{name: day or "" for name, day in bounds.items()},
        "date_prec": str(ucdp_date_prec(_Bounds(*days))),
        "time_start": when["time_start"],
        "time_zone": when["time_zone"],
    }


def place_texts(place: PlaceRecord | None) -> dict[str, str]:
    """Name and kind of the place, its country, and what its coordinates point at."""
    if place is None:
        return dict.fromkeys(("place", "place_kind", "country", "geo_prec"), "")
    chain = [(place["name"], place["kind"])]
    chain += [(larger["name"], larger["kind"]) for larger in place["ancestors"]]
    located = place["latitude"] is not None
    return {
        "place": place["name"],
        "place_kind": place["kind"],
        "country": next((name for name, kind in chain if kind == "country"), ""),
        "geo_prec": place["geo_precision"] if located else "",
    }


def _coordinates(place: PlaceRecord | None) -> dict[str, str]:
    return {
        "latitude": _degrees(place["latitude"] if place else None),
        "longitude": _degrees(place["longitude"] if place else None),
    }


def _degrees(angle: float | None) -> str:
    """At most five decimals, about a metre: ``41.0392``, ``-33.9``."""
    return "" if angle is None else f"{angle:.5f}".rstrip("0").rstrip(".")


def _participations(parts: list[ParticipationRecord]) -> dict[str, str]:
    return {
        "participants": join_cell(part["participant"]["name"] for part in parts),
        "roles": join_cell(part["role"] for part in parts),
        "attendance": join_cell(part["attendance"] for part in parts),
        "offices": join_cell(part["office"] for part in parts),
    }


def _citations(citations: list[CitationRecord]) -> dict[str, str]:
    return {
        "sources": join_cell(map(_source, citations)),
        "source_urls": join_cell(citation["url"] for citation in citations),
        "quotes": join_cell(citation["quote"] for citation in citations),
    }


def _source(citation: CitationRecord) -> str:
    return ": ".join(filter(None, (citation["outlet"], citation["title"])))


def _track(track: TrackRecord) -> str:
    return ", ".join(filter(None, (track["name"], track["round_label"])))


def _planned(planned: PlannedDateRecord) -> str:
    return planned["date"]["edtf"] or planned["date"]["text"]


def _relation(relation: RelationRecord) -> str:
    return f"{relation['kind']} {relation['event_id']}"
