"""The change feed as files: CSV that can be replayed, Atom, JSON.

Each change is a version of an event. In CSV a row says what changed and holds the
event's whole row of ``/events.csv`` after the change: whoever applies the rows in
their order to an older export has the newer one, byte for byte. ``order`` is the
event's place in the chronology; rows of an export stand by it, then by event_id. A
row that ends an event holds its event_id, version and title alone.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from timeline.codelists.labels import labels
from timeline.formats import atom, csv
from timeline.formats.csv import Note
from timeline.formats.item import as_json, view_item
from timeline.formats.pieces import in_pieces
from timeline.formats.view import View

SHOWN = {"added", "modified"}
# What changed, in words: by the name of the field of the record.
FIELD_WORDS = {
    "title": "title",
    "slug": "address",
    "summary": "summary",
    "type": "kind",
    "topics": "topics",
    "key": "key event",
    "status": "status",
    "standing": "how well it is supported",
    "format": "how they met",
    "date": "date",
    "day_order": "order within the day",
    "planned_dates": "planned dates",
    "place": "place",
    "participations": "who took part",
    "citations": "sources",
    "differences": "where the sources differ",
    "tracks": "process",
    "relations": "related events",
    "commitments": "what was promised",
    "corrections": "correction",
}
OWN_NOTES: dict[str, Note] = {
    "change_id": Note("The change: event and version, as in /e/12/v3.", "12v3"),
    "changed_at": Note(
        "When readers saw it. All that was published at once has one moment.",
        "ISO 8601 with offset from UTC",
    ),
    "change": Note("What happened to the event.", "code list: change"),
    "changed_fields": Note(
        "Which fields of the record differ from the version before.",
        "fields of the JSON record",
        siblings="changed_fields",
    ),
    "reason": Note("Why, in the words of the editors."),
    "correction": Note("What readers of the version before should know."),
    "merged_into": Note("The event_id that tells it now.", "integer"),
    "order": Note(
        "The event's place in the chronology: rows of an export stand by it, then by "
        "event_id, both falling for newest first.",
        "integer",
    ),
}
COLUMNS = (*OWN_NOTES, *csv.COLUMNS)


class Row(NamedTuple):
    """What a version keeps of its change."""

    event_id: int
    number: int
    change: str
    recorded_at: datetime
    changed_fields: list[str]
    reason: str
    correction: str
    merged_into: int | None
    order_key: int
    title: str
    slug: str
    csv_line: str

    @property
    def id(self) -> str:
        return f"{self.event_id}v{self.number}"

    @property
    def is_shown(self) -> bool:
        return self.change in SHOWN


Rows = Iterable[tuple[tuple[Any, ...], str]]


def write_csv(rows: Rows, *, view: View) -> Iterator[str]:
    """The rows as CSV, in pieces."""
    base_url = csv.checked_address(view.base_url)
    lines = (_line(Row(*stored), base_url) for stored, _match in rows)
    return in_pieces(_with_header(lines))


def _with_header(lines: Iterator[str]) -> Iterator[str]:
    yield csv.BOM + csv.row(COLUMNS)
    yield from lines


def _line(row: Row, base_url: str) -> str:
    own = [
        row.id,
        row.recorded_at.isoformat(),
        row.change,
        csv.join_cell(row.changed_fields),
        csv.neutral(row.reason),
        csv.neutral(row.correction),
        str(row.merged_into or ""),
        str(row.order_key) if row.is_shown else "",
    ]
    if row.is_shown:
        event = csv.finish(row.csv_line, base_url=base_url, date_match="certain")
        return csv.row(own).removesuffix("\r\n") + "," + event
    known = {
        "event_id": str(row.event_id),
        "version": str(row.number),
        "title": csv.neutral(row.title),
    }
    return csv.row([*own, *(known.get(column, "") for column in csv.COLUMNS)])


def write_json(rows: Rows, *, view: View) -> Iterator[str]:
    """One object: the view, and every change without the event's record."""
    return in_pieces(_objects(rows, view))


def _objects(rows: Rows, view: View) -> Iterator[str]:
    yield f'{{"view":{as_json(view_item(view))},"changes":['
    between = "\n"
    for stored, _match in rows:
        yield between + as_json(_object(Row(*stored), view.base_url))
        between = ",\n"
    yield "\n]}\n"


def _object(row: Row, base_url: str) -> dict[str, Any]:
    return {
        "change_id": row.id,
        "changed_at": row.recorded_at.isoformat(),
        "change": row.change,
        "event_id": row.event_id,
        "version": row.number,
        "title": row.title,
        "changed_fields": row.changed_fields,
        "reason": row.reason,
        "correction": row.correction,
        "merged_into": row.merged_into,
        "url": address(row, base_url),
    }


def address(row: Row, base_url: str) -> str:
    """Of the version; of the event when the version ended it."""
    event = f"{base_url}/e/{row.event_id}"
    return f"{event}/v{row.number}" if row.is_shown else event


def write_atom(rows: Rows, *, view: View) -> Iterator[str]:
    """The feed in pieces, an entry for each change."""
    return in_pieces(_entries(rows, view))


def _entries(rows: Rows, view: View) -> Iterator[str]:
    yield from atom.begun(view)
    for stored, _match in rows:
        yield "<entry>\n"
        yield from _entry(Row(*stored), view.base_url)
        yield "</entry>\n"
    yield "</feed>\n"


def _entry(row: Row, base_url: str) -> Iterator[str]:
    said = labels("change").get(row.change, row.change)
    yield atom.element("id", f"{base_url}/e/{row.event_id}/v{row.number}")
    yield atom.element("title", f"{said}: {row.title}")
    yield atom.element("updated", atom.moment(row.recorded_at))
    there = address(row, base_url)
    yield atom.element("link", rel="alternate", type="text/html", href=there)
    scheme = f"{base_url}/about/changes/"
    yield atom.element("category", scheme=scheme, term=row.change, label=said)
    yield atom.element("summary", summary(row))


def summary(row: Row) -> str:
    """``Modified: date, sources. Reason: … Correction: …``."""
    said = labels("change").get(row.change, row.change)
    fields = ", ".join(FIELD_WORDS.get(name, name) for name in row.changed_fields)
    parts = [f"{said}: {fields}" if fields else said]
    if row.merged_into:
        parts.append(f"It is told as event {row.merged_into} now")
    parts += [f"Reason: {row.reason}"] if row.reason else []
    parts += [f"Correction: {row.correction}"] if row.correction else []
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts)
