"""Coordinates, and path data made of them. The one place that mirrors. Pure.

Everything is laid out from left to right; a mirrored pen writes every x from the
right instead. Widths and heights are in the drawing's own units, about one pixel.
Boxes and discs run clockwise, mirrored or not: where two shapes of one path overlap
there is no hole.
"""

from collections.abc import Iterable
from typing import NamedTuple

Point = tuple[float, float]


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


class Pen(NamedTuple):
    """Writes on a drawing of a width."""

    width: float
    mirrored: bool = False

    def x(self, x: float) -> float:
        return self.width - x if self.mirrored else x

    def at(self, x: float) -> str:
        """The attribute of an x."""
        return number(self.x(x))

    def anchor(self, name: str) -> str:
        """The ``text-anchor`` of text that begins, ends or is centred at its x."""
        if not self.mirrored or name == "middle":
            return name
        return "start" if name == "end" else "end"

    def box(self, x0: float, y0: float, x1: float, y1: float) -> str:
        left, right = sorted((self.x(x0), self.x(x1)))
        width, tall = number(right - left), number(y1 - y0)
        return f"M{number(left)} {number(y0)}h{width}v{tall}h-{width}z"

    def disc(self, x: float, y: float, r: float) -> str:
        size, across = number(r), number(2 * r)
        left = number(self.x(x) - r)
        arc = f"a{size} {size} 0 1 1 "
        return f"M{left} {number(y)}{arc}{across} 0{arc}-{across} 0z"

    def half_disc(self, x: float, y: float, r: float) -> str:
        """The half of a disc that comes first."""
        size, sweep = number(r), int(self.mirrored)
        arc = f"a{size} {size} 0 0 {sweep} 0 {number(2 * r)}z"
        return f"M{self.at(x)} {number(y - r)}{arc}"

    def line(self, points: Iterable[Point], *, closed: bool = False) -> str:
        if closed and self.mirrored:
            points = reversed(list(points))
        joined = "L".join(f"{self.at(x)} {number(y)}" for x, y in points)
        return f"M{joined}{'z' if closed else ''}"

    def upright(self, x: float, y0: float, y1: float) -> str:
        return f"M{self.at(x)} {number(y0)}V{number(y1)}"


class Scale(NamedTuple):
    """Moments of a frame on the plot from ``left`` to ``right``."""

    start: float  # days since the year 1
    end: float
    left: float
    right: float

    def __call__(self, moment: float) -> float:
        """The x of a moment; beyond the plot for one outside the frame."""
        return self.left + (moment - self.start) * self.per_day

    @property
    def per_day(self) -> float:
        return (self.right - self.left) / (self.end - self.start)

    def clipped(self, moment: float) -> float:
        return min(max(self(moment), self.left), self.right)
