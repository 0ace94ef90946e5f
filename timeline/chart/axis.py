"""The axis: lines and words of the days, months or years of a frame."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from timeline.chart import words
from timeline.chart.pen import Pen, Scale
from timeline.chart.zoom import Frame
from timeline.presentation.calendar import UNITS, Unit

_UNITS = {unit.name: unit for unit in UNITS}
LINE = 14.0  # between lines of days
ROOM = 38.0  # between the labels of days
LETTER = 6.9  # the width of a letter of the axis, about


class Tick(NamedTuple):
    """A line of the axis; ``strong`` ones begin a larger unit."""

    x: float
    label: str = ""
    strong: bool = False
    leads: bool = False  # its label is placed before all others


def ticks(frame: Frame, scale: Scale) -> list[Tick]:
    """The lines of a frame, from left to right; labels never overlap."""
    found = list(_MAKERS[frame.zoom.name](frame, scale))
    return _spaced(found, scale.right)


def _spaced(found: list[Tick], edge: float) -> list[Tick]:
    """The ticks with the labels that have room; strong ones are placed first."""
    taken: list[tuple[float, float]] = []
    kept: dict[int, str] = {}
    order = sorted(
        range(len(found)), key=lambda n: (not found[n].leads, not found[n].strong, n)
    )
    for n in order:
        tick = found[n]
        end = tick.x + len(tick.label) * LETTER + 10
        free = all(end <= a or tick.x >= b for a, b in taken)
        if tick.label and free and end <= edge + 24:
            taken.append((tick.x, end))
            kept[n] = tick.label
    return [t._replace(label=kept.get(n, "")) for n, t in enumerate(found)]


def _days(frame: Frame, scale: Scale) -> Iterator[Tick]:
    """Every day, Mondays strong; of many days only the Mondays."""
    many = scale.per_day < ROOM
    said = frame.first.replace(day=1) if frame.first.day > 1 else None
    for day in _starts(_UNITS["day"], frame):
        monday = day.weekday() == 0
        label, leads = str(day.day), False
        if said is None or day.month != said.month or day == frame.first:
            label, said, leads = words.day_month(day), day, True
        elif many and not monday:
            label = ""
        if scale.per_day >= LINE or monday or leads:
            yield Tick(scale(day.toordinal()), label, monday, leads)


def _hours(
    frame: Frame, scale: Scale, step: int, name: Callable[[date], str]
) -> Iterator[Tick]:
    """Days with lines between them, ``step`` hours apart."""
    for day in _starts(_UNITS["day"], frame):
        start = day.toordinal()
        yield Tick(scale(start), name(day), True)
        for hour in range(step, 24, step):
            room = scale.per_day * step / 24 > 50
            label = (
                f"{hour:02}:00" if room or (hour == 12 and scale.per_day > 200) else ""
            )
            yield Tick(scale(start + hour / 24), label)


def _day_zoom(frame: Frame, scale: Scale) -> Iterator[Tick]:
    step = 3 if frame.days == 1 else 6
    return _hours(frame, scale, step, words.weekday_day)


def _week_zoom(frame: Frame, scale: Scale) -> Iterator[Tick]:
    return _hours(frame, scale, 12, words.short_weekday_day)


def _months(frame: Frame, scale: Scale) -> Iterator[Tick]:
    """Every month; Januaries and the first say the year."""
    for n, day in enumerate(_starts(_UNITS["month"], frame)):
        opens = n == 0 or day.month == 1
        label = words.month_year(day) if opens else words.month(day)
        yield Tick(scale(day.toordinal()), label, day.month == 1)


def _years(frame: Frame, scale: Scale) -> Iterator[Tick]:
    for month in _starts(_UNITS["month"], frame):
        january = month.month == 1
        if january or month.month % 3 == 1 or month == frame.first:
            label = str(month.year) if january or month == frame.first else ""
            yield Tick(scale(month.toordinal()), label, january)


def _decades(frame: Frame, scale: Scale) -> Iterator[Tick]:
    for year in _starts(_UNITS["year"], frame):
        yield Tick(scale(year.toordinal()), str(year.year), year.year % 10 == 0)


def _ages(frame: Frame, scale: Scale) -> Iterator[Tick]:
    for decade in _starts(_UNITS["decade"], frame):
        if decade.year % 100 == 0 or decade == frame.first:
            yield Tick(
                scale(decade.toordinal()), str(decade.year), decade.year % 1000 == 0
            )


_MAKERS: dict[str, Callable[[Frame, Scale], Iterator[Tick]]] = {
    "day": _day_zoom,
    "week": _week_zoom,
    "month": _days,
    "year": _months,
    "decade": _years,
    "century": _decades,
    "ages": _ages,
}


def _starts(unit: Unit, frame: Frame) -> Iterator[date]:
    """The first day, and every beginning of a unit after it."""
    yield frame.first
    for n in range(unit.number(frame.first) + 1, unit.number(frame.last) + 1):
        yield unit.start(n)


def weekends(frame: Frame, scale: Scale, pen: Pen, top: float, foot: float) -> str:
    """The ground of Saturdays and Sundays, where days are told apart."""
    if frame.zoom.name not in {"week", "month"}:
        return ""
    shades = []
    for day in _starts(_UNITS["day"], frame):
        if day.weekday() >= 5:
            x = scale(day.toordinal())
            shades.append(pen.box(x, top, x + scale.per_day, foot))
    return "".join(shades)


def lines(found: list[Tick], pen: Pen, top: float, foot: float) -> tuple[str, str]:
    """The faint and the strong lines."""
    faint = [pen.upright(t.x, top + 4, foot) for t in found if not t.strong]
    strong = [pen.upright(t.x, top, foot) for t in found if t.strong]
    return "".join(faint), "".join(strong)
