"""One event with all its rows, checked and saved as one: all of it or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import IntegrityError, models
from django.forms.utils import ErrorDict
from django.http import QueryDict

from timeline.forms.asking import Asked, asked_of
from timeline.forms.book import NameBook
from timeline.forms.citations import (
    CitationSection,
    check_citations,
    give_numbers,
    initial_citations,
)
from timeline.forms.context import (
    CommitmentSection,
    PlannedDateSection,
    RelationSection,
    TrackSection,
    initial_context,
)
from timeline.forms.event import EventForm
from timeline.forms.held import Held, held_by, sealed, unsealed
from timeline.forms.participations import (
    ParticipationSection,
    check_participations,
    initial_participations,
)
from timeline.forms.rows import Section, refuse_twice
from timeline.forms.saving import OF_PUBLISHING, save_many
from timeline.forms.stale import EventChangedError, EventGoneError, StaleEventError
from timeline.models.events import Event
from timeline.models.locations import Location
from timeline.models.participants import Participant
from timeline.publishing import PublishError, lacking

SECTIONS: tuple[type[Section], ...] = (
    CitationSection,
    ParticipationSection,
    TrackSection,
    PlannedDateSection,
    RelationSection,
    CommitmentSection,
)


GONE = (
    "Somebody deleted this event while you were writing. Nothing of yours is lost: "
    "save again to enter it as a new event."
)
CHANGED = (
    "Somebody else saved this event while you were writing. Nothing of yours is stored "
    "yet and nothing is lost. Compare, then save again."
)
WITHDRAWN = (
    "Somebody withdrew this event while you were writing: readers see that it was "
    "removed, and why. Nothing of yours is stored yet. Save again to keep your text at "
    "the desk; publishing brings the event back."
)


class Fault(NamedTuple):
    """One thing to mend: the box (its HTML name, empty for the whole) and why."""

    field: str
    label: str
    sentence: str


class EventSubmission:
    """What was typed about an event. The admin and the demo loader both use it.

    ``data`` is a posted form, or a plain dict with the same keys; see
    :func:`form_data`. ``more`` adds empty rows by section name. ``book`` is shared
    by the submissions of one batch, to look every name up once; see
    :class:`timeline.forms.book.NameBook` and :func:`timeline.forms.saving.save_many`.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        instance: Event | None = None,
        user: AbstractBaseUser | AnonymousUser | None = None,
        more: Mapping[str, int] | None = None,
        book: NameBook | None = None,
    ) -> None:
        self.event = instance or Event()
        self.user = user
        self.book = NameBook(book)
        self.problems: list[str] = []  # what stood in the way of publishing
        self.asks = False  # True where a person can tick what is asked
        self.asked = Asked([])
        self.moved = ""  # the date that was just put among the earlier plans
        self.form = EventForm(data, instance=self.event, book=self.book)
        more = more or {}
        initial = _initial(instance) if instance and data is None else {}
        self.sections = {
            made.name: made(
                data,
                prefix=made.name,
                initial=initial.get(made.name),
                form_kwargs={"book": self.book},
                more=more.get(made.name, 0),
            )
            for made in SECTIONS
        }
        if data is None:
            self._write_names()

    # Checking.
    def is_valid(self) -> bool:
        """True when everything typed can be stored, as a draft at least."""
        valid = self._is_valid()
        if not valid and self.book.is_shared:
            self.book.take_back()
        return valid

    def _is_valid(self) -> bool:
        for form in self._forms():
            if hasattr(form, "announce"):
                form.announce()
        rows_valid = [rows.is_valid() for rows in self.sections.values()]
        if not all([self.form.is_valid(), *rows_valid]):
            return False
        self._check_across()
        return not self.errors

    def _check_across(self) -> None:
        """What one row cannot know: repeated rows, numbers of other sections."""
        rows = {name: made.filled for name, made in self.sections.items()}
        check_citations(rows["citations"])
        check_participations(rows["participations"])
        refuse_twice(
            rows["tracks"], ("process",), "track", "This process is there already."
        )
        refuse_twice(
            rows["relations"],
            ("other", "kind"),
            "target",
            "This relation is there already.",
        )
        for row in rows["relations"]:
            if row.cleaned_data["other"] == self.event:
                row.add_error("target", "An event is not related to itself.")
        self._check_planned(rows["planned_dates"], rows["citations"])
        if not self.errors:
            self._ask()

    def _ask(self) -> None:
        """Refuse what an editor has to be told of first, until that is ticked."""
        self.asked = asked_of(self)
        ticked = self.form.cleaned_data["accepted"]
        if self.asks and self.asked.sentences and ticked != self.asked.token:
            self.form.add_error("accepted", self.asked.sentences)

    def _check_planned(self, planned: list[Any], cited: list[Any]) -> None:
        numbers = give_numbers(cited)
        for row in planned:
            number = row.cleaned_data["citation"]
            if number and number not in numbers:
                row.add_error(
                    "citation", f"No source of this event has the number {number}."
                )

    @property
    def errors(self) -> list[Fault]:
        """Everything to mend, in the order of the page."""
        faults = [fault for form in self._forms() for fault in _faults(form)]
        for rows in self.sections.values():
            for sentence in rows.non_form_errors():
                faults.append(Fault("", rows.name, str(sentence)))
        return faults + [Fault("", "", sentence) for sentence in self.problems]

    def hush(self) -> None:
        """Show what was typed without judging it yet."""
        for rows in self.sections.values():
            rows._errors = []
            rows._non_form_errors = rows.error_class()
        for form in self._forms():
            form._errors = ErrorDict()

    def _forms(self) -> Iterator[Any]:
        """Every form, sources first, without rows that are to be removed."""
        yield from self.sections["citations"].forms
        yield self.form
        for name, rows in self.sections.items():
            if name != "citations":
                yield from rows.forms

    # Saving.
    @property
    def reason(self) -> str:
        """Why there is a new version, as typed."""
        return str(self.form.cleaned_data["reason"])

    @property
    def correction(self) -> str:
        """What readers of the version before should know, as typed."""
        return str(self.form.cleaned_data["correction"])

    @cached_property
    def given(self) -> dict[str, list[Any]]:
        """The rows that count, by section. Only after validation."""
        return {n: made.filled for n, made in self.sections.items() if made.given}

    def lacks(self) -> list[str]:
        """What publishing would ask for besides, in sentences; nothing is stored."""
        given, stored = self.given, self.event.pk
        return lacking(
            dated=bool(self.event.edtf),
            cited=bool(given["citations"])
            if "citations" in given
            else bool(stored and self.event.citations.exists()),
            attended=bool(given["participations"])
            if "participations" in given
            else bool(stored and self.event.participations.exists()),
        )

    def save(self, *, publish: bool = False, reason: str = "") -> Event:
        """Store it all and publish it when asked, in one transaction.

        Raises PublishError and StaleEventError (their sentences also join
        :attr:`errors`); then nothing was written. Call after ``is_valid()``.
        """
        try:
            return save_many([self], publish=publish, reason=reason)[0]
        except PublishError as error:
            self.refuse(error)
            raise
        except IntegrityError as error:
            self._forget_keys()
            message = (
                "Somebody stored something with the same name, link or number just "
                "now. Nothing of yours is stored yet. Save again to use theirs."
            )
            self.problems = [message]
            raise StaleEventError(message) from error

    def refuse(self, error: PublishError) -> None:
        """Say why it was not published or sent. After the rollback."""
        self.problems = error.problems
        self._forget_keys()

    def refuse_stale(self) -> None:
        """Lock the event and compare it with the one the form was opened with.

        Raises :class:`EventChangedError` when somebody saved it since, or took it from
        readers, and :class:`EventGoneError` when it was deleted. Inside a transaction.
        """
        if not self.event.pk:
            return
        current = Event.objects.select_for_update().filter(pk=self.event.pk).first()
        if current is None:
            raise self._refusal(EventGoneError(GONE))
        seen = self.form.cleaned_data["seen"]
        if seen and seen != current.changed.isoformat():
            raise self._refusal(EventChangedError(CHANGED, current))
        withdrawn = Event.DeskState.WITHDRAWN
        if current.desk_state == withdrawn and self.opened_in_state != withdrawn:
            raise self._refusal(EventChangedError(WITHDRAWN, current))
        for name in (*OF_PUBLISHING, "changed"):  # it may have run since it was read
            setattr(self.event, name, getattr(current, name))

    def _refusal(self, error: StaleEventError) -> StaleEventError:
        self.problems = [str(error)]
        return error

    # What the form was opened with.
    def remember_opening(self) -> None:
        """Keep in a hidden box what this form, not sent yet, shows of its event."""
        self.form.initial["opened"] = sealed(opening(self))

    @cached_property
    def opened_with(self) -> Held | None:
        """What the form held when it was opened; None when it does not say."""
        opened = unsealed(str(self.form["opened"].value() or ""))
        return Held(opened["boxes"], opened["rows"]) if opened else None

    @property
    def opened_in_state(self) -> str:
        """The state the event was in then; as it is, when the form does not say."""
        opened = unsealed(str(self.form["opened"].value() or ""))
        return str(opened["state"]) if opened else Event.DeskState.WITHDRAWN

    def _forget_keys(self) -> None:
        """After a rollback nothing has a key any more."""
        if (
            self.event._state.adding
            or not Event.objects.filter(pk=self.event.pk).exists()
        ):
            self.event.pk = None
            self.event._state.adding = True

    # Showing what is stored.
    def _write_names(self) -> None:
        """Turn the people and places of the initial values into what to type."""
        boxes = list(self._name_boxes())
        for shelf in (self.book.participants, self.book.places):
            mine = [one for _, _, one in boxes if isinstance(one, shelf.model)]
            texts = shelf.texts_of(mine) if mine else {}
            for initial, name, one in boxes:
                if isinstance(one, shelf.model):
                    initial[name] = texts[one.pk]

    def _name_boxes(self) -> Iterator[tuple[dict[str, Any], str, models.Model]]:
        for form in self._forms():
            for name, value in form.initial.items():
                if isinstance(value, Participant | Location):
                    yield form.initial, name, value


