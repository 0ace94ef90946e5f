"""Rows kept from one test for the next: a large record takes seconds to publish.

They were made through the gate like any others. Written again into an untouched record
they have the same keys, words and moments; only the making is spared.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import time
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from timeline.models.codes import EventType, Topic
from timeline.models.events import Event
from timeline.models.locations import Location
from timeline.models.participants import Participant
from timeline.models.sources import Outlet
from timeline.models.tracks import Track
from timeline.models.versions import EventVersion, PublicRecord

# By table and its columns.
Rows = dict[tuple[str, tuple[str, ...]], list[Sequence[Any]]]

THERE_ALREADY = (EventType, Topic, PublicRecord)  # migrations fill them
SEARCH = {
    "sqlite": ("timeline_search", ("rowid", "words")),
    "postgresql": ("timeline_search", ("version_id", "words")),
}
MOST_VALUES = 10_000  # in one statement; SQLite takes 32,766

_KEPT: dict[str, Rows] = {}


def once(name: str, make: Callable[[], Any]) -> None:
    """What ``make`` enters and publishes: made the first time, then written again.

    Where something was entered before, it is made anew.
    """
    if not is_untouched():
        make()
    elif name in _KEPT:
        write_rows(_KEPT[name])
    else:
        make()
        _KEPT[name] = read_rows()


def is_untouched() -> bool:
    """True when nothing was entered or published yet."""
    tables = (Event, EventVersion, Participant, Location, Outlet, Track)
    return not any(model._default_manager.exists() for model in tables)


def read_rows() -> Rows:
    """Every row of the timeline's tables, and the words of its search."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table, columns in _tables():
            cursor.execute(f"SELECT {', '.join(columns)} FROM {table}")
            found[table, columns] = [tuple(map(_written, row)) for row in cursor]
    return found


@transaction.atomic
def write_rows(kept: Rows) -> None:
    """Put rows that :func:`read_rows` gave into an untouched record."""
    for model in THERE_ALREADY:
        model._default_manager.all().delete()
    table, _columns = SEARCH[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # a flush leaves words behind
        for (table, columns), rows in kept.items():
            row = f"({', '.join(['%s'] * len(columns))})"
            size = MOST_VALUES // len(columns)
            for start in range(0, len(rows), size):
                some = rows[start : start + size]
                cursor.execute(
                    f"INSERT INTO {table} ({', '.join(columns)}) "
                    f"VALUES {', '.join([row] * len(some))}",
                    [value for values in some for value in values],
                )


def _written(value: Any) -> Any:
    """The value as it may be written: SQLite's driver takes no bare times."""
    return str(value) if isinstance(value, time) else value


def _tables() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each table with its columns, quoted."""
    quoted = connection.ops.quote_name
    models = apps.get_app_config("timeline").get_models(include_auto_created=True)
    for model in models:
        fields = model._meta.local_concrete_fields
        columns = tuple(quoted(str(field.column)) for field in fields)
        yield quoted(model._meta.db_table), columns
    yield SEARCH[connection.vendor]
