"""A single typed date, such as "Thursday 15 May 2025" or "mid May"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import partial

from timeline.dates.edtf import read_part
from timeline.dates.errors import DateError, Said, gettext_noop
from timeline.dates.fractions import FRACTIONS, fraction_of
from timeline.dates.languages import ENGLISH, language_for
from timeline.dates.numeric import read_numeric_part, two_digit_year
from timeline.dates.parts import (
    ABOUT,
    DAY,
    DOUBTED,
    MONTH,
    Part,
    century_part,
    date_text,
    day_part,
    decade_part,
    month_part,
    plus_days,
    season_part,
    year_part,
    year_text,
)
from timeline.dates.saying import day_words, weekday_name


def _numbered(names: Sequence[str], first: int) -> dict[str, int]:
    """Lower-case names, full and by their first three letters, with numbers."""
    full = {name.lower(): number for number, name in enumerate(names, first)}
    return full | {name[:3]: number for name, number in full.items()}


_MONTHS = _numbered(ENGLISH.months, 1) | {"sept": 9}
_WEEKDAYS = _numbered(ENGLISH.weekdays, 0) | {"tues": 1, "thur": 3, "thurs": 3}
_SEASON_NAMES = ENGLISH.cases[""].seasons
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_MARKS = {"about": ABOUT, "~": ABOUT, "perhaps": DOUBTED, "?": DOUBTED}
_NOT_A_DATE = gettext_noop(
    "“%(text)s” is not a date we can read. "
    "Write it as 15 May 2025, 2025-05-15 or May 2025."
)
_NO_DATE = gettext_noop(
    "A date is missing here. Write it as 15 May 2025, 2025-05-15 or May 2025."
)
_UNKNOWN = gettext_noop(
    "“%(word)s” is not a word we read in a date. "
    "Write it as 15 May 2025, 2025-05-15 or May 2025."
)
_DID_YOU_MEAN = gettext_noop(
    "“%(word)s” is not a word we read in a date. Did you mean “%(close)s”?"
)
_NOISE = {"the", "of", "in", "on", "during", "year"}

# What the words of one date may be, in order: Day, Month, Year, Season, a complete
# Part, or only a fraction ("early", when the month follows elsewhere).
_ORDERS = {"D", "M", "Y", "S", "P", "DM", "MD", "DY", "MY", "YM", "SY", "YS"}
_ORDERS |= {"DMY", "MDY", "YMD"}


@dataclass(frozen=True, slots=True)
class Operand:
    """What one date says, before it borrows the month or year of its neighbour."""

    day: int | None = None
    month: int | None = None
    season: int | None = None
    year: int | None = None
    weekday: int | None = None
    part: Part | None = None  # already complete: ISO, decade, century
    fraction: str = ""
    marks: tuple[str, ...] = ()

    def span(self) -> tuple[Part, Part]:
        """The first and last part meant. Raises DateError."""
        part = self._part()
        low, high = fraction_of(part, self.fraction) if self.fraction else (part, part)
        for mark in self.marks:
            low, high = low.qualified(mark), high.qualified(mark)
        return low, high

    def point(self) -> Part:
        """As ``span``, where only a single part will do. Raises DateError."""
        if self.fraction:
            template = gettext_noop(
                "“Early”, “mid”, “late” and the like have no exact edge to count from. "
                "Write a day, or “about” with a day."
            )
            raise DateError(template)
        return self.span()[0]

    def _part(self) -> Part:
        if self.part:
            return self.part
        if self.year is None:
            template = gettext_noop(
                "The year is missing. Write it as 15 May 2025, 2025-05-15 or May 2025."
            )
            raise DateError(template)
        if self.season:
            return season_part(self.year, self.season)
        if self.month is None:
            return self._year(self.year)
        if self.day is None:
            return month_part(self.year, self.month)
        part = day_part(self.year, self.month, self.day)
        _check_weekday(part.first, self.weekday)
        return part

    def _year(self, year: int) -> Part:
        if self.day is not None:
            template = gettext_noop(
                "The month is missing. Write it as 15 May 2025, 2025-05-15 or May 2025."
            )
            raise DateError(template)
        return year_part(year)

    def is_bare(self) -> bool:
        """Only a fraction, as in "early or mid May"."""
        return not (self.day or self.month or self.season or self.year)


def _check_weekday(day: date, weekday: int | None) -> None:
    if weekday is None or day.weekday() == weekday:
        return
    right, wrong = ENGLISH.weekdays[day.weekday()], ENGLISH.weekdays[weekday]
    text = date_text(day)
    template = gettext_noop(
        "%(day)s is a %(right)s, not a %(wrong)s. Which of the two is right?"
    )
    ahead = (weekday - day.weekday()) % 7
    nearest = plus_days(day, ahead if ahead < 4 else ahead - 7)
    texts = [f"{right} {text}"]
    if nearest.weekday() == weekday:
        texts.append(f"{wrong} {date_text(nearest)}")
    raise DateError(
        template,
        texts,
        day=Said(partial(day_words, day)),
        right=Said(partial(weekday_name, day.weekday())),
        wrong=Said(partial(weekday_name, weekday)),
    )


def read_operand(words: Sequence[str]) -> Operand:
    """The words of one date. Raises DateError for a word that is not of a date."""
    operand, order = Operand(), ""
    telling = [word for word in words if word not in _NOISE]
    for word in _joined_century(telling):
        sign, operand = _take(word, operand)
        order += sign
    if order in _ORDERS or (order == "" and operand.fraction):
        return operand
    raise _bad_order(order, telling)


def _joined_century(words: Sequence[str]) -> list[str]:
    """``20th century`` as one word."""
    text = " ".join(words)
    return re.sub(r"(\d+(?:st|nd|rd|th)) century\b", r"\1century", text).split()


def _bad_order(order: str, words: Sequence[str]) -> DateError:
    numbers = [int(found) for found in re.findall(r"\d+", " ".join(words))]
    if order in ("DMD", "MDD"):
        month = next(_MONTHS[word] for word in words if word in _MONTHS)
        return two_digit_year(numbers[0], month, f"{numbers[1]:02}")
    text = " ".join(words)
    if text:
        return DateError(_NOT_A_DATE, text=text)
    return DateError(_NO_DATE)


def _take(word: str, so_far: Operand) -> tuple[str, Operand]:
    """One word's place in the order, and the operand with that word in it."""
    if word in _MARKS:
        return "", replace(so_far, marks=(*so_far.marks, _MARKS[word]))
    if word in FRACTIONS:
        return "", replace(so_far, fraction=word)
    if word in _MONTHS:
        return "M", replace(so_far, month=_MONTHS[word])
    if word in _SEASONS:
        return "S", replace(so_far, season=_SEASONS[word])
    if word in _WEEKDAYS:
        return "", replace(so_far, weekday=_WEEKDAYS[word])
    return _take_number(word, so_far)


