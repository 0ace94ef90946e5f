"""From the globe to a plane and back, equal areas kept. Pure.

The globe is a sphere of radius 1. ``plane`` takes degrees east of the projection's
own meridian, so that both edges of the world, -180 and 180, can be told apart.
"""

from dataclasses import dataclass
from functools import cached_property
from math import asin, atan2, copysign, cos, degrees, hypot, radians, sin, sqrt
from typing import Protocol

from timeline.atlas.geometry import Point


class Projection(Protocol):
    """An equal-area projection around a meridian."""

    @property
    def meridian(self) -> float: ...

    def plane(self, east: float, latitude: float) -> Point:
        """The place in the plane, x to the east and y to the north."""

    def globe(self, x: float, y: float) -> Point | None:
        """Degrees east of the meridian and latitude; None outside the world."""


def east_of(longitude: float, meridian: float) -> float:
    """Degrees east of a meridian, from -180 up to 180."""
    return (longitude - meridian + 180) % 360 - 180


@dataclass(frozen=True)
class EqualEarth:
    """Equal Earth: B. Šavrič, T. Patterson, B. Jenny, IJGIS 33 (2019), eq. 1-2."""

    meridian: float = 0.0

    def plane(self, east: float, latitude: float) -> Point:
        theta = asin(_M * sin(radians(latitude)))
        return (
            radians(east) * cos(theta) / (_M * _slope(theta)),
            _height(theta),
        )

    def globe(self, x: float, y: float) -> Point | None:
        theta = y
        for _ in range(12):
            theta -= (_height(theta) - y) / _slope(theta)
        sine = sin(theta) / _M
        if abs(sine) > 1 + 1e-9:
            return None
        east = degrees(x * _M * _slope(theta) / cos(theta))
        latitude = degrees(asin(max(-1.0, min(1.0, sine))))
        return (east, latitude) if abs(east) <= 180 + 1e-6 else None


_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2


def _height(theta: float) -> float:
    square = theta * theta
    sixth = square**3
    return theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))


def _slope(theta: float) -> float:
    """The derivative of :func:`_height`."""
    square = theta * theta
    sixth = square**3
    return _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)


_FLATTEST = 1e-3  # a cone whose parallels lie evenly about the equator is none


@dataclass(frozen=True)
class Albers:
    """Albers conic equal-area: J. P. Snyder, Map Projections (1987), pages 98-103.

    ``south`` and ``north`` are the parallels that keep their length.
    """

    meridian: float
    south: float
    north: float

    @cached_property
    def _cone(self) -> tuple[float, float]:
        """Snyder's n and C."""
        first, last = radians(self.south), radians(self.north)
        n = (sin(first) + sin(last)) / 2
        if abs(n) < _FLATTEST:
            n = copysign(_FLATTEST, n)
        return n, cos(first) ** 2 + 2 * n * sin(first)

    def _radius(self, sine: float) -> float:
        n, c = self._cone
        return sqrt(max(c - 2 * n * sine, 0.0)) / n

    @cached_property
    def _base(self) -> float:
        """The radius of the parallel that has the ordinate 0."""
        return self._radius(sin(radians((self.south + self.north) / 2)))

    def plane(self, east: float, latitude: float) -> Point:
        n, _ = self._cone
        radius = self._radius(sin(radians(latitude)))
        angle = n * radians(east)
        return radius * sin(angle), self._base - radius * cos(angle)

    def globe(self, x: float, y: float) -> Point | None:
        n, c = self._cone
        side = copysign(1.0, n)
        depth = self._base - y
        radius = hypot(x, depth)
        sine = (c - (radius * n) ** 2) / (2 * n)
        east = degrees(atan2(side * x, side * depth) / n)
        if abs(sine) > 1 + 1e-9 or abs(east) > 180 + 1e-6:
            return None
        return east, degrees(asin(max(-1.0, min(1.0, sine))))
