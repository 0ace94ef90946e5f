"""The database takes the connection away in the middle of a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connection, transaction

from tests import cast
from tests.test_exports import happened, left
from timeline.exporting import spooling
from timeline.models.versions import EventVersion


def terminate() -> None:
    """PostgreSQL ends this connection, as it does when it is stopped."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    known = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name in {"dbname", "user", "password", "host", "port"}
    }
    with psycopg.connect(**known, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def interrupt() -> None:
    """SQLite gives up what it is reading."""
    raw: Any = connection.connection
    raw.set_progress_handler(lambda: 1, 1)


LOSE = {"postgresql": terminate, "sqlite": interrupt}


def find_again() -> None:
    """The next question is answered."""
    if connection.vendor == "sqlite":
        raw: Any = connection.connection
        raw.set_progress_handler(None, 0)
        raw.rollback()  # a file would have been opened anew; this is in memory
    else:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_reader_is_asked_to_come_back_and_no_part_of_a_file_is_left(
    monkeypatch: pytest.MonkeyPatch, exports: Path
) -> None:
    """Control: :func:`test_rows_that_are_sent_as_they_come_are_cut`."""
    for number in range(1, 31):
        happened(number)
    monkeypatch.setattr(spooling, "_CHUNK", 5)
    whole = spooling._stream

    def losing(rows: Any) -> Iterator[Any]:
        for place, row in enumerate(whole(rows)):
            if place == 7:
                LOSE[connection.vendor]()
            yield row

    monkeypatch.setattr(spooling, "_stream", losing)
    reader = cast.reader_client()
    answer = reader.get("/events.csv")
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert left(exports) == []
    find_again()
    monkeypatch.undo()
    assert reader.get("/events.csv")["X-Row-Count"] == "30"


@pytest.mark.django_db(transaction=True)
def test_rows_that_are_sent_as_they_come_are_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same loss, the same rows, without a spooled file: some are sent before."""
    for number in range(1, 31):
        happened(number)
    monkeypatch.setattr(spooling, "_CHUNK", 5)
    sent: list[Any] = []
    rows = EventVersion.objects.present().values_list("csv_line")
    with (
        pytest.raises((OperationalError, InterfaceError)),
        transaction.atomic(),
    ):
        for row in spooling._stream(rows):
            sent.append(row)
            if len(sent) == 7:
                LOSE[connection.vendor]()
    find_again()
    assert 7 <= len(sent) < 30
