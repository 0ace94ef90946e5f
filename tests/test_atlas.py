"""The ground of the map: projections, cutting, land, and what a picture holds."""

from itertools import pairwise
from math import cos, pi, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.thorough import THOROUGH, a_part
from timeline.atlas.frame import WORLD_MERIDIAN, Frame, fitted, spread, world
from timeline.atlas.geometry import (
    Box,
    area,
    clipped,
    dense,
    parity,
    path,
    thinned,
    thinned_ring,
)
from timeline.atlas.ground import LETTERS, OUTSIDE, ground, rings_in
from timeline.atlas.land import Detail, coasts, is_land, land_within
from timeline.atlas.lettering import Lettering
from timeline.atlas.names import ground_names
from timeline.atlas.projections import Albers, EqualEarth, Projection, east_of

ISTANBUL, MOSCOW, KYIV, ANTALYA = (
    (28.95, 41.01),
    (37.6, 55.75),
    (30.5, 50.45),
    (30.7, 36.9),
)
EUROPE = fitted([ISTANBUL, MOSCOW, KYIV, ANTALYA], 820, 600)
FIJI = fitted([(178.4, -18.1), (-171.8, -13.8)], 820, 600)
ATLANTIC = fitted([(-115.1, 50.9), (46.7, 24.7)], 820, 600)
SVALBARD = fitted([(15.6, 78.2)], 820, 600)
POLE = fitted([(0.0, -90.0)], 820, 600)
FRAMES = {
    "europe": EUROPE,
    "fiji": FIJI,
    "atlantic": ATLANTIC,
    "svalbard": SVALBARD,
    "south pole": POLE,
    "chukotka": fitted([(177.5, 64.7), (-173.2, 64.4)], 360, 340),
    "equator": fitted([(36.8, -1.3), (9.7, 4.0)], 360, 340),
    "andes": fitted([(-70.7, -33.4), (-77.0, -12.0)], 820, 600),
    "world": world(820),
    "small world": world(360),
}
each_frame = pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)

longitudes = st.floats(-179.99, 179.99)
latitudes = st.floats(-89, 89)
places = st.tuples(longitudes, st.floats(-90, 90))


@st.composite
def projections(draw: st.DrawFn) -> Projection:
    meridian = draw(st.integers(-180, 359))
    if draw(st.booleans()):
        return EqualEarth(float(meridian))
    middle = draw(st.integers(-80, 80))
    return Albers(meridian, middle - draw(st.integers(1, 20)), middle + 9)


# Projections


def test_equal_earth_has_the_published_shape():
    """PROJ's values for EPSG:8857 (eqearth, WGS 84), on its sphere of equal area."""
    earth = 6371007.1809
    x, y = EqualEarth().plane(-180, 90)
    assert x * earth == pytest.approx(-10216474.79, abs=1)
    assert y * earth == pytest.approx(8392927.6, abs=1)
    width = 2 * EqualEarth().plane(180, 0)[0]
    assert width / (2 * y) == pytest.approx(2.05458, abs=1e-5)


def test_albers_gives_the_example_of_the_manual():
    """Snyder 1987, page 291: 35 N 75 W from 23 N 96 W, parallels 29.5 and 45.5."""
    projection = Albers(-96, 29.5, 45.5)
    x, y = projection.plane(east_of(-75, -96), 35)
    assert x == pytest.approx(0.2952720, abs=1e-7)
    assert y - projection.plane(0, 23)[1] == pytest.approx(0.2416774, abs=1e-7)


@given(projections(), longitudes, latitudes)
def test_the_way_back_leads_to_the_same_place(
    projection: Projection, east: float, latitude: float
):
    back = projection.globe(*projection.plane(east, latitude))
    assert back is not None
    assert back == pytest.approx((east, latitude), abs=1e-5)


@given(projections(), st.floats(-170, 170), st.floats(-75, 75))
def test_every_small_piece_keeps_its_area(
    projection: Projection, east: float, latitude: float
):
    side = 0.2
    corners = [(0, 0), (side, 0), (side, side), (0, side)]
    piece = [projection.plane(east + dx, latitude + dy) for dx, dy in corners]
    on_the_globe = radians(side) ** 2 * cos(radians(latitude + side / 2))
    assert area(piece) == pytest.approx(on_the_globe, rel=0.01)


@given(projections())
def test_the_whole_world_has_the_area_of_the_sphere(projection: Projection):
    corners = ((-180, -90), (180, -90), (180, 90), (-180, 90))
    outline = [projection.plane(*point) for point in dense(corners, 0.5)]
    assert area(outline) == pytest.approx(4 * pi, rel=0.001)


def test_beyond_the_edge_of_the_world_there_is_nothing():
    assert EqualEarth().globe(0, 1.4) is None
    assert EqualEarth().globe(2.7, 1.2) is None
    assert Albers(0, 40, 50).globe(0, 2) is None


