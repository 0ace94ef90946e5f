"""The map: land without borders, projections, places as circles.

:func:`map_of` draws the events of a selection, :func:`small_map` one place. Both give
a :class:`Map`, which ``timeline/_map.html`` draws; the template needs only ``map``,
and the page the style sheet ``timeline/map.css``.
"""

from timeline.atlas.asking import PARAMETERS, Area, Asked, read_area
from timeline.atlas.charting import map_of, small_map
from timeline.atlas.shape import Drawing, Item, Map

__all__ = [
    "PARAMETERS",
    "Area",
    "Asked",
    "Drawing",
    "Item",
    "Map",
    "map_of",
    "read_area",
    "small_map",
]
