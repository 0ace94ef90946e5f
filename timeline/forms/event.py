"""The event itself: what happened, when, where. Its rows are in sections."""

from datetime import timedelta
from itertools import groupby
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from timeline.codelists.tables import FAMILIES
from timeline.fields import DateTextField
from timeline.forms.dating import DayField, Reading, reading_of
from timeline.forms.rows import BookForm, choice_box, name_box, text_box
from timeline.models.codes import EventType, Topic
from timeline.models.events import Event
from timeline.models.locations import Location
from timeline.names import clean

LARGER_NEEDED = {
    Location.Kind.SITE,
    Location.Kind.CITY,
    Location.Kind.DISTRICT,
    Location.Kind.PROVINCE,
}


_HAPPENED = {Event.Status.TOOK_PLACE, Event.Status.UNDER_WAY}


class KnownField(forms.ModelChoiceField):
    """A code among rows that were read before: it costs no query of its own."""

    known: dict[str, Any] = {}

    def to_python(self, value: Any) -> Any:
        return self.known.get(str(value)) or super().to_python(value)


class KnownManyField(forms.ModelMultipleChoiceField):
    """Codes among rows that were read before."""

    known: dict[str, Any] = {}

    def _check_values(self, value: Any) -> Any:
        wanted = [str(one) for one in value]
        if all(one in self.known for one in wanted):
            return [self.known[one] for one in dict.fromkeys(wanted)]
        return super()._check_values(value)  # type: ignore[misc]


