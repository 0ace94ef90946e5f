"""Where the marks stand: their place on the axis and their sub-row in each lane. Pure.

Nothing here is drawn; :mod:`timeline.chart.picture` draws what is laid out here.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from timeline.chart.items import Item, Played
from timeline.chart.labels import shortened
from timeline.chart.packing import Extent, is_crowded, packed
from timeline.chart.pen import Scale
from timeline.chart.shapes import Figure, figure_of
from timeline.chart.zoom import Zoom

MOST_MARKS = 220  # of all lanes together, for the size of the page
MOST_ROWS = 9  # of a lane whose labels are drawn
LETTER = 6.7  # the width of a letter beside a mark, about
LETTERS = 44  # of such a label
IN_PLAY = ("full", "half", "arrow")  # weights that a tie joins


@dataclass(frozen=True)
class Beside:
    """The label beside or inside a mark of the zooms that label every event."""

    x: float
    words: str
    ends: bool = False  # the words end at x

    @property
    def width(self) -> float:
        return len(self.words) * LETTER

    @property
    def extent(self) -> Extent:
        return (
            (self.x - self.width, self.x)
            if self.ends
            else (
                self.x,
                self.x + self.width,
            )
        )


@dataclass(frozen=True)
class Spot:
    """One event in one lane."""

    item: int
    played: Played
    figure: Figure
    x: float  # where ties meet it
    is_alone: bool = False  # an arrow with nothing to be tied to
    row: int = 0
    beside: Beside | None = None

    @property
    def own(self) -> Extent:
        """What the mark itself covers."""
        half = {"arrow": 6.0, "none": 5.0}.get(self.played.weight)
        if half and not self.is_bounded:
            return self.x - half, self.x + half
        return self.figure.left, self.figure.right

    @property
    def is_bounded(self) -> bool:
        """A symbol that must say by brackets that its place is not exact.

        An arrow that is tied to a mark need not: the mark says it.
        """
        vague = self.figure.shape in {"bracket", "haze", "lasting"}
        return vague and (self.played.weight == "none" or self.is_alone)

    @property
    def extent(self) -> Extent:
        left, right = self.own
        if self.beside:
            a, b = self.beside.extent
            return min(left, a), max(right, b)
        return left, right


@dataclass
class Laid:
    """A lane: its spots, or nothing when it is to be a strip of counts."""

    spots: list[Spot] = field(default_factory=list)
    rows: int = 0
    is_crowded: bool = False


def laid(
    items: Sequence[Item], lanes: int, zoom: Zoom, scale: Scale, today: float
) -> list[Laid]:
    """Every lane, and after them the lane of events that are in none."""
    figures = [_figure(item, zoom, scale, today) for item in items]
    xs = _tie_places(items, figures)
    found = [_spots(items, figures, xs, lane, lanes) for lane in range(lanes + 1)]
    if zoom.unit < 1:
        found = _with_words(found, items, scale)
    done = [_packed(spots) for spots in found]
    while sum(len(lane.spots) for lane in done) > MOST_MARKS:
        fullest = max(done, key=lambda lane: len(lane.spots))
        done[done.index(fullest)] = Laid(is_crowded=True)
    return done


def _figure(item: Item, zoom: Zoom, scale: Scale, today: float) -> Figure:
    found = figure_of(item.known, zoom, scale, today)
    if item.guess is None or found.shape not in {"bracket", "haze"}:
        return found
    x = scale(item.guess.toordinal() + 0.5)
    inside = found.left + 8 <= x <= found.right - 8
    return replace(found, guess=x) if inside else found


def _tie_places(items: Sequence[Item], figures: Sequence[Figure]) -> list[float]:
    """The x of every event's tie: those of one day are spaced inside the day."""
    xs = [figure.middle for figure in figures]
    days: dict[Extent, list[int]] = defaultdict(list)
    for n, (item, figure) in enumerate(zip(items, figures, strict=True)):
        if figure.is_wide and len(item.lanes) > 1:
            days[round(figure.left, 1), round(figure.right, 1)].append(n)
    for (left, right), members in days.items():
        step = (right - left) / (len(members) + 1)
        for place, n in enumerate(members, start=1):
            xs[n] = left + place * step
    return xs


def _spots(
    items: Sequence[Item],
    figures: Sequence[Figure],
    xs: Sequence[float],
    lane: int,
    lanes: int,
) -> list[Spot]:
    found = []
    for n, item in enumerate(items):
        played = item.parts[lane] if lane < lanes else None
        if lane == lanes and not item.lanes:
            played = Played("full")
        if played:
            alone = played.weight == "arrow" and not _has_mark(item)
            found.append(Spot(n, played, figures[n], xs[n], alone))
    return found


def _has_mark(item: Item) -> bool:
    """Somebody in the lanes took part or was the host."""
    return any(part and part.weight in {"full", "half"} for part in item.parts)


def _packed(spots: list[Spot]) -> Laid:
    rows = packed([spot.extent for spot in spots])
    if max(rows, default=0) >= MOST_ROWS and any(spot.beside for spot in spots):
        spots = [replace(spot, beside=None) for spot in spots]
        rows = packed([spot.extent for spot in spots])
    height = max(rows, default=-1) + 1
    if is_crowded([spot.x for spot in spots], height):
        return Laid(is_crowded=True)
    placed = [replace(s, row=row) for s, row in zip(spots, rows, strict=True)]
    return Laid(placed, height)


def _with_words(
    found: list[list[Spot]], items: Sequence[Item], scale: Scale
) -> list[list[Spot]]:
    """The first full mark of every event gets its label."""
    best: dict[int, tuple[int, int]] = {}
    for lane, spots in enumerate(found):
        for spot in spots:
            rank = int(spot.played.weight not in {"full", "half"}), lane
            best[spot.item] = min(best.get(spot.item, rank), rank)
    return [
        [
            replace(spot, beside=_beside(spot, items[spot.item], scale))
            if best[spot.item][1] == lane
            else spot
            for spot in spots
        ]
        for lane, spots in enumerate(found)
    ]


def _beside(spot: Spot, item: Item, scale: Scale) -> Beside | None:
    """Inside a bracket; else after the mark, or before it at the far edge."""
    left, right = spot.own
    words = shortened(item.title, LETTERS)
    if spot.figure.shape in {"bracket", "lasting"} and right - left > 40:
        inside = left + (22 if item.status == "disputed" else 14)
        return _fitting(inside, words, item, scale)
    after = _fitting(right + 6, words, item, scale)
    if after and len(after.words) >= len(words):
        return after
    before = Beside(left - 6, words, ends=True)
    return before if before.extent[0] >= scale.left else after


def _fitting(x: float, words: str, item: Item, scale: Scale) -> Beside | None:
    room = int((scale.right + 6 - x) / LETTER)
    if room < 8:
        return None
    return Beside(x, words if len(words) <= room else shortened(item.title, room))
