"""A query string of the change feed -> the versions it selects, in their order.

What readers could see changed with every version: it was added, modified, withdrawn
or merged. A change is selected when its version, or the one it follows, holds the
values asked for: what leaves a view is a change of the view too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from timeline.codelists.labels import labels
from timeline.dates import moment_words
from timeline.models.versions import EventVersion, EventVersionQuerySet, VersionTerm
from timeline.selection.moments import instant
from timeline.selection.query import Query
from timeline.selection.reading import Reader
from timeline.selection.sentence import LABELS, separated
from timeline.selection.shape import Phrase, Problem, Sentence
from timeline.selection.values import Value
from timeline.selection.vocabulary import DIMENSIONS
from timeline.selection.wording import alternatives, language, number

NAMED = ("who", "kind", "process", "place", "source", "topic")
PARAMETERS = ("since", "until", "change", *NAMED, "after")
CHANGES = tuple(EventVersion.Change.values)
ON_A_PAGE = 50
IN_A_FEED = 200  # the latest changes; a longer feed is asked for in parts
_CHANGE = re.compile(r"([1-9][0-9]{0,17})v([1-9][0-9]{0,8})")
_LABELS = LABELS | {
    "since": gettext_lazy("Since:"),
    "until": gettext_lazy("Until:"),
    "change": gettext_lazy("Change:"),
}


class Place(NamedTuple):
    """A change, and its place in the order of all."""

    recorded_at: datetime
    event_id: int
    number: int

    def __str__(self) -> str:
        return f"{self.event_id}v{self.number}"


@dataclass(frozen=True)
class ChangeQuery:
    """Which changes: after ``since`` and no later than ``until``; None: unbounded."""

    since: datetime | None = None
    until: datetime | None = None
    change: tuple[str, ...] = ()
    who: tuple[Value, ...] = ()
    kind: tuple[Value, ...] = ()
    process: tuple[Value, ...] = ()
    place: tuple[Value, ...] = ()
    source: tuple[Value, ...] = ()
    topic: tuple[Value, ...] = ()
    after: Place | None = None

    def encode(self, **changes: Any) -> str:
        """The canonical query string with ``changes``, from the first page on."""
        query = replace(self, **{"after": None, **changes})
        given: dict[str, list[str]] = {
            "since": [instant(query.since)],
            "until": [instant(query.until)],
            "change": list(query.change),
            "after": [str(query.after or "")],
        }
        given |= {name: [v.value for v in getattr(query, name)] for name in NAMED}
        return urlencode([(name, v) for name in PARAMETERS for v in given[name] if v])


def changes_of(query: Query) -> str:
    """The query of the changes of what a view of events is about, as far as it goes."""
    same = {name: getattr(query, name) for name in NAMED}
    return ChangeQuery(until=query.as_of, **same).encode()


class ChangeReader(Reader):
    """Reads one query string of the change feed, collecting findings."""

    parameters = PARAMETERS
    repeated = frozenset({"change", *NAMED})
    ever = True

    def __init__(self, data: QueryDict) -> None:
        given = data.copy()
        for value in given.pop("as_of", []):  # a feed as of a moment ends there
            given.appendlist("until", value)
        super().__init__(given)

    def read_changes(self) -> ChangeQuery:
        self.at = self.moment("until")
        return ChangeQuery(
            since=self.moment("since", begins=True),
            until=self.at,
            change=self._kinds(),
            after=self._after(),
            **{name: self.values(name) for name in NAMED},
        )

    def _unknown(self, name: str, values: list[str]) -> None:
        title = _("There is no filter called “%(name)s” here") % {"name": name[:40]}
        advice = _("This list reads %(names)s.") % {"names": ", ".join(PARAMETERS)}
        self.find(name[:40], values[-1] if values else "", title, advice)

    def _kinds(self) -> tuple[str, ...]:
        asked = dict.fromkeys(self.given["change"])
        for wrong in [value for value in asked if value not in CHANGES]:
            title = _("“%(value)s” is no kind of change") % {"value": wrong[:40]}
            known = alternatives(CHANGES)
            self.find(
                "change", wrong, title, _("Write %(values)s.") % {"values": known}
            )
        return tuple(kind for kind in CHANGES if kind in asked)

    def _after(self) -> Place | None:
        text = self.last("after")
        if match := _CHANGE.fullmatch(text):
            found = EventVersion.objects.filter(event_id=match[1], number=match[2])
            row = found.values_list(*Place._fields).first()
            if row:
                return Place(*row)
        if text:
            title = _("“%(value)s” is no place in this list") % {"value": text[:40]}
            self.find("after", text, title, _("Shown from its start."))
        return None


class Part(NamedTuple):
    """A page of changes, newest first."""

    versions: list[EventVersion]
    next: str  # the query of the next page; empty for the last


class Changes:
    """The changes a query string selects, for a page or a file."""

    page_path, files = "/changes/", "/changes"
    window = None

    def __init__(self, query: ChangeQuery, problems: tuple[Problem, ...]) -> None:
        self.query, self.problems = query, problems
        self.latest = 0  # how many of the latest are in it, newest first; 0: all

    @classmethod
    def from_query(cls, data: QueryDict | str) -> "Changes":
        """Read a query string. Never raises; see ``problems``."""
        reader = ChangeReader(QueryDict(data) if isinstance(data, str) else data)
        query = reader.read_changes()
        problems = (
            Problem(f.parameter, f.value, f.title, f.message) for f in reader.findings
        )
        return cls(query, tuple(problems))

    @property
    def is_valid(self) -> bool:
        return not self.problems

    @property
    def moment(self) -> datetime | None:
        """The moment it ends at; None: it goes on."""
        return self.query.until

    @property
    def canonical(self) -> str:
        return self.query.encode(after=self.query.after)

    @property
    def whole(self) -> str:
        return self.query.encode()

    def with_(self, **changes: Any) -> str:
        return self.query.encode(**changes)

    def fixed(self, moment: datetime) -> str:
        """The query of the same changes without later ones."""
        return self.query.encode(until=moment)

    def date_match(self, version: Any) -> str:
        """No dates are asked for."""
        return "certain"

    @property
    def file_stem(self) -> str:
        """A name for files: ``changes-until-2025-06-01``."""
        query = self.query
        days = {"since": query.since, "until": query.until}
        parts = [f"{name}-{day.date()}" for name, day in days.items() if day]
        parts += [value.value for name in NAMED for value in getattr(query, name)]
        return "-".join(["changes", *parts])[:100]

    def versions(self) -> EventVersionQuerySet:
        """The versions, oldest first; the latest alone come newest first."""
        if self.latest:
            return _newest_first(self._found())[: self.latest]
        return self._found().order_by("recorded_at", "event_id", "number")

    def _found(self) -> EventVersionQuerySet:
        query, found = self.query, EventVersion.objects.all()
        if query.since:
            found = found.filter(recorded_at__gt=query.since)
        if query.until:
            found = found.filter(recorded_at__lte=query.until)
        if query.change:
            found = found.filter(change__in=query.change)
        for name in NAMED:
            if values := getattr(query, name):
                found = found.filter(_about(name, values))
        return found

    @cached_property
    def count(self) -> int:
        return self._found().count()

    def part(self) -> Part:
        """The page of changes from ``after`` on. One query."""
        found, after = self._found(), self.query.after
        if after:
            found = found.filter(_older_than(after))
        rows = list(_newest_first(found).defer("csv_line")[: ON_A_PAGE + 1])
        shown = rows[:ON_A_PAGE]
        if len(rows) <= ON_A_PAGE:
            return Part(shown, "")
        last = shown[-1]
        place = Place(last.recorded_at, last.event_id, last.number)
        return Part(shown, self.query.encode(after=place))

    def sentence(self) -> Sentence:
        """``3 changes. Since: 1 May 2025. Participant: Russia.``"""
        said = ngettext("%(count)s change", "%(count)s changes", self.count)
        phrases = [Phrase(said % {"count": number(self.count)}, bold=True)]
        comma = pgettext("between the names of a list", ", ")
        for name, values in _said(self.query):
            phrases.append(Phrase(f". {_LABELS[name]} "))
            phrases += separated(values, comma, comma)
        return Sentence((*phrases, Phrase(".")))


def _newest_first(found: EventVersionQuerySet) -> EventVersionQuerySet:
    return found.order_by("-recorded_at", "-event_id", "-number")


def _older_than(place: Place) -> Q:
    """Changes before one in the order; the first condition uses the index."""
    same = Q(recorded_at=place.recorded_at)
    earlier = Q(recorded_at__lt=place.recorded_at)
    earlier |= same & Q(event_id__lt=place.event_id)
    earlier |= same & Q(event_id=place.event_id, number__lt=place.number)
    return Q(recorded_at__lte=place.recorded_at) & earlier


def _about(name: str, values: tuple[Value, ...]) -> Q:
    """The version holds one of the values, or the one before it held it."""
    terms = VersionTerm.objects.filter(
        dimension__in=DIMENSIONS[name], value__in=[v.value for v in values], role=""
    ).values("version")
    before = EventVersion.objects.filter(
        event_id=OuterRef("event_id"), number=OuterRef("number") - 1, pk__in=terms
    )
    return Q(pk__in=terms) | Q(Exists(before))


def _said(query: ChangeQuery) -> Iterator[tuple[str, list[Phrase]]]:
    """Each filter in force: its name, and a phrase for each of its values."""
    for name in ("since", "until"):
        if moment := getattr(query, name):
            rest = query.encode(**{name: None})
            yield name, [_removable(moment_words(moment, language()), rest)]
    kinds = labels("change", language())
    for name in ("change", *NAMED):
        if chosen := getattr(query, name):
            yield (
                name,
                [
                    _removable(
                        kinds[value] if name == "change" else value.label,
                        query.encode(**{name: tuple(v for v in chosen if v != value)}),
                    )
                    for value in chosen
                ],
            )


def _removable(words: str, rest: str) -> Phrase:
    """A value, with the query without it."""
    label = _("Remove filter: %(value)s") % {"value": words}
    return Phrase(words, "changes", rest, label)
