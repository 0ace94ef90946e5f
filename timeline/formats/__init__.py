"""Records in, text or bytes out: one module a format, one entry here.

To add a format, write a module with ``write(rows, *, view)``, add its entry to
:data:`FORMATS` and a golden file to the tests. Addresses, links and tests loop over
the registry.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from timeline.eventrecord import EventRecord
from timeline.formats import csv
from timeline.formats.view import View

__all__ = ["FORMATS", "Format", "Unit", "View"]


class Unit(NamedTuple):
    """What one row of a file stands for, and how such a file is written.

    ``write`` takes events, each as what its version keeps in the column ``reads``
    with its ``date_match`` (``certain`` or ``might``), and a :class:`View`; it yields
    the file in pieces. ``number`` says how many rows an event gives; None: one.
    """

    reads: Literal["csv_line", "record"]
    write: Callable[..., Iterator[str] | Iterator[bytes]]
    number: Callable[[EventRecord], int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file that a selection of events can be written as.

    ``units`` holds a :class:`Unit` for each value of the parameter ``rows``; the
    first is taken when none is asked for.
    """

    name: str  # in addresses: /events.<name>
    label: str
    media_type: str  # as sent, with parameters
    extension: str  # of file names, without the dot
    units: Mapping[str, Unit]
    revision: int = 1  # raise when the same rows would give other bytes

    def file_name(self, stem: str) -> str:
        return f"{stem}.{self.extension}"


FORMATS: dict[str, Format] = {
    "csv": Format(
        name="csv",
        label="CSV for spreadsheets",
        media_type="text/csv; charset=utf-8; header=present",
        extension="csv",
        units={"event": Unit("csv_line", csv.write)},
    ),
}
