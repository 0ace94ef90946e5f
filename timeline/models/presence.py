"""Who has an event open at the desk: a hint for others, never a lock."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

FORGOTTEN = timedelta(seconds=90)  # after the last sign of life of an open page
OPENED = timedelta(minutes=30)  # how long an opening counts that gives no such signs
KEPT = timedelta(days=1)


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Presences, in sentences."""

    def at(self, moment: datetime) -> "PresenceQuerySet":
        """Those that still count at ``moment``."""
        silent = Q(beat__isnull=True, opened__gt=moment - OPENED)
        return self.filter(silent | Q(beat__gt=moment - FORGOTTEN))


class Presence(models.Model):
    """One editor has one event open.

    ``event`` is a plain number: a foreign key would make every opening wait for
    whoever is saving that event.
    """

    event = models.BigIntegerField()
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    opened = models.DateTimeField()
    beat = models.DateTimeField(null=True)  # the last sign of life
    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ("opened", "id")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["event", "editor"], name="presence_once"),
        )

    def __str__(self) -> str:
        """``Nora has this open since 10:42 UTC``."""
        name = self.editor.get_full_name() or self.editor.get_username()
        did = "opened this at" if self.beat is None else "has this open since"
        return f"{name} {did} {self.opened:%H:%M} UTC"

    @classmethod
    def open(cls, event: int, editor: int, *, at: datetime) -> None:
        """The editor opened the event; an opening that still counts stays as it is."""
        mine = cls.objects.filter(event=event, editor=editor)
        if mine.filter(beat__gt=at - FORGOTTEN).exists():
            return
        Presence.objects.bulk_create(
            [Presence(event=event, editor_id=editor, opened=at)],
            update_conflicts=True,
            unique_fields=["event", "editor"],
            update_fields=["opened", "beat"],
        )

    @classmethod
    def live(cls, event: int, editor: int, *, at: datetime) -> None:
        """The page is still open: a sign of life."""
        mine = cls.objects.filter(event=event, editor=editor)
        if mine.at(at).update(beat=at):
            return
        Presence.objects.bulk_create(
            [Presence(event=event, editor_id=editor, opened=at, beat=at)],
            update_conflicts=True,
            unique_fields=["event", "editor"],
            update_fields=["opened", "beat"],
        )
        cls.objects.filter(opened__lt=at - KEPT).exclude(editor=editor).delete()

    @classmethod
    def leave(cls, event: int, editor: int) -> None:
        cls.objects.filter(event=event, editor=editor).delete()

    @classmethod
    def others(
        cls, events: Collection[int], editor: int | None, *, at: datetime
    ) -> dict[int, list["Presence"]]:
        """By event, who else has it open. One query."""
        found: dict[int, list[Presence]] = {}
        rows = cls.objects.at(at).filter(event__in=events).exclude(editor=editor)
        for row in rows.select_related("editor"):
            found.setdefault(row.event, []).append(row)
        return found
