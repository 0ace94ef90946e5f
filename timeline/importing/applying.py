"""Storing a plan: one transaction, in which every row is judged again.

The data may have moved since the plan was shown. Nothing is stored that the plan did
not show: a row that comes to something else now is refused, and refuses the whole
unless only the good rows were asked for.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from timeline import publishing
from timeline.forms.saving import save_many
from timeline.forms.stale import EventChangedError, StaleEventError
from timeline.forms.submission import EventSubmission
from timeline.importing.judging import Judge, Judged, Outcome
from timeline.importing.names import Names
from timeline.importing.plan import judged
from timeline.importing.rows import ImportRow
from timeline.importing.unused import remove_unused
from timeline.models.events import Event
from timeline.models.imports import ImportBatch, ImportedRow
from timeline.models.sources import Source
from timeline.publishing import PublishError
from timeline.reviewing import may_publish, refuse_publishing

State = ImportBatch.State
Progress = Callable[[int], None]
_MAY_BE_STORED = {State.PLANNED, State.APPLYING, State.FAILED}
STORED = (Outcome.CREATE, Outcome.CHANGE)
WRITTEN = ["outcome", "problems", "event", "stored", "before", "stamp"]
NOT_PUBLISHED = (
    "Nothing was stored: only reviewers publish. Change how the file is read, leave "
    "the events as drafts, and send them for review."
)
NAMED = 3  # refusals that the error of a whole batch repeats


class ImportRefused(ValueError):  # noqa: N818
    """Nothing was stored; the message says why and what to do."""


def apply(
    batch: ImportBatch,
    rows: Iterable[ImportRow],
    *,
    publisher: AbstractBaseUser | None = None,
    progress: Progress = lambda done: None,
) -> dict[str, int]:
    """Store what the plan of ``batch`` shows; returns how many of what.

    ``publisher`` is who asked for it; None is the command line, which may publish.
    Does nothing to a batch that is stored already. Raises :class:`ImportRefused`.
    """
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if batch.state == State.APPLIED:
            return dict(batch.result)
        if batch.planned_at is None or batch.state not in _MAY_BE_STORED:
            raise ImportRefused("Try the file first: there is no plan to store.")
        if batch.publishing and not may_publish(publisher):
            raise ImportRefused(NOT_PUBLISHED)
        batch.result = _Storing(batch, publisher, progress).run(rows)
        batch.state, batch.trouble = State.APPLIED, ""
        batch.applied_at = timezone.now()
        batch.save()
    return dict(batch.result)


class _Storing:
    """One run, inside a transaction."""

    def __init__(
        self,
        batch: ImportBatch,
        publisher: AbstractBaseUser | None,
        progress: Progress,
    ) -> None:
        self.batch, self.publisher, self.progress = batch, publisher, progress
        self.counts: Counter[str] = Counter()
        self.refused: list[ImportedRow] = []
        self.events: list[int] = []  # keys, in the order of the file

    def run(self, rows: Iterable[ImportRow]) -> dict[str, int]:
        if self.batch.publishing:
            publishing.hold()
        names = Names(self.batch.names.all())
        last_source = Source.objects.aggregate(last=Max("pk"))["last"] or 0
        made = names.save_new()
        judge = Judge(names, publishing=self.batch.publishing, editor=self.batch.editor)
        done = 0
        for chunk in judged(rows, judge):
            self._store(chunk)
            done += len(chunk)
            self.progress(done)
        self._refuse_whole()
        if self.batch.publishing:
            self._publish()
        self.batch.made = remove_unused(made) | {"last_source": last_source}
        return dict(self.counts)

    def _store(self, chunk: list[Judged]) -> None:
        shown = {
            row.line: row
            for row in self.batch.rows.filter(line__in=[one.row.line for one in chunk])
        }
        good, written = [], []
        for one in chunk:
            plan = shown.get(one.row.line)
            if plan is None:
                raise ImportRefused(
                    f"Line {one.row.line} is not in the plan. Try the file again."
                )
            if self._is_wanted(plan):
                written.append(plan)
                if one.submission is not None and self._same_as_shown(one, plan):
                    good.append((one.submission, one, plan))
                else:
                    self._refuse(one, plan)
            self.counts[str(plan.outcome)] += 1
        self._save(good)
        ImportedRow.objects.bulk_create(  # a bulk_update costs ten times as much
            written,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=WRITTEN,
        )

    def _is_wanted(self, plan: ImportedRow) -> bool:
        """True for a row to be stored; keeps count of those that cannot be."""
        if plan.outcome in {Outcome.REFUSED, Outcome.WAITING}:
            self.refused.append(plan)
        return plan.outcome in STORED or (
            plan.outcome == Outcome.DUPLICATE and self.batch.with_duplicates
        )

    def _refuse(self, one: Judged, plan: ImportedRow) -> None:
        """A row that was good when it was shown and is not any more."""
        plan.outcome = Outcome.REFUSED
        plan.problems = [list(problem[1:]) for problem in one.problems] or [_MOVED]
        self.refused.append(plan)

    def _same_as_shown(self, one: Judged, plan: ImportedRow) -> bool:
        if plan.outcome == Outcome.DUPLICATE:
            return one.outcome == Outcome.CREATE
        shown = [column for column, _, _ in plan.changes]
        return one.outcome == plan.outcome and shown == [c for c, _, _ in one.changes]

    def _save(self, good: list[tuple[EventSubmission, Judged, ImportedRow]]) -> None:
        """Save what was found good, together."""
        try:
            save_many([submission for submission, _, _ in good])
        except EventChangedError as error:
            raise ImportRefused(
                f"Somebody saved “{error.event}” just now. Nothing of yours is stored. "
                "Try the file again."
            ) from error
        except (StaleEventError, PublishError, IntegrityError) as error:
            raise ImportRefused(
                "Somebody stored something with the same name, link or number just "
                "now. Nothing of yours is stored. Try the file again."
            ) from error
        for submission, one, plan in good:
            event = submission.event
            plan.event, plan.stored, plan.before = event, True, one.before
            plan.stamp = event.changed.isoformat()
            self.events.append(event.pk)

    def _refuse_whole(self) -> None:
        if not self.refused or self.batch.only_good_rows:
            return
        first = "; ".join(
            f"line {row.line}: {row.problems[0][2] if row.problems else row.outcome}"
            for row in self.refused[:NAMED]
        )
        raise ImportRefused(
            f"Nothing was stored: {len(self.refused)} of the rows cannot be, and you "
            f"asked for all or nothing. {first}"
        )

    def _publish(self) -> None:
        try:
            refuse_publishing((Event(pk=k) for k in self.events), by=self.publisher)
        except PublishError as error:
            raise ImportRefused(f"Nothing was stored. {error}") from error
        by = self.publisher or self.batch.editor
        publish_all(
            self.events,
            editor=by.get_username() if by else "",
            reason=self.batch.reason,
        )


_MOVED = [
    "",
    "",
    "The record has changed since the file was tried, and this row would do something "
    "else now. Try the file again to see what.",
]


def publish_all(keys: Iterable[int], *, editor: str, reason: str) -> None:
    """Publish the events with these keys, in this order. Raises PublishError."""
    publishing.publish_many(
        (Event(pk=key) for key in keys), editor=editor, reason=reason
    )
