"""The date of something, as columns of a model and as one box of a form."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from timeline.dates import DateError, EventDate, Kind, from_edtf, read_date


def _ordered(first: str, second: str) -> Q:
    """True when ``first <= second`` or either bound is open."""
    return (
        Q(**{f"{first}__isnull": True})
        | Q(**{f"{second}__isnull": True})
        | Q(**{f"{first}__lte": F(second)})
    )


class Dated(models.Model):
    """The columns of a date that never claims more than its source.

    ``date_text`` is what was typed, ``edtf`` its canonical form, and the four bounds
    say between which days it began and ended (empty: unbounded). Set them together
    with :meth:`set_date`; read them together with :attr:`date`.
    """

    date_text = models.CharField("date as the source says it", max_length=200)
    edtf = models.CharField("EDTF", max_length=200, editable=False)
    date_kind = models.CharField(
        max_length=12, editable=False, choices=[(k.value, k.value) for k in Kind]
    )
    date_precision = models.CharField(max_length=12, editable=False)
    start_earliest = models.DateField(null=True, editable=False)
    start_latest = models.DateField(null=True, editable=False)
    end_earliest = models.DateField(null=True, editable=False)
    end_latest = models.DateField(null=True, editable=False)
    time_start = models.TimeField(null=True, blank=True, editable=False)
    time_end = models.TimeField(null=True, blank=True, editable=False)
    part_of_day = models.CharField(max_length=16, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=_ordered("start_earliest", "start_latest"),
                name="%(class)s_start_bounds",
                violation_error_message="The earliest start is after the latest start.",
            ),
            models.CheckConstraint(
                condition=_ordered("end_earliest", "end_latest"),
                name="%(class)s_end_bounds",
                violation_error_message="The earliest end is after the latest end.",
            ),
            models.CheckConstraint(
                condition=_ordered("start_earliest", "end_latest")
                & _ordered("start_earliest", "end_earliest")
                & _ordered("start_latest", "end_latest"),
                name="%(class)s_ends_after_start",
                violation_error_message="An event cannot end before it starts.",
            ),
        )

    @property
    def date(self) -> EventDate | None:
        """The stored date, or None when none was set."""
        if not self.edtf:
            return None
        return from_edtf(
            self.edtf,
            text=self.date_text,
            time_start=self.time_start,
            time_end=self.time_end,
            part_of_day=self.part_of_day,
        )

    def set_date(self, date: EventDate) -> None:
        """Take over every column of ``date``."""
        self.date_text = date.text
        self.edtf = date.edtf
        self.date_kind = date.kind.value
        self.date_precision = date.precision
        self.start_earliest = date.start_earliest
        self.start_latest = date.start_latest
        self.end_earliest = date.end_earliest
        self.end_latest = date.end_latest
        self.time_start = date.time_start
        self.time_end = date.time_end
        self.part_of_day = date.part_of_day

    def forget_date(self) -> None:
        """Empty every column of the date."""
        self.date_text = self.edtf = self.date_kind = self.date_precision = ""
        self.start_earliest = self.start_latest = None
        self.end_earliest = self.end_latest = None
        self.time_start = self.time_end = None
        self.part_of_day = ""


class DateTextField(forms.CharField):
    """One line, typed as the source says it. Cleans to an :class:`EventDate`.

    An empty box that is not required cleans to None.
    """

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)  # type: ignore[arg-type]

    def clean(self, value: object) -> EventDate | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_date(text)
        except DateError as error:
            raise ValidationError(error_sentence(error), code="date") from error

    def prepare_value(self, value: object) -> object:
        return value.text if isinstance(value, EventDate) else value


class RisingDateTimeField(models.DateTimeField):
    """When a row was saved last, and so which state it is in: no two saves share one.

    Like ``auto_now``, but always later than the value the row had and than the columns
    named in ``after``: two saves in one microsecond, or by a clock that was set back,
    differ all the same. Lock the row and take over what it has before saving.
    """

    def __init__(self, *args: Any, after: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.after = after
        super().__init__(*args, **kwargs | {"auto_now": True})

    def deconstruct(self) -> Any:
        """The column is that of any moment; only what is written into it differs."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> datetime:
        before = (getattr(model_instance, n, None) for n in (self.attname, *self.after))
        least = (moment + timedelta(microseconds=1) for moment in before if moment)
        now = max([timezone.now(), *least])
        setattr(model_instance, self.attname, now)
        return now


def error_sentence(error: DateError) -> str:
    """The message with what to write instead, as one text."""
    if not error.suggestions or all(s in error.message for s in error.suggestions):
        return error.message
    return f"{error.message} Write {' or '.join(error.suggestions)}."


def as_clock(value: time | None) -> str:
    """``13:35``, or an empty text."""
    return value.strftime("%H:%M") if value else ""
