"""A piece of the world on a picture: which projection, which scale, where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from timeline.atlas.geometry import Box, Point, box_of
from timeline.atlas.projections import Albers, EqualEarth, Projection, east_of

WORLD_MERIDIAN = 11.0  # the far side then lies in the Bering Strait, on no land
REGION = 80.0  # degrees of longitude: wider pieces are cut from a world map
LEAST = 0.22  # of the earth's radius: the least that a picture shows from top to foot
MARGIN = 0.15  # of the smaller side, kept free around the places
FARTHEST = 84.0  # latitudes beyond it are not fitted


@dataclass(frozen=True)
class Frame:
    """A picture of ``width`` by ``height`` pixels; ``centre`` is in the plane."""

    projection: Projection
    scale: float  # pixels for the earth's radius
    centre: Point
    width: int
    height: int

    def at(self, longitude: float, latitude: float) -> Point:
        """Pixels from the top left corner of a place in degrees."""
        return self.of(east_of(longitude, self.projection.meridian), latitude)

    def of(self, east: float, latitude: float) -> Point:
        """:meth:`at` for degrees east of the projection's meridian."""
        x, y = self.projection.plane(east, latitude)
        return (
            (x - self.centre[0]) * self.scale + self.width / 2,
            (self.centre[1] - y) * self.scale + self.height / 2,
        )

    def globe(self, x: float, y: float) -> Point | None:
        """Degrees east of the meridian and latitude of a pixel; None off the world."""
        return self.projection.globe(
            (x - self.width / 2) / self.scale + self.centre[0],
            self.centre[1] - (y - self.height / 2) / self.scale,
        )

    @property
    def box(self) -> Box:
        return Box(0, 0, self.width, self.height)

    def window(self) -> Box:
        """A box of degrees east of the meridian that holds all the picture shows."""
        seen = [place for x, y in self._grid() if (place := self.globe(x, y))]
        if not seen or any(abs(latitude) > 85 for _, latitude in seen):
            return WHOLE
        west, south, east, north = box_of(seen)
        slack = max(east - west, north - south) * 0.08 + 1
        return Box(
            max(west - slack, -180),
            max(south - slack, -90),
            min(east + slack, 180),
            min(north + slack, 90),
        )

    def _grid(self) -> Iterator[Point]:
        """Pixels all over the picture."""
        for row in range(25):
            for column in range(25):
                yield self.width * column / 24, self.height * row / 24


WHOLE = Box(-180, -90, 180, 90)


def world(width: int) -> Frame:
    """The whole world, as wide as the picture."""
    projection = EqualEarth(WORLD_MERIDIAN)
    half, top = projection.plane(180, 0)[0], projection.plane(0, 90)[1]
    scale = (width - 8) / 2 / half
    return Frame(projection, scale, (0, 0), width, round(top * 2 * scale) + 8)


def fitted(places: Sequence[Point], width: int, height: int) -> Frame:
    """A picture that holds places (longitude, latitude); there is at least one.

    Wider than a region it is cut from a map of the world, and may be less high.
    """
    west, east = spread([longitude for longitude, _ in places])
    meridian = east_of(round((west + east) / 2), 0)
    if east - west > REGION:
        return _cut(places, meridian, width, height)
    latitudes = [min(max(lat, -FARTHEST), FARTHEST) for _, lat in places]
    south, north = min(latitudes), max(latitudes)
    sixth = max(north - south, 6) / 6
    middle = (south + north) / 2
    projection = Albers(meridian, round(middle - 2 * sixth), round(middle + 2 * sixth))
    return _around(projection, places, width, height)


def _cut(places: Sequence[Point], middle: float, width: int, height: int) -> Frame:
    """A piece of a world map, no higher than needed and within the world."""
    projection = EqualEarth(middle)
    box = _reach(projection, places)
    margin = min(width, height) * MARGIN
    scale = (width - 2 * margin) / (box.right - box.left)
    wanted = round((box.top - box.bottom) * scale + 2 * margin)
    height = max(min(wanted, height), width // 2)
    frame = _around(projection, places, width, height)
    whole = world(width)
    return _within_the_world(frame) if frame.scale > whole.scale * 1.15 else whole


def _reach(projection: Projection, places: Sequence[Point]) -> Box:
    """The box around places in the plane."""
    meridian = projection.meridian
    return box_of([projection.plane(east_of(x, meridian), y) for x, y in places])


def _around(
    projection: Projection, places: Sequence[Point], width: int, height: int
) -> Frame:
    box = _reach(projection, places)
    margin = min(width, height) * MARGIN
    scale = _rounded(
        min(
            (width - 2 * margin) / max(box.right - box.left, LEAST / 2),
            (height - 2 * margin) / max(box.top - box.bottom, LEAST / 2),
            height / LEAST,
        )
    )
    middle = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    centre = (round(middle[0], 3), round(middle[1], 3))
    return Frame(projection, scale, centre, width, height)


def _within_the_world(frame: Frame) -> Frame:
    """The picture moved so that it shows nothing beyond the poles."""
    half = frame.height / 2 / frame.scale
    top = frame.projection.plane(0, 90)[1]
    x, y = frame.centre
    return replace(frame, centre=(x, round(max(min(y, top - half), half - top), 3)))


def _rounded(scale: float) -> float:
    """Whole pixels, so that like selections share a picture of the ground."""
    return float(int(scale))


def spread(longitudes: Sequence[float]) -> tuple[float, float]:
    """The shortest stretch that holds all longitudes, west to east.

    The east may lie beyond 180, never the west.
    """
    around = sorted({east_of(x, 0) for x in longitudes})
    gaps = [after - before for before, after in pairwise([*around, around[0] + 360])]
    widest = gaps.index(max(gaps))
    west = around[(widest + 1) % len(around)]
    east = around[widest]
    return west, east if east >= west else east + 360