class EventForm(BookForm, forms.ModelForm):
    """What happened, when and where. ``date`` and ``place`` are typed as text."""

    class Meta:
        model = Event
        fields = (
            "title",
            "type",
            "status",
            "time_zone",
            "format",
            "topics",
            "key",
            "best_guess",
            "summary",
        )

    title = forms.CharField(
        label="Title",
        max_length=110,
        help_text="Who did what, in the present tense. At most 110 characters.",
        error_messages={"required": "Say who did what, in one sentence."},
    )
    type = KnownField(
        EventType.objects.all(),
        label="Kind of event",
        to_field_name="slug",
        empty_label="Choose",
        error_messages={"required": "Choose what kind of event it was."},
    )
    date = DateTextField(
        required=False,
        label="When",
        help_text="Type it as the source says it: “16 May 2025 13:35”, "
        "“mid-May 2025”, “between 16 and 22 May 2025”, “by 2 June 2025”.",
    )
    status = choice_box("Status", Event.Status.choices, initial=Event.Status.TOOK_PLACE)
    time_zone = text_box(
        "Time zone", 40, help_text="Such as Europe/Istanbul. Empty: the place’s own."
    )
    best_guess = DayField(
        label="Best guess of the day",
        help_text="Only for a vague date; readers see it as a guess.",
    )
    format = choice_box("Format", Event.Format.choices, empty="Not stated")
    place = name_box(
        "Place", "places", attrs={"placeholder": "Leave empty if not known"}
    )
    create_place_as = choice_box(
        "Create the place as", Location.Kind.choices, empty="Do not create"
    )
    create_place_in = name_box("The new place lies in", "places")
    topics = KnownManyField(
        Topic.objects.all(),
        label="Topics",
        required=False,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
    )
    summary = forms.CharField(
        label="Two or three sentences, in your own words",
        required=False,
        max_length=8000,
        help_text="Mark each claim with its source: [1].",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reason = text_box(
        "Reason for this version",
        300,
        help_text="What changed and why. Readers see it in the list of changes.",
    )
    correction = text_box(
        "Correction",
        300,
        help_text="What readers of the earlier version should know. It stays on the "
        "page, with its date. Leave it empty when nothing published was wrong.",
    )
    # How the form was opened: which state of the event, and what it held then. Then
    # what is still to be chosen of two texts.
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    merging = forms.CharField(required=False, widget=forms.HiddenInput)
    accepted = forms.CharField(
        label="Before this is saved",
        required=False,
        widget=forms.HiddenInput,
        max_length=40,
    )

    own_boxes = ("type", "topics", "key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        memory = self.book.memory
        self._let_know("type", memory.types)
        if self.is_bound and self.add_prefix("topics") in self.data:
            self._let_know("topics", memory.topics)
        self.fields["type"].choices = lambda: _grouped(memory.types)  # type: ignore[attr-defined]
        self.fields["key"].label = "Key event"
        if self.instance.pk:
            self.initial.update(_stored(self.instance))

    def _let_know(self, name: str, rows: dict[str, Any]) -> None:
        self.fields[name].known = rows  # type: ignore[attr-defined]

    def announce(self) -> None:
        """Tell the book which place is to be created, before any box is read."""
        self.book.places.announce(self.typed("place"), self.typed("create_place_as"))

    def clean_title(self) -> str:
        return clean(self.cleaned_data["title"])

    def clean_time_zone(self) -> str:
        zone = clean(self.cleaned_data["time_zone"])
        if zone and zone not in available_timezones():
            raise ValidationError(
                f"“{zone}” is not a time zone. Write one such as Europe/Istanbul."
            )
        return zone

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["status"] = data.get("status") or Event.Status.TOOK_PLACE
        data["location"] = self._place()
        self._read_date(data)
        self._refuse_future(data)
        return data

    def _refuse_future(self, data: dict[str, Any]) -> None:
        """What took place has a day that has come, somewhere on Earth at least."""
        when, status = data.get("date"), data["status"]
        tomorrow = timezone.localdate() + timedelta(days=1)
        if status not in _HAPPENED or not when or not when.start_earliest:
            return
        if when.start_earliest > tomorrow:
            label = Event.Status(status).label
            self.add_error(
                "status",
                f"“{label}” cannot be: {when.text} is still to come. Choose Announced "
                "or Scheduled, or correct the date.",
            )

    def _place(self) -> Location | None:
        place = self.look_up("place", self.book.places.find)
        if place is None or place.pk or place.parent:
            return place
        larger = self.look_up("create_place_in", self.book.places.find)
        if larger is None and place.kind in LARGER_NEEDED:
            self.add_error(
                "create_place_in", "Say where the new place lies, such as its country."
            )
        if larger is not None and larger is not place:
            self.book.put(place, "parent", larger)
        return place

    def _read_date(self, data: dict[str, Any]) -> None:
        when = data.get("date")
        if not when:
            return
        self._take_zone(when.zone, data)
        guess = data.get("best_guess")
        late = guess and when.end_latest and guess > when.end_latest
        early = guess and when.start_earliest and guess < when.start_earliest
        if late or early:
            self.add_error("best_guess", "The best guess lies outside the date.")

    def _take_zone(self, typed: str, data: dict[str, Any]) -> None:
        """A zone typed with the time counts, unless the other box says otherwise."""
        if typed and data.get("time_zone") not in {"", None, typed}:
            self.add_error("time_zone", f"The date says {typed}. Write only one zone.")
        elif typed:
            data["time_zone"] = typed

    def _get_validation_exclusions(self) -> set[str]:
        """The type was just found among all there are: it need not be asked again."""
        return super()._get_validation_exclusions() | {"type"}  # type: ignore[misc]

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        self.instance.location = self.cleaned_data.get("location")
        if when := self.cleaned_data.get("date"):
            self.instance.set_date(when)
        elif self.add_prefix("date") in self.data and "date" not in self.errors:
            self.instance.forget_date()

    @property
    def reading(self) -> Reading | None:
        """How the typed date is understood; None when nothing is typed."""
        text = str(self["date"].value() or "")
        place = (
            self.cleaned_data.get("location")
            if hasattr(self, "cleaned_data")
            else self.instance.location
        )
        zone = str(self["time_zone"].value() or "") or (place.zone() if place else "")
        return reading_of(text, zone=zone) if text.strip() else None


def _stored(event: Event) -> dict[str, Any]:
    return {
        "date": event.date_text,
        "place": event.location,
        "type": event.type.slug,
        "topics": [topic.slug for topic in event.topics.all()],
        "seen": event.changed.isoformat(),
    }


def _grouped(known: dict[str, EventType]) -> list[tuple[str, Any]]:
    """The types under the families readers see, in their order."""
    order: list[str] = [family.slug for family in FAMILIES]
    types = sorted(known.values(), key=lambda t: order.index(t.family))
    labels = {family.slug: family.label for family in FAMILIES}
    grouped = [
        (labels[family], [(t.slug, t.label) for t in members])
        for family, members in groupby(types, key=lambda t: t.family)
    ]
    return [("", "Choose"), *grouped]
