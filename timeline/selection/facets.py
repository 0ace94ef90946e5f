"""The choices of each filter group, with counts that equal results.

A value's count is the number of events its own link leads to. In a group where any
of several values will do, the link chooses that value alone and keeps the other
groups; with "all together" it adds the value to those chosen. All groups without a
choice share one GROUP BY over the terms of the selection. What was counted is
remembered until something is published.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy, ngettext

from timeline.codelists.alphabets import sort_key
from timeline.models.versions import VersionTerm
from timeline.selection.filters import any_term, how_many, version_ids, versions
from timeline.selection.memory import Counting, Counts
from timeline.selection.query import VALUED, Query
from timeline.selection.shape import Facet, FacetValue
from timeline.selection.values import Value, labels_of
from timeline.selection.vocabulary import (
    DIMENSIONS,
    FAMILY_LABELS,
    FIXED,
    KINDS,
    ROLE_LABELS,
    STATUSES,
    choices,
)
from timeline.selection.wording import language, number

D = VersionTerm.Dimension
MANY = 10_000  # events; fewer are looked up one by one
SHOWN = 6  # values of a long group; the chosen ones always show
LABELS = {
    "who": gettext_lazy("Who took part"),
    "role": gettext_lazy("In the role of"),
    "kind": gettext_lazy("What happened"),
    "status": gettext_lazy("Status"),
    "process": gettext_lazy("Process"),
    "place": gettext_lazy("Where"),
    "source": gettext_lazy("Outlets"),
    "minsrc": gettext_lazy("Number of sources"),
    "lang": gettext_lazy("Language of the sources"),
    "topic": gettext_lazy("Topic"),
    "has": gettext_lazy("Marked"),
}
_LONG = ("who", "process", "place", "source", "topic")


def facets(query: Query, counting: Counting | None = None) -> tuple[Facet, ...]:
    """Every filter group in the order of the form."""
    asked = _Counts(query, counting or Counting())
    found = {name: asked.of(name) for name in VALUED}
    labels = _labels(query, found)
    built = {
        name: _facet(query, name, found[name], labels.get(name, {})) for name in VALUED
    }
    built["role"] = _roles(query, asked.roles())
    built["minsrc"] = _source_numbers(query, asked.source_numbers())
    return tuple(built[name] for name in LABELS)


@dataclass
class _Counts:
    """Counts of every value of every group, remembered while the record stays."""

    query: Query
    counting: Counting

    def of(self, name: str) -> Counts:
        """How many events each value of a group leads to."""
        query, dimension = self.query, DIMENSIONS[name][0]
        if not _is_bound(query, name):
            return self._shared().get(dimension, {})
        if name == "who":
            base = query if query.mode == "all" else replace(query, who=())
            role = query.role.value if query.role else ""
            return self._grouped(base, [dimension], role).get(dimension, {})
        base = replace(query, **{name: ()})  # type: ignore[arg-type]
        grouped = self._grouped(base, list(DIMENSIONS[name]))
        return grouped.get(dimension, {}) | _of_chosen(query, name, grouped)

    def roles(self) -> Counts:
        """How many events have the chosen participants, or anybody, in each role."""
        base = replace(self.query, role=None)
        if self.query.who:
            return self.counting.counted("roles", base, lambda: _role_counts(base))
        if self.query.role:
            return self._grouped(base, [D.ROLE]).get(D.ROLE, {})
        return self._shared().get(D.ROLE, {})

    def source_numbers(self) -> Counts:
        base = replace(self.query, minsrc=None)
        numbers = _numbers(self.query)
        what = f"sources {numbers}"
        return self.counting.counted(what, base, lambda: _by_sources(base, numbers))

    def _shared(self) -> dict[str, Counts]:
        """The groups without a choice of their own, counted at once."""
        free: list[str] = [
            DIMENSIONS[n][0] for n in VALUED if not _is_bound(self.query, n)
        ]
        if not (self.query.who or self.query.role):
            free.append(D.ROLE)
        return self._grouped(self.query, free)

    def _grouped(
        self, query: Query, dimensions: list[str], role: str = ""
    ) -> dict[str, Counts]:
        what = f"terms {role} {' '.join(dimensions)}"
        return self.counting.counted(
            what, query, lambda: _grouped(query, dimensions, role, self._is_most)
        )

    @cached_property
    def _is_most(self) -> bool:
        """True when so much is selected that reading all terms in order is quicker."""
        selected = self._selected(self.query)
        return selected > MANY and selected * 3 > self._selected(Query())

    def _selected(self, query: Query) -> int:
        return self.counting.counted("events", query, lambda: how_many(query))[0]


def _is_bound(query: Query, name: str) -> bool:
    """True when the group's own choice must be set aside to count it."""
    return bool(getattr(query, name)) or (name == "who" and query.role is not None)


