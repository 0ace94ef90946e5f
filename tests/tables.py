"""Small tables of others, written into files for the importer to read."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from timeline.importing.rows import ImportRow, Reading, read_rows


def table(folder: Path, content: str | bytes, name: str = "table.csv") -> Path:
    """A file with this content; text is written as UTF-8, line ends untouched."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def lines(rows: Iterable[Iterable[str]], delimiter: str = ",") -> str:
    """Rows without quotation marks, as plain sources write them."""
    return "".join(delimiter.join(row) + "\n" for row in rows)


def reading(folder: Path, content: str | bytes, **asked: Any) -> Reading:
    return read_rows(table(folder, content), **asked)


def rows(folder: Path, content: str | bytes, **asked: Any) -> list[ImportRow]:
    return list(reading(folder, content, **asked).rows())


def row(folder: Path, cells: Mapping[str, str], **asked: Any) -> ImportRow:
    """The one row of a comma-separated table with these headers and cells."""
    quoted = [
        ['"' + text.replace('"', '""') + '"' for text in part]
        for part in (cells, cells.values())
    ]
    (only,) = rows(folder, lines(quoted), **asked)
    return only
