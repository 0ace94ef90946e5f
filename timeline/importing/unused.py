"""Participants, places, outlets and processes a batch made that nothing uses."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet

from timeline.models.events import Commitment, Event, EventTrack, Participation
from timeline.models.imports import ImportedName
from timeline.models.locations import Location, LocationName
from timeline.models.participants import (
    Membership,
    Participant,
    ParticipantName,
    Tenure,
)
from timeline.models.sources import Citation, Outlet, Source
from timeline.models.tracks import Track

Made = dict[str, Any]
Shelf = ImportedName.Shelf
# What may hold on to a thing, by model and column.
_HOLDERS: dict[str, tuple[type[Model], tuple[tuple[type[Model], str], ...]]] = {
    Shelf.PARTICIPANTS: (
        Participant,
        (
            (Participation, "participant"),
            (Participation, "on_behalf_of"),
            (Participant, "acts_for"),
            (Citation, "speaker"),
            (Commitment, "debtor"),
            (Commitment, "beneficiary"),
            (Tenure, "organisation"),
            (Tenure, "person"),
            (Membership, "member"),
            (Membership, "organisation"),
        ),
    ),
    Shelf.PLACES: (
        Location,
        ((Event, "location"), (Location, "parent"), (Outlet, "country")),
    ),
    Shelf.OUTLETS: (Outlet, ((Source, "outlet"),)),
    Shelf.TRACKS: (Track, ((EventTrack, "track"),)),
}
_SPELLINGS = {Shelf.PARTICIPANTS: ParticipantName, Shelf.PLACES: LocationName}


def remove_unused(made: Mapping[str, Any]) -> Made:
    """Remove what nothing uses; returns what is left. In a transaction."""
    left: Made = dict(made)
    for shelf, (model, holders) in _HOLDERS.items():
        keys = list(made.get(shelf, []))
        while unused := list(_free(model, holders, keys)):
            model._default_manager.filter(pk__in=unused).delete()
            keys = [key for key in keys if key not in set(unused)]
        left[shelf] = keys
    return left


def _free(
    model: type[Model], holders: tuple[tuple[type[Model], str], ...], keys: list[Any]
) -> QuerySet[Any, Any]:
    """The keys of those nothing holds on to."""
    rows = model._default_manager.filter(pk__in=keys)
    for holder, column in holders:
        held = holder._default_manager.filter(**{column: OuterRef("pk")})
        rows = rows.exclude(Exists(held))
    return rows.values_list("pk", flat=True)


def remove_spellings(made: Mapping[str, Any]) -> None:
    """Take back the spellings a batch added to things that were there."""
    for shelf, key in made.get("spellings", []):
        _SPELLINGS[Shelf(shelf)]._default_manager.filter(pk=key).delete()
