"""How a date and a status are drawn: the mark before every event."""

from datetime import date, time
from typing import NamedTuple

from timeline import dates
from timeline.dates import EventDate, Kind
from timeline.eventrecord import DateRecord
from timeline.presentation.naming import label_of, language

_SHAPES = {
    Kind.BETWEEN: "between",
    Kind.WITHIN: "between",
    Kind.ONE_OF: "between",
    Kind.APPROXIMATE: "about",
    Kind.UNCERTAIN: "about",
    Kind.BEFORE: "before",
    Kind.AFTER: "after",
    Kind.ONGOING: "ongoing",
}
SHAPES = ("time", "day", "days", "about", "between", "before", "after", "ongoing")
TO_COME = ("planned", "postponed")  # statuses readers see of what is still to be
# A status readers see -> how the mark is filled.
FILLS = {"postponed": "planned", "unconfirmed": "reported"}


class Mark(NamedTuple):
    """What ``_mark.html`` draws. Without a label it is decoration."""

    shape: str
    fill: str
    family: str
    label: str = ""


def mark_of(when: EventDate, status: str, family: str, *, named: bool = True) -> Mark:
    """The mark of a date with the status shown to readers and a family."""
    shape = shape_of(when)
    label = shape_words(when, shape) if named else ""
    return Mark(shape, FILLS.get(status, status), family, label)


def shape_of(when: EventDate) -> str:
    """How well the date is known, as a shape."""
    if when.kind is Kind.EXTENT:
        return "days" if when.precision == "day" else "between"
    if when.kind is not Kind.EXACT:
        return _SHAPES[when.kind]
    if when.part_of_day:
        return "about"
    return "time" if when.time_start else "day"


def shape_words(when: EventDate, shape: str) -> str:
    if when.kind is Kind.UNCERTAIN:
        return label_of("date-shape", "doubted")
    if when.kind is Kind.EXACT and shape == "about":
        return label_of("date-shape", "about-time")
    return label_of("date-shape", shape)


def event_date(record: DateRecord) -> EventDate:
    """The date of a record, without reading its EDTF again."""
    return EventDate(
        text=record["text"],
        edtf=record["edtf"],
        kind=Kind(record["kind"]),
        start_earliest=day_of(record["start_earliest"]),
        start_latest=day_of(record["start_latest"]),
        end_earliest=day_of(record["end_earliest"]),
        end_latest=day_of(record["end_latest"]),
        precision=record["precision"],
        time_start=_clock(record["time_start"]),
        time_end=_clock(record["time_end"]),
        part_of_day=record["part_of_day"],
    )


def day_of(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _clock(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def day_words(day: date | None) -> str:
    """``16 May 2025`` in the reader's language; empty for None."""
    return dates.day_words(day, language()) if day else ""