# Cutting and thinning

points = st.tuples(st.floats(-50, 150), st.floats(-50, 150))
rings = st.lists(points, min_size=3, max_size=30)
BOX = Box(0, 0, 100, 80)


@given(rings)
def test_what_is_cut_lies_inside(ring: list[tuple[float, float]]):
    assert all(BOX.holds(point, 1e-6) for point in clipped(ring, BOX))


@given(rings, st.tuples(st.floats(1, 99), st.floats(1, 79)))
def test_cutting_keeps_what_was_inside(
    ring: list[tuple[float, float]], point: tuple[float, float]
):
    inside = clipped(ring, BOX)
    if _is_clear_of(ring, point):
        assert parity([inside] if inside else [], point) == parity([ring], point)


def _is_clear_of(ring: list[tuple[float, float]], point: tuple[float, float]) -> bool:
    """No corner is so nearly level with the point that rounding decides."""
    return all(abs(y - point[1]) > 1e-3 for _, y in ring) and all(
        parity([ring], (point[0] + dx, point[1])) == parity([ring], point)
        for dx in (-1e-3, 1e-3)
    )


@given(st.lists(points, min_size=2, max_size=40), st.floats(0.1, 20))
def test_thinning_keeps_the_ends_and_moves_nothing_far(
    line: list[tuple[float, float]], tolerance: float
):
    thin = thinned(line, tolerance)
    assert (thin[0], thin[-1]) == (line[0], line[-1])
    assert set(thin) <= set(line)
    assert all(_distance(point, thin) <= tolerance + 1e-6 for point in line)


def _distance(point: tuple[float, float], line: list[tuple[float, float]]) -> float:
    return min(_from_span(point, a, b) for a, b in pairwise(line))


def _from_span(
    point: tuple[float, float], a: tuple[float, float], b: tuple[float, float]
) -> float:
    (x, y), dx, dy = point, b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy or 1.0
    along = min(max(((x - a[0]) * dx + (y - a[1]) * dy) / length, 0), 1)
    return float(((x - a[0] - along * dx) ** 2 + (y - a[1] - along * dy) ** 2) ** 0.5)


def test_a_thinned_ring_is_still_a_ring_of_its_corners():
    square = dense([(0, 0), (10, 0), (10, 10), (0, 10)], 0.5)
    assert len(thinned_ring(square, 0.1)) == 4
    assert area(thinned_ring(square, 0.1)) == 100


def test_a_path_is_written_in_tenths_without_drift():
    assert path([(0.04, 1), (1.06, 1), (1.06, 0.5)], closed=True) == "M0 1l1.1 0 0-.5z"
    assert path([(3, 3), (3.01, 3)]) == ""
    steps = [(n / 3, -n / 3) for n in range(301)]
    numbers = _walked(path(steps))
    assert numbers == pytest.approx((100, -100), abs=0.05)


def _walked(drawn: str) -> tuple[float, float]:
    """Where a path ends."""
    start, _, steps = drawn.removeprefix("M").partition("l")
    x, y = map(float, start.split())
    spaced = steps.replace("-", " -").split()
    pairs = list(zip(map(float, spaced[::2]), map(float, spaced[1::2]), strict=True))
    return x + sum(dx for dx, _ in pairs), y + sum(dy for _, dy in pairs)


# Land

KNOWN = {
    "Simferopol": (34.10, 44.95, True),
    "Istanbul's old town and the mainland behind it": (28.6, 41.2, True),
    "Moscow": (37.62, 55.75, True),
    "Anadyr, behind the date line": (-175.0, 66.5, True),
    "Viti Levu in Fiji": (178.0, -17.8, True),
    "Taveuni in Fiji, on the date line": (-180.0, -16.85, True),
    "the South Pole": (0.0, -89.9, True),
    "Antarctica": (120.0, -75.0, True),
    "the middle of the Atlantic": (-30.0, 30.0, False),
    "the Black Sea": (34.0, 43.0, False),
    "the Caspian Sea, a hole in the land": (51.0, 42.0, False),
    "the North Pole": (0.0, 89.9, False),
    "the Pacific on the date line": (180.0, 0.0, False),
}


@pytest.mark.parametrize("name", KNOWN)
def test_land_is_where_it_is_known_to_be(name: str):
    longitude, latitude, land = KNOWN[name]
    assert is_land(longitude, latitude) is land


@given(places)
def test_land_does_not_depend_on_the_turn_of_the_globe(place: tuple[float, float]):
    longitude, latitude = place
    assert is_land(longitude, latitude, "110m") == is_land(
        longitude + 360, latitude, "110m"
    )


