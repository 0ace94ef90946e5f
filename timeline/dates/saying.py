"""Days, months, weekdays and moments that are not dates of events, in words."""

from datetime import UTC, date, datetime

from timeline.dates.languages import language_for
from timeline.dates.parts import Part, day_part, month_part, year_text
from timeline.dates.phrases import Phrasing
from timeline.dates.shapes import lasting


def day_words(day: date, language: str = "en") -> str:
    """``16 May 2025``. Raises DateError for a language without a table, as all here."""
    return str(Phrasing(language_for(language)).part(_part(day)))


def short_day_words(day: date, language: str = "en") -> str:
    """``16 May``."""
    return str(Phrasing(language_for(language), year=False).part(_part(day)))


def month_words(
    year: int, month: int, language: str = "en", *, short: bool = False, case: str = ""
) -> str:
    """``May 2025``, standing alone; ``short`` abbreviates the name.

    ``case`` is one of the language's: "gen" or "when" ("у травні 2025") where there
    is one. A language that has no such case, English among them, stays as it is.
    Raises DateError for a month or a year that there is not.
    """
    table, part = language_for(language), month_part(year, month)
    if short:
        template = table.cases[""].month_year
        return template.format(m=table.short_months[month - 1], y=year_text(year))
    said = Phrasing(table).part(part)
    return said.in_case(case if case in table.cases else "")


def month_name(month: int, language: str = "en", *, short: bool = False) -> str:
    """``May``, as a heading of its own. Months run from 1 to 12."""
    table = language_for(language)
    return (table.short_months if short else table.months)[month - 1]


def weekday_name(weekday: int, language: str = "en", *, short: bool = False) -> str:
    """``Friday``. Monday is 0, as in ``date.weekday()``."""
    table = language_for(language)
    return (table.short_weekdays if short else table.weekdays)[weekday]


def moment_words(moment: datetime, language: str = "en") -> str:
    """``16 May 2025, 13:35 UTC``. Raises ValueError without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    table, there = language_for(language), moment.astimezone(UTC)
    clock = f"{there:%H:%M} UTC"
    return table.with_clock.format(a=day_words(there.date(), language), clock=clock)


def short_range_words(first: date, last: date, language: str = "en") -> str:
    """``21 May–2 June``; with the years where there are two.

    Raises DateError when the last day is before the first.
    """
    shape = lasting(_part(first), _part(last))
    return Phrasing(language_for(language), year=False).of(shape)


def _part(day: date) -> Part:
    return day_part(day.year, day.month, day.day)
