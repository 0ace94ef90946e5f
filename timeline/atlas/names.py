"""Names written on the ground: countries and seas, and where they may stand.

Positions and ranks are our own (labels.csv); names are the gazetteer's. A name is no
mark: no event is ever counted at such a position as if it had happened there.
"""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from django.utils.translation import get_language

from timeline.atlas.geometry import Point
from timeline.gazetteer.tables import Translations, places, states

# Pixels for the earth's radius from which names of a rank are written.
SCALES = {1: 0, 2: 300, 3: 700, 4: 1800}
# Rank 9, of straits and disputed names, has no scale: never written on their own.


class GroundName(NamedTuple):
    """A name that may be written at one of its positions (longitude, latitude)."""

    kind: str  # country or sea
    code: str  # ISO 3166-1 or the slug of a sea
    rank: int
    spots: tuple[Point, ...]

    @property
    def text(self) -> str:
        """In the reader's language, else in English."""
        english, names = _names()[self.code]
        return str(getattr(names, get_language() or "en", "")) or english


@cache
def ground_names() -> dict[str, GroundName]:
    """Every name by its code, the highest ranks first."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in _rows():
        rows.setdefault(row["code"], []).append(row)
    names = [_ground_name(code, found) for code, found in rows.items()]
    return {name.code: name for name in sorted(names, key=lambda name: name.rank)}


def _ground_name(code: str, rows: list[dict[str, str]]) -> GroundName:
    spots = tuple((float(r["longitude"]), float(r["latitude"])) for r in rows)
    return GroundName(rows[0]["kind"], code, int(rows[0]["rank"]), spots)


def _rows() -> Iterator[dict[str, str]]:
    table = files("timeline.atlas").joinpath("labels.csv")
    yield from csv.DictReader(table.read_text("utf-8").splitlines())


@cache
def _names() -> dict[str, tuple[str, Translations]]:
    """English name and translations by ISO code or slug."""
    names = {state.iso2: (state.name, state.names) for state in states()}
    seas = {p.slug: (p.name, p.names) for p in places() if p.kind == "sea"}
    return names | seas


def shown_at(scale: float) -> list[GroundName]:
    """The names a picture of this scale has room for, the highest ranks first."""
    return [n for n in ground_names().values() if scale >= SCALES.get(n.rank, 1e9)]
