"""A query string -> the events it selects, and all it says about itself.

The only reader of a query string: pages, files and feeds build a
:class:`Selection` and ask it. Two doors with one query string show the same events.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import QueryDict

from timeline.dates import DateError, Window, read_window
from timeline.models.versions import EventVersion, EventVersionQuerySet
from timeline.selection.escapes import anything_published, escapes
from timeline.selection.facets import facets
from timeline.selection.filters import how_many, is_certain, ordered, versions
from timeline.selection.limits import TooSlow, stopping_after
from timeline.selection.memory import Counting
from timeline.selection.paging import MOST as MOST_ON_A_PAGE
from timeline.selection.paging import page
from timeline.selection.query import Query
from timeline.selection.reading import Finding, read_query
from timeline.selection.sentence import sentence
from timeline.selection.shape import (
    Change,
    Facet,
    FacetValue,
    Page,
    PageLink,
    Phrase,
    Problem,
    Sentence,
)
from timeline.selection.wording import window_words

__all__ = [
    "MOST_ON_A_PAGE",
    "Change",
    "Facet",
    "FacetValue",
    "Page",
    "PageLink",
    "Phrase",
    "Problem",
    "Selection",
    "Sentence",
    "TooSlow",
    "stopping_after",
]


class Selection:
    """Events selected by a query string. Counts and facets are asked for once."""

    page_path, files = "/", "/events"  # where it is shown, and where its files are

    def __init__(
        self, query: Query, findings: list[Finding], typed: dict[str, str]
    ) -> None:
        self.query = query
        self._findings = findings
        self._typed = typed

    @classmethod
    def from_query(
        cls, data: QueryDict | str, *, beside: Collection[str] = ()
    ) -> "Selection":
        """Read a query string. Never raises; see :attr:`problems`.

        ``beside``: parameters that belong to the view, such as the lanes of a chart;
        they do not select.
        """
        if isinstance(data, str):
            data = QueryDict(data)
        if beside:
            data = data.copy()
            for name in beside:
                data.pop(name, None)
        reading = read_query(data)
        return cls(reading.query, reading.findings, reading.typed)

    # What was asked

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be used; empty when the whole query is valid."""
        return tuple(self._problem(finding) for finding in self._findings)

    @property
    def is_valid(self) -> bool:
        return not self._findings

    @property
    def canonical(self) -> str:
        """The query string in canonical order, without defaults and without ``?``."""
        return self.query.encode(cursor=self.query.cursor)

    @property
    def whole(self) -> str:
        """The canonical query of all pages: what files and feeds are asked with."""
        return self.query.encode(cursor=None)

    def with_(self, **changes: Any) -> str:
        """The canonical query with fields of the query changed."""
        return self.query.encode(**changes)

    def fixed(self, moment: datetime) -> str:
        """The canonical query of all pages, as of a moment."""
        return self.query.encode(as_of=moment)

    @property
    def moment(self) -> datetime | None:
        """The moment of the record it is of; None: now."""
        return self.query.as_of

    @property
    def flip_sort(self) -> str:
        """The query with the other order."""
        other = "newest" if self.query.order == "oldest" else "oldest"
        return self.query.encode(sort=other)

    @property
    def order(self) -> str:
        return self.query.order

    @property
    def window(self) -> Window | None:
        return self.query.window

    @property
    def params(self) -> dict[str, Any]:
        """The checked values by parameter, codes only."""
        query = self.query
        several = ("who", "kind", "status", "process", "place", "source")
        values: dict[str, Any] = {
            name: [v.value for v in getattr(query, name)]
            for name in (*several, "lang", "topic", "has")
        }
        return values | {
            "q": query.words,
            "from": query.window.first if query.window else None,
            "to": query.window.last if query.window else None,
            "maybe": query.maybe,
            "mode": query.mode,
            "role": query.role.value if query.role else "",
            "minsrc": query.minsrc,
            "sort": query.order,
            "as_of": query.as_of,
        }

    @property
    def form_values(self) -> dict[str, Any]:
        """What the filter form shows: dates as typed when they could not be read."""
        shown = self.params
        window = self.window
        bad = {finding.parameter for finding in self._findings}
        for name, day in (
            ("from", window.first if window else None),
            ("to", window.last if window else None),
        ):
            if name in bad:
                shown[name] = self._typed[name]
            else:
                shown[name] = window_words(Window(day, day)) if day else ""
        return shown

    @property
    def active_filters(self) -> int:
        """How many filters are in force, for "Filters (3)"."""
        query = self.query
        names = ("who", "kind", "status", "process", "place", "source", "lang")
        chosen = [getattr(query, n) for n in (*names, "topic", "has", "role")]
        others = [query.window, query.words, query.minsrc, query.excluded, query.as_of]
        return sum(bool(value) for value in (*chosen, *others))

    @property
    def file_stem(self) -> str:
        """A name for files: ``events-2025-05-15-russia``."""
        query = self.query
        days = [query.window.first, query.window.last] if query.window else []
        parts = [d.isoformat() for d in dict.fromkeys(days) if d]
        values = (*query.process, *query.place, *query.who)
        parts += [v.value for v in values[:3]]
        return "-".join(["events", *parts])[:100]

    # What was found

    def versions(self) -> EventVersionQuerySet:
        """All selected versions in the order shown, whatever the page."""
        return ordered(versions(self.query), self.query)

    @cached_property
    def _counting(self) -> Counting:
        return Counting()

    @cached_property
    def _counts(self) -> tuple[int, int]:
        query = self.query
        return self._counting.counted("events", query, lambda: how_many(query))

    @property
    def count(self) -> int:
        return self._counts[0]

    @property
    def might_count(self) -> int:
        """How many only might fall within the dates asked for."""
        return self._counts[1]

    @cached_property
    def hidden_might_count(self) -> int:
        """How many the tick "dates that only might fall here" is about."""
        if self.query.maybe:
            return self.might_count
        wider = replace(self.query, maybe=True)
        return self._counting.counted("events", wider, lambda: how_many(wider))[1]

    def date_match(self, version: Any) -> str:
        """``certain`` or ``might``; needs ``start_latest`` and ``end_earliest``."""
        window = self.window
        if window is None or is_certain(version, window.first, window.last):
            return "certain"
        return "might"

    def facets(self) -> tuple[Facet, ...]:
        return facets(self.query, self._counting)

    def sentence(self) -> Sentence:
        return sentence(self.query, self.count, self.might_count)

    def page(self, *, most: int = MOST_ON_A_PAGE) -> Page[EventVersion]:
        """The page at the cursor, of at most that many events."""
        return page(self.query, most=most)

    def escapes(self) -> tuple[Change, ...]:
        return escapes(self.query)

    @property
    def is_empty_record(self) -> bool:
        """True when nothing is published at all."""
        return not anything_published()

    def _problem(self, finding: Finding) -> Problem:
        return Problem(
            finding.parameter,
            finding.value,
            finding.title,
            finding.message,
            tuple(self._changes(finding)),
        )

    def _changes(self, finding: Finding) -> Iterator[Change]:
        """The query with a value that works in place of the one that does not."""
        for parameter, value in finding.suggestions:
            if parameter == "swap":
                yield from self._swapped()
            elif parameter in {"from", "to"}:
                yield from self._dated(parameter, value)
            else:
                data = QueryDict(self.whole, mutable=True)
                data.appendlist(parameter, value)
                changed = read_query(data)
                if not changed.findings:
                    label = getattr(changed.query, parameter)
                    shown = label[-1].label if isinstance(label, tuple) else label.label
                    yield Change(shown, changed.query.encode())

    def _swapped(self) -> Iterator[Change]:
        try:
            window = read_window(self._typed["to"], self._typed["from"])
        except DateError:
            return
        yield Change(window_words(window), self.query.encode(window=window))

    def _dated(self, parameter: str, value: str) -> Iterator[Change]:
        typed = self._typed | {parameter: value}
        try:
            window = read_window(typed["from"], typed["to"])
        except DateError:
            return
        yield Change(value, self.query.encode(window=window))
