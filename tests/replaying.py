"""The recipe of the codebook: an old export and the change feed give the new export."""

import csv
import io

from timeline.formats import csv as export
from timeline.formats.changes import OWN_NOTES

Row = dict[str, str]


class Replica:
    """A copy of ``/events.csv`` that is kept up to date by the change feed.

    It knows the place of every event that the changes it saw were about. Begin with
    an export and the whole feed; later parts of the feed (``since``) are enough then.
    """

    def __init__(self, data: bytes) -> None:
        self.rows = {row["event_id"]: row for row in rows_of(data)}
        self.order: dict[str, int] = {}

    def apply(self, data: bytes) -> None:
        """Apply changes in their order; those it has already change nothing."""
        for row in rows_of(data):
            number = row["event_id"]
            if row["change"] in {"withdrawn", "merged"}:
                self.rows.pop(number, None)
                continue
            self.order[number] = int(row["order"])
            known = self.rows.get(number)
            if known is None or int(known["version"]) <= int(row["version"]):
                self.rows[number] = {n: row[n] for n in row if n not in OWN_NOTES}

    def export(self) -> bytes:
        """The file that ``/events.csv`` is now: newest first."""
        places = sorted(self.rows, key=lambda n: (self.order[n], int(n)), reverse=True)
        lines = [export.COLUMNS, *(self.rows[n].values() for n in places)]
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(lines)
        return (export.BOM + text.getvalue()).encode()


def rows_of(data: bytes) -> list[Row]:
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))
