"""A selection -> its map; a place -> a small one."""

from collections.abc import Sequence

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from timeline.atlas.asking import Area
from timeline.atlas.drawing import AREA, Picture
from timeline.atlas.frame import Frame, fitted, world
from timeline.atlas.geometry import Point, number
from timeline.atlas.ground import ground
from timeline.atlas.leads import Leads
from timeline.atlas.listing import listed, placeless
from timeline.atlas.names import ground_names, shown_at
from timeline.atlas.places import Gathering, Place, gather
from timeline.atlas.shape import Drawing, Map, Mark, Sheet
from timeline.numerals import number as in_figures
from timeline.selection import Selection

WIDE = (820, 600)
NARROW = (360, 340)
SMALL = (340, 240)
SMALL_RADIUS = 7
NEAR = 0.6  # of the scale: what a map may lose to show names of countries too


def map_of(selection: Selection, area: Area = "fit") -> Map:
    """The map of a selection, fitted to its places or of the whole world.

    At most five queries, whatever the number of events and places.
    """
    gathering = gather(selection)
    leads = Leads(selection, gathering)
    points = _points(gathering)
    frames = [_frame(points, size, area) for size in (WIDE, NARROW)] if points else []
    drawings = [Picture(frame, leads).drawn(gathering.places) for frame in frames]
    return Map(
        summary=_summary(gathering, drawings),
        sheets=tuple(map(Sheet, drawings, ("map-w", "map-n"))),
        places=listed(gathering, leads, frames[0] if frames else None),
        placeless=placeless(gathering, leads),
        placeless_href=leads.without_place(),
        total=gathering.total,
        is_world=area == "world",
        has_areas=bool(points) and not _is_world(points),
    )


def small_map(
    latitude: float, longitude: float, precision: str = "place", name: str = ""
) -> Map:
    """The surroundings of one place, a disc or the outline of an ``area``. No query."""
    frame = fitted([(longitude, latitude)], *SMALL)
    x, y = frame.at(longitude, latitude)
    picture = Picture(frame)
    picture.room.take(
        frame.box._replace(left=x - 40, right=x + 40, bottom=y - 16, top=y + 16)
    )
    names = shown_at(frame.scale)
    drawing = Drawing(
        frame.width,
        frame.height,
        ground(frame),
        (_only_mark(x, y, precision, name),),
        picture.names(names, "country"),
        picture.names(names, "sea"),
    )
    summary = _("Map of the surroundings of %(place)s.") % {"place": name}
    return Map(summary=summary, sheets=(Sheet(drawing, ""),))


def _only_mark(x: float, y: float, precision: str, name: str) -> Mark:
    where = number(x), number(y)
    if precision == "area":
        size = number(AREA[0]), number(AREA[1])
        return Mark("area", *where, name, outline=(*where, *size))
    return Mark("pt", *where, name, r=number(SMALL_RADIUS))


def _frame(points: Sequence[Point], size: tuple[int, int], area: Area) -> Frame:
    return world(size[0]) if area == "world" else fitted(points, *size)


def _is_world(points: Sequence[Point]) -> bool:
    """The fitted map is that of the world."""
    return fitted(points, *WIDE) == world(WIDE[0])


def _points(gathering: Gathering) -> list[Point]:
    """What the map is fitted to: places, and names of countries if not far off."""
    points = [place.at for place in gathering.places if place.at]
    named = [
        name.spots[0]
        for place in gathering.places
        if place.is_area and not place.at
        if (name := ground_names().get(place.iso2 or place.slug))
    ]
    if not points or not named:
        return points or named
    near, all_ = fitted(points, *WIDE), fitted(points + named, *WIDE)
    return points + named if all_.scale > near.scale * NEAR else points


def _summary(gathering: Gathering, drawings: Sequence[Drawing]) -> str:
    """The picture in sentences: what it is, the places with most events."""
    if not drawings:
        return ""
    count = len(gathering.places)
    said = ngettext("Map of %(count)s place.", "Map of %(count)s places.", count)
    language = get_language() or "en"
    first = _most(gathering.places[:5], language)
    more = _("Most events: %(places)s.") % {"places": first}
    beside = _("The same places are in the list after the map.")
    return f"{said % {'count': in_figures(count, language)}} {more} {beside}"


def _most(places: Sequence[Place], language: str) -> str:
    return "; ".join(f"{p.name} {in_figures(p.count, language)}" for p in places)
