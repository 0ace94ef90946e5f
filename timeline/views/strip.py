"""The density strip: how the events of a view lie in time, as a drawing.

One square is one event up to 400 events and twelve in a column; beyond that there are
bars. A date that is not known to the column's unit is a bracket below the axis, an
event of several units a dumb-bell there: neither is ever spread into the columns.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count

from timeline.dates import Window
from timeline.models.versions import EARLIEST, LATEST
from timeline.selection import Selection
from timeline.views.calendar import UNITS, Unit, days_words
from timeline.views.drawing import Drawing

MOST_SQUARES = 400
TALLEST = 12
MOST_SPANS = 40
COLUMNS = 73  # the most columns a strip has
FIELDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


class Item(NamedTuple):
    """One event, or several with the same start in ``count``."""

    start_earliest: date
    start_latest: date
    end_earliest: date
    end_latest: date
    shown_status: str
    count: int = 1

    @property
    def is_open(self) -> bool:
        return self.start_earliest == EARLIEST or self.end_latest == LATEST

    @property
    def is_vague(self) -> bool:
        return (self.start_earliest, self.end_earliest) != (
            self.start_latest,
            self.end_latest,
        )


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
    days = [day for item in items for day in _edges(item)]
    if not days:
        return None
    unit = _unit(min(days), max(days))
    return _drawn(items, unit, min(days), max(days), selection.window, today)


def _each(selection: Selection) -> list[Item]:
    """One item for each event."""
    found = selection.versions().order_by()
    return [Item(*row) for row in found.values_list(*FIELDS, "shown_status")]


def _gathered(selection: Selection) -> list[Item]:
    """Events with the same bounds together."""
    found = selection.versions().order_by().values_list(*FIELDS)
    return [Item(*row[:4], "", row[4]) for row in found.annotate(Count("pk"))]


def _edges(item: Item) -> Iterable[date]:
    bounds = {item.start_earliest, item.start_latest, item.end_earliest}
    return (bounds | {item.end_latest}) - {EARLIEST, LATEST}


def _unit(first: date, last: date) -> Unit:
    """The finest unit that leaves room for every column."""
    fits = (u for u in UNITS if u.between(first, last) < COLUMNS - 2)
    return next(fits, UNITS[-1])


def _drawn(
    items: list[Item],
    unit: Unit,
    first: date,
    last: date,
    window: Window | None,
    today: date,
) -> Strip:
    columns: dict[int, int] = {}
    planned: dict[int, int] = {}
    spans = []
    base = unit.number(first) - 1
    size = unit.number(last) - base + 2
    for item in items:
        start, end = _columns(item, unit, base, size)
        if start == end and not item.is_open:
            counted = planned if item.shown_status in {"planned", "off"} else columns
            counted[start] = counted.get(start, 0) + item.count
        else:
            spans.append((start, end, item))
    spans.sort(key=lambda span: (span[0], span[1]))
    parts = Parts(columns, planned, spans, unit, base, size)
    return Strip(
        wide=_draw(parts, window, today, width=880, square=10, tall=62),
        narrow=_draw(parts, window, today, width=358, square=6, tall=48),
        caption=_caption(parts),
        text=_text(parts, first, last),
    )


def _columns(item: Item, unit: Unit, base: int, size: int) -> tuple[int, int]:
    """First and last column of an item; open sides reach the edge."""
    start = 0 if item.start_earliest == EARLIEST else None
    end = size - 1 if item.end_latest == LATEST else None
    if start is None:
        start = unit.number(item.start_earliest) - base
    if end is None:
        end = unit.number(item.end_latest) - base
    return start, end


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
    for start, end, item in parts.spans[:MOST_SPANS]:
        edges = 8 + start * step, 8 + (end + 1) * step
        drawing.span(*edges, vague=item.is_vague or item.is_open)
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
    vague = sum(i.count for _, _, i in parts.spans if i.is_vague or i.is_open)
    lasted = sum(i.count for _, _, i in parts.spans) - vague
    if lasted:
        said.append(f"{lasted:,} lasted longer than one {parts.unit.name}.")
    if vague:
        said.append(f"{vague:,} drawn as brackets: when exactly is not known.")
    return " ".join(said)