def _take_number(word: str, so_far: Operand) -> tuple[str, Operand]:
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", word):
        return "D", replace(so_far, day=int(word.rstrip("stndrh")))
    if re.fullmatch(r"\d{3,}", word):
        return "Y", replace(so_far, year=int(word))
    for pattern, read in _COMPLETE:
        if match := pattern.fullmatch(word):
            return "P", replace(so_far, part=read(match))
    raise _unknown(word)


def _unknown(word: str) -> DateError:
    names = [*ENGLISH.months, *ENGLISH.weekdays, *_SEASON_NAMES, "Between", "About"]
    close = get_close_matches(word.title(), names, 1)
    if close:
        return DateError(_DID_YOU_MEAN, word=word, close=close[0])
    return DateError(_UNKNOWN, word=word)


def _read_decade(match: re.Match[str]) -> Part:
    year = int(match[1])
    if year < 100:
        texts = [f"{century}{year // 10}0s" for century in (19, 20) if year >= 10]
        template = gettext_noop("Which century are the %(decade)s in?")
        raise DateError(template, texts, decade=match[0])
    if year % 10 or year > 9999:
        template = gettext_noop("“%(decade)s” is not a decade.")
        raise DateError(template, (year_text(year)[:4],), decade=match[0])
    if year % 100 == 0:
        century = ENGLISH.century_words(year // 100 + 1)
        template = gettext_noop(
            "The decade from %(year)s, or %(century)s? Write one of them."
        )
        said = Said(lambda code: language_for(code).century_words(year // 100 + 1))
        raise DateError(
            template, (f"{year // 10:03}X", century), year=year, century=said
        )
    return decade_part(year // 10)


def _read_century(match: re.Match[str]) -> Part:
    number = int(match[1])
    if not 1 <= number <= 100:
        template = gettext_noop(
            "“%(century)s” cannot be stored. Centuries run from 1 to 100."
        )
        said = Said(lambda code: language_for(code).century_words(number))
        nearest = ENGLISH.century_words(100 if number else 1)
        raise DateError(template, (nearest,), century=said)
    return century_part(number - 1)


def _read_numbers(match: re.Match[str]) -> Part:
    return read_numeric_part(match[0]) or read_part(match[0].replace("x", "X"))


_COMPLETE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Part]], ...] = (
    (re.compile(r"'?(\d{1,6})s"), _read_decade),
    (re.compile(r"(\d{1,4})(?:st|nd|rd|th)century"), _read_century),
    (re.compile(r"\d+(?:[-./]\d+)+|\d+xx?(?:-xx)*|\d{4}-\d\d(?:-xx)?"), _read_numbers),
)


def share_context(operands: Sequence[Operand]) -> list[Operand]:
    """Each operand with the month and year that its neighbours have and it lacks."""
    shared = list(operands)
    for index in range(len(shared) - 2, -1, -1):
        shared[index] = _borrowed(shared[index], shared[index + 1])
    for index in range(1, len(shared)):
        shared[index] = _borrowed(shared[index], shared[index - 1])
    return shared


def _borrowed(operand: Operand, other: Operand) -> Operand:
    if operand.part:
        return operand
    month, season, year = _context(other)
    bare = operand.is_bare()
    takes_month = operand.month is None and (operand.day is not None or bare)
    return replace(
        operand,
        month=month if takes_month else operand.month,
        season=season if bare else operand.season,
        year=year if operand.year is None else operand.year,
    )


def _context(other: Operand) -> tuple[int | None, int | None, int | None]:
    if other.part and other.part.precision in (DAY, MONTH):
        return other.part.first.month, None, other.part.first.year
    return other.month, other.season, other.year


def spelled_out_years(start: Operand, end: Operand) -> Operand:
    """``end`` of "1998–99" as a year. Raises DateError for "2010–12": month or year?"""
    short = end.day
    if short is None or not _is_only_year(start) or end.month or end.year:
        return end
    year = start.year or 0
    full = year - year % 100 + short
    if full <= year:
        return end
    if short <= 12:
        month = f"{ENGLISH.months[short - 1]} {year_text(year)}"
        template = gettext_noop("A month or a range of years? Write one of them.")
        raise DateError(template, (month, f"{year_text(year)}–{year_text(full)}"))
    return replace(end, day=None, year=full)


def _is_only_year(operand: Operand) -> bool:
    return bool(operand.year) and not (operand.month or operand.season or operand.day)
