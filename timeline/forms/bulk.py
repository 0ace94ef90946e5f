"""One change to many events at once: topics, a process, the mark of a key event.

Each change counts as an edit: the events are locked in the order of their keys, what
needs no change is left alone, and ``changed`` of the others is raised, all in one
transaction. The number of queries grows by the batch, not by the event.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple

from django import forms
from django.db import transaction

from timeline.forms.naming import Tracks
from timeline.forms.rows import BookForm, choice_box, name_box
from timeline.models.codes import Topic
from timeline.models.events import Event, EventTrack
from timeline.models.reviews import EventWriter
from timeline.models.tracks import Round, Track

BATCH = 500  # events locked and written by one round of queries


class Done(NamedTuple):
    """The events that were changed, and the titles of those left alone, with why."""

    changed: list[Event]
    skipped: list[tuple[str, str]]


Change = Callable[
    [list[Event]], dict[int, str]
]  # writes; by key, why it was left alone


@transaction.atomic
def change_many(keys: Collection[int], change: Change, *, by: int | None) -> Done:
    """Let ``change`` write to these events; those that are gone are left out.

    ``by`` is the key of the user whose edit it is.
    """
    done = Done([], [])
    for batch in batches(sorted(keys)):
        events = list(_locked(batch))
        why = change(events)
        new = [event for event in events if event.pk not in why]
        _count_as_edits(new, by)
        done.changed.extend(new)
        done.skipped.extend((str(e), why[e.pk]) for e in events if e.pk in why)
    return done


def _locked(keys: list[int]) -> Iterable[Event]:
    rows = Event.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return rows.only("pk", "title", "key", "changed", "published_at")


def _count_as_edits(events: list[Event], by: int | None) -> None:
    rising = Event._meta.get_field("changed")
    for event in events:
        rising.pre_save(event, add=False)
    Event.objects.bulk_update(events, ["changed"], batch_size=BATCH)
    EventWriter.note((event, by) for event in events)


def batches(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


# What can be changed.
def add_topics(topics: Collection[Topic]) -> Change:
    """Give each event these topics besides those it has."""

    def change(events: list[Event]) -> dict[int, str]:
        chosen = Event.topics.through._default_manager
        rows = chosen.filter(event__in=events, topic__in=topics)
        there = set(rows.values_list("event_id", "topic_id"))
        new = [
            (event.pk, topic.pk)
            for event in events
            for topic in topics
            if (event.pk, topic.pk) not in there
        ]
        chosen.bulk_create(chosen.model(event_id=e, topic_id=t) for e, t in new)
        given = {event for event, _ in new}
        why = "has these topics already"
        return {event.pk: why for event in events if event.pk not in given}

    return change


def enter_process(track: Track, number: int | None) -> Change:
    """Enter each into the process, and into the round with this number if any.

    One that is in another round of it stays there.
    """

    def change(events: list[Event]) -> dict[int, str]:
        entered = _round(track, number)
        rows = EventTrack.objects.filter(track=track, event__in=events)
        there = {entry.event_id: entry for entry in rows.select_related("round")}
        new = [event for event in events if event.pk not in there]
        EventTrack.objects.bulk_create(
            EventTrack(event=event, track=track, round=entered) for event in new
        )
        given = [e for e in there.values() if entered and e.round is None]
        EventTrack.objects.filter(pk__in=[e.pk for e in given]).update(round=entered)
        left = set(there) - {entry.event_id for entry in given}
        return {key: _why_left(there[key], entered) for key in left}

    return change


def _round(track: Track, number: int | None) -> Round | None:
    if not number:
        return None
    return Round.objects.get_or_create(track=track, number=number)[0]


def _why_left(entry: EventTrack, entered: Round | None) -> str:
    if entered and entry.round and entry.round != entered:
        return (
            f"is in {entry.round.in_words()} of this process; change that on its page"
        )
    return "is in this process already"


def mark_key(key: bool) -> Change:
    """Mark each as a key event, or take the mark away."""

    def change(events: list[Event]) -> dict[int, str]:
        other = [event.pk for event in events if event.key != key]
        Event.objects.filter(pk__in=other).update(key=key)
        why = "is a key event already" if key else "is no key event anyway"
        return {event.pk: why for event in events if event.pk not in other}

    return change


# What is asked before.
class TopicsForm(BookForm):
    """Which topics to add."""

    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        label="Topics to add",
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one topic."},
    )


class ProcessForm(BookForm):
    """Which process to add the events to, and which round of it."""

    track = name_box(
        "Process",
        "processes",
        required=True,
        error_messages={"required": "Write the name of the process."},
    )
    round = forms.IntegerField(
        label="Round",
        required=False,
        min_value=1,
        max_value=999,
        help_text="Empty: the events get no round.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["process"] = self.look_up("track", Tracks().find)
        return data


class KeyForm(BookForm):
    """Whether the events are to be key events."""

    key = choice_box(
        "Mark them", [("yes", "As key events"), ("no", "As no key events")]
    )
