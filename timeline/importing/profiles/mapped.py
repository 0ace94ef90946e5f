"""A mapping made on screen, as a profile: which header means which of our columns.

Several headers may fill one column that holds several values, such as participants.
Beside our own columns a header may mean ``year``, ``month``, ``day`` (the date in
three cells) or ``last_day`` (the end of something that lasted).
"""

from collections.abc import Mapping, Sequence

from timeline.formats.csv import BETWEEN, COLUMN_NOTES, COLUMNS, join_cell
from timeline.importing.errors import CellError, ImportFileError
from timeline.importing.profiles.shape import Cells, Made, Profile, copied

DATE_PARTS: dict[str, str] = {
    "year": "Year of the date, in digits.",
    "month": "Month of the date, 1 to 12.",
    "day": "Day of the month.",
    "last_day": "Last day of what lasted for days.",
}
MAPPABLE: dict[str, str] = {
    **{column: note.meaning for column, note in COLUMN_NOTES.items()},
    **DATE_PARTS,
}
# What others call our columns, as a first guess that a person sees and can change.
OTHER_NAMES = {
    "date": "date_text",
    "when": "date_text",
    "headline": "title",
    "sentence": "title",
    "event": "title",
    "kind": "type",
    "event type": "type",
    "where": "place",
    "location": "place",
    "city": "place",
    "who": "participants",
    "actors": "participants",
    "parties": "participants",
    "role": "roles",
    "their part": "roles",
    "source": "sources",
    "outlet": "sources",
    "publisher": "sources",
    "published by": "sources",
    "address": "source_urls",
    "link": "source_urls",
    "url": "source_urls",
    "quote": "quotes",
    "words": "quotes",
    "description": "summary",
    "notes": "summary",
    "topic": "topics",
    "process": "tracks",
}
DIVIDERS = ("|", ";", ",")  # between several values in one cell
_SEVERAL = frozenset(name for name, note in COLUMN_NOTES.items() if note.siblings)
_DAYS = ("date_text", "last_day", "edtf")

MAPPED = Profile(
    name="mapping",
    label="Any other table",
    about="A table whose columns are mapped to ours on screen.",
)


def likely(headers: Sequence[str]) -> dict[str, str]:
    """Header -> column where the header's name says it; each column once.

    Beside a whole date its parts are left out.
    """
    found: dict[str, str] = {}
    for header in headers:
        said = " ".join(header.casefold().replace("_", " ").split())
        column = OTHER_NAMES.get(said) or said.replace(" ", "_")
        if column in MAPPABLE and column not in found.values():
            found[header] = column
    if "date_text" in found.values():
        return {h: c for h, c in found.items() if c not in DATE_PARTS}
    return found


def mapped(
    mapping: Mapping[str, str], headers: Sequence[str], answers: Mapping[str, str]
) -> Profile:
    """The profile for header -> column. Headers mapped to "" are left out.

    Raises ImportFileError for a header the file has not, a column we have not, or a
    column with one value that two headers fill.
    """
    by_column: dict[str, list[str]] = {}
    for header, column in mapping.items():
        if column:
            _check(header, column, headers)
            by_column.setdefault(column, []).append(header)
    for column, several in by_column.items():
        if len(several) > 1 and column not in _SEVERAL:
            raise ImportFileError(
                f"“{several[0]}” and “{several[1]}” are both mapped to {column}, which "
                "holds one value. Map only one of them."
            )
    return Profile(
        name=MAPPED.name,
        label=MAPPED.label,
        about=MAPPED.about,
        makes=tuple(_makes(by_column, answers)),
        days=tuple(header for day in _DAYS for header in by_column.get(day, [])),
        keeps=tuple(header for header in headers if not mapping.get(header)),
    )


def _check(header: str, column: str, headers: Sequence[str]) -> None:
    if header not in headers:
        raise ImportFileError(
            f"The mapping names a column “{header}”, which this file does not have. "
            f"It has {', '.join(filter(None, headers))[:300]}."
        )
    if column not in MAPPABLE:
        raise ImportFileError(
            f"“{column}” is not a column of ours. Map “{header}” to one of "
            f"{', '.join(MAPPABLE)}."
        )


def _makes(
    by_column: Mapping[str, list[str]], answers: Mapping[str, str]
) -> Sequence[Made]:
    made = [
        _joined(column, headers, answers)
        if column in _SEVERAL
        else copied(column, headers[0])
        for column, headers in by_column.items()
        if column in COLUMNS and column != "date_text"
    ]
    parts = {
        part: headers[0]
        for part, headers in by_column.items()
        if part in ("date_text", *DATE_PARTS)
    }
    return [*made, _dated(parts)] if parts else made


def _joined(column: str, headers: Sequence[str], answers: Mapping[str, str]) -> Made:
    """Values from one cell or several. One cell of ours stays as it is written."""
    dividers = {header: _divider(header, answers) for header in headers}

    def make(cells: Cells) -> str:
        if len(headers) == 1 and dividers[headers[0]] == "|":
            return cells[headers[0]].strip()
        found = [_divided(cells[header], dividers[header]) for header in headers]
        return BETWEEN.join(filter(None, found))

    return Made(column, tuple(headers), make)


def _divider(header: str, answers: Mapping[str, str]) -> str:
    divider = answers.get(f"split:{header}", "|")
    if divider not in DIVIDERS:
        raise ImportFileError(
            f"“{divider}” does not divide values. Use | or ; or a comma."
        )
    return divider


def _divided(cell: str, divider: str) -> str:
    if divider == "|":
        return cell.strip()
    return join_cell(filter(None, (part.strip() for part in cell.split(divider))))


def _dated(parts: Mapping[str, str]) -> Made:
    """The date from one cell or three, and its end where there is one."""

    def make(cells: Cells) -> str:
        whole = cells[parts["date_text"]].strip() if "date_text" in parts else ""
        start = whole or _from_three(cells, parts)
        last = cells[parts["last_day"]].strip() if "last_day" in parts else ""
        return f"{start}/{last}" if last and start and last != start else start

    return Made("date_text", tuple(parts.values()), make)


def _from_three(cells: Cells, parts: Mapping[str, str]) -> str:
    """``1935-05-04``, or as much as is given. Raises CellError."""
    given: list[str] = []
    for part, length in (("year", 4), ("month", 2), ("day", 2)):
        text = cells[parts[part]].strip().removesuffix(".0") if part in parts else ""
        if not text or text.casefold() in ("na", "nan", "none", "null"):
            break
        if not text.isascii() or not text.isdigit() or len(text) > length:
            raise CellError(f"“{text[:60]}” is not a {part}. Write it in digits.")
        given.append(text.zfill(length))
    return "-".join(given)
