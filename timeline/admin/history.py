"""An event's history at the desk: its versions and saves, what differs, restoring."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from timeline.admin.requested import key_of
from timeline.forms.held import Held, sealed
from timeline.forms.merging import Difference, differences
from timeline.forms.submission import EventSubmission, opening
from timeline.forms.words import BoxWords
from timeline.models.events import Event
from timeline.models.versions import EventVersion
from timeline.restoring.boxes import desk_boxes, restored

DESK = "desk"
LONGEST = 500  # lines of the admin's own log
_FIELDS = {
    "type": "kind of event",
    "key": "key event",
    "date": "when",
    "day_order": "order within the day",
    "planned_dates": "earlier plans",
    "participations": "who took part",
    "citations": "sources",
    "differences": "what sources differ on",
    "tracks": "processes",
    "relations": "related events",
    "slug": "address",
    "event_id": "number",
}


class Line(NamedTuple):
    """One line of a history: a version readers got, or a save at the desk."""

    moment: datetime
    who: str
    words: str
    version: EventVersion | None = None
    fields: str = ""
    restorable: bool = False


def versions_of(event: Event) -> list[EventVersion]:
    """The newest first; none for what was never published."""
    if event.number is None:
        return []
    rows = EventVersion.objects.filter(event_id=event.number)
    return list(rows.defer("record", "csv_line").order_by("-number"))


def lines(event: Event, versions: list[EventVersion]) -> list[Line]:
    """All that happened to an event, the newest first."""
    every = [*_of_record(versions), *_of_desk(event)]
    return sorted(every, key=lambda line: line.moment, reverse=True)


def _of_record(versions: list[EventVersion]) -> Iterator[Line]:
    for version in versions:
        into = f" into {version.merged_into}" if version.merged_into else ""
        names = (_FIELDS.get(n, n.replace("_", " ")) for n in version.changed_fields)
        yield Line(
            version.recorded_at,
            version.editor,
            f"{version.get_change_display()}{into}",
            version,
            ", ".join(names),
            version.change in EventVersion.SHOWN,
        )


def _of_desk(event: Event) -> Iterator[Line]:
    about = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Event), object_id=str(event.pk)
    )
    for entry in about.select_related("user").order_by("-action_time")[:LONGEST]:
        words = entry.get_change_message() or entry.get_action_flag_display()
        yield Line(entry.action_time, entry.user.get_username(), words)


class Compared(NamedTuple):
    """Two states of one event: what each is called, and where they differ."""

    old: str
    new: str
    rows: list[Difference]
    reason: str


def compare(event: Event, old: str, new: str) -> Compared | None:
    """The difference between two versions, or a version and the desk; None when one of
    them is not there. ``old`` and ``new`` are numbers of versions, or :data:`DESK`."""
    texts = [_text(event, which) for which in (old, new)]
    if texts[0] is None or texts[1] is None:
        return None
    words = BoxWords(EventSubmission(instance=event))
    rows = list(differences(texts[0], texts[1], words))
    later = None if new == DESK else version_of(event, new)
    names = [
        "the desk now" if which == DESK else f"version {which}" for which in (old, new)
    ]
    return Compared(names[0], names[1], rows, later.reason if later else "")


def version_of(event: Event, which: str) -> EventVersion | None:
    rows = EventVersion.objects.filter(event_id=event.number or 0)
    return rows.filter(number=key_of(which) or 0).first()


def _text(event: Event, which: str) -> Held | None:
    if which == DESK:
        return desk_boxes(event)
    version = version_of(event, which)
    return restored(version.record, event).held if version else None


def restoring(
    event: Event, version: EventVersion, user: Any
) -> tuple[EventSubmission, list[str]]:
    """The form of an event with a version typed into it, and what of it is not there
    any more. Nothing is stored yet."""
    found = restored(version.record, event)
    stored = EventSubmission(instance=event)
    data = found.post()
    data["seen"] = event.changed.isoformat()
    data["opened"] = sealed(opening(stored))
    data["reason"] = f"Back to version {version.number}"
    submission = EventSubmission(data, instance=event, user=user)
    submission.hush()
    return submission, found.notes
