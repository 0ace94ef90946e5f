"""Desk -> public record. The only writer of versions, terms, headings and words.

Every function runs in one transaction, takes the lock of the data version first,
and raises it once: what readers see changes all at once or not at all. All that is
published in one call carries one moment.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from timeline.models.events import Event
from timeline.models.versions import EventVersion, PublicRecord
from timeline.publishing.problems import (
    PublishError,
    lacking,
    problems_of,
    problems_of_many,
)
from timeline.publishing.sitting import Sitting, changed_fields

__all__ = [
    "PublishError",
    "changed_fields",
    "hold",
    "lacking",
    "merge",
    "problems_of",
    "problems_of_many",
    "publish",
    "publish_many",
    "republish",
    "withdraw",
]
EPOCH = datetime.fromtimestamp(0, UTC)
BATCH = 500  # events in memory at a time, with their records


@transaction.atomic
def publish(
    event: Event, *, editor: str, reason: str = "", correction: str = ""
) -> EventVersion:
    """Append the event's state as its next version and return that version.

    When nothing a reader could see changed, the present version is returned and
    nothing is written. Raises :class:`PublishError`.
    """
    public = _lock()
    sitting = Sitting(public, [event.pk], now=_moment(public), editor=editor)
    version = sitting.publish(
        sitting.events[event.pk], reason=reason, correction=correction
    )
    if sitting.write():
        _raise_version(public, sitting.now)
    return version


@transaction.atomic
def publish_many(
    events: Iterable[Event], *, editor: str, reason: str = "", correction: str = ""
) -> int:
    """Publish each in turn; the number of events that got a new version.

    Readers get what :func:`publish` would give them for one after the other, but at
    one moment and in one rise of the data version. Raises :class:`PublishError`,
    which names the event; then nothing is published. Ask :func:`problems_of_many`
    first to leave such events out.
    """
    public, every = _lock(), [event.pk for event in events]
    now, new, wrote = _moment(public), 0, False
    for keys in _batches(every):
        sitting = Sitting(public, keys, now=now, editor=editor)
        for key in keys:
            before = sitting.latest.get(key)
            try:
                version = sitting.publish(
                    sitting.events[key], reason=reason, correction=correction
                )
            except PublishError as error:
                raise (error.named() if len(every) > 1 else error) from error
            new += version is not before
        wrote |= sitting.write()
    if wrote:
        _raise_version(public, now)
    return new


def republish(events: Iterable[Event], *, editor: str, reason: str) -> int:
    """Publish each published event again; the number of new versions.

    For names, types or relations that changed since. Unchanged events get none.
    """
    return publish_many(events, editor=editor, reason=reason)


@transaction.atomic
def withdraw(event: Event, *, editor: str, reason: str) -> EventVersion:
    """Take a published event from readers; its address answers 410 with ``reason``.

    Raises :class:`PublishError` when it is not published or no reason is given.
    """
    if not reason.strip():
        raise PublishError(["Say why it is withdrawn: readers will see the reason."])
    return _end(event, EventVersion.Change.WITHDRAWN, editor=editor, reason=reason)


@transaction.atomic
def merge(event: Event, into: Event, *, editor: str, reason: str) -> EventVersion:
    """Send readers of ``event`` to ``into``: its address answers 301.

    Raises :class:`PublishError` unless both are published and different.
    """
    if into.pk == event.pk or into.desk_state != Event.DeskState.PUBLISHED:
        raise PublishError(["Merge into another event that is published."])
    return _end(
        event,
        EventVersion.Change.MERGED,
        editor=editor,
        reason=reason,
        merged_into=into.number,
    )


def _end(
    event: Event,
    change: str,
    *,
    editor: str,
    reason: str,
    merged_into: int | None = None,
) -> EventVersion:
    public = _lock()
    sitting = Sitting(public, [event.pk], now=_moment(public), editor=editor)
    version = sitting.end(
        sitting.events[event.pk], change, reason=reason, merged_into=merged_into
    )
    sitting.write()
    _raise_version(public, sitting.now)
    return version


def hold() -> None:
    """Wait for who is publishing, and keep others from it until the transaction ends.

    For what changes many events and publishes them after: all who publish lock the
    record first and events second, so that no two wait for each other.
    """
    _lock()


def _lock() -> PublicRecord:
    """The data version, locked until the transaction ends."""
    PublicRecord.objects.get_or_create(pk=1)
    return PublicRecord.objects.select_for_update().get(pk=1)


def _moment(public: PublicRecord) -> datetime:
    """Now, but never before the last publishing: servers' clocks differ a little."""
    return max(timezone.now(), public.changed_at or EPOCH)


def _raise_version(public: PublicRecord, now: datetime) -> None:
    """Also keeps the last number that was given."""
    public.data_version += 1
    public.changed_at = now
    public.save()


def _batches(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
