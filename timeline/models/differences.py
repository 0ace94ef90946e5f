"""What editors said of two events that look alike."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from timeline.models.events import Event


class DifferentEvent(models.Model):
    """Two events that look alike and are not the same, said once for both.

    The one with the smaller key is ``first``; see :meth:`say`.
    """

    first = models.ForeignKey(Event, models.CASCADE, related_name="+")
    second = models.ForeignKey(Event, models.CASCADE, related_name="+")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-said_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["first", "second"], name="different_event_once"
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="different_event_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"“{self.first}” is not “{self.second}”"

    @classmethod
    def say(cls, one: Event, other: Event, *, by: int | None) -> "DifferentEvent":
        """Remember that these are two events; said again, it stays as it was.

        ``by`` is the key of the user. Raises ValueError for one event twice.
        """
        if one.pk == other.pk:
            raise ValueError("An event is the same as itself.")
        first, second = sorted((one, other), key=lambda event: event.pk)
        return cls.objects.get_or_create(
            first=first, second=second, defaults={"said_by_id": by}
        )[0]
