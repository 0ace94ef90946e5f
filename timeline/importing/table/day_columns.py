"""Dates of a column that is written in the order of one country or another.

Whether 05/06/2025 is in May or in June is decided by the whole column: one value with
a part above 12 decides for all. When none does it is asked, with both readings of a
value that is there. When two values rule out each other's order the column is refused
with both lines. Two-digit years and the day counts of spreadsheets are asked too.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from timeline.dates import DateError, day_words, from_edtf, month_name, read_date
from timeline.importing.errors import CellError

_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[-/ ]([^\W\d_]{3,9})[-/ ](\d{2})(?!\d)(.*)")
_YEAR_FIRST = re.compile(r"(\d{4}-\d\d-\d\d)([T ].*)", re.ASCII)
_MONTH_SHOWN = re.compile(r"([^\W\d_]{3,9})-(\d{2})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_FOREIGN = (_NUMERIC, _NAMED, _SERIAL, _COMPACT, _YEAR_FIRST)
_MIDNIGHT = re.compile(
    r"[T ]+(?:0?0:00(?::00(?:\.0+)?)?(?:Z| ?UTC)?|12:00(?::00)? ?AM)", re.IGNORECASE
)
_SECONDS = re.compile(r"(:\d\d):\d\d(?:\.\d+)?(?!\d)", re.ASCII)
_MONTHS = tuple(month_name(number)[:3].casefold() for number in range(1, 13))
_EPOCHS = {"excel-1900": date(1899, 12, 30), "excel-1904": date(1904, 1, 1)}
_HALFWAY = 30  # spreadsheets read 30 to 99 as 1930 to 1999


class Choice(NamedTuple):
    value: str
    label: str


class Question(NamedTuple):
    """What a person must say before the file can be read; ``key`` is in answers."""

    key: str
    column: str  # the file's header; "" for the whole file
    sentence: str
    choices: tuple[Choice, ...]


class Seen(NamedTuple):
    line: int
    text: str


ORDERS: dict[str, str] = {
    "day-first": "Day first",
    "month-first": "Month first",
    "year-first": "Year first",
}
_CENTURIES: dict[str, Callable[[int], int]] = {
    "2000": lambda year: 2000 + year,
    "1900": lambda year: 1900 + year,
    "spreadsheet": lambda year: (1900 if year >= _HALFWAY else 2000) + year,
}


class DayColumn:
    """The dates under one header. First :meth:`see` them all, then :meth:`read` them.

    With ``as_typed`` a text that is a date by itself stays as it is, and two such texts
    of different orders are no fault.
    """

    def __init__(
        self, header: str, *, answers: Mapping[str, str], as_typed: bool = False
    ) -> None:
        self.header = header
        self.as_typed = as_typed
        self.possible = dict.fromkeys(ORDERS)
        self.against: dict[str, Seen] = {}
        self.ambiguous: Seen | None = None
        self.numeric = False
        self.short_year: Seen | None = None
        self.serial: Seen | None = None
        self.order_answer = answers.get(f"dates:{header}", "")
        self.century_answer = answers.get(f"century:{header}", "")
        self.serial_answer = answers.get(f"numbers:{header}", "")

    # First pass.
    def see(self, line: int, text: str) -> None:
        """Take a value into account."""
        text = text.strip()
        if match := _NUMERIC.fullmatch(text):
            self._see_numeric(Seen(line, text), match)
        elif _NAMED.fullmatch(text):
            self.short_year = self.short_year or Seen(line, text)
        elif _SERIAL.fullmatch(text):
            self.serial = self.serial or Seen(line, text)

    def _see_numeric(self, seen: Seen, match: re.Match[str]) -> None:
        if len(match[4]) == 2:
            self.short_year = self.short_year or seen
        if match[2] == ".":
            return
        readings = _readings(match)
        if not readings:
            return
        if not (self.as_typed and _readable(seen.text)):
            self.numeric = True
        for order in ORDERS:
            if order not in readings:
                self.possible.pop(order, None)
                self.against.setdefault(order, seen)
        if self.ambiguous is None and len(set(readings.values())) > 1:
            self.ambiguous = seen

    # What follows from it.
    @property
    def order(self) -> str:
        """The order of the column; empty while it is not decided."""
        if len(self.possible) == 1:
            return next(iter(self.possible))
        if self.order_answer in self.possible:
            return self.order_answer
        return "" if self._differing() else next(iter(self.possible), "")

    def _differing(self) -> dict[str, date]:
        """The example's readings, where they still differ."""
        if self.ambiguous is None:
            return {}
        match = _NUMERIC.fullmatch(self.ambiguous.text)
        assert match
        readings = {o: d for o, d in _readings(match).items() if o in self.possible}
        return readings if len(set(readings.values())) > 1 else {}

    def questions(self) -> list[Question]:
        """What must be asked about this column."""
        asked = []
        if self.numeric and self.possible and not self.order:
            asked.append(self._ask_order())
        if self.short_year and self.century_answer not in _CENTURIES:
            asked.append(self._ask_century(self.short_year))
        if self.serial and self.serial_answer not in (*_EPOCHS, "text"):
            asked.append(self._ask_serial(self.serial))
        return asked

    def _ask_order(self) -> Question:
        assert self.ambiguous
        choices = tuple(
            Choice(order, f"{ORDERS[order]}: {day_words(day)}")
            for order, day in self._differing().items()
        )
        return Question(
            f"dates:{self.header}",
            self.header,
            f"“{self.header}” has {self.ambiguous.text} (line {self.ambiguous.line}), "
            "and no value of the column decides which part is the day. Which is it?",
            choices,
        )

    def _ask_century(self, seen: Seen) -> Question:
        return Question(
            f"century:{self.header}",
            self.header,
            f"“{self.header}” has years of two digits: {seen.text} (line {seen.line}). "
            "Which century are they in?",
            (
                Choice("2000", "All in 2000 to 2099"),
                Choice("1900", "All in 1900 to 1999"),
                Choice("spreadsheet", "30 to 99 in the 1900s, 00 to 29 in the 2000s"),
            ),
        )

    def _ask_serial(self, seen: Seen) -> Question:
        days = {name: _counted(seen.text, name) for name in _EPOCHS}
        return Question(
            f"numbers:{self.header}",
            self.header,
            f"“{self.header}” has {seen.text} (line {seen.line}). Is it a day as "
            "spreadsheets count them?",
            (
                Choice("excel-1900", f"Yes: {seen.text} is {days['excel-1900']}"),
                Choice("excel-1904", f"Old Macintosh files: {days['excel-1904']}"),
                Choice("text", "No, it is not a date"),
            ),
        )

    def problem(self) -> tuple[Seen, str] | None:
        """Two values that rule out each other's order, or None."""
        if not self.numeric or self.possible:
            return None
        seen = dict.fromkeys(self.against.values())
        said = ", ".join(f"{value.text} (line {value.line})" for value in seen)
        return next(iter(seen)), (
            f"“{self.header}” has dates of different orders: {said}. A spreadsheet may "
            "have turned some of them. Write the dates of this column as 2025-05-16."
        )

    def note(self) -> str:
        """Which value decided, or nothing where nothing had to be decided."""
        if not self.ambiguous or len(self.possible) != 1:
            return ""
        rival = "month-first" if self.order == "day-first" else "day-first"
        decided = self.against[rival]
        return (
            f"Dates of “{self.header}” are read {ORDERS[self.order].lower()}: "
            f"{decided.text} (line {decided.line}) allows nothing else."
        )

    # Second pass.
    def read(self, text: str) -> str:
        """The value as a date that has one reading. Raises CellError."""
        text = text.strip()
        if self.as_typed and _turned(text) and _readable(text):
            return text
        if match := _NUMERIC.fullmatch(text):
            return self._read_numeric(match)
        if match := _NAMED.fullmatch(text):
            return self._read_named(match)
        if _SERIAL.fullmatch(text) and self.serial_answer in _EPOCHS:
            return _counted(text, self.serial_answer)
        if match := _COMPACT.fullmatch(text):
            day = _day(int(match[1]), int(match[2]), int(match[3]))
            return day.isoformat() if day else text
        if match := _YEAR_FIRST.fullmatch(text):
            return match[1] + _clock(match[2])
        return text

    def _read_numeric(self, match: re.Match[str]) -> str:
        if match[2] == ".":
            order = "day-first"
        elif self.numeric and not self.possible:
            raise CellError(
                "The column has dates of different orders, so this one is not read. "
                "Write it as 2025-05-16."
            )
        else:
            order = self.order
        readings = _readings(match, _CENTURIES.get(self.century_answer))
        if order not in readings:
            raise CellError(
                f"“{match[0][:80]}” is not a date when read "
                f"{ORDERS.get(order, 'in any order').lower()}. Write it as 2025-05-16."
            )
        return readings[order].isoformat() + _clock(match[5])

    def _read_named(self, match: re.Match[str]) -> str:
        """``16-May-25``, as spreadsheets show 16 May 2025."""
        month = match[2][:3].casefold()
        century = _CENTURIES.get(self.century_answer)
        if month not in _MONTHS or not century:
            return match[0]
        day = _day(century(int(match[3])), _MONTHS.index(month) + 1, int(match[1]))
        return day_words(day) + _clock(match[4]) if day else match[0]


