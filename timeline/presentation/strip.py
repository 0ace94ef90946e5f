"""The density strip: how the events of a view lie in time, as a drawing.

One square is one event up to 400 events and twelve in a column; beyond that there are
bars. A date that is not known to the column's unit is a bracket below the axis, an
event of several units a dumb-bell there: neither is ever spread into the columns.
The shortest of these are drawn as far as there is room; the words count them all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count

from timeline.dates import Window
from timeline.models.versions import EARLIEST, LATEST
from timeline.presentation.calendar import UNITS, Unit, days_words
from timeline.presentation.drawing import Drawing
from timeline.selection import Selection

MOST_SQUARES = 400
TALLEST = 12
COLUMNS = 73  # the most columns a strip has
FIELDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


class Item(NamedTuple):
    """One event, or several with the same bounds in ``events``."""

    start_earliest: date
    start_latest: date
    end_earliest: date
    end_latest: date
    shown_status: str
    events: int = 1

    @property
    def is_loose(self) -> bool:
        """The day it began or ended is not known."""
        starts_loose = self.start_earliest != self.start_latest
        return starts_loose or self.end_earliest != self.end_latest


@dataclass(frozen=True)
class Strip:
    """A finished strip: two drawings of one picture and its words."""

    wide: Drawing
    narrow: Drawing
    caption: str
    text: str


def strip_of(selection: Selection, *, today: date) -> Strip | None:
    """The strip of a selection; None for fewer than two events. One query."""
    if selection.count < 2:
        return None
    squares = selection.count <= MOST_SQUARES
    items = _each(selection) if squares else _gathered(selection)
    extent = _extent(items, selection.window)
    return extent and _drawn(items, *extent, selection.window, today)


def _each(selection: Selection) -> list[Item]:
    """One item for each event."""
    found = selection.versions().order_by()
    return [Item(*row) for row in found.values_list(*FIELDS, "shown_status")]


def _gathered(selection: Selection) -> list[Item]:
    """Events with the same bounds together."""
    grouped = selection.versions().order_by().values(*FIELDS)
    counted = grouped.annotate(events=Count("pk"))
    return [Item(**row, shown_status="") for row in counted]


def _extent(items: list[Item], window: Window | None) -> tuple[date, date] | None:
    """The days shown: those asked for, as far as they hold exact dates, and a little.

    A vague date may reach beyond and is cut there; it sets the days only when
    nothing is exact. None when no date has a known day.
    """
    exact = [day for item in items if not item.is_loose for day in _edges(item)]
    days = exact or [day for item in items for day in _edges(item)]
    if window and exact:
        days += [day for day in (window.first, window.last) if day]
    return (min(days), max(days)) if days else None


def _edges(item: Item) -> set[date]:
    bounds = {item.start_earliest, item.start_latest, item.end_earliest}
    return (bounds | {item.end_latest}) - {EARLIEST, LATEST}


def _unit(first: date, last: date) -> Unit:
    """The finest unit that leaves room for every column."""
    fits = (u for u in UNITS if u.between(first, last) < COLUMNS - 2)
    return next(fits, UNITS[-1])


def _drawn(
    items: list[Item],
    first: date,
    last: date,
    window: Window | None,
    today: date,
) -> Strip:
    columns: dict[int, int] = {}
    planned: dict[int, int] = {}
    spans = []
    unit = _unit(first, last)
    base = unit.number(first) - 1
    size = unit.number(last) - base + 2
    for item in items:
        start, end = (
            unit.number(d) - base for d in (item.start_earliest, item.end_latest)
        )
        if start == end:
            counted = planned if item.shown_status in {"planned", "off"} else columns
            counted[start] = counted.get(start, 0) + item.events
        else:
            spans.append((start, end, item))
    spans.sort(key=lambda span: (span[1] - span[0], span[0]))
    parts = Parts(columns, planned, spans, unit, base, size)
    return Strip(
        wide=_draw(parts, window, today, width=880, square=10, tall=62),
        narrow=_draw(parts, window, today, width=358, square=6, tall=48),
        caption=_caption(parts),
        text=_text(parts, first, last),
    )


class Parts(NamedTuple):
    """What is to be drawn, in columns."""

    columns: dict[int, int]
    planned: dict[int, int]
    spans: list[tuple[int, int, Item]]
    unit: Unit
    base: int
    size: int

    @property
    def tallest(self) -> int:
        places = {*self.columns, *self.planned}
        return max((self.total(p) for p in places), default=0)

    def total(self, place: int) -> int:
        return self.columns.get(place, 0) + self.planned.get(place, 0)

    @property
    def as_squares(self) -> bool:
        drawn = sum(self.columns.values()) + sum(self.planned.values())
        return self.tallest <= TALLEST and drawn <= MOST_SQUARES


def _draw(
    parts: Parts,
    window: Window | None,
    today: date,
    *,
    width: int,
    square: int,
    tall: int,
) -> Drawing:
    step = (width - 16) / parts.size
    side = min(square, step - 1.2)
    height = max(tall, parts.tallest * (side + 2) + 2) if parts.as_squares else tall
    drawing = Drawing(width, height)
    _draw_window(drawing, parts, window, step)
    for place in sorted({*parts.columns, *parts.planned}):
        x = 8 + place * step + (step - side) / 2
        solid, hollow = parts.columns.get(place, 0), parts.planned.get(place, 0)
        if parts.as_squares:
            drawing.squares(x, side, solid, hollow)
        else:
            drawing.bar(x, side, parts.total(place) / parts.tallest)
    for start, end, item in parts.spans:
        if end < 0 or start >= parts.size:
            continue
        left, right = max(start, 0), min(end + 1, parts.size)
        ends = start >= 0, end < parts.size
        if item.is_loose:
            drawing.bracket(8 + left * step, 8 + right * step, ends)
        else:
            drawing.span(8 + left * step, 8 + right * step, ends)
    drawing.axis()
    for place, label in _labels(parts, step):
        drawing.tick(8 + place * step, label)
    now = parts.unit.number(today) - parts.base
    if 0 <= now < parts.size:
        drawing.today(8 + (now + 0.5) * step)
    return drawing


def _draw_window(
    drawing: Drawing, parts: Parts, window: Window | None, step: float
) -> None:
    """The band of the dates asked for."""
    if window is None:
        return
    first, last = 0, parts.size
    if window.first:
        first = max(parts.unit.number(window.first) - parts.base, 0)
    if window.last:
        last = min(parts.unit.number(window.last) - parts.base + 1, parts.size)
    drawing.band(8 + first * step, 8 + last * step)


def _labels(parts: Parts, step: float) -> Iterable[tuple[int, str]]:
    """Labels that stand at least 84 apart and inside the drawing."""
    free = 0.0
    shown = None
    for place in range(parts.size):
        x = 8 + place * step
        start = parts.unit.start(parts.base + place)
        if x < free or x + 84 > 16 + step * parts.size:
            continue
        if parts.unit.is_round(start, parts.size):
            yield place, parts.unit.label(start, shown)
            shown, free = start, x + 84


def _caption(parts: Parts) -> str:
    one = "One square is one event" if parts.as_squares else "A bar is as tall as many"
    words = f"Events per {parts.unit.name}. {one}"
    if not parts.spans:
        return f"{words}."
    return f"{words}; below the line, events that lasted or whose day is not known."


def _text(parts: Parts, first: date, last: date) -> str:
    """The picture in sentences."""
    said = [f"Events per {parts.unit.name}, {days_words(first, last)}."]
    if parts.tallest:
        places = {*parts.columns, *parts.planned}
        most = max(sorted(places), key=parts.total)
        when = parts.unit.words(parts.unit.start(parts.base + most))
        said.append(f"Most, {parts.tallest:,}, {when}.")
    vague = sum(i.events for _, _, i in parts.spans if i.is_loose)
    lasted = sum(i.events for _, _, i in parts.spans) - vague
    if lasted:
        said.append(f"{lasted:,} lasted longer than one {parts.unit.name}.")
    if vague:
        said.append(f"Of {vague:,} it is not known when exactly.")
    return " ".join(said)
