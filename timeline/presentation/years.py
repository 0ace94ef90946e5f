"""The years of a selection: how many events began in each month, with links.

Every selected event is counted once, in the month it is known to have begun; else in
its year's column of months not known, or among those whose year is not known. So the
sum of the table is the count of the selection.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from django.db.models import Count

from timeline.dates import Window, month_name
from timeline.models.versions import EARLIEST, LATEST
from timeline.presentation.calendar import language
from timeline.selection import Selection

TINTS = 5
BEND = 0.8
MOST_IN_MONTHS = 80  # years shown by months; older ones show their sum only
LONGEST_SHOWN = 2  # years without events in a row; more are one line


@dataclass(frozen=True)
class Month:
    """A cell: how many events began in that month. No query for none."""

    name: str
    count: int
    tint: int  # 1, the fewest, to 5; 0 for none
    query: str


@dataclass(frozen=True)
class Year:
    """A row of the table, or ``first`` to ``year`` together when they hold nothing."""

    year: int
    first: int
    total: int = 0
    month_not_known: int = 0
    query: str = ""
    months: tuple[Month, ...] = ()

    @property
    def is_gap(self) -> bool:
        return not self.total


@dataclass(frozen=True)
class Years:
    """The table, newest year first."""

    rows: list[Year]
    names: list[str]  # of the twelve months, short
    year_not_known: int
    total: int

    @property
    def has_vague(self) -> bool:
        """Is there an event whose month is not known?"""
        return any(row.month_not_known for row in self.rows)


class _Counts:
    """Events by month, by year without a month, and without a year."""

    def __init__(self) -> None:
        self.months: Counter[tuple[int, int]] = Counter()
        self.years: Counter[int] = Counter()
        self.unknown = 0

    def add(self, first: date, last: date, events: int) -> None:
        """Events that began on a day from ``first`` to ``last``."""
        if first == EARLIEST or last == LATEST or first.year != last.year:
            self.unknown += events
        elif first.month == last.month:
            self.months[first.year, first.month] += events
        else:
            self.years[first.year] += events

    def known(self) -> list[int]:
        """The years that hold an event, newest first."""
        return sorted({*self.years, *(year for year, _ in self.months)}, reverse=True)

    def total(self, year: int) -> int:
        months = sum(self.months[year, month] for month in range(1, 13))
        return self.years[year] + months


def years_of(selection: Selection) -> Years:
    """The table of a selection. One query, grouped by the days events began."""
    counts = _Counts()
    found = selection.versions().order_by()
    grouped = found.values("start_earliest", "start_latest")
    counted = grouped.annotate(events=Count("pk")).order_by()
    for row in counted.values_list("start_earliest", "start_latest", "events"):
        counts.add(*row)
    names = [month_name(month, language(), short=True) for month in range(1, 13)]
    rows = list(_rows(selection, counts, names))
    total = sum(row.total for row in rows) + counts.unknown
    return Years(rows, names, counts.unknown, total)


def _rows(selection: Selection, counts: _Counts, names: list[str]) -> Iterator[Year]:
    """Every year with events, and what lies between them."""
    most = max(counts.months.values(), default=0)
    newer = None
    for number, year in enumerate(counts.known()):
        if newer:
            yield from _gap(year + 1, newer - 1)
        in_months = number < MOST_IN_MONTHS
        months = _months(selection, counts, year, names, most) if in_months else ()
        yield Year(
            year,
            year,
            counts.total(year),
            counts.years[year],
            _asked(selection, date(year, 1, 1), date(year, 12, 31)),
            tuple(months),
        )
        newer = year


def _gap(first: int, last: int) -> Iterator[Year]:
    """Years without events: one row each, or one for a long run of them."""
    if last - first >= LONGEST_SHOWN:
        yield Year(last, first)
    else:
        yield from (Year(year, year) for year in range(last, first - 1, -1))


def _months(
    selection: Selection, counts: _Counts, year: int, names: list[str], most: int
) -> Iterator[Month]:
    for month, name in enumerate(names, 1):
        count = counts.months[year, month]
        first = date(year, month, 1)
        query = _asked(selection, first, _last_of(first)) if count else ""
        yield Month(name, count, tint(count, most), query)


def tint(count: int, most: int) -> int:
    """A tint from 1 to 5 by the share of the most; 0 for none.

    The share is bent a little, so that one month of crisis leaves the others a tint.
    """
    return ceil(TINTS * (count / most) ** BEND) if count else 0


def _last_of(first: date) -> date:
    """The last day of the month that begins then."""
    if first.month == 12:
        return date(first.year, 12, 31)
    return date(first.year, first.month + 1, 1) - timedelta(days=1)


def _asked(selection: Selection, first: date, last: date) -> str:
    """The query with these days, as far as it asked for them."""
    window = selection.window
    low, high = first, last
    if window:
        low, high = max(first, window.first or first), min(last, window.last or last)
    asked = Window(low, high) if low <= high else Window(first, last)
    return selection.with_(window=asked)
