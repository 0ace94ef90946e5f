"""ACLED: political violence, protest and strategic developments, with a header.

Columns as in the ACLED Codebook (2023, after the column changes of March 2023). What
ACLED counts is mostly not diplomacy: only its agreements have a kind of event here,
and its other rows are refused unless one kind is chosen for all of them.

``time_precision``: 1 the day is known; 2 the week is, and the date stands for it; 3
the month is. ``geo_precision``: 1 the town; 2 a part of a region; 3 a region.
"""

from datetime import date, timedelta

from timeline.formats.csv import join_cell
from timeline.importing.errors import CellError
from timeline.importing.profiles import titles
from timeline.importing.profiles.shape import Cells, Made, Profile, copied

_ACTORS = ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")
_TYPES = {"agreement": "agreement-signed"}
_PLACED = ("location", "geo_precision", "admin2", "admin1", "country")
_DATED = ("event_date", "time_precision")


def _type(cells: Cells) -> str:
    kind = cells["sub_event_type"].strip() or cells["event_type"].strip()
    if kind.casefold() not in _TYPES:
        raise CellError(
            f"ACLED’s “{kind[:60]}” is none of the kinds of event recorded here. Leave "
            "the row out, or choose one kind for all rows of the file."
        )
    return _TYPES[kind.casefold()]


def _date(cells: Cells) -> str:
    """The day, or the seven days or the month that it stands for."""
    text, precision = cells["event_date"].strip(), cells["time_precision"].strip()
    if precision in ("", "1") or not text:
        return text
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise CellError(
            f"“{text[:60]}” stands for a week or a month, and is not written as a day. "
            "Write it as 2025-05-16."
        ) from None
    if precision == "2":
        return f"[{day - timedelta(days=3)}..{day + timedelta(days=3)}]"
    return text[:7]


def _actors(cells: Cells) -> list[str]:
    named = [cells["actor1"].strip(), cells["actor2"].strip()]
    for header in ("assoc_actor_1", "assoc_actor_2"):
        named += [name.strip() for name in cells[header].split(";")]
    return list(dict.fromkeys(filter(None, named)))


def _title(cells: Cells) -> str:
    one, other = cells["actor1"].strip(), cells["actor2"].strip()
    place, kind = cells["location"].strip(), cells["sub_event_type"].strip()
    if kind.casefold() in _TYPES:
        return titles.title(_TYPES[kind.casefold()], one, other, place=place)
    said = " and ".join(filter(None, (one, other)))
    if not said or not kind:
        return ""
    where = f" in {place}" if place else ""
    return titles.cut(f"ACLED records {kind.casefold()}{where}: {said}")


def _exact(column: str, header: str) -> Made:
    """A coordinate, only where ACLED knows the town."""

    def make(cells: Cells) -> str:
        return cells[header].strip() if cells["geo_precision"].strip() == "1" else ""

    return Made(column, (header, "geo_precision"), make)


def _place(cells: Cells) -> str:
    """The town where it is known, else the smallest region named."""
    if cells["geo_precision"].strip() in ("", "1"):
        return cells["location"].strip()
    regions = (cells[header].strip() for header in ("admin2", "admin1", "country"))
    return next(filter(None, regions), "")


def _place_kind(cells: Cells) -> str:
    if cells["geo_precision"].strip() in ("", "1"):
        return "city" if cells["location"].strip() else ""
    kinds = (("admin2", "district"), ("admin1", "province"), ("country", "country"))
    return next((kind for header, kind in kinds if cells[header].strip()), "")


def _source(cells: Cells) -> str:
    number, reported = cells["event_id_cnty"].strip(), cells["source"].strip()
    title = f"event {number}" + (f", from {reported}" if reported else "")
    return f"ACLED: {title}"[:300] if number else ""


ACLED = Profile(
    name="acled",
    label="ACLED",
    about="A file of the ACLED data export. ACLED Codebook, 2023.",
    known_by=("event_id_cnty", "event_date", "event_type", "actor1", "location"),
    makes=(
        Made("title", ("sub_event_type", "actor1", "actor2", "location"), _title),
        Made("type", ("sub_event_type", "event_type"), _type),
        Made("date_text", _DATED, _date),
        Made("place", _PLACED, _place),
        Made("place_kind", _PLACED, _place_kind),
        copied("country", "country"),
        _exact("latitude", "latitude"),
        _exact("longitude", "longitude"),
        Made("participants", _ACTORS, lambda cells: join_cell(_actors(cells))),
        Made("roles", _ACTORS, lambda c: join_cell(["party"] * len(_actors(c)))),
        Made("sources", ("source", "event_id_cnty"), _source),
        Made("quotes", ("notes",), lambda c: join_cell([c["notes"].strip()])),
    ),
    days=("event_date",),
    keeps=("event_id_cnty", "event_type", "sub_event_type", "fatalities"),
)
