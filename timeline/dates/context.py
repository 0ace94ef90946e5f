"""What a text that says less than a date may mean: "Thursday", "yesterday", "16 May".

Nothing is decided here: each reading is a text that :func:`read_date` understands, for
an editor to choose.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from timeline.dates.errors import DateError
from timeline.dates.reading import read_date
from timeline.dates.saying import day_words

WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_WORDS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_RELATIVE = re.compile(
    r"\b(?:on\s+)?(?:(?P<which>last|next|this)\s+)?"
    rf"(?P<day>(?:{'|'.join(WEEKDAYS)})day|{'|'.join(_WORDS)})\b",
    re.IGNORECASE,
)
_SHORT_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2?")
_WEEK = 7
_MOST_WORDS = 8
Meaning = tuple[str, str]  # the text to type, and what its button says


def is_relative(text: str) -> bool:
    """True for a text whose day depends on when it was written."""
    return bool(_RELATIVE.search(text[:200]))


def meanings(text: str, *, written: date | None, today: date) -> tuple[Meaning, ...]:
    """What ``text`` may mean in an article of the day ``written``, the likeliest first.

    A relative day needs that day: without it there are none. A missing year is the
    article's, the one before or after; without an article this year's or the last.
    """
    text = " ".join(text[:200].split())
    found = _RELATIVE.search(text)
    if not found:
        return tuple(_with_years(text, written, today))
    return tuple(_resolved(text, found, written)) if written else ()


def _resolved(text: str, found: re.Match[str], written: date) -> Iterator[Meaning]:
    for day in _days(found, written):
        said = text[: found.start()] + day_words(day) + text[found.end() :]
        if understood(said):
            yield said, f"{said} ({day:%A}, {_from(written, day)})"


def _days(found: re.Match[str], written: date) -> Iterator[date]:
    word = found["day"].lower()
    if word in _WORDS:
        steps = [_WORDS[word]]
    else:
        back = (written.weekday() - WEEKDAYS.index(word[:-3])) % _WEEK
        which = (found["which"] or "").lower()
        before = -(back or _WEEK) if which == "last" else -back
        steps = {"last": [before], "next": [_WEEK - back]}.get(
            which, [before, _WEEK - back]
        )
    for step in steps:
        try:
            yield written + timedelta(step)
        except OverflowError:
            continue


def _from(written: date, day: date) -> str:
    apart = (day - written).days
    if not apart:
        return "the day of the article"
    many = "the day" if abs(apart) == 1 else f"{abs(apart)} days"
    return f"{many} {'after' if apart > 0 else 'before'} the article"


def _with_years(text: str, written: date | None, today: date) -> Iterator[Meaning]:
    if not text or understood(text):
        return
    near = (0, -1, 1) if written else (0, -1)
    for step in near:
        year = (written or today).year + step
        if 1000 <= year <= 9999:
            yield from ((said, said) for said in _with_year(text, year))


def _with_year(text: str, year: int) -> Iterator[str]:
    """The text with a year where it can stand; both readings of ``5/6``."""
    if numbers := _SHORT_NUMBERS.fullmatch(text):
        first, sign, second = numbers.groups()
        yield from _readings(f"{first}{sign}{second}{sign}{year}")
        return
    words = text.split(" ")[:_MOST_WORDS]
    for place in range(len(words), 0, -1):
        if ":" in words[place - 1]:
            continue  # a year stands before the hour
        said = " ".join([*words[:place], str(year), *words[place:]])
        if understood(said):
            yield said
            return


def _readings(text: str) -> Iterator[str]:
    try:
        read_date(text)
    except DateError as error:
        yield from error.suggestions
    else:
        yield text


def understood(text: str) -> bool:
    """True when :func:`read_date` reads the text."""
    try:
        read_date(text)
    except DateError:
        return False
    return True
