"""The marks: what a date looks like at a zoom, in which place. Pure.

The zoom rule: a mark has a solid core (``g-core``) only when its date is known at the
current zoom. Whatever is known less well is a bracket or a fade.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from timeline.chart.knowing import Known
from timeline.chart.pen import Pen, Scale
from timeline.chart.zoom import Zoom

R = 6.0  # of a disc
NARROWEST = 10.0  # of a block; a narrower one is a disc
SOFT = 14.0  # half of the bar of "about"
FADE = 110.0  # of a bar without a bound
SHORTEST = 26.0  # of a bracket or a bar that is to be seen


class Part(NamedTuple):
    """A path of a mark: its class, its data, a mask when it fades out."""

    style: str
    d: str
    mask: str = ""


@dataclass(frozen=True)
class Figure:
    """An event laid on the axis, before it has a height.

    ``left`` and ``right`` are in the plot; a cut end lies beyond it. ``middle`` is
    where ties and leaders meet the mark.
    """

    shape: str  # disc, block, about, haze, bracket, lasting, dumbbell, ...
    left: float
    right: float
    middle: float
    cut_left: bool = False
    cut_right: bool = False
    guess: float | None = None  # x of an editor's best guess

    @property
    def is_wide(self) -> bool:
        """It has room of its own: ties of one day can be spaced in it."""
        return self.shape in {"block", "bracket"} and self.right - self.left > 16


def figure_of(known: Known, zoom: Zoom, scale: Scale, today: float) -> Figure:
    """Where and how the event is drawn."""
    if scale(known.end) < scale.left + 0.1:
        return Figure("earlier", scale.left, scale.left + SHORTEST, scale.left + 13)
    if scale(known.start) > scale.right - 0.1:
        return Figure("later", scale.right - SHORTEST, scale.right, scale.right - 13)
    if known.kind in {"before", "after"}:
        return _open_figure(known, scale)
    if known.kind == "ongoing":
        return _ongoing(known, zoom, scale, today)
    if not known.at(zoom):
        shape = {"once": "bracket", "about": "haze"}.get(known.kind, "lasting")
        return _between(shape, known, scale)
    if known.kind == "lasting":
        return _dumbbell(known, scale)
    return _known(known, scale)


def _known(known: Known, scale: Scale) -> Figure:
    left, right = scale(known.start), scale(known.end)
    middle = _within(scale, (left + right) / 2)
    if known.kind == "about":
        return Figure("about", middle - SOFT, middle + SOFT, middle)
    if right - left < NARROWEST:
        return Figure("disc", middle - R, middle + R, middle)
    return _between("block", known, scale)


def _between(shape: str, known: Known, scale: Scale) -> Figure:
    """From bound to bound, cut at the edges of the plot, never too small to see."""
    left, right = scale.clipped(known.start), scale.clipped(known.end)
    cut = scale(known.start) < scale.left - 0.5, scale(known.end) > scale.right + 0.5
    if shape != "block" and right - left < SHORTEST:
        middle = (left + right) / 2
        left = min(max(middle - SHORTEST / 2, scale.left), scale.right - SHORTEST)
        right = left + SHORTEST
    return Figure(shape, left, right, (left + right) / 2, *cut)


def _dumbbell(known: Known, scale: Scale) -> Figure:
    found = _between("block", known, scale)
    if found.right - found.left < 2 * R + 2 and not (found.cut_left or found.cut_right):
        middle = _within(scale, found.middle)
        return Figure("disc", middle - R, middle + R, middle)
    left, right = found.left, max(found.right, found.left + 2 * R)
    if right > scale.right:
        left, right = scale.right - 2 * R, scale.right
    middle = (left + right) / 2
    return Figure("dumbbell", left, right, middle, found.cut_left, found.cut_right)


def _open_figure(known: Known, scale: Scale) -> Figure:
    """One bracket at the bound that is known, and a fade.

    Where that bound is beyond the plot it may have been any time in it.
    """
    if known.kind == "before":
        right = scale.clipped(known.end)
        right = max(right, scale.left + SHORTEST)
        beyond = scale(known.end) > scale.right + 0.5
        left = scale.left if beyond else max(right - FADE, scale.left)
        return Figure("before", left, right, right - 3, True, beyond)
    left = min(scale.clipped(known.start), scale.right - SHORTEST)
    beyond = scale(known.start) < scale.left - 0.5
    right = scale.right if beyond else min(left + FADE, scale.right)
    return Figure("after", left, right, left + 3, beyond, True)


def _ongoing(known: Known, zoom: Zoom, scale: Scale, today: float) -> Figure:
    """Its start, and a bar with an arrow up to today or to the edge."""
    known_start = known.at(zoom)
    start = known.start + (known.start_doubt / 2 if known_start else 0)
    left = scale.clipped(start)
    until = scale.clipped(today) if known.start <= today else scale.right
    left = min(left, scale.right - 2 * SHORTEST)
    right = min(max(until, left + 2 * SHORTEST), scale.right)
    cut = scale(start) < scale.left - 0.5
    if known_start:
        return Figure("ongoing", left - (0 if cut else R), right, left + 3, cut)
    return Figure("ongoing-from", left, right, left + 3, cut, cut_right=True)


def _within(scale: Scale, x: float) -> float:
    return min(max(x, scale.left), scale.right)


# What is drawn


def parts_of(
    figure: Figure, y: float, pen: Pen, *, half: bool, status: str
) -> list[Part]:
    """The paths of a mark whose middle is at ``y``; half the size for a host."""
    size = 0.5 if half else 1.0
    parts = list(_PARTS[figure.shape](figure, y, pen, size))
    if figure.guess is not None:
        parts.append(Part("g-br", _diamond(figure.guess, y, pen, 5 * size)))
    if status == "disputed":
        parts.append(Part("g-half", _half(figure, y, pen, size)))
    if status == "off":
        x0, x1 = _struck(figure, size)
        strike = pen.line([(x0, y + 7 * size), (x1, y - 7 * size)])
        parts.append(Part("g-strike", strike))
    return parts


def ends_of(figure: Figure, y: float, pen: Pen) -> Iterator[Part]:
    """The brackets of a figure and a faint line between them, at half its height."""
    yield Part("g-soft", pen.box(figure.left, y - 0.5, figure.right, y + 0.5))
    yield from _ends(figure, y, pen, 0.5)


Parts = Iterator[Part]


def _disc(f: Figure, y: float, pen: Pen, size: float) -> Parts:
    yield Part("g-core", pen.disc(f.middle, y, R * size))


def _block(f: Figure, y: float, pen: Pen, size: float) -> Parts:
    x0, x1 = f.left + 1.5, f.right - 1.5
    yield Part("g-core", pen.box(x0, y - 6 * size, x1, y + 6 * size))


def _about(f: Figure, y: float, pen: Pen, size: float) -> Parts:
    yield Part("g-soft", pen.box(f.left, y - 3 * size, f.right, y + 3 * size))
    yield Part("g-core", pen.disc(f.middle, y, 5.2 * size))


def _haze(f: Figure, y: float, pen: Pen, size: float) -> Parts:
    bar = pen.box(f.left, y - 3 * size, f.right, y + 3 * size)
    yield Part("g-soft g-bar", bar, "fade-both")


def _bracket(f: Figure, y: float, pen: Pen, size: float) -> Parts:
    tall = 7 * size
    x0, x1 = f.left + 1.5, f.right - 1.5
    yield Part("g-win", pen.box(x0, y - tall, x1, y + tall))
    yield from _ends(f, y, pen, size)


def _ends(f: Figure, y: float, pen: Pen, size: float) -> Parts:
    """The hard edges: a bracket at each bound that is in the picture."""
    tall, lip = 8 * size, 5.0
    edges = [(f.left + 1.5, lip, f.cut_left), (f.right - 1.5, -lip, f.cut_right)]
    drawn = [
        pen.line([(x + to, y - tall), (x, y - tall), (x, y + tall), (x + to, y + tall)])
        for x, to, cut in edges
        if not cut
    ]
    if drawn:
        yield Part("g-br", "".join(drawn))


def _lasting(f: Figure, y: float, pen: Pen, size: float) -> Parts:
    x0, x1 = f.left + 1.5, f.right - 1.5
    yield Part("g-win", pen.box(x0, y - 7 * size, x1, y + 7 * size))
    yield Part("g-soft", pen.box(x0, y - 2.7 * size, x1, y + 2.7 * size))
    yield from _ends(f, y, pen, size)


def _dumbbell_parts(f: Figure, y: float, pen: Pen, size: float) -> Parts:
    radius, bar = 4.8 * size, 2.7 * size
    x0, x1 = f.left + 2 + radius, f.right - 2 - radius
    start = f.left if f.cut_left else x0
    end = f.right if f.cut_right else x1
    yield Part(
        "g-core",
        pen.box(start, y - bar, end, y + bar)
        + _tip(f.left, y, pen, size, cut=f.cut_left, x=x0, to=-1)
        + _tip(f.right, y, pen, size, cut=f.cut_right, x=x1, to=1),
    )


def _tip(
    edge: float, y: float, pen: Pen, size: float, *, cut: bool, x: float, to: int
) -> str:
    """The disc of a known end; where the plot cuts it, an arrow onward."""
    if not cut:
        return pen.disc(x, y, 4.8 * size)
    back = edge - to * 9
    tall = to * 6 * size  # clockwise at either end, like the bar it overlaps
    return pen.line([(edge, y), (back, y + tall), (back, y - tall)], closed=True)


def _before(f: Figure, y: float, pen: Pen, size: float) -> Parts:
    bar = pen.box(f.left, y - 3.5 * size, f.right - 1.5, y + 3.5 * size)
    yield Part("g-soft g-bar", bar, "fade-both" if f.cut_right else "fade-left")
    yield from _ends(f, y, pen, size)


def _after(f: Figure, y: float, pen: Pen, size: float) -> Parts:
    bar = pen.box(f.left + 1.5, y - 3.5 * size, f.right, y + 3.5 * size)
    yield Part("g-soft g-bar", bar, "fade-both" if f.cut_left else "fade-right")
    yield from _ends(f, y, pen, size)


def _ongoing_parts(f: Figure, y: float, pen: Pen, size: float) -> Parts:
    start = f.left if f.cut_left else f.left + R
    yield Part("g-soft", pen.box(start, y - 3 * size, f.right - 8, y + 3 * size))
    core = pen.line(_head(f.right, y, size), closed=True)
    if not f.cut_left:
        core += pen.disc(start, y, 5 * size)
    yield Part("g-core", core)


def _ongoing_from(f: Figure, y: float, pen: Pen, size: float) -> Parts:
    """It began some time in the bracket; no core."""
    bar = pen.box(f.left + 1.5, y - 3 * size, f.right - 8, y + 3 * size)
    head = pen.line(_head(f.right, y, size), closed=True)
    yield Part("g-soft g-bar", bar + head)
    yield from _ends(f, y, pen, size)


def _earlier(f: Figure, y: float, pen: Pen, size: float) -> Parts:
    """It lies before the chart: an arrow out of it."""
    bar = pen.box(f.left + 8, y - 3 * size, f.right - 1, y + 3 * size)
    points = [(f.left, y), (f.left + 8, y - 6 * size), (f.left + 8, y + 6 * size)]
    yield Part("g-soft g-bar", bar + pen.line(points, closed=True))


def _later(f: Figure, y: float, pen: Pen, size: float) -> Parts:
    bar = pen.box(f.left + 1, y - 3 * size, f.right - 8, y + 3 * size)
    yield Part("g-soft g-bar", bar + pen.line(_head(f.right, y, size), closed=True))


def _head(x: float, y: float, size: float) -> list[tuple[float, float]]:
    return [(x - 8, y - 5.5 * size), (x, y), (x - 8, y + 5.5 * size)]


def _diamond(x: float, y: float, pen: Pen, r: float) -> str:
    return pen.line([(x - r, y), (x, y - r), (x + r, y), (x, y + r)], closed=True)


def _half(f: Figure, y: float, pen: Pen, size: float) -> str:
    """The filled half of a disputed mark: its first half, at most 12 wide."""
    if f.shape in {"disc", "about"}:
        r = (R if f.shape == "disc" else 5.2) * size
        return pen.half_disc(f.middle, y, r)
    tall = 6 * size
    x = f.left + 3
    wide = min(12.0, max(f.right - f.left - 6, 1))
    return pen.line([(x, y + tall), (x, y - tall), (x + wide, y - tall)], closed=True)


def _struck(f: Figure, size: float) -> tuple[float, float]:
    """From where to where the stroke of "did not take place" runs."""
    if f.right - f.left > 60:
        middle = (f.left + f.right) / 2
        return middle - 22, middle + 22
    if f.shape in {"disc", "about"}:
        return f.middle - 9 * size, f.middle + 9 * size
    return f.left + 1.5, f.right - 1.5


_PARTS = {
    "disc": _disc,
    "block": _block,
    "about": _about,
    "haze": _haze,
    "bracket": _bracket,
    "lasting": _lasting,
    "dumbbell": _dumbbell_parts,
    "before": _before,
    "after": _after,
    "ongoing": _ongoing_parts,
    "ongoing-from": _ongoing_from,
    "earlier": _earlier,
    "later": _later,
}
