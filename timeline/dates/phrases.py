"""A shape in the words that readers see, in any language that has a table."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace

from timeline.dates.languages import Forms, Language
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
class Inflected:
    """Words that take the grammatical case a template asks for: ``{a:gen}``.

    Where it asks for none, they take the case that the whole stands in.
    """

    in_case: Callable[[str], str]
    case: str = ""

    def __format__(self, case: str) -> str:
        return self.in_case(case or self.case)

    def __str__(self) -> str:
        return self.in_case(self.case)


@dataclass(frozen=True, slots=True)
class Phrasing:
    """How to say dates: in which language, with or without weekday and year.

    Without the year, a date still names it where there is more than one year, or
    where there is nothing else to name. ``as_lasted`` says of an interval that it
    lasted.
    """

    language: Language
    weekday: bool = False
    year: bool = True
    as_lasted: bool = False

    def of(self, shape: Shape) -> str:
        """The whole date. A doubt about all of it is said once, at its end."""
        return str(self.inflected(shape))

    def inflected(self, shape: Shape) -> Inflected:
        """The whole date, in whatever case a template needs."""
        say = self if self.year else replace(self, year=not _leaves_year_out(shape))
        if not is_doubted(shape):
            return say._shape(shape)
        certain = say._shape(without_doubt(shape))
        return self._fill(self.language.not_certain, a=certain)

    def _fill(self, template: str, **words: Inflected) -> Inflected:
        def in_case(case: str) -> str:
            cased = {
                name: Inflected(said.in_case, case) for name, said in words.items()
            }
            return self.language.fill(template, **cased)

        return Inflected(in_case)

    def _shape(self, shape: Shape) -> Inflected:
        if isinstance(shape, Point):
            return self.marked(shape.part)
        if isinstance(shape, Lasting):
            return self._lasting(shape.start, shape.end)
        if all(span.low == span.high for span in shape.spans):
            return self._days([span.low for span in shape.spans if span.low])
        texts = [self._span(span) for span in shape.spans]
        return self._alternatives(texts)

    def _alternatives(self, texts: list[Inflected]) -> Inflected:
        said = texts[0]
        for text in texts[1:]:
            said = self._fill(self.language.alternatives, a=said, b=text)
        return said

    def _days(self, parts: list[Part]) -> Inflected:
        followed = itertools.pairwise(parts)
        shortened = [self._followed(part, after) for part, after in followed]
        return self._alternatives([*shortened, self.marked(parts[-1])])

    def _lasting(self, start: Part | Gap, end: Part | Gap) -> Inflected:
        words = self.language
        if isinstance(start, Part) and isinstance(end, Part):
            return self._from_to(start, end)
        if isinstance(start, Part):
            template = words.since if end is Gap.OPEN else words.end_not_known
            return self._fill(template, a=self.marked(start))
        assert isinstance(end, Part)
        template = words.until if start is Gap.OPEN else words.start_not_known
        return self._fill(template, a=self.marked(end))

    def _from_to(self, start: Part, end: Part) -> Inflected:
        words = self.language
        if self.as_lasted:
            first = self._followed(start, end)
            return self._fill(words.lasted, a=first, b=self.marked(end))
        if start.qualifier == end.qualifier in ("", ABOUT):
            first = self._followed(start.plain(), end.plain())
            template = words.range_template(str(first))
            said = self._fill(template, a=first, b=self.part(end))
            return self._about(said) if end.qualifier else said
        return self._fill(words.from_to, a=self.marked(start), b=self.marked(end))

    def _span(self, span: Span) -> Inflected:
        if span.low is None or span.high is None:
            return self._limit(span)
        if span.low == span.high:
            return self.marked(span.low)
        low = self._followed(span.low, span.high)
        return self._fill(self.language.between, a=low, b=self.marked(span.high))

    def _limit(self, span: Span) -> Inflected:
        words = self.language
        if span.high:
            return self._fill(words.by, a=self.marked(span.high))
        low = span.low
        assert low is not None
        if is_plainly_after(low):
            return self._fill(words.after, a=self.marked(part_before(low)))
        return self._fill(words.on_or_after, a=self.marked(low))

    def _followed(self, part: Part, following: Part) -> Inflected:
        """A part without the month and year that the next one is about to say."""
        plain = part.qualifier == following.qualifier == ""
        alike = part.precision == following.precision in _SHARE_A_YEAR
        winter = 12 in (part.first.month, following.first.month)
        winter = winter and part.precision == SEASON
        same_year = part.first.year == following.first.year
        if not (plain and alike and same_year) or winter:
            return self.marked(part)
        if part.precision == DAY and self._may_leave_month_out(part, following):
            return Inflected(lambda case: self._day(part, "day", case))
        return replace(self, year=False).part(part)

    def _may_leave_month_out(self, part: Part, following: Part) -> bool:
        same_month = part.first.month == following.first.month
        return same_month and not (self.weekday and self.language.names_month_twice)

    def marked(self, part: Part) -> Inflected:
        """A part with "about" and "perhaps" before it where they hold."""
        said = self.part(part)
        if part.qualifier in (ABOUT, BOTH):
            said = self._about(said)
        if part.qualifier in (DOUBTED, BOTH):
            said = self._fill(self.language.perhaps, a=said)
        return said

    def _about(self, said: Inflected) -> Inflected:
        plain = self._fill(self.language.about, a=said)
        if not self.language.about_in_case:
            return plain
        cased = self._fill(self.language.about_in_case, a=said)
        return Inflected(lambda case: (cased if case else plain).in_case(case))

    def part(self, part: Part) -> Inflected:
        """A part, leaving its qualifier unsaid."""
        return Inflected(lambda case: self._part(part, case))

    def _case(self, case: str) -> Forms:
        return self.language.cases[case]

    def _part(self, part: Part, case: str) -> str:
        forms, first = self._case(case), part.first
        if part.precision == DAY:
            return self._day(part, "day_month_year" if self.year else "day_month", case)
        if part.precision == MONTH:
            template = forms.month_year if self.year else forms.month
            name = forms.months[first.month - 1]
            return template.format(m=name, y=year_text(first.year))
        if part.precision == SEASON:
            return self._season(part, forms)
        return self._years(part, case)

    def _day(self, part: Part, template: str, case: str) -> str:
        """A day by one of the templates. With a weekday, that takes the case."""
        first, forms = part.first, self._case("" if self.weekday else case)
        name = forms.day_months[first.month - 1]
        said = getattr(forms, template).format(
            d=first.day, m=name, y=year_text(first.year)
        )
        if not self.weekday:
            return str(said)
        weekday = self._case(case).weekdays[first.weekday()]
        return self._case(case).weekday_day.format(w=weekday, d=said)

    def _season(self, part: Part, forms: Forms) -> str:
        year = part.first.year
        name = forms.seasons[part.first.month // 3 - 1]
        if part.first.month == 12:
            following = f"{(year + 1) % 100:02}"
            return forms.winter_year.format(s=name, y=year_text(year), y2=following)
        template = forms.season_year if self.year else forms.season
        return template.format(s=name, y=year_text(year))

    def _years(self, part: Part, case: str) -> str:
        forms, year = self._case(case), part.first.year
        if part.precision == CENTURY:
            return self.language.century_words(year // 100 + 1, case)
        if part.precision == DECADE:
            year -= year % 10
            clear = year >= 100 and year % 100
            template = forms.decade if clear else forms.unclear_decade
            ending = self.language.decade_endings[year % 100 // 10]
            return template.format(y=year_text(year), e=ending)
        return forms.year.format(y=year_text(year))


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
