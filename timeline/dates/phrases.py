"""A shape in the words that readers see, in any language that has a table."""

import itertools
from dataclasses import dataclass, replace

from timeline.dates.languages import Language
from timeline.dates.parts import (
    ABOUT,
    BOTH,
    CENTURY,
    DAY,
    DECADE,
    DOUBTED,
    MONTH,
    SEASON,
    YEAR,
    Part,
    part_before,
    year_text,
)
from timeline.dates.shapes import Gap, Lasting, Point, Shape, Span, changed

_WITHOUT_DOUBT = {DOUBTED: "", BOTH: ABOUT}
_SHARE_A_YEAR = (DAY, MONTH, SEASON)


@dataclass(frozen=True, slots=True)
class Phrasing:
    """How to say dates: in which language, with or without weekday and year.

    Without the year, a date still names it where there is more than one year, or
    where there is nothing else to name.
    """

    language: Language
    weekday: bool = False
    year: bool = True

    def of(self, shape: Shape) -> str:
        """The whole date. A doubt about all of it is said once, at its end."""
        say = self if self.year else replace(self, year=not _leaves_year_out(shape))
        if not is_doubted(shape):
            return say._shape(shape)
        certain = say._shape(without_doubt(shape))
        return self.language.not_certain.format(a=certain)

    def _shape(self, shape: Shape) -> str:
        if isinstance(shape, Point):
            return self.marked(shape.part)
        if isinstance(shape, Lasting):
            return self._lasting(shape.start, shape.end)
        if all(span.low == span.high for span in shape.spans):
            return self._days([span.low for span in shape.spans if span.low])
        texts = [self._span(span) for span in shape.spans]
        return self._alternatives(texts)

    def _alternatives(self, texts: list[str]) -> str:
        said = texts[0]
        for text in texts[1:]:
            said = self.language.alternatives.format(a=said, b=text)
        return said

    def _days(self, parts: list[Part]) -> str:
        followed = itertools.pairwise(parts)
        shortened = [self._followed(part, after) for part, after in followed]
        return self._alternatives([*shortened, self.marked(parts[-1])])

    def _lasting(self, start: Part | Gap, end: Part | Gap) -> str:
        words = self.language
        if not isinstance(start, Part):
            only = self.marked(end) if isinstance(end, Part) else ""
            known = start is Gap.OPEN
            return (words.until if known else words.start_not_known).format(a=only)
        if not isinstance(end, Part):
            known = end is Gap.OPEN
            template = words.since if known else words.end_not_known
            return template.format(a=self.marked(start))
        return self._from_to(start, end)

    def _from_to(self, start: Part, end: Part) -> str:
        words = self.language
        if start.qualifier == end.qualifier in ("", ABOUT):
            first = self._followed(start.plain(), end.plain())
            said = words.dash.format(a=first, b=self.part(end))
            return words.about.format(a=said) if end.qualifier else said
        return words.from_to.format(a=self.marked(start), b=self.marked(end))

    def _span(self, span: Span) -> str:
        words = self.language
        if span.low is None or span.high is None:
            return self._limit(span)
        if span.low == span.high:
            return self.marked(span.low)
        low = self._followed(span.low, span.high)
        return words.between.format(a=low, b=self.marked(span.high))

    def _limit(self, span: Span) -> str:
        words = self.language
        if span.high:
            return words.by.format(a=self.marked(span.high))
        low = span.low
        if low and is_plainly_after(low):
            return words.after.format(a=self.marked(part_before(low)))
        return words.on_or_after.format(a=self.marked(low) if low else "")

    def _followed(self, part: Part, following: Part) -> str:
        """A part without the month and year that the next one is about to say."""
        plain = part.qualifier == following.qualifier == ""
        alike = part.precision == following.precision in _SHARE_A_YEAR
        winter = 12 in (part.first.month, following.first.month)
        winter = winter and part.precision == SEASON
        same_year = part.first.year == following.first.year
        if not (plain and alike and same_year) or winter:
            return self.marked(part)
        same_month = part.first.month == following.first.month
        if part.precision == DAY and same_month:
            return self._with_weekday(part, str(part.first.day))
        return replace(self, year=False).part(part)

    def marked(self, part: Part) -> str:
        """A part with "about" and "perhaps" before it where they hold."""
        said = self.part(part)
        if part.qualifier in (ABOUT, BOTH):
            said = self.language.about.format(a=said)
        if part.qualifier in (DOUBTED, BOTH):
            said = self.language.perhaps.format(a=said)
        return said

    def part(self, part: Part) -> str:
        """A part, leaving its qualifier unsaid."""
        first = part.first
        if part.precision == DAY:
            return self._with_weekday(part, self._day(part))
        if part.precision == MONTH:
            name = self.language.months[first.month - 1]
            template = self.language.month_year if self.year else "{m}"
            return template.format(m=name, y=year_text(first.year))
        if part.precision == SEASON:
            return self._season(part)
        return self._years(part)

    def _day(self, part: Part) -> str:
        words, first = self.language, part.first
        template = words.day_month_year if self.year else words.day_month
        name = words.months[first.month - 1]
        return template.format(d=first.day, m=name, y=year_text(first.year))

    def _with_weekday(self, part: Part, said: str) -> str:
        if not self.weekday:
            return said
        name = self.language.weekdays[part.first.weekday()]
        return self.language.weekday_day.format(w=name, d=said)

    def _season(self, part: Part) -> str:
        words, year = self.language, part.first.year
        name = words.seasons[part.first.month // 3 - 1]
        if part.first.month == 12:
            following = f"{(year + 1) % 100:02}"
            return words.winter_year.format(s=name, y=year_text(year), y2=following)
        template = words.season_year if self.year else "{s}"
        return template.format(s=name, y=year_text(year))

    def _years(self, part: Part) -> str:
        words, year = self.language, part.first.year
        if part.precision == CENTURY:
            return words.century_words(year // 100 + 1)
        if part.precision == DECADE:
            year -= year % 10
            clear = year >= 100 and year % 100
            template = words.decade if clear else words.unclear_decade
            return template.format(y=year_text(year))
        return year_text(year)


def is_plainly_after(low: Part) -> bool:
    """A limit that can be said as "after" the day, month or year before it."""
    return low.precision in (DAY, MONTH, YEAR) and low.first.year > 1


def is_doubted(shape: Shape) -> bool:
    """The source doubts all of it."""
    return all(part.qualifier in _WITHOUT_DOUBT for part in shape.parts)


def without_doubt(shape: Shape) -> Shape:
    """The same, with nothing doubted."""
    return changed(shape, _undoubted)


def _undoubted(part: Part) -> Part:
    mark = _WITHOUT_DOUBT.get(part.qualifier, part.qualifier)
    return replace(part, qualifier=mark)


def _leaves_year_out(shape: Shape) -> bool:
    one_year = len({part.first.year for part in shape.parts}) == 1
    return one_year and all(part.precision in _SHARE_A_YEAR for part in shape.parts)
