"""One calendar part (a day, a month, a season, a year, a decade, a century)."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from timeline.dates.errors import DateError, Said, gettext_noop
from timeline.dates.languages import ENGLISH, language_for

DAY, MONTH, SEASON = "day", "month", "season"
YEAR, DECADE, CENTURY = "year", "decade", "century"
FINE_TO_COARSE = (DAY, MONTH, SEASON, YEAR, DECADE, CENTURY)

ABOUT, DOUBTED, BOTH = "~", "?", "%"

# How far "about" reaches to either side.
_ABOUT_DAYS = {DAY: 1, MONTH: 10}
_ABOUT_MONTHS = {SEASON: 1, YEAR: 6, DECADE: 60, CENTURY: 300}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of whole days that is written as one. ``qualifier`` is EDTF's."""

    precision: str
    first: date
    last: date
    qualifier: str = ""

    @property
    def earliest(self) -> date:
        """First possible day, with the reach of "about"."""
        return self._reach(self.first, -1)

    @property
    def latest(self) -> date:
        """Last possible day, with the reach of "about"."""
        return self._reach(self.last, 1)

    def _reach(self, day: date, side: int) -> date:
        if self.qualifier not in (ABOUT, BOTH):
            return day
        if self.precision in _ABOUT_DAYS:
            return plus_days(day, side * _ABOUT_DAYS[self.precision])
        return plus_months(day, side * _ABOUT_MONTHS[self.precision])

    @property
    def edtf(self) -> str:
        return _EDTF[self.precision](self.first) + self.qualifier

    def plain(self) -> "Part":
        return replace(self, qualifier="")

    def qualified(self, mark: str) -> "Part":
        """With one more mark: about and doubted together are EDTF's ``%``."""
        same_or_none = self.qualifier in ("", mark)
        return replace(self, qualifier=mark if same_or_none else BOTH)


_EDTF: dict[str, Callable[[date], str]] = {
    DAY: date.isoformat,
    MONTH: lambda first: first.isoformat()[:7],
    SEASON: lambda first: f"{first.year:04}-{20 + first.month // 3}",
    YEAR: lambda first: f"{first.year:04}",
    DECADE: lambda first: f"{first.year // 10:03}X",
    CENTURY: lambda first: f"{first.year // 100:02}XX",
}


def plus_days(day: date, days: int) -> date:
    """``day`` moved, held inside years 1 to 9999."""
    ordinal = day.toordinal() + days
    last = date.max.toordinal()
    return date.fromordinal(min(max(ordinal, 1), last))


def plus_months(day: date, months: int) -> date:
    """A month's first or last day moved by months, held inside years 1 to 9999."""
    at_end = day.day != 1
    index = day.year * 12 + day.month - 1 + months
    if index < 12:
        return date.min
    if index >= 120_000:
        return date.max
    year, month = divmod(index, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1] if at_end else 1)


def year_text(year: int) -> str:
    """A year as written: from 100 as it is, before that with four digits."""
    return str(year) if year >= 100 else f"{year:04}"


def day_text(year: int, month: int, day: int) -> str:
    """``15 May 2025``, also for a day that does not exist."""
    name = ENGLISH.months[month - 1]
    return f"{day} {name} {year_text(year)}"


def date_text(day: date) -> str:
    """``15 May 2025``."""
    return day_text(day.year, day.month, day.day)


def checked_year(year: int) -> int:
    """The year itself. Raises DateError outside 1 to 9999."""
    if 1 <= year <= 9999:
        return year
    nearest = "0001" if year < 1 else "9999"
    template = gettext_noop(
        "The year %(year)s cannot be stored. Years run from 1 to 9999."
    )
    raise DateError(template, (nearest,), year=year)


def day_part(year: int, month: int, day: int) -> Part:
    """A day. Raises DateError, naming the nearest days, when there is none."""
    checked_year(year)
    _checked_month(year, month)
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise _no_such_day(year, month, day, length)
    only = date(year, month, day)
    return Part(DAY, only, only)


