"""The code lists and the gazetteer -> the desk.

Loading again adds what is missing by its slug and leaves alone what is there, so
that an editor's change is never undone by it.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any

from django.db import transaction

from timeline.gazetteer import tables
from timeline.models.locations import Location, LocationName
from timeline.models.naming import Spelling
from timeline.models.participants import Membership, Participant, ParticipantName
from timeline.names import skeleton
from timeline.search import take_stock

LANGUAGES = ("uk", "ru", "tr", "ar")
BATCH = 2000


@transaction.atomic
def load_gazetteer() -> int:
    """Add missing states, organisations, bodies and places; returns how many."""
    added = _load_participants() + _load_places()
    if added:
        take_stock()
    return added


# Who


def _load_participants() -> int:
    kinds = Participant.Kind
    states = [_participant(r, kinds(r.kind), iso2=r.iso2) for r in tables.states()]
    organisations = [
        _participant(r, kinds.ORGANISATION) for r in tables.organisations()
    ]
    bodies = [_participant(r, kinds.BODY) for r in tables.bodies()]
    known = set(Participant.objects.values_list("slug", flat=True))
    new = [p for p in (*states, *organisations, *bodies) if p.slug not in known]
    Participant.objects.bulk_create(new, BATCH)
    by_slug = Participant.objects.in_bulk(field_name="slug")
    added = {p.slug for p in new}
    _spell(ParticipantName, "participant", by_slug, added, _participant_rows())
    _act_for(by_slug, added)
    _join(by_slug)
    return len(new)


def _participant(row: Any, kind: Participant.Kind, **fields: str) -> Participant:
    wikidata = getattr(row, "wikidata_id", "")
    return Participant(
        kind=kind,
        slug=row.slug,
        name=row.name,
        skeleton=skeleton(row.name)[:240],
        wikidata_id=wikidata,
        **fields,
    )


def _participant_rows() -> Iterator[Any]:
    yield from tables.states()
    yield from tables.organisations()
    yield from tables.bodies()


def _act_for(by_slug: dict[str, Participant], added: set[str]) -> None:
    """Bodies act for their state, parts of an organisation for the whole."""
    states = {row.iso2: row.slug for row in tables.states()}
    sides = {row.slug: states[row.iso2] for row in tables.bodies() if row.iso2}
    sides |= {row.slug: row.parent for row in tables.organisations() if row.parent}
    changed = []
    for slug, side in sides.items():
        if slug in added:
            by_slug[slug].acts_for = by_slug[side]
            changed.append(by_slug[slug])
    Participant.objects.bulk_update(changed, ["acts_for"], BATCH)


def _join(by_slug: dict[str, Participant]) -> None:
    states = {row.iso2: row.slug for row in tables.states()}
    known = set(Membership.objects.values_list("organisation__slug", "member__slug"))
    Membership.objects.bulk_create(
        Membership(
            organisation=by_slug[row.organisation],
            member=by_slug[states[row.iso2]],
            start=_day(row.since),
            end=_day(row.until),
        )
        for row in tables.members()
        if (row.organisation, states[row.iso2]) not in known
    )


def _day(text: str) -> date | None:
    """A whole date; one known only to the year is left out."""
    return date.fromisoformat(text) if len(text) == 10 else None


# Where


def _load_places() -> int:
    every: Iterator[Any] = chain(tables.places(), tables.states())
    known = set(Location.objects.values_list("slug", flat=True))
    rows = {row.slug: row for row in every}
    new = [row for row in rows.values() if row.slug not in known]
    wave = [row for row in new if not _parent_slug(row)]
    waiting = [row for row in new if _parent_slug(row)]
    while wave:
        by_slug = Location.objects.in_bulk(field_name="slug")
        Location.objects.bulk_create((_location(r, by_slug) for r in wave), BATCH)
        made = known | {r.slug for r in new} - {r.slug for r in waiting}
        wave = [r for r in waiting if _parent_slug(r) in made]
        waiting = [r for r in waiting if _parent_slug(r) not in made]
    by_slug = Location.objects.in_bulk(field_name="slug")
    added = {row.slug for row in new}
    _spell(LocationName, "location", by_slug, added, rows.values())
    return len(new)


def _parent_slug(row: Any) -> str:
    return str(getattr(row, "region", "") or getattr(row, "parent", ""))


def _location(row: Any, by_slug: dict[str, Location]) -> Location:
    is_country = hasattr(row, "region")
    kind = Location.Kind.COUNTRY if is_country else Location.Kind(row.kind)
    parent = _parent_slug(row)
    return Location(
        kind=kind,
        slug=row.slug,
        name=row.name,
        skeleton=skeleton(row.name)[:240],
        parent=by_slug[parent] if parent else None,
        latitude=getattr(row, "latitude", None),
        longitude=getattr(row, "longitude", None),
        geo_precision=_precision(kind),
        time_zone=row.time_zone,
        iso2=row.iso2 if is_country else "",
        population=getattr(row, "population", None) or 0,
        wikidata_id=getattr(row, "wikidata_id", ""),
    )


def _precision(kind: Location.Kind) -> Location.Precision:
    if kind == Location.Kind.SITE:
        return Location.Precision.EXACT
    if kind == Location.Kind.CITY:
        return Location.Precision.PLACE
    return Location.Precision.AREA


# Both


def _spell(
    model: Any,
    owner: str,
    by_slug: dict[str, Any],
    added: set[str],
    rows: Iterable[Any],
) -> None:
    """Write the spellings of what was added, each once."""
    made: dict[tuple[str, str, str], Any] = {}
    for row in rows:
        if row.slug in added:
            for name, language, kind in _spellings(row):
                spelling = model(language=language, kind=kind)
                setattr(spelling, owner, by_slug[row.slug])
                spelling.spell(name)
                made.setdefault((row.slug, language, spelling.name), spelling)
    model.objects.bulk_create(made.values(), BATCH)


def _spellings(row: Any) -> Iterator[tuple[str, str, str]]:
    """Every name of a row with its language and kind."""
    kinds = Spelling.Kind
    yield row.name, "en", kinds.PREFERRED
    for language in LANGUAGES:
        if name := getattr(row.names, language):
            yield name, language, kinds.PREFERRED
    others: list[tuple[str, Callable[[Any], Any], str]] = [
        ("official_name", lambda v: [v], kinds.SPELLING),
        ("abbreviation", lambda v: [v], kinds.ABBREVIATION),
        ("other_names", tuple, kinds.SPELLING),
        ("demonyms", tuple, kinds.DEMONYM),
    ]
    for column, split, kind in others:
        for name in split(getattr(row, column, "") or ()):
            if name:
                yield name, "", kind
