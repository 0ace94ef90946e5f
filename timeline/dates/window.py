"""The days a reader asks for, and which events certainly or possibly fall in them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from timeline.dates.errors import DateError, gettext_noop
from timeline.dates.event_date import Bounds, EventDate
from timeline.dates.languages import language_for
from timeline.dates.parts import DAY, Part
from timeline.dates.phrases import Phrasing
from timeline.dates.reading import read_date


@dataclass(frozen=True, slots=True)
class Window:
    """Days from ``first`` to ``last``, both included. None is no limit."""

    first: date | None
    last: date | None

    @property
    def days(self) -> int | None:
        """How many days, or None without a limit."""
        if self.first is None or self.last is None:
            return None
        return (self.last - self.first).days + 1

    def words(self, *, language: str = "en") -> str:
        """``15 to 20 May 2025``, to stand in a sentence after "dated"."""
        table, say = language_for(language), Phrasing(language_for(language))
        if self.first is None or self.last is None:
            return self._open(say)
        last = str(say.part(Part(DAY, self.last, self.last)))
        if self.first == self.last:
            return last
        first = _opening(self.first, self.last, say)
        template = table.window or table.range_template(first)
        return table.fill(template, a=first, b=last)

    def _open(self, say: Phrasing) -> str:
        """Without a first day, a last day or both."""
        known, table = self.first or self.last, say.language
        if known is None:
            return table.any_day
        template = table.window_from if self.first else table.window_to
        return table.fill(template, a=say.part(Part(DAY, known, known)))


def _opening(first: date, last: date, say: Phrasing) -> str:
    """The first day without what the last one is about to say."""
    if (first.year, first.month) == (last.year, last.month):
        return str(first.day)
    return str(replace(say, year=first.year != last.year).part(Part(DAY, first, first)))


def meets(bounds: Bounds, a: date | None, b: date | None) -> bool:
    """Some possible reading of the date has a day from ``a`` to ``b``."""
    return _at_most(bounds.start_earliest, b) and _at_least(bounds.end_latest, a)


def certain(bounds: Bounds, a: date | None, b: date | None) -> bool:
    """Every possible reading of the date has a day from ``a`` to ``b``.

    ``start_latest <= b and end_earliest >= a``. Nothing ends before it starts, so
    where the earliest end is open the earliest start stands in for it, and where the
    latest start is open the latest end does: "since 12 May" certainly falls in May.
    """
    start, end = bounds.start_latest, bounds.end_earliest
    start = bounds.end_latest if start is None else start
    end = bounds.start_earliest if end is None else end
    starts_in_time = b is None or (start is not None and start <= b)
    return starts_in_time and (a is None or (end is not None and end >= a))


def might(bounds: Bounds, a: date | None, b: date | None) -> bool:
    """It may have a day from ``a`` to ``b``, and may fall outside."""
    return meets(bounds, a, b) and not certain(bounds, a, b)


def _at_most(low: date | None, limit: date | None) -> bool:
    return low is None or limit is None or low <= limit


def _at_least(high: date | None, limit: date | None) -> bool:
    return high is None or limit is None or high >= limit


def read_window(start_text: str, end_text: str) -> Window:
    """The boxes From and To. "May 2025" is its first day in From, its last in To.

    An empty box is no limit. Raises DateError with ``field`` "from", "to" or "both";
    when reversed, the suggestions are the two texts the other way round.
    """
    first = _read_box(start_text, "from", _first_day)
    last = _read_box(end_text, "to", _last_day)
    if first and last and last < first:
        template = gettext_noop("The end is before the start. Swap them?")
        texts = (end_text.strip(), start_text.strip())
        raise DateError(template, texts, field="both")
    return Window(first, last)


def _first_day(day: EventDate) -> date | None:
    return day.start_earliest


def _last_day(day: EventDate) -> date | None:
    return day.end_latest


def _read_box(
    text: str, field: str, edge: Callable[[EventDate], date | None]
) -> date | None:
    if not text.strip():
        return None
    try:
        day = read_date(text)
    except DateError as error:
        raise error.in_field(field) from error
    if edge(day) is None:
        template = {
            "from": gettext_noop("“%(text)s” is open on this side. Write it under To."),
            "to": gettext_noop("“%(text)s” is open on this side. Write it under From."),
        }[field]
        raise DateError(template, field=field, text=text.strip())
    return edge(day)


def days_range_words(
    first: date | None, last: date | None, language: str = "en"
) -> str:
    """``15 to 20 May 2025``, as ``Window.words`` says it. None is no limit."""
    return Window(first, last).words(language=language)
