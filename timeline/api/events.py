"""Events: a page of a selection, one event, one of its versions, the facets."""

from datetime import datetime
from typing import Any, NamedTuple

from timeline.api.problems import ProblemError
from timeline.api.shapes import Choice, EventsPage, FacetsAnswer, Group
from timeline.formats.item import item
from timeline.models.versions import EventVersion, PublicRecord
from timeline.presentation.moments import and_moment
from timeline.presentation.sharing import joined
from timeline.selection import Facet, Selection
from timeline.selection.moments import instant
from timeline.selection.paging import beyond
from timeline.selection.query import Cursor

CERTAIN = "certain"  # how an event stands to dates when none were asked for


class _Part(NamedTuple):
    """Versions in the order asked for, and the places to go on from."""

    versions: list[EventVersion]
    before: Cursor | None
    after: Cursor | None


def events_page(
    selection: Selection,
    limit: int,
    *,
    usual: int,
    public: PublicRecord,
    base_url: str,
) -> EventsPage:
    """At most ``limit`` events from the cursor on. Four queries at most.

    ``usual`` is the limit that an address need not name.
    """
    part = _part(selection, limit)
    tail = f"&limit={limit}" if limit != usual else ""

    def address(cursor: Cursor | None) -> str | None:
        if cursor is None:
            return None
        return f"{base_url}/api/events?{selection.with_(cursor=cursor)}{tail}"

    return EventsPage(
        items=[
            event_item(v, base_url=base_url, date_match=selection.date_match(v))
            for v in part.versions
        ],
        count=selection.count,
        might=selection.might_count,
        sentence=selection.sentence().text,
        data_version=public.data_version,
        next=address(part.after),
        prev=address(part.before),
    )


def _part(selection: Selection, limit: int) -> _Part:
    """The events on the far side of the cursor, and whether more lie around them."""
    cursor = selection.query.cursor
    forward = cursor is None or cursor.after
    found = selection.versions().defer("csv_line")
    found = found if forward else found.reverse()
    if cursor:
        found = found.filter(_side(selection, cursor))
    versions = list(found[: limit + 1])
    more = len(versions) > limit
    versions = versions[:limit] if forward else versions[:limit][::-1]
    if not versions:
        return _Part([], None, None)
    first = Cursor(False, versions[0].order_key, versions[0].event_id)
    last = Cursor(True, versions[-1].order_key, versions[-1].event_id)
    if forward:
        behind = cursor is not None and _any(selection, first)
        return _Part(versions, first if behind else None, last if more else None)
    ahead = _any(selection, last)
    return _Part(versions, first if more else None, last if ahead else None)


def _side(selection: Selection, cursor: Cursor) -> Any:
    """The condition that an event lies where the cursor points."""
    upward = cursor.after == (selection.order == "oldest")
    return beyond(cursor.order_key, cursor.event_id, upward=upward)


def _any(selection: Selection, cursor: Cursor) -> bool:
    return selection.versions().filter(_side(selection, cursor)).exists()


def event_item(
    version: EventVersion, *, base_url: str, date_match: str = CERTAIN
) -> Any:
    """A version as the JSON addresses and files give it."""
    return item(version.record, base_url=base_url, date_match=date_match)


def event_now(number: int, *, base_url: str, at: datetime | None = None) -> Any:
    """The event as it stands, or stood ``at`` a moment.

    Raises ``ProblemError``: not found, merged into another, removed since.
    """
    if at is None:
        return event_item(_standing(number, base_url), base_url=base_url)
    _standing(number, base_url, merged=False)
    then = EventVersion.objects.standing(at).filter(event_id=number).first()
    if then is None:
        said = f"Event {number} was not in the record at {instant(at)}."
        raise ProblemError("not-found", said)
    _check(then, base_url, at)
    return event_item(then, base_url=base_url)


def event_version(number: int, version: int, *, base_url: str) -> Any:
    """A fixed version, while the event is still shown.

    Raises ``ProblemError`` as :func:`event_now`, and when there is no such version.
    """
    _standing(number, base_url, merged=False)
    found = EventVersion.objects.filter(event_id=number, number=version).first()
    if found is None:
        raise ProblemError("not-found", f"Event {number} has no version {version}.")
    _check(found, base_url)
    return event_item(found, base_url=base_url)


def _standing(number: int, base_url: str, *, merged: bool = True) -> EventVersion:
    """The version that stands. Its versions outlive an event that was ``merged``."""
    standing = EventVersion.objects.filter(event_id=number, superseded_at__isnull=True)
    version = standing.first()
    if version is None:
        raise ProblemError("not-found", f"There is no event {number}.")
    if merged or version.change != EventVersion.Change.MERGED:
        _check(version, base_url)
    return version


def _check(version: EventVersion, base_url: str, at: datetime | None = None) -> None:
    """Raises ``ProblemError`` for a version that ends its event."""
    if version.change == EventVersion.Change.WITHDRAWN:
        day = version.recorded_at.date().isoformat()
        reason = version.reason or "No reason was given."
        said = f"Event {version.event_id} was removed on {day}. {reason}"
        raise ProblemError("removed", said)
    if version.change == EventVersion.Change.MERGED:
        said = f"Event {version.event_id} is told as event {version.merged_into}."
        own = and_moment("", at)
        there = joined(f"{base_url}/api/events/{version.merged_into}", own)
        raise ProblemError("merged", said, location=there)


def facets_answer(
    selection: Selection, *, public: PublicRecord, base_url: str
) -> FacetsAnswer:
    """The choices of each filter; a count is that of the events at its address."""
    return FacetsAnswer(
        facets=[_group(facet, base_url) for facet in selection.facets()],
        count=selection.count,
        might=selection.might_count,
        data_version=public.data_version,
    )


def _group(facet: Facet, base_url: str) -> Group:
    choices = [
        Choice(
            value=value.value,
            label=value.label,
            count=value.count,
            chosen=value.chosen,
            address=f"{base_url}/api/events?{value.query}",
        )
        for value in facet.values
    ]
    return Group(name=facet.name, label=facet.label, total=facet.total, values=choices)
