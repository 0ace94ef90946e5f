"""What we say back to the person who typed a date."""

from timeline.dates.clock import takes_clock
from timeline.dates.edtf import from_edtf, read_edtf
from timeline.dates.event_date import EventDate, Kind
from timeline.dates.languages import ENGLISH
from timeline.dates.measures import days_of_doubt
from timeline.dates.parts import ABOUT, DOUBTED, SEASON, Part, part_before, season_part
from timeline.dates.phrases import Phrasing, is_plainly_after
from timeline.dates.shapes import Gap, Lasting, OneOf, Point, Shape, Span
from timeline.dates.window import Window
from timeline.dates.words import words

_MEANING = {
    Kind.EXACT: "",
    Kind.EXTENT: ": it lasted{days}",
    Kind.BETWEEN: ": one day, not known which",
    Kind.WITHIN: ": one day, not known which",
    Kind.APPROXIMATE: ": some time from {possible}",
    Kind.UNCERTAIN: ": the source doubts it",
    Kind.BEFORE: ": how much earlier is not known",
    Kind.AFTER: ": how much later is not known",
    Kind.ONGOING: ": it began then and is still going on",
    Kind.ONE_OF: ": one of these, not known which",
}
_BRIEF = Phrasing(ENGLISH, year=False)


def read_echo(understood: EventDate | Window) -> str:
    """One sentence: "Read as 15 to 20 May 2025, 6 days." """
    if isinstance(understood, Window):
        return f"Read as {understood.words()}{_counted(understood.days)}."
    possible = Window(understood.start_earliest, understood.end_latest)
    exact = days_of_doubt(understood) == 1
    meaning = _MEANING[understood.kind].format(
        possible=possible.words(), days=f" {possible.days:,} days" if exact else ""
    )
    return f"Read as {words(understood)}{meaning}."


def _counted(days: int | None) -> str:
    if days is None:
        return ""
    return f", {days:,} day{'' if days == 1 else 's'}"


def other_readings(day: EventDate) -> tuple[tuple[str, str], ...]:
    """What else may have been meant: button labels, and the text each would type.

    A date with a clock offers only what keeps the clock.
    """
    shape = read_edtf(day.edtf)
    readings = []
    for other in _others(shape):
        reading = from_edtf(
            other.edtf,
            time_start=day.time_start,
            time_end=day.time_end,
            part_of_day=day.part_of_day,
            zone=day.zone,
        )
        if other != shape and takes_clock(reading):
            readings.append((_label(other), words(reading)))
    return tuple(readings)


def _label(shape: Shape) -> str:
    if isinstance(shape, Lasting) and len(shape.parts) == 2:
        start, end = shape.parts
        said = f"it lasted from {_BRIEF.of(OneOf((Span(start, end),)))}"
        said = said.replace("from between ", "from ").replace(" and ", " to ")
    else:
        said = _BRIEF.of(shape)
    return said[:1].upper() + said[1:]


def _others(shape: Shape) -> list[Shape]:
    if isinstance(shape, Point):
        return _others_of_point(shape.part.plain())
    if isinstance(shape, Lasting):
        return _others_of_interval(shape.start, shape.end)
    if len(shape.spans) > 1:
        return []
    return _others_of_span(shape.spans[0])


def _others_of_point(part: Part) -> list[Shape]:
    parts = [part, part.qualified(ABOUT), part.qualified(DOUBTED)]
    year = part.first.year
    if part.precision == SEASON and part.first.month == 12 and year > 1:
        parts.append(season_part(year - 1, 24))
    return [Point(other) for other in parts]


def _others_of_interval(start: Part | Gap, end: Part | Gap) -> list[Shape]:
    if isinstance(start, Part) and isinstance(end, Part):
        return [OneOf((Span(start, end),))]
    if isinstance(start, Part):
        return [Point(start), Lasting(start, Gap.OPEN), Lasting(start, Gap.UNKNOWN)]
    known = [end] if isinstance(end, Part) else []
    return [other for p in known for other in (OneOf((Span(None, p),)), Point(p))]


def _others_of_span(span: Span) -> list[Shape]:
    low, high = span.low, span.high
    if low and high:
        return [Lasting(low, high), Point(low.plain().qualified(ABOUT))]
    if high:
        return [Lasting(Gap.OPEN, high), Point(high)]
    known = [low] if low else []
    named = [part_before(p) if is_plainly_after(p) else p for p in known]
    return [other for p in named for other in (Lasting(p, Gap.OPEN), Point(p))]
