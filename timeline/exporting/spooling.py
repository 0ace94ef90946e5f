"""The making of a file: its question, its rows, one state of the record.

Rows are read in one transaction, so a file shows one state of the record, and are
written under another name until the last is there. A file is used again as long as
the same question would give the same bytes. Two who ask for the same file that is not
there yet get the one that the first of them makes.
"""

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import translation

from timeline.exporting import kept
from timeline.exporting.kept import SpooledFile
from timeline.exporting.places import (
    BeingMadeError,
    Making,
    Progress,
    making,
    place,
    progress_of,
)
from timeline.formats import Format, Unit, View
from timeline.models.versions import PublicRecord
from timeline.selection import Selection, stopping_after
from timeline.selection.changes import Changes

Asked = Selection | Changes
EPOCH = datetime.fromtimestamp(0, UTC)  # of a record without a publishing
WAITING = 5.0  # seconds to wait for a file that another is making
TOLD_EVERY = 1000  # events between two notes of how far a file is
_LOOK = 0.05  # seconds between two looks for a file that another is making
_CHUNK = 2000  # rows fetched at a time


class IncompleteError(Exception):
    """Fewer or more rows were written than the selection counts."""


class _Bounds(NamedTuple):
    """What ``Selection.date_match`` compares with the dates asked for."""

    start_latest: date
    end_earliest: date


def spool(
    selection: Asked,
    fmt: Format,
    *,
    base_url: str,
    unit: str = "",
    patience: float | None = None,
) -> SpooledFile:
    """The whole selection as a file; its cursor does not matter.

    ``unit`` is one of ``fmt.units``, what a row stands for; empty: the first.
    ``patience``: seconds to wait for a place, instead of the usual one.

    Costs one query when the file is there already. Otherwise six, memory for
    two thousand rows, and a place among the files in the making: raises
    :class:`BusyError` when none gets free, :class:`BeingMadeError` while another is
    making this file, and ``TooSlow`` when the database takes longer than
    EXPORT_TIMEOUT. Errors of the database and the disk pass through, and leave
    nothing behind.
    """
    question = Question.of(selection, fmt, base_url=base_url, unit=unit)
    data_version = PublicRecord.now().data_version
    key, end = question.key(data_version), time.monotonic() + WAITING
    while True:
        if ready := kept.find(key, data_version):
            return ready
        with making(key) as mine:
            if mine:
                return _made(question, mine, patience)
        if time.monotonic() > end:
            raise BeingMadeError(progress_of(key) or Progress())
        time.sleep(_LOOK)


def _made(question: "Question", mine: Making, patience: float | None) -> SpooledFile:
    """The file, made now, in one state of the record."""
    with place(patience), _snapshot(), stopping_after(settings.EXPORT_TIMEOUT):
        public = PublicRecord.now()
        ready = question.answer(public.data_version)
        return ready or question.write(public, mine)


class Question(NamedTuple):
    """What decides the bytes of a file, with the data version."""

    selection: Asked
    fmt: Format
    base_url: str
    unit: str

    @classmethod
    def of(
        cls, selection: Asked, fmt: Format, *, base_url: str, unit: str = ""
    ) -> "Question":
        return cls(selection, fmt, base_url, unit or next(iter(fmt.units)))

    def answer(self, data_version: int) -> SpooledFile | None:
        """The file, when it was made before."""
        return kept.find(self.key(data_version), data_version)

    def key(self, data_version: int) -> str:
        """The same for what gives the same bytes."""
        parts = (
            self.selection.whole,
            self.fmt.name,
            self.unit,
            str(self.fmt.revision),
            self.base_url,
            settings.SITE_NAME,
            str(data_version),
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]

    def write(self, public: PublicRecord, mine: Making) -> SpooledFile:
        """Write the file and give it its name. Runs inside a snapshot."""
        unit, data_version = self.fmt.units[self.unit], public.data_version
        events = self.selection.versions().count()
        view = view_of(self.selection, public, count=events, base_url=self.base_url)
        counted = _Counted(rows_of(self.selection, unit), unit, mine, events)
        with kept.unfinished() as part:
            digest = hashlib.sha256()
            for piece in unit.write(counted, view=view):
                data = piece if isinstance(piece, bytes) else piece.encode()
                digest.update(data)
                part.write(data)
            _check(counted.events, events)
            part.flush()
            os.fsync(part.fileno())  # a name must not outlive its bytes
            part.close()
            name = f"{self.key(data_version)}-{counted.rows}-{digest.hexdigest()}"
            path = kept.folder() / self.fmt.file_name(name)
            os.replace(part.name, path)
        kept.tidy()
        return kept.spooled(path, data_version)


