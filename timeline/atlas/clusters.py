"""Places too near each other for discs of their own share one. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt

from timeline.atlas.frame import Frame
from timeline.atlas.geometry import Point
from timeline.atlas.places import Place

CELL = 28  # pixels: nearer places share a disc
UNIT = 8.0  # pixels: the radius of one event, where the largest count allows it
LARGEST = 28.0
LEAST = 3.0


@dataclass
class Cluster:
    """Places at one point: that of the place with most events."""

    at: Point  # pixels
    places: list[Place] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(place.count for place in self.places)

    @property
    def first(self) -> Place:
        return self.places[0]


def clusters(places: Iterable[Place], frame: Frame) -> list[Cluster]:
    """Discs for the places with a point in the picture, most events first.

    ``places`` come with most events first: each joins the nearest disc closer than a
    cell, or begins one. So no two discs have centres closer than a cell.
    """
    begun: dict[tuple[int, int], list[Cluster]] = {}
    for place in places:
        if place.at is None or place.is_area:
            continue
        at = frame.at(*place.at)
        if not frame.box.holds(at):
            continue
        near = _nearest(begun, at)
        if near is None:
            near = Cluster(at)
            begun.setdefault(_cell(at), []).append(near)
        near.places.append(place)
    found = [cluster for cell in begun.values() for cluster in cell]
    return sorted(found, key=lambda cluster: (-cluster.count, cluster.first.slug))


def _cell(at: Point) -> tuple[int, int]:
    return int(at[0] // CELL), int(at[1] // CELL)


def _nearest(begun: dict[tuple[int, int], list[Cluster]], at: Point) -> Cluster | None:
    column, row = _cell(at)
    near = [
        (_apart(cluster.at, at), cluster.first.slug, cluster)
        for x in (column - 1, column, column + 1)
        for y in (row - 1, row, row + 1)
        for cluster in begun.get((x, y), ())
    ]
    close = [entry for entry in near if entry[0] < CELL]
    return min(close, key=lambda entry: entry[:2])[2] if close else None


def _apart(a: Point, b: Point) -> float:
    return sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)


def radius(count: int, most: int) -> float:
    """Of a disc, its area in proportion to the count; never too small to be seen."""
    unit = min(UNIT, LARGEST / sqrt(most))
    return max(unit * sqrt(count), LEAST)
