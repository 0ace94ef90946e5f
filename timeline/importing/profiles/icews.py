"""ICEWS coded event data: 20 columns divided by tabs, with a header.

Columns as in the ICEWS Coded Event Data Read Me (Lautenschlager, Shilliday and others,
2015, Harvard Dataverse). Codes are CAMEO's; ``Event Text`` is their label. ICEWS gives
the publisher and the number of the story but no address.
"""

from timeline.formats.csv import join_cell
from timeline.importing.profiles import cameo, titles
from timeline.importing.profiles.shape import Cells, Made, Profile, copied

_PLACE = ("City", "District", "Province", "Country")
_ACTORS = ("CAMEO Code", "Source Name", "Target Name")
_KINDS = dict(zip(_PLACE, ("city", "district", "province", "country"), strict=True))


def _code(cells: Cells) -> str:
    return cells["CAMEO Code"].strip()


def _type(cells: Cells) -> str:
    return cameo.event_type(_code(cells))


def _actors(cells: Cells) -> list[str]:
    names = (cells["Source Name"].strip(), cells["Target Name"].strip())
    return list(dict.fromkeys(filter(None, names)))


def _title(cells: Cells) -> str:
    one, other = cells["Source Name"], cells["Target Name"]
    if _code(cells).startswith("043"):  # to host is to be visited
        one, other = other or one, one
    return titles.title(_type(cells), one, other, place=_place(cells))


def _roles(cells: Cells) -> str:
    both = {"042": ("visitor", "host"), "043": ("host", "visitor")}
    roles = both.get(_code(cells)[:3], ("party", "party"))
    return join_cell(roles[: len(_actors(cells))])


def _smallest(cells: Cells) -> str:
    """The header of the smallest place that is named."""
    return next((header for header in _PLACE if cells[header].strip()), "")


def _place(cells: Cells) -> str:
    smallest = _smallest(cells)
    return cells[smallest].strip() if smallest else ""


def _in_town(column: str, header: str) -> Made:
    """A coordinate, only where a town is named."""

    def make(cells: Cells) -> str:
        return cells[header].strip() if cells["City"].strip() else ""

    return Made(column, (header, "City"), make)


def _source(cells: Cells) -> str:
    publisher, story = cells["Publisher"].strip(), cells["Story ID"].strip()
    return f"{publisher}: ICEWS story {story}" if publisher and story else ""


ICEWS = Profile(
    name="icews",
    label="ICEWS coded events",
    about="A file of the ICEWS Coded Event Data, as downloaded from Harvard Dataverse. "
    "Its Read Me describes the columns.",
    known_by=("Event Date", "Source Name", "Target Name", "CAMEO Code", "Story ID"),
    quoted=False,
    makes=(
        Made("title", (*_ACTORS, *_PLACE), _title),
        Made("type", ("CAMEO Code",), _type),
        Made("cameo", ("CAMEO Code",), _code),
        copied("date_text", "Event Date"),
        Made("place", _PLACE, _place),
        Made("place_kind", _PLACE, lambda cells: _KINDS.get(_smallest(cells), "")),
        copied("country", "Country"),
        _in_town("latitude", "Latitude"),
        _in_town("longitude", "Longitude"),
        Made(
            "participants",
            ("Source Name", "Target Name"),
            lambda cells: join_cell(_actors(cells)),
        ),
        Made("roles", _ACTORS, _roles),
        Made("sources", ("Publisher", "Story ID"), _source),
    ),
    days=("Event Date",),
    keeps=("Event ID", "Event Text", "CAMEO Code", "Story ID", "Sentence Number"),
)