def _initial(event: Event) -> dict[str, list[dict[str, Any]]]:
    return {
        "citations": initial_citations(event),
        "participations": initial_participations(event),
        **initial_context(event),
    }


def _faults(form: Any) -> Iterator[Fault]:
    if form.is_bound and not _removed(form):
        for name, sentences in form.errors.items():
            label = str(form.fields[name].label or name) if name in form.fields else ""
            for sentence in sentences:
                yield Fault(form.add_prefix(name) if label else "", label, sentence)


def _removed(form: Any) -> bool:
    return "DELETE" in form.fields and bool(form.typed("DELETE"))


def opening(submission: EventSubmission) -> dict[str, Any]:
    """What a form that shows a stored event is to remember of it, as plain data."""
    held = held_by(submission)
    state = submission.event.desk_state
    return {"state": state, "boxes": held.boxes, "rows": held.rows}


def form_data(
    event: Mapping[str, Any], **rows: Sequence[Mapping[str, Any]]
) -> QueryDict:
    """The post an editor would send: boxes of the event, rows by section name.

    ``form_data({"title": ...}, citations=[{"url": ...}], participations=[...])``.
    A value may be a text, a number, True, a date or a list; None is left out.
    """
    data = QueryDict(mutable=True)
    _put(data, "", event)
    for made in SECTIONS:
        given = rows.get(made.name, [])
        data[f"{made.name}-TOTAL_FORMS"] = str(len(given))
        data[f"{made.name}-INITIAL_FORMS"] = "0"
        for number, row in enumerate(given):
            _put(data, f"{made.name}-{number}-", row)
    return data


def _put(data: QueryDict, prefix: str, boxes: Mapping[str, Any]) -> None:
    for name, value in boxes.items():
        if isinstance(value, list | tuple):
            data.setlist(prefix + name, [str(v) for v in value])
        elif value is True:
            data[prefix + name] = "on"
        elif value not in (None, False):
            text = value.isoformat() if isinstance(value, date) else str(value)
            data[prefix + name] = text
