"""When an event was, as moments: what is known and how far apart it may lie. Pure.

A moment is a float: days since the year 1, so that noon of a day is its ordinal plus
one half. Clock times are local to the place of each event.
"""

from dataclasses import dataclass
from datetime import date, time
from math import inf

from timeline.chart.zoom import Zoom
from timeline.dates import EventDate, Kind

# The hours a part of the day may mean: those of timeline.dates.PartOfDay.
_PARTS = {
    "early-morning": (3, 7),
    "morning": (6, 12),
    "midday": (11, 14),
    "afternoon": (12, 18),
    "evening": (17, 22),
    "night": (18, 24),
}
_TINY = 1e-6


@dataclass(frozen=True)
class Known:
    """The bounds of an event in moments; infinite where there is none.

    ``lasting`` and ``ongoing`` events went on from their start; the others happened
    once, some time from ``start`` to ``end``.
    """

    kind: str  # once, about, lasting, before, after, ongoing
    start: float
    end: float
    start_doubt: float = 0.0  # days
    end_doubt: float = 0.0

    @property
    def doubt(self) -> float:
        """Days within which it is not known when; infinite without a bound."""
        if self.kind in {"before", "after"}:
            return inf
        return max(self.start_doubt, self.end_doubt)

    def at(self, zoom: Zoom) -> bool:
        """It is known at the zoom: a mark may be solid."""
        return self.doubt <= zoom.unit + _TINY


def known(when: EventDate) -> Known:
    """The moments of a date."""
    if _is_extent(when):
        return _lasting(when)
    if when.kind is Kind.ONGOING:
        start, latest = _moment(when.start_earliest), _after(when.start_latest)
        if when.time_start:
            start = latest = start + _hours(when.time_start)
        return Known("ongoing", start, inf, latest - start)
    if when.kind is Kind.BEFORE and when.start_earliest is None:
        return Known("before", -inf, _after(when.end_latest))
    if when.kind is Kind.AFTER and when.end_latest is None:
        return Known("after", _moment(when.start_earliest), inf)
    return _once(when)


def _is_extent(when: EventDate) -> bool:
    """It lasted: its end is another day than its start, both with bounds."""
    start = (when.start_earliest, when.start_latest)
    end = (when.end_earliest, when.end_latest)
    return start != end and None not in {*start, *end}


def _once(when: EventDate) -> Known:
    start, end = _moment(when.start_earliest), _after(when.end_latest)
    if start == -inf:
        return Known("before", -inf, end)
    if end == inf:
        return Known("after", start, inf)
    about = when.kind in {Kind.APPROXIMATE, Kind.UNCERTAIN}
    if end - start <= 1 and when.time_start:
        return _timed(when, start, about=about)
    if end - start <= 1 and when.part_of_day:
        hours = _PARTS[when.part_of_day]
        start, end = start + hours[0] / 24, start + hours[1] / 24
        about = True
    return Known("about" if about else "once", start, end, end - start)


def _timed(when: EventDate, day: float, *, about: bool) -> Known:
    assert when.time_start is not None
    start = day + _hours(when.time_start)
    end = max(day + _hours(when.time_end), start) if when.time_end else start
    if end > start:
        return Known("lasting", start, end)
    return Known("about" if about else "once", start, start)


def _lasting(when: EventDate) -> Known:
    start, start_latest = _moment(when.start_earliest), _after(when.start_latest)
    end_earliest, end = _moment(when.end_earliest), _after(when.end_latest)
    start_doubt, end_doubt = start_latest - start, end - end_earliest
    if when.time_start:
        start, start_doubt = start + _hours(when.time_start), 0.0
    if when.time_end:
        end, end_doubt = end_earliest + _hours(when.time_end), 0.0
    return Known("lasting", start, max(start, end), start_doubt, end_doubt)


def _moment(day: date | None) -> float:
    return -inf if day is None else float(day.toordinal())


def _after(day: date | None) -> float:
    return inf if day is None else float(day.toordinal() + 1)


def _hours(clock: time) -> float:
    return (clock.hour * 60 + clock.minute) / 1440