def _of_chosen(query: Query, name: str, grouped: dict[str, Counts]) -> Counts:
    """The chosen values that stand in another dimension: documents of outlets."""
    chosen = _chosen(query, name)
    others = (grouped.get(other, {}) for other in DIMENSIONS[name][1:])
    return {v: n for counts in others for v, n in counts.items() if v in chosen}


def _grouped(
    query: Query, dimensions: list[str], role: str, most: bool
) -> dict[str, Counts]:
    """How many of the versions a query selects hold each value. One query.

    Without a filter the index of present terms answers alone. Where most is
    selected, adding nothing to the key keeps the database from looking up the terms
    of each version.
    """
    terms = VersionTerm.objects.filter(dimension__in=dimensions, role=role)
    if query.as_of is None:
        terms = terms.filter(present=True)
    if query.is_narrowed:
        key = F("version") + 0 if most else F("version")
        terms = terms.alias(key=key).filter(key__in=version_ids(query))
    rows = (
        terms.values("dimension", "value")
        .annotate(events=Count("*"))
        .values_list("dimension", "value", "events")
    )
    counts: dict[str, Counts] = {}
    for dimension, value, events in rows:
        counts.setdefault(dimension, {})[value] = events
    return counts


def _facet(query: Query, name: str, counts: Counts, labels: dict[str, str]) -> Facet:
    values = [
        FacetValue(
            value=value,
            label=label,
            count=counts.get(value, 0),
            query=_link(query, name, Value(value, label)),
            chosen=value in _chosen(query, name),
            family=value if name == "kind" else "",
        )
        for value, label in labels.items()
    ]
    return Facet(name, str(LABELS[name]), tuple(values), total=len(counts))


def _chosen(query: Query, name: str) -> set[str]:
    return {v.value for v in getattr(query, name)}


def _link(query: Query, name: str, value: Value) -> str:
    together = name == "who" and query.mode == "all"
    kept = [v for v in getattr(query, name) if together and v.value != value.value]
    return query.encode(**{name: (*kept, value)})


def _labels(query: Query, counts: dict[str, Counts]) -> dict[str, dict[str, str]]:
    """The values to show in each group, in order, with their labels. One query."""
    wanted = {name: list(_shown(query, name, counts[name])) for name in _LONG}
    pairs = {
        (DIMENSIONS[n][0], value) for n, values in wanted.items() for value in values
    }
    found = labels_of(pairs, at=query.as_of)
    labels = {
        name: {v: _label(query, name, v, found) for v in values}
        for name, values in wanted.items()
    }
    labels["kind"] = _kinds(query, counts["kind"])
    labels["status"] = _statuses(query)
    labels["has"] = choices("has")
    labels["lang"] = _languages(query, counts["lang"])
    return labels


def _label(
    query: Query, name: str, value: str, found: dict[tuple[str, str], str]
) -> str:
    chosen = {v.value: v.label for v in getattr(query, name)}
    return chosen.get(value) or found.get((DIMENSIONS[name][0], value), value)


def _shown(query: Query, name: str, counts: Counts) -> Iterator[str]:
    """The chosen values and the most frequent others, most frequent first."""
    chosen = _chosen(query, name)

    def frequency(value: str) -> tuple[int, str]:
        return -counts.get(value, 0), value

    others = sorted(set(counts) - chosen, key=frequency)
    shown = chosen | set(others[: max(0, SHOWN - len(chosen))])
    yield from sorted(shown, key=frequency)


