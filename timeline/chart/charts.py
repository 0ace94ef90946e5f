"""A selection and its lanes -> a chart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median_low

from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from timeline.chart import moving, words
from timeline.chart.asking import LaneKey, Lanes
from timeline.chart.bins import Counts, Periods, counted, counted_by_lane, periods_of
from timeline.chart.drawing import Chart
from timeline.chart.extent import frame_of
from timeline.chart.items import Item, items_of
from timeline.chart.lanes import Lane, lanes_of
from timeline.chart.layout import Laid, laid
from timeline.chart.picture import Bins, Content, Sheet, drawn
from timeline.chart.zoom import Frame
from timeline.selection import Selection

MOST_EVENTS = 400  # beyond, every lane is a strip of counts
WIDE, NARROW = (1184, 134), (720, 104)  # width of the drawing and of its names
REST = LaneKey("", "")


def chart_of(
    selection: Selection,
    *,
    lanes: Lanes | None = None,
    today: date,
    narrow: bool = False,
    path: str = "",
    mirrored: bool | None = None,
) -> Chart:
    """Draw the events of a selection, all of them and no others.

    Every event is a mark in each of its lanes, or is counted in that lane's strip;
    those in none of the lanes stand in a last lane, or, beside lanes chosen by hand of
    any sort, are only counted. ``mirrored``: time runs from right to left, as it does
    without it where the language does. At most five queries, whatever the number of
    events.
    """
    asked = lanes or Lanes()
    shown, candidates = lanes_of(selection, asked)
    few = selection.count <= MOST_EVENTS
    items = items_of(selection, shown) if few else None
    frame = frame_of(selection, items, today=today)
    width, column = NARROW if narrow else WIDE
    if mirrored is None:
        mirrored = get_language_bidi()
    sheet = Sheet(width, column, frame, today, mirrored)
    path = path or reverse("timeline:visual")
    addresses = moving.Addresses(selection, path, asked.tail)
    found = _contents(selection, shown, items, sheet)
    rest = sum(content.lane.count for content in found.contents if content.is_rest)
    if asked.mixed:
        found = found.without_rest()
    links = moving.of_periods(addresses, found.periods) if found.is_counted else {}
    chart = drawn(sheet, found.contents, items or [], Bins(found.periods, links))
    chart.rest = rest
    chart.within = moving.within(addresses, [lane.key for lane in shown], rest)
    chart.candidates = candidates
    chart.zooms = moving.zooms(addresses, frame, found.focus)
    chart.earlier = moving.earlier(addresses, frame)
    chart.later = moving.later(addresses, frame)
    chart.label = words.summary(
        [lane.lane for lane in chart.lanes], frame, ties=len(chart.ties)
    )
    chart.say = _("Event {n} of {all}.")
    return chart


@dataclass(frozen=True)
class _Found:
    """The contents of the lanes, the periods of counts and a day among the events."""

    contents: list[Content]
    periods: Periods
    focus: date

    @property
    def is_counted(self) -> bool:
        return any(content.counts for content in self.contents)

    def without_rest(self) -> "_Found":
        kept = [content for content in self.contents if not content.is_rest]
        return replace(self, contents=kept)


def _contents(
    selection: Selection, lanes: list[Lane], items: Sequence[Item] | None, sheet: Sheet
) -> _Found:
    """What goes into the lanes: marks of items, or counts when they are too many."""
    scale = sheet.scale
    periods = periods_of(sheet.frame, scale.right - scale.left, len(lanes) + 1)
    if items is None:
        keys = [lane.key for lane in lanes]
        by_lane, rest = counted_by_lane(selection, keys, periods)
        counts = [*(by_lane[key] for key in keys), rest]
        return _Found(_in_counts(lanes, counts), periods, _fullest(counts, periods))
    today = sheet.today.toordinal() + 0.5
    found = laid(
        items,
        len(lanes),
        sheet.frame.zoom,
        scale,
        today=today,
        notes=[words.status_note(item) for item in items],
    )
    contents = _in_marks(lanes, found, items, periods)
    return _Found(contents, periods, _middle(items, sheet.frame))


def _in_counts(lanes: Sequence[Lane], counts: Sequence[Counts]) -> list[Content]:
    rest = Lane(REST, words.rest_label(), counts[-1].total)
    every = [*lanes, *([rest] if rest.count else [])]
    return [
        Content(
            Lane(lane.key, lane.label, found.total),
            Laid(is_crowded=True),
            found,
            is_rest=lane is rest,
        )
        for lane, found in zip(every, counts, strict=False)
    ]


def _in_marks(
    lanes: Sequence[Lane],
    found: Sequence[Laid],
    items: Sequence[Item],
    periods: Periods,
) -> list[Content]:
    contents = []
    for n, place in enumerate(found):
        is_rest = n == len(lanes)
        members = [i for i in items if (not i.lanes if is_rest else i.parts[n])]
        if is_rest and not members:
            continue
        key, label = (
            (REST, words.rest_label()) if is_rest else (lanes[n].key, lanes[n].label)
        )
        counts = None
        if place.is_crowded:
            counts = counted([item.when for item in members], periods)
        lane = Lane(key, label, len(members))
        contents.append(Content(lane, place, counts, is_rest))
    return contents


def _fullest(counts: Sequence[Counts], periods: Periods) -> date:
    """A day in the period with the most events."""
    totals: dict[int, int] = {}
    for found in counts:
        for period, count in found.periods.items():
            totals[period] = totals.get(period, 0) + count
    best = max(totals, key=lambda period: (totals[period], -period), default=0)
    first, after = periods.edges(best)
    return date.fromordinal((first + after - 1) // 2)


def _middle(items: Sequence[Item], frame: Frame) -> date:
    """The start of an event in the middle of those with a known day in the frame."""
    starts = [
        item.when.start_earliest
        for item in items
        if item.when.start_earliest
        and item.when.start_earliest == item.when.start_latest
        and frame.first <= item.when.start_earliest <= frame.last
    ]
    middle = (frame.first.toordinal() + frame.last.toordinal()) // 2
    return median_low(starts) if starts else date.fromordinal(middle)
