"""What is known about when an event was: the value the other modules share."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """How a date claims to know its day. Values are stored and exported."""

    EXACT = "exact"
    EXTENT = "extent"
    BETWEEN = "between"
    WITHIN = "within"
    APPROXIMATE = "approximate"
    UNCERTAIN = "uncertain"
    BEFORE = "before"
    AFTER = "after"
    ONGOING = "ongoing"
    ONE_OF = "one-of"


class PartOfDay(StrEnum):
    """A part of the day, for sources that give no clock time."""

    EARLY_MORNING = "early-morning"
    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"

    @property
    def sorting_time(self) -> time:
        """A nominal local time, only ever used to order a day. Never shown."""
        return _SORTING_TIMES[self]


_SORTING_TIMES = {
    PartOfDay.EARLY_MORNING: time(5),
    PartOfDay.MORNING: time(9),
    PartOfDay.MIDDAY: time(12),
    PartOfDay.AFTERNOON: time(15),
    PartOfDay.EVENING: time(19),
    PartOfDay.NIGHT: time(22),
}


class Bounds(Protocol):
    """Anything with the four bounds. None is unbounded."""

    @property
    def start_earliest(self) -> date | None: ...
    @property
    def start_latest(self) -> date | None: ...
    @property
    def end_earliest(self) -> date | None: ...
    @property
    def end_latest(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class EventDate:
    """A date as typed, as EDTF, and as four bounds in days local to the place.

    ``precision`` is that of the least precise part: day, month, season, year,
    decade or century. For an extent, ``time_start`` belongs to the first day and
    ``time_end`` to the last. ``zone`` is an IANA name and is set only when it was
    typed; otherwise the event's place decides.
    """

    text: str
    edtf: str
    kind: Kind
    start_earliest: date | None
    start_latest: date | None
    end_earliest: date | None
    end_latest: date | None
    precision: str
    time_start: time | None = None
    time_end: time | None = None
    part_of_day: str = ""
    zone: str = ""

    @property
    def sorting_time(self) -> time | None:
        """Local time to order a day by: the start, else the part of day's."""
        if self.time_start is None and self.part_of_day:
            return PartOfDay(self.part_of_day).sorting_time
        return self.time_start
