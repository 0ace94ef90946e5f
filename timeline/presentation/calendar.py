"""Days, weeks, months, years and decades as numbered columns of a drawing."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from timeline.presentation.marks import day_words


class Unit(NamedTuple):
    """A length of time whose instances are numbered one after another."""

    name: str
    number: Callable[[date], int]
    start: Callable[[int], date]
    # The first day, and how many columns there are: may it carry a label?
    is_round: Callable[[date, int], bool]

    def between(self, first: date, last: date) -> int:
        return self.number(last) - self.number(first)

    def label(self, start: date, before: date | None) -> str:
        """A short label, without what the label before it says."""
        if self.name not in {"day", "week"}:
            return f"{start:%b} {start.year}" if self.name == "month" else _year(start)
        if before and (before.year, before.month) == (start.year, start.month):
            return str(start.day)
        if before and before.year == start.year:
            return f"{start.day} {start:%B}"
        return f"{start.day} {start:%b} {start.year}"

    def words(self, start: date) -> str:
        """``fall on 15 May 2025``, ``fall in the week of 12 May 2025``."""
        if self.name == "day":
            return f"fall on {day_words(start)}"
        if self.name == "week":
            return f"fall in the week of {day_words(start)}"
        if self.name == "month":
            return f"fall in {start:%B} {start.year}"
        return f"fall in {_year(start)}{'s' if self.name == 'decade' else ''}"


def days_words(first: date, last: date) -> str:
    if first == last:
        return f"on {day_words(first)}"
    return f"from {day_words(first)} to {day_words(last)}"


def _year(day: date) -> str:
    return str(day.year)


def _day(number: int) -> date:
    return date.fromordinal(min(max(number, 1), date.max.toordinal()))


def _week(number: int) -> date:
    """Weeks start on Monday; ordinal 1 was a Monday."""
    return _day(number * 7 + 1)


def _month(number: int) -> date:
    year, month = divmod(number, 12)
    return _safe(year, month + 1)


def _safe(year: int, month: int) -> date:
    return date(min(max(year, 1), 9999), month, 1)


def _always(start: date, columns: int) -> bool:
    return True


def _monday_if_many(start: date, columns: int) -> bool:
    """Every day of a short strip, Mondays and firsts of a long one."""
    return columns <= 12 or start.weekday() == 0


UNITS = (
    Unit("day", date.toordinal, _day, _monday_if_many),
    Unit("week", lambda d: (d.toordinal() - 1) // 7, _week, _always),
    Unit("month", lambda d: d.year * 12 + d.month - 1, _month, _always),
    Unit("year", lambda d: d.year, lambda n: _safe(n, 1), _always),
    Unit("decade", lambda d: d.year // 10, lambda n: _safe(n * 10, 1), _always),
)
