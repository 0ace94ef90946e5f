"""Days in a form, and the reading of a typed date that editors are shown."""

from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from timeline.dates import (
    DateError,
    EventDate,
    Kind,
    is_relative,
    meanings,
    other_readings,
    read_date,
    read_echo,
)
from timeline.fields import error_sentence
from timeline.forms.naming import Offer, UnclearError
from timeline.names import clean

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


def reading_of(text: str, *, zone: str = "", written: date | None = None) -> Reading:
    """The reading of what was typed; ``error`` says why there is none.

    A text that says less than a date ("Thursday", "16 May") is refused with what it
    may mean in an article of the day ``written``.
    """
    try:
        read = read_date(text)
    except DateError as error:
        refused = unclear_date(error)
        offers = refused.offers or in_context(text, written)
        why = _in_an_article(text, written) or error_sentence(error)
        return Reading("", "", "", "", "", offers, why)
    return Reading(
        echo=read_echo(read),
        shape=shape_of(read),
        earliest=_day(read.start_earliest),
        latest=_day(read.end_latest),
        zone=read.zone or zone,
        others=tuple(Offer(text, label) for label, text in other_readings(read)),
    )


def in_context(text: str, written: date | None) -> tuple[Offer, ...]:
    """What a text that says less than a date may mean, as texts to use."""
    found = meanings(text, written=written, today=date.today())
    return tuple(Offer(said, label) for said, label in found)


def _in_an_article(text: str, written: date | None) -> str:
    """Why a relative day is not read: empty for anything else."""
    if not is_relative(text):
        return ""
    if written:
        return (
            f"“{clean(text)}” depends on when it was written. The article is of "
            f"{day_words(written)}: choose the day it means."
        )
    return (
        f"“{clean(text)}” depends on when it was written. Fill in when the source was "
        "published, and the day is offered here. Or write the date."
    )


def shape_of(read: EventDate) -> str:
    """The shape of the mark that stands for this date."""
    if "~" in read.edtf:
        return "about"
    return _SHAPES.get(read.kind, "time" if read.time_start else "day")


def _day(day: date | None) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}" if day else "not known"
