"""Where the marks stand: their place on the axis and their sub-row in each lane. Pure.

Nothing here is drawn; :mod:`timeline.chart.picture` draws what is laid out here.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from timeline.chart.beside import EDGE, Beside, Mark, beside
from timeline.chart.items import Item, Played
from timeline.chart.packing import GAP, Extent, is_crowded, packed
from timeline.chart.pen import Scale
from timeline.chart.shapes import Figure, figure_of
from timeline.chart.zoom import Zoom

MOST_MARKS = 150  # of all lanes together, for the size of the page
MOST_ROWS = 9  # of a lane whose labels are drawn
NEAREST_TIES = 6.0  # of two events, where one has room to stand aside
IN_PLAY = ("full", "half", "arrow")  # weights that a tie joins


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
    items: Sequence[Item],
    lanes: int,
    zoom: Zoom,
    scale: Scale,
    *,
    today: float,
    notes: Sequence[str],
) -> list[Laid]:
    """Every lane, and after them the lane of events that are in none.

    ``notes`` has an entry for every item: what its label adds to the title.
    """
    figures = [_figure(item, zoom, scale, today) for item in items]
    xs = _tie_places(items, figures)
    found = [_spots(items, figures, xs, lane, lanes) for lane in range(lanes + 1)]
    if zoom.unit < 1:
        found = _with_words(found, items, notes, scale)
    done = [_packed(spots) for spots in found]
    while sum(len(lane.spots) for lane in done) > MOST_MARKS:
        fullest = max(done, key=lambda lane: len(lane.spots))
        done[done.index(fullest)] = Laid(is_crowded=True)
    return [_lengthened(lane, scale) for lane in done]


def _figure(item: Item, zoom: Zoom, scale: Scale, today: float) -> Figure:
    found = figure_of(item.known, zoom, scale, today)
    if item.guess is None or found.shape not in {"bracket", "haze"}:
        return found
    x = scale(item.guess.toordinal() + 0.5)
    inside = found.left + 8 <= x <= found.right - 8
    return replace(found, guess=x) if inside else found


def _tie_places(items: Sequence[Item], figures: Sequence[Figure]) -> list[float]:
    """The x of every event's tie.

    Those of one day are spaced inside the day, and none of them runs along the tie
    of an event that has no room to stand aside.
    """
    xs = [figure.middle for figure in figures]
    days: dict[Extent, list[int]] = defaultdict(list)
    fixed = []
    for n, (item, figure) in enumerate(zip(items, figures, strict=True)):
        if len(item.lanes) < 2:
            continue
        if figure.is_wide:
            days[round(figure.left, 1), round(figure.right, 1)].append(n)
        else:
            fixed.append(xs[n])
    for (left, right), members in sorted(days.items(), key=_narrow_first):
        step = (right - left) / (len(members) + 1)
        for place, n in enumerate(members, start=1):
            xs[n] = _aside(left + place * step, right, fixed)
        fixed += [xs[n] for n in members]
    return xs


def _narrow_first(day: tuple[Extent, list[int]]) -> float:
    (left, right), _members = day
    return right - left


def _aside(x: float, right: float, taken: Sequence[float]) -> float:
    """The next x before ``right`` that is not near one taken; else ``x`` itself."""
    here = x
    for other in sorted(taken):
        if abs(other - here) < NEAREST_TIES:
            here = other + NEAREST_TIES
    return here if here < right - NEAREST_TIES else x


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
    found: list[list[Spot]], items: Sequence[Item], notes: Sequence[str], scale: Scale
) -> list[list[Spot]]:
    """The first full mark of every event gets its label."""
    best: dict[int, tuple[int, int]] = {}
    for lane, spots in enumerate(found):
        for spot in spots:
            rank = int(spot.played.weight not in {"full", "half"}), lane
            best[spot.item] = min(best.get(spot.item, rank), rank)
    return [
        [
            replace(spot, beside=_beside(spot, items, notes, scale))
            if best[spot.item][1] == lane
            else spot
            for spot in spots
        ]
        for lane, spots in enumerate(found)
    ]


def _beside(
    spot: Spot, items: Sequence[Item], notes: Sequence[str], scale: Scale
) -> Beside | None:
    item = items[spot.item]
    mark = Mark(spot.own, spot.figure, item.status, spot.is_bounded)
    return beside(mark, item.title, notes[spot.item], scale)


def _lengthened(lane: Laid, scale: Scale) -> Laid:
    """Each label takes the room that its sub-row leaves it."""
    free = [scale.right + 6] * lane.rows  # up to where, in each sub-row
    spots = list(lane.spots)
    for n in sorted(range(len(spots)), key=lambda n: spots[n].extent, reverse=True):
        spot = spots[n]
        spots[n] = replace(spot, beside=_longer(spot, free[spot.row]))
        free[spot.row] = spot.extent[0] - GAP
    return replace(lane, spots=spots)


def _longer(spot: Spot, limit: float) -> Beside | None:
    label = spot.beside
    if label is None or label.ends:
        return label
    inside = label.x < spot.own[1]
    longer = label.within(spot.own[1] - EDGE if inside else limit)
    return longer if longer and longer.letters > label.letters else label
