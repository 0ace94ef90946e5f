"""Renaming and merging what published events show: what was asked, what is prepared.

Readers never see these tables. A republishing is one errand: it prepares the next
version of every event concerned, a batch in a transaction, and then makes all of them
present in one transaction, so that readers see all of it or nothing.
"""

from django.conf import settings
from django.db import models

from timeline.models.events import Event
from timeline.models.versions import EventVersion, VersionColumns, VersionTerm


class Republishing(models.Model):
    """One errand. ``keys`` are the rows of ``model`` whose events are published again.

    A merge has one key, and ``into`` is the row that takes its place. ``changes`` holds
    [what, old, new]; ``also`` the keys of events published with the unpublished
    changes they had when it was ``created``; ``result`` counts of what came of it, with
    sentences about what was not published. ``seen`` is what the rows were when
    preparing began.
    """

    class Kind(models.TextChoices):
        RENAME = "rename", "Change"
        MERGE = "merge", "Merge"

    class State(models.TextChoices):
        PREPARING = "preparing", "Being prepared"
        PRESENTING = "presenting", "Being published"
        DONE = "done", "Published"
        FAILED = "failed", "Stopped"

    kind = models.CharField(max_length=6, choices=Kind, default=Kind.RENAME)
    model = models.CharField(max_length=20)
    keys = models.JSONField(default=list)
    into = models.BigIntegerField(null=True)
    title = models.CharField(max_length=500)
    changes = models.JSONField(default=list)
    also = models.JSONField(default=list)
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARING)
    total = models.PositiveIntegerField(default=0)  # events that show it
    seen = models.CharField(max_length=64, blank=True)
    trouble = models.TextField(blank=True)  # why the last run stopped
    result = models.JSONField(default=dict)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    created = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ("-id",)
        verbose_name = "rename or merge"
        verbose_name_plural = "renamed and merged"

    def __str__(self) -> str:
        return self.title


class PreparedVersion(VersionColumns):
    """The next version of an event, as it will be when it becomes present.

    It follows ``follows`` and holds of the event as it was changed at ``stamp``; when
    either is otherwise by then, it is made anew. Its texts carry ``moment`` in place
    of the one at which it becomes present, as the version ``becomes``.
    """

    class Outcome(models.TextChoices):
        READY = "ready", "Ready"
        SAME = "same", "Nothing changes for readers"
        ANEW = "anew", "To be made at the end"
        REFUSED = "refused", "Cannot be published"

    republishing = models.ForeignKey(
        Republishing, models.CASCADE, related_name="prepared", db_index=False
    )
    event = models.ForeignKey(Event, models.CASCADE, related_name="+")
    stamp = models.DateTimeField()
    outcome = models.CharField(max_length=7, choices=Outcome)
    problem = models.TextField(blank=True)
    follows = models.ForeignKey(
        EventVersion, models.CASCADE, related_name="followed_by"
    )
    becomes = models.BigIntegerField(null=True)
    same_terms = models.BooleanField(default=False)
    event_number = models.BigIntegerField()
    number = models.PositiveIntegerField()
    changed_fields = models.JSONField(default=list)
    moment = models.CharField(max_length=40)
    words = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["republishing", "event"], name="prepared_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}: {self.get_outcome_display()}"


class PreparedHeading(models.Model):
    """A card of readers that will be another."""

    republishing = models.ForeignKey(
        Republishing, models.CASCADE, related_name="headings", db_index=False
    )
    dimension = models.CharField(max_length=8, choices=VersionTerm.Dimension)
    value = models.CharField(max_length=100)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["republishing", "dimension", "value"],
                name="prepared_heading_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.dimension}:{self.value}"
