"""Runs the parts of an import: trying, storing, undoing. One at a time for a batch.

What is long runs in a process of its own, away from the web server's time limits. The
process holds a lock on a file as long as it lives, handed over by whoever started it,
so a batch that says it is at work without that lock was killed; and what was killed
stored nothing, because storing is one transaction.
"""

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from timeline import running
from timeline.importing.applying import ImportRefused, apply
from timeline.importing.judging import Judge
from timeline.importing.names import Names
from timeline.importing.plan import write_down
from timeline.importing.profiles import PROFILES
from timeline.importing.rows import ImportFileError, Reading, read_rows
from timeline.importing.undoing import undo
from timeline.models.imports import ImportBatch

State = ImportBatch.State
KIND = "imports"
AT_ONCE = 200  # rows that are done while the editor waits
PLAN, APPLY, UNDO = "plan", "apply", "undo"
_WORKING = {PLAN: State.PLANNING, APPLY: State.APPLYING, UNDO: State.UNDOING}
PIECE = 256 * 1024


class AtWorkError(ImportRefused):
    """The batch is being worked on by another process."""


# Files


def folder() -> Path:
    """Where files are kept: what was sent, locks, progress."""
    return running.folder(KIND)


def file_of(batch: ImportBatch) -> Path:
    return folder() / batch.stored


def receive(
    pieces: Iterable[bytes], name: str, *, editor: AbstractBaseUser | None
) -> ImportBatch:
    """Keep a file that was sent, as a batch of its own; a piece in memory at a time."""
    name = Path(name or "file").name
    batch = ImportBatch(file_name=name[:200], editor=editor)  # type: ignore[misc]
    suffix = Path(name).suffix.lower()
    ending = suffix if suffix[1:].isalnum() and len(suffix) < 8 else ""
    batch.stored = f"{time.time_ns():x}-{os.getpid()}{ending}"
    digest = hashlib.sha256()
    with file_of(batch).open("wb") as kept:
        for piece in pieces:
            digest.update(piece)
            kept.write(piece)
            batch.size += len(piece)
    batch.sha256 = digest.hexdigest()
    batch.save()
    return batch


def pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def reading_of(batch: ImportBatch) -> Reading:
    """The file as the batch's profile, mapping and answers read it."""
    return read_rows(
        file_of(batch),
        profile=PROFILES.get(batch.profile),
        mapping=batch.mapping or None,
        answers=batch.answers,
    )


# Locks and progress


def work_of(batch: ImportBatch) -> running.Work:
    return running.Work(KIND, batch.pk)


@contextmanager
def held(batch: ImportBatch, *, descriptor: int | None = None) -> Iterator[int]:
    """The lock of a batch, taken or (``descriptor``) handed over by another process.

    Raises :class:`AtWorkError` when another process has it.
    """
    refusal = AtWorkError("This import is at work already.")
    with work_of(batch).held(descriptor=descriptor, refusal=refusal) as lock:
        yield lock


def is_at_work(batch: ImportBatch) -> bool:
    """True while a process works on the batch."""
    return work_of(batch).is_at_work()


def was_killed(batch: ImportBatch) -> bool:
    """True when the batch says it is at work and nobody works on it."""
    if batch.state not in _WORKING.values() or is_at_work(batch):
        return False
    batch.refresh_from_db()  # it may have come to its end just now
    return batch.state in _WORKING.values()


def progress_of(batch: ImportBatch) -> running.Progress:
    """How far the work is, as another process told it."""
    return work_of(batch).progress(batch.total)


# Work


def start(
    batch: ImportBatch,
    task: str,
    *,
    editor: AbstractBaseUser | None = None,
    reason: str = "",
) -> None:
    """Do a task now when it is small, else in a process of its own.

    Raises :class:`AtWorkError` when the batch is at work, and of a small one
    what :func:`run` raises.
    """
    with held(batch) as lock:
        if is_small(batch, task):
            _run(batch, task, editor=editor, reason=reason)
            return
        batch.refresh_from_db()
        _begin(batch, task)
        command = ["import_events", "--batch", str(batch.pk), "--task", task]
        command += ["--editor", editor.get_username()] if editor else []
        command += ["--reason", reason] if reason else []
        work_of(batch).start_elsewhere(lock, *command)


