"""The gazetteer, read from the CSV files beside this module. No Django, no models.

Rows are yielded one at a time, in the order of the file. Cells that hold several
values join them with ``|`` and come back as tuples. Where the data come from, and how
disputed places were assigned, is in ATTRIBUTION.md.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

StateKind = Literal["state", "territory"]
UnStatus = Literal["member", "observer", "none"]
PlaceKind = Literal["site", "city", "district", "province", "region", "sea", "online"]


@dataclass(frozen=True, slots=True)
class Translations:
    """The preferred name in four languages; empty where we are not sure of it."""

    uk: str
    ru: str
    tr: str
    ar: str


@dataclass(frozen=True, slots=True)
class StateRow:
    """A state or territory with an ISO 3166-1 code, or Kosovo (``XK``).

    ``kind`` is ``state`` for those with a foreign ministry of their own, and says
    nothing about recognition: ``un_status`` does. ``administered_by`` is the ISO code
    of the state a territory answers to. ``capital`` and ``region`` are slugs of
    places. ``time_zone`` is given only where the whole state keeps one. A state has
    no coordinates.
    """

    iso2: str
    iso3: str
    slug: str
    kind: StateKind
    un_status: UnStatus
    administered_by: str
    name: str
    official_name: str
    names: Translations
    other_names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    region: str
    time_zone: str
    wikidata_id: str


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An international organisation or group of states.

    ``seat`` is the slug of a place, ``parent`` the slug of a larger organisation;
    either may be empty.
    """

    slug: str
    name: str
    abbreviation: str
    names: Translations
    other_names: tuple[str, ...]
    seat: str
    parent: str


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A government body and the state (``iso2``) it acts for.

    ``kind`` is one of foreign-ministry, presidency, government, parliament,
    defence-ministry, finance-ministry, ministry, security-council, intelligence,
    armed-forces, agency.
    """

    slug: str
    name: str
    kind: str
    iso2: str
    names: Translations
    other_names: tuple[str, ...]
    seat: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A state's membership of an organisation.

    ``since`` and ``until`` are ISO dates as exact as we are sure of: ``2004-03-29``,
    ``1975`` or empty. Empty ``until`` means still a member. On the Security Council
    only the five permanent members are listed.
    """

    organisation: str
    iso2: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place. ``parent`` is the slug of a larger place or of a state.

    ``iso2`` is empty where no state is assigned. Coordinates are decimal degrees,
    WGS 84; only cities, districts and sites have them. ``time_zone`` is an IANA name.
    ``population`` is GeoNames' figure, None when unknown.
    """

    slug: str
    name: str
    kind: PlaceKind
    parent: str
    iso2: str
    latitude: float | None
    longitude: float | None
    time_zone: str
    population: int | None
    names: Translations
    other_names: tuple[str, ...]


_STATE_KINDS: dict[str, StateKind] = {"state": "state", "territory": "territory"}
_UN_STATUSES: dict[str, UnStatus] = {
    "member": "member",
    "observer": "observer",
    "none": "none",
}
_PLACE_KINDS: dict[str, PlaceKind] = {
    "site": "site",
    "city": "city",
    "district": "district",
    "province": "province",
    "region": "region",
    "sea": "sea",
    "online": "online",
}


def states() -> Iterator[StateRow]:
    """The 250 states and territories, by ISO code."""
    for row in _rows("states.csv"):
        yield StateRow(
            iso2=row["iso2"],
            iso3=row["iso3"],
            slug=row["slug"],
            kind=_STATE_KINDS[row["kind"]],
            un_status=_UN_STATUSES[row["un_status"]],
            administered_by=row["administered_by"],
            name=row["name"],
            official_name=row["official_name"],
            names=_translations(row),
            other_names=_several(row["other_names"]),
            demonyms=_several(row["demonyms"]),
            capital=row["capital"],
            region=row["region"],
            time_zone=row["time_zone"],
            wikidata_id=row["wikidata_id"],
        )


def organisations() -> Iterator[OrganisationRow]:
    """International organisations and groups; a parent may follow its parts."""
    for row in _rows("organisations.csv"):
        yield OrganisationRow(
            slug=row["slug"],
            name=row["name"],
            abbreviation=row["abbreviation"],
            names=_translations(row),
            other_names=_several(row["other_names"]),
            seat=row["seat"],
            parent=row["parent"],
        )


def bodies() -> Iterator[BodyRow]:
    """Government bodies often named in diplomatic news."""
    for row in _rows("bodies.csv"):
        yield BodyRow(
            slug=row["slug"],
            name=row["name"],
            kind=row["kind"],
            iso2=row["iso2"],
            names=_translations(row),
            other_names=_several(row["other_names"]),
            seat=row["seat"],
        )


def members() -> Iterator[MemberRow]:
    """Which state belongs to which organisation, and since when."""
    for row in _rows("members.csv"):
        yield MemberRow(**row)


def places() -> Iterator[PlaceRow]:
    """Places, the large before the small: regions, seas, provinces, cities, sites.

    A region may still come before the larger region it lies in, so link parents
    after reading them all.
    """
    for row in _rows("places.csv"):
        yield PlaceRow(
            slug=row["slug"],
            name=row["name"],
            kind=_PLACE_KINDS[row["kind"]],
            parent=row["parent"],
            iso2=row["iso2"],
            latitude=float(row["latitude"]) if row["latitude"] else None,
            longitude=float(row["longitude"]) if row["longitude"] else None,
            time_zone=row["time_zone"],
            population=int(row["population"]) if row["population"] else None,
            names=_translations(row),
            other_names=_several(row["other_names"]),
        )


def _translations(row: dict[str, str]) -> Translations:
    return Translations(
        uk=row["name_uk"], ru=row["name_ru"], tr=row["name_tr"], ar=row["name_ar"]
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("timeline.gazetteer").joinpath(name)
    with text.open("r", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
