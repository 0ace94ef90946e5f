"""The filters of a chronology, declared once: a django-filter FilterSet.

The set is fed a checked :class:`~timeline.selection.query.Query`, never a raw query
string: ``FilterSet.qs`` of an invalid form would be every row, so it is not used.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet

from timeline.models.versions import (
    EventVersion,
    EventVersionQuerySet,
    VersionTerm,
    has_term,
)
from timeline.search import Matches
from timeline.selection.query import VALUED, Query
from timeline.selection.values import Value
from timeline.selection.vocabulary import DIMENSIONS

D = VersionTerm.Dimension
Versions = EventVersionQuerySet


class TermFilter(django_filters.Filter):  # type: ignore[misc]
    """Versions with any of the chosen values among their terms."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.name = name

    def filter(self, qs: Versions, value: tuple[Value, ...]) -> Versions:
        return qs.filter(any_term(self.parent.query, self.name, value))


def any_term(query: Query, name: str, values: Iterable[Value], role: str = "") -> Q:
    """The condition that a version has any of the values of a parameter."""
    codes = [v.value for v in values]
    return has_term(DIMENSIONS[name], codes, role=role, present=query.as_of is None)


class EventFilters(django_filters.FilterSet):  # type: ignore[misc]
    """Every filter of a chronology. Names are those of ``Query``."""

    text = django_filters.Filter(method="by_words")
    excluded = django_filters.Filter(method="without_terms")
    window = django_filters.Filter(method="in_window")
    who = django_filters.Filter(method="involving")
    role = django_filters.Filter(method="in_role")
    kind = TermFilter("kind")
    status = TermFilter("status")
    process = TermFilter("process")
    place = TermFilter("place")
    source = TermFilter("source")
    minsrc = django_filters.NumberFilter("source_count", "gte")
    lang = TermFilter("lang")
    topic = TermFilter("topic")
    has = TermFilter("has")

    class Meta:
        model = EventVersion
        fields: tuple[str, ...] = ()

    def __init__(self, query: Query, queryset: Versions) -> None:
        super().__init__({}, queryset=queryset)
        self.query = query

    def apply(self) -> Versions:
        """The versions that pass every filter."""
        versions: Versions = self.queryset
        for name, declared in self.filters.items():
            value = getattr(self.query, name)
            if value:
                versions = declared.filter(versions, value)
        return versions

    def by_words(self, versions: Versions, _: str, text: Any) -> Versions:
        return versions.filter(Matches(text))

    def without_terms(
        self, versions: Versions, _: str, excluded: tuple[tuple[str, Value], ...]
    ) -> Versions:
        for name, value in excluded:
            versions = versions.exclude(any_term(self.query, name, [value]))
        return versions

    def in_window(self, versions: Versions, _: str, window: Any) -> Versions:
        first, last = window.first, window.last
        if self.query.maybe:
            return versions.meeting(first, last)
        return versions.certainly_between(first, last)

    def involving(self, versions: Versions, _: str, who: tuple[Value, ...]) -> Versions:
        role = self.query.role.value if self.query.role else ""
        if self.query.mode == "any":
            return versions.filter(any_term(self.query, "who", who, role))
        for someone in who:
            versions = versions.filter(any_term(self.query, "who", [someone], role))
        return versions

    def in_role(self, versions: Versions, _: str, role: Value) -> Versions:
        """With somebody chosen, :meth:`involving` asks for the role."""
        if self.query.who:
            return versions
        present = self.query.as_of is None
        return versions.filter(has_term([D.ROLE], [role.value], present=present))


def record_at(query: Query) -> Versions:
    """The public record the query asks about: now, or at its moment."""
    if query.as_of:
        return EventVersion.objects.as_of(query.as_of)
    return EventVersion.objects.present()


def versions(query: Query) -> Versions:
    """The versions a query selects, unordered."""
    return EventFilters(query, record_at(query)).apply()


def how_many(query: Query) -> tuple[int, int]:
    """How many versions a query selects, and how many of them only might fall in."""
    if query.is_only_terms:
        return version_ids(query).distinct().count(), 0
    found, window = versions(query), query.window
    if window is None:
        return found.count(), 0
    sure = Q(
        start_latest__lte=window.last or date.max,
        end_earliest__gte=window.first or date.min,
    )
    counted = found.aggregate(all=Count("pk"), sure=Count("pk", filter=sure))
    return counted["all"], counted["all"] - counted["sure"]


def version_ids(query: Query) -> QuerySet[Any]:
    """The keys of the versions a query selects, to stand in an IN.

    What only asks for terms is answered by the index of terms alone: only the
    versions readers see have terms that are present.
    """
    if not query.is_only_terms:
        return versions(query).values("pk")
    wanted = [_terms(name, values, role) for name, values, role in _asked(query)]
    found = wanted.pop(0)
    for others in wanted:
        found = found.filter(version__in=others.values("version"))
    for name, value in query.excluded:
        others = _terms(name, [value])
        found = found.exclude(version__in=others.values("version"))
    return found.values("version")


def _asked(query: Query) -> Iterator[tuple[str, Iterable[Value], str]]:
    """Each condition on terms: a parameter, its values, and the role they have."""
    role = query.role.value if query.role else ""
    if query.mode == "any" and query.who:
        yield "who", query.who, role
    else:
        yield from (("who", [someone], role) for someone in query.who)
    if query.role and not query.who:
        yield "role", [query.role], ""
    for name in VALUED:
        if name != "who" and getattr(query, name):
            yield name, getattr(query, name), ""


def _terms(name: str, values: Iterable[Value], role: str = "") -> QuerySet[VersionTerm]:
    return VersionTerm.objects.filter(
        dimension__in=[D.ROLE] if name == "role" else DIMENSIONS[name],
        value__in=[v.value for v in values],
        role=role,
        present=True,
    )


def ordered(found: Versions, query: Query) -> Versions:
    return found.chronological() if query.order == "oldest" else found.newest_first()


def is_certain(version: Any, first: date | None, last: date | None) -> bool:
    """True when a row of the columns of bounds certainly falls within."""
    return (last is None or version.start_latest <= last) and (
        first is None or version.end_earliest >= first
    )
