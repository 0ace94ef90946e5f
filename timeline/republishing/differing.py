"""What would be otherwise for readers: of a thing, and of each event that shows it."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from timeline import merging, publishing
from timeline.headings import DIMENSIONS, MAKERS
from timeline.models.events import Event
from timeline.models.republishing import Republishing
from timeline.models.versions import Heading
from timeline.republishing.showing import (
    BY_NAME,
    events_showing,
    left_alone,
    shown_by,
)

EXACT = 200  # events that are compared one by one
LISTED = 50
SAID = 3  # differences of an event that are written out
_WORDS = {
    "label": "Name",
    "names": "Names in other languages",
    "native": "Own name",
    "iso2": "ISO 3166 code",
    "acts_for": "Acts for",
    "offices": "Offices held",
    "geo_precision": "Precision",
    "in": "Lies in",
    "group": "Owner",
    "outlet": "Published by",
    "byline": "By",
    "url": "Web address",
}
_UNSAID = frozenset({"recorded_at", "version", "slug", "outlet_slug"})
_OWN_ROWS = ("names", "tenures", "memberships", "rounds")


class Difference(NamedTuple):
    """What changes: what it is called, and how it reads before and after."""

    what: str
    old: str
    new: str


class EventDifference(NamedTuple):
    event: Event
    said: list[Difference]
    fields: list[str]
    problem: str


class Preview(NamedTuple):
    """What republishing would do. ``compared`` of the ``total`` events were looked at;
    ``listed`` are those that change or cannot be published."""

    total: int
    compared: int
    changing: int
    listed: list[EventDifference]
    waiting: list[Event]

    @property
    def is_exact(self) -> bool:
        return self.compared == self.total - len(self.waiting)


def card_differences(one: Any) -> list[Difference]:
    """How the public card of a thing differs from what the desk has now."""
    dimension = DIMENSIONS.get(type(one))
    if dimension is None:
        return []
    old = Heading.objects.at(None).filter(dimension=dimension, value=one.slug).first()
    if old is None:
        return []
    new = MAKERS[type(one)](one)
    before, after = _said(old), _said(new)
    return [
        Difference(_called(key), in_words(before.get(key)), in_words(value))
        for key, value in after.items()
        if before.get(key) != value
    ]


def looks_otherwise(one: Any) -> bool:
    """True when published events show the thing and it changed for readers.

    A code list has no card: whatever was changed of it counts.
    """
    if not events_showing(type(one), [one.pk]).exists():
        return False
    return type(one) not in DIMENSIONS or bool(card_differences(one))


def _said(heading: Heading) -> dict[str, Any]:
    return {
        "label": heading.label,
        "kind": heading.kind,
        **heading.card,
        "spellings": heading.spellings.split("\n"),
    }


def _called(key: str) -> str:
    return _WORDS.get(key, key.replace("_", " ").capitalize())


def in_words(value: Any) -> str:
    """A value of a card or record as one line."""
    if isinstance(value, dict):
        named = value.get("name") or value.get("office")
        if named and "participant" not in value:
            span = " to ".join(filter(None, [value.get("start"), value.get("end")]))
            return f"{named} ({span})" if span else str(named)
        if "participant" in value:
            return f"{in_words(value['participant'])}, {value['role']}"
        return ", ".join(f"{k}: {in_words(v)}" for k, v in sorted(value.items()) if v)
    if isinstance(value, list):
        return "; ".join(in_words(one) for one in value)
    return "" if value is None else str(value)


def leaves(old: Any, new: Any) -> Iterator[tuple[str, str]]:
    """The pairs of plain values in which two records differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in new:
            if key not in _UNSAID:
                yield from leaves(old.get(key), new[key])
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for one, other in zip(old, new, strict=True):
            yield from leaves(one, other)
    elif old != new:
        yield in_words(old), in_words(new)


def preview(job: Republishing) -> Preview:
    """What ``job`` would do to the events that show the thing. Nothing is written."""
    shown = shown_by(job)
    busy = list(left_alone(job))
    ready = shown.exclude(pk__in=[event.pk for event in busy]).order_by("-pk")
    keys = list(ready.values_list("pk", flat=True)[:EXACT])
    with transaction.atomic():
        merge_at_desk(job)
        found = [
            _event(change) for change in publishing.changes(keys, now=timezone.now())
        ]
        transaction.set_rollback(True)
    changing = [one for one in found if one.fields or one.problem]
    changing.sort(key=lambda one: not one.problem)
    return Preview(shown.count(), len(keys), len(changing), changing[:LISTED], busy)


def _event(change: publishing.Change) -> EventDifference:
    if change.after is None:
        return EventDifference(change.event, [], [], change.problem)
    pairs = dict.fromkeys(leaves(change.before.record, change.after.record))
    said = [Difference("", old, new) for old, new in list(pairs)[:SAID]]
    return EventDifference(
        change.event, said, list(change.after.changed_fields), change.problem
    )


def subjects(job: Republishing) -> list[Any]:
    """The rows the errand is about, as they are now; the one that stays comes last."""
    keys = [*job.keys, *([job.into] if job.into else [])]
    found = BY_NAME[job.model]._default_manager.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def merge_at_desk(job: Republishing) -> tuple[str, str, str] | None:
    """Make one of the two at the desk, when the errand is that.

    Returns what :func:`timeline.publishing.present` calls ``former``. Raises
    :class:`timeline.merging.MergeRefused`.
    """
    if job.kind != Republishing.Kind.MERGE:
        return None
    found = subjects(job)
    if len(found) != 2:
        raise merging.MergeRefused("One of the two is not there any more.")
    goes, stays = found
    former = (DIMENSIONS[type(stays)], goes.slug, stays.slug)
    merging.join(goes, stays)
    return former


def fingerprint(job: Republishing) -> str:
    """What the rows and their own rows hold: otherwise when one was edited."""
    digest = hashlib.sha256()
    for one in subjects(job):
        for row in (one, *_own_rows(one)):
            digest.update(repr(_values(row)).encode())
    return digest.hexdigest()


def _own_rows(one: Any) -> Iterable[Model]:
    for name in _OWN_ROWS:
        if hasattr(one, name):
            yield from getattr(one, name).order_by("pk")


def _values(row: Model) -> list[Any]:
    fields = row._meta.concrete_fields
    return [(field.attname, getattr(row, field.attname)) for field in fields]
