"""Ways out of an empty selection that are known to work."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from timeline.dates import Window
from timeline.selection.filters import record_at, versions
from timeline.selection.paging import DAY_BITS
from timeline.selection.query import Query
from timeline.selection.shape import Change
from timeline.selection.vocabulary import NOUNS

MOST = 4
_DROPPED = ("place", "process", "source", "topic", "kind", "status", "lang", "has")


def escapes(query: Query) -> tuple[Change, ...]:
    """Up to four changes that lead to events, and everything; each with its count."""
    found: list[Change] = []
    for label, changed in _candidates(query):
        count = versions(changed).count()
        if count:
            found.append(Change(label, changed.encode(), count))
        if len(found) == MOST:
            break
    everything = Query()
    total = versions(everything).count()
    if total:
        found.append(Change("Clear all filters", everything.encode(), total))
    return tuple(found)


def _candidates(query: Query) -> Iterator[tuple[str, Query]]:
    query = replace(query, cursor=None)
    for name in _DROPPED:
        values = getattr(query, name)
        if values:
            noun = NOUNS[name]
            label = f"Any {noun}, not only {' or '.join(v.label for v in values)}"
            yield label, replace(query, **{name: ()})  # type: ignore[arg-type]
    yield from _about_people(query)
    yield from _about_dates(query)
    if query.words:
        yield (
            f"Without the words “{query.words}”",
            replace(query, words="", text=type(query.text)()),
        )
    if query.minsrc:
        yield "Any number of sources", replace(query, minsrc=None)
    if query.excluded:
        yield "Nothing excluded", replace(query, excluded=())
    if query.place and query.role:
        yield "Any place and any role", replace(query, place=(), role=None)


def _about_people(query: Query) -> Iterator[tuple[str, Query]]:
    if len(query.who) > 1 and query.mode == "all":
        yield "Any of these participants, not all", replace(query, mode="any")
    if query.role:
        label = f"Any role, not only {query.role.label.lower()}"
        yield label, replace(query, role=None)
    if query.who:
        names = " or ".join(v.label for v in query.who)
        yield f"Any participant, not only {names}", replace(query, who=(), mode="any")


def _about_dates(query: Query) -> Iterator[tuple[str, Query]]:
    if query.window is None:
        return
    if not query.maybe:
        yield "Include dates that only might fall here", replace(query, maybe=True)
    near = _nearest_day(query)
    if near:
        window = Window(near, near)
        label = f"{window.words()}, the nearest date with a match"
        yield label, replace(query, window=window, maybe=True)
    yield "Any date", replace(query, window=None)


def _nearest_day(query: Query) -> date | None:
    """The day of the match nearest to the dates asked for. Two queries."""
    assert query.window is not None
    free = versions(replace(query, window=None))
    first = query.window.first or query.window.last
    last = query.window.last or query.window.first
    assert first is not None
    assert last is not None
    before = free.filter(order_key__lt=first.toordinal() << DAY_BITS)
    after = free.filter(order_key__gte=first.toordinal() << DAY_BITS)
    keys = [
        before.newest_first().values_list("order_key", flat=True).first(),
        after.chronological().values_list("order_key", flat=True).first(),
    ]
    days = [date.fromordinal(key >> DAY_BITS) for key in keys if key is not None]
    return min(days, key=lambda d: min(abs(d - first), abs(d - last)), default=None)


def anything_published() -> bool:
    """False in a new installation."""
    return record_at(Query()).exists()
