"""What reading a file gives: rows in our columns, and what cannot be used."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from timeline.formats.csv import COLUMNS, read_cell


class Problem(NamedTuple):
    """Something in the file that cannot be used."""

    line: int  # line of the file the row starts on, 1-based; 0: the whole file
    column: str  # the file's own header; "" for the whole row
    value: str  # as it stands there, at most 80 characters
    sentence: str  # what is wrong and what to write instead


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the file, by our column names."""

    line: int
    cells: dict[str, str]
    came_from: dict[str, str]
    problems: tuple[Problem, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Reading:
    """A stand-in until the room of profiles is there: our CSV, or mapped headers."""

    path: Path
    mapping: Mapping[str, str]
    profile: Any = None
    encoding: str = "utf-8"
    dialect: Any = None
    questions: tuple[Any, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def headers(self) -> list[str]:
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file), [])

    def rows(self) -> Iterator[ImportRow]:
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            headers = next(reader, [])
            ours = [self.mapping.get(h, h if h in COLUMNS else "") for h in headers]
            came = {o: h for o, h in zip(ours, headers, strict=True) if o}
            line = reader.line_num + 1
            for cells in reader:
                named = zip(ours, cells, strict=False)
                row = {o: read_cell(c) for o, c in named if o}
                yield ImportRow(line, row, came)
                line = reader.line_num + 1


def read_rows(
    path: Path,
    *,
    profile: Any,
    mapping: Mapping[str, str] | None,
    answers: Mapping[str, str],
) -> Reading:
    return Reading(path, mapping or {}, profile)
