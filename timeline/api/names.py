"""Participants, places, sources and processes: lists to search in, and their cards."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Count, Q, QuerySet
from django.utils.http import urlencode

from timeline.api.asking import USUAL, NameCursor, NamesAsked
from timeline.api.problems import ProblemError
from timeline.api.shapes import (
    DocumentItem,
    Named,
    NameItem,
    NamesPage,
    Office,
    OutletItem,
    ParticipantItem,
    PlaceItem,
    ProcessItem,
    Round,
)
from timeline.codelists.labels import labels
from timeline.models.versions import FormerSlug, Heading, VersionTerm
from timeline.presentation.cards import KIND_LISTS
from timeline.presentation.moments import and_moment
from timeline.presentation.sharing import joined
from timeline.selection.moments import instant

D = VersionTerm.Dimension


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of names: what it is called in addresses, and what its card holds."""

    name: str
    dimensions: tuple[str, ...]  # the first is listed; any can be opened
    shape: type
    cards: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds a list can be narrowed to; none: it cannot."""
        if self.dimensions[0] not in {D.WHO, D.PLACE}:
            return ()
        return tuple(labels(KIND_LISTS[self.dimensions[0]]))


def _participant(card: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "native": list(card.get("native", [])),
        "description": card.get("description", ""),
        "iso2": card.get("iso2", ""),
        "wikidata": card.get("wikidata", ""),
        "acts_for": _named(card.get("acts_for", [])),
        "offices": [
            Office(office=o["office"], start=o["start"], end=o["end"])
            for o in card.get("offices", [])
        ],
    }


def _place(card: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "latitude": card.get("latitude"),
        "longitude": card.get("longitude"),
        "geo_precision": card.get("geo_precision", ""),
        "time_zone": card.get("time_zone", ""),
        "iso2": card.get("iso2", ""),
        "wikidata": card.get("wikidata", ""),
        "within": _named(card.get("in", [])),
    }


def _outlet(card: Mapping[str, Any]) -> dict[str, Any]:
    columns = ("outlet_kind", "country", "language", "homepage", "group")
    return {name: card.get(name) or "" for name in columns}


def _document(card: Mapping[str, Any]) -> dict[str, Any]:
    outlet = card.get("outlet", {})
    columns = ("title", "byline", "published", "language", "document_kind")
    return {
        "outlet": Named(slug=outlet.get("slug", ""), name=outlet.get("name", "")),
        "web_address": card.get("url", ""),
        **{name: card.get(name) or "" for name in columns},
    }


def _process(card: Mapping[str, Any]) -> dict[str, Any]:
    rounds = card.get("rounds", [])
    return {
        "summary": card.get("summary", ""),
        "rounds": [Round(number=r["number"], label=r["label"]) for r in rounds],
    }


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("participants", (D.WHO,), ParticipantItem, {D.WHO: _participant}),
        Kind("places", (D.PLACE,), PlaceItem, {D.PLACE: _place}),
        Kind(
            "sources",
            (D.SOURCE, D.DOCUMENT),
            cast("type", OutletItem | DocumentItem),
            {D.SOURCE: _outlet, D.DOCUMENT: _document},
        ),
        Kind("processes", (D.PROCESS,), ProcessItem, {D.PROCESS: _process}),
    )
}


def names_page(kind: Kind, asked: NamesAsked, *, base_url: str) -> NamesPage:
    """A page of a list, by name. Five queries at most.

    Raises ``ProblemError`` when the cursor names nobody of the list.
    """
    found = _found(kind, asked)
    headings, before, after = _around(found, asked, kind)

    def address(cursor: NameCursor | None) -> str | None:
        if cursor is None:
            return None
        return f"{base_url}/api/{kind.name}?{_query(asked, cursor)}"

    events = _events(headings, asked.at)
    return NamesPage(
        items=[_item(kind, h, events.get(h.value, 0), base_url) for h in headings],
        count=found.count(),
        next=address(after),
        prev=address(before),
    )


def name_card(
    kind: Kind, slug: str, *, base_url: str, at: datetime | None = None
) -> dict[str, Any]:
    """Everything the record knows of a name. Two queries.

    Raises ``ProblemError`` when no published event shows it.
    """
    found = Heading.objects.at(at).filter(value=slug, dimension__in=kind.dimensions)
    heading = found.order_by("-dimension").first()
    if heading is None:
        if former := FormerSlug.of(slug, kind.dimensions):
            there = f"{base_url}/api/{kind.name}/{former.now}"
            there = joined(there, and_moment("", at))
            said = f"“{slug}” was merged into “{former.now}”."
            raise ProblemError("merged", said, location=there)
        said = f"No published event shows “{slug}” among its {kind.name}."
        raise ProblemError("not-found", said)
    events = _events([heading], at).get(slug, 0)
    card = kind.cards[heading.dimension](heading.card)
    return {**_item(kind, heading, events, base_url), **card}


def _found(kind: Kind, asked: NamesAsked) -> QuerySet[Heading]:
    found = Heading.objects.at(asked.at).filter(dimension=kind.dimensions[0])
    if asked.words:
        found = found.filter(spellings__contains=asked.words)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    return found


def _around(
    found: QuerySet[Heading], asked: NamesAsked, kind: Kind
) -> tuple[list[Heading], NameCursor | None, NameCursor | None]:
    """The headings of the page, and the places before and after it."""
    cursor, limit = asked.cursor, asked.limit
    forward = cursor is None or cursor.after
    order = ("sort_label", "value") if forward else ("-sort_label", "-value")
    part = found
    if cursor:
        part = found.filter(_beyond(_named_by(kind, cursor, asked.at), forward))
    headings = list(part.defer("spellings").order_by(*order)[: limit + 1])
    more = len(headings) > limit
    headings = headings[:limit] if forward else headings[:limit][::-1]
    if not headings:
        return [], None, None
    first, last = headings[0], headings[-1]
    behind = cursor is not None and found.filter(_beyond(first, False)).exists()
    before = behind if forward else more
    after = more if forward else found.filter(_beyond(last, True)).exists()
    return (
        headings,
        NameCursor(False, first.value) if before else None,
        NameCursor(True, last.value) if after else None,
    )


def _named_by(kind: Kind, cursor: NameCursor, at: datetime | None) -> Heading:
    """The name a cursor stands at. Raises ``ProblemError``."""
    listed = Heading.objects.at(at).filter(dimension=kind.dimensions[0])
    named = listed.filter(value=cursor.slug).first()
    if named is None:
        said = f"“{cursor.slug}” is not in this list. Begin it again without a cursor."
        raise ProblemError("not-found", said)
    return named


def _beyond(at: Heading, after: bool) -> Q:
    """The names after one, or before it; the first condition uses the index."""
    word = "gt" if after else "lt"
    return Q(**{f"sort_label__{word}e": at.sort_label}) & (
        Q(**{f"sort_label__{word}": at.sort_label}) | Q(**{f"value__{word}": at.value})
    )


def _query(asked: NamesAsked, cursor: NameCursor) -> str:
    given = {"q": asked.typed, "kind": asked.kind, "as_of": instant(asked.at)}
    pairs = [(name, value) for name, value in given.items() if value]
    if asked.limit != USUAL:
        pairs.append(("limit", str(asked.limit)))
    return urlencode([*pairs, ("cursor", str(cursor))])


def _events(headings: Iterable[Heading], at: datetime | None) -> dict[str, int]:
    """In how many published events each name is. One query."""
    listed = list(headings)
    terms = VersionTerm.objects.at(at).filter(
        dimension__in={h.dimension for h in listed},
        value__in=[h.value for h in listed],
        role="",
    )
    counted = terms.order_by().values("value").annotate(events=Count("pk"))
    return {row["value"]: row["events"] for row in counted}


def _item(kind: Kind, heading: Heading, events: int, base_url: str) -> NameItem:
    return NameItem(
        slug=heading.value,
        name=heading.label,
        names=heading.card.get("names", {}),
        kind=heading.kind,
        events=events,
        url=f"{base_url}/{kind.name}/{heading.value}/",
        address=f"{base_url}/api/{kind.name}/{heading.value}",
    )


def _named(listed: Iterable[Mapping[str, str]]) -> list[Named]:
    return [Named(slug=each["slug"], name=each["name"]) for each in listed]
