"""What an editor would have typed for a row: the boxes of the event form.

The form is the one validation; what it refuses is said of the column it came from.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from timeline.dates import DateError, read_date
from timeline.formats.csv import split_cell
from timeline.forms.submission import Fault
from timeline.importing import entries
from timeline.importing.codes import ColumnError, as_code
from timeline.importing.columns import clock
from timeline.importing.names import place_text

REASON = "why_refused"  # the column a file of refused rows has more
_LOCATOR = 120  # characters of a citation's locator
_COLUMN_OF_BOX: dict[str, str] = {
    "date": "date_text",
    "best_guess": "date_text",
    "create_place_in": "place",
    "create_place_as": "place",
}
_DATES = ("date_text", "edtf", "start_earliest", "end_latest", "time_start")
_COLUMN_OF_ROW: dict[str, dict[str, str]] = {
    "participations": {
        "role": "roles",
        "attendance": "attendance",
        "office": "offices",
        "": "participants",
    },
    "citations": {"url": "source_urls", "quote": "quotes", "": "sources"},
    "tracks": {"": "tracks"},
    "planned_dates": {"": "planned_dates"},
    "relations": {"": "relations"},
}


@dataclass(slots=True)
class Typed:
    """Boxes of the event, rows by section; and what kept a cell from its box."""

    boxes: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[entries.Row]] = field(default_factory=dict)
    errors: list[ColumnError] = field(default_factory=list)

    def put(self, name: str, make: Callable[[], Any]) -> None:
        """Fill a box, or keep why it cannot be filled."""
        try:
            self.boxes[name] = make()
        except ColumnError as error:
            self.errors.append(error)

    def put_rows(self, name: str, make: Callable[[], list[entries.Row]]) -> None:
        try:
            self.rows[name] = make()
        except ColumnError as error:
            self.errors.append(error)


def new_event(
    cells: Mapping[str, str], extra: Mapping[str, str], known: entries.Known
) -> Typed:
    """What to type to enter a row as a new event."""
    typed = Typed()
    get = cells.get
    typed.boxes["title"] = get("title", "")
    typed.boxes["summary"] = get("summary", "")
    typed.put("type", lambda: as_code("type", get("type", "")))
    typed.put("status", lambda: as_code("status", get("status", "")))
    typed.put("topics", lambda: entries.topics(get("topics", "")))
    typed.boxes["date"] = date_text(cells)
    typed.boxes["time_zone"] = get("time_zone", "") if get("time_start") else ""
    typed.boxes["place"] = written_place(cells)
    typed.put_rows("participations", lambda: entries.participations(cells))
    typed.put_rows(
        "citations", lambda: _located(entries.citations(cells, known), extra)
    )
    typed.put_rows("tracks", lambda: entries.tracks(get("tracks", ""), known))
    typed.put_rows(
        "planned_dates", lambda: entries.planned_dates(get("planned_dates", ""))
    )
    typed.put_rows("relations", lambda: entries.relations(get("relations", "")))
    return typed


def written_place(cells: Mapping[str, str]) -> str:
    """What names the place of a new event: with its country, or the country alone."""
    place, country = cells.get("place", ""), cells.get("country", "")
    return place_text(place, country) if place else country


def date_text(cells: Mapping[str, str]) -> str:
    """The date of a new event as an editor would type it, with its time."""
    text = cells.get("date_text") or cells.get("edtf") or _from_bounds(cells)
    time = clock(cells.get("time_start", ""))
    return with_time(text, time) if time and text else text


def with_time(text: str, time: str) -> str:
    """The date with a time behind it, unless it has one already."""
    try:
        has_time = read_date(text).time_start is not None
    except DateError:
        return text  # the form will say what is wrong with it
    return text if has_time else f"{text} {time}"


def _from_bounds(cells: Mapping[str, str]) -> str:
    """A date known only by its bounds: the day, or the days it lies between."""
    first = cells.get("start_earliest", "")
    last = cells.get("end_latest", "") or cells.get("start_latest", "")
    if first and last and first != last:
        lasted = first == cells.get("start_latest") and last == cells.get(
            "end_earliest"
        )
        return f"{first}/{last}" if lasted else f"[{first}..{last}]"
    return first or last


def _located(rows: list[entries.Row], extra: Mapping[str, str]) -> list[entries.Row]:
    """Where in the first source the row is found, as the file says it."""
    if rows and extra:
        said = (
            text if name == "locator" else f"{name} {text}"
            for name, text in extra.items()
            if text and name != REASON
        )
        rows[0]["locator"] = ", ".join(said)[:_LOCATOR]
    return rows


def cell_of(
    fault: Fault, cells: Mapping[str, str], told: Collection[str]
) -> tuple[str, str]:
    """The column a fault of the form is about, and what stands there.

    ``told`` are the columns the row says something in: a date may come from several.
    """
    section, _, rest = fault.field.partition("-")
    number, _, box = rest.partition("-")
    if section in _COLUMN_OF_ROW and number.isdigit():
        columns = _COLUMN_OF_ROW[section]
        column = columns.get(box, columns[""])
        return column, _entry(cells.get(column, ""), int(number))
    column = _COLUMN_OF_BOX.get(fault.field, fault.field)
    if column == "date_text":
        column = next((one for one in _DATES if one in told), column)
    return column, cells.get(column, "")


def _entry(cell: str, number: int) -> str:
    found = split_cell(cell)
    return found[number] if number < len(found) else cell


def missing_for_readers(
    typed: Typed, *, had: Mapping[str, int]
) -> Iterator[ColumnError]:
    """What publishing will ask for; ``had`` counts the rows a section keeps."""
    if "date" in typed.boxes and not typed.boxes["date"]:
        yield ColumnError(
            "date_text", "", "Say when it was: write the date as the source says it."
        )
    if not typed.rows.get("citations", had.get("citations")):
        yield ColumnError(
            "sources",
            "",
            "Nothing is published without a source. Write “Outlet: title” here and "
            "its address in source_urls.",
        )
    if not typed.rows.get("participations", had.get("participations")):
        yield ColumnError(
            "participants", "", "Say who took part: write at least one participant."
        )
