"""Negotiation processes (readers see "Process") and their rounds."""

from django.db import models

from timeline.models.naming import Named


class Track(Named):
    """A negotiation process."""

    summary = models.TextField(blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name = "process"
        verbose_name_plural = "processes"
        constraints = (
            models.UniqueConstraint(
                fields=["skeleton"],
                name="track_looks_unique",
                violation_error_message="There is a process with this name.",
            ),
        )


class Round(models.Model):
    """One round of a process."""

    track = models.ForeignKey(Track, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("track", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["track", "number"],
                name="round_once",
                violation_error_message="This process has a round with that number.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.track}, {self.in_words()}"

    def in_words(self) -> str:
        """``round 1``, or the label it was given."""
        return self.label or f"round {self.number}"
