"""What readers see of a date."""

from timeline.dates.clock import clock_words
from timeline.dates.edtf import read_edtf
from timeline.dates.event_date import EventDate, Kind
from timeline.dates.languages import language_for
from timeline.dates.phrases import Phrasing, is_doubted, without_doubt


def words(
    day: EventDate,
    *,
    with_year: bool = True,
    with_weekday: bool = False,
    language: str = "en",
) -> str:
    """The date as readers see it. Raises DateError for a language without a table.

    In English this can be typed back and gives the same bounds, unless the year was
    left out.
    """
    table = language_for(language)
    phrasing = Phrasing(table, with_weekday, with_year)
    shape = read_edtf(day.edtf)
    clock = clock_words(day, table)
    if not clock:
        return phrasing.of(shape)
    if not is_doubted(shape):
        return table.with_clock.format(a=phrasing.of(shape), clock=clock)
    certain = phrasing.of(without_doubt(shape))
    said = table.with_clock.format(a=certain, clock=clock)
    return table.not_certain.format(a=said)


def row_words(day: EventDate, *, language: str = "en") -> str:
    """What a row adds to the day heading above it: the clock, or the vague date.

    Empty for an exact day whose time is not known.
    """
    table = language_for(language)
    clock = clock_words(day, table)
    if day.kind is Kind.EXACT:
        return clock
    if day.kind is Kind.UNCERTAIN and day.start_earliest == day.end_latest:
        return table.fill(table.not_certain, a=clock) if clock else table.uncertain
    return words(day, with_year=False, language=language)
