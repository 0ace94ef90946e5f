"""Long work in a process of its own: one at a time for a piece of work, with progress.

The process holds a lock on a file as long as it lives, handed over by whoever started
it, so work that says it goes on without that lock was killed.
"""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

_EVERY = 0.1  # seconds between two lines of progress


class Progress(NamedTuple):
    done: int
    total: int

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0


def folder(name: str) -> Path:
    """Where the files of one kind of work are kept: locks, progress, what was said."""
    path = Path(settings.DATA_DIR) / name
    path.mkdir(parents=True, exist_ok=True)
    return path


class Work(NamedTuple):
    """A piece of work by its kind and key: ``Work("imports", 12)``."""

    kind: str
    key: int

    def file(self, ending: str) -> Path:
        return folder(self.kind) / f"{self.key}.{ending}"

    @contextmanager
    def held(
        self, *, refusal: Exception, descriptor: int | None = None
    ) -> Iterator[int]:
        """The lock, taken or (``descriptor``) handed over by another process.

        Raises ``refusal`` when another process has it.
        """
        lock = descriptor
        if lock is None:
            lock = os.open(self.file("lock"), os.O_CREAT | os.O_RDWR)
        try:
            _take(lock, refusal)
            yield lock
        finally:
            os.close(lock)

    def is_at_work(self) -> bool:
        """True while a process works on it."""
        path = self.file("lock")
        if not path.exists():
            return False
        with path.open("rb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def progress(self, total: int) -> Progress:
        """How far it is, as another process told it; of ``total`` before it told."""
        try:
            done, told = self.file("progress").read_text().split()
            return Progress(int(done), int(told))
        except (FileNotFoundError, ValueError):
            return Progress(0, total)

    def forget_progress(self) -> None:
        self.file("progress").unlink(missing_ok=True)

    def start_elsewhere(self, lock: int, *arguments: str) -> None:
        """Run ``manage.py`` with these arguments in a process that gets the lock.

        ``--lock`` and its number come last; what it says is kept in a file.
        """
        command = [sys.executable, "manage.py", *arguments, "--lock", str(lock)]
        with self.file("log").open("ab") as log:
            subprocess.Popen(  # noqa: S603 - our own command
                command,
                cwd=settings.BASE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=(lock,),
            )


class Telling:
    """Writes how far the work is, a few times a second."""

    def __init__(self, work: Work, total: int) -> None:
        self.path = work.file("progress")
        self.total, self.last = total, 0.0
        self(0)

    def __call__(self, done: int) -> None:
        now = time.monotonic()
        if done in {0, self.total} or now - self.last > _EVERY:
            part = self.path.with_suffix(".part")
            part.write_text(f"{done} {self.total}")
            part.replace(self.path)
            self.last = now


def _take(lock: int, refusal: Exception) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise refusal from None
