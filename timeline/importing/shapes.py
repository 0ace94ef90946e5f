"""A row as it comes out of a file, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Problem(NamedTuple):
    """Something in the file that cannot be used."""

    line: int  # line of the file the row starts on, 1-based; 0: the whole file
    column: str  # the file's own header; "" for the whole row
    value: str  # as it stands there, at most 80 characters
    sentence: str  # what is wrong and what to write instead


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the file, by our column names.

    ``cells`` are as :func:`timeline.formats.csv.split_cell` reads them, apostrophes
    against formulas taken away. A column with a problem is not among them.
    """

    line: int
    cells: dict[str, str]
    came_from: Mapping[str, str]  # our column -> the file's header
    problems: tuple[Problem, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)  # the file's headers
