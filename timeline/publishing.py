"""Desk -> public record. The only writer of versions, terms, headings and words.

Every function runs in one transaction, takes the lock of the data version first,
and raises it once: what readers see changes all at once or not at all.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from timeline import search
from timeline.eventrecord import EventRecord
from timeline.formats import csv
from timeline.headings import CARDED, headings_of
from timeline.models.events import Event, EventRelation
from timeline.models.versions import (
    EARLIEST,
    LATEST,
    EventVersion,
    Heading,
    PublicRecord,
    VersionTerm,
)
from timeline.records import event_record, order_key, shown_status
from timeline.terms import kind_value, search_text, terms_of

EPOCH = datetime.fromtimestamp(0, UTC)
_NOT_CONTENT = {"version", "recorded_at"}
# What the pages of related events say of an event.
SHOWN_BY_RELATIONS = frozenset({"title", "slug", "date"})
_CARD_FIELDS = ["kind", "label", "sort_label", "spellings", "card"]


class PublishError(ValueError):
    """The event cannot be published; ``problems`` says what to mend, in sentences."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def problems_of(event: Event) -> list[str]:
    """What stands between an event and its publishing; empty when nothing does."""
    problems = []
    if not event.edtf:
        problems.append("Say when it was: write the date as the source says it.")
    if not event.citations.exists():
        problems.append(
            "Nothing is published without a source. Add one that says this happened."
        )
    if not event.participations.exists():
        problems.append("Say who took part: add at least one participant.")
    return problems


@transaction.atomic
def publish(
    event: Event, *, editor: str, reason: str = "", correction: str = ""
) -> EventVersion:
    """Append the event's state as its next version and return that version.

    When nothing a reader could see changed, the present version is returned and
    nothing is written. Raises :class:`PublishError`.
    """
    public = _lock()
    event = _locked(event)
    if problems := problems_of(event):
        raise PublishError(problems)
    first_time = event.desk_state != Event.DeskState.PUBLISHED
    _number(event, public)
    event.desk_state = Event.DeskState.PUBLISHED
    now = _moment(public)
    previous = _present(event)
    record = event_record(
        event, version=previous.number + 1 if previous else 1, recorded_at=now
    )
    changed = changed_fields(previous.record if previous else None, record)
    if previous and previous.change in EventVersion.SHOWN and not changed:
        _settle(event, now)
        return previous
    _supersede(previous, now)
    version = _version(event, record, now)
    version.change = (
        EventVersion.Change.MODIFIED if previous else EventVersion.Change.ADDED
    )
    version.changed_fields = changed if previous else []
    version.editor, version.reason, version.correction = editor, reason, correction
    version.save(force_insert=True)
    _write_terms(version, record)
    _write_headings(event)
    _drop_unused_headings(previous)
    search.index([(version.pk, search_text(record))])
    _settle(event, now)
    _raise_version(public, now)
    if first_time:
        republish(_relating_to(event), editor=editor, reason="Related event published")
    elif SHOWN_BY_RELATIONS.intersection(changed):
        republish(_relating_to(event), editor=editor, reason="Related event changed")
    return version


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


def republish(events: Iterable[Event], *, editor: str, reason: str) -> int:
    """Publish each published event again; the number of new versions.

    For names, types or relations that changed since. Unchanged events get none.
    """
    written = 0
    for event in events:
        before = (
            event.number and EventVersion.objects.filter(event_id=event.number).count()
        )
        version = publish(event, editor=editor, reason=reason)
        written += version.number != before
    return written


def changed_fields(old: dict[str, Any] | None, new: EventRecord) -> list[str]:
    """The keys of the record whose values differ."""
    if old is None:
        return sorted(set(new) - _NOT_CONTENT)
    return sorted(
        key
        for key, value in new.items()
        if key not in _NOT_CONTENT and old.get(key) != value
    )


def _present(event: Event) -> EventVersion | None:
    """The event's version that nothing superseded yet."""
    assert event.number is not None
    return EventVersion.objects.filter(
        event_id=event.number, superseded_at__isnull=True
    ).first()


def _lock() -> PublicRecord:
    """The data version, locked until the transaction ends."""
    PublicRecord.objects.get_or_create(pk=1)
    return PublicRecord.objects.select_for_update().get(pk=1)


def _moment(public: PublicRecord) -> datetime:
    """Now, but never before the last publishing: servers' clocks differ a little."""
    return max(timezone.now(), public.changed_at or EPOCH)


def _locked(event: Event) -> Event:
    """The event as the database has it, locked, with everything a record needs."""
    Event.objects.select_for_update().get(pk=event.pk)
    return Event.objects.whole().get(pk=event.pk)


