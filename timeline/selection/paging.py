"""Pages by time: whole days up to fifty events, without OFFSET."""

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q

from timeline.dates import Window
from timeline.models.versions import EventVersion
from timeline.selection.filters import Versions, ordered, record_at, versions
from timeline.selection.query import Cursor, Query
from timeline.selection.shape import Page, PageLink
from timeline.selection.wording import window_words

ABOUT = 40  # events of a page; a day is finished beyond it
MOST = 50  # ... but not beyond this, so that every page stays under 150 KB of HTML
DAY_BITS = 24  # of an order key: below them stand vagueness, minute, day order


class Row(NamedTuple):
    """Where an event stands in the order of a chronology."""

    order_key: int
    event_id: int

    @property
    def day(self) -> int:
        return self.order_key >> DAY_BITS


def page(query: Query, *, most: int = MOST) -> Page[EventVersion]:
    """The page at the query's cursor, with links to its neighbours.

    At most ``most`` events; a view whose rows are wide asks for fewer.
    """
    found = ordered(versions(query), query)
    rows, before, after = _around(found, query, most)
    if not rows and query.cursor:
        return page(replace(query, cursor=None), most=most)
    if not rows:
        return Page()
    chosen = [row.event_id for row in rows]
    shown = list(ordered(record_at(query).filter(event_id__in=chosen), query))
    ahead = _link(query, after, Cursor(True, *rows[-1]))
    back = _link(query, before, Cursor(False, *rows[0]))
    earlier, later = (back, ahead) if query.order == "oldest" else (ahead, back)
    return Page(
        shown,
        earlier or _beyond(query, later=False),
        later or _beyond(query, later=True),
    )


def _around(
    found: Versions, query: Query, most: int
) -> tuple[list[Row], list[Row], list[Row]]:
    """The rows of the page, of the page before it and of the page after it."""
    cursor = query.cursor
    if cursor is None or cursor.after:
        ahead = _rows(found, query, cursor)
        rows = first_page(ahead, most)
        after = first_page(ahead[len(rows) :], most)
        before = _backward(found, query, rows[0], most) if rows and cursor else []
        return rows, before, after
    behind = _rows(found.reverse(), query, cursor)
    rows = first_page(behind, most)
    before = first_page(behind[len(rows) :], most)
    rows.reverse()
    before.reverse()
    ahead = _rows(found, query, Cursor(True, *rows[-1])) if rows else []
    return rows, before, first_page(ahead, most)


def _backward(found: Versions, query: Query, row: Row, most: int) -> list[Row]:
    behind = first_page(_rows(found.reverse(), query, Cursor(False, *row)), most)
    behind.reverse()
    return behind


def _rows(found: Versions, query: Query, cursor: Cursor | None) -> list[Row]:
    """The next rows from the cursor on: enough for two pages. One query."""
    if cursor:
        upward = cursor.after == (query.order == "oldest")
        row = (cursor.order_key, cursor.event_id)
        found = found.filter(beyond(*row, upward=upward))
    keys = found.values_list("order_key", "event_id")
    return [Row(*key) for key in keys[: 2 * MOST + 1]]


def beyond(key: int, event: int, *, upward: bool) -> Q:
    """Rows on the far side of a row; the first condition uses the index."""
    word = "gt" if upward else "lt"
    return Q(**{f"order_key__{word}e": key}) & (
        Q(**{f"order_key__{word}": key}) | Q(**{f"event_id__{word}": event})
    )


def first_page(rows: list[Row], most: int = MOST) -> list[Row]:
    """Whole days until about forty of fifty rows; a day is cut only at the last."""
    size = min(most * ABOUT // MOST, len(rows))
    while 0 < size < min(most, len(rows)) and rows[size].day == rows[size - 1].day:
        size += 1
    return rows[:size]


def _link(query: Query, rows: list[Row], cursor: Cursor) -> PageLink | None:
    """A link to the rows, saying their days and how many they are."""
    if not rows:
        return None
    days = sorted((rows[0].day, rows[-1].day))
    window = Window(date.fromordinal(days[0]), date.fromordinal(days[1]))
    return PageLink(window_words(window), len(rows), query.encode(cursor=cursor))


def _beyond(query: Query, *, later: bool) -> PageLink | None:
    """A link to the nearest events outside the dates asked for."""
    window = query.window
    edge = (window.last if later else window.first) if window else None
    if edge is None or edge in {date.min, date.max}:
        return None
    start = edge + timedelta(days=1 if later else -1)
    open_window = Window(start, None) if later else Window(None, start)
    wider = replace(query, window=open_window, cursor=None, sort="")
    found = versions(wider)
    found = found.chronological() if later else found.newest_first()
    outside = found.filter(
        **{
            "order_key__gte" if later else "order_key__lt": (
                start.toordinal() if later else edge.toordinal()
            )
            << DAY_BITS
        }
    )
    rows = first_page(
        [Row(*key) for key in outside.values_list("order_key", "event_id")[: MOST + 1]]
    )
    if not rows:
        return None
    end = date.fromordinal(rows[-1].day)
    near = Window(start, end) if later else Window(end, start)
    target = replace(wider, window=near, sort=query.sort)
    count = versions(target).count()
    return PageLink(window_words(near), count, target.encode()) if count else None
