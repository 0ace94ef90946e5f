"""Sending for review, and what comes of it.

Each function is one transaction that holds the lock of the event, and where it
publishes the lock of the record before it. All refuse with PublishError, in sentences.
"""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from timeline.models.events import Event
from timeline.models.reviews import Review
from timeline.models.versions import EventVersion
from timeline.publishing import (
    PublishError,
    hold,
    problems_of,
    publish,
    refuse_without_reason,
    withdraw,
)
from timeline.reviewing.permits import NOT_A_REVIEWER, may_publish, refuse_publishing

Outcome = Review.Outcome
State = Event.DeskState
NOT_AN_EDITOR = "Only who may change events sends them for review."
NOTHING_NEW = "There is nothing to review: readers have this text already."
NOT_WAITING = "It does not wait for review any more. Somebody decided it just now."
MEND = "Say what is to be mended: whoever sent it reads your note."
WHY_REJECTED = "Say why it is not to be published: whoever sent it reads your note."
CHANGED = (
    "Somebody saved this event after you opened it. Nothing was published. Look at "
    "the text as it is now, and decide again."
)


class ChangedMeanwhileError(PublishError):
    """The text is not the one that was looked at."""


@transaction.atomic
def send_for_review(event: Event, *, by: User, note: str = "") -> Review:
    """Let a reviewer look at the event; readers keep what they have.

    It must have all that publishing asks for, and something new for readers.
    """
    event = _locked(event)
    if not by.has_perm("timeline.change_event"):
        raise PublishError([NOT_AN_EDITOR])
    if waiting := event.reviews.waiting().select_related("sent_by").first():
        who = waiting.sent_by or "Somebody"
        raise PublishError([f"It waits for review already: {who} sent it."])
    if event.desk_state == State.PUBLISHED and not event.has_unpublished_changes:
        raise PublishError([NOTHING_NEW])
    if problems := problems_of(event):
        raise PublishError(problems, event)
    if event.number is None:
        _put(event, State.IN_REVIEW)
    return Review.objects.create(
        event=event, sent_by=by, note=note.strip(), changed=event.changed
    )


@transaction.atomic
def take_back(event: Event, *, by: User) -> Review:
    """Whoever sent it, or a reviewer, takes it back to the desk."""
    event = _locked(event)
    review = _waiting(event)
    if review.sent_by_id != by.pk and not may_publish(by):
        raise PublishError(
            [f"Only {review.sent_by or 'a reviewer'}, who sent it, can take it back."]
        )
    return _to_the_desk(event, review, Outcome.TAKEN_BACK, by=by)


@transaction.atomic
def approve(
    event: Event, *, by: User, seen: str, reason: str = "", correction: str = ""
) -> EventVersion:
    """Publish the text that was looked at: ``seen`` is its event's ``changed`` in ISO.

    Readers see ``reason`` beside a new version of what they know; it is asked for.
    ``correction`` is what readers of the version before should know, if anything.
    Raises :class:`ChangedMeanwhileError` when somebody saved it since.
    """
    hold()
    event = _locked(event)
    review = _waiting(event)
    refuse_publishing([event], by=by)
    if seen != event.changed.isoformat():
        raise ChangedMeanwhileError([CHANGED], event)
    refuse_without_reason(event, reason)
    _decide(review, Outcome.APPROVED, by=by)
    return publish(
        event, editor=by.get_username(), reason=reason, correction=correction
    )


@transaction.atomic
def return_(event: Event, *, by: User, note: str) -> Review:
    """Send it back to be mended; ``note`` says what."""
    return _decline(event, Outcome.RETURNED, by=by, note=note, without=MEND)


@transaction.atomic
def reject(event: Event, *, by: User, note: str) -> Review:
    """Say that it is not to be published; ``note`` says why. It stays at the desk."""
    return _decline(event, Outcome.REJECTED, by=by, note=note, without=WHY_REJECTED)


@transaction.atomic
def publish_as(event: Event, *, by: User, reason: str) -> EventVersion:
    """Publish without a review, if ``by`` may."""
    hold()
    event = _locked(event)
    refuse_publishing([event], by=by)
    return publish(event, editor=by.get_username(), reason=reason)


@transaction.atomic
def withdraw_as(event: Event, *, by: User, reason: str) -> EventVersion:
    """Take it from readers, if ``by`` may."""
    if not may_publish(by):
        raise PublishError([NOT_A_REVIEWER])
    return withdraw(event, editor=by.get_username(), reason=reason)


def _decline(
    event: Event, outcome: str, *, by: User, note: str, without: str
) -> Review:
    event = _locked(event)
    review = _waiting(event)
    if not may_publish(by):
        raise PublishError([NOT_A_REVIEWER])
    if not note.strip():
        raise PublishError([without])
    return _to_the_desk(event, review, outcome, by=by, answer=note.strip())


def _to_the_desk(
    event: Event, review: Review, outcome: str, *, by: User, answer: str = ""
) -> Review:
    if event.desk_state == State.IN_REVIEW:
        _put(event, State.DRAFT)
    return _decide(review, outcome, by=by, answer=answer)


def _decide(review: Review, outcome: str, *, by: User, answer: str = "") -> Review:
    review.outcome, review.answer = outcome, answer
    review.decided_by, review.decided_at = by, timezone.now()
    review.save()
    return review


def _put(event: Event, state: str) -> None:
    """Without counting as a change of its text."""
    event.desk_state = state
    Event.objects.filter(pk=event.pk).update(desk_state=state)


def _locked(event: Event) -> Event:
    """The event as the database has it. Raises PublishError when it is gone."""
    found = Event.objects.select_for_update().filter(pk=event.pk).first()
    if found is None:
        raise PublishError(["There is no such event any more."])
    return found


def _waiting(event: Event) -> Review:
    review = event.reviews.waiting().select_related("sent_by").first()
    if review is None:
        raise PublishError([NOT_WAITING])
    return review