def view_of(
    selection: Asked, public: PublicRecord, *, count: int, base_url: str
) -> View:
    """What a file of the selection says of itself, in English."""
    asked = selection.moment
    moment = asked or public.changed_at or EPOCH
    whole, page = selection.whole, f"{base_url}{selection.page_path}"
    with translation.override("en"):
        sentence = selection.sentence().text
    return View(
        base_url=base_url,
        site_name=settings.SITE_NAME,
        sentence=sentence,
        query=whole,
        address=f"{page}?{whole}" if whole else page,
        fixed=f"{page}?{selection.fixed(moment)}",
        files=selection.files,
        count=count,
        data_version=0 if asked else public.data_version,
        moment=moment,
    )


class _Counted:
    """Events on their way through, counted, and the rows they give."""

    def __init__(
        self, events: Iterator[tuple[Any, str]], unit: Unit, mine: Making, total: int
    ) -> None:
        self._events = events
        self._number = unit.number
        self._mine, self._total = mine, total
        self.events = 0
        self._rows = 0

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        for stored, match in self._events:
            if self.events % TOLD_EVERY == 0:
                self._mine.reached(self.events, self._total)
            self.events += 1
            if self._number:
                self._rows += self._number(stored)
            yield stored, match

    @property
    def rows(self) -> int:
        return self._rows if self._number else self.events


def _check(written: int, counted: int) -> None:
    if written != counted:
        raise IncompleteError(f"{written} rows were written of {counted}")


def rows_of(selection: Asked, unit: Unit) -> Iterator[tuple[Any, str]]:
    """What the versions keep for the format, each with its ``date_match``."""
    versions = selection.versions()
    if isinstance(unit.reads, tuple):
        for stored in _stream(versions.values_list(*unit.reads)):
            yield stored, "certain"
        return
    if selection.window is None:
        for (stored,) in _stream(versions.values_list(unit.reads)):
            yield stored, "certain"
        return
    for stored, *bounds in _stream(versions.values_list(unit.reads, *_Bounds._fields)):
        yield stored, matched(selection, *bounds)


def matched(selection: Asked, start_latest: date, end_earliest: date) -> str:
    """``certain`` or ``might``: how an event of these bounds stands to the dates."""
    return selection.date_match(_Bounds(start_latest, end_earliest))


def _stream(rows: QuerySet[Any, Any]) -> Iterator[Any]:
    """Rows as they come from the database, a chunk in memory at a time.

    This is ``QuerySet.iterator()`` with a server-side cursor even where these are
    switched off for the sake of a connection pool: inside one transaction, as here,
    the pool cannot change the connection under the cursor.
    """
    compiler = rows.query.get_compiler(rows.db)
    return compiler.results_iter(
        tuple_expected=True, chunked_fetch=True, chunk_size=_CHUNK
    )


@contextmanager
def _snapshot() -> Iterator[None]:
    """One state of the record for every query inside, without holding up editors.

    PostgreSQL: REPEATABLE READ READ ONLY. SQLite: a deferred transaction, which only
    reads (the IMMEDIATE of the settings would keep editors from saving). Inside
    another transaction, that one decides.
    """
    if connection.in_atomic_block:
        yield
        return
    with ExitStack() as stack:
        with _reading_only():
            stack.enter_context(transaction.atomic())
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
                )
        yield


@contextmanager
def _reading_only() -> Iterator[None]:
    """Transactions of SQLite that begin in here take no lock until they write."""
    database: Any = connection
    if database.vendor != "sqlite":
        yield
        return
    usual = database.transaction_mode
    database.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        database.transaction_mode = usual
