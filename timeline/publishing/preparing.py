"""The next versions of many events, made before they become present.

Making a record takes most of the time of publishing, so it is done beforehand, in
short transactions; :mod:`timeline.publishing.presenting` then shows all of them in one.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from timeline import search
from timeline.headings import headings_of
from timeline.models.events import Event
from timeline.models.republishing import PreparedVersion
from timeline.models.versions import EventVersion, Heading, PublicRecord, VersionColumns
from timeline.publishing.problems import PublishError
from timeline.publishing.sitting import Sitting
from timeline.publishing.writing import card_of
from timeline.terms import search_text, terms_of

Outcome = PreparedVersion.Outcome
COLUMNS = [field.name for field in VersionColumns._meta.fields]


class Change(NamedTuple):
    """What publishing an event again would change: fields with old and new values."""

    event: Event
    before: EventVersion
    after: EventVersion | None  # None when nothing changes for readers
    problem: str


class Prepared(NamedTuple):
    """Unsaved rows, and the cards that readers would see otherwise."""

    versions: list[PreparedVersion]
    headings: set[tuple[str, str]]  # dimension and value


def changes(keys: Collection[int], *, now: datetime) -> Iterator[Change]:
    """What publishing these published events again would do. Nothing is written.

    Inside a transaction; the number of queries does not grow with the events.
    """
    sitting = Sitting(PublicRecord.now(), keys, now=now, editor="")
    before = dict(sitting.latest)
    for key in keys:
        event, problem = sitting.events[key], ""
        try:
            version = sitting.publish(event, reason="")
        except PublishError as error:
            version, problem = before[key], str(error)
        after = None if version is before[key] else version
        yield Change(event, before[key], after, problem)


def prepare(keys: Collection[int], *, moment: datetime) -> Prepared:
    """The next versions of these published events, as of what the desk holds now.

    Inside a transaction. Others that relate to them and would show something else are
    among the rows.
    """
    sitting = Sitting(PublicRecord.now(), keys, now=moment, editor="")
    before = dict(sitting.latest)
    rows = {key: _row(sitting.events[key], before[key], moment) for key in keys}
    for key in keys:
        try:
            sitting.publish(sitting.events[key], reason="")
        except PublishError as error:
            rows[key].outcome, rows[key].problem = Outcome.REFUSED, str(error)
    followed = {v.event_id: v for v in sitting.superseded if v.pk}
    for event, version in sitting.written:
        old = followed[version.event_id]
        row = rows.setdefault(event.pk, _row(event, old, moment))
        if row.outcome == Outcome.READY:  # changed twice: by itself and by another
            row.outcome = Outcome.ANEW
        else:
            _fill(row, version, old)
    shown = [event for event, _ in sitting.written]
    return Prepared(list(rows.values()), set(_other_cards(headings_of(shown))))


def _row(event: Event, before: EventVersion, moment: datetime) -> PreparedVersion:
    """The row of an event of which nothing changes."""
    row = PreparedVersion(
        event=event,
        stamp=event.changed,
        outcome=Outcome.SAME,
        follows=before,
        event_number=before.event_id,
        number=before.number,
        moment=moment.isoformat(),
    )
    _copy(before, row, leave=("csv_line", "record"))
    row.csv_line, row.record = "", {}
    return row


def _fill(row: PreparedVersion, version: EventVersion, before: EventVersion) -> None:
    row.outcome = Outcome.READY
    row.number, row.changed_fields = version.number, version.changed_fields
    row.same_terms = terms_of(version.record) == terms_of(before.record)
    row.same_terms &= version.order_key == before.order_key
    row.words = search.kept_words(search_text(version.record))
    _copy(version, row)


def _copy(
    of: VersionColumns, to: VersionColumns, *, leave: tuple[str, ...] = ()
) -> None:
    for name in COLUMNS:
        if name not in leave:
            setattr(to, name, getattr(of, name))


def _other_cards(made: Iterable[Heading]) -> Iterator[tuple[str, str]]:
    """Those that differ from what readers have."""
    new = {(h.dimension, h.value): h for h in made}
    values = {value for _, value in new}
    there = Heading.objects.at(None).filter(value__in=values)
    old = {(h.dimension, h.value): h for h in there}
    for key, heading in new.items():
        if key not in old or card_of(old[key]) != card_of(heading):
            yield key
