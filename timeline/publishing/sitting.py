"""Publishings of one transaction: decided one after the other, written all at once.

A sitting keeps in memory what readers will see of its events, so that the second
event finds the first one published as it would when each was written on its own.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from timeline import search
from timeline.eventrecord import CorrectionRecord, EventRecord
from timeline.models.events import Commitment, Event, EventRelation
from timeline.models.versions import EventVersion, PublicRecord
from timeline.publishing import writing
from timeline.publishing.gathering import gather
from timeline.publishing.problems import PublishError, problems_of
from timeline.publishing.rows import version_row
from timeline.records import event_record
from timeline.related import related_as_published
from timeline.terms import search_text

SHOWN_BY_RELATIONS = frozenset({"title", "slug", "date"})
_NOT_CONTENT = {"version", "recorded_at"}


def changed_fields(old: dict[str, Any] | None, new: EventRecord) -> list[str]:
    """The keys of the record whose values differ."""
    if old is None:
        return sorted(set(new) - _NOT_CONTENT)
    return sorted(
        key
        for key, value in new.items()
        if key not in _NOT_CONTENT and old.get(key) != value
    )


class Sitting:
    """What is published together: at one moment, by one editor."""

    def __init__(
        self, public: PublicRecord, keys: Iterable[int], *, now: datetime, editor: str
    ) -> None:
        self.public, self.now, self.editor = public, now, editor
        self.events: dict[int, Event] = {}
        # By event: the version that nothing superseded, and the one readers see.
        self.latest: dict[int, EventVersion] = {}
        self.shown: dict[int, EventVersion] = {}
        self.written: list[tuple[Event, EventVersion]] = []
        self.decided: set[int] = set()  # events of which readers see otherwise now
        self.superseded: list[EventVersion] = []
        self.settled: dict[int, Event] = {}
        self.renamed: dict[int, Event] = {}
        self._take_up(keys)
        self.relating = _relating(self.events)

    def _take_up(self, keys: Iterable[int]) -> None:
        """Load events that are not here yet, with what readers see around them."""
        if not (keys := [key for key in keys if key not in self.events]):
            return
        found = gather(keys)
        self.events |= found
        numbers = {e.number: e.pk for e in found.values() if e.number}
        rows = EventVersion.objects.filter(superseded_at__isnull=True)
        versions = rows.filter(event_id__in=numbers).defer("csv_line")
        self.latest |= {numbers[v.event_id]: v for v in versions}
        stored = related_as_published(found.values())
        self.shown |= {k: v for k, v in stored.items() if k not in self.decided}

    def publish(
        self, event: Event, *, reason: str, correction: str = ""
    ) -> EventVersion:
        """The event's next version, or the present one when nothing changed.

        A correction that readers are to be told is a change. Raises
        :class:`PublishError`.
        """
        if problems := problems_of(event):
            raise PublishError(problems, event)
        first_time = event.desk_state != Event.DeskState.PUBLISHED
        self._number(event)
        self._settle(event, Event.DeskState.PUBLISHED)
        before = self.latest.get(event.pk)
        record = event_record(
            event,
            version=before.number + 1 if before else 1,
            recorded_at=self.now,
            published=self.shown,
        )
        if told := corrections(before, record, correction):
            record["corrections"] = told
        changed = changed_fields(before.record if before else None, record)
        if before and before.change in EventVersion.SHOWN and not changed:
            return before
        version = version_row(event, record, self.now, self.shown)
        version.change = (
            EventVersion.Change.MODIFIED if before else EventVersion.Change.ADDED
        )
        version.changed_fields = changed if before else []
        version.reason, version.correction = reason, correction
        self._append(event, version)
        if first_time:
            self._tell_related(event, "Related event published")
        elif SHOWN_BY_RELATIONS.intersection(changed):
            self._tell_related(event, "Related event changed")
        return version

    def end(
        self, event: Event, change: str, *, reason: str, merged_into: int | None
    ) -> EventVersion:
        """The version that ends an event's public life. Raises PublishError."""
        if event.desk_state != Event.DeskState.PUBLISHED:
            raise PublishError(["Only a published event can be withdrawn or merged."])
        before = self.latest[event.pk]
        version = EventVersion.objects.get(pk=before.pk)
        version.pk = None
        version.number, version.recorded_at = before.number + 1, self.now
        version.change, version.merged_into = change, merged_into
        version.reason, version.changed_fields = reason, []
        self._settle(event, Event.DeskState.WITHDRAWN)
        self._append(event, version)
        self._tell_related(event, "Related event withdrawn")
        return version

    def _number(self, event: Event) -> None:
        was = event.number, event.slug
        event.make_slug()
        if event.number is None:
            self.public.last_event_number += 1
            event.number = self.public.last_event_number
        if was != (event.number, event.slug):
            self.renamed[event.pk] = event

    def _settle(self, event: Event, state: str) -> None:
        event.desk_state = state
        event.published_at = max(self.now, event.changed)
        self.settled[event.pk] = event

    def _append(self, event: Event, version: EventVersion) -> None:
        """Let ``version`` follow the one that is there, for all that come after."""
        if before := self.latest.get(event.pk):
            before.superseded_at = self.now
            self.superseded.append(before)
        version.editor = self.editor
        self.latest[event.pk] = version
        self.decided.add(event.pk)
        if version.change in EventVersion.SHOWN:
            self.shown[event.pk] = version
        else:
            self.shown.pop(event.pk, None)
        self.written.append((event, version))

    def _tell_related(self, event: Event, reason: str) -> None:
        """Publish again what is related to ``event`` and shows it otherwise.

        One that is being edited is left alone: its editor will publish it.
        """
        keys = self.relating.get(event.pk)
        if keys is None:
            keys = _relating([event.pk]).get(event.pk, [])
        self._take_up(keys)
        for other in [self.events[key] for key in keys]:
            published = other.desk_state == Event.DeskState.PUBLISHED
            if published and not other.has_unpublished_changes:
                self.publish(other, reason=reason)

    def write(self) -> bool:
        """Write it all, in a number of queries that does not grow; False if nothing.

        The desk first: the cards of processes ask which events are published.
        """
        writing.settle(self.settled.values(), self.renamed.values(), self.now)
        if not self.written:
            return False
        versions = [version for _, version in self.written]
        shown = [(e, v) for e, v in self.written if v.change in EventVersion.SHOWN]
        writing.supersede([v for v in self.superseded if v.pk], self.now)
        EventVersion.objects.bulk_create(versions)
        writing.write_terms(v for _, v in shown)
        writing.write_headings((e for e, _ in shown), self.now)
        writing.end_unused_headings(self.superseded, self.now)
        search.index([(v.pk, search_text(v.record)) for _, v in shown])
        return True


def corrections(
    before: EventVersion | None, record: EventRecord, text: str
) -> list[CorrectionRecord]:
    """The corrections told so far, and the one that comes with this version."""
    told: list[CorrectionRecord] = []
    if before:
        told += before.record.get("corrections", [])
    if text:
        told.append(
            CorrectionRecord(
                version=record["version"],
                recorded_at=record["recorded_at"],
                text=text,
            )
        )
    return told


def _relating(keys: Iterable[int]) -> dict[int, list[int]]:
    """By event, the others that show it, in the desk's order.

    Those that say how they stand to it, then those whose commitments it carried out.
    """
    found: dict[int, list[int]] = {key: [] for key in keys}
    related = EventRelation.objects.filter(target__in=found)
    owing = Commitment.objects.filter(implemented_by__in=found)
    pairs = [
        *related.order_by("-event__start_earliest", "-event_id").values_list(
            "target", "event"
        ),
        *owing.order_by("-agreed_in__start_earliest", "-agreed_in").values_list(
            "implemented_by", "agreed_in"
        ),
    ]
    for target, source in pairs:
        if source not in found[target]:
            found[target].append(source)
    return found
