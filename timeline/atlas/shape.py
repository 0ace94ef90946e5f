"""What a map tells about itself: the values templates use. Pixels are text."""

from dataclasses import dataclass
from typing import NamedTuple

from timeline.atlas.ground import Ground


class Label(NamedTuple):
    """Words at a place of the picture; ``anchor`` as SVG's text-anchor."""

    x: str
    y: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Mark:
    """A place, or several near each other, on the picture.

    ``style``: "pt" a disc, area in proportion to the events; "area" an outline where
    only an area is known; "named" the name of a country or a sea in an outline.
    """

    style: str
    x: str
    y: str
    name: str  # as it is read aloud: "Istanbul, 8 events"
    href: str = ""  # "" where there is nothing to lead to
    r: str = ""  # of a disc
    hit: str = ""  # radius of the target, at least 12
    number: str = ""  # in the disc, where it has room
    number_y: str = ""
    label: Label | None = None
    outline: tuple[str, str, str, str] = ("", "", "", "")  # x, y, width, height


@dataclass(frozen=True)
class Drawing:
    """One picture; ``_map.html`` draws it."""

    width: int
    height: int
    ground: Ground
    marks: tuple[Mark, ...] = ()
    countries: tuple[Label, ...] = ()
    waters: tuple[Label, ...] = ()


class Sheet(NamedTuple):
    """A drawing and the class that says on which screens it is shown; "" is on all."""

    drawing: Drawing
    style: str


@dataclass(frozen=True)
class Item:
    """A line of the list beside the map. ``count`` is what ``href`` leads to."""

    name: str
    count: int
    href: str = ""
    note: str = ""  # "Exact place not known"
    parts: tuple["Item", ...] = ()  # what the count of a group is made of
    is_group: bool = False


@dataclass(frozen=True)
class Map:
    """A map: a picture for wide screens and one for narrow, and the same as a list.

    Counts of ``places`` and ``placeless`` add up to ``total``: each event once.
    Without a place that can be drawn there are no sheets.
    """

    summary: str  # what the pictures show, in sentences
    sheets: tuple[Sheet, ...]
    places: tuple[Item, ...] = ()
    placeless: tuple[Item, ...] = ()
    placeless_href: str = ""  # the list of the events without a place
    total: int = 0
    is_world: bool = False
    has_areas: bool = False  # the fitted map and that of the world differ

    @property
    def place_count(self) -> int:
        """How many places are named, those of a group each by itself."""
        return sum(len(item.parts) or 1 for item in self.places)

    @property
    def without_place(self) -> int:
        """How many events have no place."""
        return sum(item.count for item in self.placeless)
