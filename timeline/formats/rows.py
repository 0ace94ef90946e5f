"""CSV files with a row for each part of an event: what they have in common.

The columns begin with those of the event, the same cells as in the file with a row
for each event; then come the columns of the part. An event without such a part has no
row. Cells are written as :mod:`timeline.formats.csv` says.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from timeline.eventrecord import EventRecord
from timeline.formats import csv
from timeline.formats.csv import Note
from timeline.formats.pieces import in_pieces
from timeline.formats.view import View

Texts = dict[str, str]
Events = Iterable[tuple[EventRecord, str]]

EVENT_COLUMNS = (
    "event_id",
    "version",
    "title",
    "status",
    "edtf",
    "start_earliest",
    "start_latest",
    "end_earliest",
    "end_latest",
    "place",
    "country",
    "type",
    "date_match",
    "url",
)
EVENT_NOTES: dict[str, Note] = {name: csv.COLUMN_NOTES[name] for name in EVENT_COLUMNS}


@dataclass(frozen=True, slots=True)
class PartsTable:
    """A kind of row: its columns, and the rows an event gives.

    ``notes`` are those of all columns, in their order; ``parts`` gives the own columns
    of each row as plain text.
    """

    notes: Mapping[str, Note]
    parts: Callable[[EventRecord], Iterator[Texts]]

    def write(self, events: Events, *, view: View) -> Iterator[str]:
        """The file in pieces. Raises ValueError for a site address that would break
        a row."""
        base_url = csv.checked_address(view.base_url)
        head = csv.BOM + csv.row(self.notes)
        return in_pieces(chain([head], self.lines(events, base_url=base_url)))

    def lines(self, events: Events, *, base_url: str) -> Iterator[str]:
        """The rows of each event as one text."""
        for record, date_match in events:
            shared = csv.cells(record)
            rows = "".join(self._row(shared, part) for part in self.parts(record))
            yield csv.finish(rows, base_url=base_url, date_match=date_match)

    def _row(self, shared: Texts, part: Texts) -> str:
        own = {column: csv.neutral(text) for column, text in part.items()}
        both = {**shared, **own}
        return csv.row(both[column] for column in self.notes)
