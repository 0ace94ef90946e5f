"""What a profile is: how each of our columns is made from a file's own columns."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from timeline.importing.errors import CellError

__all__ = ["CellError", "Cells", "Made", "Profile", "copied", "named"]

Cells = Mapping[str, str]  # a row by the headers its profile names; absent ones empty
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def named(header: str) -> str:
    """A header as profiles compare it: ``Event Date`` and ``event_date`` are one."""
    return _BETWEEN_WORDS.sub("_", header.strip().casefold()).strip("_")


@dataclass(frozen=True, slots=True)
class Made:
    """One of our columns, the headers it is made from, and how.

    ``make`` is pure. It returns "" for what the row does not say, and raises CellError
    for what it says and we cannot use; the first header is then the one named.
    """

    column: str
    headers: tuple[str, ...]
    make: Callable[[Cells], str]


def copied(column: str, header: str) -> Made:
    """A cell as it stands there, without spaces around."""
    return Made(column, (header,), lambda cells: cells[header].strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A kind of file that others write, and what its columns mean in ours.

    ``known_by`` are headers that together name the kind; ``recognises`` takes their
    place, given the header. Where ``headers`` is filled the file has no header of its
    own and ``recognises`` is given its first row.
    ``days`` are headers of dates in an order that the column itself must decide;
    ``as_typed`` are those among them whose text stays when it is a date by itself, each
    with the header that says the same date as EDTF.
    ``keeps`` are headers passed on beside our columns.
    """

    name: str
    label: str
    about: str  # which file, and the codebook its columns are described in
    makes: tuple[Made, ...] = ()
    known_by: tuple[str, ...] = ()
    recognises: Callable[[Sequence[str]], bool] | None = None
    headers: tuple[str, ...] = ()
    quoted: bool = True  # False: quotation marks are letters like others
    days: tuple[str, ...] = ()
    as_typed: Mapping[str, str] = field(default_factory=dict)
    keeps: tuple[str, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        """Our columns that this profile can fill."""
        return frozenset(made.column for made in self.makes)

    def knows(self, cells: Sequence[str]) -> bool:
        """Whether these cells are the header of such a file, or its first row."""
        if self.recognises is not None:
            return self.recognises(cells)
        there = {named(cell) for cell in cells}
        return bool(self.known_by) and {named(name) for name in self.known_by} <= there
