"""The three forms a date can take: a point, something that lasted, one of several."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from timeline.dates.errors import DateError, gettext_noop
from timeline.dates.event_date import EventDate, Kind
from timeline.dates.parts import (
    ABOUT,
    BOTH,
    DAY,
    DOUBTED,
    FINE_TO_COARSE,
    Part,
    date_text,
    plus_months,
)

LONGEST = 200  # characters, of a text and of its canonical form


class Gap(StrEnum):
    """An end of an interval that has no date."""

    OPEN = ".."
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One part."""

    part: Part

    @property
    def parts(self) -> tuple[Part, ...]:
        return (self.part,)

    @property
    def edtf(self) -> str:
        return self.part.edtf


@dataclass(frozen=True, slots=True)
class Lasting:
    """From a start to an end. At least one of them is a part."""

    start: Part | Gap
    end: Part | Gap

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(end for end in (self.start, self.end) if isinstance(end, Part))

    @property
    def edtf(self) -> str:
        return f"{_end_text(self.start)}/{_end_text(self.end)}"


@dataclass(frozen=True, slots=True)
class Span:
    """One alternative: some day from ``low`` to ``high``. None has no limit."""

    low: Part | None
    high: Part | None

    @property
    def edtf(self) -> str:
        if self.low is not None and self.low == self.high:
            return self.low.edtf
        low = self.low.edtf if self.low else ""
        return f"{low}..{self.high.edtf if self.high else ''}"


