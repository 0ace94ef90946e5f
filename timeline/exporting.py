"""A selection -> a whole file, before the first byte is sent.

Rows are read in one transaction, so a file shows one state of the record, and are
written to ``EXPORT_DIR`` under another name until the last is there: what has a final
name is complete. A file is used again as long as the same question would give the
same bytes; its name says so::

    <question>-<rows>-<sha256>.<extension>
"""

import hashlib
import os
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import BoundedSemaphore
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import translation

from timeline.formats import Format, Unit, View
from timeline.models.versions import PublicRecord
from timeline.selection import Selection, stopping_after

EPOCH = datetime.fromtimestamp(0, UTC)  # of a record without a publishing
AT_ONCE = 2  # files in the making, in each process
PATIENCE = 1.0  # seconds to wait for one of these places
FILES_KEPT = 200
BYTES_KEPT = 2 * 1024**3
ABANDONED = 3600  # seconds after which an unfinished file has lost its maker
_CHUNK = 2000  # rows fetched at a time
_UNFINISHED = "unfinished-"
_places = BoundedSemaphore(AT_ONCE)


class BusyError(Exception):
    """Too many files are being made; try again in a few seconds."""


class IncompleteError(Exception):
    """Fewer or more rows were written than the selection counts."""


@dataclass(frozen=True, slots=True)
class SpooledFile:
    """A complete file. The same bytes always have the same ``etag``."""

    path: Path
    rows: int
    sha256: str  # hexadecimal
    size: int  # bytes
    data_version: int

    @property
    def etag(self) -> str:
        return f'"{self.sha256[:32]}"'

    @property
    def repr_digest(self) -> str:
        """Value of the header ``Repr-Digest`` (RFC 9530)."""
        return f"sha-256=:{b64encode(bytes.fromhex(self.sha256)).decode()}:"


class _Bounds(NamedTuple):
    """What ``Selection.date_match`` compares with the dates asked for."""

    start_latest: date
    end_earliest: date


def spool(
    selection: Selection, fmt: Format, *, base_url: str, unit: str = ""
) -> SpooledFile:
    """The whole selection as a file; its cursor does not matter.

    ``unit`` is one of ``fmt.units``, what a row stands for; empty: the first.

    Costs one query when the file is there already. Otherwise six, memory for
    two thousand rows, and a place among the files in the making: raises
    :class:`BusyError` when none gets free, and ``TooSlow`` when the database takes
    longer than EXPORT_TIMEOUT. Errors of the database and the disk pass
    through, and leave nothing behind.
    """
    question = _Question(selection, fmt, base_url, unit or next(iter(fmt.units)))
    ready = question.answer(PublicRecord.now().data_version)
    if ready:
        return ready
    if not _places.acquire(timeout=PATIENCE):
        raise BusyError
    try:
        with _snapshot(), stopping_after(settings.EXPORT_TIMEOUT):
            public = PublicRecord.now()
            return question.answer(public.data_version) or question.write(public)
    finally:
        _places.release()


class _Question(NamedTuple):
    """What decides the bytes of a file, with the data version."""

    selection: Selection
    fmt: Format
    base_url: str
    unit: str

    def answer(self, data_version: int) -> SpooledFile | None:
        """The file, when it was made before."""
        for path in _folder().glob(f"{self.key(data_version)}-*"):
            with suppress(FileNotFoundError):
                os.utime(path)  # the least used go first
                return _spooled(path, data_version)
        return None

    def key(self, data_version: int) -> str:
        """The same for what gives the same bytes."""
        parts = (
            self.selection.with_(cursor=None),
            self.fmt.name,
            self.unit,
            str(self.fmt.revision),
            self.base_url,
            settings.SITE_NAME,
            str(data_version),
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]

    def write(self, public: PublicRecord) -> SpooledFile:
        """Write the file and give it its name. Runs inside a snapshot."""
        unit, data_version = self.fmt.units[self.unit], public.data_version
        events = self.selection.versions().count()
        view = view_of(self.selection, public, count=events, base_url=self.base_url)
        counted = _Counted(_rows(self.selection, unit), unit)
        with _unfinished() as part:
            digest = hashlib.sha256()
            for piece in unit.write(counted, view=view):
                data = piece if isinstance(piece, bytes) else piece.encode()
                digest.update(data)
                part.write(data)
            _check(counted.events, events)
            part.close()
            name = f"{self.key(data_version)}-{counted.rows}-{digest.hexdigest()}"
            path = _folder() / self.fmt.file_name(name)
            os.replace(part.name, path)
        tidy()
        return _spooled(path, data_version)


