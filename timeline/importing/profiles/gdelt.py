"""GDELT 2.0 events: 61 columns divided by tabs, no header, no quotation marks.

Columns as in the GDELT Event Database Data Format Codebook, version 2.0 (2015). Codes
are CAMEO's. The data are read by machines from news, so a row says what one report
was taken to say. The outlet is left to the address, which is all GDELT gives.
"""

import re
from collections.abc import Sequence

from timeline.formats.csv import join_cell
from timeline.importing.profiles import cameo, titles
from timeline.importing.profiles.shape import Cells, Made, Profile


def _actor(number: int) -> tuple[str, ...]:
    ends = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code"
    types = "Type1Code Type2Code Type3Code"
    return tuple(f"Actor{number}{end}" for end in f"{ends} {types}".split())


def _geography(of: str) -> tuple[str, ...]:
    ends = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
    return tuple(f"{of}Geo_{end}" for end in ends.split())


HEADERS: tuple[str, ...] = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *_actor(1),
    *_actor(2),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
    *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *_geography("Actor1"),
    *_geography("Actor2"),
    *_geography("Action"),
    *("DATEADDED", "SOURCEURL"),
)
_PLACE = ("ActionGeo_FullName", "ActionGeo_Type")
_ACTORS = ("EventCode", "Actor1Name", "Actor2Name")
_KINDS = {"1": "country", "2": "province", "3": "city", "4": "city", "5": "province"}
_DAY, _NUMBER = re.compile(r"\d{8}"), re.compile(r"\d+")


def _recognises(cells: Sequence[str]) -> bool:
    return (
        len(cells) == len(HEADERS)
        and _NUMBER.fullmatch(cells[0]) is not None
        and _DAY.fullmatch(cells[1]) is not None
    )


def _type(cells: Cells) -> str:
    return cameo.event_type(cells["EventCode"])


def _actors(cells: Cells) -> list[str]:
    """The one or two actors as the file names them, never one twice."""
    names = (cells["Actor1Name"].strip(), cells["Actor2Name"].strip())
    return list(dict.fromkeys(filter(None, names)))


def _title(cells: Cells) -> str:
    one, other = cells["Actor1Name"], cells["Actor2Name"]
    if cells["EventCode"].strip().startswith("043"):  # to host is to be visited
        one, other = other or one, one
    return titles.title(_type(cells), one, other, place=_place(cells))


def _roles(cells: Cells) -> str:
    code, count = cells["EventCode"].strip(), len(_actors(cells))
    both = {"042": ("visitor", "host"), "043": ("host", "visitor")}
    return join_cell(both.get(code[:3], ("party", "party"))[:count])


def _place(cells: Cells) -> str:
    return cells["ActionGeo_FullName"].partition(",")[0].strip()


def _country(cells: Cells) -> str:
    return cells["ActionGeo_FullName"].rpartition(",")[2].strip()


def _in_town(header: str, value: str = "") -> "Made":
    """A column only for towns: elsewhere GDELT gives the middle of an area."""
    columns = {"ActionGeo_Lat": "latitude", "ActionGeo_Long": "longitude"}

    def make(cells: Cells) -> str:
        town = _KINDS.get(cells["ActionGeo_Type"].strip()) == "city"
        return (value or cells[header].strip()) if town else ""

    return Made(columns.get(header, "geo_prec"), (header, "ActionGeo_Type"), make)


GDELT = Profile(
    name="gdelt",
    label="GDELT 2.0 events",
    about="The event table of GDELT 2.0 as downloaded: 61 columns, no header. "
    "GDELT Event Database Data Format Codebook 2.0.",
    recognises=_recognises,
    headers=HEADERS,
    quoted=False,
    makes=(
        Made("title", (*_ACTORS, *_PLACE), _title),
        Made("type", ("EventCode",), _type),
        Made("cameo", ("EventCode",), lambda cells: cells["EventCode"].strip()),
        Made("date_text", ("SQLDATE",), lambda cells: cells["SQLDATE"]),
        Made("place", _PLACE, _place),
        Made(
            "place_kind",
            ("ActionGeo_Type",),
            lambda cells: _KINDS.get(cells["ActionGeo_Type"].strip(), ""),
        ),
        Made("country", _PLACE, _country),
        _in_town("ActionGeo_Lat"),
        _in_town("ActionGeo_Long"),
        _in_town("ActionGeo_FullName", "place"),
        Made(
            "participants",
            ("Actor1Name", "Actor2Name"),
            lambda cells: join_cell(_actors(cells)),
        ),
        Made("roles", _ACTORS, _roles),
        Made("source_urls", ("SOURCEURL",), lambda cells: cells["SOURCEURL"].strip()),
    ),
    days=("SQLDATE",),
    keeps=("GLOBALEVENTID", "Actor1Code", "Actor2Code", "EventCode"),
)
