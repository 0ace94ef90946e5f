"""The lanes of a chart: what each holds, how many events, who comes first."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from timeline.chart.asking import LaneKey, Lanes
from timeline.codelists.tables import FAMILIES
from timeline.models.versions import Heading, VersionTerm
from timeline.presentation.naming import heading_name
from timeline.selection import Selection
from timeline.selection.filters import versions
from timeline.selection.vocabulary import KINDS

TOP = 4  # lanes when none were chosen
CANDIDATES = 20  # values that can be ticked; any other can be typed
_SIDES = {"state", "organisation", "territory", "group"}


@dataclass(frozen=True)
class Lane:
    """One lane. ``count`` is the number of its events in the view."""

    key: LaneKey
    label: str
    count: int = 0


def lanes_of(selection: Selection, asked: Lanes) -> tuple[list[Lane], list[Lane]]:
    """The lanes to draw, and others that could be chosen. Two queries.

    Without a choice: the four participants with the most events, states and
    organisations before persons and bodies; the four largest processes or places;
    every kind that occurs.
    """
    if asked.mixed and not asked.chosen:
        return [], _ranked(selection, "who", ())[:CANDIDATES]
    if asked.mixed:
        return _chosen(selection, asked), []
    ranked = _ranked(selection, asked.by, asked.chosen)
    if not asked.chosen:
        top = len(ranked) if asked.by == "kind" else TOP
        return ranked[:top], ranked[top:CANDIDATES]
    known = {lane.key: lane for lane in ranked}
    labels = dict(zip(asked.chosen, asked.labels, strict=False))
    chosen = [known.get(k) or Lane(k, labels.get(k, k.value)) for k in asked.chosen]
    return chosen, [lane for lane in ranked if lane.key not in asked.chosen][
        :CANDIDATES
    ]


def _chosen(selection: Selection, asked: Lanes) -> list[Lane]:
    """Lanes of any dimension; the chart counts their events. At most one query."""
    labels = dict(zip(asked.chosen, asked.labels, strict=False))
    names = labels or _names(selection, asked.chosen)
    return [Lane(key, names.get(key, key.value)) for key in asked.chosen]


def _counts(selection: Selection, dimension: str) -> dict[LaneKey, int]:
    """How many of the selected events have each value. One query."""
    found = VersionTerm.objects.filter(dimension=dimension, role="")
    query = selection.query
    if query.as_of is None:
        found = found.filter(present=True)
    if query.is_narrowed:
        found = found.filter(version__in=versions(query).values("pk"))
    rows = found.values("value").annotate(events=Count("pk"))
    return {
        LaneKey(dimension, value): events
        for value, events in rows.values_list("value", "events")
    }


def _ranked(
    selection: Selection, dimension: str, chosen: tuple[LaneKey, ...]
) -> list[Lane]:
    """The values of a dimension in the view, the fittest for a lane first."""
    counts = _counts(selection, dimension)
    if dimension == "kind":
        return _kinds(counts, chosen)
    often = sorted(counts, key=lambda key: (-counts[key], key.value))[: CANDIDATES * 3]
    wanted = list(dict.fromkeys([*often, *chosen]))
    kinds, names = _headings(selection, wanted)
    lanes = [Lane(key, names.get(key, key.value), counts.get(key, 0)) for key in wanted]
    if dimension == "who":
        lanes.sort(key=lambda lane: kinds.get(lane.key) not in _SIDES)
    return lanes


def _kinds(counts: dict[LaneKey, int], chosen: tuple[LaneKey, ...]) -> list[Lane]:
    families = [LaneKey("kind", family.slug) for family in FAMILIES]
    keys = [key for key in families if counts.get(key)]
    keys += [key for key in chosen if key not in keys]
    return [Lane(key, _kind(key.value), counts.get(key, 0)) for key in keys]


def _kind(value: str) -> str:
    return str(KINDS.get(value, value))


def _headings(
    selection: Selection, keys: list[LaneKey]
) -> tuple[dict[LaneKey, str], dict[LaneKey, str]]:
    """The kind and the name of each key that has a heading. One query."""
    rows = Heading.objects.at(selection.query.as_of).filter(
        dimension__in={key.dimension for key in keys},
        value__in={key.value for key in keys},
    )
    kinds, names = {}, {}
    for heading in rows:
        key = LaneKey(heading.dimension, heading.value)
        kinds[key], names[key] = heading.kind, heading_name(heading)
    return kinds, names


def _names(selection: Selection, keys: Iterable[LaneKey]) -> dict[LaneKey, str]:
    wanted = list(keys)
    kinds = {k: _kind(k.value) for k in wanted if k.dimension == "kind"}
    return _headings(selection, wanted)[1] | kinds
