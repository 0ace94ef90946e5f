"""A layout or counts -> a drawn chart. Pure, but for the language of its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from timeline.chart import axis, words
from timeline.chart.bins import Counts, Periods, tint
from timeline.chart.drawing import (
    Chart,
    DrawnBin,
    DrawnLane,
    DrawnMark,
    Leader,
    Text,
    Tie,
)
from timeline.chart.items import Item
from timeline.chart.labels import LINE, ROWS, Placed, Wanted, placed, shortened
from timeline.chart.lanes import Lane
from timeline.chart.layout import Laid, Spot
from timeline.chart.pen import Pen, Scale, number
from timeline.chart.shapes import Part, ends_of, parts_of
from timeline.chart.ties import Marks, Places, arrow, places_of, points_up, tie
from timeline.chart.zoom import Frame
from timeline.presentation.marks import FILLS

ROW = 24.0  # height of a sub-row
AXIS = 30.0  # between the labels and the lanes
BETWEEN = 8.0  # lanes
CELL = 28.0  # height of a cell of counts
NAME_LETTER = 8.3  # the width of a letter of a lane's name, about
FADES = ("fade-left", "fade-right", "fade-both")


@dataclass(frozen=True)
class Sheet:
    """The measures of a drawing."""

    width: int
    column: int  # the names of lanes stand in it
    frame: Frame
    today: date
    mirrored: bool = False

    @property
    def pen(self) -> Pen:
        return Pen(self.width, self.mirrored)

    @property
    def scale(self) -> Scale:
        left, right = self.column + 16.0, self.width - 16.0
        return Scale(self.frame.start, self.frame.end, left, right)


@dataclass(frozen=True)
class Content:
    """What goes into a lane: laid marks, or counts of periods."""

    lane: Lane
    laid: Laid
    counts: Counts | None = None
    is_rest: bool = False


@dataclass(frozen=True)
class Bins:
    """The periods of counts, and where the cell of each leads."""

    periods: Periods
    addresses: dict[int, str]


def drawn(
    sheet: Sheet, contents: Sequence[Content], items: Sequence[Item], bins: Bins
) -> Chart:
    """The chart of the lanes, from the top."""
    chart = Chart(width=sheet.width, frame=sheet.frame, label="")
    chart.mirrored = sheet.mirrored
    painter = _Painter(sheet, contents, items, bins, chart)
    painter.paint()
    return chart


class _Painter:
    """Draws one chart; each step adds to it."""

    def __init__(
        self,
        sheet: Sheet,
        contents: Sequence[Content],
        items: Sequence[Item],
        bins: Bins,
        chart: Chart,
    ) -> None:
        self.sheet, self.contents, self.items = sheet, contents, items
        self.bins, self.chart = bins, chart
        self.pen, self.scale = sheet.pen, sheet.scale
        strips = [content.counts for content in contents if content.counts]
        cells = (count for strip in strips for count in strip.periods.values())
        self.most = max(cells, default=0)

    def paint(self) -> None:
        wanted = self._wanted()
        found = placed([w for w, _n in wanted], 4, self.sheet.width - 4)
        rows = max((p.row for p in found), default=-1) + 1
        top = 4 + min(rows, ROWS) * LINE
        tops = self._tops(top + AXIS)
        foot = tops[-1] - BETWEEN + 6 if self.contents else top + AXIS + 6
        self._axis(top, foot)
        first_rows = [y + 18 for y in tops[:-1]]
        laid = [content.laid for content in self.contents]
        places = places_of(laid, first_rows, ROW)
        for n, content in enumerate(self.contents):
            self._lane(n, content, tops[n], tops[n + 1] - BETWEEN, places)
        self._ties(places)
        self._labels(found, wanted, places, top)
        self.chart.height = number(foot)
        self.chart.shown = len(places)

    # The ground

    def _tops(self, y: float) -> list[float]:
        """The top of every lane, and where the next one would be."""
        found = [y]
        for content in self.contents:
            tall = content.laid.rows * ROW + 12
            if content.counts:
                tall = CELL + 16
            words_tall = len(self._names(content.lane)) * 18 + 18 + 14
            beside = 16 if content.counts and content.counts.unknown else 0
            found.append(found[-1] + max(tall, words_tall + beside) + BETWEEN)
        return found

    def _names(self, lane: Lane) -> list[str]:
        letters = int((self.sheet.column - 14) / NAME_LETTER)
        lines = wrap(lane.label, letters, break_long_words=True) or [""]
        if len(lines) > 3:
            lines = [*lines[:2], shortened(" ".join(lines[2:]), letters)]
        return lines

    def _axis(self, top: float, foot: float) -> None:
        chart, pen, scale = self.chart, self.pen, self.scale
        ticks = axis.ticks(self.sheet.frame, scale)
        chart.shades = axis.weekends(self.sheet.frame, scale, pen, top + AXIS - 6, foot)
        chart.faint, chart.strong = axis.lines(ticks, pen, top + 8, foot)
        chart.ticks = [
            Text(
                pen.at(tick.x + 4),
                number(top + 20),
                words.isolated(tick.label),
                pen.anchor("start"),
                "t-ax" if tick.strong else "t-axs",
            )
            for tick in ticks
            if tick.label
        ]
        self._today(top, foot)

    def _today(self, top: float, foot: float) -> None:
        moment = self.sheet.today.toordinal() + 0.5
        if not self.sheet.frame.start <= moment <= self.sheet.frame.end:
            return
        x = self.scale(moment)
        self.chart.today = self.pen.upright(x, top, foot)
        near_end = x + 60 > self.sheet.width
        name = "end" if near_end else "start"
        self.chart.today_text = Text(
            self.pen.at(x - 5 if near_end else x + 5),
            number(top + 6),
            words.isolated(words.today()),
            self.pen.anchor(name),
        )

    # The lanes

    def _lane(
        self, n: int, content: Content, top: float, foot: float, places: Places
    ) -> None:
        pen = self.pen
        names = [
            Text(
                pen.at(10),
                number(top + 24 + line * 18),
                words.isolated(name, data=not content.is_rest),
                pen.anchor("start"),
            )
            for line, name in enumerate(self._names(content.lane))
        ]
        under = top + 24 + len(names) * 18
        count = Text(
            pen.at(10),
            number(under),
            words.isolated(words.events(content.lane.count)),
            pen.anchor("start"),
        )
        lane = DrawnLane(
            lane=content.lane,
            d=pen.box(0, top, self.sheet.width, foot),
            names=names,
            count=count,
            is_rest=content.is_rest,
        )
        self.chart.lanes.append(lane)
        if content.counts:
            self._cells(lane, content.counts, top, under)
        else:
            self._marks(lane, n, content, places)

    def _cells(self, lane: DrawnLane, counts: Counts, top: float, under: float) -> None:
        for period, count in sorted(counts.periods.items()):
            lane.bins.append(self._cell(period, count, top + 8))
        lane.unknown = counts.unknown
        if counts.unknown:
            said = words.not_known(counts.unknown, self.bins.periods.unit)
            x, anchor = self.pen.at(10), self.pen.anchor("start")
            lane.beside = Text(x, number(under + 16), words.isolated(said), anchor)

    def _cell(self, period: int, count: int, top: float) -> DrawnBin:
        first, after = self.bins.periods.edges(period)
        x0, x1 = self.scale(first), self.scale(after)
        fitting = (words.number(count), words.short(count))
        said = next((t for t in fitting if len(t) * 7.4 + 3 <= x1 - x0), "")
        text = None
        shade = tint(count, self.most)
        if said:
            text = Text(
                self.pen.at((x0 + x1) / 2),
                number(top + CELL / 2 + 4.5),
                said,
                "middle",
                "on" if shade > 3 else "",
            )
        days = words.period(date.fromordinal(first), after)
        return DrawnBin(
            address=self.bins.addresses.get(period, ""),
            name=f"{days}: {words.number(count)}",
            style=f"q{shade}",
            d=self.pen.box(x0 + 0.5, top, x1 - 0.5, top + CELL),
            text=text,
        )

    def _marks(self, lane: DrawnLane, n: int, content: Content, places: Places) -> None:
        halos = []
        for spot in content.laid.spots:
            marks = places[spot.item]
            y = next(height for other, height in marks if other is spot)
            left, right = spot.own
            halos.append(self._halo(spot, y))
            item = self.items[spot.item]
            shown = None if content.is_rest else content.lane
            lane.marks.append(
                DrawnMark(
                    event=item.number,
                    lane=n,
                    x=self.pen.at(spot.x),
                    address=item.address,
                    style=style_of(item),
                    name=words.mark_name(item, shown, spot.played),
                    hit=self._hit(left, right, y),
                    parts=self._parts(spot, y, marks),
                )
            )
            self._beside(spot, y)
        lane.halos = "".join(halos)

    def _halo(self, spot: Spot, y: float) -> str:
        left, right = spot.own
        tall = 8.5 if spot.played.weight == "full" else 6
        return self.pen.box(left - 2.5, y - tall, right + 2.5, y + tall)

    def _hit(self, left: float, right: float, y: float) -> str:
        """At least 24 square: what a finger meets, and where the focus ring is."""
        spare = max((24 - (right - left)) / 2, 0)
        return self.pen.box(left - spare, y - 12, right + spare, y + 12)

    def _parts(self, spot: Spot, y: float, marks: Marks) -> list[Part]:
        weight = spot.played.weight
        if weight in {"arrow", "none"}:
            return [*self._bounds(spot, y), self._symbol(spot, y, marks)]
        status = self.items[spot.item].status
        half = weight == "half"
        parts = parts_of(spot.figure, y, self.pen, half=half, status=status)
        self.chart.has_fades |= any(part.mask for part in parts)
        return [part._replace(mask=self._mask(part.mask)) for part in parts]

    def _symbol(self, spot: Spot, y: float, marks: Marks) -> Part:
        if spot.played.weight == "none":
            return Part("g-br", self.pen.disc(spot.x, y, 3.5))
        up = points_up(spot, marks)
        return Part("t-arrow", arrow(spot.x, y, self.pen, up=up))

    def _bounds(self, spot: Spot, y: float) -> Iterator[Part]:
        """The brackets around a symbol whose place is not exact."""
        if spot.is_bounded:
            yield from ends_of(spot.figure, y, self.pen)

    def _mask(self, name: str) -> str:
        if not self.sheet.mirrored or name not in FADES[:2]:
            return name
        return "fade-right" if name == "fade-left" else "fade-left"

    def _beside(self, spot: Spot, y: float) -> None:
        label = spot.beside
        if label is None:
            return
        anchor = self.pen.anchor("end" if label.ends else "start")
        said = words.isolated(label.words, data=True)
        note = words.isolated(label.note) if label.note else ""
        text = Text(self.pen.at(label.x), number(y + 4.5), said, anchor, note=note)
        self.chart.beside.append(text)

    # Across the lanes

    def _ties(self, places: Places) -> None:
        for n, marks in places.items():
            d = tie(marks, self.pen)
            if d:
                item = self.items[n]
                self.chart.ties.append(Tie(item.number, style_of(item), d))

    def _wanted(self) -> list[tuple[Wanted, int]]:
        """Labels of key events, where not every event has one beside it."""
        if self.sheet.frame.zoom.unit < 1:
            return []
        return list(self._key_events())

    def _key_events(self) -> Iterator[tuple[Wanted, int]]:
        seen: set[int] = set()
        for content in self.contents:
            for spot in content.laid.spots:
                item = self.items[spot.item]
                if item.key and spot.item not in seen:
                    seen.add(spot.item)
                    rank = (item.status == "off", -len(item.lanes), spot.item)
                    note = words.status_note(item)
                    yield Wanted(spot.x, item.title, rank, note), spot.item

    def _labels(
        self,
        found: Sequence[Placed],
        wanted: Sequence[tuple[Wanted, int]],
        places: Places,
        top: float,
    ) -> None:
        for place in sorted(found, key=lambda p: wanted[p.wanted][0].x):
            label, n = wanted[place.wanted]
            y = top - 6 - place.row * LINE
            spot, mark_y = places[n][0]
            x = label.x + (5 if place.after else -5)
            text = Text(
                self.pen.at(x),
                number(y),
                words.isolated(place.words, data=True),
                self.pen.anchor("start" if place.after else "end"),
                style_of(self.items[n]),
                words.isolated(label.note) if label.note else "",
            )
            lead = self.pen.upright(spot.x, y + 3, mark_y - 9)
            self.chart.labels.append(Leader(lead, text))


def style_of(item: Item) -> str:
    """The classes of family and status."""
    return f"fam-{item.family} st-{FILLS.get(item.status, item.status)}"
