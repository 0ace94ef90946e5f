"""Who and what stands in the same events, counted."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count
from django.utils.http import urlencode

from timeline.models.versions import Heading, VersionTerm
from timeline.presentation.cards import (
    PARAMETERS,
    address_of,
    headings_of,
    kind_words,
    terms_of,
)
from timeline.presentation.moments import and_moment
from timeline.presentation.naming import heading_name, label_of

D = VersionTerm.Dimension
MOST = 12  # of a list
MOST_LOOKED_AT = 200  # of the values that are most often there
_ORDER = ("who", "process", "place", "source")  # of an address
Counts = dict[str, list[tuple[str, int]]]  # by dimension: value and events


class Counted(NamedTuple):
    """A value with how many events it shares, and the query of them."""

    address: str
    name: str
    detail: str
    events: int
    query: str
    value: str


def beside(
    dimension: str, value: str, others: Iterable[str], at: datetime | None = None
) -> Counts:
    """Values of other dimensions (or the same) in the events of a value. One query.

    Most frequent first, at most :data:`MOST_LOOKED_AT` of a dimension.
    """
    own = terms_of(dimension, value, at)
    # All terms of a version stand as long as it does: asked so, one index answers.
    terms = VersionTerm.objects.filter(
        dimension__in=list(others),
        role="",
        version__in=own.values("version"),
    )
    grouped = terms.values_list("dimension", "value").annotate(events=Count("pk"))
    counts: Counts = {}
    for found, other, events in grouped.order_by("-events", "value"):
        if (found, other) != (dimension, value):
            counts.setdefault(found, []).append((other, events))
    return {name: values[:MOST_LOOKED_AT] for name, values in counts.items()}


class Neighbours:
    """The values beside a subject with their headings. Two queries."""

    def __init__(
        self, subject: Heading, others: Iterable[str], at: datetime | None = None
    ) -> None:
        self.subject, self.at = subject, at
        self.counts = beside(subject.dimension, subject.value, others, at)
        pairs = [(d, v) for d, values in self.counts.items() for v, _n in values]
        self.headings = headings_of(pairs, at)

    def listed(self, dimension: str, *, people: bool | None = None) -> list[Counted]:
        """The most frequent of a dimension.

        ``people``: of participants, only those who act for the subject, or only
        others: then neither its people nor those it acts for itself.
        """
        found = []
        for value, events in self.counts.get(dimension, []):
            heading = self.headings.get((dimension, value))
            if heading and (people is None or self._belongs(heading, people)):
                found.append(self._counted(heading, events))
        return found[:MOST]

    def within(self) -> list[Counted]:
        """Of places: those that lie in the subject."""
        return [c for c in self._all(D.PLACE) if self.subject.value in self._around(c)]

    def _all(self, dimension: str) -> list[Counted]:
        values = self.counts.get(dimension, [])
        pairs = [(self.headings.get((dimension, v)), n) for v, n in values]
        return [self._counted(heading, n) for heading, n in pairs if heading]

    def _around(self, counted: Counted) -> set[str]:
        card = self.headings[D.PLACE, counted.value].card
        return {place["slug"] for place in card.get("in", [])}

    def _belongs(self, heading: Heading, people: bool) -> bool:
        own = self.subject.value in {s["slug"] for s in heading.card["acts_for"]}
        sides = {side["slug"] for side in self.subject.card.get("acts_for", [])}
        return own if people else not own and heading.value not in sides

    def _counted(self, heading: Heading, events: int) -> Counted:
        return Counted(
            address_of(heading.dimension, heading.value),
            heading_name(heading),
            kind_words(heading),
            events,
            and_moment(both(self.subject, heading), self.at),
            heading.value,
        )


def both(one: Heading, other: Heading) -> str:
    """The query of the events in which both stand, in canonical order.

    ``other`` lies in ``one`` when both are places: it alone says the same.
    """
    named = [(PARAMETERS[h.dimension], h.value) for h in (one, other)]
    if one.dimension == other.dimension == D.PLACE:
        return urlencode(named[1:])
    if one.dimension == other.dimension:
        return urlencode([*named, ("mode", "all")])
    return urlencode(sorted(named, key=lambda pair: _ORDER.index(pair[0])))


def roles_of(slug: str, at: datetime | None = None) -> list[tuple[str, int, str]]:
    """In which roles, in how many events, and the query of each. One query."""
    terms = VersionTerm.objects.at(at).filter(dimension=D.WHO, value=slug)
    counts = (
        terms.exclude(role="")
        .values_list("role")
        .annotate(events=Count("pk"))
        .order_by("-events", "role")
    )
    return [
        (
            label_of("role", role),
            events,
            and_moment(urlencode({"who": slug, "role": role}), at),
        )
        for role, events in counts
    ]
