"""The events of a strip in numbered columns of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from timeline.dates import Window
from timeline.models.versions import EARLIEST, LATEST
from timeline.presentation.calendar import UNITS, Unit

MOST_SQUARES = 400
TALLEST = 12
MOST_COLUMNS = 73


class Item(NamedTuple):
    """The events with the same bounds; ``hollow`` of them are not a thing done."""

    start_earliest: date
    start_latest: date
    end_earliest: date
    end_latest: date
    events: int
    hollow: int = 0

    @property
    def bounds(self) -> tuple[date, date, date, date]:
        return self[:4]

    @property
    def is_loose(self) -> bool:
        """The day it began or ended is not known."""
        starts_loose = self.start_earliest != self.start_latest
        return starts_loose or self.end_earliest != self.end_latest

    def is_in(self, window: Window, *, maybe: bool) -> bool:
        """Does a selection with these dates hold it? The rule of its filter."""
        first, last = window.first or EARLIEST, window.last or LATEST
        if maybe:
            return self.start_earliest <= last and self.end_latest >= first
        return self.start_latest <= last and self.end_earliest >= first


class Placed(NamedTuple):
    """An item and the columns it reaches from and to."""

    start: int
    end: int
    item: Item
    chosen: bool


class Column(NamedTuple):
    """The events known to have happened in one column."""

    solid: int = 0
    hollow: int = 0
    around: int = 0

    @property
    def total(self) -> int:
        return self.solid + self.hollow + self.around


@dataclass(frozen=True)
class Layout:
    """What is to be drawn, in columns numbered from 0."""

    unit: Unit
    base: int
    size: int
    columns: dict[int, Column]
    spans: list[Placed]
    window: Window | None

    def starts(self, place: int) -> date:
        return self.unit.start(self.base + place)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day of the picture."""
        last = self.starts(self.size).toordinal() - 1
        return self.starts(0), date.fromordinal(max(last, 1))

    @property
    def tallest(self) -> int:
        return max((column.total for column in self.columns.values()), default=0)

    @property
    def as_squares(self) -> bool:
        drawn = sum(column.total for column in self.columns.values())
        return self.tallest <= TALLEST and drawn <= MOST_SQUARES


def laid_out(
    chosen: list[Item],
    around: list[Item],
    first: date,
    last: date,
    window: Window | None,
) -> Layout:
    """Every item in its column, or among the spans when it has no single one."""
    unit = _unit(first, last)
    base = unit.number(first) - 1
    size = unit.number(last) - base + 2
    columns: dict[int, Column] = {}
    spans = []
    for placed in _placed(chosen, around, unit, base):
        if placed.start == placed.end:
            there = columns.get(placed.start, Column())
            columns[placed.start] = _added(there, placed)
        elif placed.chosen or (placed.end >= 0 and placed.start < size):
            spans.append(placed)
    shown = {place: c for place, c in columns.items() if 0 <= place < size}
    spans.sort(key=lambda p: (not p.chosen, p.end - p.start, p.start))
    return Layout(unit, base, size, shown, spans, window)


def _unit(first: date, last: date) -> Unit:
    """The finest unit that leaves room for every column."""
    fits = (u for u in UNITS if u.between(first, last) < MOST_COLUMNS - 2)
    return next(fits, UNITS[-1])


def _placed(
    chosen: list[Item], around: list[Item], unit: Unit, base: int
) -> Iterator[Placed]:
    for items, is_chosen in ((chosen, True), (around, False)):
        for item in items:
            start = unit.number(item.start_earliest) - base
            end = unit.number(item.end_latest) - base
            yield Placed(start, end, item, is_chosen)


def _added(column: Column, placed: Placed) -> Column:
    hollow = placed.item.hollow
    solid = placed.item.events - hollow
    if placed.chosen:
        return column._replace(
            solid=column.solid + solid, hollow=column.hollow + hollow
        )
    return column._replace(around=column.around + solid, hollow=column.hollow + hollow)
