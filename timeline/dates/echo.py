"""What we say back to the person who typed a date."""

from timeline.dates.clock import takes_clock
from timeline.dates.edtf import from_edtf, read_edtf
from timeline.dates.errors import DateError
from timeline.dates.event_date import EventDate, Kind
from timeline.dates.languages import Language, language_for
from timeline.dates.measures import days_of_doubt
from timeline.dates.parts import ABOUT, DOUBTED, SEASON, Part, part_before, season_part
from timeline.dates.phrases import Phrasing, is_plainly_after
from timeline.dates.reading import read_date
from timeline.dates.shapes import Gap, Lasting, OneOf, Point, Shape, Span
from timeline.dates.window import Window
from timeline.dates.words import words


def read_echo(understood: EventDate | Window, *, language: str = "en") -> str:
    """One sentence: "Read as 15 to 20 May 2025, 6 days." """
    table = language_for(language)
    if isinstance(understood, Window):
        return _echo_of_window(understood, table, language)
    said = words(understood, language=language)
    meaning = _meaning(understood, table, language)
    return table.read_as.format(a=said, meaning=meaning)


def _echo_of_window(window: Window, table: Language, language: str) -> str:
    said = window.words(language=language)
    if window.days is None:
        return table.read_as.format(a=said, meaning="")
    return table.read_as_days.format(a=said, days=table.days_words(window.days))


def _meaning(day: EventDate, table: Language, language: str) -> str:
    possible = Window(day.start_earliest, day.end_latest)
    if day.kind is Kind.EXTENT and days_of_doubt(day) == 1 and possible.days:
        return table.lasted_days.format(days=table.days_words(possible.days))
    said = possible.words(language=language)
    return table.meanings.get(day.kind.value, "").format(possible=said)


def other_readings(
    day: EventDate, *, language: str = "en"
) -> tuple[tuple[str, str], ...]:
    """What else may have been meant: button labels, and the text each would type.

    The labels are in the language, the texts in English, which can be typed. A date
    with a clock offers only what keeps the clock.
    """
    table, shape = language_for(language), read_edtf(day.edtf)
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
            readings.append((_label(other, table), words(reading)))
    return tuple(readings)


def suggestions_in(error: DateError, language: str) -> tuple[str, ...]:
    """The suggestions of an error in the language, where that can be typed as well."""
    return tuple(_suggestion_in(text, language) for text in error.suggestions)


def _suggestion_in(text: str, language: str) -> str:
    try:
        day = read_date(text)
        said = words(day, language=language)
        return said if read_date(said).edtf == day.edtf else text
    except DateError:
        return text


def _label(shape: Shape, table: Language) -> str:
    say = Phrasing(table, year=False, as_lasted=True)
    return table.capital(say.of(shape))


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
