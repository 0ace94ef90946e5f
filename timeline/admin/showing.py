"""Which events show a thing: what must be published again after it was renamed."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import F, Model, Q

from timeline.models.events import Event, EventQuerySet, EventType, Topic
from timeline.models.locations import Location
from timeline.models.participants import Participant
from timeline.models.sources import Outlet, Source
from timeline.models.tracks import Track
from timeline.publishing import problems_of_many, republish

_SIDES = ("", "__acts_for", "__acts_for__acts_for", "__acts_for__acts_for__acts_for")
_LARGER = ("", "__parent", "__parent__parent", "__parent__parent__parent")
PATHS: dict[type[Model], tuple[str, ...]] = {
    Participant: (
        *(f"participations__participant{step}" for step in _SIDES),
        *(f"participations__on_behalf_of{step}" for step in _SIDES),
        "citations__speaker",
        "commitments__debtor",
        "commitments__beneficiary",
    ),
    Location: (
        *(f"location{step}" for step in _LARGER),
        "citations__source__outlet__country",
    ),
    Outlet: ("citations__source__outlet",),
    Source: ("citations__source",),
    Track: ("tracks__track",),
    EventType: ("type",),
    Topic: ("topics",),
}


class Again(NamedTuple):
    """What publishing again did."""

    versions: int
    waiting: int  # left alone: they have unpublished changes of their own
    refused: list[str]


def events_showing(model: type[Model], keys: Iterable[Any]) -> EventQuerySet:
    """The published events that show any of these rows of ``model``."""
    keys, wanted = list(keys), Q()
    for path in PATHS[model]:
        shown = Event.objects.filter(**{f"{path}__in": keys}).values("pk")
        wanted |= Q(pk__in=shown)
    return Event.objects.published().filter(wanted)


def publish_again(events: EventQuerySet, *, editor: str, reason: str) -> Again:
    """Publish each again, except those an editor is still changing.

    Those that lack something by now are left out and named.
    """
    waiting = events.filter(changed__gt=F("published_at")).count()
    ready = list(events.filter(changed__lte=F("published_at")))
    problems = problems_of_many(ready)
    refused = [
        f"{event}: {' '.join(problems[event.pk])}"
        for event in ready
        if event.pk in problems
    ]
    fine = [event for event in ready if event.pk not in problems]
    versions = republish(fine, editor=editor, reason=reason)
    return Again(versions, waiting, refused)