def _no_such_day(year: int, month: int, day: int, length: int) -> DateError:
    edge = date(year, month, length if day else 1)
    beyond = plus_days(edge, 1 if day else -1)
    template = (
        gettext_noop("“%(text)s” is not a date. %(month)s has %(days)s.")
        if day
        else gettext_noop("“%(text)s” is not a date. Days start at 1.")
    )
    return DateError(
        template,
        dict.fromkeys((date_text(edge), date_text(beyond))),
        text=Said(partial(_day_in, year, month, day)),
        month=Said(partial(_month_in, year if month == 2 else None, month)),
        days=Said(partial(_days_in, length)),
    )


def _day_in(year: int, month: int, day: int, language: str) -> str:
    """A day, also one that does not exist."""
    forms = language_for(language).cases[""]
    name = forms.day_months[month - 1]
    return forms.day_month_year.format(d=day, m=name, y=year_text(year))


def _month_in(year: int | None, month: int, language: str) -> str:
    table = language_for(language)
    name = table.capital(table.months[month - 1])
    if year is None:
        return name
    return table.cases[""].month_year.format(m=name, y=year_text(year))


def _days_in(count: int, language: str) -> str:
    return language_for(language).days_words(count)


def _checked_month(year: int, month: int) -> None:
    if 1 <= month <= 12:
        return
    template = gettext_noop("There is no month %(month)s. Months run from 1 to 12.")
    nearest = f"{ENGLISH.months[11 if month else 0]} {year_text(year)}"
    years = f"{year_text(year)}–{year_text(year - year % 100 + month)}"
    texts = (years, nearest) if month > year % 100 else (nearest,)
    raise DateError(template, texts, month=month)


def month_part(year: int, month: int) -> Part:
    """A month. Raises DateError when there is none."""
    checked_year(year)
    _checked_month(year, month)
    last = monthrange(year, month)[1]
    return Part(MONTH, date(year, month, 1), date(year, month, last))


def season_part(year: int, season: int) -> Part:
    """A season by its EDTF number, 21 spring to 24 winter, with northern bounds.

    Spring is March to May, and so on. Winter is named by the year it begins in:
    winter 2025 is December 2025 to February 2026.
    """
    first = date(checked_year(year), 3 * (season - 20), 1)
    return Part(SEASON, first, plus_days(plus_months(first, 3), _before(first)))


def _before(first: date) -> int:
    """One day back, except where the calendar ends within the season."""
    return 0 if (first.year, first.month) == (9999, 12) else -1


def year_part(year: int) -> Part:
    """A year."""
    checked_year(year)
    return Part(YEAR, date(year, 1, 1), date(year, 12, 31))


def decade_part(tens: int) -> Part:
    """A decade by its first three digits: 199 is 1990 to 1999."""
    first = date(max(tens * 10, 1), 1, 1)
    return Part(DECADE, first, date(tens * 10 + 9, 12, 31))


def century_part(hundreds: int) -> Part:
    """A century by its first two digits, as in EDTF: 19 is 1900 to 1999."""
    first = date(max(hundreds * 100, 1), 1, 1)
    return Part(CENTURY, first, date(hundreds * 100 + 99, 12, 31))


def part_before(part: Part) -> Part:
    """The day, month or year that ends where this part begins.

    Raises DateError at the calendar's beginning.
    """
    if part.first == date.min:
        raise DateError(
            gettext_noop("Nothing can be dated before the year 1."), ("0001",)
        )
    return _neighbour(part, plus_days(part.first, -1))


def part_after(part: Part) -> Part:
    """The day, month or year that begins where this part ends.

    Raises DateError at the calendar's end.
    """
    if part.last == date.max:
        raise DateError(
            gettext_noop("Nothing can be dated after the year 9999."), ("9999",)
        )
    return _neighbour(part, plus_days(part.last, 1))


def _neighbour(part: Part, day: date) -> Part:
    if part.precision == DAY:
        neighbour = Part(DAY, day, day)
    elif part.precision in (MONTH, SEASON):
        neighbour = month_part(day.year, day.month)
    else:
        neighbour = year_part(day.year)
    return replace(neighbour, qualifier=part.qualifier)