def _number(event: Event, public: PublicRecord) -> None:
    event.make_slug()
    if event.number is None:
        public.last_event_number += 1
        event.number = public.last_event_number
        public.save(update_fields=["last_event_number"])


def _settle(event: Event, now: datetime) -> None:
    """Write the desk's side of a publishing without touching ``changed``."""
    Event.objects.filter(pk=event.pk).update(
        number=event.number,
        slug=event.slug,
        desk_state=event.desk_state,
        published_at=max(now, event.changed),
    )


def _raise_version(public: PublicRecord, now: datetime) -> None:
    PublicRecord.objects.filter(pk=1).update(
        data_version=public.data_version + 1, changed_at=now
    )
    public.data_version += 1
    public.changed_at = now


def _version(event: Event, record: EventRecord, now: datetime) -> EventVersion:
    """The unsaved row of a record: the columns that filters and order use."""
    place = record["place"]
    larger = place["ancestors"] if place else []
    countries = [p["slug"] for p in larger if p["kind"] == "country"]
    if place and place["kind"] == "country":
        countries = [place["slug"]]
    assert event.number is not None
    return EventVersion(
        event_id=event.number,
        number=record["version"],
        recorded_at=now,
        title=record["title"],
        slug=record["slug"],
        start_earliest=event.start_earliest or EARLIEST,
        # Nothing ends before it starts: "since 12 May" certainly covers 12 May.
        start_latest=event.start_latest or event.end_latest or LATEST,
        end_earliest=event.end_earliest or event.start_earliest or EARLIEST,
        end_latest=event.end_latest or LATEST,
        date_precision=event.date_precision,
        order_key=order_key(event),
        status=record["status"],
        standing=record["standing"],
        shown_status=shown_status(record["status"], record["standing"]),
        type=kind_value(record),
        family=record["type"]["family"],
        place=place["slug"] if place else "",
        country=countries[0] if countries else "",
        key=record["key"],
        source_count=len({c["source"] for c in record["citations"]}),
        record=record,
        csv_line=csv.line(record),
    )


def _supersede(previous: EventVersion | None, now: datetime) -> None:
    if previous:
        EventVersion.objects.filter(pk=previous.pk).update(superseded_at=now)
        VersionTerm.objects.filter(version=previous).update(present=False)


def _write_terms(version: EventVersion, record: EventRecord) -> None:
    VersionTerm.objects.bulk_create(
        VersionTerm(
            version=version,
            dimension=dimension,
            value=value,
            role=role,
            order_key=version.order_key,
        )
        for dimension, value, role in terms_of(record)
    )


def _write_headings(event: Event) -> None:
    Heading.objects.bulk_create(
        headings_of(event),
        update_conflicts=True,
        unique_fields=["dimension", "value"],
        update_fields=_CARD_FIELDS,
    )


def _drop_unused_headings(previous: EventVersion | None) -> None:
    """Remove the cards of what only ``previous`` showed."""
    if previous is None:
        return
    values = VersionTerm.objects.filter(version=previous, dimension__in=CARDED)
    used = VersionTerm.objects.filter(
        dimension=OuterRef("dimension"), value=OuterRef("value"), present=True
    )
    Heading.objects.filter(
        ~Exists(used),
        dimension__in=CARDED,
        value__in=values.values("value"),
    ).delete()


def _relating_to(event: Event) -> list[Event]:
    """Published events whose relations to ``event`` readers could not see yet.

    One that is being edited is left alone: its editor will publish it.
    """
    sources = EventRelation.objects.filter(target=event).values("event")
    found = Event.objects.published().filter(pk__in=sources).exclude(pk=event.pk)
    return [other for other in found if not other.has_unpublished_changes]


def _end(
    event: Event,
    change: str,
    *,
    editor: str,
    reason: str,
    merged_into: int | None = None,
) -> EventVersion:
    """Append the version that ends an event's public life."""
    public = _lock()
    event = _locked(event)
    if event.desk_state != Event.DeskState.PUBLISHED:
        raise PublishError(["Only a published event can be withdrawn or merged."])
    now = _moment(public)
    previous = _present(event)
    assert previous is not None
    _supersede(previous, now)
    version = EventVersion.objects.get(pk=previous.pk)
    version.pk, version.superseded_at = None, None
    version.number, version.recorded_at = previous.number + 1, now
    version.change, version.merged_into = change, merged_into
    version.editor, version.reason, version.changed_fields = editor, reason, []
    version.save(force_insert=True)
    event.desk_state = Event.DeskState.WITHDRAWN
    _settle(event, now)
    _drop_unused_headings(previous)
    _raise_version(public, now)
    republish(_relating_to(event), editor=editor, reason="Related event withdrawn")
    return version
