"""Files made while their readers look at a page that says how far they are.

A file is made in a thread of the server. What the page says is read from the folder of
files and from its locks (``timeline.exporting.places``), so every process of the
machine says the same, and after a restart nothing claims to be in the making.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from threading import BoundedSemaphore, Thread
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from timeline.exporting.kept import FAILED, SpooledFile, folder
from timeline.exporting.places import BeingMadeError, BusyError, Progress, progress_of
from timeline.exporting.spooling import Question, spool
from timeline.selection import Selection, TooSlow

IN_EACH_PROCESS = 4  # files begun and not finished
_slots = BoundedSemaphore(IN_EACH_PROCESS)
_log = logging.getLogger(__name__)


class Failure(NamedTuple):
    """Why a file was not made: ``slow``, ``busy``, ``down`` or ``disk``."""

    why: str


def attend(question: Question, data_version: int) -> SpooledFile | Progress | Failure:
    """The file when it is there; else how far it is, and it is begun if nobody has.

    A failure is told once; who asks again has it begun again. Raises
    :class:`BusyError` when this process has begun enough.
    """
    if ready := question.answer(data_version):
        return ready
    key = question.key(data_version)
    if (progress := progress_of(key)) is not None:
        return progress
    if failure := _told(key):
        return failure
    begin(question, key)
    return question.answer(data_version) or progress_of(key) or Progress()


def begin(question: Question, key: str) -> None:
    """Begin to make the file. Raises :class:`BusyError` when enough are begun."""
    if not _slots.acquire(blocking=False):
        raise BusyError

    def work() -> None:
        try:
            _make(question, key)
        finally:
            _slots.release()

    apart(work)


def apart(work: Callable[[], None]) -> None:
    """Run the work in a thread that ends with the process."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()  # the thread's own

    Thread(target=run, daemon=True).start()


def _make(question: Question, key: str) -> None:
    """Make the file, or leave a note why not."""
    selection = Selection.from_query(question.selection.whole)
    wait = settings.EXPORT_TIMEOUT
    try:
        spool(
            selection,
            question.fmt,
            base_url=question.base_url,
            unit=question.unit,
            patience=wait,
        )
    except BeingMadeError:
        return
    except BusyError:
        _note(key, "busy")
    except TooSlow:
        _note(key, "slow")
    except (DatabaseError, InterfaceError):
        _log.exception("A file was not made: the database failed")
        _note(key, "down")
    except OSError:
        _log.exception("A file was not made: it could not be written")
        _note(key, "disk")


def _note(key: str, why: str) -> None:
    with suppress(OSError):  # a full disk: the page begins the file again
        (folder() / f"{FAILED}{key}").write_text(why)


def _told(key: str) -> Failure | None:
    """The failure noted, which is then forgotten."""
    note = folder() / f"{FAILED}{key}"
    try:
        why = note.read_text()
    except FileNotFoundError:
        return None
    note.unlink(missing_ok=True)
    return Failure(why or "disk")
