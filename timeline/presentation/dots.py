"""A process as dots in time, with one event ringed. No query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import get_language_bidi, ngettext

from timeline.models.versions import EARLIEST, LATEST, EventVersion
from timeline.presentation.marks import day_words
from timeline.presentation.rows import path_of
from timeline.selection.paging import DAY_BITS

WIDTH = 1184
IN_TAB_ORDER = 24  # dots; more of them are reached by the page of the process
_LEFT, _RIGHT = 40, 1144  # the first and the last day
_FLOOR = 64  # the lowest dot; the axis is under it
_STEP, _MOST_HIGH, _WIDE = 13, 5, 9  # of stacked dots; five are told apart
_TOPS, _TALL, _NARROWEST = (75, 84), 6, 6  # of brackets: two lines under the axis
_LABEL, _LAST_LABEL = 130, 250  # room for the label of a day
_FILLS = {"postponed": "planned", "unconfirmed": "reported"}


class Dot(NamedTuple):
    """One event of a process: a dot on its day, or a bracket over its days.

    A bracket has a left and a right end and stands under the axis: on which of its
    days the event was is not known.
    """

    x: str
    y: str
    bracket: "Bracket | None"
    family: str
    fill: str
    here: bool
    address: str
    name: str  # title and day


class Bracket(NamedTuple):
    """Two ends, with its top and its foot; ``line`` and ``area`` are SVG paths."""

    left: str
    right: str
    top: int

    @property
    def line(self) -> str:
        foot = self.top + _TALL
        return f"M{self.left} {self.top}V{foot}M{self.right} {self.top}V{foot}"

    @property
    def area(self) -> str:
        return f"M{self.left} {self.top}H{self.right}v{_TALL}H{self.left}z"


@dataclass(frozen=True)
class Dots:
    """The dots, the days named under the axis, and the whole in words."""

    dots: list[Dot]
    ticks: list[tuple[str, str, str]]  # x, label, anchor
    text: str
    in_tab_order: bool


class _Scale:
    """Days as places on the axis, right to left where the language is."""

    def __init__(self, first: date, last: date) -> None:
        self.first = first
        self.last = last
        self.share = (_RIGHT - _LEFT) / (last - first).days
        self.mirrored = get_language_bidi()

    def along(self, day: date) -> float:
        """From the start of the axis; days outside it are at its ends."""
        inside = min(max(day, self.first), self.last)
        return _LEFT + (inside - self.first).days * self.share

    def x(self, along: float) -> str:
        return f"{WIDTH - along if self.mirrored else along:.1f}"


def dots_of(
    versions: Sequence[EventVersion], here: int, name: str, *, complete: bool = True
) -> Dots | None:
    """The dot strip of a process; None when there is no stretch of time to show.

    ``complete``: these are all its events, and not those nearest to this one.
    """
    days = [_day(v) for v in versions]
    if len(versions) < 2 or min(days) == max(days):
        return None
    scale = _Scale(min(days), max(days))
    return Dots(
        _placed(versions, here, scale),
        _ticks(days, scale),
        _text(versions, here, name, scale, complete=complete),
        len(versions) <= IN_TAB_ORDER,
    )


class _Room:
    """What is taken already: the heights of stacks, and the ends of brackets."""

    def __init__(self) -> None:
        self.stacks: dict[int, int] = {}
        self.ends = [0.0] * len(_TOPS)

    def height(self, along: float) -> int:
        """How many dots stand where one more is to stand."""
        place = int(along / _WIDE)
        level = self.stacks.get(place, 0)
        self.stacks[place] = level + 1
        return min(level, _MOST_HIGH - 1)

    def top(self, left: float, right: float) -> int:
        """The first line under the axis that is free there, else the last."""
        free = (n for n, end in enumerate(self.ends) if end <= left)
        line = next(free, len(_TOPS) - 1)
        self.ends[line] = right + 2
        return _TOPS[line]


def _placed(versions: Sequence[EventVersion], here: int, scale: _Scale) -> list[Dot]:
    room = _Room()
    return [_dot(version, here, scale, room) for version in versions]


def _dot(version: EventVersion, here: int, scale: _Scale, room: _Room) -> Dot:
    day = _day(version)
    along = scale.along(day)
    bracket = _bracket(version, scale, room)
    level = 0 if bracket else room.height(along)
    return Dot(
        scale.x(along),
        str(_FLOOR - _STEP * level),
        bracket,
        version.family,
        _FILLS.get(version.shown_status, version.shown_status),
        version.event_id == here,
        path_of(version),
        f"{version.title}, {day_words(day)}",
    )


def _bracket(version: EventVersion, scale: _Scale, room: _Room) -> Bracket | None:
    """The bracket of an event whose first day is not known."""
    if version.start_earliest == version.start_latest:
        return None
    first, last = version.start_earliest, version.end_latest
    left = scale.along(scale.first if first == EARLIEST else first)
    right = scale.along(scale.last if last == LATEST else last)
    right = max(right, left + _NARROWEST)
    ends = sorted([scale.x(left), scale.x(right)], key=float)
    return Bracket(ends[0], ends[1], room.top(left, right))


def _ticks(days: Sequence[date], scale: _Scale) -> list[tuple[str, str, str]]:
    """The days that have room for their name, from the first on."""
    ticks = []
    free = 0.0
    for day in days:
        along = scale.along(day)
        if along >= free:
            anchor = "start" if along < WIDTH - 104 else "end"
            ticks.append((scale.x(along), day_words(day), anchor))
            free = along + (_LABEL if along < WIDTH - 234 else _LAST_LABEL)
    return ticks


def _text(
    versions: Sequence[EventVersion],
    here: int,
    name: str,
    scale: _Scale,
    *,
    complete: bool,
) -> str:
    if complete:
        text = ngettext(
            "Where this event sits in the process %(name)s: number %(place)s of "
            "%(count)s event, from %(first)s to %(last)s.",
            "Where this event sits in the process %(name)s: number %(place)s of "
            "%(count)s events, from %(first)s to %(last)s.",
            len(versions),
        )
    else:
        text = ngettext(
            "Where this event sits in the process %(name)s, with the %(count)s event "
            "nearest to it, from %(first)s to %(last)s.",
            "Where this event sits in the process %(name)s, with the %(count)s events "
            "nearest to it, from %(first)s to %(last)s.",
            len(versions),
        )
    place = next((n for n, v in enumerate(versions, 1) if v.event_id == here), 0)
    return text % {
        "name": name,
        "place": place,
        "count": len(versions),
        "first": day_words(scale.first),
        "last": day_words(scale.last),
    }


def _day(version: EventVersion) -> date:
    """The day a version stands at in time: the top bits of its order key."""
    return date.fromordinal(max(version.order_key >> DAY_BITS, 1))
