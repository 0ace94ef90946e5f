"""The day headings of the chronology."""

from dataclasses import dataclass
from datetime import date

from timeline.dates.edtf import read_edtf
from timeline.dates.event_date import EventDate, Kind
from timeline.dates.languages import ENGLISH
from timeline.dates.parts import DAY, year_text
from timeline.dates.phrases import Phrasing, without_doubt
from timeline.dates.shapes import Point


@dataclass(frozen=True, slots=True)
class Block:
    """The day heading that an event stands under.

    ``numeral`` is "15", "14–15" or, where the day is not known, "[16–22]"; it is
    empty when ``coarse``: a month or longer, headed by ``heading_words``.
    ``first`` and ``last`` are the days it covers, None where that side is open.
    """

    numeral: str
    first: date | None
    last: date | None
    weekday: str
    month: str
    coarse: bool


def heading_words(day: EventDate) -> str:
    """The heading of the date's block, read aloud: "Some time in May 2025"."""
    shape = without_doubt(read_edtf(day.edtf))
    if _days_are_known(day):
        return _capital(Phrasing(ENGLISH, weekday=True).of(shape))
    said = Phrasing(ENGLISH).of(shape)
    if day.kind in (Kind.BETWEEN, Kind.APPROXIMATE):
        return ENGLISH.some_time.format(a=said)
    if isinstance(shape, Point):
        return ENGLISH.some_time_in.format(a=said)
    return _capital(said)


def _days_are_known(day: EventDate) -> bool:
    """Start and end are each one day, doubted or not."""
    return (
        day.start_earliest is not None
        and day.start_earliest == day.start_latest
        and day.end_earliest is not None
        and day.end_earliest == day.end_latest
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def block(day: EventDate) -> Block:
    """Under which heading the date belongs in the chronology."""
    first, last = day.start_earliest, day.end_latest
    if day.precision != DAY:
        said = Phrasing(ENGLISH).of(without_doubt(read_edtf(day.edtf)))
        return Block("", first, last, "", said, coarse=True)
    return Block(
        _numeral(day),
        first,
        last,
        _weekday_line(day),
        _months_of(first, last),
        coarse=False,
    )


def _numeral(day: EventDate) -> str:
    first, last = day.start_earliest, day.end_latest
    if first and first == last:
        return str(first.day)
    text = f"{first.day if first else ''}–{last.day if last else ''}"
    if _days_are_known(day) or _has_one_known_end(day):
        return text
    return f"{'[' if first else ''}{text}{']' if last else ''}"


def _has_one_known_end(day: EventDate) -> bool:
    """It began, or ended, on a known day; its other end is open."""
    starts = day.start_latest if day.end_latest is None else None
    ends = day.end_earliest if day.start_earliest is None else None
    return bool(starts and starts == day.start_earliest) or bool(
        ends and ends == day.end_latest
    )


def _weekday_line(day: EventDate) -> str:
    first, last = day.start_earliest, day.end_latest
    if _has_one_known_end(day):
        return _one_sided(day, first or last or date.min)
    if not _days_are_known(day) or first is None or last is None:
        return ENGLISH.day_not_known
    if first == last:
        return ENGLISH.weekdays[first.weekday()]
    short = [ENGLISH.short_weekdays[edge.weekday()] for edge in (first, last)]
    return ENGLISH.weekday_to.format(a=short[0], b=short[1])


def _one_sided(day: EventDate, known: date) -> str:
    template = {
        Kind.ONGOING: ENGLISH.since_weekday,
        Kind.AFTER: ENGLISH.from_weekday,
    }.get(day.kind, ENGLISH.until_weekday)
    return template.format(a=ENGLISH.weekdays[known.weekday()])


def _months_of(first: date | None, last: date | None) -> str:
    edges = [edge for edge in (first, last) if edge]
    names = [(ENGLISH.months[edge.month - 1], year_text(edge.year)) for edge in edges]
    if len(names) == 2 and names[0] != names[1]:
        (month, year), (month2, year2) = names
        start = month if year == year2 else f"{month} {year}"
        return f"{start}–{month2} {year2}"
    return " ".join(names[0])
