"""A stored date as calendars and timelines need it: words, days, instants."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from timeline.dates import Kind, from_edtf, words
from timeline.eventrecord import DateRecord

_KNOWN = {Kind.EXACT, Kind.EXTENT, Kind.ONGOING}


class Span(NamedTuple):
    """Days, local to the place; ``first`` is never after ``last``."""

    first: date
    last: date


class Instants(NamedTuple):
    """When it began and ended, in UTC; ``end`` is None when it is not known."""

    start: datetime
    end: datetime | None


def date_words(when: DateRecord) -> str:
    """``16 May 2025, 13:35 (Europe/Istanbul)``, ``by 2 June 2025``: in English."""
    said = _words(
        when["edtf"], when["time_start"], when["time_end"], when["part_of_day"]
    )
    zoned = when["time_start"] and when["time_zone"]
    return f"{said} ({when['time_zone']})" if zoned else said


def span(when: DateRecord) -> Span:
    """All days it may have been on; with an open end, from or to the known day.

    Every stored date has at least one bound. ``by 2 June 2025`` is 2 June alone.
    """
    days = [date.fromisoformat(day) for day in _bounds(when) if day]
    return Span(days[0], max(days[0], days[-1]))


def is_known(when: DateRecord) -> bool:
    """Is it known on which days it began and ended? What goes on has no end yet."""
    start_earliest, start_latest, end_earliest, end_latest = _bounds(when)
    return (
        when["kind"] in _KNOWN
        and start_earliest == start_latest
        and end_earliest == end_latest
    )


def instants(when: DateRecord) -> Instants | None:
    """The instants of a date that has a first day, a clock time and a zone; else None.

    A time that the clocks showed twice is the first of the two, and one that they
    skipped is counted by the clock before, as RFC 5545 says (section 3.3.5). A last
    day without a time ends at its midnight.
    """
    first, start_latest, end_earliest, last = _bounds(when)
    zone = _zone(when["time_zone"])
    if not (when["time_start"] and zone and first) or first != start_latest:
        return None
    try:
        start = _instant(date.fromisoformat(first), when["time_start"], zone)
        end = None
        if last and last == end_earliest and (when["time_end"] or last != first):
            end = _end(date.fromisoformat(last), when["time_end"], zone)
    except OverflowError:  # the first and the last day of all
        return None
    return Instants(start, end if end and end > start else None)


def _end(last: date, clock: str, zone: ZoneInfo) -> datetime:
    if clock:
        return _instant(last, clock, zone)
    return _instant(last + timedelta(days=1), "00:00", zone)


@lru_cache(maxsize=4096)
def _words(edtf: str, start: str, end: str, part_of_day: str) -> str:
    return words(
        from_edtf(
            edtf,
            time_start=time.fromisoformat(start) if start else None,
            time_end=time.fromisoformat(end) if end else None,
            part_of_day=part_of_day,
        )
    )


def _bounds(when: DateRecord) -> tuple[str | None, ...]:
    return (
        when["start_earliest"],
        when["start_latest"],
        when["end_earliest"],
        when["end_latest"],
    )


def _instant(day: date, clock: str, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo | None:
    """None for a zone that is not known, or no longer."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
