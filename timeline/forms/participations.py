"""Who took part: one row a participant."""

from typing import Any

from django.core.exceptions import ValidationError

from timeline.forms.rows import (
    RowForm,
    choice_box,
    name_box,
    refuse_twice,
    section,
    text_box,
)
from timeline.models.events import Event, Participation
from timeline.models.participants import Participant


class ParticipationForm(RowForm):
    """A participant by any spelling, its role, its office, whom it acted for.

    ``create_as`` asks to create the participant when nobody has the name;
    ``create_for`` is whom the new one acts for.
    """

    says_something = ("participant", "office", "on_behalf_of", "note")

    participant = name_box("Participant", "participants")
    role = choice_box(
        "Part played", Participation.Role.choices, initial=Participation.Role.PARTY
    )
    office = text_box("Speaking as, or title at the time", 160)
    attendance = choice_box(
        "Attendance", Participation.Attendance.choices, empty="Not stated"
    )
    on_behalf_of = name_box("On behalf of", "participants")
    note = text_box("Note", 200)
    create_as = choice_box("Create as", Participant.Kind.choices, empty="Do not create")
    create_for = name_box("The new one acts for", "participants")

    behind_more = {"attendance": "", "on_behalf_of": "", "note": ""}

    def dress(self) -> None:
        super().dress()
        for name in ("participant", "role", "office"):
            field = self.fields[name]
            field.widget.attrs["aria-label"] = f"{field.label} {self.place}".strip()

    @property
    def heading(self) -> str:
        name = str(self["participant"].value() or "").strip()
        return ", ".join(filter(None, [f"participant {self.place}", name]))

    @property
    def row_boxes(self) -> list[Any]:
        """The boxes of the row whose errors are shown under it."""
        return [self["role"], self["office"]]

    def announce(self) -> None:
        """Tell the book what this row asks to create, before any row is read."""
        self.book.participants.announce(
            self.typed("participant"), self.typed("create_as")
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        find = self.book.participants.find
        if not data.get("participant"):
            raise ValidationError(
                {"participant": "Say who took part, or remove this row."}
            )
        data["role"] = data.get("role") or Participation.Role.PARTY
        data["someone"] = self.look_up("participant", find)
        data["side"] = self.look_up("on_behalf_of", find)
        self._set_side(data["someone"], self.look_up("create_for", find))
        if data["side"] and data["side"] == data["someone"]:
            self.add_error("on_behalf_of", "A participant cannot act for itself.")
        return data

    def _set_side(self, someone: Participant | None, side: Participant | None) -> None:
        """A new participant acts for ``side``; an existing one is left alone."""
        if not someone or someone.pk or not side:
            return
        if side is someone or someone in side.sides():
            self.add_error("create_for", "A participant cannot act for itself.")
            return
        self.book.put(someone, "acts_for", side)

    def row(self, event: Event, position: int) -> Participation:
        """The unsaved participation. Only after the book saved what is new."""
        data = self.cleaned_data
        return Participation(
            event=event,
            participant=data["someone"],
            role=data["role"],
            office=data["office"],
            attendance=data["attendance"],
            on_behalf_of=data["side"],
            note=data["note"],
            position=position,
        )


ParticipationSection = section(ParticipationForm, "participations", extra=1)


def check_participations(rows: list[ParticipationForm]) -> None:
    """One role of a participant once."""
    sentence = "This participant has this role already."
    refuse_twice(rows, ("someone", "role"), "participant", sentence)


def initial_participations(event: Event) -> list[dict[str, Any]]:
    """What the rows of an event's participations show; names as objects."""
    return [
        {
            "participant": part.participant,
            "role": part.role,
            "office": part.office,
            "attendance": part.attendance,
            "on_behalf_of": part.on_behalf_of,
            "note": part.note,
        }
        for part in event.participations.select_related("participant", "on_behalf_of")
    ]
