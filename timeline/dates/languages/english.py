"""Dates in English. What readers see in it can also be typed back."""

from timeline.dates.languages.table import Forms, Language

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WEEKDAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday"),
    *("Friday", "Saturday", "Sunday"),
)


def _ordinal(number: int) -> str:
    tens = "th" if 10 <= number % 100 <= 20 else ""
    return f"{number}{tens or {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _plural(number: int) -> int:
    return 0 if number == 1 else 1


_PLAIN = Forms(
    months=_MONTHS,
    day_months=_MONTHS,
    weekdays=_WEEKDAYS,
    seasons=("spring", "summer", "autumn", "winter"),
    decade="the {y}s",
    unclear_decade="the decade from {y}",
    century="the {n} century",
    weekday_day="{w} {d}",
)

ENGLISH = Language(
    cases={"": _PLAIN},
    short_months=tuple(name[:3] for name in _MONTHS),
    short_weekdays=tuple(name[:3] for name in _WEEKDAYS),
    parts_of_day={
        "early-morning": "early morning",
        "morning": "morning",
        "midday": "midday",
        "afternoon": "afternoon",
        "evening": "evening",
        "night": "night",
    },
    ordinal=_ordinal,
    plural=_plural,
    wide_dash="{a}–{b}",
    between="between {a} and {b}",
    from_to="from {a} to {b}",
    about="about {a}",
    perhaps="perhaps {a}",
    not_certain="{a}, not certain",
    uncertain="not certain",
    by="by {a}",
    after="after {a}",
    on_or_after="on or after {a}",
    since="since {a}",
    until="until {a}",
    end_not_known="from {a}, end not known",
    start_not_known="until {a}, start not known",
    alternatives="{a} or {b}",
    day_not_known="Day not known",
    some_time="Some time {a}",
    some_time_in="Some time in {a}",
    weekday_to="{a} to {b}",
    since_weekdays=tuple(f"Since {name}" for name in _WEEKDAYS),
    from_weekdays=tuple(f"From {name}" for name in _WEEKDAYS),
    until_weekdays=tuple(f"Until {name}" for name in _WEEKDAYS),
    any_day="any day",
    window="{a} to {b}",
    window_from="from {a}",
    window_to="up to {a}",
    read_as="Read as {a}{meaning}.",
    read_as_days="Read as {a}, {days}.",
    meanings={
        "extent": ": it lasted",
        "between": ": one day, not known which",
        "within": ": one day, not known which",
        "approximate": ": some time from {possible}",
        "uncertain": ": the source doubts it",
        "before": ": how much earlier is not known",
        "after": ": how much later is not known",
        "ongoing": ": it began then and is still going on",
        "one-of": ": one of these, not known which",
    },
    lasted_days=": it lasted {days}",
    lasted="it lasted from {a} to {b}",
    days=("{n} day", "{n} days"),
)
