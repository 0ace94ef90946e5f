"""Taking a stored batch back as one. Readers' history is kept.

New events that readers saw are withdrawn, drafts are removed, changed ones get back
what they held before. One that an editor touched since is left alone and named. What
readers see is changed for reviewers only: the text they get back was theirs before.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from timeline.forms.book import NameBook
from timeline.forms.submission import EventSubmission
from timeline.importing.applying import ImportRefused, publish_all
from timeline.importing.judging import post
from timeline.importing.typed import Typed
from timeline.importing.unused import remove_spellings, remove_unused
from timeline.models.events import Event
from timeline.models.imports import ImportBatch, ImportedRow
from timeline.models.sources import Source
from timeline.publishing import hold, withdraw
from timeline.reviewing import may_publish

State = ImportBatch.State
PUBLISHED = "published: only a reviewer withdraws it"


class Left(NamedTuple):
    """A row whose event was left as it is, and why."""

    line: int
    title: str
    why: str


def undo(
    batch: ImportBatch,
    *,
    editor: AbstractBaseUser | None,
    reason: str,
    progress: Callable[[int], None] = lambda done: None,
) -> dict[str, object]:
    """Take back what ``batch`` stored; says how many, and what was left alone.

    One transaction. Raises :class:`ImportRefused` when it is not stored.
    """
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if batch.state not in {State.APPLIED, State.UNDOING}:
            raise ImportRefused("Only a stored import can be undone.")
        if not reason.strip():
            raise ImportRefused("Say why it is undone: readers see the reason.")
        hold()
        run = _Undoing(batch, editor, reason)
        for done, row in enumerate(batch.rows.filter(stored=True).order_by("-line")):
            run.take_back(row)
            progress(done + 1)
        run.finish()
        batch.state, batch.undone_at = State.UNDONE, timezone.now()
        batch.result = {**batch.result, "undone": run.said()}
        batch.save()
    return run.said()


class _Undoing:
    def __init__(
        self, batch: ImportBatch, editor: AbstractBaseUser | None, reason: str
    ) -> None:
        self.batch, self.editor, self.reason = batch, editor, reason
        self.name = editor.get_username() if editor else ""
        self.may_publish = may_publish(editor)
        self.book = NameBook()
        self.withdrawn = self.removed = 0
        self.restored: list[int] = []
        self.left: list[Left] = []
        self.sources: set[int] = set()

    def take_back(self, row: ImportedRow) -> None:
        rows = Event.objects.select_for_update()
        event = rows.filter(pk=row.event_id).first() if row.event_id else None
        if event is None:
            return  # somebody deleted the draft
        if event.changed.isoformat() != row.stamp:
            self.left.append(Left(row.line, event.title, "edited since"))
        elif row.before is not None:
            self._restore(row, event, row.before)
        elif event.desk_state == Event.DeskState.PUBLISHED and not self.may_publish:
            self.left.append(Left(row.line, event.title, PUBLISHED))
        elif event.desk_state == Event.DeskState.PUBLISHED:
            withdraw(event, editor=self.name, reason=self.reason)
            self.withdrawn += 1
        elif event.number is None:
            self.sources.update(event.citations.values_list("source", flat=True))
            event.delete()
            self.removed += 1

    def _restore(self, row: ImportedRow, event: Event, held: dict[str, Any]) -> None:
        before = Typed(boxes=held["boxes"], rows=held["rows"])
        submission = EventSubmission(
            post(before), instance=event, user=self.editor, book=self.book
        )
        if not submission.is_valid():
            said = submission.errors[0].sentence
            self.left.append(Left(row.line, event.title, said))
            return
        submission.save()
        self.restored.append(event.pk)

    def finish(self) -> None:
        if self.may_publish:
            publish_all(self.restored, editor=self.name, reason=self.reason)
        new = Source.objects.filter(
            pk__in=self.sources, pk__gt=self.batch.made.get("last_source", 0)
        )
        new.filter(citations__isnull=True).delete()
        remove_spellings(self.batch.made)
        self.batch.made = remove_unused(self.batch.made)

    def said(self) -> dict[str, object]:
        return {
            "withdrawn": self.withdrawn,
            "removed": self.removed,
            "restored": len(self.restored),
            "left": [list(one) for one in self.left],
        }
