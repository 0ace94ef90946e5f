"""The geometry of a strip, as attributes of SVG elements. No styles."""

from dataclasses import dataclass, field
from typing import NamedTuple

LANE = 10  # height of a lane below the axis
MOST_LANES = 6


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
    lanes: list[list[tuple[float, float]]] = field(default_factory=list)

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

    def bracket(self, left: float, right: float, ends: tuple[bool, bool]) -> None:
        """A date between two days; ``ends`` says which of them are in the picture."""
        lane = self._lane(left, right)
        if lane is None:
            return
        top = _n(self.base + 3 + lane * LANE)
        self.windows += f"M{_n(left)} {top}H{_n(right)}v7H{_n(left)}z"
        if ends[0]:
            self.brackets += f"M{_n(left + 4)} {top}h-4v7h4"
        if ends[1]:
            self.brackets += f"M{_n(right - 4)} {top}h4v7h-4"

    def span(self, left: float, right: float, ends: tuple[bool, bool]) -> None:
        """An event of several days, a disc at each end that is in the picture."""
        lane = self._lane(left, right)
        if lane is None:
            return
        middle = self.base + 6.5 + lane * LANE
        left, right = left + 3, right - 3
        self.spans += f"M{_n(left)} {_n(middle - 1.5)}H{_n(right)}v3H{_n(left)}z"
        for x, shown in zip((left, right), ends, strict=True):
            if shown:
                self.spans += f"M{_n(x - 3)} {_n(middle)}a3 3 0 1 0 6 0a3 3 0 1 0-6 0z"

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
