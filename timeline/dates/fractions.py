"""Early, mid and late; halves and quarters."""

from datetime import date

from timeline.dates.errors import DateError, gettext_noop
from timeline.dates.parts import (
    CENTURY,
    DAY,
    DECADE,
    MONTH,
    SEASON,
    YEAR,
    Part,
    month_part,
    year_part,
)

# Word -> which piece of how many.
FRACTIONS = {
    "early": (1, 3),
    "mid": (2, 3),
    "late": (3, 3),
    "half1": (1, 2),
    "half2": (2, 2),
    "quarter1": (1, 4),
    "quarter2": (2, 4),
    "quarter3": (3, 4),
    "quarter4": (4, 4),
}

# Where each piece ends, counted in days of a month (31: its last day), months of a
# year, or years of a decade or century (from 0).
_ENDS = {
    (MONTH, 3): (10, 20, 31),
    (MONTH, 2): (15, 31),
    (YEAR, 3): (4, 8, 12),
    (YEAR, 2): (6, 12),
    (YEAR, 4): (3, 6, 9, 12),
    (DECADE, 3): (3, 6, 9),
    (DECADE, 2): (4, 9),
    (CENTURY, 3): (32, 65, 99),
    (CENTURY, 2): (49, 99),
}

_NO_EDGES = {
    DAY: gettext_noop(
        "“%(fraction)s” of a day has no agreed edges here. "
        "Write the dates, as in between 16 and 22 May 2025."
    ),
    MONTH: gettext_noop(
        "“%(fraction)s” of a month has no agreed edges here. "
        "Write the dates, as in between 16 and 22 May 2025."
    ),
    SEASON: gettext_noop(
        "“%(fraction)s” of a season has no agreed edges here. "
        "Write the dates, as in between 16 and 22 May 2025."
    ),
    DECADE: gettext_noop(
        "“%(fraction)s” of a decade has no agreed edges here. "
        "Write the dates, as in between 16 and 22 May 2025."
    ),
    CENTURY: gettext_noop(
        "“%(fraction)s” of a century has no agreed edges here. "
        "Write the dates, as in between 16 and 22 May 2025."
    ),
}


def fraction_of(part: Part, name: str) -> tuple[Part, Part]:
    """First and last part of a piece: mid of May is its days 11 and 20.

    Raises DateError for a piece that has no agreed edges, such as an early spring.
    """
    number, pieces = FRACTIONS[name]
    ends = _ENDS.get((part.precision, pieces))
    if ends is None:
        raise DateError(_NO_EDGES[part.precision], fraction=_spoken(name))
    counts_from = 1 if part.precision in (MONTH, YEAR) else 0
    low = ends[number - 2] + 1 if number > 1 else counts_from
    return _unit(part, low), _unit(part, ends[number - 1])


def _unit(part: Part, count: int) -> Part:
    first = part.first
    if part.precision == MONTH:
        day = date(first.year, first.month, min(count, part.last.day))
        return Part(DAY, day, day)
    if part.precision == YEAR:
        return month_part(first.year, count)
    # The first decade and century begin with year 1, all others with a year in 0.
    return year_part(max(first.year - first.year % 10 + count, 1))


def _spoken(name: str) -> str:
    return {"half": "A half", "quar": "A quarter"}.get(name[:4], name.title())
