"""Cells with several values -> what to type in the rows of the editors' form."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from timeline.formats.csv import split_cell
from timeline.importing.codes import ColumnError, as_code
from timeline.importing.columns import GROUPS
from timeline.models.tracks import Round

Row = dict[str, Any]
Known = Callable[[str, str], bool]  # shelf, name: is it one known thing?
_ROUND = re.compile(r"^(?:round\s+)?(\d{1,3})$", re.IGNORECASE)
_RELATION = re.compile(r"^(?P<kind>.+?)\s+#?(?P<number>\d{1,15})$")
BOXES: dict[str, str] = {
    "participants": "participant",
    "roles": "role",
    "attendance": "attendance",
    "offices": "office",
    "source_urls": "url",
    "quotes": "quote",
}


def entries(cells: Mapping[str, str], group: str) -> dict[str, list[str]]:
    """The entries of sibling columns, all of one length; an empty cell says nothing.

    What is empty in all of them is no entry.

    Raises :class:`ColumnError` when they do not have one entry each for the same thing.
    """
    split = {c: split_cell(cells.get(c, "")) for c in GROUPS[group]}
    longest = max(split, key=lambda column: len(split[column]))
    number = len(split[longest])
    for column, found in split.items():
        if not any(found):
            split[column] = [""] * number
        elif len(found) != number:
            raise ColumnError(
                column,
                cells[column][:80],
                f"{column} has {_entries(len(found))}, {longest} has {number}. Write "
                "one for each, with | between; leave an unknown one empty.",
            )
    there = [n for n, said in enumerate(zip(*split.values(), strict=True)) if any(said)]
    return {column: [found[n] for n in there] for column, found in split.items()}


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def participations(cells: Mapping[str, str]) -> list[Row]:
    """Rows of the form's participants. Raises :class:`ColumnError`."""
    split = entries(cells, "participations")
    return [
        {
            "participant": name,
            "role": as_code("roles", role),
            "attendance": as_code("attendance", came),
            "office": office,
        }
        for name, role, came, office in zip(*split.values(), strict=True)
    ]


def citations(cells: Mapping[str, str], known: Known) -> list[Row]:
    """Rows of the form's sources. Raises :class:`ColumnError`."""
    split = entries(cells, "citations")
    return [
        {**source(text, known), "url": url, "quote": quote}
        for text, url, quote in zip(*split.values(), strict=True)
    ]


def source(text: str, known: Known) -> Row:
    """``Outlet: title``, cut where an outlet is known, else at the first colon."""
    parts = text.split(": ")
    for cut in range(len(parts), 0, -1):
        outlet = ": ".join(parts[:cut])
        if known("outlets", outlet):
            return {"outlet": outlet, "title": ": ".join(parts[cut:])}
    return {"outlet": parts[0], "title": ": ".join(parts[1:])}


def tracks(cell: str, known: Known) -> list[Row]:
    """Rows of the form's processes. Raises :class:`ColumnError`."""
    return [track(entry, known) for entry in split_cell(cell)]


def track(entry: str, known: Known) -> Row:
    """``Istanbul talks, round 2``: a process and a round it has or will have."""
    name, comma, label = entry.rpartition(", ")
    if not comma or known("tracks", entry):
        return {"track": entry, "round": None}
    if found := _ROUND.match(label.strip()):
        return {"track": name, "round": int(found[1])}
    labelled = Round.objects.filter(label=label, track__name=name).first()
    if labelled:
        return {"track": name, "round": labelled.number}
    if known("tracks", name):
        raise ColumnError(
            "tracks",
            entry,
            f"“{name}” has no round called “{label}”. Write its number: “{name}, "
            "round 2”.",
        )
    return {"track": entry, "round": None}


def planned_dates(cell: str) -> list[Row]:
    return [{"date": entry} for entry in split_cell(cell)]


def relations(cell: str) -> list[Row]:
    """Rows of the form's related events. Raises :class:`ColumnError`."""
    return [relation(entry) for entry in split_cell(cell)]


def relation(entry: str) -> Row:
    """``follows 12``."""
    found = _RELATION.match(entry)
    if not found:
        raise ColumnError(
            "relations",
            entry,
            f"“{entry[:80]}” is not a relation. Write its kind and the number of the "
            "other event: follows 12.",
        )
    return {"kind": as_code("relations", found["kind"]), "target": found["number"]}


def topics(cell: str) -> list[str]:
    """The topics' codes. Raises :class:`ColumnError`."""
    return [as_code("topics", entry) for entry in split_cell(cell) if entry]
