"""The public cards of what published events show: who, where, which source."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from timeline.models.events import Event
from timeline.models.locations import Location
from timeline.models.participants import Participant, Tenure
from timeline.models.sources import Outlet, Source
from timeline.models.tracks import Round, Track
from timeline.models.versions import Heading, VersionTerm
from timeline.names import fold
from timeline.records import party

D = VersionTerm.Dimension
CARDED = (D.WHO, D.PLACE, D.SOURCE, D.DOCUMENT, D.PROCESS, D.TOPIC)


def headings_of(event: Event) -> list[Heading]:
    """Unsaved headings for everything the event shows, each once."""
    found = {(h.dimension, h.value): h for h in _headings(event)}
    return list(found.values())


def _headings(event: Event) -> Iterator[Heading]:
    for part in event.participations.all():
        for someone in [part.participant, *part.side_chain()]:
            yield participant_heading(someone)
    if event.location:
        for place in [event.location, *event.location.ancestors()]:
            yield place_heading(place)
    for citation in event.citations.all():
        yield outlet_heading(citation.source.outlet)
        yield source_heading(citation.source)
    for entry in event.tracks.all():
        yield track_heading(entry.track, event)
    for topic in event.topics.all():
        yield _heading(D.TOPIC, topic.slug, "topic", topic.label, [], {})


def _heading(
    dimension: str,
    value: str,
    kind: str,
    label: str,
    spellings: Iterable[str],
    card: dict[str, Any],
) -> Heading:
    return Heading(
        dimension=dimension,
        value=value,
        kind=kind,
        label=label,
        sort_label=fold(label)[:300],
        spellings="\n".join(sorted({fold(s) for s in [label, *spellings]})),
        card=card,
    )


def participant_heading(someone: Participant) -> Heading:
    spellings = list(someone.names.all())
    shown = party(someone)
    card = {
        "names": shown["names"],
        "native": [s.name for s in spellings if s.kind == s.Kind.NATIVE],
        "description": someone.description,
        "iso2": someone.iso2,
        "wikidata": someone.wikidata_id,
        "acts_for": [{"slug": s.slug, "name": s.name} for s in someone.sides()],
        "offices": [_office(t) for t in someone.tenures.all()],
    }
    names = [s.name for s in spellings if s.kind != s.Kind.DEMONYM]
    return _heading(D.WHO, someone.slug, someone.kind, someone.name, names, card)


def _office(tenure: Tenure) -> dict[str, str]:
    return {
        "office": tenure.office,
        "start": _cut(tenure.start, tenure.start_precision),
        "end": _cut(tenure.end, tenure.end_precision),
    }


def _cut(day: Any, precision: str) -> str:
    """The day as ISO 8601, only as far as it is known."""
    return (
        day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]] if day else ""
    )


def place_heading(place: Location) -> Heading:
    spellings = list(place.names.all())
    card = {
        "names": {
            s.language: s.name
            for s in spellings
            if s.language and s.kind == s.Kind.PREFERRED
        },
        "latitude": None if place.latitude is None else float(place.latitude),
        "longitude": None if place.longitude is None else float(place.longitude),
        "geo_precision": place.geo_precision,
        "time_zone": place.zone(),
        "iso2": place.iso2,
        "wikidata": place.wikidata_id,
        "in": [{"slug": p.slug, "name": p.name} for p in place.ancestors()],
    }
    names = [s.name for s in spellings]
    return _heading(D.PLACE, place.slug, place.kind, place.name, names, card)


def outlet_heading(outlet: Outlet) -> Heading:
    card = {
        "outlet_kind": outlet.get_kind_display(),
        "country": outlet.country.name if outlet.country else "",
        "language": outlet.language,
        "homepage": outlet.homepage,
        "group": outlet.group,
    }
    return _heading(D.SOURCE, outlet.slug, "outlet", outlet.name, [], card)


def source_heading(source: Source) -> Heading:
    card = {
        "outlet": {"slug": source.outlet.slug, "name": source.outlet.name},
        "title": source.title,
        "byline": source.byline,
        "url": source.url,
        "published": source.published.isoformat() if source.published else "",
        "language": source.language,
        "document_kind": source.get_kind_display(),
    }
    label = source.title or source.url or str(source)
    return _heading(D.DOCUMENT, source.slug, "document", label[:300], [], card)


def _shown_rounds(track: Track, event: Event) -> Iterable[Round]:
    """The rounds that ``event`` or another published event is in."""
    shown = Q(entries__event__desk_state=Event.DeskState.PUBLISHED)
    mine = Q(entries__event=event)
    return track.rounds.filter(shown | mine).distinct()


def track_heading(track: Track, event: Event) -> Heading:
    card = {
        "summary": track.summary,
        "rounds": [
            {"number": r.number, "label": r.in_words()}
            for r in _shown_rounds(track, event)
        ],
    }
    return _heading(D.PROCESS, track.slug, "process", track.name, [], card)
