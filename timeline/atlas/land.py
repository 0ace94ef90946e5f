"""Where there is land: Natural Earth's coastlines at two scales. No borders.

How the files beside this module were made is in ATTRIBUTION.md. A line is a ring of
points as steps in hundredths of a degree, longitude first, in the letters of the
polyline format. ``pole`` before it marks a line all the way round the South Pole.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from timeline.atlas.geometry import Box, Point, box_of, clipped, parity
from timeline.atlas.projections import east_of

Detail = Literal["110m", "50m"]  # 1:110 million for the world, 1:50 for a region


class Coast(NamedTuple):
    """A ring of degrees, and the box around it.

    Longitudes go on beyond 180 or -180 where a ring crosses the date line, its middle
    lies between them; the ring round
    the South Pole is drawn out to three turns of the globe.
    """

    ring: tuple[Point, ...]
    box: Box

    @property
    def copies(self) -> tuple[int, ...]:
        """Turns of the globe at which it can be met."""
        return (0,) if self.box.right - self.box.left > 720 else (-360, 0, 360)


@cache
def coasts(detail: Detail) -> tuple[Coast, ...]:
    """Every ring of land, and of inland seas, which are holes in it."""
    text = files("timeline.atlas").joinpath(f"land-{detail}.txt").read_text("ascii")
    rings = [_ring(line) for line in text.splitlines()]
    return tuple(Coast(ring, box_of(ring)) for ring in rings)


def _ring(line: str) -> tuple[Point, ...]:
    around, _, steps = line.rpartition(" ")
    points = tuple(_points(steps))
    return _to_the_pole(points) if around else points


def _points(steps: str) -> Iterator[Point]:
    numbers = _numbers(steps)
    x = y = 0
    for step in numbers:
        x += step
        y += next(numbers)
        yield x / 100, y / 100


def _numbers(letters: str) -> Iterator[int]:
    """Signed numbers of five bits a letter, the lowest first."""
    value = shift = 0
    for letter in letters:
        bits = ord(letter) - 63
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            yield ~(value >> 1) if value & 1 else value >> 1
            value = shift = 0


def _to_the_pole(line: tuple[Point, ...]) -> tuple[Point, ...]:
    """A line once round the pole as a ring: three turns of it, and the pole."""
    turn = 360 if line[-1][0] > line[0][0] else -360
    turns = [(x + n * turn, y) for n in (-1, 0, 1) for x, y in line]
    low, high = min(x for x, _ in turns), max(x for x, _ in turns)
    ends = (high, low) if turn > 0 else (low, high)
    return (*turns, *((x, -90.0) for x in ends))


def land_within(detail: Detail, meridian: float, window: Box) -> Iterator[list[Point]]:
    """The rings inside ``window``, which is in degrees east of ``meridian``.

    The meridian is one from -180 to 180.

    A ring across the date line, or across the far side of the meridian, comes once
    for each side of it.
    """
    for coast in coasts(detail):
        for turn in coast.copies:
            off = turn - meridian
            box = coast.box._replace(
                left=coast.box.left + off, right=coast.box.right + off
            )
            if box.meets(window):
                inside = clipped([(x + off, y) for x, y in coast.ring], window)
                if inside:
                    yield inside


def is_land(longitude: float, latitude: float, detail: Detail = "50m") -> bool:
    """True on land, as far as the scale can tell; false on lakes with a coast."""
    turned = [
        (coast, (east_of(longitude, 0) - turn, latitude))
        for coast in coasts(detail)
        for turn in coast.copies
    ]
    return (
        sum(parity([coast.ring], at) for coast, at in turned if coast.box.holds(at)) % 2
        == 1
    )
