"""The columns of our CSV as an import sees them: what may be edited, what belongs
together, and when two cells say the same.

Spreadsheets rewrite numbers, times and codes, so a computed cell counts as untouched
when it still says the same thing: ``36`` for ``036``, ``41.0`` for ``41``.
"""

import csv
import io
import re
from collections.abc import Mapping
from datetime import datetime

from timeline.formats.csv import COLUMNS, read_cell

EVENT_ID, VERSION = "event_id", "version"
# Columns in which an edit means nothing, and what to edit instead.
COMPUTED: dict[str, str] = {
    "url": "is made from the number and the title. Edit title instead.",
    "standing": "is computed from the sources. Edit sources and source_urls instead.",
    "family": "follows from the type. Edit type instead.",
    "cameo": "follows from the type. Edit type instead.",
    "plover": "follows from the type. Edit type instead.",
    "start_earliest": "is computed from the date. Edit date_text instead.",
    "start_latest": "is computed from the date. Edit date_text instead.",
    "end_earliest": "is computed from the date. Edit date_text instead.",
    "end_latest": "is computed from the date. Edit date_text instead.",
    "date_prec": "is computed from the date. Edit date_text instead.",
    "date_match": "says how the event stood to the dates asked for in the export.",
    "place_kind": "belongs to the place. Edit the place on its own page.",
    "country": "is the country the place lies in. Edit place instead.",
    "latitude": "belongs to the place. Edit the place on its own page.",
    "longitude": "belongs to the place. Edit the place on its own page.",
    "geo_prec": "belongs to the place. Edit the place on its own page.",
    "recorded_at": "is when this version was published.",
}
# Columns that are edited together: an edit of one rests on what the others said.
GROUPS: dict[str, tuple[str, ...]] = {
    "date": ("date_text", "edtf", "time_start"),
    "participations": ("participants", "roles", "attendance", "offices"),
    "citations": ("sources", "source_urls", "quotes"),
}
_MADE_LATER = {"\x01": "", "\x02": ""}  # the site's address and the date match
_NUMBERS = {"latitude", "longitude", "date_prec"}
_CLOCK = re.compile(r"^0?(\d{1,2}):(\d\d)(?::00(?:\.0+)?)?$")


def group_of(column: str) -> tuple[str, ...]:
    """The columns edited together with ``column``, itself among them."""
    return next((g for g in GROUPS.values() if column in g), (column,))


def stored_cells(line: str) -> dict[str, str]:
    """The cells of a stored line as :class:`~timeline.importing.rows.ImportRow` has
    them; the site's address and ``date_match`` are left empty."""
    cells = next(csv.reader(io.StringIO(line, newline="")))
    for mark, instead in _MADE_LATER.items():
        cells = [cell.replace(mark, instead) for cell in cells]
    return {
        name: tidy(read_cell(cell)) for name, cell in zip(COLUMNS, cells, strict=True)
    }


def tidy(cell: str) -> str:
    """The cell with the line breaks we write, and no spaces around it."""
    if "\r" in cell:
        cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return cell.strip()


def says_the_same(column: str, cell: str, stored: str) -> bool:
    """True when ``cell`` was not edited: it still says what was stored."""
    if cell == stored or column == "date_match":
        return True
    if column == "url":
        return cell.endswith(stored)
    if column == "cameo":
        return cell.lstrip("0") == stored.lstrip("0")
    if column == "time_start":
        return clock(cell) == clock(stored)
    if column in _NUMBERS:
        return _number(cell) == _number(stored)
    return column == "recorded_at" and _moment(cell) == _moment(stored)


def clock(cell: str) -> str:
    """``9:05:00`` as ``09:05``; anything else as it is."""
    found = _CLOCK.match(cell)
    return f"{int(found[1]):02}:{found[2]}" if found else cell


def _number(cell: str) -> float | str:
    try:
        return round(float(cell.replace(",", ".")), 5)
    except ValueError:
        return cell


def _moment(cell: str) -> datetime | str:
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        return cell


def edited(cells: Mapping[str, str], base: Mapping[str, str]) -> list[str]:
    """The columns of ``cells`` that do not say what ``base`` says, in our order."""
    return [
        column
        for column in COLUMNS
        if column in cells
        and column not in (EVENT_ID, VERSION)
        and not says_the_same(column, tidy(cells[column]), base[column])
    ]
