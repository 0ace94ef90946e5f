"""Lines into records of cells, each with the line of the file it starts on."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TextIO

from timeline.importing.errors import ImportFileError
from timeline.importing.table.encodings import codec
from timeline.importing.table.opening import Opened

if TYPE_CHECKING:
    from _csv import Reader

LONGEST_CELL = 1024 * 1024  # characters
_LONGEST_LINE = 4 * LONGEST_CELL


class Dialect(NamedTuple):
    """What divides the cells, and whether quotation marks enclose them."""

    delimiter: str
    quoted: bool = True

    @property
    def label(self) -> str:
        names = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
        return names[self.delimiter]


class Record(NamedTuple):
    """``fault`` says why the line has no cells that could be trusted."""

    line: int
    cells: list[str]
    fault: str = ""


def records(opened: Opened, encoding: str, dialect: Dialect) -> Iterator[Record]:
    """Every record that is not empty, in bounded memory. Raises ImportFileError."""
    stream = io.TextIOWrapper(opened.open(), codec(encoding), newline="")
    with stream:
        yield from records_of(_lines(stream), dialect)


def first_lines(opened: Opened, encoding: str, *, most: int, size: int) -> list[str]:
    """The first lines of the file: at most so many, and about so many characters."""
    found: list[str] = []
    stream = io.TextIOWrapper(opened.open(), codec(encoding), newline="")
    with stream:
        for line in _lines(stream):
            found.append(line)
            size -= len(line)
            if len(found) == most or size <= 0:
                break
    return found


def _lines(stream: TextIO) -> Iterator[str]:
    number = 0
    while line := _line(stream, number + 1):
        number += 1
        if "\0" in line:
            raise ImportFileError(
                f"Line {number} has a NUL character, which no text has. "
                "Export the file again, or remove it."
            )
        yield line


def _line(stream: TextIO, number: int) -> str:
    try:
        line = stream.readline(_LONGEST_LINE)
    except UnicodeError:
        raise ImportFileError(
            f"Line {number} or one after it is not text in the file's encoding. "
            "Save the file as CSV UTF-8."
        ) from None
    if len(line) >= _LONGEST_LINE and not line.endswith(("\n", "\r")):
        raise ImportFileError(
            f"Line {number} has more than {_LONGEST_LINE:,} characters. "
            "This is not a table, or its line ends were lost."
        )
    return line


def records_of(lines: Iterable[str], dialect: Dialect) -> Iterator[Record]:
    """The records of these lines; the first line has number 1."""
    csv.field_size_limit(LONGEST_CELL)  # of the process: whatever it was before
    reader = csv.reader(
        lines,
        delimiter=dialect.delimiter,
        quoting=csv.QUOTE_MINIMAL if dialect.quoted else csv.QUOTE_NONE,
        strict=True,
    )
    while (record := _next(reader)) is not None:
        if record.fault or any(cell.strip() for cell in record.cells):
            yield record


def _next(reader: "Reader") -> Record | None:
    """The next record; None at the end. Raises ImportFileError."""
    start = reader.line_num + 1
    try:
        return Record(start, next(reader))
    except StopIteration:
        return None
    except csv.Error as error:
        return Record(start, [], _explained(str(error), start))


def _explained(error: str, line: int) -> str:
    if "field larger" in error:
        raise ImportFileError(
            f"The row that starts on line {line} has a text of more than "
            f"{LONGEST_CELL:,} characters. Shorten it, or close the quotation mark "
            "that was opened there."
        )
    if "unexpected end" in error:
        raise ImportFileError(
            f"A quotation mark is opened in the row that starts on line {line} and "
            "never closed. Close it, or write it twice inside a text."
        )
    return (
        "A quotation mark stands inside a text that is in quotation marks. "
        'Write it twice: "the ""spirit"" of Geneva".'
    )
