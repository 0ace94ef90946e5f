"""The map of a selection, through its door: the picture and the list beside it."""

import re
from random import Random
from urllib.parse import urlsplit

import pytest

from tests import cast
from tests.chronicle import make_chronicle, random_queries, random_query
from tests.maps import Listed, country, everywhere, listed, marks, number, said
from tests.markup import Outline, page
from timeline.selection import Selection

pytestmark = pytest.mark.django_db


# The list: every event, once


@pytest.mark.no_cover
def test_the_list_counts_every_event_once():
    make_chronicle(60)
    reader = cast.reader_client()
    random = Random(9)
    for _ in range(60):
        response = reader.get(f"/map/?{random_query(random)}", follow=True)
        html = response.content.decode()
        lines = Listed(html).top
        if said(html):
            assert sum(number(line["count"]) for line in lines) == said(html)


def test_every_sort_of_place_has_its_line():
    everywhere()
    counts = listed().counts
    assert counts == {
        "Istanbul": 3,
        "Ankara": 1,
        "Türkiye": 2,
        "Sandringham": 1,
        "Black Sea": 1,
        "Asia": 1,
        "Online": 1,
        "Ukraine-Belarus border": 1,
        "By phone or video": 2,
        "Place not known": 1,
    }


@pytest.mark.no_cover
def test_a_line_leads_to_just_its_events():
    make_chronicle(60)
    everywhere()
    reader = cast.reader_client()
    random = Random(5)
    followed = 0
    for query in [
        "",
        "place=dolmabahce-palace",
        *random_queries(random, 40),
    ]:
        html = reader.get(f"/map/?{query}", follow=True).content.decode()
        for line in Listed(html).lines:
            if line["href"].startswith(("/?", "/map/?")):
                found = Selection.from_query(urlsplit(line["href"]).query)
                assert found.is_valid, line
                assert found.count == number(line["count"]), (query, line)
                followed += 1
    assert followed > 50


def test_events_without_a_place_can_be_listed():
    everywhere()
    html = page(cast.reader_client(), "/map/")
    found = re.search(r'<a href="/\?([^"]*)">4 events have no place\.</a>', html)
    assert found
    assert Selection.from_query(found[1].replace("&amp;", "&")).count == 4


def test_a_palace_is_listed_with_its_city():
    everywhere()
    line = listed().top[0]
    assert (line["name"], line["count"]) == ("Istanbul", "3")
    assert line["note"] == "Dolmabahçe Palace, the city itself"


def test_what_is_not_exactly_known_says_so():
    everywhere()
    notes = {line["name"]: line["note"] for line in listed().lines}
    for area in ("Türkiye", "Black Sea", "Asia", "Ukraine-Belarus border"):
        assert notes[area] == "Exact place not known"
    assert notes["Sandringham"] == "Not on the map: its coordinates are not known"
    assert notes["Ankara"] == ""


def test_near_places_share_a_disc_and_are_told_apart_in_the_list():
    uk, fr = country("United Kingdom", "GB"), country("France", "FR")
    london = cast.place("London", "city", uk, latitude="51.51", longitude="-0.13")
    paris = cast.place("Paris", "city", fr, latitude="48.86", longitude="2.35")
    tokyo = cast.place(
        "Tokyo", "city", country("Japan", "JP"), latitude="35.69", longitude="139.69"
    )
    for n, where in enumerate([london, london, paris, tokyo]):
        cast.published(title=f"Event number {n}", where=where)
    html = page(cast.reader_client(), "/map/?area=world")
    lines = [
        (line["depth"], line["name"], line["count"]) for line in Listed(html).lines
    ]
    assert lines == [
        ("0", "London and 1 place near it", "3"),
        ("1", "London", "2"),
        ("1", "Paris", "1"),
        ("0", "Tokyo", "1"),
    ]
    closer = "/map/?place=london&amp;place=paris"
    name = "London and 1 place near it, 3 events"
    assert f'href="{closer}" tabindex="-1" aria-label="{name}"' in html
    apart = listed("place=london&place=paris").top
    assert [line["name"] for line in apart] == ["London", "Paris"]


# The picture


def test_a_place_is_a_disc_and_an_area_is_never_a_point():
    everywhere()
    drawn = dict(reversed(m) for m in marks(page(cast.reader_client(), "/map/")))
    assert drawn["Istanbul, 3 events"] == "pt"
    assert drawn["Ankara, 1 event"] == "pt"
    assert drawn["Türkiye, 2 events"] == "named"
    assert drawn["Black Sea, 1 event"] == "named"
    assert drawn["Ukraine-Belarus border, 1 event"] == "area"
    assert not [name for name in drawn if name.startswith(("Asia", "Sandringham"))]


def test_the_area_of_a_disc_is_in_proportion_to_its_events():
    cast.published_together(
        cast.event(f"Event number {n}", where=where)
        for n, where in enumerate([*[cast.istanbul()] * 8, cast.ankara()])
    )
    html = page(cast.reader_client(), "/map/")
    wide = html.partition('<svg class="map-w"')[2].partition("</svg>")[0]
    radii = [
        float(r) for r in re.findall(r'(?<!hit" )<circle cx=[^>]*r="([^"]+)"', wide)
    ]
    most, least = max(radii), min(radii)
    assert most**2 / least**2 == pytest.approx(8, rel=0.05)


def test_every_link_of_the_picture_is_also_in_the_list():
    everywhere()
    html = page(cast.reader_client(), "/map/")
    svg = html.partition("<figure")[2].partition("</figure>")[0]
    drawn = set(re.findall(r'<a class="m-[^>]*href="([^"]*)"', svg))
    beside = {line["href"].replace("&", "&amp;") for line in Listed(html).lines}
    assert drawn
    assert drawn <= beside | {"#places"}


def test_the_picture_needs_no_style_and_no_script():
    everywhere()
    html = page(cast.reader_client(), "/map/")
    outline = Outline(html)
    assert not re.search(r"<script(?![^>]* src=)", html)
    assert not {"style", "onclick", "onload"} & set(outline.attributes)
    assert not outline.unnamed
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.tags.count("svg") > 2


def test_the_marks_are_not_stops_of_the_keyboard():
    everywhere()
    html = page(cast.reader_client(), "/map/")
    for link in re.findall(r'<a class="m-(?:pt|area|named)"[^>]*>', html):
        assert 'tabindex="-1"' in link


def test_the_caption_says_what_is_drawn_and_why_no_more():
    everywhere()
    html = page(cast.reader_client(), "/map/")
    assert "Coastlines only, from Natural Earth, public domain." in html
    assert "No state borders are drawn." in html
    assert 'href="/about/borders/"' in html
