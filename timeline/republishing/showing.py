"""Which events show a thing: what must be published again after it was changed."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Model, Q

from timeline.models.codes import EventType, Topic
from timeline.models.events import Event, EventQuerySet
from timeline.models.locations import Location
from timeline.models.participants import Participant
from timeline.models.republishing import Republishing
from timeline.models.sources import Outlet, Source
from timeline.models.tracks import Track

STEPS = 8  # as far as records climb: Participant.sides, Location.ancestors
_SIDES = tuple("__acts_for" * steps for steps in range(STEPS + 1))
_LARGER = tuple("__parent" * steps for steps in range(STEPS + 1))
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


def events_showing(model: type[Model], keys: Iterable[Any]) -> EventQuerySet:
    """The published events that show any of these rows of ``model``."""
    keys, wanted = list(keys), Q()
    for path in PATHS[model]:
        shown = Event.objects.filter(**{f"{path}__in": keys}).values("pk")
        wanted |= Q(pk__in=shown)
    return Event.objects.published().filter(wanted)


def shown_by(job: Republishing) -> EventQuerySet:
    """The published events that an errand is about: of a merge, those of both."""
    keys = [*job.keys, *([job.into] if job.into else [])]
    return events_showing(BY_NAME[job.model], keys)


def left_alone(job: Republishing) -> EventQuerySet:
    """Those with unpublished changes that nobody chose."""
    return not_chosen(job, shown_by(job))


def in_the_way(job: Republishing) -> EventQuerySet:
    """Those that keep a merge from being done: they would still show what goes."""
    if job.kind != Republishing.Kind.MERGE:
        return Event.objects.none()
    return not_chosen(job, events_showing(BY_NAME[job.model], job.keys))


def not_chosen(job: Republishing, events: EventQuerySet) -> EventQuerySet:
    """Those of published events with changes that nobody chose to publish with it.

    Chosen is what was seen when the errand was begun: a text that somebody saved
    since, be it who began it, has to be looked at like any other.
    """
    chosen = Q(pk__in=job.also)
    if job.created:
        chosen &= Q(changed__lte=job.created)
    return waiting(events).exclude(chosen)


def waiting(events: EventQuerySet) -> EventQuerySet:
    """Those of published events that an editor changed since."""
    return events.filter(changed__gt=F("published_at"))


# What the address of a page calls them.
BY_NAME: dict[str, type[Model]] = {
    str(model._meta.model_name): model for model in PATHS
}
