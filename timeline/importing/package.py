"""The other tables of our data package beside its ``events.csv``.

The events are read from ``events.csv``. Who took part and what is cited stands in the
other two tables as well; where one was edited and the other was not, nobody can know
which is meant, and the event is refused rather than half of an edit lost.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from timeline.formats.csv import read_cell, split_cell
from timeline.importing.table.encodings import encoding_of
from timeline.importing.table.layout import SAMPLE_LINES, SAMPLE_SIZE, layout_of
from timeline.importing.table.opening import Opened
from timeline.importing.table.records import first_lines, records

Cells = Mapping[str, str]
Part = tuple[str, ...]


class _Table(NamedTuple):
    """``columns`` are those of events.csv, ``part`` gives a row of the table alike."""

    name: str
    columns: tuple[str, ...]
    needs: tuple[str, ...]
    part: Callable[[Cells], Part]


def _participation(cells: Cells) -> Part:
    return (cells["participant"], cells["role"], cells["attendance"], cells["office"])


def _citation(cells: Cells) -> Part:
    source = ": ".join(filter(None, (cells["outlet"], cells["source_title"])))
    return (source, cells["source_url"], cells["quote"])


_TABLES = (
    _Table(
        "participations.csv",
        ("participants", "roles", "attendance", "offices"),
        ("event_id", "participant", "role", "attendance", "office"),
        _participation,
    ),
    _Table(
        "citations.csv",
        ("sources", "source_urls", "quotes"),
        ("event_id", "outlet", "source_title", "source_url", "quote"),
        _citation,
    ),
)


class _Kept(NamedTuple):
    """What a table says of one event, as a number: 100,000 events fit in memory."""

    line: int
    digest: int


class PackageParts:
    """What the other tables say. Raises ImportFileError when one cannot be read."""

    def __init__(self, opened: Opened) -> None:
        self._kept = {
            table.name: _digests(opened, table)
            for table in _TABLES
            if table.name in opened.parts
        }

    def conflict(self, cells: Cells) -> tuple[str, str] | None:
        """Column and sentence where the tables say different things of an event."""
        for table in _TABLES:
            kept = self._kept.get(table.name)
            if kept is None or not {"event_id", *table.columns} <= set(cells):
                continue
            other = kept.get(cells["event_id"].strip(), _Kept(0, hash(())))
            if hash(_parts(cells, table.columns)) != other.digest:
                return table.columns[0], _conflicting(table, other.line)
        return None


def _conflicting(table: _Table, line: int) -> str:
    where = f" (from line {line})" if line else ", which has no row for it"
    return (
        f"events.csv says something else than {table.name}{where}. Edit both alike, or "
        "take events.csv out of the zip and import it alone."
    )


def _parts(cells: Cells, columns: tuple[str, ...]) -> tuple[Part, ...]:
    """The entries of sibling columns side by side."""
    entries = [split_cell(cells[column]) for column in columns]
    count = max(map(len, entries))
    return tuple(
        zip(*(found + [""] * (count - len(found)) for found in entries), strict=True)
    )


def _digests(opened: Opened, table: _Table) -> dict[str, _Kept]:
    kept: dict[str, _Kept] = {}
    found: list[Part] = []
    of, first = "", 0
    for line, cells in _rows(Opened(opened.parts[table.name]), table):
        if cells["event_id"] != of:
            _keep(kept, of, first, found)
            of, first, found = cells["event_id"], line, []
        found.append(tuple(text.strip() for text in table.part(cells)))
    _keep(kept, of, first, found)
    return kept


def _keep(kept: dict[str, _Kept], of: str, line: int, found: list[Part]) -> None:
    """Remember an event; one whose rows do not stand together agrees with nothing."""
    if found:
        kept[of] = _Kept(line, hash(tuple(found)) if of not in kept else 0)


def _rows(opened: Opened, table: _Table) -> Iterator[tuple[int, dict[str, str]]]:
    encoding = encoding_of(opened).name or "utf-8"
    lines = first_lines(opened, encoding, most=SAMPLE_LINES, size=SAMPLE_SIZE)
    layout = layout_of(
        lines,
        known=lambda cells: tuple(cells) if set(table.needs) <= set(cells) else None,
    )
    blank = dict.fromkeys(table.needs, "")
    for record in records(opened, encoding, layout.dialect):
        if record.line > layout.header:
            cells = dict(
                zip(layout.headers, map(read_cell, record.cells), strict=False)
            )
            yield record.line, {**blank, **cells}
