"""Desk -> public record. The only writer of versions, terms, headings and words.

Every function runs in one transaction, takes the lock of the data version first,
and raises it once: what readers see changes all at once or not at all. All that is
published in one call carries one moment.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from timeline.models.events import Event
from timeline.models.republishing import PreparedVersion, Republishing
from timeline.models.versions import EventVersion, PublicRecord
from timeline.publishing import presenting
from timeline.publishing.preparing import Change, Prepared, changes, prepare
from timeline.publishing.presenting import Presented
from timeline.publishing.problems import (
    PublishError,
    lacking,
    problems_of,
    problems_of_many,
    refuse_without_reason,
)
from timeline.publishing.sitting import Sitting, changed_fields

__all__ = [
    "Change",
    "Prepared",
    "Presented",
    "PublishError",
    "changed_fields",
    "changes",
    "hold",
    "lacking",
    "merge",
    "prepare",
    "present",
    "problems_of",
    "problems_of_many",
    "publish",
    "publish_many",
    "refuse_without_reason",
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
def present(
    job: Republishing,
    *,
    editor: str,
    anew: Collection[int] = (),
    former: tuple[str, str, str] | None = None,
) -> Presented:
    """Make all that is prepared for ``job`` present, at one moment.

    Events that were edited or published since are not taken from what was prepared;
    those of them to be published as they are now are named in ``anew``, by key.
    ``former`` is a dimension, a value that was merged, and the one it is now: its
    addresses go on. The prepared rows are gone afterwards.
    """
    public = _lock()
    now, refused = _moment(public), list[str]()
    _drop_unfit(job.prepared.all(), anew)
    new = presenting.present_rows(
        job.prepared.all(), now=now, editor=editor, reason=job.reason
    )
    for keys in _batches(sorted(anew)):
        sitting = Sitting(public, keys, now=now, editor=editor)
        new += presenting.present_anew(
            keys, sitting, reason=job.reason, refused=refused
        )
    presenting.present_cards(job, now=now)
    if former:
        presenting.keep_slug(*former, now=now)
    for row in job.prepared.filter(outcome=PreparedVersion.Outcome.REFUSED):
        refused.append(f"“{row.title}”: {row.problem}")
    job.prepared.all().delete()
    job.headings.all().delete()
    _raise_version(public, now)
    return Presented(new, refused)


def _drop_unfit(prepared: QuerySet[PreparedVersion], anew: Collection[int]) -> None:
    """Their events are locked first: nobody edits one between the look and the end."""
    events = Event.objects.filter(pk__in=prepared.values("event")).order_by("pk")
    list(events.select_for_update().values_list("pk", flat=True))
    presenting.stale(prepared).delete()
    prepared.filter(outcome=PreparedVersion.Outcome.ANEW).delete()
    prepared.filter(event__in=list(anew)).delete()


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
    """Now, but always after the last publishing: servers' clocks differ a little.

    No two states of the record have one moment, so that the moment names the state.
    """
    return max(timezone.now(), (public.changed_at or EPOCH) + timedelta.resolution)


def _raise_version(public: PublicRecord, now: datetime) -> None:
    """Also keeps the last number that was given."""
    public.data_version += 1
    public.changed_at = now
    public.save()


def _batches(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
