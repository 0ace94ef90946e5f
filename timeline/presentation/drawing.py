"""The geometry of a strip, as attributes of SVG elements. No styles.

Time is linear in days between the two edges of the axis. From right to left only
the places change: every x is mirrored where it is written.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

LANE = 10  # height of a lane below the axis
MOST_LANES = 6
MARGIN = 8  # left and right of the axis
TODAY_ROOM = 50  # for the word beside the line


class Tick(NamedTuple):
    """A line below the axis and its label."""

    x: str
    label: str
    label_x: str


class Paths(NamedTuple):
    """The paths of one kind of events: those chosen, or those around them."""

    squares: list[str]
    spans: list[str]
    windows: list[str]
    brackets: list[str]


def _no_paths() -> Paths:
    return Paths([], [], [], [])


@dataclass
class Drawing:
    """What ``_drawing.html`` draws: paths by class, ticks, and the picture's size.

    The axis runs from the beginning of ``start`` to the beginning of ``end``.
    """

    width: int
    base: float  # the axis, from the top
    start: date
    end: date
    rtl: bool = False
    chosen: Paths = field(default_factory=_no_paths)
    around: Paths = field(default_factory=_no_paths)
    planned: list[str] = field(default_factory=list)
    band_x: str = ""
    band_width: str = ""
    today_x: str = ""
    today_label_x: str = ""
    ticks: list[Tick] = field(default_factory=list)
    lanes: list[list[tuple[float, float]]] = field(default_factory=list)

    def x(self, day: float) -> float:
        """Where an ordinal day begins; before it is mirrored."""
        first, last = self.start.toordinal(), self.end.toordinal()
        axis = self.width - 2 * MARGIN
        return MARGIN + axis * (day - first) / max(last - first, 1)

    def column(self, start: date, end: date, square: float) -> tuple[float, float]:
        """Left edge and width of what stands in a column between two days."""
        left, right = self.x(start.toordinal()), self.x(end.toordinal())
        side = max(min(square, right - left - 1.2), 1)
        return left + (right - left - side) / 2, side

    def square(self, to: list[str], x: float, side: float, place: int) -> None:
        """One event: the square in that place of its column, from the axis up."""
        y = self.base - 2 - side - place * (side + 2)
        to.append(self._box(x, y, side, side))

    def bar(
        self, to: list[str], x: float, side: float, low: float, high: float
    ) -> None:
        """A bar between two shares of the height."""
        room = self.base - 4
        tall = max(room * (high - low), 1)
        to.append(self._box(x, self.base - room * low - tall, side, tall))

    def bracket(
        self, to: Paths, left: float, right: float, ends: tuple[bool, bool]
    ) -> None:
        """A date between two days; ``ends`` says which of them are in the picture."""
        lane = self._lane(left, right)
        if lane is None:
            return
        top = self.base + 3 + lane * LANE
        to.windows.append(self._box(left, top, right - left, 7))
        for x, towards, shown in ((left, 4, ends[0]), (right, -4, ends[1])):
            if shown:
                hook = -towards * (-1 if self.rtl else 1)
                at = self._n(x + towards)
                to.brackets.append(f"M{at} {_n(top)}h{hook}v7h{-hook}")

    def span(
        self, to: Paths, left: float, right: float, ends: tuple[bool, bool]
    ) -> None:
        """An event of several days, a disc at each end that is in the picture.

        The disc runs clockwise like the bar, or there would be a hole in both.
        """
        lane = self._lane(left, right)
        if lane is None:
            return
        middle = self.base + 6.5 + lane * LANE
        left, right = left + 3, max(right - 3, left + 4)
        to.spans.append(self._box(left, middle - 1.5, right - left, 3))
        for x, shown in zip((left, right), ends, strict=True):
            if shown:
                disc = f"{_n(middle)}a3 3 0 1 1 6 0a3 3 0 1 1-6 0z"
                to.spans.append(f"M{_n(self._mirrored(x) - 3)} {disc}")

    def _lane(self, left: float, right: float) -> int | None:
        """The first lane that is free from ``left`` to ``right``, taken at once."""
        for number, taken in enumerate(self.lanes):
            if all(right + 2 <= start or end + 2 <= left for start, end in taken):
                taken.append((left, right))
                return number
        if len(self.lanes) == MOST_LANES:
            return None
        self.lanes.append([(left, right)])
        return len(self.lanes) - 1

    def band(self, left: float, right: float) -> None:
        """The dates asked for."""
        wide = max(right - left, 1)
        self.band_x = self._n(right if self.rtl else left)
        self.band_width = _n(wide)

    def tick(self, x: float, label: str) -> None:
        self.ticks.append(Tick(self._n(x), label, self._n(x + 4)))

    def today(self, x: float) -> None:
        fits = x + TODAY_ROOM < self.width
        self.today_x = self._n(x)
        self.today_label_x = self._n(x + 4 if fits else x - TODAY_ROOM + 10)

    def _box(self, x: float, y: float, wide: float, tall: float) -> str:
        left = self._mirrored(x + wide) if self.rtl else x
        return f"M{_n(left)} {_n(y)}h{_n(wide)}v{_n(tall)}h{_n(-wide)}z"

    def _mirrored(self, x: float) -> float:
        return self.width - x if self.rtl else x

    def _n(self, x: float) -> str:
        return _n(self._mirrored(x))

    @property
    def foot(self) -> float:
        """Where the labels begin: under the axis and its lanes."""
        return self.base + 4 + max(len(self.lanes), 1) * LANE

    @property
    def first_x(self) -> int:
        """Where the axis begins in time."""
        return self.width - MARGIN if self.rtl else MARGIN

    @property
    def last_x(self) -> int:
        return MARGIN if self.rtl else self.width - MARGIN

    @property
    def right(self) -> int:
        """The right end of the axis, whichever way time runs."""
        return self.width - MARGIN

    @property
    def top(self) -> str:
        return _n(self.base)

    @property
    def axis_y(self) -> str:
        return _n(self.base + 0.5)

    @property
    def height(self) -> str:
        return _n(self.foot + 18)

    @property
    def tick_foot(self) -> str:
        return _n(self.foot + 14)

    @property
    def label_y(self) -> str:
        return _n(self.foot + 13)


def _n(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