def is_small(batch: ImportBatch, task: str) -> bool:
    """True for what is done in the time an editor waits for a page."""
    if task == PLAN:
        return reading_of(batch).count <= AT_ONCE
    return batch.rows.count() <= AT_ONCE


def run(
    batch: ImportBatch,
    task: str,
    *,
    editor: AbstractBaseUser | None = None,
    reason: str = "",
    lock: int | None = None,
) -> None:
    """Do a task to its end, in this process.

    Raises :class:`ImportRefused` or ImportFileError; the batch says why afterwards.
    """
    with held(batch, descriptor=lock):
        _run(batch, task, editor=editor, reason=reason)


def _run(
    batch: ImportBatch, task: str, *, editor: AbstractBaseUser | None, reason: str
) -> None:
    batch.refresh_from_db()
    before = batch.state
    _begin(batch, task)
    try:
        if task == PLAN:
            _plan(batch)
        elif task == APPLY:
            _apply(batch, editor)
        else:
            _undo(batch, editor, reason)
    except (ImportRefused, ImportFileError) as error:
        _stop(batch, task, before, str(error))
        raise
    except BaseException:
        _stop(batch, task, before, "An error stopped it. Nothing was stored.")
        raise
    finally:
        batch.refresh_from_db()


def _begin(batch: ImportBatch, task: str) -> None:
    """Say that the work has begun; a batch that is stored stays stored."""
    if task != UNDO and batch.state in {State.APPLIED, State.UNDONE, State.UNDOING}:
        raise ImportRefused("This import is stored already.")
    if task == UNDO and batch.state not in {State.APPLIED, State.UNDOING}:
        raise ImportRefused("Only a stored import can be undone.")
    if task == APPLY and batch.planned_at is None:
        raise ImportRefused("Try the file first: there is no plan to store.")
    work_of(batch).forget_progress()  # of the task before
    batch.state, batch.trouble = _WORKING[task], ""
    batch.save(update_fields=["state", "trouble"])


def _stop(batch: ImportBatch, task: str, before: str, why: str) -> None:
    """Say why nothing came of it. What was stored before stays stored."""
    stored = {State.APPLIED, State.UNDONE, State.UNDOING}
    state = State.APPLIED if task == UNDO else State.FAILED
    if before in stored:
        state = State.UNDONE if before == State.UNDONE else State.APPLIED
    ImportBatch.objects.filter(pk=batch.pk).update(state=state, trouble=why)


def _plan(batch: ImportBatch) -> None:
    reading = reading_of(batch)
    if reading.problems or reading.questions:
        said = [p.sentence for p in reading.problems]
        raise ImportRefused(
            " ".join(said) or "Answer the questions about this file first."
        )
    batch.rows.all().delete()
    batch.names.update(rows=0, lines=[])
    batch.planned_at, batch.counts, batch.done = None, {}, 0
    batch.total = reading.count
    batch.save()
    tell = running.Telling(work_of(batch), batch.total)
    judge = Judge(
        Names(batch.names.all()), publishing=batch.publishing, editor=batch.editor
    )
    for done in write_down(batch, reading.rows(), judge):
        tell(done)
    ImportBatch.objects.filter(pk=batch.pk).update(
        state=State.PLANNED, planned_at=timezone.now()
    )


def _apply(batch: ImportBatch, editor: AbstractBaseUser | None) -> None:
    digest = hashlib.sha256()
    for piece in pieces_of(file_of(batch)):
        digest.update(piece)
    if digest.hexdigest() != batch.sha256:
        raise ImportRefused("The file is not the one that was tried. Send it again.")
    tell = running.Telling(work_of(batch), batch.total)
    apply(batch, reading_of(batch).rows(), publisher=editor, progress=tell)


def _undo(batch: ImportBatch, editor: AbstractBaseUser | None, reason: str) -> None:
    tell = running.Telling(work_of(batch), batch.rows.filter(stored=True).count())
    undo(batch, editor=editor, reason=reason, progress=tell)
