"""A query string -> a clean query and the problems found on the way.

Nothing here raises: what cannot be used becomes a :class:`Finding`, and the query
goes on without it. Pages show the findings; files refuse the query because of them.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from timeline.dates import DateError, Window, read_window, suggestions_in
from timeline.names import clean
from timeline.search import read_words
from timeline.selection.moments import advice, moment_asked
from timeline.selection.query import VALUED, Cursor, Query
from timeline.selection.tokens import BoxReading, near_names, read_box
from timeline.selection.values import Value, resolve
from timeline.selection.vocabulary import (
    LONGEST_VALUE,
    MODES,
    MOST_VALUES,
    PARAMETERS,
    REPEATED,
    SORTS,
)
from timeline.selection.wording import alternatives, date_problem, language, number

_CURSOR = re.compile(r"([ab])\.([0-9]{1,15})\.([0-9]{1,18})")


@dataclass(frozen=True)
class Finding:
    """Something in a query string that could not be used."""

    parameter: str
    value: str
    title: str
    message: str = ""
    suggestions: tuple[tuple[str, str], ...] = ()  # parameter and a value that works


@dataclass
class Reading:
    """A clean query with what was typed and what could not be used."""

    query: Query
    findings: list[Finding]
    typed: dict[str, str]  # from and to as typed, for the form


def read_query(data: QueryDict) -> Reading:
    """Read a query string."""
    reader = Reader(data)
    query = reader.read()
    return Reading(query, reader.findings, reader.typed)


class Reader:
    """Reads one query string, collecting findings."""

    parameters: tuple[str, ...] = PARAMETERS
    repeated = REPEATED
    ever = False  # do names count that nothing shows any more?

    def __init__(self, data: QueryDict) -> None:
        self.findings: list[Finding] = []
        self.typed = {"from": "", "to": ""}
        self.given: dict[str, list[str]] = {name: [] for name in self.parameters}
        self.at: datetime | None = None  # the moment whose names count
        for name in data:
            self._take(name, data.getlist(name))

    def find(
        self,
        parameter: str,
        value: str,
        title: str,
        message: str = "",
        suggestions: tuple[tuple[str, str], ...] = (),
    ) -> None:
        shown = value if len(value) <= 80 else value[:77] + "…"
        finding = Finding(parameter, _visible(shown), title, message, suggestions)
        self.findings.append(finding)

    def _take(self, name: str, values: list[str]) -> None:
        if name not in self.given:
            self._unknown(name, values)
            return
        usable = [v.strip() for v in values if self._usable(name, v)]
        usable = [v for v in usable if v]
        if name not in self.repeated and name != "maybe" and len(set(usable)) > 1:
            title = _("“%(name)s” is given twice") % {"name": name}
            self.find(name, usable[0], title, _("Give it once."))
        self.given[name] = usable

    def _unknown(self, name: str, values: list[str]) -> None:
        shown = _visible(name[:40])
        advice = _meant(near_names(name[:40].casefold()))
        self.find(shown, values[-1] if values else "", _no_filter(shown), advice)

    def _usable(self, name: str, value: str) -> bool:
        if len(value) > LONGEST_VALUE:
            self.find(
                name,
                value,
                _("The value of “%(name)s” is too long") % {"name": name},
                _("The longest is %(count)s characters.")
                % {"count": number(LONGEST_VALUE)},
            )
            return False
        if any(unicodedata.category(ch) in {"Cc", "Cs"} for ch in value):
            self.find(
                name,
                value,
                _("The value of “%(name)s” holds characters that are not text")
                % {"name": name},
                _("Type it again."),
            )
            return False
        return True

    def last(self, name: str) -> str:
        return self.given[name][-1] if self.given[name] else ""

    def read(self) -> Query:
        self.at = self.moment("as_of")
        box = self._box()
        words = self._words(box)
        return Query(
            words=words,
            text=read_words(words),
            excluded=self._excluded(box),
            window=self._window(),
            maybe=self._choice("maybe", ("0", "1"), "1") == "1",
            mode=self._choice("mode", MODES, "any"),
            role=next(iter(self.values("role")), None),
            minsrc=self._minsrc(),
            sort=self._choice("sort", SORTS, ""),
            cursor=self._cursor(),
            as_of=self.at,
            **{name: self.values(name) for name in VALUED},
        )

    def _box(self) -> BoxReading:
        """Take the tokens out of the box and put them where they belong."""
        box = read_box(clean(self.last("q")))
        for token in box.wanted:
            if token.name in REPEATED:
                self.given[token.name].append(token.value)
            else:
                self.given[token.name] = [token.value]
        for name in dict.fromkeys(box.unknown):
            said = [_meant(near_names(name)), _("It was searched as a word.")]
            advice = " ".join(filter(None, said))
            self.find("q", f"{name}:", _no_filter(name), advice)
        return box

    def _words(self, box: BoxReading) -> str:
        words = clean(box.words)
        if words and not read_words(words):
            title = _("“%(words)s” has no word to search for") % {"words": words}
            self.find("q", words, title)
            return ""
        return words

    def _excluded(self, box: BoxReading) -> tuple[tuple[str, Value], ...]:
        out: list[tuple[str, Value]] = []
        for token in box.excluded[:MOST_VALUES]:
            found = self._resolved(token.name, [token.value], offer=False)
            out += [(token.name, value) for value in found]
        return tuple(dict.fromkeys(out))

    def values(self, name: str) -> tuple[Value, ...]:
        typed = self.given[name] if name in self.repeated else [self.last(name)]
        typed = [t for t in dict.fromkeys(typed) if t]
        if len(typed) > MOST_VALUES:
            self.find(
                name,
                typed[MOST_VALUES],
                _("At most %(count)s values of “%(name)s” at once")
                % {"count": MOST_VALUES, "name": name},
                _("The first %(count)s were used.") % {"count": MOST_VALUES},
            )
        return tuple(self._resolved(name, typed[:MOST_VALUES]))

    def _resolved(
        self, name: str, typed: list[str], *, offer: bool = True
    ) -> list[Value]:
        """The values; a link that filters by the nearest is no help to exclude it."""
        if not typed:
            return []
        values, problems = resolve(name, typed, at=self.at, ever=self.ever)
        for problem in problems:
            near = tuple((name, value) for value in problem.near if offer)
            self.find(name, problem.typed, problem.title, problem.message, near)
        return values

    def _choice(self, name: str, choices: Iterable[str], default: str) -> str:
        value = self.last(name)
        if not value:
            return default
        if value not in choices:
            shown = {"value": _visible(value[:40]), "name": name}
            self.find(
                name,
                value,
                _("“%(value)s” is no value of “%(name)s”") % shown,
                _("Write %(values)s.") % {"values": alternatives(choices)},
            )
            return default
        return value

    def _window(self) -> Window | None:
        first, last = self.last("from"), self.last("to")
        self.typed = {"from": first, "to": last}
        try:
            return _known(read_window(first, last))
        except DateError as error:
            self._date_finding(error)
            if error.field == "both":
                return None
            rest = ("", last) if error.field == "from" else (first, "")
            return self._rest_of_window(*rest)

    def _rest_of_window(self, first: str, last: str) -> Window | None:
        """The window of the box that could be read, when only one could not."""
        try:
            return _known(read_window(first, last))
        except DateError as error:
            self._date_finding(error)
            return None

    def _date_finding(self, error: DateError) -> None:
        parameter = "from" if error.field == "both" else error.field
        title, _dot, rest = date_problem(error).partition(". ")
        suggestions = tuple((parameter, s) for s in suggestions_in(error, language()))
        if error.field == "both":
            suggestions = (("swap", ""),)
        value = self.typed[parameter]
        self.find(parameter, value, title.rstrip("."), rest, suggestions)

    def _minsrc(self) -> int | None:
        value = self.last("minsrc")
        if not value:
            return None
        if not re.fullmatch(r"[0-9]{1,2}", value) or int(value) == 0:
            self.find(
                "minsrc",
                value,
                _("“%(value)s” is not a number of sources")
                % {"value": _visible(value[:40])},
                _("Write a number from 1 to 99."),
            )
            return None
        return int(value) if int(value) > 1 else None

    def _cursor(self) -> Cursor | None:
        value = self.last("cursor")
        match = _CURSOR.fullmatch(value)
        if match:
            return Cursor(match[1] == "a", int(match[2]), int(match[3]))
        if value:
            self.find(
                "cursor",
                value,
                _("This address names a page that does not exist"),
                _("Showing the first page."),
            )
        return None

    def moment(self, name: str, *, begins: bool = False) -> datetime | None:
        """A moment that is no later than the last change of the record."""
        value = self.last(name)
        if not value:
            return None
        try:
            return moment_asked(value, begins=begins)
        except ValueError:
            title = _("“%(value)s” is not a moment") % {"value": _visible(value[:40])}
            self.find(name, value, title, advice())
            return None


def _no_filter(name: str) -> str:
    return _("There is no filter called “%(name)s”") % {"name": name}


def _meant(near: tuple[str, ...]) -> str:
    """The question whether one of the filters was meant; empty without any."""
    if not near:
        return ""
    return _("Did you mean %(names)s?") % {"names": alternatives(near)}


def _known(window: Window) -> Window | None:
    return window if window.first or window.last else None


def _visible(text: str) -> str:
    return "".join(
        ch if ch.isprintable() else "\N{REPLACEMENT CHARACTER}" for ch in text
    )
