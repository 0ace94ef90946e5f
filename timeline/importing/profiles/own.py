"""Our own CSV, one row per event, as it was exported or as it comes back edited.

Spreadsheets take the apostrophes away that guard against formulas, drop the byte
order mark, change the divider, and show dates in their own way. Columns may stand in
any order, and any may be missing. A column of days that we always write as ISO 8601
is read back as such. The text of a date stays as it is when it is a date by itself.
Where a spreadsheet shows it another way and the row's EDTF still says that day, the
text counts as not edited and is left out of the row.
"""

import re
from collections.abc import Sequence

from timeline.formats.csv import COLUMNS, read_cell
from timeline.importing.profiles.shape import Cells, Made, Profile, named

_DAYS = ("edtf", "start_earliest", "start_latest", "end_earliest", "end_latest")
_TELLING = frozenset({"event_id", "title", "date_text", "edtf", "participants"})
_SHOWN_TIME = re.compile(r"(\d{1,2}):([0-5]\d)(?::00)? ?(?:([AaPp])[Mm])?", re.ASCII)
_ENOUGH = 3  # of our columns make a file ours


def _read(column: str) -> Made:
    def make(cells: Cells) -> str:
        return read_cell(cells[column])

    return Made(column, (column,), make)


def _time(cells: Cells) -> str:
    """``13:35``, also where a spreadsheet shows 01:35:00 PM."""
    text = read_cell(cells["time_start"])
    match = _SHOWN_TIME.fullmatch(text.strip())
    if not match:
        return text
    hour = int(match[1])
    if match[3]:
        hour = hour % 12 + (12 if match[3].casefold() == "p" else 0)
    return f"{hour:02}:{match[2]}" if hour < 24 else text


def _ours(cells: Sequence[str]) -> bool:
    there = {named(cell) for cell in cells}
    ours = there & set(COLUMNS)
    return len(ours) >= _ENOUGH and len(ours & _TELLING) >= 2


def of_other_rows(headers: Sequence[str]) -> str:
    """Why this file of ours is not one row per event; empty when it is."""
    there = set(headers)
    for own, unit in (("participant", "participant"), ("outlet", "source")):
        if {"event_id", own} <= there:
            return (
                f"This file has one row per event and {unit}. Import the file with one "
                "row per event, or the .zip data package."
            )
    return ""


MAKES = tuple(
    Made(column, (column,), _time) if column == "time_start" else _read(column)
    for column in COLUMNS
)
OWN = Profile(
    name="own",
    label="Our own CSV",
    about="A file exported here as CSV with one row per event, edited or not. "
    "The codebook lists its columns.",
    makes=MAKES,
    recognises=_ours,
    days=(*_DAYS, "date_text"),
    as_typed={"date_text": "edtf"},
)
PACKAGE = Profile(
    name="package",
    label="Our own data package (.zip)",
    about="The zip exported here. The events are read from its events.csv; "
    "participations.csv and citations.csv must say the same.",
    makes=MAKES,
    days=(*_DAYS, "date_text"),
    as_typed={"date_text": "edtf"},
)
