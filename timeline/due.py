"""What the desk has to come back to: dates that have passed without an outcome."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from timeline.models.events import Commitment, Event, EventQuerySet

# An event with one of these is still to be told to its end.
UNTOLD = (
    Event.Status.ANNOUNCED,
    Event.Status.SCHEDULED,
    Event.Status.POSTPONED,
    Event.Status.UNDER_WAY,
)
UNDONE = (Commitment.Status.OPEN, Commitment.Status.PARTLY)


def overdue_plans(*, at: date | None = None) -> EventQuerySet:
    """Events whose date has wholly passed and whose outcome is not told.

    The longest overdue first, drafts too; nothing that was withdrawn. A date without
    an end never passes. ``at`` is today when it is not given.
    """
    events = Event.objects.filter(status__in=UNTOLD, end_latest__lt=at or _today())
    kept = events.exclude(desk_state=Event.DeskState.WITHDRAWN)
    return kept.select_related("type", "location").order_by("end_latest", "pk")


def overdue_commitments(*, at: date | None = None) -> QuerySet[Commitment]:
    """Commitments whose date has wholly passed and that are open or partly done.

    As for :func:`overdue_plans`; of events that were not withdrawn.
    """
    owed = Commitment.objects.filter(status__in=UNDONE, end_latest__lt=at or _today())
    kept = owed.exclude(agreed_in__desk_state=Event.DeskState.WITHDRAWN)
    related = kept.select_related("debtor", "beneficiary", "agreed_in")
    return related.prefetch_related("implemented_by").order_by("end_latest", "pk")


def _today() -> date:
    return timezone.localdate()
