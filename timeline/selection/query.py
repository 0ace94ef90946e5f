"""A query that can be run, and how an address says it."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from django.utils.http import urlencode

from timeline.dates import Window
from timeline.search import TextQuery
from timeline.selection.moments import instant
from timeline.selection.values import Value
from timeline.selection.vocabulary import PARAMETERS

# Parameters that hold several values; each is a group of the filter form.
VALUED = (
    "who",
    "kind",
    "status",
    "process",
    "place",
    "source",
    "lang",
    "topic",
    "has",
)


class Cursor(NamedTuple):
    """A place in a list: events after it or before it, in the order shown."""

    after: bool
    order_key: int
    event_id: int

    def __str__(self) -> str:
        return f"{'a' if self.after else 'b'}.{self.order_key}.{self.event_id}"


@dataclass(frozen=True)
class Query:
    """A query that can be run: every value checked."""

    words: str = ""
    text: TextQuery = field(default_factory=TextQuery)
    excluded: tuple[tuple[str, Value], ...] = ()
    window: Window | None = None
    maybe: bool = True
    who: tuple[Value, ...] = ()
    mode: str = "any"
    role: Value | None = None
    kind: tuple[Value, ...] = ()
    status: tuple[Value, ...] = ()
    process: tuple[Value, ...] = ()
    place: tuple[Value, ...] = ()
    source: tuple[Value, ...] = ()
    minsrc: int | None = None
    lang: tuple[Value, ...] = ()
    topic: tuple[Value, ...] = ()
    has: tuple[Value, ...] = ()
    sort: str = ""  # "" means the default for these filters
    cursor: Cursor | None = None
    as_of: datetime | None = None

    @property
    def is_narrowed(self) -> bool:
        """True unless it selects the whole present record."""
        names = ("text", "excluded", "window", "role", "minsrc", "as_of", *VALUED)
        return any(getattr(self, name) for name in names)

    @property
    def is_only_terms(self) -> bool:
        """True when it asks for terms, and for nothing a version itself must say."""
        others = (self.text, self.window, self.minsrc, self.as_of)
        asked = self.role or any(getattr(self, name) for name in VALUED)
        return bool(asked) and not any(others)

    @property
    def default_sort(self) -> str:
        started = self.window is not None and self.window.first is not None
        return "oldest" if started or self.process else "newest"

    @property
    def order(self) -> str:
        return self.sort or self.default_sort

    def encode(self, **changes: object) -> str:
        """The canonical query string, with ``changes`` to the query's fields.

        Parameters in canonical order, defaults left out. A change of anything but
        the cursor drops the cursor.
        """
        if changes and "cursor" not in changes:
            changes["cursor"] = None
        query = replace(self, **changes)  # type: ignore[arg-type]
        return urlencode(list(query._pairs()))

    def _pairs(self) -> "list[tuple[str, str]]":
        given: dict[str, list[str]] = {
            "q": [self._box()],
            "from": [_iso(self.window.first) if self.window else ""],
            "to": [_iso(self.window.last) if self.window else ""],
            "maybe": ["" if self.maybe else "0"],
            "mode": ["all" if self.mode == "all" and self.who else ""],
            "role": [self.role.value if self.role else ""],
            "minsrc": [str(self.minsrc) if self.minsrc else ""],
            "sort": [self.sort if self.sort != self.default_sort else ""],
            "cursor": [str(self.cursor) if self.cursor else ""],
            "as_of": [instant(self.as_of)],
        }
        for name in VALUED:
            given[name] = [v.value for v in getattr(self, name)]
        return [(name, v) for name in PARAMETERS for v in given[name] if v]

    def _box(self) -> str:
        """Words and exclusions as they can be typed again."""
        excluded = [f"-{name}:{value.value}" for name, value in self.excluded]
        return " ".join(filter(None, [self.words, *excluded]))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
