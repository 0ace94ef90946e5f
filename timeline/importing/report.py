"""The refused rows of a file, as they were sent, with why: to mend and send again."""

import csv
import io
from collections.abc import Iterable, Iterator

from timeline.formats.csv import BOM, join_cell
from timeline.importing.running import reading_of
from timeline.importing.typed import REASON
from timeline.models.imports import ImportBatch, ImportedRow

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TOGETHER = 500


def refused_rows(batch: ImportBatch) -> Iterator[str]:
    """The file of refused and waiting rows under its own headers, one more behind.

    Bounded memory. The added column is left out when the file is sent again.
    """
    reading = reading_of(batch)
    known = [header for header in reading.headers if header != REASON]
    yield BOM + _line([*known, REASON])
    refused = _refused(batch)
    following = next(refused, None)
    for line, cells in reading.records():
        while following is not None and following[0] < line:
            following = next(refused, None)
        if following is None:
            return
        if following[0] == line:
            kept = [
                c for h, c in zip(reading.headers, cells, strict=False) if h != REASON
            ]
            kept += [""] * (len(known) - len(kept))
            yield _line([*kept, _safe(_why(following[1]))])


def _refused(batch: ImportBatch) -> Iterator[tuple[int, list[list[str]]]]:
    left = {ImportedRow.Outcome.REFUSED, ImportedRow.Outcome.WAITING}
    rows = batch.rows.filter(outcome__in=left).order_by("line")
    return rows.values_list("line", "problems").iterator(chunk_size=_TOGETHER)


def _why(problems: list[list[str]]) -> str:
    return join_cell(
        f"{column}: {sentence}" if column else sentence
        for column, _value, sentence in problems
    )


def _safe(cell: str) -> str:
    """The reason so that no spreadsheet runs it: it may begin with a file's header."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
