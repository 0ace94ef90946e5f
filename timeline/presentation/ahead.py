"""What is planned, and what was planned and is told no further."""

from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from timeline.models.versions import EventVersion, EventVersionQuerySet, VersionTerm
from timeline.presentation.marks import TO_COME
from timeline.presentation.rows import EventRow, row_of

MOST = 5


class Overdue(NamedTuple):
    """A plan whose date has passed."""

    row: EventRow
    words: str


class Ahead(NamedTuple):
    """What is still to come, the next first; and what has passed, the latest first."""

    coming: list[EventRow]
    overdue: list[Overdue]


def ahead_of(
    dimension: str, value: str, *, today: date, at: datetime | None = None
) -> Ahead:
    """The plans of a value, at most :data:`MOST` of each sort. Two queries.

    A plan is ahead as long as any day it may be meant for is not over.
    """
    plans = planned(at).with_term(dimension, [value], at=at).defer("csv_line")
    coming = plans.filter(end_latest__gte=today).chronological()[:MOST]
    overdue = plans.filter(end_latest__lt=today).newest_first()[:MOST]
    return Ahead(
        [row_of(version, fixed=at is not None) for version in coming],
        [
            Overdue(row_of(version, fixed=at is not None), _passed(version))
            for version in overdue
        ],
    )


def planned(at: datetime | None = None) -> EventVersionQuerySet:
    """Events that are announced, scheduled or postponed."""
    present = EventVersion.objects.at(at)
    return present.with_term(VersionTerm.Dimension.STATUS, TO_COME, at=at)


def _passed(version: EventVersion) -> str:
    when = row_of(version).date_words
    if version.shown_status == "postponed":
        words = _("Postponed. It was set for %(date)s, and no new date is recorded.")
    else:
        words = _("Planned for %(date)s. That date has passed; no outcome is recorded.")
    return words % {"date": when}
