"""What an editor used lately: the names that come first in a box that is empty."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from timeline.forms.naming import Outlets, Participants, Places, Shelf, Tracks
from timeline.models.events import Event, EventTrack, Participation
from timeline.models.sources import Citation

EVENTS = 30  # the events an editor wrote last that are looked at
MOST = 8
Lately = list[tuple[str, str]]  # the text to type, and the name it stands for


def recent(what: str, keys: list[int]) -> Lately:
    """At most :data:`MOST` names of a lookup used in these events, in their order.

    Empty for a lookup that remembers nothing. At most two queries.
    """
    if what not in RECENT or not keys:
        return []
    shelf, used = RECENT[what]
    place = {key: number for number, key in enumerate(keys)}
    rows = sorted(used(keys), key=lambda row: place[row[0]])
    lately = list({one.pk: one for _, one in rows}.values())[:MOST]
    texts = shelf().texts_of(lately)
    return [(texts[one.pk], one.name) for one in lately]


def events_of(user: Any) -> list[int]:
    """The keys of the events this editor added, saved or published last."""
    rows = LogEntry.objects.filter(
        user=user.pk, content_type=ContentType.objects.get_for_model(Event)
    )
    written = rows.order_by("-pk").values_list("object_id", flat=True)[: EVENTS * 4]
    return list(dict.fromkeys(int(key) for key in written if key))[:EVENTS]


Used = Iterable[tuple[int, Any]]


def _participants(keys: list[int]) -> Used:
    rows = Participation.objects.filter(event__in=keys).select_related("participant")
    for row in rows.order_by("position", "pk"):
        yield row.event_id, row.participant


def _places(keys: list[int]) -> Used:
    rows = Event.objects.filter(pk__in=keys, location__isnull=False)
    for event in rows.select_related("location").order_by():
        yield event.pk, event.location


def _outlets(keys: list[int]) -> Used:
    rows = Citation.objects.filter(event__in=keys).select_related("source__outlet")
    for row in rows.order_by("number", "pk"):
        yield row.event_id, row.source.outlet


def _processes(keys: list[int]) -> Used:
    rows = EventTrack.objects.filter(event__in=keys).select_related("track")
    for row in rows.order_by("pk"):
        yield row.event_id, row.track


RECENT: dict[str, tuple[type[Shelf], Callable[[list[int]], Used]]] = {
    "participants": (Participants, _participants),
    "places": (Places, _places),
    "outlets": (Outlets, _outlets),
    "processes": (Tracks, _processes),
}