def view_of(
    selection: Selection, public: PublicRecord, *, count: int, base_url: str
) -> View:
    """What a file of the selection says of itself, in English."""
    asked = selection.query.as_of
    moment = asked or public.changed_at or EPOCH
    whole = selection.with_(cursor=None)
    with translation.override("en"):
        sentence = selection.sentence().text
    return View(
        base_url=base_url,
        site_name=settings.SITE_NAME,
        sentence=sentence,
        query=whole,
        address=f"{base_url}/?{whole}" if whole else f"{base_url}/",
        fixed=f"{base_url}/?{selection.with_(as_of=moment, cursor=None)}",
        count=count,
        data_version=0 if asked else public.data_version,
        moment=moment,
    )


class _Counted:
    """Events on their way through, counted, and the rows they give."""

    def __init__(self, events: Iterator[tuple[Any, str]], unit: Unit) -> None:
        self._events = events
        self._number = unit.number
        self.events = 0
        self._rows = 0

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        for stored, match in self._events:
            self.events += 1
            if self._number:
                self._rows += self._number(stored)
            yield stored, match

    @property
    def rows(self) -> int:
        return self._rows if self._number else self.events


def tidy(*, at: float | None = None) -> None:
    """Remove the least used files beyond the bounds, and what was abandoned.

    The newest file always stays, and a file being sent is sent to its end.
    """
    now = time.time() if at is None else at
    size = number = 0
    for changed, length, path in sorted(_files(), reverse=True):
        if path.name.startswith(_UNFINISHED):
            excess = now - changed > ABANDONED
        else:
            number, size = number + 1, size + length
            excess = number > 1 and (number > FILES_KEPT or size > BYTES_KEPT)
        if excess:
            path.unlink(missing_ok=True)


def _check(written: int, counted: int) -> None:
    if written != counted:
        raise IncompleteError(f"{written} rows were written of {counted}")


def _rows(selection: Selection, unit: Unit) -> Iterator[tuple[Any, str]]:
    """What the versions keep for the format, each with its ``date_match``."""
    versions = selection.versions()
    if selection.window is None:
        for (stored,) in _stream(versions.values_list(unit.reads)):
            yield stored, "certain"
        return
    for stored, *bounds in _stream(versions.values_list(unit.reads, *_Bounds._fields)):
        yield stored, selection.date_match(_Bounds(*bounds))


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


def _folder() -> Path:
    folder = Path(settings.EXPORT_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _files() -> Iterator[tuple[float, int, Path]]:
    """When each file was last used, its size and its path."""
    for path in _folder().iterdir():
        with suppress(FileNotFoundError):
            known = path.stat()
            yield known.st_mtime, known.st_size, path


def _spooled(path: Path, data_version: int) -> SpooledFile:
    _, rows, digest = path.stem.split("-")
    return SpooledFile(
        path=path,
        rows=int(rows),
        sha256=digest,
        size=path.stat().st_size,
        data_version=data_version,
    )


@contextmanager
def _unfinished() -> Iterator[Any]:
    """A file to write to that is gone afterwards, unless it was renamed."""
    with NamedTemporaryFile(dir=_folder(), prefix=_UNFINISHED, delete=False) as part:
        try:
            yield part
        finally:
            Path(part.name).unlink(missing_ok=True)
