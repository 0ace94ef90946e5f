"""What a half-typed filter value may become, each with the events it would leave.

A name is found by any part of any spelling; what begins with the typed text comes
first, then what is in more events. Counts are those of the filter form: the other
filters stay, the group's own choice is set aside unless all must match.
"""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from timeline.models.versions import Heading, VersionTerm
from timeline.names import clean, fold
from timeline.presentation.cards import KIND_LISTS, headings_of
from timeline.presentation.naming import heading_name, label_of, listed
from timeline.selection.filters import versions
from timeline.selection.query import Query
from timeline.selection.values import Value as Choice
from timeline.selection.vocabulary import FIXED

D = VersionTerm.Dimension
MOST = 12  # suggestions shown
LOOKED_AT = 60  # names that match, of which the best are shown
LONGEST = 100  # characters typed
NAMED = {
    "who": D.WHO,
    "place": D.PLACE,
    "process": D.PROCESS,
    "source": D.SOURCE,
    "topic": D.TOPIC,
}
LISTED = {"kind": D.KIND, "status": D.STATUS, "role": D.ROLE, "lang": D.LANGUAGE}
DIMENSION_OF = NAMED | LISTED
FIELDS = (*DIMENSION_OF,)


@dataclass(frozen=True)
class Suggestion:
    """A value to choose; ``detail`` tells it from others of its name."""

    value: str
    label: str
    detail: str
    count: int


class _Found(NamedTuple):
    rank: int  # 0 is nearest to what was typed
    value: str
    label: str
    detail: str


def suggestions(query: Query, field: str, typed: str) -> list[Suggestion]:
    """At most :data:`MOST` values of a field of :data:`FIELDS`. Four queries at most,
    but one for each role when participants are chosen.
    """
    text = fold(clean(typed[:LONGEST]))
    found = _named(query, field, text) if field in NAMED else _listed(field, text)
    counts = _counts(query, field, [one.value for one in found])
    found.sort(key=lambda one: (one.rank, -counts.get(one.value, 0), one.label))
    return [
        Suggestion(f.value, f.label, f.detail, counts.get(f.value, 0))
        for f in found[:MOST]
    ]


def _named(query: Query, field: str, text: str) -> list[_Found]:
    """Headings by any spelling; with nothing typed, those in most events."""
    headings = Heading.objects.at(query.as_of).filter(dimension=NAMED[field])
    if text:
        near = _ranked(headings, text).order_by("rank", "sort_label", "value")
        return _cards(list(near[:LOOKED_AT]), query)
    frequent = _terms(query, field).order_by("-events", "value")[:MOST]
    values = [row["value"] for row in frequent]
    return _cards(list(headings.filter(value__in=values)), query)


def _ranked(headings: QuerySet[Heading], text: str) -> Any:
    """With ``rank``: the label begins so, a spelling, a word of one, or any part."""
    starts = Q(spellings__startswith=text) | Q(spellings__contains=f"\n{text}")
    ranks = (
        When(sort_label=text, then=Value(0)),
        When(sort_label__startswith=text, then=Value(1)),
        When(starts, then=Value(2)),
        When(spellings__contains=f" {text}", then=Value(3)),
    )
    return headings.filter(spellings__contains=text).annotate(
        rank=Case(*ranks, default=Value(4), output_field=IntegerField())
    )


def _cards(headings: list[Heading], query: Query) -> list[_Found]:
    """Each with its kind, and whom it acts for or where it lies. One query."""
    around = {(h.dimension, h.value): _around(h) for h in headings}
    pairs = (pair for pairs in around.values() for pair in pairs)
    cards = headings_of(pairs, query.as_of)
    return [
        _Found(
            getattr(heading, "rank", 0),
            heading.value,
            heading_name(heading),
            _detail(heading, [cards[p] for p in _around(heading) if p in cards]),
        )
        for heading in headings
    ]


def _around(heading: Heading) -> list[tuple[str, str]]:
    """The nearest two that it acts for or lies in."""
    within = "acts_for" if heading.dimension == D.WHO else "in"
    larger = heading.card.get(within, [])[:2]
    return [(heading.dimension, card["slug"]) for card in larger]


def _detail(heading: Heading, around: list[Heading]) -> str:
    kinds = KIND_LISTS.get(heading.dimension)
    kind = label_of(kinds, heading.kind) if kinds else ""
    return listed(filter(None, [kind, *map(heading_name, around)]))


def _listed(field: str, text: str) -> list[_Found]:
    """Codes whose label or code holds the text."""
    found = []
    for code, lazy_label in FIXED[field].items():
        label = str(lazy_label)
        folded = fold(label)
        if text in folded or text in fold(code):
            found.append(_Found(int(not folded.startswith(text)), code, label, ""))
    return found


def _counts(query: Query, field: str, values: list[str]) -> dict[str, int]:
    if field == "role" and query.who:
        return {value: _in_role(query, value) for value in values}
    rows = _terms(query, field).filter(value__in=values)
    return {row["value"]: row["events"] for row in rows}


def _in_role(query: Query, role: str) -> int:
    """Events in which the participants chosen have the role."""
    return versions(replace(query, role=Choice(role, ""))).count()


def _terms(query: Query, field: str) -> Any:
    """The values of a field among the events of the query, with their ``events``."""
    role = query.role.value if query.role and field == "who" else ""
    base = _base(query, field)
    terms = VersionTerm.objects.filter(dimension=DIMENSION_OF[field], role=role)
    if query.as_of is None:
        terms = terms.filter(present=True)
    if base.is_narrowed:
        terms = terms.filter(version__in=versions(base).values("pk"))
    return terms.order_by().values("value").annotate(events=Count("pk"))


def _base(query: Query, field: str) -> Query:
    """The query without the field's own choice, unless all of it must match."""
    if field == "who" and query.mode == "all":
        return query
    return replace(query, **{field: None if field == "role" else ()})  # type: ignore[arg-type]
