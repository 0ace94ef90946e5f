"""What publishing would write, without writing it."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone

from timeline.models.events import Event
from timeline.models.versions import EventVersion, PublicRecord
from timeline.publishing import changed_fields
from timeline.publishing.gathering import gather
from timeline.publishing.rows import version_row
from timeline.publishing.sitting import corrections
from timeline.records import event_record
from timeline.related import related_as_published

_DERIVED = {"slug", "event_id", "day_order", "differences"}  # follow from the others


class Proposed(NamedTuple):
    """The next version of an event, and the one readers have."""

    version: EventVersion  # not stored
    present: EventVersion | None  # None: readers have nothing

    @property
    def fields(self) -> list[str]:
        """The keys of the record in which they differ, as far as an editor wrote."""
        old = self.present.record if self.present else None
        changed = changed_fields(old, self.version.record)
        return [name for name in changed if name not in _DERIVED]


def proposed(event: Event) -> Proposed | None:
    """What readers would get of an event; None until it has a date."""
    return proposed_many([event.pk]).get(event.pk)


def proposed_many(keys: Iterable[int]) -> dict[int, Proposed]:
    """By key, for those that have a date. About twenty queries for any number.

    One that has no public number yet is shown with the next one.
    """
    events = [e for e in gather(list(keys), lock=False).values() if e.date]
    numbers = [event.number for event in events if event.number]
    there = EventVersion.objects.filter(
        event_id__in=numbers, superseded_at__isnull=True
    )
    latest = {version.event_id: version for version in there.defer("csv_line")}
    related = related_as_published(events)
    now, following = timezone.now(), PublicRecord.now().last_event_number + 1
    found = {}
    for event in events:
        before = latest.get(event.number or 0)
        event.make_slug()
        event.number = event.number or following
        record = event_record(
            event,
            version=before.number + 1 if before else 1,
            recorded_at=now,
            published=related,
        )
        shown = before if before and before.change in EventVersion.SHOWN else None
        if told := corrections(before, record, ""):
            record["corrections"] = told
        version = version_row(event, record, now, related)
        found[event.pk] = Proposed(version, shown)
    return found
