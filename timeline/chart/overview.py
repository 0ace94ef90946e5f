"""The strip above the chart: the whole record in time, with the window marked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, F
from django.utils.translation import gettext as _

from timeline.chart import words
from timeline.chart.drawing import Text
from timeline.chart.moving import Addresses
from timeline.chart.pen import Pen, Scale, number
from timeline.chart.zoom import Frame
from timeline.models.versions import EARLIEST
from timeline.presentation.calendar import UNITS, Unit
from timeline.selection import Selection
from timeline.selection.filters import record_at

WIDTH, TALL, FOOT = 1184, 34.0, 38.0
MOST_BARS = 110
LABEL = 60.0  # the room a month or a year needs


class Bar(NamedTuple):
    """A part of the record: a link that sets the window there.

    Without an address the years below are the links.
    """

    address: str
    name: str
    d: str
    is_shown: bool  # the chart below shows some of it


class YearLink(NamedTuple):
    """A label of the axis, and a link."""

    address: str
    text: Text
    tick: str


@dataclass(frozen=True)
class Overview:
    """A finished strip."""

    label: str
    bars: list[Bar]
    years: list[YearLink]
    axis: str
    window: str
    edges: str
    width: int = WIDTH


def overview_of(
    selection: Selection,
    frame: Frame,
    addresses: Addresses,
    *,
    mirrored: bool,
) -> Overview | None:
    """The strip; None when no event has a known day. One query.

    It counts the days on which events are known to have begun: the others cannot be
    given a place.
    """
    days = dict(_days(selection))
    if not days:
        return None
    first, last = min(days), max(days)
    unit = next(u for u in UNITS if u.between(first, last) < MOST_BARS)
    counts = Counter[int]()
    for day, count in days.items():
        counts[unit.number(day)] += count
    start = unit.start(unit.number(first))
    end = _after(unit, unit.number(last))
    strip = Frame(start, max(end - timedelta(days=1), start))
    pen = Pen(WIDTH, mirrored)
    scale = Scale(strip.start, strip.end, 8, WIDTH - 8)
    return Overview(
        label=_label(strip, frame),
        bars=list(_bars(counts, unit, frame, scale, pen, addresses)),
        years=list(_years(strip, scale, pen, addresses)),
        axis=f"M8 {FOOT + 0.5}H{WIDTH - 8}",
        window=pen.box(*_window(scale, frame), FOOT) if _touches(strip, frame) else "",
        edges=_edges(scale, frame, pen) if _touches(strip, frame) else "",
    )


def _days(selection: Selection) -> Iterable[tuple[date, int]]:
    found = record_at(selection.query).filter(
        start_earliest=F("start_latest"), start_earliest__gt=EARLIEST
    )
    rows = found.order_by().values("start_earliest").annotate(events=Count("pk"))
    return rows.values_list("start_earliest", "events")


def _label(strip: Frame, frame: Frame) -> str:
    said = {"all": words.frame_words(strip), "shown": words.frame_words(frame)}
    return _("All events, %(all)s. The chart below shows %(shown)s.") % said


def _bars(
    counts: Counter[int],
    unit: Unit,
    frame: Frame,
    scale: Scale,
    pen: Pen,
    addresses: Addresses,
) -> Iterable[Bar]:
    most = max(counts.values())
    for place, count in sorted(counts.items()):
        first, after = unit.start(place), _after(unit, place)
        last = max(after - timedelta(days=1), first)
        tall = max(TALL * count / most, 1.5)
        left, right = scale(first.toordinal()), scale(after.toordinal())
        yield Bar(
            "" if addresses.is_long else addresses.at(first, last),
            f"{words.period(first, last.toordinal() + 1)}: {words.events(count)}",
            pen.box(left + 0.5, FOOT - tall, max(right - 1, left + 1), FOOT),
            first <= frame.last and last >= frame.first,
        )


def _after(unit: Unit, number: int) -> date:
    """The day after a unit; the last day there is, at the end of the calendar."""
    return unit.start(number + 1)


def _years(
    strip: Frame, scale: Scale, pen: Pen, addresses: Addresses
) -> Iterable[YearLink]:
    """Links to months, years or longer: the shortest for which there is room."""
    months = 12 * next(s for s in _STEPS if _room(scale, s))
    if _room(scale, 1 / 12):
        months = 1
    free = 0.0
    for place in range(strip.first.year * 12 + strip.first.month - 1, 120_000):
        first = _first_of(place)
        x = scale(max(first.toordinal(), strip.start))
        if first > strip.last or x + LABEL > WIDTH:
            return
        if (place % months and x > 9) or x < free:
            continue
        free = x + LABEL
        last = _first_of(min(place + months, 119_999)) - timedelta(days=1)
        said = words.short_month(first) if months == 1 else str(first.year)
        text = Text(
            pen.at(x + 4),
            number(FOOT + 15),
            words.isolated(said),
            pen.anchor("start"),
        )
        address = addresses.at(first, max(last, first))
        yield YearLink(address, text, pen.upright(x, FOOT, FOOT + 16))


_STEPS = (1, 2, 5, 10, 50, 100, 500, 1000, 5000)


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _room(scale: Scale, years: float) -> bool:
    return scale.per_day * 365 * years >= LABEL + 20 or years == _STEPS[-1]


def _touches(strip: Frame, frame: Frame) -> bool:
    return frame.first <= strip.last and frame.last >= strip.first


def _window(scale: Scale, frame: Frame) -> tuple[float, float, float]:
    left = scale.clipped(frame.start)
    right = max(scale.clipped(frame.end), left + 3)
    return left, 2.0, min(right, scale.right + 3)


def _edges(scale: Scale, frame: Frame, pen: Pen) -> str:
    left, top, right = _window(scale, frame)
    return pen.upright(left, top, FOOT) + pen.upright(right, top, FOOT)
