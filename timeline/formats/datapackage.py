"""A zip with a Frictionless data package: three CSV files that explain themselves.

``events.csv``, ``participations.csv`` and ``citations.csv`` are the CSV files of the
same view, byte for byte. ``datapackage.json`` (Data Package 1, Tabular Data) gives the
type of each column, the keys between the files, their SHA-256, and the view;
``README.txt`` says the same to people. The files of the zip bear the view's moment, so
that the same view is the same zip.
"""

import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import sha256
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from timeline.eventrecord import EventRecord
from timeline.formats import csv
from timeline.formats.packaging import TABLES, Resource, Table, descriptor
from timeline.formats.readme import readme
from timeline.formats.rows import Events
from timeline.formats.view import View

_TOGETHER = 256  # events at a time
_PIECE = 64 * 1024  # bytes
_OLDEST = (1980, 1, 1, 0, 0, 0)  # of the times a zip can hold


def write(events: Events, *, view: View) -> Iterator[bytes]:
    """The zip in pieces, from a temporary file. Raises ValueError for a site address
    that would break a row."""
    csv.checked_address(view.base_url)
    with ExitStack() as stack:
        parts = [_Part(one, stack.enter_context(TemporaryFile())) for one in TABLES]
        events = iter(events)
        while batch := list(islice(events, _TOGETHER)):
            for part in parts:
                part.add(batch, view.base_url)
        package = stack.enter_context(TemporaryFile())
        _put_together(package, parts, view)
        package.seek(0)
        while piece := package.read(_PIECE):
            yield piece


class _Part:
    """One of the CSV files in the making; its digest grows with it."""

    def __init__(self, table: Table, content: IO[bytes]) -> None:
        self.table = table
        self.content = content
        self._digest = sha256()
        self._size = 0
        self._rows = 0
        self._write(csv.BOM + csv.row(table.notes))

    def add(self, events: list[tuple[EventRecord, str]], base_url: str) -> None:
        self._write("".join(self.table.lines(events, base_url=base_url)))
        self._rows += sum(self.table.number(record) for record, _ in events)

    def resource(self) -> Resource:
        return Resource(self.table, self._rows, self._size, self._digest.hexdigest())

    def _write(self, text: str) -> None:
        octets = text.encode()
        self._digest.update(octets)
        self._size += len(octets)
        self.content.write(octets)


class _Times(NamedTuple):
    """When the files of a zip were made, as the format has it."""

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int


def _put_together(package: IO[bytes], parts: list[_Part], view: View) -> None:
    made = max(_Times(*view.moment.timetuple()[:6]), _Times(*_OLDEST))
    resources = [part.resource() for part in parts]
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as whole:
        whole.writestr(_entry("README.txt", made), readme(view, resources))
        whole.writestr(_entry("datapackage.json", made), descriptor(view, resources))
        for part, resource in zip(parts, resources, strict=True):
            entry = _entry(part.table.file, made)
            entry.file_size = resource.size  # beyond 2 GB the zip has another form
            part.content.seek(0)
            with whole.open(entry, "w") as target:
                while piece := part.content.read(_PIECE):
                    target.write(piece)


def _entry(name: str, made: _Times) -> zipfile.ZipInfo:
    """A file that is the same wherever it was made: no owner, no machine."""
    entry = zipfile.ZipInfo(name, made)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
