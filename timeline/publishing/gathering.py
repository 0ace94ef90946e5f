"""Events from the desk with all that their records and headings need, by the batch."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, TypeVar

from timeline.models.events import Event
from timeline.models.locations import Location
from timeline.models.participants import Participant

if TYPE_CHECKING:
    from django.db.models import QuerySet

N = TypeVar("N", Participant, Location)


def gather(keys: Collection[int], *, lock: bool = True) -> dict[int, Event]:
    """These events as the database has them, locked unless they are only shown, by key.

    The number of queries does not grow with the number of events. Everything that
    several of them show is one object. Raises Event.DoesNotExist.
    """
    asked = Event.objects.select_for_update() if lock else Event.objects.all()
    there = asked.filter(pk__in=keys).order_by("pk")
    if missing := set(keys) - set(there.values_list("pk", flat=True)):
        raise Event.DoesNotExist(f"No event has the key {min(missing)}.")
    events = Event.objects.whole().in_bulk(keys)
    _share_participants(events.values())
    _share_places(events.values())
    return events


def _share_participants(events: Iterable[Event]) -> None:
    """Give every participant the chain of those it acts for."""
    parts = [part for event in events for part in event.participations.all()]
    known = {part.participant_id: part.participant for part in parts}
    sides = {part.on_behalf_of_id for part in parts}
    rows = Participant.objects.prefetch_related("names", "tenures")
    _climb(known, sides, rows, "acts_for")
    for part in parts:
        if part.on_behalf_of_id:
            part.on_behalf_of = known[part.on_behalf_of_id]


def _share_places(events: Iterable[Event]) -> None:
    """Give every place the chain of those it lies in."""
    placed = [(event, event.location) for event in events if event.location]
    known = {place.pk: place for _, place in placed}
    _climb(known, set(), Location.objects.prefetch_related("names"), "parent")
    for event, place in placed:
        event.location = known[place.pk]


def _climb(
    known: dict[int, N], more: set[int | None], rows: "QuerySet[N]", larger: str
) -> None:
    """Add ``more`` and all above them to ``known``; tie each to the one above it.

    One query a step, and three for what is loaded with it.
    """
    wanted = more | {getattr(one, f"{larger}_id") for one in known.values()}
    while missing := wanted - {None, *known}:
        found = rows.in_bulk(list(missing))
        known |= found
        wanted = {getattr(one, f"{larger}_id") for one in found.values()}
    for one in known.values():
        if above := getattr(one, f"{larger}_id"):
            setattr(one, larger, known[above])
