"""The day headings of the chronology."""

from dataclasses import dataclass
from datetime import date

from timeline.dates.edtf import read_edtf
from timeline.dates.event_date import EventDate, Kind
from timeline.dates.languages import Language, language_for
from timeline.dates.parts import DAY, month_part
from timeline.dates.phrases import Phrasing, without_doubt
from timeline.dates.shapes import Point, lasting


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


def heading_words(day: EventDate, *, language: str = "en") -> str:
    """The heading of the date's block, read aloud: "Some time in May 2025"."""
    table = language_for(language)
    shape = without_doubt(read_edtf(day.edtf))
    if _days_are_known(day):
        return table.capital(Phrasing(table, weekday=True).of(shape))
    said = Phrasing(table).inflected(shape)
    if day.kind in (Kind.BETWEEN, Kind.APPROXIMATE):
        return table.capital(table.fill(table.some_time, a=said))
    if isinstance(shape, Point):
        return table.capital(table.fill(table.some_time_in, a=said))
    return table.capital(str(said))


def _days_are_known(day: EventDate) -> bool:
    """Start and end are each one day, doubted or not."""
    return (
        day.start_earliest is not None
        and day.start_earliest == day.start_latest
        and day.end_earliest is not None
        and day.end_earliest == day.end_latest
    )


def block(day: EventDate, *, language: str = "en") -> Block:
    """Under which heading the date belongs in the chronology."""
    table = language_for(language)
    first, last = day.start_earliest, day.end_latest
    if day.precision != DAY:
        said = Phrasing(table).of(without_doubt(read_edtf(day.edtf)))
        return Block("", first, last, "", said, coarse=True)
    return Block(
        _numeral(day),
        first,
        last,
        _weekday_line(day, table),
        _months_of(first, last, table),
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


def _weekday_line(day: EventDate, table: Language) -> str:
    first, last = day.start_earliest, day.end_latest
    if _has_one_known_end(day):
        return _one_sided(day, first or last or date.min, table)
    if not _days_are_known(day) or first is None or last is None:
        return table.day_not_known
    if first == last:
        return table.capital(table.weekdays[first.weekday()])
    short = [table.short_weekdays[edge.weekday()] for edge in (first, last)]
    return table.capital(table.weekday_to.format(a=short[0], b=short[1]))


def _one_sided(day: EventDate, known: date, table: Language) -> str:
    names = {
        Kind.ONGOING: table.since_weekdays,
        Kind.AFTER: table.from_weekdays,
    }.get(day.kind, table.until_weekdays)
    return table.fill(names[known.weekday()])


def _months_of(first: date | None, last: date | None, table: Language) -> str:
    """The month of the heading, or its first and last: "May–June 2025"."""
    months = [month_part(edge.year, edge.month) for edge in (first, last) if edge]
    return Phrasing(table).of(lasting(months[0], months[-1]))