@dataclass(frozen=True, slots=True)
class OneOf:
    """One day out of one or more spans."""

    spans: tuple[Span, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        ends = (end for span in self.spans for end in (span.low, span.high))
        return tuple(dict.fromkeys(end for end in ends if end is not None))

    @property
    def edtf(self) -> str:
        return f"[{','.join(span.edtf for span in self.spans)}]"


Shape = Point | Lasting | OneOf
Limits = tuple[date | None, date | None, date | None, date | None]


def _end_text(end: Part | Gap) -> str:
    return end.edtf if isinstance(end, Part) else end.value


def lasting(start: Part | Gap, end: Part | Gap) -> Shape:
    """An interval. Raises DateError when reversed or when it has no date at all."""
    if isinstance(start, Part) and isinstance(end, Part):
        refuse_reversed(start, end)
        return Point(start) if start == end else Lasting(start, end)
    if isinstance(start, Gap) and isinstance(end, Gap):
        raise DateError(
            gettext_noop("There is no date in this. Write at least its start or end.")
        )
    return Lasting(start, end)


def one_of(spans: Iterable[Span]) -> Shape:
    """Alternatives, in order and each once. Raises DateError when one is reversed."""
    ordered = sorted(set(spans), key=_span_order)
    for span in ordered:
        if span.low and span.high:
            refuse_reversed(span.low, span.high)
    only = ordered[0]
    if len(ordered) == 1 and only.low is not None and only.low == only.high:
        return Point(only.low)
    refuse_endless_middle(ordered)
    return OneOf(tuple(ordered))


def _span_order(span: Span) -> tuple[date, date, str]:
    low = span.low.first if span.low else date.min
    return low, span.high.last if span.high else date.max, span.edtf


def refuse_endless_middle(ordered: list[Span]) -> None:
    """EDTF allows ``..`` only before the first and after the last date of a set."""
    if any(span.low is None for span in ordered[1:]) or any(
        span.high is None for span in ordered[:-1]
    ):
        raise DateError(
            gettext_noop("One of these dates already covers another. Keep one of them.")
        )


def refuse_reversed(start: Part, end: Part) -> None:
    """Raises DateError, with the order that works, when the end comes first."""
    if end.last >= start.first:
        return
    template = gettext_noop("The end is before the start. Swap them?")
    raise DateError(template, _put_right(start, end))


def _put_right(start: Part, end: Part) -> list[str]:
    if {start.precision, end.precision} != {DAY}:
        return [f"{end.plain().edtf}/{start.plain().edtf}"]
    swapped = f"{date_text(end.first)} to {date_text(start.first)}"
    # "28 December to 3 January 2025" more likely began in the year before.
    if (start.first - end.first).days > 183 and start.first.year == end.first.year > 1:
        earlier = plus_months(start.first.replace(day=1), -12)
        begun = earlier.replace(day=start.first.day)
        return [f"{date_text(begun)} to {date_text(end.first)}", swapped]
    return [swapped]


def limits(shape: Shape) -> Limits:
    """The four bounds, held to the rule that nothing ends before it starts."""
    if isinstance(shape, Point):
        first, last = shape.part.earliest, shape.part.latest
        return first, last, first, last
    if isinstance(shape, OneOf):
        return _limits_of_alternatives(shape)
    return _limits_of_interval(shape)


def _limits_of_alternatives(shape: OneOf) -> Limits:
    lows = [span.low.earliest if span.low else None for span in shape.spans]
    highs = [span.high.latest if span.high else None for span in shape.spans]
    first = None if None in lows else min(low for low in lows if low)
    last = None if None in highs else max(high for high in highs if high)
    return first, last, first, last


def _limits_of_interval(shape: Lasting) -> Limits:
    start, end = shape.start, shape.end
    if not isinstance(start, Part):
        known = shape.parts[0]
        return None, None, known.earliest, known.latest
    if not isinstance(end, Part):
        return start.earliest, start.latest, None, None
    return (
        start.earliest,
        min(start.latest, end.latest),
        max(start.earliest, end.earliest),
        end.latest,
    )


def kind_of(shape: Shape) -> Kind:
    """What the shape claims about its day."""
    if isinstance(shape, OneOf):
        return _kind_of_alternatives(shape)
    if isinstance(shape, Lasting) and len(shape.parts) == 1:
        return _kind_of_half_interval(shape)
    marks = {part.qualifier for part in shape.parts}
    if marks <= {ABOUT, BOTH}:
        return Kind.APPROXIMATE
    if marks == {DOUBTED}:
        return Kind.UNCERTAIN
    if isinstance(shape, Lasting):
        return Kind.EXTENT
    return Kind.EXACT if shape.part.precision == DAY else Kind.WITHIN


def _kind_of_alternatives(shape: OneOf) -> Kind:
    if len(shape.spans) > 1:
        return Kind.ONE_OF
    span = shape.spans[0]
    if span.low is None:
        return Kind.BEFORE
    return Kind.BETWEEN if span.high else Kind.AFTER


def _kind_of_half_interval(shape: Lasting) -> Kind:
    if isinstance(shape.start, Gap):
        return Kind.BEFORE
    return Kind.ONGOING if shape.end is Gap.OPEN else Kind.AFTER


def coarsest(shape: Shape) -> str:
    """The precision of the least precise part."""
    return max((part.precision for part in shape.parts), key=FINE_TO_COARSE.index)


def event_date(shape: Shape, text: str) -> EventDate:
    """The shape as a value, without a clock. Raises DateError when far too long."""
    edtf = shape.edtf
    if len(edtf) > LONGEST:
        raise DateError(
            gettext_noop("These are too many dates for one event. Name fewer.")
        )
    return EventDate(
        text or edtf, edtf, kind_of(shape), *limits(shape), precision=coarsest(shape)
    )


def with_mark(shape: Shape, mark: str) -> Shape:
    """Every part of the shape with one more mark."""
    return changed(shape, lambda part: part.qualified(mark))


def changed(shape: Shape, change: Callable[[Part], Part]) -> Shape:
    """The shape with every part changed."""
    if isinstance(shape, Point):
        return Point(change(shape.part))
    if isinstance(shape, Lasting):
        return lasting(
            change(shape.start) if isinstance(shape.start, Part) else shape.start,
            change(shape.end) if isinstance(shape.end, Part) else shape.end,
        )
    return one_of(
        Span(span.low and change(span.low), span.high and change(span.high))
        for span in shape.spans
    )
