"""Counts of a lane in periods, where there are too many events for marks.

An event counts in the period it began in, in the first one when it began before the
chart and still went on. Where it is not known in which period it began, it is counted
beside the lane and never spread: the periods and that number sum to the lane's count.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, Q, Value, When

from timeline.chart.asking import LaneKey
from timeline.chart.zoom import Frame
from timeline.dates import EventDate
from timeline.models.versions import EARLIEST, LATEST, VersionTerm
from timeline.presentation.calendar import UNITS
from timeline.selection import Selection
from timeline.selection.filters import versions

MOST_CELLS = 300  # of all lanes together, for the size of the page
NARROWEST = 7.0  # of a cell
TINTS = 5


@dataclass(frozen=True)
class Periods:
    """The periods of a chart: each begins on a day of ``starts``, the last ends before
    ``after``."""

    unit: str
    starts: tuple[date, ...]
    after: int  # ordinal

    def number(self, day: date) -> int:
        """Which period a day is in: 0 before the chart too, and one more after it."""
        if day.toordinal() >= self.after:
            return len(self.starts)
        return max(bisect_right(self.starts, day) - 1, 0)

    def holds(self, day: date) -> bool:
        """The day is not after the chart."""
        return day.toordinal() < self.after

    def edges(self, number: int) -> tuple[int, int]:
        """The ordinals of the first day and of the day after."""
        following = number + 1
        last = following == len(self.starts)
        after = self.after if last else self.starts[following].toordinal()
        return self.starts[number].toordinal(), after


@dataclass
class Counts:
    """How many events of a lane began in each period, and of how many it is not
    known."""

    periods: dict[int, int] = field(default_factory=dict)
    unknown: int = 0

    def add(self, first: int, last: int, *, sure: bool, events: int = 1) -> None:
        if first == last and sure:
            self.periods[first] = self.periods.get(first, 0) + events
        else:
            self.unknown += events

    @property
    def total(self) -> int:
        return sum(self.periods.values()) + self.unknown


def periods_of(frame: Frame, width: float, lanes: int) -> Periods:
    """The periods of a frame: as fine as its zoom, as long as there is room."""
    most = max(min(width / NARROWEST, MOST_CELLS / max(lanes, 1)), 1)
    fits = (u for u in UNITS if u.between(frame.first, frame.last) < most)
    unit = next(fits, UNITS[-1])
    first, last = unit.number(frame.first), unit.number(frame.last)
    starts = [frame.first, *(unit.start(n) for n in range(first + 1, last + 1))]
    return Periods(unit.name, tuple(starts), frame.last.toordinal() + 1)


def counted(whens: Iterable[EventDate], periods: Periods) -> Counts:
    """The counts of events that are at hand."""
    counts = Counts()
    for when in whens:
        start = when.start_earliest or EARLIEST
        latest = when.start_latest or when.end_latest or LATEST
        end = when.end_earliest or when.start_earliest or EARLIEST
        sure = max(latest, end) >= periods.starts[0] and periods.holds(start)
        counts.add(periods.number(start), periods.number(latest), sure=sure)
    return counts


def counted_by_lane(
    selection: Selection, keys: Sequence[LaneKey], periods: Periods
) -> tuple[dict[LaneKey, Counts], Counts]:
    """The counts of every lane, and of the events that are in none. One query.

    It passes over the selection once, whatever the number of lanes.
    """
    lanes, rest = {key: Counts() for key in keys}, Counts()
    for *inside, first, last, sure, events in _grouped(selection, keys, periods):
        own = [lanes[key] for key, is_in in zip(keys, inside, strict=True) if is_in]
        for counts in own or [rest]:
            counts.add(first, last, sure=bool(sure), events=events)
    return lanes, rest


def _grouped(
    selection: Selection, keys: Sequence[LaneKey], periods: Periods
) -> Iterable[tuple[int, ...]]:
    """Rows of: in each lane or not, first period, last period, sure, events."""
    first, last = periods.starts[0], date.fromordinal(periods.after - 1)
    sure = Q(start_latest__gte=first) | Q(end_earliest__gte=first)
    columns = {
        f"lane{n}": _yes(Q(pk__in=_in_lane(selection, key)))
        for n, key in enumerate(keys)
    } | {
        "a": _period("start_earliest", periods),
        "b": _period("start_latest", periods),
        "sure": _yes(sure & Q(start_earliest__lte=last)),
    }
    return (
        versions(selection.query)
        .order_by()
        .annotate(**columns)
        .values(*columns)
        .annotate(events=Count("pk"))
        .values_list(*columns, "events")
    )


def _yes(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0))


def _in_lane(selection: Selection, key: LaneKey) -> Any:
    """The versions of a lane, whatever the selection."""
    found = VersionTerm.objects.filter(
        dimension=key.dimension, value=key.value, role=""
    )
    if selection.query.as_of is None:
        found = found.filter(present=True)
    return found.values("version")


def _period(column: str, periods: Periods) -> Case:
    """The number of the period of a day, as an expression: a search tree of cases."""
    last = date.fromordinal(periods.after - 1)
    beyond = When(**{f"{column}__gt": last}, then=Value(len(periods.starts)))
    return Case(beyond, default=_tree(column, periods.starts, 0, len(periods.starts)))


def _tree(column: str, starts: Sequence[date], low: int, high: int) -> Case | Value:
    if high - low == 1:
        return Value(low)
    middle = (low + high) // 2
    before = When(
        **{f"{column}__lt": starts[middle]}, then=_tree(column, starts, low, middle)
    )
    return Case(before, default=_tree(column, starts, middle, high))


def tint(count: int, most: int) -> int:
    """1 to 5 by the share of the largest count."""
    return min(TINTS, 1 + int(TINTS * count / (most + 1)))