def test_the_coasts_are_whole():
    assert len(coasts("110m")) == 125
    assert len(coasts("50m")) == 1382
    for coast in coasts("50m"):
        assert -90 <= coast.box.bottom <= coast.box.top < 84
        steps = pairwise(coast.ring)
        sides = [abs(a[0] - b[0]) for a, b in steps]
        assert max(sides[: len(coast.ring) - 2]) < 30 or coast.copies == (0,)


def test_no_ring_comes_twice_where_it_crosses_the_edge():
    """Land of the world adds up to the land of the globe: 29 per cent."""
    for meridian in (-180.0, -60.0, 0.0, WORLD_MERIDIAN, 100.0, 180.0):
        projection = EqualEarth(meridian)
        whole = Box(-180, -90, 180, 90)
        land = [
            [projection.plane(*point) for point in dense(ring, 1)]
            for ring in land_within("110m", meridian, whole)
        ]
        signed = sum(_signed(ring) for ring in land)
        assert abs(signed) / (4 * pi) == pytest.approx(0.2887, abs=5e-4), meridian


def _signed(ring: list[tuple[float, float]]) -> float:
    around = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in around) / 2


# Pictures


@each_frame
def test_every_ring_is_cut_to_the_picture(frame: Frame):
    seen = frame.box.grown(OUTSIDE)
    found = list(rings_in(frame))
    assert found
    assert all(seen.holds(point, 0.05) for ring in found for point in ring)


@each_frame
def test_the_picture_shows_land_where_there_is_land(frame: Frame):
    """Also at the edges, at the date line and round the poles."""
    found = list(rings_in(frame, frame.window()))
    wrong = checked = 0
    for column in a_part(range(1, 16), one_in=2):
        for row in a_part(range(1, 12), one_in=2):
            pixel = frame.width * column / 16, frame.height * row / 12
            place = frame.globe(*pixel)
            if place:
                longitude = place[0] + frame.projection.meridian
                checked += 1
                detail: Detail = "50m" if 57.3 / frame.scale < 0.12 else "110m"
                wrong += parity(found, pixel) != is_land(longitude, place[1], detail)
    assert checked > (100 if THOROUGH else 30)
    assert wrong <= 2


@each_frame
def test_the_ground_is_small_enough_to_send(frame: Frame):
    drawn = ground(frame)
    assert drawn.sea
    assert len(drawn.land) <= LETTERS * frame.width
    assert len("".join(drawn)) < 60_000


def test_the_ground_of_a_picture_is_made_once():
    ground.cache_clear()
    same = fitted([ISTANBUL, MOSCOW, KYIV, ANTALYA], 820, 600)
    assert ground(EUROPE) is ground(same)
    assert ground.cache_info().misses == 1


@given(st.lists(places, min_size=1, max_size=12))
def test_a_fitted_picture_holds_every_place(found: list[tuple[float, float]]):
    for width, height in ((820, 600), (360, 340)):
        frame = fitted(found, width, height)
        assert (frame.width, frame.height <= height) == (width, True)
        for longitude, latitude in found:
            assert frame.box.holds(frame.at(longitude, latitude), 2)


@given(st.lists(longitudes, min_size=1, max_size=12))
def test_the_spread_is_the_shortest_stretch_that_holds_all(found: list[float]):
    west, east = spread(found)
    assert -180 <= west < 180
    assert 0 <= east - west < 360
    for longitude in found:
        assert (longitude - west) % 360 <= east - west + 1e-6 or (
            west - longitude
        ) % 360 < 1e-6
    assert east - west <= max(found) - min(found) + 1e-9


def test_places_on_both_sides_of_the_date_line_are_near_each_other():
    assert spread([178.4, -171.8]) == pytest.approx((178.4, 188.2))
    x, _ = FIJI.at(178.4, -18.1)
    other, _ = FIJI.at(-171.8, -13.8)
    assert 0 < x < other < FIJI.width


def test_one_place_is_shown_with_its_surroundings():
    frame = fitted([ISTANBUL], 820, 600)
    assert frame.at(*ISTANBUL) == pytest.approx((410, 300), abs=5)
    window = frame.window()
    assert 5 < window.top - window.bottom < 30


# Names


def test_the_name_of_a_country_stands_on_land_or_an_archipelago():
    afloat = {
        name.code
        for name in ground_names().values()
        if name.kind == "country" and not any(is_land(*spot) for spot in name.spots)
    }
    assert afloat == {
        *("AG", "BS", "KI", "KM", "MC", "MH", "MV", "NR", "PH", "PW", "ST", "TV", "VU")
    }


def test_words_do_not_stand_on_each_other():
    room = Lettering(400, 200)
    labels = [room.beside(f"Place {n}", 14, 200, 100 + n, 8) for n in range(30)]
    written = [label for label in labels if label]
    assert 4 <= len(written) < 30
    assert len({(label.x, label.y) for label in written}) == len(written)
    assert room.beside("Outside", 14, 5000, 100, 8) is None