def _readings(
    match: re.Match[str], century: Callable[[int], int] | None = None
) -> dict[str, date]:
    """The days a text can stand for, by order."""
    first, second, last = int(match[1]), int(match[3]), int(match[4])
    short = len(match[4]) == 2
    century = century or _CENTURIES["2000"]
    year = century(last) if short else last
    days = {
        "day-first": _day(year, second, first),
        "month-first": _day(year, first, second),
        "year-first": _day(century(first), second, last) if short else None,
    }
    return {order: day for order, day in days.items() if day}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shows_the_day(text: str, edtf: str) -> bool:
    """Whether a spreadsheet may show the date ``edtf``, or its first day, like this.

    So ``May 2025`` comes back as 05/01/25, 1.5.2025 or May-25, and nobody edited it.
    """
    days = _shown_days(text.strip())
    if not days:
        return False
    try:
        return from_edtf(edtf.strip()).start_earliest in days
    except DateError:
        return not days.isdisjoint(_shown_days(edtf.strip()))


def _shown_days(text: str) -> set[date]:
    """Every day that a date as spreadsheets show it can stand for."""
    centuries = (_CENTURIES["1900"], _CENTURIES["2000"])
    if match := _NUMERIC.fullmatch(text):
        return {day for c in centuries for day in _readings(match, c).values()}
    if match := _NAMED.fullmatch(text):
        first, named, year = match[1], match[2], match[3]
    elif match := _MONTH_SHOWN.fullmatch(text):
        first, named, year = "1", match[1], match[2]
    else:
        return set()
    if named[:3].casefold() not in _MONTHS:
        return set()
    month = _MONTHS.index(named[:3].casefold()) + 1
    days = (_day(century(int(year)), month, int(first)) for century in centuries)
    return {day for day in days if day}


def _counted(text: str, epoch: str) -> str:
    return (_EPOCHS[epoch] + timedelta(days=int(text.partition(".")[0]))).isoformat()


def _clock(rest: str) -> str:
    """What follows the day, without a midnight that only says there is no time."""
    rest = rest.rstrip()
    return "" if _MIDNIGHT.fullmatch(rest) else _SECONDS.sub(r"\1", rest)


def _turned(text: str) -> bool:
    """Whether it is written in a way that :meth:`DayColumn.read` would change."""
    return any(pattern.fullmatch(text) for pattern in _FOREIGN)


def _readable(text: str) -> bool:
    try:
        read_date(text)
    except DateError:
        return False
    return True
