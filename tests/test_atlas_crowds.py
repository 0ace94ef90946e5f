"""Maps of very many places, of the past, and of one place."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import cast
from timeline.atlas import map_of, small_map
from timeline.atlas.clusters import CELL, LARGEST, clusters, radius
from timeline.atlas.drawing import MOST_MARKS, Picture
from timeline.atlas.frame import world
from timeline.atlas.leads import Leads
from timeline.atlas.listing import MOST_LINES, listed, placeless
from timeline.atlas.places import Gathering, Member, Place
from timeline.models.versions import Heading
from timeline.selection import Selection

WORLD = world(820)


def place(number: int, count: int, longitude: float, latitude: float) -> Place:
    slug = f"place-{number:04}"
    member = Member(slug, slug.title(), count)
    return Place(slug, slug.title(), "city", (member,), at=(longitude, latitude))


crowds = st.lists(
    st.tuples(st.integers(1, 90_000), st.floats(-180, 180), st.floats(-89, 89)),
    min_size=1,
    max_size=60,
).map(lambda rows: sorted((place(n, *row) for n, row in enumerate(rows)), key=_order))


def _order(found: Place) -> tuple[int, str]:
    return -found.count, found.name


@given(crowds)
def test_every_place_is_in_one_cluster(places: list[Place]):
    found = clusters(places, WORLD)
    together = [p.slug for cluster in found for p in cluster.places]
    assert sorted(together) == sorted(p.slug for p in places)
    for cluster in found:
        assert cluster.first.count == max(p.count for p in cluster.places)


@given(crowds)
def test_no_two_discs_are_nearer_than_a_cell(places: list[Place]):
    found = clusters(places, WORLD)
    for n, one in enumerate(found):
        for other in found[n + 1 :]:
            dx, dy = one.at[0] - other.at[0], one.at[1] - other.at[1]
            assert dx * dx + dy * dy >= CELL**2 - 1e-6


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_discs_grow_with_their_counts_and_not_too_large(one: int, other: int):
    most = max(one, other)
    assert radius(one, most) <= LARGEST + 1e-9
    assert (radius(one, most) <= radius(other, most)) or one >= other


@given(crowds)
@settings(max_examples=40)
def test_words_on_a_crowded_picture_stay_apart(places: list[Place]):
    drawing = Picture(WORLD).drawn(places)
    labels = [mark.label for mark in drawing.marks if mark.label]
    named = [*labels, *drawing.countries, *drawing.waters]
    assert len({(n.x, n.y, n.anchor) for n in named}) == len(named)
    for label in named:
        assert 0 <= float(label.x) <= WORLD.width
        assert 0 <= float(label.y) <= WORLD.height


@pytest.fixture
def crowd() -> Gathering:
    """5,000 places all over the world and some events without a place."""
    places = [
        place(n, 1 + (n * 7919) % 400, (n * 137.508) % 360 - 180, (n * 61.8) % 150 - 65)
        for n in range(5000)
    ]
    return Gathering(tuple(sorted(places, key=_order)), (), remote=12, unknown=30)


@pytest.mark.django_db
def test_a_crowd_is_listed_in_few_lines_and_every_event_once(crowd: Gathering):
    leads = Leads(Selection.from_query(""), crowd)
    lines = listed(crowd, leads, WORLD)
    assert len(lines) <= MOST_LINES
    alone = placeless(crowd, leads)
    assert sum(line.count for line in (*lines, *alone)) == crowd.total
    for line in lines:
        if line.parts:
            assert sum(part.count for part in line.parts) == line.count
    assert leads.without_place() == ""


def inside(area: str, number: int) -> Place:
    return replace(place(number, 1, 30.0, 40.0), larger=(area, "asia"))


@pytest.mark.django_db
@pytest.mark.parametrize(("cities", "is_linked"), [(0, True), (9, True), (90, False)])
def test_a_line_has_no_link_where_no_query_can_say_its_events(
    cities: int, *, is_linked: bool
):
    area = replace(place(0, 5, 0, 0), slug="land", kind="country", is_area=True)
    places = (area, *(inside("land", n) for n in range(1, cities + 1)))
    leads = Leads(Selection.from_query(""), Gathering(places, (), 0, 0))
    assert bool(leads.place(area)) is is_linked
    assert leads.place(area).count("-place") == (cities if is_linked else 0)


@pytest.mark.django_db
def test_a_place_inside_one_left_out_is_not_left_out_twice():
    area = replace(place(0, 5, 0, 0), slug="land", kind="country", is_area=True)
    province = replace(inside("land", 1), slug="north", kind="province", is_area=True)
    province = replace(province, members=(Member("north", "North", 1),))
    city = replace(inside("land", 2), larger=("north", "land", "asia"))
    leads = Leads(Selection.from_query(""), Gathering((area, province, city), (), 0, 0))
    assert leads.place(area) == "/?q=-place%3Anorth&place=land"


@pytest.mark.django_db
def test_a_crowd_is_drawn_in_few_marks(crowd: Gathering):
    drawing = Picture(WORLD, Leads(Selection.from_query(""), crowd)).drawn(crowd.places)
    assert len(drawing.marks) <= MOST_MARKS
    sheets = [{"drawing": drawing, "style": ""}]
    html = render_to_string("timeline/_map.html", {"map": {"sheets": sheets}})
    assert len(html) < 90_000


@pytest.mark.django_db
def test_a_place_that_is_gone_from_the_record_keeps_its_line_in_the_past():
    cast.published(where=cast.istanbul())
    Heading.objects.all().delete()
    found = map_of(Selection.from_query("as_of=2100-01-01"))
    assert [(item.name, item.count) for item in found.places] == [("istanbul", 1)]
    assert found.places[0].note == "Not on the map: its coordinates are not known"


@pytest.mark.django_db
def test_very_many_events_without_a_place_are_not_told_apart(monkeypatch):
    monkeypatch.setattr("timeline.atlas.places.MOST_ASKED", 1)
    for n in range(2):
        cast.published(title=f"Event number {n}", where=None)
    found = map_of(Selection.from_query(""))
    assert [(item.name, item.count) for item in found.placeless] == [
        ("By phone or video, or not known", 2)
    ]
    assert found.total == 2


@pytest.mark.django_db
def test_a_map_of_a_selection_adds_up():
    cast.published(where=cast.istanbul())
    cast.published(title="Another event", where=None)
    found = map_of(Selection.from_query(""))
    items = (*found.places, *found.placeless)
    assert (found.total, sum(item.count for item in items)) == (2, 2)
    assert (found.place_count, found.without_place) == (1, 1)


def test_a_small_map_has_one_mark_and_no_link():
    found = small_map(41.01, 28.95, "place", "Istanbul")
    html = render_to_string("timeline/_map.html", {"map": found})
    assert html.count("<svg") == 1
    assert html.count('class="m-pt"') == 1
    assert "<a" not in html.partition("</svg>")[0]
    assert "Map of the surroundings of Istanbul." in html


def test_a_small_map_of_an_area_claims_no_point():
    html = render_to_string(
        "timeline/_map.html", {"map": small_map(51.9, 29.2, "area", "The border")}
    )
    assert "<ellipse" in html
    assert "<circle" not in html


@given(st.floats(-90, 90), st.floats(-180, 180))
@settings(max_examples=25)
def test_a_small_map_can_be_made_of_any_place(latitude: float, longitude: float):
    drawing = small_map(latitude, longitude).sheets[0].drawing
    mark = drawing.marks[0]
    assert -3 <= float(mark.x) <= drawing.width + 3
    assert -3 <= float(mark.y) <= drawing.height + 3
