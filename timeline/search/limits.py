"""Stop a query that takes too long, as each database can."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connections, transaction

_STEPS = 20_000  # SQLite virtual machine steps between two looks at the clock
_MARKS = ("interrupted", "statement timeout")


class SearchStopped(Exception):  # noqa: N818 - it reads as what happened
    """A query ran longer than it may."""


@contextmanager
def time_limit(seconds: float, *, using: str = "default") -> Iterator[None]:
    """Stop queries of the block once ``seconds`` have passed.

    On PostgreSQL each statement may take that long; on SQLite the block as a whole.
    Raises :class:`SearchStopped`.
    """
    try:
        with _limits[connections[using].vendor](seconds, using):
            yield
    except OperationalError as error:
        if any(mark in str(error) for mark in _MARKS):
            raise SearchStopped from error
        raise


@contextmanager
def impatient(seconds: float, *, using: str = "default") -> Iterator[None]:
    """Let writes of the block wait so long for who is writing, then give up.

    For what a page can do without. PostgreSQL lets writers of different rows pass.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")


@contextmanager
def _sqlite(seconds: float, using: str) -> Iterator[None]:
    connection = connections[using]
    connection.ensure_connection()
    end = time.monotonic() + seconds
    raw = connection.connection
    raw.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        yield
    finally:
        raw.set_progress_handler(None, 0)


@contextmanager
def _postgresql(seconds: float, using: str) -> Iterator[None]:
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        before = cursor.fetchone()[0]
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true)",
            [str(int(seconds * 1000))],
        )
        yield
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])


_limits = {"sqlite": _sqlite, "postgresql": _postgresql}
