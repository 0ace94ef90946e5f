"""UCDP GED: events of organised violence, with a header.

Columns as in the UCDP Georeferenced Event Dataset Codebook (Högbladh, version 23.1).
No kind of event here means violence, so the kind is asked once for the whole file.

``date_prec``: 1 the day is known; 2 to 5 it lies between ``date_start`` and
``date_end``. ``event_clarity`` 2 is a summary over the whole time instead.
``where_prec``: 1 the place; 2 near it; 3 the district; 4 the province; 5 an area or a
line; 6 the country; 7 sea or air.
"""

from timeline.formats.csv import join_cell
from timeline.importing.profiles import titles
from timeline.importing.profiles.shape import Cells, Made, Profile, copied

_DATED = ("date_start", "date_end", "date_prec", "event_clarity")
_PLACED = ("where_coordinates", "where_prec", "adm_2", "adm_1", "country")
_SIDES = ("side_a", "side_b")
_SOURCED = ("source_office", "source_headline", "id")
_ONE_SIDED = "3"  # of type_of_violence: against civilians
# By where_prec: the header of the place's name and our kind of place.
_PLACES: dict[str, tuple[str, str]] = {
    "1": ("where_coordinates", "city"),
    "2": ("where_coordinates", "city"),
    "3": ("adm_2", "district"),
    "4": ("adm_1", "province"),
    "5": ("country", "country"),
    "6": ("country", "country"),
    "7": ("where_coordinates", "sea"),
}


def _date(cells: Cells) -> str:
    start, end = cells["date_start"].strip(), cells["date_end"].strip()
    if not end or start == end:
        return start
    if cells["event_clarity"].strip() == "2" or cells["date_prec"].strip() == "1":
        return f"{start}/{end}"
    return f"[{start}..{end}]"


def _where(cells: Cells) -> tuple[str, str]:
    """Name and kind of the place; the country where a smaller one is not named."""
    header, kind = _PLACES.get(cells["where_prec"].strip(), ("country", "country"))
    if cells[header].strip():
        return cells[header].strip(), kind
    country = cells["country"].strip()
    return country, "country" if country else ""


def _exact(column: str, header: str) -> Made:
    """A coordinate, only where the place itself is known."""

    def make(cells: Cells) -> str:
        return cells[header].strip() if cells["where_prec"].strip() == "1" else ""

    return Made(column, (header, "where_prec"), make)


def _sides(cells: Cells) -> list[str]:
    return list(dict.fromkeys(filter(None, (cells[side].strip() for side in _SIDES))))


def _title(cells: Cells) -> str:
    one, other = cells["side_a"].strip(), cells["side_b"].strip()
    if not one:
        return ""
    against = cells["type_of_violence"].strip() == _ONE_SIDED
    said = f"{one} attacks civilians" if against else f"{one} and {other} clash"
    place = _where(cells)[0]
    return titles.cut(f"{said} in {place}" if place else said)


def _roles(cells: Cells) -> str:
    against = cells["type_of_violence"].strip() == _ONE_SIDED
    return join_cell(
        ["party", "addressee" if against else "party"][: len(_sides(cells))]
    )


def _sources(cells: Cells) -> str:
    """Outlet and headline of each report; the event in UCDP where they do not pair."""
    offices = [office.strip() for office in cells["source_office"].split(";")]
    headlines = [line.strip() for line in cells["source_headline"].split(";")]
    if all(offices) and all(headlines) and len(offices) == len(headlines):
        pairs = zip(offices, headlines, strict=True)
        return join_cell(f"{office}: {headline}"[:300] for office, headline in pairs)
    number = cells["id"].strip()
    return f"UCDP GED: event {number}" if number else ""


UCDP = Profile(
    name="ucdp",
    label="UCDP GED",
    about="A CSV of the UCDP Georeferenced Event Dataset. UCDP GED Codebook 23.1.",
    known_by=("date_start", "date_end", "date_prec", "where_prec", "side_a", "side_b"),
    makes=(
        Made("title", (*_SIDES, "type_of_violence", *_PLACED), _title),
        Made("date_text", _DATED, _date),
        Made("place", _PLACED, lambda cells: _where(cells)[0]),
        Made("place_kind", _PLACED, lambda cells: _where(cells)[1]),
        copied("country", "country"),
        _exact("latitude", "latitude"),
        _exact("longitude", "longitude"),
        Made("participants", _SIDES, lambda cells: join_cell(_sides(cells))),
        Made("roles", (*_SIDES, "type_of_violence"), _roles),
        Made("sources", _SOURCED, _sources),
    ),
    days=("date_start", "date_end"),
    keeps=("id", "dyad_name", "type_of_violence", "best", "source_article"),
)
