"""What a data package says of its files: tables, types, keys, digests.

Specifications: Data Package, Tabular Data Resource and Table Schema, version 1.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, Protocol

from timeline.codelists.labels import labels
from timeline.eventrecord import EventRecord
from timeline.formats import citations, csv, participations
from timeline.formats.csv import Note
from timeline.formats.item import view_item
from timeline.formats.rows import Events
from timeline.formats.view import View

Field = dict[str, Any]


class _Lines(Protocol):
    def __call__(self, events: Events, *, base_url: str) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One of the CSV files: what it holds and how its rows are written."""

    name: str
    title: str
    key: tuple[str, ...]
    notes: Mapping[str, Note]
    lines: _Lines
    number: Callable[[EventRecord], int]  # of rows an event gives

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


@dataclass(frozen=True, slots=True)
class Resource:
    """A finished file of the package."""

    table: Table
    rows: int
    size: int  # bytes
    sha256: str  # hexadecimal


def _event_lines(events: Events, *, base_url: str) -> Iterator[str]:
    for record, date_match in events:
        line = csv.line(record)
        yield csv.finish(line, base_url=base_url, date_match=date_match)


TABLES = (
    Table(
        name="events",
        title="One row per event",
        key=("event_id",),
        notes=csv.COLUMN_NOTES,
        lines=_event_lines,
        number=lambda record: 1,
    ),
    Table(
        name="participations",
        title="One row per event and participant",
        key=("event_id", "participation"),
        notes=participations.COLUMN_NOTES,
        lines=participations.TABLE.lines,
        number=participations.number,
    ),
    Table(
        name="citations",
        title="One row per event and source",
        key=("event_id", "citation"),
        notes=citations.COLUMN_NOTES,
        lines=citations.TABLE.lines,
        number=citations.number,
    ),
)
_INTEGER: Field = {"type": "integer"}
_DATE: Field = {"type": "date"}
_TYPES: dict[str, Field] = {
    "event_id": _INTEGER,
    "version": _INTEGER,
    "date_prec": _INTEGER,
    "participation": _INTEGER,
    "citation": _INTEGER,
    "start_earliest": _DATE,
    "start_latest": _DATE,
    "end_earliest": _DATE,
    "end_latest": _DATE,
    "published": _DATE,
    "accessed": _DATE,
    "time_start": {"type": "time", "format": "%H:%M"},
    "latitude": {"type": "number", "constraints": {"minimum": -90, "maximum": 90}},
    "longitude": {"type": "number", "constraints": {"minimum": -180, "maximum": 180}},
}
_LISTS = {"status": "lifecycle", "standing": "standing", "role": "role"}
_MATCHES = ["certain", "might"]
_ALWAYS = {"version", "url", "title", "status", "standing", "date_match", "recorded_at"}


def descriptor(view: View, resources: list[Resource]) -> str:
    """The text of ``datapackage.json``."""
    told = view_item(view)
    package = {
        "profile": "tabular-data-package",
        "name": "events",
        "title": f"{view.site_name}: {view.sentence}",
        "homepage": view.address,
        "created": told["moment"],
        "licenses": [{"path": told["licence"], "title": "As the site says"}],
        "view": told,
        "codebook": {
            "version": codebook_version(),
            "address": f"{view.base_url}/about/columns/",
        },
        "resources": list(map(_resource, resources)),
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


@cache
def codebook_version() -> str:
    """The same for as long as every column means the same: 12 hexadecimal digits."""
    notes = [[table.name, {**table.notes}] for table in TABLES]
    return sha256(json.dumps(notes).encode()).hexdigest()[:12]


def _resource(resource: Resource) -> dict[str, Any]:
    table = resource.table
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": table.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": resource.size,
        "hash": f"sha256:{resource.sha256}",
        "rows": resource.rows,
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(name, note, table) for name, note in table.notes.items()],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.name != "events":
        events = {"resource": "events", "fields": ["event_id"]}
        schema["foreignKeys"] = [{"fields": ["event_id"], "reference": events}]
    return schema


def _field(name: str, note: Note, table: Table) -> Field:
    """The field of a column; its description is what the codebook says."""
    field = {"name": name, **_TYPES.get(name, {"type": "string"})}
    constraints = {**field.get("constraints", {}), **_constraints(name, table)}
    if constraints:
        field["constraints"] = constraints
    return {**field, "description": " ".join(filter(None, (note.meaning, _of(note))))}


def _constraints(name: str, table: Table) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if name in _ALWAYS or name in table.key:
        constraints["required"] = True
    if table.key == (name,):
        constraints["unique"] = True
    if name in _LISTS:
        constraints["enum"] = list(labels(_LISTS[name]))
    if name == "date_match":
        constraints["enum"] = _MATCHES
    return constraints


def _of(note: Note) -> str:
    """What the values are, and the columns whose entries belong with these."""
    values = f"({note.values})" if note.values else ""
    several = f"[several, with {note.siblings}]" if note.siblings else ""
    return " ".join(filter(None, (values, several)))
