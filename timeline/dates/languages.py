"""How each language writes a date: one table a language, and nothing else.

To add a language, add a ``Language`` to ``LANGUAGES``. Only English can also be
*typed*: what readers see in English can be typed back (see ``reading``).
"""

from dataclasses import dataclass

from timeline.dates.errors import DateError


@dataclass(frozen=True, slots=True)
class Language:
    """Names and templates. ``{a}`` and ``{b}`` are dates already in words."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    seasons: tuple[str, ...]  # spring first, as EDTF 21 to 24
    parts_of_day: dict[str, str]
    day_month_year: str
    month_year: str
    season_year: str
    day_month: str
    winter_year: str
    decade: str
    unclear_decade: str
    century: str
    weekday_day: str
    dash: str
    between: str
    from_to: str
    about: str
    perhaps: str
    not_certain: str
    by: str
    after: str
    on_or_after: str
    since: str
    until: str
    end_not_known: str
    start_not_known: str
    alternatives: str
    with_clock: str
    day_not_known: str
    some_time: str
    some_time_in: str
    weekday_to: str
    since_weekday: str
    from_weekday: str
    until_weekday: str

    def century_words(self, number: int) -> str:
        """The century with its ordinal, English only so far."""
        tens = "th" if 10 <= number % 100 <= 20 else ""
        ending = tens or {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return self.century.format(n=f"{number}{ending}")


ENGLISH = Language(
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    weekdays=(
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ),
    short_weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    seasons=("spring", "summer", "autumn", "winter"),
    parts_of_day={
        "early-morning": "early morning",
        "morning": "morning",
        "midday": "midday",
        "afternoon": "afternoon",
        "evening": "evening",
        "night": "night",
    },
    day_month_year="{d} {m} {y}",
    month_year="{m} {y}",
    season_year="{s} {y}",
    day_month="{d} {m}",
    winter_year="{s} {y}–{y2}",
    decade="the {y}s",
    unclear_decade="the decade from {y}",
    century="the {n} century",
    weekday_day="{w} {d}",
    dash="{a}–{b}",
    between="between {a} and {b}",
    from_to="from {a} to {b}",
    about="about {a}",
    perhaps="perhaps {a}",
    not_certain="{a}, not certain",
    by="by {a}",
    after="after {a}",
    on_or_after="on or after {a}",
    since="since {a}",
    until="until {a}",
    end_not_known="from {a}, end not known",
    start_not_known="until {a}, start not known",
    alternatives="{a} or {b}",
    with_clock="{a}, {clock}",
    day_not_known="Day not known",
    some_time="Some time {a}",
    some_time_in="Some time in {a}",
    weekday_to="{a} to {b}",
    since_weekday="Since {a}",
    from_weekday="From {a}",
    until_weekday="Until {a}",
)

LANGUAGES = {"en": ENGLISH}


def language_for(code: str) -> Language:
    """The table of a language. Raises DateError for one that has none yet."""
    try:
        return LANGUAGES[code]
    except KeyError:
        known = ", ".join(LANGUAGES)
        message = f"Dates have no words in “{code}” yet. Use one of: {known}."
        raise DateError(message) from None
