"""The geometry of a strip, as attributes of SVG elements. No styles."""

from dataclasses import dataclass, field
from typing import NamedTuple

LANE = 10  # height of a lane below the axis


class Tick(NamedTuple):
    x: str
    label: str
    label_x: str


@dataclass
class Drawing:
    """What ``_strip.html`` draws: paths by class, ticks, and the picture's size."""

    width: int
    base: float  # the axis, from the top
    solid: str = ""
    planned: str = ""
    spans: str = ""
    windows: str = ""
    brackets: str = ""
    band_x: str = ""
    band_width: str = ""
    today_x: str = ""
    ticks: list[Tick] = field(default_factory=list)
    lanes: list[float] = field(default_factory=list)  # where each lane is taken until

    def squares(self, x: float, side: float, solid: int, planned: int) -> None:
        """A column of squares, planned ones on top."""
        for n in range(solid + planned):
            y = self.base - 2 - side - n * (side + 2)
            path = f"M{_n(x)} {_n(y)}h{_n(side)}v{_n(side)}h{_n(-side)}z"
            if n < solid:
                self.solid += path
            else:
                self.planned += path

    def bar(self, x: float, side: float, share: float) -> None:
        """A bar of a share of the height."""
        tall = max((self.base - 4) * share, 1)
        y = self.base - tall
        self.solid += f"M{_n(x)} {_n(y)}h{_n(side)}v{_n(tall)}h{_n(-side)}z"

    def span(self, left: float, right: float, *, vague: bool) -> None:
        """A bracket or a dumb-bell below the axis, in the first free lane."""
        lane = self._lane(left, right)
        top = self.base + 3 + lane * LANE
        if vague:
            self.windows += f"M{_n(left)} {_n(top)}H{_n(right)}v7H{_n(left)}z"
            self.brackets += (
                f"M{_n(left + 4)} {_n(top)}h-4v7h4M{_n(right - 4)} {_n(top)}h4v7h-4"
            )
            return
        middle = top + 3.5
        left, right = left + 3, right - 3
        self.spans += f"M{_n(left)} {_n(middle - 1.5)}H{_n(right)}v3H{_n(left)}z"
        for x in (left, right):
            self.spans += f"M{_n(x - 3)} {_n(middle)}a3 3 0 1 0 6 0a3 3 0 1 0-6 0z"

    def _lane(self, left: float, right: float) -> int:
        for lane, taken in enumerate(self.lanes):
            if taken + 2 <= left:
                self.lanes[lane] = right
                return lane
        self.lanes.append(right)
        return len(self.lanes) - 1

    def band(self, left: float, right: float) -> None:
        self.band_x, self.band_width = _n(left), _n(max(right - left, 1))

    def axis(self) -> None:
        """Nothing more is drawn between the axis and the labels."""
        self.foot = self.base + 4 + max(len(self.lanes), 1) * LANE

    def tick(self, x: float, label: str) -> None:
        self.ticks.append(Tick(_n(x), label, _n(x + 4)))

    def today(self, x: float) -> None:
        self.today_x = _n(x)
        self.today_label_x = _n(x + 4 if x + 50 < self.width else x - 40)

    foot: float = 0
    today_label_x: str = ""

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

    @property
    def right(self) -> int:
        return self.width - 8


def _n(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
