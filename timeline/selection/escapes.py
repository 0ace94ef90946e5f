"""Ways out of an empty selection that are known to work."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timeline.dates import Window
from timeline.selection.filters import record_at, versions
from timeline.selection.paging import DAY_BITS
from timeline.selection.query import Query
from timeline.selection.shape import Change
from timeline.selection.wording import alternatives, lower_first, window_words

MOST = 4
_DROPPED = {
    "place": gettext_lazy("Any place, not only %(names)s"),
    "process": gettext_lazy("Any process, not only %(names)s"),
    "source": gettext_lazy("Any source, not only %(names)s"),
    "topic": gettext_lazy("Any topic, not only %(names)s"),
    "kind": gettext_lazy("Any kind, not only %(names)s"),
    "status": gettext_lazy("Any status, not only %(names)s"),
    "lang": gettext_lazy("Any language, not only %(names)s"),
    "has": gettext_lazy("Any mark, not only %(names)s"),
}


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
        found.append(Change(_("Clear all filters"), everything.encode(), total))
    return tuple(found)


def _candidates(query: Query) -> Iterator[tuple[str, Query]]:
    query = replace(query, cursor=None)
    for name, label in _DROPPED.items():
        values = getattr(query, name)
        if values:
            names = alternatives(v.label for v in values)
            changed = replace(query, **{name: ()})  # type: ignore[arg-type]
            yield label % {"names": names}, changed
    yield from _about_people(query)
    yield from _about_dates(query)
    if query.words:
        yield (
            _("Without the words “%(words)s”") % {"words": query.words},
            replace(query, words="", text=type(query.text)()),
        )
    if query.minsrc:
        yield _("Any number of sources"), replace(query, minsrc=None)
    if query.excluded:
        yield _("Nothing excluded"), replace(query, excluded=())
    if query.place and query.role:
        yield _("Any place and any role"), replace(query, place=(), role=None)


def _about_people(query: Query) -> Iterator[tuple[str, Query]]:
    if len(query.who) > 1 and query.mode == "all":
        yield _("Any of these participants, not all"), replace(query, mode="any")
    if query.role:
        role = lower_first(query.role.label)
        label = _("Any role, not only %(role)s") % {"role": role}
        yield label, replace(query, role=None)
    if query.who:
        names = alternatives(v.label for v in query.who)
        label = _("Any participant, not only %(names)s") % {"names": names}
        yield label, replace(query, who=(), mode="any")


def _about_dates(query: Query) -> Iterator[tuple[str, Query]]:
    if query.window is None:
        return
    if not query.maybe:
        label = _("Include dates that only might fall here")
        yield label, replace(query, maybe=True)
    near = _nearest_day(query)
    if near:
        window = Window(near, near)
        day = {"day": window_words(window)}
        label = _("%(day)s, the nearest date with a match") % day
        yield label, replace(query, window=window, maybe=True)
    yield _("Any date"), replace(query, window=None)


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
