"""Reviews of what editors wrote, and whose text it is. Readers never see these."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from timeline.models.events import Event


class ReviewQuerySet(models.QuerySet["Review"]):
    def waiting(self) -> "ReviewQuerySet":
        return self.filter(outcome=Review.Outcome.WAITING)

    def oldest_first(self) -> "ReviewQuerySet":
        return self.order_by("sent_at", "id")


class Review(models.Model):
    """An event's text sent to be looked at, and what came of it.

    The event stays as readers have it. A review is about the text as it is when it is
    decided; ``changed`` is the event's own when it was sent, so that one can tell
    whether it was edited since.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waiting"
        APPROVED = "approved", "Approved"
        RETURNED = "returned", "Returned"
        REJECTED = "rejected", "Rejected"
        TAKEN_BACK = "taken-back", "Taken back"
        SUPERSEDED = "superseded", "Published or withdrawn otherwise"

    event = models.ForeignKey(Event, models.CASCADE, related_name="reviews")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    answer = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-sent_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(outcome="waiting"),
                name="review_one_waiting",
                violation_error_message="This event waits for review already.",
            ),
        )
        indexes = (models.Index(fields=["outcome", "sent_at"], name="review_waiting"),)

    def __str__(self) -> str:
        return f"{self.event}: {self.get_outcome_display()}"


class EventWriter(models.Model):
    """Somebody who saved an event's text. ``at``: its ``changed`` after the last time.

    Whatever saves an event says so here (see :meth:`note`), else nobody could tell
    whose text a reviewer is about to approve.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="writers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["event", "user"], name="event_writer_once"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.event}"

    @staticmethod
    def note(saved: Iterable[tuple[Event, int | None]]) -> None:
        """Remember who saved which events: pairs of event and key of the user.

        One query. Nobody (None) is not remembered.
        """
        last = {(event.pk, key): event.changed for event, key in saved if key}
        EventWriter.objects.bulk_create(
            [
                EventWriter(event_id=pk, user_id=key, at=at)
                for (pk, key), at in last.items()
            ],
            update_conflicts=True,
            unique_fields=["event", "user"],
            update_fields=["at"],
        )

    @staticmethod
    def of_unpublished(events: Iterable[Event]) -> models.QuerySet["EventWriter"]:
        """Who saved these events since their last version."""
        since = Q(event__published_at__isnull=True)
        since |= Q(at__gt=F("event__published_at"))
        return EventWriter.objects.filter(
            since, event__in=[event.pk for event in events]
        )
