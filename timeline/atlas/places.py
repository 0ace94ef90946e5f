"""Where the events of a selection were, each event at its own place, once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from timeline.atlas.geometry import Point
from timeline.models.versions import EventVersionQuerySet, Heading, VersionTerm
from timeline.presentation.naming import heading_name
from timeline.selection import Selection
from timeline.selection.memory import Counting

# Kinds of places that are points when they have coordinates; the others are areas.
POINTS = ("site", "city", "district")
INSIDE = ("site", "district")  # shown with the city they lie in
MOST_ASKED = 5000  # events without a place: to ask how they met is to read each record
REMOTE = Q(record__format="remote") | Q(type="talks.call", record__format="")


@dataclass(frozen=True)
class Member:
    """A place with the events whose own place it is."""

    slug: str
    name: str
    count: int


@dataclass(frozen=True)
class Place:
    """A line of the list: a place, or a city with the places inside it."""

    slug: str
    name: str
    kind: str  # "": its heading is gone, as in a view of the past
    members: tuple[Member, ...]  # most events first
    at: Point | None = None  # longitude and latitude, of its own
    is_area: bool = False
    iso2: str = ""
    larger: tuple[str, ...] = ()  # the places it lies in, nearest first

    @property
    def largest(self) -> str:
        """The largest place around it, or itself."""
        return self.larger[-1] if self.larger else self.slug

    @property
    def count(self) -> int:
        return sum(member.count for member in self.members)

    @property
    def own(self) -> int:
        """How many events are known no closer than this place itself."""
        return sum(m.count for m in self.members if m.slug == self.slug)


@dataclass(frozen=True)
class Gathering:
    """All events of a selection by place."""

    places: tuple[Place, ...]  # most events first
    online: tuple[Place, ...]
    remote: int  # no place: by phone or video
    unknown: int  # no place, and not known to be remote
    untold: int = 0  # no place, and too many to ask which of them were remote

    @property
    def total(self) -> int:
        gathered = sum(place.count for place in (*self.places, *self.online))
        return gathered + self.remote + self.unknown + self.untold


def gather(selection: Selection) -> Gathering:
    """The places of all selected events. At most five queries.

    A place whose coordinates are not known keeps its line in the list. Counts are
    remembered until the record changes.
    """
    counting = Counting()
    query = selection.query
    found = selection.versions().order_by()
    counts = dict(counting.counted("places", query, lambda: _by_place(found)))
    placeless = counts.pop("", 0)
    places = _places(counts, query.as_of)
    told = 0 < placeless <= MOST_ASKED
    remote = counting.counted("remote", query, lambda: _remote(found)) if told else 0
    return Gathering(
        tuple(place for place in places if place.kind != "online"),
        tuple(place for place in places if place.kind == "online"),
        remote,
        placeless - remote if told else 0,
        0 if told else placeless,
    )


def _by_place(found: EventVersionQuerySet) -> dict[str, int]:
    """How many events have each place as their own; "" counts those without one."""
    return dict(found.values_list("place").annotate(events=Count("pk")))


def _remote(found: EventVersionQuerySet) -> int:
    return found.filter(REMOTE, place="").count()


def _places(counts: dict[str, int], at: datetime | None) -> list[Place]:
    """The places, most events first, sites and districts with their city."""
    headings = _headings(counts, at)
    inner = [h for slug in counts if (h := headings.get(slug)) and h.kind in INSIDE]
    around = {step["slug"] for h in inner for step in h.card.get("in", ())}
    headings |= _headings(around - set(headings), at)
    hosts: dict[str, dict[str, int]] = {}
    for slug, count in counts.items():
        hosts.setdefault(_host(slug, headings), {})[slug] = count
    places = [_place(host, inside, headings) for host, inside in hosts.items()]
    return sorted(places, key=lambda place: (-place.count, place.slug))


def _headings(slugs: Iterable[str], at: datetime | None) -> dict[str, Heading]:
    wanted = list(slugs)
    if not wanted:
        return {}
    found = Heading.objects.at(at).filter(
        dimension=VersionTerm.Dimension.PLACE, value__in=wanted
    )
    return {heading.value: heading for heading in found}


def _host(slug: str, headings: dict[str, Heading]) -> str:
    """The city around a site or district; else the place itself."""
    heading = headings.get(slug)
    if heading is None or heading.kind not in INSIDE:
        return slug
    for step in heading.card.get("in", ()):
        larger = headings.get(step["slug"])
        if larger and larger.kind == "city":
            return larger.value
    return slug


def _place(slug: str, inside: dict[str, int], headings: dict[str, Heading]) -> Place:
    members = sorted(
        (Member(s, _name(s, headings), count) for s, count in inside.items()),
        key=lambda member: (-member.count, member.slug),
    )
    heading = headings.get(slug)
    if heading is None:
        return Place(slug, slug, "", tuple(members))
    card = heading.card
    located = [h for s in (slug, *(m.slug for m in members)) if (h := headings.get(s))]
    return Place(
        slug,
        heading_name(heading),
        heading.kind,
        tuple(members),
        at=next((at for h in located if (at := _at(h))), None),
        is_area=heading.kind not in POINTS or card.get("geo_precision") == "area",
        iso2=card.get("iso2") or "",
        larger=tuple(step["slug"] for step in card.get("in", ())),
    )


def _name(slug: str, headings: dict[str, Heading]) -> str:
    heading = headings.get(slug)
    return heading_name(heading) if heading else slug


def _at(heading: Heading) -> Point | None:
    latitude, longitude = (heading.card.get(n) for n in ("latitude", "longitude"))
    if latitude is None or longitude is None:
        return None
    return float(longitude), float(latitude)
