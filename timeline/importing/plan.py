"""The rows of a file -> what each would do. Streams: memory is for a few hundred rows.

``judged`` is the one loop: a plan writes down what it gives, storing saves it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction

from timeline.importing.judging import LONGEST, Judge, Judged, Outcome
from timeline.importing.names import Names
from timeline.importing.record import standings
from timeline.importing.repeats import Repeats, mark
from timeline.importing.rows import ImportRow
from timeline.models.imports import ImportBatch, ImportedName, ImportedRow

TOGETHER = 100  # rows judged with one set of look-ups, and saved together
MOST_DOCUMENTS = 5000  # sources in memory, of what the rows cite
CELL_KEPT = 2000  # characters of an old or new cell that the plan shows


def judged(rows: Iterable[ImportRow], judge: Judge) -> Iterator[list[Judged]]:
    """What the rows would do, some hundreds at a time, in the order of the file."""
    waiting = iter(rows)
    while chunk := list(islice(waiting, TOGETHER)):
        known = standings(chunk)
        done = [judge.judge(row, known.get(row.line)) for row in chunk]
        documents = judge.names.book.memory.sources
        if len(documents) > MOST_DOCUMENTS:
            documents.clear()  # those of later rows are looked up again
        yield done


def write_down(
    batch: ImportBatch, rows: Iterable[ImportRow], judge: Judge
) -> Iterator[int]:
    """Keep what each row would do; gives the number of rows done so far.

    Each step is a transaction of its own, so that editors are held up for moments.
    """
    counts: Counter[str] = Counter()
    repeats = Repeats()
    done = 0
    for chunk in judged(rows, judge):
        counts.update(one.outcome for one in chunk)
        done += len(chunk)
        for one in chunk:
            repeats.take(one)
        with transaction.atomic():
            ImportedRow.objects.bulk_create(_row(batch, one) for one in chunk)
            ImportBatch.objects.filter(pk=batch.pk).update(done=done, counts=counts)
        yield done
    keep_names(batch, judge.names)
    if twice := mark(batch, repeats):
        counts[Outcome.DUPLICATE] = twice
        counts[Outcome.CREATE] -= twice
        ImportBatch.objects.filter(pk=batch.pk).update(counts=counts)


def _row(batch: ImportBatch, one: Judged) -> ImportedRow:
    return ImportedRow(
        batch=batch,
        line=one.row.line,
        outcome=one.outcome,
        number=one.number,
        title=one.title,
        problems=[[p.column, p.value[:LONGEST], p.sentence] for p in one.problems],
        changes=[[c, old[:CELL_KEPT], new[:CELL_KEPT]] for c, old, new in one.changes],
        duplicates=one.duplicates,
    )


def keep_names(batch: ImportBatch, names: Names) -> None:
    """Keep the questions about names; answers given before are kept as they are."""
    asked = [
        ImportedName(
            batch=batch,
            shelf=one.shelf,
            key=one.key,
            text=one.text,
            within=one.within,
            several=one.several,
            kind=one.kind,
            rows=one.rows,
            lines=one.lines,
        )
        for one in names.asked.values()
    ]
    ImportedName.objects.bulk_create(
        asked,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["batch", "shelf", "key"],
        update_fields=["rows", "lines", "several"],
    )


def summary(batch: ImportBatch) -> list[dict[str, Any]]:
    """Each outcome with its label and number of rows."""
    return [
        {"code": code, "label": label, "rows": batch.counts.get(code, 0)}
        for code, label in Outcome.choices
    ]
