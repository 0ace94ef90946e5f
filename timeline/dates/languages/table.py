"""What a language has to say about dates: its names, its cases and its templates."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Names = tuple[str, ...]
Case = str  # "" is the nominative; the others are the keys of ``Language.cases``


@dataclass(frozen=True, slots=True)
class Forms:
    """The parts of a date in one grammatical case.

    ``{d}`` day, ``{m}`` month, ``{y}`` year, ``{s}`` season, ``{w}`` weekday.
    """

    months: Names  # standing alone or with a year
    day_months: Names  # after the number of a day
    weekdays: Names  # Monday first
    seasons: Names  # spring first, as EDTF 21 to 24
    day: str = "{d}"
    day_month: str = "{d} {m}"
    day_month_year: str = "{d} {m} {y}"
    month: str = "{m}"
    month_year: str = "{m} {y}"
    season: str = "{s}"
    season_year: str = "{s} {y}"
    winter_year: str = "{s} {y}–{y2}"
    year: str = "{y}"
    decade: str = "{y}"  # {e} is its ending, of ``Language.decade_endings``
    unclear_decade: str = "{y}"  # 1900 to 1909, which "the 1900s" may not mean
    century: str = "{n}"
    weekday_day: str = "{w}, {d}"  # {d} is the day in the nominative


def only(number: int) -> int:
    """The plural of a language that has one form."""
    return 0 * number


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Names and templates. ``{a}`` and ``{b}`` are dates already in words.

    ``{a:gen}`` is the date in the case of that name; ``{a}`` keeps the case that the
    whole is in. Every reader-facing phrase is whole in its template.
    """

    cases: Mapping[Case, Forms]
    short_months: Names
    short_weekdays: Names
    parts_of_day: Mapping[str, str]
    ordinal: Callable[[int], str] = str
    decade_endings: Names = ("",) * 10  # by the tens: of 1990, the ninth
    names_month_twice: bool = False  # beside a weekday, both ends name their month
    plural: Callable[[int], int] = only  # which of the forms of a number
    thousands: str = ","
    capital_i: str = "I"
    sounds: tuple[tuple[str, str], ...] = ()  # patterns that sound better otherwise

    dash: str = "{a}–{b}"
    wide_dash: str = "{a} – {b}"  # where the start is of more than one word
    between: str
    from_to: str
    about: str
    about_in_case: str = ""
    perhaps: str
    not_certain: str
    uncertain: str  # the same, of a date that is not repeated
    by: str
    after: str
    on_or_after: str
    since: str
    until: str
    end_not_known: str
    start_not_known: str
    alternatives: str
    with_clock: str = "{a}, {clock}"
    times: str = "{a}–{b}"

    day_not_known: str
    some_time: str
    some_time_in: str
    weekday_to: str
    since_weekdays: Names
    from_weekdays: Names
    until_weekdays: Names

    any_day: str
    window: str = ""  # where it is not said as any range is
    window_from: str
    window_to: str

    read_as: str  # {meaning} is empty or one of ``meanings``
    read_as_days: str
    meanings: Mapping[str, str] = field(default_factory=dict)
    lasted_days: str
    lasted: str
    days: Names  # {n} days, one for every form that ``plural`` tells apart

    @property
    def months(self) -> Names:
        """The names of the months, standing alone."""
        return self.cases[""].months

    @property
    def weekdays(self) -> Names:
        """The names of the weekdays, Monday first."""
        return self.cases[""].weekdays

    def fill(self, template: str, **words: object) -> str:
        """The template with its words, as it sounds best."""
        text = template.format(**words)
        for pattern, better in self.sounds:
            text = re.sub(pattern, better, text)
        return text

    def range_template(self, start: str) -> str:
        """How a range is written that begins with this."""
        return self.wide_dash if " " in start else self.dash

    def century_words(self, number: int, case: Case = "") -> str:
        """The century with its ordinal."""
        return self.cases[case].century.format(n=self.ordinal(number))

    def days_words(self, count: int) -> str:
        """So many days: ``6 days``."""
        number = f"{count:,}".replace(",", self.thousands)
        return self.days[self.plural(count)].format(n=number)

    def capital(self, text: str) -> str:
        """The text as it begins a sentence."""
        first = self.capital_i if text[:1] == "i" else text[:1].upper()
        return first + text[1:]