def _kinds(query: Query, counts: Counts) -> dict[str, str]:
    """All families, each followed by its types when it or one of them is chosen."""
    chosen, said = _chosen(query, "kind"), choices("kind")
    open_families = {value.partition(".")[0] for value in chosen}
    shown: dict[str, str] = {}
    for family in FAMILY_LABELS:
        shown[family] = said[family]
        if family in open_families:
            types = (k for k in KINDS if k.startswith(f"{family}."))
            shown |= {k: said[k] for k in types if k in counts or k in chosen}
    return shown


def _statuses(query: Query) -> dict[str, str]:
    """What readers see; a chosen step of the life of events comes behind."""
    chosen, said = _chosen(query, "status"), choices("status")
    others = sorted(chosen - set(STATUSES))
    return {code: said[code] for code in (*STATUSES, *others)}


def _languages(query: Query, counts: Counts) -> dict[str, str]:
    """The languages there are sources in, in the order of the alphabet."""
    used = (set(counts) | _chosen(query, "lang")) & set(FIXED["lang"])
    found = [(code, str(FIXED["lang"][code])) for code in sorted(used)]
    return dict(sorted(found, key=lambda pair: sort_key(pair[1], language())))


def _roles(query: Query, counts: Counts) -> Facet:
    """Roles of the chosen participants, or of anybody when none is chosen."""
    chosen = query.role.value if query.role else ""
    values = tuple(
        FacetValue(
            value=role,
            label=label,
            count=counts.get(role, 0),
            query=query.encode(role=Value(role, label)),
            chosen=role == chosen,
        )
        for role, label in choices("role").items()
    )
    return Facet("role", str(LABELS["role"]), values, total=len(counts))


def _role_counts(query: Query) -> Counts:
    """Events by the role of the chosen; the query has no role of its own."""
    if query.mode == "all" and len(query.who) > 1:
        return _common_roles(query)
    terms = VersionTerm.objects.filter(
        dimension=D.WHO, value__in=[v.value for v in query.who]
    ).exclude(role="")
    if query.as_of is None:
        terms = terms.filter(present=True)
    others = replace(query, who=(), mode="any")
    if others.is_narrowed:
        terms = terms.filter(version__in=version_ids(others))
    distinct = len(query.who) > 1
    rows = terms.values("role").annotate(events=Count("version", distinct=distinct))
    return dict(rows.values_list("role", "events"))


def _common_roles(query: Query) -> Counts:
    """Events in which all of the chosen have the role."""
    counted = {
        f"r{n}": Count("pk", filter=_all_in_role(query, role))
        for n, role in enumerate(ROLE_LABELS)
    }
    found = versions(query).aggregate(**counted)
    return {role: found[f"r{n}"] for n, role in enumerate(ROLE_LABELS)}


def _all_in_role(query: Query, role: str) -> Q:
    condition = Q()
    for someone in query.who:
        condition &= any_term(query, "who", [someone], role)
    return condition


def _numbers(query: Query) -> list[int]:
    """The least numbers of sources to choose from."""
    return sorted({2, 3} | ({query.minsrc} if query.minsrc else set()))


def _by_sources(query: Query, numbers: list[int]) -> Counts:
    """How many events have at least so many sources."""
    least = {f"n{n}": Q(source_count__gte=n) for n in numbers}
    counted = {name: Count("pk", filter=q) for name, q in least.items()}
    return versions(query).aggregate(**counted)


def _source_numbers(query: Query, counts: Counts) -> Facet:
    """How many events have at least two, and at least three sources."""
    values = tuple(
        FacetValue(
            value=str(n),
            label=_at_least(n),
            count=counts[f"n{n}"],
            query=query.encode(minsrc=n),
            chosen=query.minsrc == n,
        )
        for n in _numbers(query)
    )
    return Facet("minsrc", str(LABELS["minsrc"]), values, total=len(values))


_AT_LEAST = {
    2: gettext_lazy("At least two sources"),
    3: gettext_lazy("At least three sources"),
    4: gettext_lazy("At least four sources"),
    5: gettext_lazy("At least five sources"),
}


def _at_least(count: int) -> str:
    if count in _AT_LEAST:
        return str(_AT_LEAST[count])
    said = ngettext("At least %(count)s source", "At least %(count)s sources", count)
    return said % {"count": number(count)}
