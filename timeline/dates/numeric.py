"""Dates typed as numbers: 15.05.2025, 15/05/2025, 2025/05/15, 05/2025."""

import re
from datetime import date
from functools import partial

from timeline.dates.errors import DateError, Said, gettext_noop
from timeline.dates.languages import ENGLISH
from timeline.dates.parts import Part, day_part, day_text, month_part
from timeline.dates.saying import day_words, short_day_words
from timeline.dates.shapes import Point, Shape

_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{1,5})")
_YEAR_FIRST = re.compile(r"(\d{3,4})([./-])(\d{1,2})\2(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})|(\d{4})[./](\d{1,2})")


def read_numeric(text: str) -> Shape | None:
    """The shape, or None when this is no such date. Raises DateError.

    Dots are day first. Slashes and hyphens are read only when one order is possible.
    """
    part = read_numeric_part(text)
    return Point(part) if part else None


def read_numeric_part(text: str) -> Part | None:
    """As ``read_numeric``, for a date inside a longer text."""
    if match := _DAY_FIRST.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), match[4]
        if len(year) < 3:
            raise two_digit_year(first, second, year)
        return _day_first(first, second, int(year), dotted=match[2] == ".")
    if match := _YEAR_FIRST.fullmatch(text):
        return day_part(int(match[1]), int(match[3]), int(match[4]))
    if match := _MONTH_YEAR.fullmatch(text):
        return month_part(int(match[2] or match[3]), int(match[1] or match[4]))
    return None


def two_digit_year(day: int, month: int, year: str) -> DateError:
    """The error for a year that could be of any century."""
    template = gettext_noop(
        "Which century is the year %(year)s in? Write all four digits."
    )
    if not 1 <= month <= 12:
        return DateError(template, year=year)
    name = ENGLISH.months[month - 1]
    texts = (f"{day} {name} {century}{int(year):02}" for century in (20, 19))
    return DateError(template, [text for text in texts if _exists(text)], year=year)


def _exists(text: str) -> bool:
    day, name, year = text.split()
    try:
        day_part(int(year), ENGLISH.months.index(name) + 1, int(day))
    except DateError:
        return False
    return True


def _day_first(first: int, second: int, year: int, *, dotted: bool) -> Part:
    if dotted and second > 12 >= first >= 1:
        template = gettext_noop(
            "With dots the day comes first, and there is no month %(month)s."
        )
        raise DateError(template, _readings(second, first, year), month=second)
    if dotted or first > 12 or first == second:
        return day_part(year, second, first)
    if second > 12:
        return day_part(year, first, second)
    raise _ambiguous(first, second, year)


def _ambiguous(first: int, second: int, year: int) -> DateError:
    readings = [*_readings(first, second, year), *_readings(second, first, year)]
    if len(readings) < 2:
        template = gettext_noop("This is not a date. Days and months start at 1.")
        return DateError(template, readings)
    days = (date(year, second, first), date(year, first, second))
    return DateError(
        gettext_noop("%(one)s or %(other)s? Write %(first)s or %(second)s."),
        readings,
        one=Said(partial(short_day_words, days[0])),
        other=Said(partial(short_day_words, days[1])),
        first=Said(partial(day_words, days[0])),
        second=Said(partial(day_words, days[1])),
    )


def _readings(day: int, month: int, year: int) -> list[str]:
    if not 1 <= month <= 12:
        return []
    text = day_text(year, month, day)
    return [text] if _exists(text) else []
