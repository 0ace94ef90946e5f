"""The small axis under a typed date: where it lies among the days around it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from timeline.dates import DateError, EventDate, Kind, read_date

WIDTH = 560
EDGE = 8  # left and right of the axis
OPEN_DAYS = 7  # how far a date without a bound is drawn
MOST_TICKS = 14
ROOM = 36  # between two labels
_LOOSE = {Kind.BETWEEN, Kind.WITHIN, Kind.ONE_OF, Kind.BEFORE, Kind.AFTER}


class Tick(NamedTuple):
    x: int
    label: str
    label_x: int


class Axis(NamedTuple):
    """What ``_axis.html`` draws, as attributes of SVG elements."""

    left: int
    width: int
    style: str  # g-core: known; g-win: some time in it; g-soft: roughly there
    brackets: str
    ticks: list[Tick]


class Step(NamedTuple):
    """A kind of tick: what its days have in common, and its label."""

    holds: Callable[[date], bool]
    label: Callable[[date, date | None], str]


def _short(day: date, before: date | None) -> str:
    """``14 May``, then only ``15`` while the month stays."""
    same = before and (before.year, before.month) == (day.year, day.month)
    return str(day.day) if same else f"{day.day} {day:%b}"


def _month(day: date, before: date | None) -> str:
    return f"{day:%b} {day.year}"


def _year(day: date, before: date | None) -> str:
    return str(day.year)


_STEPS = (
    Step(lambda day: True, _short),
    Step(lambda day: day.weekday() == 0, _short),
    Step(lambda day: day.day == 1, _month),
    Step(lambda day: (day.day, day.month) == (1, 1), _year),
)


def axis_of(text: str) -> Axis | None:
    """The axis of a typed date; None when it is not understood."""
    try:
        read = read_date(text)
    except DateError:
        return None
    first, last = _bounds(read)
    around = max(2, (last - first).days // 4)
    start, end = _shift(first, -around), _shift(last, around)
    scale = (WIDTH - 2 * EDGE) / ((end - start).days + 1)

    def x(day: date, *, after: int = 0) -> int:
        return round(EDGE + ((day - start).days + after) * scale)

    left, right = x(first), x(last, after=1)
    if read.start_earliest is None:
        left = EDGE
    if read.end_latest is None:
        right = WIDTH - EDGE
    return Axis(
        left=left,
        width=max(right - left, 2),
        style=_style(read),
        brackets=_brackets(read, left, right),
        ticks=list(_ticks(start, end, x)),
    )


def _bounds(read: EventDate) -> tuple[date, date]:
    """The first and the last day that can be drawn; an open end is a week."""
    known = [d for d in (read.start_earliest, read.end_latest, read.start_latest) if d]
    first = read.start_earliest or _shift(min(known), -OPEN_DAYS)
    last = read.end_latest or _shift(max(known), OPEN_DAYS)
    return first, last


def _shift(day: date, days: int) -> date:
    """Some days later, within the calendar."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.min if days < 0 else date.max


def _style(read: EventDate) -> str:
    if read.kind in _LOOSE:
        return "g-win"
    return "g-core" if read.kind in {Kind.EXACT, Kind.EXTENT} else "g-soft"


def _brackets(read: EventDate, left: int, right: int) -> str:
    """A bracket at each bound that is known, for a date that lies between them."""
    if read.kind not in _LOOSE:
        return ""
    opening = f"M{left + 5} 4H{left}v16h5" if read.start_earliest else ""
    closing = f"M{right - 5} 4H{right}v16h-5" if read.end_latest else ""
    return opening + closing


def _ticks(start: date, end: date, x: Callable[[date], int]) -> Iterator[Tick]:
    """At most :data:`MOST_TICKS`, at the finest step that allows it."""
    days = (end - start).days + 1
    steps = zip(_STEPS, (1, 7, 31, 366), strict=True)
    step = next((s for s, each in steps if days / each <= MOST_TICKS), _STEPS[-1])
    free, before = 0, None
    for day in _days(start, end, every_year=step is _STEPS[-1]):
        if step.holds(day) and x(day) >= free and x(day) <= WIDTH - EDGE - ROOM:
            label = step.label(day, before)
            yield Tick(x(day), label, x(day) + 3)
            free, before = x(day) + max(ROOM, 8 * len(label)), day


def _days(start: date, end: date, *, every_year: bool) -> Iterator[date]:
    if every_year:
        yield from (date(year, 1, 1) for year in range(start.year + 1, end.year + 1))
        return
    yield from (start + timedelta(n) for n in range((end - start).days + 1))
