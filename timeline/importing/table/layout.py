"""What divides a file's cells, and which line is the header.

``csv.Sniffer`` guesses from character counts and is led astray by commas in texts.
Here each divider is tried, and the one that makes a table of the first lines wins: a
header that a profile knows settles it, else rows of one width do.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from timeline.importing.errors import ImportFileError
from timeline.importing.table.records import Dialect, Record, records_of

SAMPLE_LINES, SAMPLE_SIZE = 400, 512 * 1024
_HIGHEST_HEADER = 30  # records that may stand above the header, and it
_DIALECTS = (
    Dialect(","),
    Dialect(";"),
    Dialect("\t"),
    Dialect("|"),
    Dialect("\t", quoted=False),
)
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_BROKEN_MARKS = ("ï»¿", "п»ї", "ï»؟")  # the mark of UTF-8 read as a code page
_DATA = re.compile(
    r"[-+]?\d[\d.,]*|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|https?://\S+", re.ASCII
)


class Layout(NamedTuple):
    """``header`` is the line of the header, 0 when the file has none."""

    dialect: Dialect
    header: int
    headers: tuple[str, ...]
    notes: tuple[str, ...] = ()


Known = Callable[[Sequence[str]], tuple[str, ...] | None]


def layout_of(lines: Sequence[str], *, known: Known) -> Layout:
    """How the file is laid out, from its first lines. Raises ImportFileError.

    ``known`` gives the names of the columns when a profile recognises a record: the
    record itself, or names of its own for a file that has no header.
    """
    if lines and lines[0].lstrip('"').startswith(_BROKEN_MARKS):
        raise ImportFileError(
            "The letters of this file are broken: it was UTF-8, was opened as another "
            "encoding, and was saved again. Open the original as UTF-8 (65001) and "
            "save it as CSV UTF-8."
        )
    if match := _SEPARATOR_LINE.fullmatch(lines[0]) if lines else None:
        dialects = tuple(d for d in _DIALECTS if d.delimiter == match[1])
    else:
        dialects = _DIALECTS
    tried = {dialect: _records(lines, dialect) for dialect in dialects or _DIALECTS}
    return _recognised(tried, known) or _widest(tried)


def _records(lines: Sequence[str], dialect: Dialect) -> list[Record]:
    """The records of the sample, without a last one that may have been cut."""
    found: list[Record] = []
    try:
        found.extend(records_of(lines, dialect))
    except ImportFileError:
        if len(lines) < SAMPLE_LINES and not found:
            raise
    return [
        record for record in found if not _SEPARATOR_LINE.match("".join(record.cells))
    ]


def _recognised(tried: dict[Dialect, list[Record]], known: Known) -> Layout | None:
    for dialect, found in tried.items():
        for place, record in enumerate(found[:_HIGHEST_HEADER]):
            names = known(record.cells)
            if names is None:
                continue
            if names != tuple(record.cells):
                return Layout(dialect, 0, names)
            return _with_header(dialect, found, place)
    return None


def _with_header(dialect: Dialect, found: list[Record], place: int) -> Layout:
    above, header = found[:place], found[place]
    headers, notes = _named(header.cells, found[place + 1 :])
    if above:
        said = " ".join(" ".join(record.cells).strip() for record in above)[:80]
        notes.insert(0, f"The header is line {header.line}. Above it stands: “{said}”.")
    return Layout(dialect, header.line, headers, tuple(notes))


def _widest(tried: dict[Dialect, list[Record]]) -> Layout:
    fits = {dialect: fit for dialect, found in tried.items() if (fit := _fit(found))}
    if not fits:
        raise ImportFileError(
            "No columns were found: commas, semicolons, tabs and bars were tried. "
            "Save the file as “CSV UTF-8 (comma delimited)” with a header."
        )
    dialect = max(fits, key=lambda dialect: fits[dialect][:2])
    found, place = tried[dialect], fits[dialect].place
    _refuse_data(found[place])
    return _with_header(dialect, found, place)


class _Fit(NamedTuple):
    share: float  # of the records that have the width most records have
    width: int
    place: int  # of the header among the records


def _fit(found: list[Record]) -> _Fit | None:
    """How well the records make a table; None when they make none."""
    widths = Counter(len(record.cells) for record in found if len(record.cells) > 1)
    if not widths:
        return None
    width = max(widths, key=lambda width: (widths[width], width))
    place = next((n for n, r in enumerate(found) if _may_head(r, width)), None)
    if place is None or place >= _HIGHEST_HEADER:
        return None
    share = widths[width] / (len(found) - place)
    return _Fit(round(share, 1), width, place) if share > 0.5 else None


def _may_head(record: Record, width: int) -> bool:
    filled = sum(bool(cell.strip()) for cell in record.cells)
    return len(record.cells) == width and filled >= 2 and filled * 2 >= width


def _refuse_data(header: Record) -> None:
    for cell in header.cells:
        if _DATA.fullmatch(cell.strip()):
            raise ImportFileError(
                f"Line {header.line} should name the columns but holds “{cell[:80]}”. "
                "Add a first line with a name over every column."
            )


def _named(
    cells: Sequence[str], below: Sequence[Record]
) -> tuple[tuple[str, ...], list[str]]:
    """The headers without spaces around; nameless ones are told by their letter."""
    headers, notes = [cell.strip() for cell in cells], []
    for place, header in enumerate(headers):
        if not header and any(
            r.cells[place : place + 1] not in ([], [""]) for r in below
        ):
            headers[place] = f"column {_letter(place)}"
            notes.append(f"Column {_letter(place)} has no name in the header.")
    _refuse_twice(headers)
    return tuple(headers), notes


def _refuse_twice(headers: Sequence[str]) -> None:
    first: dict[str, int] = {}
    for place, header in enumerate(headers):
        earlier = first.setdefault(header.casefold(), place)
        if header and earlier != place:
            raise ImportFileError(
                f"Columns {_letter(earlier)} and {_letter(place)} are both named "
                f"“{header}”. Give one of them another name."
            )


def _letter(place: int) -> str:
    """As spreadsheets name columns: A, Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
