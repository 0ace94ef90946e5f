"""The density strip: how the events of a view lie in time, and those around them.

One square is one event up to 400 events and twelve in a column; beyond that there are
bars. Those chosen are dark; the same query without its dates is grey, some time before
and after. A date that is not known to the column's unit is a bracket below the axis,
an event of several units a dumb-bell there: neither is ever spread into the columns.
The shortest of these are drawn as far as there is room; the words count them all.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count

from timeline.dates import Window
from timeline.models.versions import EARLIEST, LATEST
from timeline.presentation.columns import (
    MOST_SQUARES,
    Column,
    Item,
    Layout,
    Placed,
    laid_out,
)
from timeline.presentation.drawing import MOST_LANES, Drawing
from timeline.presentation.stripwords import caption_of, text_of
from timeline.selection import Selection
from timeline.selection.filters import Versions, versions

LEAST_AROUND = 7  # days shown before and after the dates asked for, if any events are
AROUND_OPEN = 14  # days shown before a first or after a last day that stands alone
LONGEST_APART = 366  # days; of a vague date that the picture reaches out for
FAR = 30  # days; an edge of the dates asked for may be so far from every event
FIELDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
HOLLOW = ("planned", "postponed", "off")


@dataclass(frozen=True)
class Strip:
    """A finished strip: two drawings of one picture and its words."""

    wide: Drawing
    narrow: Drawing
    caption: str
    text: str


def strip_of(selection: Selection, *, today: date, rtl: bool = False) -> Strip | None:
    """The strip of a selection; None for fewer than two events. Two queries at most.

    ``rtl``: time runs from right to left. The queries group by days, so that their
    answer does not grow with the number of events.
    """
    if selection.count < 2:
        return None
    window = selection.window
    items = _items(_searched(selection))
    chosen, around = _parted(items, window, maybe=selection.query.maybe)
    extent = _extent(chosen, around, window)
    if extent is None:
        return None
    layout = laid_out(chosen, around, *extent, window)
    return Strip(
        wide=_drawn(layout, today, rtl=rtl, width=880, square=10, tall=62),
        narrow=_drawn(layout, today, rtl=rtl, width=358, square=6, tall=48),
        caption=caption_of(layout, rtl=rtl),
        text=text_of(layout, selection.count, rtl=rtl),
    )


# What there is


def _searched(selection: Selection) -> Versions:
    """The events of the query and, with dates, those some time before and after."""
    window = selection.window
    if window is None:
        return selection.versions().order_by()
    wide = replace(selection.query, window=None, cursor=None)
    return versions(wide).meeting(*_around(window))


def _around(window: Window) -> tuple[date | None, date | None]:
    """The days searched: those asked for and half as many on either side."""
    days = AROUND_OPEN if window.days is None else window.days // 2
    more = max(days, LEAST_AROUND)
    first = window.first and _moved(window.first, -more)
    last = window.last and _moved(window.last, more)
    return first, last


def _moved(day: date, days: int) -> date:
    number = min(max(day.toordinal() + days, 1), LATEST.toordinal())
    return date.fromordinal(number)


def _items(found: Versions) -> list[Item]:
    """Events with the same bounds together; few enough, with what is hollow."""
    counted = found.values(*FIELDS).annotate(events=Count("pk")).order_by()
    items = [Item(*row) for row in counted.values_list(*FIELDS, "events")]
    if sum(item.events for item in items) > MOST_SQUARES:
        return items
    hollow = found.filter(shown_status__in=HOLLOW).values_list(*FIELDS)
    counts = Counter(hollow)
    return [item._replace(hollow=counts[item.bounds]) for item in items]


def _parted(
    items: list[Item], window: Window | None, *, maybe: bool
) -> tuple[list[Item], list[Item]]:
    """Those chosen, and those around them."""
    if window is None:
        return items, []
    chosen = [item for item in items if item.is_in(window, maybe=maybe)]
    return chosen, [item for item in items if not item.is_in(window, maybe=maybe)]


def _extent(
    chosen: list[Item], around: list[Item], window: Window | None
) -> tuple[date, date] | None:
    """The days shown: those of events with known days, and the dates asked for.

    A vague date may reach beyond and is cut there; it sets the days only when
    nothing is exact, or when it lies apart. None when no date has a known day.
    """
    exact = [day for item in chosen if not item.is_loose for day in _edges(item)]
    days = exact or [day for item in chosen for day in _edges(item)]
    if not days:
        return None
    days += _apart(chosen, min(days), max(days))
    if window is None:
        return min(days), max(days)
    low, high = _around(window)
    beside = [day for item in around if not item.is_loose for day in _edges(item)]
    days += [day for day in beside if _within(day, low, high)]
    days += _near_edges(window, days)
    return min(days), max(days)


def _apart(chosen: list[Item], first: date, last: date) -> Iterator[date]:
    """The edges of vague dates that would else be outside the picture."""
    for item in chosen:
        start, end = item.start_earliest, item.end_latest
        if (end < first or start > last) and (end - start).days <= LONGEST_APART:
            yield from _edges(item)


def _edges(item: Item) -> set[date]:
    return set(item.bounds) - {EARLIEST, LATEST}


def _within(day: date, low: date | None, high: date | None) -> bool:
    return (low is None or day >= low) and (high is None or day <= high)


def _near_edges(window: Window, days: list[date]) -> Iterator[date]:
    """The first and the last day asked for, unless events are far from them."""
    first, last = min(days), max(days)
    reach = max((last - first).days, FAR)
    for edge in (window.first, window.last):
        if edge and _moved(first, -reach) <= edge <= _moved(last, reach):
            yield edge


# How it is drawn


def _drawn(
    layout: Layout, today: date, *, rtl: bool, width: int, square: int, tall: int
) -> Drawing:
    tallest = layout.tallest * (square + 2) + 2 if layout.as_squares else 0
    drawing = Drawing(
        width,
        max(tall, tallest),
        layout.starts(0),
        layout.starts(layout.size),
        rtl=rtl,
    )
    _draw_band(drawing, layout.window)
    for place, column in sorted(layout.columns.items()):
        _draw_column(drawing, layout, place, column, square)
    for placed in layout.spans[:MOST_SQUARES]:
        _draw_span(drawing, placed)
    for x, label in _labels(drawing, layout):
        drawing.tick(x, label)
    if layout.starts(0) <= today < layout.starts(layout.size):
        drawing.today(drawing.x(today.toordinal() + 0.5))
    return drawing


def _draw_band(drawing: Drawing, window: Window | None) -> None:
    """The band of the dates asked for, as far as it is in the picture."""
    if window is None:
        return
    first = max(window.first or drawing.start, drawing.start)
    last = min(window.last or drawing.end, drawing.end - timedelta(days=1))
    if last >= first:
        drawing.band(drawing.x(first.toordinal()), drawing.x(last.toordinal() + 1))


def _draw_column(
    drawing: Drawing, layout: Layout, place: int, column: Column, square: int
) -> None:
    start, end = layout.starts(place), layout.starts(place + 1)
    x, side = drawing.column(start, end, square)
    if not layout.as_squares:
        within, most = column.solid + column.hollow, layout.tallest
        if within:
            drawing.bar(drawing.chosen.squares, x, side, 0, within / most)
        if column.around:
            low, high = within / most, column.total / most
            drawing.bar(drawing.around.squares, x, side, low, high)
        return
    paths = [drawing.chosen.squares] * column.solid
    paths += [drawing.around.squares] * column.around
    paths += [drawing.planned] * column.hollow
    for n, path in enumerate(paths):
        drawing.square(path, x, side, n)


def _draw_span(drawing: Drawing, placed: Placed) -> None:
    """A bracket or a dumb-bell, unless it begins before and ends after the picture."""
    item = placed.item
    if item.end_latest < drawing.start or item.start_earliest >= drawing.end:
        return
    ends = item.start_earliest >= drawing.start, item.end_latest < drawing.end
    if not any(ends):
        return
    left = drawing.x(max(item.start_earliest, drawing.start).toordinal())
    right = drawing.x(min(item.end_latest.toordinal() + 1, drawing.end.toordinal()))
    to = drawing.chosen if placed.chosen else drawing.around
    draw = drawing.bracket if item.is_loose else drawing.span
    for _ in range(min(item.events, MOST_LANES)):
        draw(to, left, right, ends)


def _labels(drawing: Drawing, layout: Layout) -> Iterable[tuple[float, str]]:
    """Labels that stand apart and inside the drawing."""
    free = 0.0
    shown = None
    for place in range(layout.size):
        start = layout.starts(place)
        x = drawing.x(start.toordinal())
        if x < free or not layout.unit.is_round(start, layout.size):
            continue
        label = layout.unit.label(start, shown)
        wide = 16 + 7.5 * len(label)
        if x + wide <= drawing.width:
            yield x, label
            shown, free = start, x + max(wide, 44)
