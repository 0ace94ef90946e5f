"""Records in, text out: one module a format, one entry here.

To add a format, write a module with ``write(rows, *, base_url)``, add its entry to
:data:`FORMATS` and a golden file to the tests. Addresses, links and tests loop over
the registry.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from timeline.formats import csv


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file that a selection of events can be written as.

    ``write`` takes rows and ``base_url`` and yields the file in pieces of text. A row
    is what the version keeps in its column ``reads``, with its ``date_match``
    (``certain`` or ``might``).
    """

    name: str  # in addresses: /events.<name>
    label: str
    media_type: str  # as sent, with parameters
    extension: str  # of file names, without the dot
    reads: Literal["csv_line", "record"]
    write: Callable[..., Iterator[str]]
    revision: int = 1  # raise when the same rows would give other bytes

    def file_name(self, stem: str) -> str:
        return f"{stem}.{self.extension}"


FORMATS: dict[str, Format] = {
    "csv": Format(
        name="csv",
        label="CSV for spreadsheets",
        media_type="text/csv; charset=utf-8; header=present",
        extension="csv",
        reads="csv_line",
        write=csv.write,
    ),
}
