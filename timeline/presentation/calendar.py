"""Days, weeks, months and longer as numbered columns of a drawing, and their words."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from timeline.dates import day_words, month_words, short_day_words

FEW = 12  # columns; so few of them may each carry a label


class Unit(NamedTuple):
    """A length of time whose instances are numbered one after another.

    ``per`` and ``most`` are sentences; ``most`` takes ``count`` and ``when``.
    """

    name: str
    number: Callable[[date], int]
    start: Callable[[int], date]
    say: Callable[[date], str]
    per: str | Promise
    most: str | Promise

    def between(self, first: date, last: date) -> int:
        return self.number(last) - self.number(first)

    def is_round(self, start: date, columns: int) -> bool:
        """May the column that starts then carry a label?

        Every day of a short strip may, and Mondays of a longer one.
        """
        return self.name != "day" or columns <= FEW or start.weekday() == 0

    def label(self, start: date, before: date | None) -> str:
        """A short label, without what the label before it says."""
        if self.name not in {"day", "week"}:
            return _short_month(start) if self.name == "month" else _year(start)
        if before and (before.year, before.month) == (start.year, start.month):
            return str(start.day)
        if before and before.year != start.year:
            return day_words(start, language())
        return short_day_words(start, language())


def language() -> str:
    """The reader's language, as the words of dates take it."""
    return get_language() or "en"


def _say_day(day: date) -> str:
    return day_words(day, language())


def _say_month(day: date) -> str:
    return month_words(day.year, day.month, language())


def _short_month(day: date) -> str:
    return month_words(day.year, day.month, language(), short=True)


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
    """The first of the month; beyond the calendar, its first or its last day."""
    if year > date.max.year:
        return date.max
    return date(year, month, 1) if year >= 1 else date.min


UNITS = (
    Unit(
        "day",
        date.toordinal,
        _day,
        _say_day,
        _("Events per day."),
        _("Most, %(count)s, on %(when)s."),
    ),
    Unit(
        "week",
        lambda d: (d.toordinal() - 1) // 7,
        _week,
        _say_day,
        _("Events per week."),
        _("Most, %(count)s, in the week that begins on %(when)s."),
    ),
    Unit(
        "month",
        lambda d: d.year * 12 + d.month - 1,
        _month,
        _say_month,
        _("Events per month."),
        _("Most, %(count)s, in one month: %(when)s."),
    ),
    Unit(
        "year",
        lambda d: d.year,
        lambda n: _safe(n, 1),
        _year,
        _("Events per year."),
        _("Most, %(count)s, in %(when)s."),
    ),
    Unit(
        "decade",
        lambda d: d.year // 10,
        lambda n: _safe(n * 10, 1),
        _year,
        _("Events in ten years."),
        _("Most, %(count)s, in the ten years from %(when)s."),
    ),
    Unit(
        "century",
        lambda d: d.year // 100,
        lambda n: _safe(n * 100, 1),
        _year,
        _("Events in a hundred years."),
        _("Most, %(count)s, in the hundred years from %(when)s."),
    ),
)
