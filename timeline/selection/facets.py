"""The choices of each filter group, with counts that equal results.

A value's count is the number of events its own link leads to. In a group where any
of several values will do, the link chooses that value alone and keeps the other
groups; with "all together" it adds the value to those chosen. All groups without a
choice share one GROUP BY over the terms of the selection.
"""

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Count, Q

from timeline.codelists.languages import LANGUAGES
from timeline.models.versions import VersionTerm
from timeline.selection.filters import any_term, versions
from timeline.selection.query import VALUED, Query
from timeline.selection.shape import Facet, FacetValue
from timeline.selection.values import Value, labels_of
from timeline.selection.vocabulary import (
    DIMENSIONS,
    FAMILY_LABELS,
    FIXED,
    HAS,
    KINDS,
    ROLE_LABELS,
    STATUSES,
)

D = VersionTerm.Dimension
SHOWN = 6  # values of a long group; the chosen ones always show
LABELS = {
    "who": "Who took part",
    "role": "In the role of",
    "kind": "What happened",
    "status": "Status",
    "process": "Process",
    "place": "Where",
    "source": "Outlets",
    "minsrc": "Number of sources",
    "lang": "Language of the sources",
    "topic": "Topic",
    "has": "Marked",
}
Counts = dict[str, int]
_LONG = ("who", "process", "place", "source", "topic")


def facets(query: Query) -> tuple[Facet, ...]:
    """Every filter group in the order of the form."""
    counts = _all_counts(query)
    labels = _labels(query, counts)
    built = {
        name: _facet(query, name, counts[name], labels.get(name, {})) for name in VALUED
    }
    built["role"] = _roles(query)
    built["minsrc"] = _source_numbers(query)
    return tuple(built[name] for name in LABELS)


def _all_counts(query: Query) -> dict[str, Counts]:
    """Counts of every value of every group."""
    free = [name for name in VALUED if not _is_bound(query, name)]
    shared = _grouped(query, [DIMENSIONS[name][0] for name in free])
    counts = {name: shared.get(DIMENSIONS[name][0], {}) for name in free}
    for name in VALUED:
        if name not in counts:
            counts[name] = _own_counts(query, name)
    return counts


def _is_bound(query: Query, name: str) -> bool:
    """True when the group's own choice must be set aside to count it."""
    return bool(getattr(query, name)) or (name == "who" and query.role is not None)


def _own_counts(query: Query, name: str) -> Counts:
    dimension = DIMENSIONS[name][0]
    if name != "who":
        base = replace(query, **{name: ()})  # type: ignore[arg-type]
        grouped = _grouped(base, list(DIMENSIONS[name]))
        return grouped.get(dimension, {}) | _of_chosen(query, name, grouped)
    base = query if query.mode == "all" else replace(query, who=())
    role = query.role.value if query.role else ""
    return _grouped(base, [dimension], role).get(dimension, {})


def _of_chosen(query: Query, name: str, grouped: dict[str, Counts]) -> Counts:
    """The chosen values that stand in another dimension: documents of outlets."""
    chosen = _chosen(query, name)
    others = (grouped.get(other, {}) for other in DIMENSIONS[name][1:])
    return {v: n for counts in others for v, n in counts.items() if v in chosen}


def _grouped(query: Query, dimensions: list[str], role: str = "") -> dict[str, Counts]:
    """How many of the versions a query selects hold each value. One query.

    Without a filter the index of present terms answers alone.
    """
    terms = VersionTerm.objects.filter(dimension__in=dimensions, role=role)
    if query.as_of is None:
        terms = terms.filter(present=True)
    if query.is_narrowed:
        terms = terms.filter(version__in=versions(query).values("pk"))
    rows = (
        terms.values("dimension", "value")
        .annotate(events=Count("pk"))
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
    return Facet(name, LABELS[name], tuple(values), total=len(counts))


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
    found = labels_of(pairs)
    labels = {
        name: {v: _label(query, name, v, found) for v in values}
        for name, values in wanted.items()
    }
    labels["kind"] = _kinds(query, counts["kind"])
    labels["status"] = _fixed(query, "status", STATUSES, counts["status"])
    labels["has"] = dict(HAS)
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
    chosen = _chosen(query, "kind")
    open_families = {value.partition(".")[0] for value in chosen}
    shown: dict[str, str] = {}
    for family, label in FAMILY_LABELS.items():
        shown[family] = label
        if family in open_families:
            types = (k for k in KINDS if k.startswith(f"{family}."))
            shown |= {k: KINDS[k] for k in types if k in counts or k in chosen}
    return shown


def _fixed(
    query: Query, name: str, choices: dict[str, str], counts: Counts
) -> dict[str, str]:
    chosen = [v for v in _chosen(query, name) if v not in choices]
    return {**choices, **{v: FIXED[name][v] for v in sorted(chosen)}}


def _languages(query: Query, counts: Counts) -> dict[str, str]:
    used = set(counts) | _chosen(query, "lang")
    return {code: label for code, label in LANGUAGES.items() if code in used}


def _roles(query: Query) -> Facet:
    """Roles of the chosen participants, or of anybody when none is chosen."""
    counts = _role_counts(query)
    chosen = query.role.value if query.role else ""
    values = tuple(
        FacetValue(
            value=role,
            label=label,
            count=counts.get(role, 0),
            query=query.encode(role=Value(role, label)),
            chosen=role == chosen,
        )
        for role, label in ROLE_LABELS.items()
    )
    return Facet("role", LABELS["role"], values, total=len(counts))


def _role_counts(query: Query) -> Counts:
    base = replace(query, role=None)
    if not query.who:
        return _grouped(base, [D.ROLE]).get(D.ROLE, {})
    together = query.mode == "all"
    counted = {
        f"r{n}": Count("pk", filter=_in_role(query, role, together=together))
        for n, role in enumerate(ROLE_LABELS)
    }
    found = versions(base).aggregate(**counted)
    return {role: found[f"r{n}"] for n, role in enumerate(ROLE_LABELS)}


def _in_role(query: Query, role: str, *, together: bool) -> Q:
    """The chosen participants have the role: all of them, or any."""
    if not together:
        return any_term(query, "who", query.who, role)
    condition = Q()
    for someone in query.who:
        condition &= any_term(query, "who", [someone], role)
    return condition


def _source_numbers(query: Query) -> Facet:
    """How many events have at least two, and at least three sources."""
    base = versions(replace(query, minsrc=None))
    numbers = sorted({2, 3} | ({query.minsrc} if query.minsrc else set()))
    counted = base.aggregate(
        **{f"n{n}": Count("pk", filter=Q(source_count__gte=n)) for n in numbers}
    )
    values = tuple(
        FacetValue(
            value=str(n),
            label=f"At least {_NUMBERS.get(n, n)} sources",
            count=counted[f"n{n}"],
            query=query.encode(minsrc=n),
            chosen=query.minsrc == n,
        )
        for n in numbers
    )
    return Facet("minsrc", LABELS["minsrc"], values, total=len(values))


_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five"}
