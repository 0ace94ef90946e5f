"""Records in, text or bytes out: one module a format, one entry here.

To add a format, write a module with ``write(rows, *, view)``, add its entry to
:data:`FORMATS` and a golden file to the tests. Addresses, links and tests loop over
the registry.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from timeline.eventrecord import EventRecord
from timeline.formats import (
    atom,
    changes,
    citations,
    csv,
    datapackage,
    geojson,
    ics,
    json,
    jsonfeed,
    jsonl,
    participations,
    timelinejs,
)
from timeline.formats.csv import Note
from timeline.formats.view import View

__all__ = ["CHANGE_FORMATS", "FORMATS", "Format", "Note", "Unit", "View"]


class Unit(NamedTuple):
    """What one row of a file stands for, and how such a file is written.

    ``write`` takes events, each as what its version keeps in the column ``reads`` (in
    several: as a tuple)
    with its ``date_match`` (``certain`` or ``might``), and a :class:`View`; it yields
    the file in pieces. ``number`` says how many rows an event gives; None: one.
    ``notes`` say what each column holds, where the file has columns.
    """

    reads: Literal["csv_line", "record"] | tuple[str, ...]
    write: Callable[..., Iterator[str] | Iterator[bytes]]
    number: Callable[[EventRecord], int] | None = None
    notes: Mapping[str, Note] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file that a selection of events can be written as.

    ``units`` holds a :class:`Unit` for each value of the parameter ``rows``; the
    first is taken when none is asked for.
    """

    name: str  # in addresses: /events.<name>
    label: str
    note: str  # what it is for and what it leaves out, as a sentence
    media_type: str  # as sent, with parameters
    extension: str  # of file names, without the dot
    units: Mapping[str, Unit]
    follow: bool = False  # is it read again and again, for what is new?
    revision: int = 1  # raise when the same rows would give other bytes

    def file_name(self, stem: str) -> str:
        return f"{stem}.{self.extension}"


def _per_event(
    write: Callable[..., Iterator[str] | Iterator[bytes]],
) -> dict[str, Unit]:
    return {"event": Unit("record", write)}


FORMATS: dict[str, Format] = {
    "csv": Format(
        name="csv",
        label="CSV for spreadsheets",
        note="A row for each event, each event and participant, or each event and "
        "source.",
        media_type="text/csv; charset=utf-8; header=present",
        extension="csv",
        units={
            "event": Unit("csv_line", csv.write, notes=csv.COLUMN_NOTES),
            "participation": Unit(
                "record",
                participations.TABLE.write,
                number=participations.number,
                notes=participations.COLUMN_NOTES,
            ),
            "citation": Unit(
                "record",
                citations.TABLE.write,
                number=citations.number,
                notes=citations.COLUMN_NOTES,
            ),
        },
    ),
    "json": Format(
        name="json",
        label="JSON",
        note="One object: the view, and everything the record holds of its events.",
        media_type="application/json",
        extension="json",
        units=_per_event(json.write),
    ),
    "jsonl": Format(
        name="jsonl",
        label="JSON Lines",
        note="The same events as in JSON, one a line, for programs that read line by "
        "line.",
        media_type="application/jsonl",
        extension="jsonl",
        units=_per_event(jsonl.write),
    ),
    "geojson": Format(
        name="geojson",
        label="GeoJSON for maps",
        note="A feature for each event; one whose place has no coordinates has no "
        "geometry.",
        media_type="application/geo+json",
        extension="geojson",
        units=_per_event(geojson.write),
    ),
    "ics": Format(
        name="ics",
        label="Calendar (iCalendar)",
        note="An entry for each event. A date that is not known exactly covers all its "
        "days, tentatively, and stands in words behind the title.",
        media_type="text/calendar; charset=utf-8",
        extension="ics",
        units=_per_event(ics.write),
        follow=True,
    ),
    "atom": Format(
        name="atom",
        label="Feed (Atom)",
        note="For feed readers: all events of the view, in its order.",
        media_type="application/atom+xml; charset=utf-8",
        extension="atom",
        units=_per_event(atom.write),
        follow=True,
    ),
    "feed.json": Format(
        name="feed.json",
        label="Feed (JSON Feed)",
        note="The same feed as JSON Feed 1.1.",
        media_type="application/feed+json",
        extension="feed.json",
        units=_per_event(jsonfeed.write),
        follow=True,
    ),
    "timelinejs.json": Format(
        name="timelinejs.json",
        label="TimelineJS",
        note="For a timeline of the Knight Lab on a page of yours; dates are also in "
        "words.",
        media_type="application/json",
        extension="timelinejs.json",
        units=_per_event(timelinejs.write),
    ),
    "zip": Format(
        name="zip",
        label="Data package (zip)",
        note="The three CSV files, what each column holds, how to cite them, and "
        "their SHA-256.",
        media_type="application/zip",
        extension="zip",
        units=_per_event(datapackage.write),
    ),
}


def _of_changes(
    write: Callable[..., Iterator[str]], notes: Mapping[str, Note] | None = None
) -> dict[str, Unit]:
    return {"change": Unit(changes.Row._fields, write, notes=notes or {})}


# The change feed: /changes.<name>.
CHANGE_FORMATS: dict[str, Format] = {
    "csv": Format(
        name="changes.csv",
        label="CSV for spreadsheets",
        note="A row for each change, oldest first, with the event's whole row.",
        media_type="text/csv; charset=utf-8; header=present",
        extension="csv",
        units=_of_changes(changes.write_csv, changes.OWN_NOTES),
    ),
    "json": Format(
        name="changes.json",
        label="JSON",
        note="One object for each change, oldest first, without the events.",
        media_type="application/json",
        extension="json",
        units=_of_changes(changes.write_json),
    ),
    "atom": Format(
        name="changes.atom",
        label="Feed (Atom)",
        note="For feed readers: the latest changes, newest first.",
        media_type="application/atom+xml; charset=utf-8",
        extension="atom",
        units=_of_changes(changes.write_atom),
        follow=True,
    ),
}
