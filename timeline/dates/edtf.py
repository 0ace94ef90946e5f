"""EDTF (ISO 8601-2): level 1, plus one-of sets, into shapes."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import time
from functools import lru_cache

from timeline.dates.errors import DateError, gettext_noop
from timeline.dates.event_date import EventDate
from timeline.dates.parts import (
    Part,
    century_part,
    checked_year,
    day_part,
    decade_part,
    month_part,
    season_part,
    year_part,
)
from timeline.dates.shapes import (
    LONGEST,
    Gap,
    Point,
    Shape,
    Span,
    event_date,
    lasting,
    one_of,
)

_PART = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?P<mark>[~?%]?)",
    re.ASCII,
)
_OUTSIDE = re.compile(r"(?:-\d{4}|Y-?\d+)\b.*", re.ASCII)
_LEVEL_2 = gettext_noop(
    "This is not EDTF level 1. Write it as in 2025-05-15, 2025-05~ or 199X."
)
_NOT_READ = gettext_noop(
    "“%(text)s” cannot be read. This is not EDTF level 1. "
    "Write it as in 2025-05-15, 2025-05~ or 199X."
)


def from_edtf(
    edtf: str,
    *,
    text: str = "",
    time_start: time | None = None,
    time_end: time | None = None,
    part_of_day: str = "",
    zone: str = "",
) -> EventDate:
    """The date that a canonical form stands for, with the same bounds.

    The clock is taken as given: it was checked when it was read. Without ``text``
    the canonical form stands in. Raises DateError.
    """
    day = event_date(read_edtf(edtf.strip()), text)
    return replace(
        day,
        time_start=time_start,
        time_end=time_end,
        part_of_day=part_of_day,
        zone=zone,
    )


@lru_cache(maxsize=4096)
def read_edtf(text: str) -> Shape:
    """EDTF to a shape. Raises DateError for anything outside level 1 and sets."""
    if len(text) > LONGEST:
        raise DateError(gettext_noop("This is too long for one date."))
    if text.startswith("{"):
        raise _every_one(text)
    if text.startswith("["):
        return _read_set(text)
    if "/" in text:
        return _read_interval(text)
    return Point(read_part(text))


def _every_one(text: str) -> DateError:
    template = gettext_noop(
        "Braces mean that every one of these dates is meant. "
        "Enter an event for each, or one of them in square brackets."
    )
    with suppress(DateError):
        return DateError(template, (_read_set(f"[{text.strip('{}')}]").edtf,))
    return DateError(template)


def _read_interval(text: str) -> Shape:
    ends = text.split("/")
    if len(ends) != 2:
        raise DateError(
            gettext_noop("An interval has one slash: 2025-05-14/2025-05-15.")
        )
    return lasting(_read_end(ends[0]), _read_end(ends[1]))


def _read_end(text: str) -> Part | Gap:
    return Gap(text) if text in ("", "..") else read_part(text)


def _read_set(text: str) -> Shape:
    if not text.endswith("]"):
        raise DateError(gettext_noop("A set of dates ends with a square bracket."))
    return one_of([_read_span(item.strip()) for item in text[1:-1].split(",")])


def _read_span(text: str) -> Span:
    low, dots, high = text.partition("..")
    if not dots:
        part = read_part(low)
        return Span(part, part)
    if not low and not high:
        raise DateError(
            gettext_noop("There is no date in this. Write at least its start or end.")
        )
    return Span(read_part(low) if low else None, read_part(high) if high else None)


def read_part(text: str) -> Part:
    """One part with its qualifier. Raises DateError."""
    if _OUTSIDE.fullmatch(text):
        template = gettext_noop("“%(text)s” is outside the years 1 to 9999.")
        raise DateError(template, ("0001", "9999"), text=text)
    match = _PART.fullmatch(text)
    if not match:
        raise DateError(_NOT_READ, text=text)
    part = _read_calendar(match["year"], match["month"] or "XX", match["day"] or "XX")
    return replace(part, qualifier=match["mark"])


def _read_calendar(year: str, month: str, day: str) -> Part:
    if "X" in year:
        return _read_unspecified(year, month, day)
    if month == "XX":
        if day != "XX":
            raise DateError(_LEVEL_2, (year,))
        return year_part(int(year))
    return _read_in_year(checked_year(int(year)), int(month), day)


def _read_in_year(year: int, month: int, day: str) -> Part:
    if day != "XX":
        return day_part(year, month, int(day))
    if 21 <= month <= 24:
        return season_part(year, month)
    return month_part(year, month)


def _read_unspecified(year: str, month: str, day: str) -> Part:
    if (month, day) != ("XX", "XX"):
        raise DateError(_LEVEL_2, (year,))
    digits = year.rstrip("X")
    return decade_part(int(digits)) if len(digits) == 3 else century_part(int(digits))
