"""Days in a form, and the reading of a typed date that editors are shown."""

from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from timeline.dates import (
    DateError,
    EventDate,
    Kind,
    other_readings,
    read_date,
    read_echo,
)
from timeline.fields import error_sentence
from timeline.forms.naming import Offer, UnclearError

_SHAPES = {
    Kind.EXTENT: "days",
    Kind.BETWEEN: "between",
    Kind.WITHIN: "between",
    Kind.ONE_OF: "between",
    Kind.APPROXIMATE: "about",
    Kind.BEFORE: "before",
    Kind.AFTER: "after",
    Kind.ONGOING: "ongoing",
}


class DayField(forms.CharField):
    """One exact day: ``2025-05-15`` or ``15 May 2025``. Cleans to a date or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value
        text = super().clean(value)
        return exact_day(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return day_words(value) if isinstance(value, date) else value


def day_words(day: date) -> str:
    """``15 May 2025``, which :class:`DayField` reads back."""
    return f"{day.day} {day:%B} {day.year}" if day.year >= 1000 else day.isoformat()


def exact_day(text: str) -> date:
    """The one day a text names. Raises ValidationError for anything vaguer."""
    try:
        read = read_date(text)
    except DateError as error:
        raise unclear_date(error) from error
    if read.kind != Kind.EXACT or read.time_start or not read.start_earliest:
        raise ValidationError(
            f"“{text}” is not one exact day. Write one such as 15 May 2025."
        )
    return read.start_earliest


def unclear_date(error: DateError) -> UnclearError:
    """The error of a date, offering the texts that would be understood."""
    offers = [Offer(text, text) for text in error.suggestions]
    return UnclearError(error_sentence(error), offers, code="date")


class Reading(NamedTuple):
    """How a typed date was understood, for the editor to check."""

    echo: str
    shape: str
    earliest: str
    latest: str
    zone: str
    others: tuple[Offer, ...]
    error: str = ""


def reading_of(text: str, *, zone: str = "") -> Reading:
    """The reading of what was typed; ``error`` says why there is none."""
    try:
        read = read_date(text)
    except DateError as error:
        refused = unclear_date(error)
        return Reading("", "", "", "", "", refused.offers, error_sentence(error))
    return Reading(
        echo=read_echo(read),
        shape=shape_of(read),
        earliest=_day(read.start_earliest),
        latest=_day(read.end_latest),
        zone=read.zone or zone,
        others=tuple(Offer(text, label) for label, text in other_readings(read)),
    )


def shape_of(read: EventDate) -> str:
    """The shape of the mark that stands for this date."""
    if "~" in read.edtf:
        return "about"
    return _SHAPES.get(read.kind, "time" if read.time_start else "day")


def _day(day: date | None) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}" if day else "not known"
