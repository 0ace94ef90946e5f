"""The zooms of the axis: what a window of some length can show. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

HOUR = 1 / 24  # of a day, the unit of this room


class Zoom(NamedTuple):
    """``unit`` is the length in days of what is told apart; ``days`` the longest
    window of the zoom."""

    name: str
    unit: float
    days: int


ZOOMS = (
    Zoom("day", HOUR, 4),
    Zoom("week", 6 * HOUR, 16),
    Zoom("month", 1, 100),
    Zoom("year", 7, 900),
    Zoom("decade", 31, 13 * 366),
    Zoom("century", 366, 200 * 366),
    Zoom("ages", 3660, 10_000 * 366),
)
OFFERED = ("decade", "year", "month", "week", "day")


@dataclass(frozen=True)
class Frame:
    """The days of a chart, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def zoom(self) -> Zoom:
        """By the length of the window."""
        return next(z for z in ZOOMS if self.days <= z.days)

    @property
    def start(self) -> float:
        """The first moment, in days since the year 1."""
        return float(self.first.toordinal())

    @property
    def end(self) -> float:
        """The moment after the last one."""
        return float(self.last.toordinal() + 1)

    def shifted(self, steps: int) -> "Frame | None":
        """The window just before (-1) or after (1); whole months stay whole months.

        None where the calendar ends.
        """
        try:
            if self._is_whole_months:
                months = _month(self.last) - _month(self.first) + 1
                first = _first_of(_month(self.first) + steps * months)
                last = _first_of(_month(self.last) + steps * months + 1)
                return Frame(first, last - timedelta(days=1))
            step = timedelta(days=steps * self.days)
            return Frame(self.first + step, self.last + step)
        except (OverflowError, ValueError):
            return None

    @property
    def _is_whole_months(self) -> bool:
        ends = self.last < date.max and (self.last + timedelta(days=1)).day == 1
        return self.first.day == 1 and ends

    def around(self, day: date, name: str) -> "Frame":
        """The calendar's window of a zoom that holds a day."""
        if name == "day":
            return Frame(_moved(day, -1), _moved(day, 1))
        if name == "week":
            monday = _moved(day, -day.weekday())
            return Frame(monday, _moved(monday, 6))
        if name == "month":
            return Frame(day.replace(day=1), _month_end(day))
        years = 0 if name == "year" else 5
        first = date(max(day.year - years, 1), 1, 1)
        return Frame(first, date(min(day.year + max(years - 1, 0), 9999), 12, 31))


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _month_end(day: date) -> date:
    following = _month(day) + 1
    if following >= 10_000 * 12:
        return date.max
    return _first_of(following) - timedelta(days=1)


def _moved(day: date, days: int) -> date:
    number = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(number)
