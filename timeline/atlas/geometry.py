"""Rings and lines in a plane: cutting, thinning, and how SVG says them. Pure."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

Point = tuple[float, float]
Ring = Sequence[Point]  # closed: the last point is joined to the first


class Box(NamedTuple):
    """An upright rectangle, in whatever units its user has."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, point: Point, slack: float = 0.0) -> bool:
        return (
            self.left - slack <= point[0] <= self.right + slack
            and self.bottom - slack <= point[1] <= self.top + slack
        )

    def meets(self, other: "Box") -> bool:
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.bottom <= other.top
            and other.bottom <= self.top
        )

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)


def box_of(points: Iterable[Point]) -> Box:
    """The smallest box around the points; there is at least one."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def clipped(ring: Ring, box: Box) -> list[Point]:
    """The part of a ring inside a box (Sutherland and Hodgman 1974).

    Where a ring leaves the box in several places its parts stay joined along the
    edge of the box. Empty when nothing is inside.
    """
    points = list(ring)
    for axis, bound, sign in (
        (0, box.left, 1),
        (0, box.right, -1),
        (1, box.bottom, 1),
        (1, box.top, -1),
    ):
        points = _half(points, axis, bound, sign)
    return points if len(points) > 2 else []


def _half(points: list[Point], axis: int, bound: float, sign: int) -> list[Point]:
    """The part on one side of a line parallel to an axis."""
    kept: list[Point] = []
    if not points:
        return kept
    before = points[-1]
    was_in = (before[axis] - bound) * sign >= 0
    for point in points:
        is_in = (point[axis] - bound) * sign >= 0
        if is_in != was_in:
            kept.append(_crossing(before, point, axis, bound))
        if is_in:
            kept.append(point)
        before, was_in = point, is_in
    return kept


def _crossing(a: Point, b: Point, axis: int, bound: float) -> Point:
    share = (bound - a[axis]) / (b[axis] - a[axis])
    other = a[1 - axis] + share * (b[1 - axis] - a[1 - axis])
    return (bound, other) if axis == 0 else (other, bound)


def dense(ring: Ring, step: float) -> list[Point]:
    """The ring with no side longer than ``step`` along either axis."""
    points: list[Point] = []
    before = ring[-1]
    for point in ring:
        far = max(abs(point[0] - before[0]), abs(point[1] - before[1]))
        if far > step:
            points += _between(before, point, int(far // step) + 1)
        points.append(point)
        before = point
    return points


def _between(a: Point, b: Point, parts: int) -> list[Point]:
    """The points that divide the way from a to b, without its ends."""
    return [
        (a[0] + (b[0] - a[0]) * n / parts, a[1] + (b[1] - a[1]) * n / parts)
        for n in range(1, parts)
    ]


def thinned(line: Sequence[Point], tolerance: float) -> list[Point]:
    """The line without points that matter less than ``tolerance``.

    Ramer 1972, Douglas and Peucker 1973. The first and the last point stay.
    """
    if len(line) < 3:
        return list(line)
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        far, where = _farthest(line, first, last)
        if far > tolerance * tolerance:
            keep.add(where)
            spans += [(first, where), (where, last)]
    return [line[n] for n in sorted(keep)]


def _farthest(line: Sequence[Point], first: int, last: int) -> tuple[float, int]:
    """The point farthest from the chord: its distance squared, and where it is."""
    ax, ay = line[first]
    dx, dy = line[last][0] - ax, line[last][1] - ay
    length = dx * dx + dy * dy or 1.0
    most, where = 0.0, first
    for n in range(first + 1, last):
        x, y = line[n][0] - ax, line[n][1] - ay
        along = min(max((x * dx + y * dy) / length, 0.0), 1.0)
        far = (x - along * dx) ** 2 + (y - along * dy) ** 2
        if far > most:
            most, where = far, n
    return most, where


def thinned_ring(ring: Ring, tolerance: float) -> list[Point]:
    """:func:`thinned` for a ring: two halves between corners far from each other."""
    start = _farthest_from(ring, ring[0])
    ring = [*ring[start:], *ring[:start]]
    half = _farthest_from(ring, ring[0])
    there = thinned(ring[: half + 1], tolerance)
    back = thinned([*ring[half:], ring[0]], tolerance)
    return [*there[:-1], *back[:-1]]


def _farthest_from(ring: Ring, point: Point) -> int:
    return max(range(len(ring)), key=lambda n: _apart(point, ring[n]))


def _apart(a: Point, b: Point) -> float:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def area(ring: Ring) -> float:
    """Of a ring, in the square of its units."""
    around = pairwise([*ring, ring[0]])
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in around)) / 2


def parity(rings: Iterable[Ring], point: Point) -> bool:
    """True when an odd number of rings hold the point: inside, and in no hole."""
    return sum(_crossings(ring, point) for ring in rings) % 2 == 1


def _crossings(ring: Ring, point: Point) -> int:
    x, y = point
    count = 0
    for a, b in pairwise([*ring, ring[0]]):
        if (a[1] > y) != (b[1] > y) and _crossing(a, b, 1, y)[0] > x:
            count += 1
    return count


def number(value: float) -> str:
    """A coordinate with at most one decimal: ``12``, ``-.5``."""
    return tenths(round(value * 10))


def tenths(value: int) -> str:
    """A whole number of tenths as SVG says it most shortly."""
    whole, rest = divmod(abs(value), 10)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole or ''}.{rest}" if rest else f"{sign}{whole}"


def path(points: Sequence[Point], *, closed: bool = False) -> str:
    """``M1 2l3-4z``: absolute start, then steps, without rounding drift."""
    tens = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(tens)]
    walked = "".join(_pair(dx, dy) for dx, dy in steps if dx or dy)
    if not walked:
        return ""
    start = f"M{tenths(tens[0][0])} {tenths(tens[0][1])}l"
    return start + walked.lstrip() + ("z" if closed else "")


def _pair(dx: int, dy: int) -> str:
    """A step; a space only where no sign or point parts the numbers."""
    x, y = tenths(dx), tenths(dy)
    return f"{'' if x[0] == '-' else ' '}{x}{'' if y[0] == '-' else ' '}{y}"
