"""What a map is drawn on: sea, land, lines of latitude and longitude.

Nothing here depends on the events, so pictures of like selections share it.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from timeline.atlas.frame import WHOLE, Frame
from timeline.atlas.geometry import (
    Box,
    Point,
    area,
    clipped,
    dense,
    path,
    thinned,
    thinned_ring,
)
from timeline.atlas.land import Detail, land_within

OUTSIDE = 3  # pixels beyond the picture in which cut edges lie, unseen
STEP = 2.0  # degrees: longer sides are bent as the projection bends them
FINEST = 0.35  # pixels
SMALLEST = 0.5  # square pixels
LETTERS = 64  # of the path of land for each pixel of width, at most
FINE = 0.12  # degrees a pixel below which the finer coastline is used


class Ground(NamedTuple):
    """Paths in pixels. Land is filled by the even-odd rule: lakes are holes."""

    sea: str
    land: str
    lines: str


@lru_cache(maxsize=128)
def ground(frame: Frame) -> Ground:
    """The ground of a picture."""
    window = frame.window()
    return Ground(_sea(frame), _land(frame, window), _lines(frame, window))


def _sea(frame: Frame) -> str:
    """The world's outline where the picture reaches it, else the whole picture."""
    corners = ((-180, -90), (180, -90), (180, 90), (-180, 90))
    outline = [frame.of(*point) for point in dense(corners, STEP)]
    inside = clipped(outline, frame.box.grown(OUTSIDE))
    return path(thinned_ring(inside, FINEST / 4), closed=True) if inside else ""


def _land(frame: Frame, window: Box) -> str:
    rings = list(rings_in(frame, window))
    tolerance = FINEST
    drawn = _drawn(rings, tolerance)
    while len(drawn) > LETTERS * frame.width:
        tolerance *= 1.4
        drawn = _drawn(rings, tolerance)
    return drawn


def _drawn(rings: list[list[Point]], tolerance: float) -> str:
    least = SMALLEST * tolerance / FINEST
    return "".join(
        path(thinned_ring(ring, tolerance), closed=True)
        for ring in rings
        if area(ring) >= least
    )


def rings_in(frame: Frame, window: Box = WHOLE) -> Iterator[list[Point]]:
    """Land in pixels, cut a little outside the picture."""
    seen = frame.box.grown(OUTSIDE)
    for ring in land_within(_detail(frame), frame.projection.meridian, window):
        inside = clipped([frame.of(*point) for point in dense(ring, STEP)], seen)
        if inside:
            yield inside


def _detail(frame: Frame) -> Detail:
    degrees_a_pixel = 57.3 / frame.scale
    return "50m" if degrees_a_pixel < FINE else "110m"


def _lines(frame: Frame, window: Box) -> str:
    """Meridians and parallels, as many as help to see how the map is bent."""
    step = _apart(window)
    drawn = ""
    for line in _graticule(frame, window, step):
        points = [frame.of(*point) for point in line]
        for run in _runs(points, frame.box):
            drawn += path(thinned(run, FINEST))
    return drawn


def _apart(window: Box) -> int:
    wide = window.right - window.left
    return next(step for step in (2, 5, 10, 20, 30) if wide / step < 12 or step == 30)


def _graticule(frame: Frame, window: Box, step: int) -> Iterator[list[Point]]:
    meridian = frame.projection.meridian
    first = int((window.left + meridian) // step + 1) * step
    last = int(window.right + meridian) + 1
    rows = _steps(window.bottom, window.top)
    for longitude in range(first, last, step):
        yield [(longitude - meridian, latitude) for latitude in rows]
    columns = _steps(window.left, window.right)
    for latitude in range(int(window.bottom // step + 1) * step, 90, step):
        if latitude < window.top:
            yield [(east, latitude) for east in columns]


def _steps(low: float, high: float) -> list[float]:
    count = max(int((high - low) / STEP), 8)
    return [low + (high - low) * n / count for n in range(count + 1)]


def _runs(points: list[Point], box: Box) -> Iterator[list[Point]]:
    """The stretches of a line that the picture shows, and a point on either side."""
    run: list[Point] = []
    for before, point in pairwise(points):
        if box.holds(before) or box.holds(point):
            run = [*(run or [before]), point]
        elif run:
            yield run
            run = []
    if run:
        yield run
