"""Sub-rows of a lane: marks that would overlap stand below one another. Pure."""

from collections.abc import Sequence
from itertools import pairwise

Extent = tuple[float, float]
GAP = 3.0


def packed(extents: Sequence[Extent], *, gap: float = GAP) -> list[int]:
    """The sub-row of each extent: the first that is free, taken from the left.

    No two extents of a row come nearer than ``gap``.
    """
    rows: list[float] = []  # where each row is free again
    found = [0] * len(extents)
    for place in sorted(range(len(extents)), key=lambda n: (extents[n], n)):
        left, right = extents[place]
        free = (n for n, end in enumerate(rows) if end + gap <= left)
        row = next(free, len(rows))
        if row == len(rows):
            rows.append(right)
        rows[row] = right
        found[place] = row
    return found


def is_crowded(
    middles: Sequence[float], rows: int, *, nearest: float = 8, most_rows: int = 7
) -> bool:
    """More than a fifth stand nearer than 8 to another, and rows do not help."""
    places = sorted(middles)
    gaps = [b - a for a, b in pairwise(places)]
    before = [True, *[gap >= nearest for gap in gaps]]
    after = [*[gap >= nearest for gap in gaps], True]
    near = sum(not (a and b) for a, b in zip(before, after, strict=True))
    return rows > most_rows and near * 5 > len(places)
