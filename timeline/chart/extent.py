"""The days of a chart: those asked for, else those its events are known to lie on."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import F, Max, Min, Q

from timeline.chart.items import Item
from timeline.chart.zoom import Frame
from timeline.dates import EventDate
from timeline.models.versions import EARLIEST, LATEST
from timeline.selection import Selection

_AROUND = timedelta(days=15)


def frame_of(
    selection: Selection, items: Sequence[Item] | None, *, today: date
) -> Frame:
    """The frame of a selection: of its items, when they are at hand.

    One query without them, and none when both dates were asked for. Where no date was
    asked for it reaches over every exact day; what is vaguer may be cut at the edge or
    lie beyond it. With no exact day it reaches over all the bounds there are.
    """
    window = selection.window
    first = window.first if window else None
    last = window.last if window else None
    if first is None or last is None:
        start, end = _of_items(items) if items is not None else _of_rows(selection)
        first = first or min(filter(None, [start, last]), default=None)
        last = last or max(filter(None, [end, first]), default=None)
    if first is None or last is None:
        near = first or last or today
        return Frame(first or near - _AROUND, last or near + _AROUND)
    return Frame(first, last)


Extent = tuple[date | None, date | None]


def _of_items(items: Sequence[Item]) -> Extent:
    whens = [item.when for item in items]
    exact = [when for when in whens if _is_exact(when)]
    days = [day for when in exact or whens for day in _bounds(when) if day]
    return min(days, default=None), max(days, default=None)


def _is_exact(when: EventDate) -> bool:
    starts = when.start_earliest and when.start_earliest == when.start_latest
    return bool(starts and when.end_latest and when.end_earliest == when.end_latest)


def _bounds(when: EventDate) -> tuple[date | None, ...]:
    start = (when.start_earliest, when.start_latest)
    return (*start, when.end_earliest, when.end_latest)


def _of_rows(selection: Selection) -> Extent:
    """The first and the last start that is a known day, else the bounds."""
    found = selection.versions().order_by()
    known = found.filter(
        start_earliest=F("start_latest"), start_earliest__gt=EARLIEST
    ).aggregate(first=Min("start_earliest"), last=Max("start_earliest"))
    if known["first"]:
        return known["first"], known["last"]
    edges = found.aggregate(
        first=Min("start_earliest", filter=Q(start_earliest__gt=EARLIEST)),
        last=Max("end_latest", filter=Q(end_latest__lt=LATEST)),
    )
    return edges["first"], edges["last"]
