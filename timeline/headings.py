"""The public cards of what published events show: who, where, which source."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from timeline.models.codes import Topic
from timeline.models.events import Event
from timeline.models.locations import Location
from timeline.models.participants import Participant, Tenure
from timeline.models.sources import Outlet, Source
from timeline.models.tracks import Round, Track
from timeline.models.versions import Heading, VersionTerm
from timeline.names import fold
from timeline.records import party

D = VersionTerm.Dimension
MANY = 500  # slugs asked for at a time

Shown = Participant | Location | Outlet | Source | Track | Topic
DIMENSIONS: dict[type[Shown], VersionTerm.Dimension] = {
    Participant: D.WHO,
    Location: D.PLACE,
    Outlet: D.SOURCE,
    Source: D.DOCUMENT,
    Track: D.PROCESS,
    Topic: D.TOPIC,
}
CARDED = tuple(DIMENSIONS.values())
_JOINED: dict[type[Shown], tuple[str, ...]] = {
    Outlet: ("country",),
    Source: ("outlet",),
}


def headings_of(events: Iterable[Event]) -> list[Heading]:
    """Unsaved headings for everything the events show, each once.

    Give them as published: the card of a process lists the rounds that published
    events are in.
    """
    shown = {(type(one), one.pk): one for event in events for one in _shown(event)}
    return [MAKERS[type(one)](one) for one in shown.values()]


def heading_rows(values: Iterable[tuple[str, str]]) -> Iterator[Heading]:
    """Unsaved headings of (dimension, value) pairs, as the desk has them now."""
    slugs: dict[str, list[str]] = {}
    for dimension, value in values:
        slugs.setdefault(dimension, []).append(value)
    for model, dimension in DIMENSIONS.items():
        wanted = slugs.get(dimension, [])
        for start in range(0, len(wanted), MANY):
            some = wanted[start : start + MANY]
            rows = model._default_manager.filter(slug__in=some)
            for one in rows.select_related(*_JOINED.get(model, ())):
                yield MAKERS[model](one)


def _shown(event: Event) -> Iterator[Shown]:
    for part in event.participations.all():
        yield part.participant
        yield from part.side_chain()
    if event.location:
        yield event.location
        yield from event.location.ancestors()
    for citation in event.citations.all():
        yield citation.source.outlet
        yield citation.source
    for entry in event.tracks.all():
        yield entry.track
    yield from event.topics.all()


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


def track_heading(track: Track) -> Heading:
    card = {
        "summary": track.summary,
        "rounds": [
            {"number": r.number, "label": r.in_words()} for r in _shown_rounds(track)
        ],
    }
    return _heading(D.PROCESS, track.slug, "process", track.name, [], card)


def _shown_rounds(track: Track) -> Iterable[Round]:
    """The rounds that a published event is in."""
    published = Event.DeskState.PUBLISHED
    return track.rounds.filter(entries__event__desk_state=published).distinct()


def topic_heading(topic: Topic) -> Heading:
    return _heading(D.TOPIC, topic.slug, "topic", topic.label, [], {})


MAKERS: dict[type[Shown], Callable[[Any], Heading]] = {
    Participant: participant_heading,
    Location: place_heading,
    Outlet: outlet_heading,
    Source: source_heading,
    Track: track_heading,
    Topic: topic_heading,
}
