"""What the JSON addresses read beside a selection: ``limit``, ``cursor``, ``q``."""

import re
import unicodedata
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.http import QueryDict

from timeline.api.problems import refused
from timeline.names import clean, fold
from timeline.selection import Problem, Selection
from timeline.selection.moments import advice, moment_asked
from timeline.selection.vocabulary import LONGEST_VALUE

USUAL = 50  # items of a page
MOST = 200
BESIDE = ("limit",)
OF_ONE = ("as_of",)
OF_NAMES = ("q", "kind", "limit", "cursor", "as_of")
_CURSOR = re.compile(r"([ab])\.([-a-zA-Z0-9_]{1,100})")


class NameCursor(NamedTuple):
    """A place in a list of names: what comes after a name, or before it."""

    after: bool
    slug: str

    def __str__(self) -> str:
        return f"{'a' if self.after else 'b'}.{self.slug}"


class NamesAsked(NamedTuple):
    """What a list of names is asked for."""

    words: str  # folded; empty for all
    typed: str
    kind: str
    limit: int
    cursor: NameCursor | None
    at: datetime | None  # the moment of the record; None: now


def read_events(data: QueryDict) -> tuple[Selection, int]:
    """The selection and the limit of a page of it. Raises ``ProblemError``."""
    selection = Selection.from_query(data, beside=BESIDE)
    problems = list(selection.problems)
    limit = _limit(data, problems)
    if problems:
        raise refused(problems)
    return selection, limit


def read_selection(data: QueryDict) -> Selection:
    """The selection. Raises ``ProblemError`` naming what cannot be used."""
    selection = Selection.from_query(data)
    if selection.problems:
        raise refused(selection.problems)
    return selection


def read_names(data: QueryDict, kinds: Collection[str]) -> NamesAsked:
    """What a list of names is asked for. Raises ``ProblemError``."""
    known = [name for name in OF_NAMES if name != "kind" or kinds]
    problems = list(_unknown(data, known))
    typed = _last(data, "q", problems)
    words = fold(clean(typed))
    if typed and not words:
        problems.append(_problem("q", typed, "holds no word", "Write a name."))
    kind = _last(data, "kind", problems) if kinds else ""
    if kind and kind not in kinds:
        advice = f"Write one of these: {', '.join(kinds)}."
        problems.append(_problem("kind", kind, "is no kind of this list", advice))
    limit = _limit(data, problems)
    cursor = _cursor(data, problems)
    at = _moment(data, problems)
    if problems:
        raise refused(problems)
    return NamesAsked(words, clean(typed), kind, limit, cursor, at)


def read_moment_only(data: QueryDict) -> datetime | None:
    """The moment ``as_of``, the only parameter. Raises ``ProblemError``."""
    problems = list(_unknown(data, OF_ONE))
    at = _moment(data, problems)
    if problems:
        raise refused(problems)
    return at


def read_nothing(data: QueryDict) -> None:
    """Raises ``ProblemError`` when there are parameters: this address has none."""
    if data:
        raise refused(_unknown(data, ()))


def _limit(data: QueryDict, problems: list[Problem]) -> int:
    text = _last(data, "limit", problems)
    if not text:
        return USUAL
    if re.fullmatch("[0-9]{1,3}", text) and 1 <= int(text) <= MOST:
        return int(text)
    advice = f"Write a whole number from 1 to {MOST}."
    problems.append(_problem("limit", text, "is no number of items", advice))
    return USUAL


def _moment(data: QueryDict, problems: list[Problem]) -> datetime | None:
    text = _last(data, "as_of", problems)
    if not text:
        return None
    try:
        return moment_asked(text)
    except ValueError:
        problems.append(_problem("as_of", text, "is not a moment", advice()))
        return None


def _cursor(data: QueryDict, problems: list[Problem]) -> NameCursor | None:
    text = _last(data, "cursor", problems)
    match = _CURSOR.fullmatch(text)
    if match:
        return NameCursor(match[1] == "a", match[2])
    if text:
        advice = "Take the address of “next” or “prev” as it is."
        problems.append(_problem("cursor", text, "is no place in this list", advice))
    return None


def _last(data: QueryDict, name: str, problems: list[Problem]) -> str:
    """The value of a parameter that is given once; empty when it is not given."""
    given = list(dict.fromkeys(value.strip() for value in data.getlist(name)))
    given = [value for value in given if value]
    if not given:
        return ""
    if len(given) > 1:
        problems.append(_problem(name, given[0], "is given twice", "Give it once."))
    elif len(given[0]) > LONGEST_VALUE:
        advice = f"The longest is {LONGEST_VALUE} characters."
        problems.append(_problem(name, given[0], "is too long", advice))
    elif any(unicodedata.category(ch) in {"Cc", "Cs"} for ch in given[0]):
        said = "holds characters that are not text"
        problems.append(_problem(name, given[0], said, "Write it again."))
    else:
        return given[0]
    return ""


def _unknown(data: QueryDict, known: Collection[str]) -> list[Problem]:
    advice = f"It reads {', '.join(known)}." if known else "It reads none."
    return [
        Problem(shown, "", f"This address has no parameter “{shown}”", advice)
        for shown in (_visible(name) for name in data if name not in known)
    ]


def _problem(name: str, value: str, said: str, advice: str) -> Problem:
    shown = _visible(value)
    return Problem(name, shown, f"“{shown}” {said}", advice)


def _visible(text: str) -> str:
    cut = text[:40]
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in cut)
