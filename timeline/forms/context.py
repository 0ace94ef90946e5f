"""What surrounds an event: earlier plans, related events, processes, commitments."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from timeline.fields import DateTextField
from timeline.forms.dating import DayField
from timeline.forms.naming import Offer, UnclearError
from timeline.forms.rows import RowForm, choice_box, name_box, section, text_box
from timeline.models.events import (
    Commitment,
    Event,
    EventRelation,
    EventTrack,
    PlannedDate,
)
from timeline.models.tracks import Round
from timeline.names import clean

_NUMBERED = re.compile(r"^#?(\d{1,15})(?:\s.*)?$")
_SEPARATOR = re.compile(r"[;\n]")


class TrackForm(RowForm):
    """A process the event belongs to, and the round."""

    says_something = ("track", "round")

    track = name_box("Process", "processes")
    round = forms.IntegerField(
        label="Round",
        required=False,
        min_value=1,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    create = forms.BooleanField(label="Create this process", required=False)

    def announce(self) -> None:
        """Tell the book what this row asks to create, before any row is read."""
        if self.typed("create"):
            self.book.tracks.announce(self.typed("track"), "new")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("track"):
            raise ValidationError({"track": "Say which process this round belongs to."})
        data["process"] = self.look_up("track", self.book.tracks.find)
        return data

    def row(self, event: Event) -> EventTrack:
        """The unsaved entry; its round is created when it is new."""
        track, number = self.cleaned_data["process"], self.cleaned_data["round"]
        found = None
        if number:
            found = Round.objects.get_or_create(track=track, number=number)[0]
        return EventTrack(event=event, track=track, round=found)


class PlannedDateForm(RowForm):
    """When the event was to have been, and why it moved."""

    says_something = ("date", "announced", "reason", "citation")

    date = DateTextField(required=False, label="It was to be")
    announced = DayField(label="Announced on")
    reason = text_box("Why it moved", 300)
    citation = forms.IntegerField(
        label="Source number",
        required=False,
        min_value=1,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("date") and "date" not in self.errors:
            raise ValidationError({"date": "Write when it was to have been."})
        return data

    def row(self, event: Event, citations: dict[int, Any]) -> PlannedDate:
        data = self.cleaned_data
        planned = PlannedDate(
            event=event,
            announced=data["announced"],
            reason=data["reason"],
            citation=citations.get(data["citation"]),
        )
        planned.set_date(data["date"])
        return planned


class RelationForm(RowForm):
    """How the event stands to another, named by its number or its title."""

    says_something = ("target",)

    kind = choice_box(
        "Relation", EventRelation.Kind.choices, initial=EventRelation.Kind.FOLLOWS
    )
    target = name_box("Other event, by number or title", "events")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["kind"] = data.get("kind") or EventRelation.Kind.FOLLOWS
        data["other"] = self.look_up("target", event_named)
        return data

    def row(self, event: Event) -> EventRelation:
        data = self.cleaned_data
        return EventRelation(event=event, kind=data["kind"], target=data["other"])


class CommitmentForm(RowForm):
    """Who owes what to whom by when, and which events carried it out."""

    says_something = ("debtor", "beneficiary", "what", "due", "implemented_by")

    debtor = name_box("Who owes", "participants")
    beneficiary = name_box("To whom", "participants")
    what = text_box("What", 300)
    due = DateTextField(required=False, label="By when")
    status = choice_box(
        "Status", Commitment.Status.choices, initial=Commitment.Status.OPEN
    )
    implemented_by = text_box(
        "Carried out by", 600, help_text="Events by number or title, with ; between."
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        find = self.book.participants.find
        for name, ask in (
            ("debtor", "Say who owes it."),
            ("what", "Say what is owed."),
        ):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, ask)
        data["status"] = data.get("status") or Commitment.Status.OPEN
        data["owing"] = self.look_up("debtor", find)
        data["owed"] = self.look_up("beneficiary", find)
        data["events"] = self.look_up("implemented_by", events_named) or []
        return data

    def row(self, event: Event) -> Commitment:
        data = self.cleaned_data
        made = Commitment(
            agreed_in=event,
            debtor=data["owing"],
            beneficiary=data["owed"],
            what=data["what"],
            status=data["status"],
        )
        if data["due"]:
            made.set_date(data["due"])
        return made


TrackSection = section(TrackForm, "tracks", extra=1)
PlannedDateSection = section(PlannedDateForm, "planned_dates", extra=1)
RelationSection = section(RelationForm, "relations", extra=1)
CommitmentSection = section(CommitmentForm, "commitments", extra=1)


def event_named(text: str) -> Event:
    """The event with this number (``4821``, ``#4821 its title``) or this title.

    Raises :class:`UnclearError`.
    """
    found = list(_numbered(text) or Event.objects.filter(title__iexact=text)[:9])
    if len(found) == 1:
        return found[0]
    if not found:
        message = f"No event has the number or the title “{text}”."
        raise UnclearError(message, code="unknown")
    offers = [Offer(event_text(e), e.date_text) for e in found if e.number]
    raise UnclearError(
        f"{len(found)} events are called “{text}”. Use a number.", offers
    )


def _numbered(text: str) -> list[Event]:
    match = _NUMBERED.match(text)
    return list(Event.objects.filter(number=int(match[1]))) if match else []


def events_named(text: str) -> list[Event]:
    """The events named in a list with ``;`` between. Raises :class:`UnclearError`."""
    return [event_named(part) for part in map(clean, _SEPARATOR.split(text)) if part]


def event_text(event: Event) -> str:
    """What to write to mean this event: its number and title, a draft's title."""
    return f"#{event.number} {event.title}" if event.number else event.title


def initial_context(event: Event) -> dict[str, list[dict[str, Any]]]:
    """What the rows around an event show, by section; names as objects."""
    return {
        "tracks": [
            {"track": e.track.name, "round": e.round.number if e.round else None}
            for e in event.tracks.select_related("track", "round")
        ],
        "planned_dates": [
            {
                "date": p.date_text,
                "announced": p.announced,
                "reason": p.reason,
                "citation": p.citation.number if p.citation else None,
            }
            for p in event.planned_dates.select_related("citation")
        ],
        "relations": [
            {"kind": r.kind, "target": event_text(r.target)}
            for r in event.relations.select_related("target")
        ],
        "commitments": [_commitment(c) for c in _commitments(event)],
    }


def _commitments(event: Event) -> Any:
    rows = event.commitments.select_related("debtor", "beneficiary")
    return rows.prefetch_related("implemented_by")


def _commitment(commitment: Commitment) -> dict[str, Any]:
    return {
        "debtor": commitment.debtor,
        "beneficiary": commitment.beneficiary,
        "what": commitment.what,
        "due": commitment.date_text,
        "status": commitment.status,
        "implemented_by": "; ".join(map(event_text, commitment.implemented_by.all())),
    }
