"""Ties: one vertical line joins the lanes of one event. Pure."""

from collections.abc import Sequence

from timeline.chart.layout import IN_PLAY, Laid, Spot
from timeline.chart.pen import Pen

ARROW = 4.5  # half of its height and width

Marks = Sequence[tuple[Spot, float]]  # of one event, from the top, each with its y
Places = dict[int, list[tuple[Spot, float]]]


def places_of(lanes: Sequence[Laid], ys: Sequence[float], row: float) -> Places:
    """Where the marks of every event are: in the order of the lanes."""
    found: Places = {}
    for lane, top in zip(lanes, ys, strict=True):
        for spot in lane.spots:
            found.setdefault(spot.item, []).append((spot, top + spot.row * row))
    return found


def tie(marks: Marks, pen: Pen) -> str:
    """The path of an event's tie; empty when nothing is to be joined."""
    joined = [(spot, y) for spot, y in marks if spot.played.weight in IN_PLAY]
    if len(joined) < 2:
        return ""
    first, last = joined[0], joined[-1]
    top = first[1] + (ARROW if first[0].played.weight == "arrow" else 0)
    foot = last[1] - (ARROW if last[0].played.weight == "arrow" else 0)
    return pen.upright(first[0].x, top, foot)


def points_up(spot: Spot, marks: Marks) -> bool:
    """An arrow points away from the lane it is addressed from."""
    full = [y for other, y in marks if other.played.weight in {"full", "half"}]
    here = next(y for other, y in marks if other is spot)
    return bool(full) and min(full, key=lambda y: abs(y - here)) > here


def arrow(x: float, y: float, pen: Pen, *, up: bool) -> str:
    base, tip = (y + ARROW, y - ARROW) if up else (y - ARROW, y + ARROW)
    return pen.line([(x - 5, base), (x + 5, base), (x, tip)], closed=True)
