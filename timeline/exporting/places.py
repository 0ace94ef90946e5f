"""How many files are made at once, and by whom: locks that die with their holder.

A lock (``flock``) on a file in ``EXPORT_DIR`` counts for every process of the machine
and every thread of a process, and the kernel lets go of it when the holder ends,
however it ends: what is said to be in the making is being made.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from timeline.exporting.kept import MAKING, PLACE, folder

AT_ONCE = 2  # files in the making, on the machine
PATIENCE = 1.0  # seconds to wait for one of these places
_LOOK = 0.02  # seconds between two looks at a lock
_LENGTH = 40  # bytes of a progress, always the same: it is written in place


class BusyError(Exception):
    """Too many files are being made; try again in a few seconds."""


class Progress(NamedTuple):
    """How far a file is. Without events yet it waits for a place."""

    written: int = 0
    events: int = 0


class BeingMadeError(BusyError):
    """Somebody else is making this very file, and needs longer than one may wait."""

    def __init__(self, progress: Progress) -> None:
        super().__init__(progress)
        self.progress = progress


@contextmanager
def place(patience: float | None = None) -> Iterator[None]:
    """One of the :data:`AT_ONCE` places of the machine, for the length of the block.

    Raises :class:`BusyError` when none gets free within ``patience`` seconds.
    """
    wait = PATIENCE if patience is None else patience
    end = time.monotonic() + wait
    while (taken := _free_place()) is None:
        if time.monotonic() >= end:
            raise BusyError
        time.sleep(_LOOK)
    try:
        yield
    finally:
        os.close(taken)


def _free_place() -> int | None:
    for number in range(AT_ONCE):
        taken = _locked(folder() / f"{PLACE}{number}")
        if taken is not None:
            return taken
    return None


class Making:
    """The right to make the file of a question, and the record of how far it is."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def reached(self, written: int, events: int) -> None:
        """Tell who waits that so many of the events are written."""
        said = f"{written} {events}".ljust(_LENGTH).encode()
        os.pwrite(self._handle, said, 0)


@contextmanager
def making(key: str) -> Iterator[Making | None]:
    """The right to make the file of a question; None while another has it."""
    path = folder() / f"{MAKING}{key}"
    handle = _locked(path)
    if handle is None or not _is_still(path, handle):
        if handle is not None:
            os.close(handle)
        yield None
        return
    os.ftruncate(handle, 0)  # how far a maker came that was killed
    try:
        yield Making(handle)
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def progress_of(key: str) -> Progress | None:
    """How far the file of a question is; None when nobody is making it."""
    try:
        handle = os.open(folder() / f"{MAKING}{key}", os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _read(handle)
    finally:
        os.close(handle)
    return None


def _read(handle: int) -> Progress:
    said = os.pread(handle, _LENGTH, 0).split()
    return Progress(*map(int, said)) if len(said) == 2 else Progress()


def _locked(path: Path) -> int | None:
    """A handle that holds the lock of the file; None while another holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def _is_still(path: Path, handle: int) -> bool:
    """False when the last holder removed the file before its lock came to us."""
    with suppress(FileNotFoundError):
        return os.path.samestat(path.stat(), os.fstat(handle))
    return False
