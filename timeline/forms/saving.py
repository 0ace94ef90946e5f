"""Submissions that were checked -> rows of the desk: many at once, or one."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from timeline.forms.citations import give_numbers, save_sources
from timeline.models.events import (
    Commitment,
    Event,
    EventRelation,
    EventTrack,
    Participation,
    PlannedDate,
)
from timeline.models.reviews import EventWriter
from timeline.models.sources import Citation
from timeline.models.versions import PublicRecord
from timeline.publishing import publish_many, refuse_without_reason
from timeline.reviewing import refuse_publishing

if TYPE_CHECKING:
    from timeline.forms.submission import EventSubmission

# Columns that publishing writes, without counting as a change of the event.
OF_PUBLISHING = ("number", "slug", "desk_state", "published_at")
MODELS: dict[str, type[models.Model]] = {
    "citations": Citation,
    "participations": Participation,
    "tracks": EventTrack,
    "planned_dates": PlannedDate,
    "relations": EventRelation,
    "commitments": Commitment,
}


@transaction.atomic
def save_many(
    submissions: "Sequence[EventSubmission]", *, publish: bool = False, reason: str = ""
) -> list[Event]:
    """Store submissions that are valid, and publish them when asked: all or nothing.

    New events cost a number of queries that does not grow with their number; one
    that is there already costs some of its own. Each is published with ``reason``, or
    with its own when that is empty. Raises PublishError, StaleEventError and
    IntegrityError; then nothing is stored, and the book they share is of no more use.
    """
    if publish:
        for each in submissions:
            refuse_without_reason(each.event, reason or each.reason)
        PublicRecord.objects.select_for_update().filter(pk=1).first()
    for each in submissions:
        each.refuse_stale()
        each.book.save_new()
    new = {id(each) for each in submissions if each.event.pk is None}
    _save_events(submissions, new)
    _save_rows(submissions, new)
    EventWriter.note((each.event, each.user.pk) for each in submissions if each.user)
    if publish:
        _publish(submissions, reason)
    return [each.event for each in submissions]


def _save_events(submissions: "Sequence[EventSubmission]", new: set[int]) -> None:
    for each in submissions:
        event = each.event
        event.location = each.form.cleaned_data["location"]  # its key, when new
        if id(each) in new and each.user is not None:
            event.created_by_id = each.user.pk
        event.make_slug()
    Event.objects.bulk_create(each.event for each in submissions if id(each) in new)
    chosen = Event.topics.through
    topics = []
    for each in submissions:
        given = each.form.cleaned_data["topics"]
        if id(each) in new:
            topics += [chosen(event_id=each.event.pk, topic_id=t.pk) for t in given]
        else:
            each.event.save()
            each.event.topics.set(given)
    chosen._default_manager.bulk_create(topics)


def _save_rows(submissions: "Sequence[EventSubmission]", new: set[int]) -> None:
    """What the rows say replaces what was stored; a section left out is kept."""
    for each in submissions:
        if id(each) not in new:
            for name in each.given:
                getattr(each.event, name).all().delete()
    _save_sources(submissions)
    Citation.objects.bulk_create(c for each in submissions for c in _citations(each))
    for name, model in MODELS.items():
        if name == "citations":
            continue
        made = [pair for each in submissions for pair in _made(each, name)]
        model._default_manager.bulk_create(row for _, row in made)
        if name == "commitments":
            for form, commitment in made:
                commitment.implemented_by.set(form.cleaned_data["events"])


def _save_sources(submissions: "Sequence[EventSubmission]") -> None:
    cited = [
        (row.cleaned_data["source"], row.book)
        for each in submissions
        for row in each.given.get("citations", [])
    ]
    save_sources(cited)


def _citations(each: "EventSubmission") -> Iterator[Citation]:
    rows = each.given.get("citations", [])
    for row, number in zip(rows, give_numbers(rows), strict=True):
        yield row.row(each.event, number)


def _made(each: "EventSubmission", name: str) -> Iterator[tuple[Any, Any]]:
    """Each row of a section with the unsaved row of the desk it stands for."""
    rows = each.given.get(name, [])
    if name == "planned_dates" and rows:
        numbered = {c.number: c for c in each.event.citations.all()}
        yield from ((row, row.row(each.event, numbered)) for row in rows)
    elif name == "participations":
        yield from ((row, row.row(each.event, n)) for n, row in enumerate(rows))
    else:
        yield from ((row, row.row(each.event)) for row in rows)


def _publish(submissions: "Sequence[EventSubmission]", reason: str) -> None:
    for user, theirs in groupby(submissions, key=lambda each: each.user):
        refuse_publishing([each.event for each in theirs], by=user)

    def said(each: "EventSubmission") -> tuple[str, str, str]:
        editor = each.user.get_username() if each.user else ""
        return editor, reason or each.reason, each.correction

    for (editor, why, correction), together in groupby(submissions, key=said):
        events = [each.event for each in together]
        publish_many(events, editor=editor, reason=why, correction=correction)
    take_over(each.event for each in submissions)


def take_over(events: Iterable[Event]) -> None:
    """Give events what publishing wrote."""
    known = {event.pk: event for event in events}
    rows = Event.objects.filter(pk__in=known).values("pk", *OF_PUBLISHING)
    for row in rows:
        event = known[row.pop("pk")]
        for name, value in row.items():
            setattr(event, name, value)
