"""The page of the map: its address, its languages, what it costs, and when empty."""

import re

import pytest

from tests import cast
from tests.chronicle import make_chronicle
from tests.counting import at_most
from tests.maps import Listed, country, everywhere, marks, said
from tests.markup import page
from timeline.models.versions import EventVersion, VersionTerm
from timeline.selection.memory import MEMORY

pytestmark = pytest.mark.django_db

# Which part of the world


def test_the_map_fits_the_events_unless_the_world_is_asked_for():
    everywhere()
    reader = cast.reader_client()
    fitted, whole = page(reader, "/map/"), page(reader, "/map/?area=world")
    assert 'viewBox="0 0 820 600"' in fitted
    assert 'viewBox="0 0 820 403"' in whole
    assert 'href="/map/?area=world">The whole world</a>' in fitted
    assert 'href="/map/">The region of these events</a>' in whole
    assert said(fitted) == said(whole) == 14


def test_one_map_has_one_address():
    everywhere()
    reader = cast.reader_client()
    for asked, address in (
        ("/map/?area=fit", "/map/"),
        ("/map/?area=world&who=russia", "/map/?who=russia&area=world"),
        ("/map/?area=World", "/map/?area=world"),
        ("/map/?area=", "/map/"),
    ):
        response = reader.get(asked)
        assert (response.status_code, response.url) == (302, address), asked


@pytest.mark.parametrize(
    "query",
    [
        "area=moon",
        "area=world&area=fit",
        "area=%00",
        "area=" + "x" * 5000,
        "area=%3Cb%3E",
    ],
)
def test_an_area_that_is_none_is_refused_in_words(query: str):
    everywhere()
    html = page(cast.reader_client(), f"/map/?{query}")
    assert "area=world" in html
    assert 'role="alert"' in html
    assert said(html) == 14
    assert "<b>" not in html.partition("<main")[2]


def test_an_unknown_filter_is_refused_and_the_map_still_drawn():
    everywhere()
    html = page(cast.reader_client(), "/map/?place=atlantis")
    assert "There is no place “atlantis” in the record" in html
    assert marks(html)


# Nothing to draw


def test_events_without_any_place_have_a_list_and_no_picture():
    cast.published(where=None)
    html = page(cast.reader_client(), "/map/")
    assert "<figure" not in html
    assert Listed(html).counts == {"Place not known": 1}


def test_without_events_there_are_ways_on():
    everywhere()
    html = page(cast.reader_client(), "/map/?q=nothingofthesort")
    assert "No events match all of this" in html
    assert "<figure" not in html
    assert 'href="/map/' in html.partition('id="places"')[2]


def test_an_empty_record_has_a_map_without_events():
    assert "No events yet." in page(cast.reader_client(), "/map/")


def test_a_country_alone_is_a_name_and_no_point():
    cast.published(where=country("Türkiye", "TR"))
    html = page(cast.reader_client(), "/map/")
    assert marks(html) == [("named", "Türkiye, 1 event")]
    assert 'class="m-pt"' not in html


# In the reader's language


def test_names_and_words_are_in_the_readers_language():
    everywhere()
    html = page(cast.reader_client(), "/ru/map/")
    assert 'dir="ltr"' in html
    assert "Стамбул" in html
    assert "Болгария" in html
    assert "/ru/about/borders/" in html


def test_a_map_is_not_mirrored_where_writing_runs_right_to_left():
    everywhere()
    html = page(cast.reader_client(), "/ar/map/")
    assert '<html lang="ar" dir="rtl"' in html
    assert html.count('direction="ltr"') == 2
    wide = page(cast.reader_client(), "/map/")
    land = re.compile(r'class="m-land"[^>]* d="([^"]*)"')
    assert land.findall(html) == land.findall(wide)


# Cost


def multiply(times: int) -> None:
    """So many copies in all of every published event."""
    for version in list(EventVersion.objects.present()):
        terms = list(VersionTerm.objects.filter(version=version))
        for n in range(1, times):
            version.pk = None
            version.event_id += 1000
            version.save(force_insert=True)
            copies = [(t.dimension, t.value, t.role) for t in terms]
            VersionTerm.objects.bulk_create(
                VersionTerm(
                    version=version,
                    dimension=dimension,
                    value=value,
                    role=role,
                    order_key=version.order_key + n,
                )
                for dimension, value, role in copies
            )


@pytest.mark.parametrize("size", [3, 300])
def test_the_map_asks_a_fixed_number_of_questions(size: int):
    make_chronicle(3)
    multiply(size // 3)
    reader = cast.reader_client()
    assert said(page(reader, "/map/")) == size
    MEMORY.clear()
    with at_most(8):
        page(reader, "/map/")


def test_the_page_is_small():
    everywhere()
    assert len(page(cast.reader_client(), "/map/")) < 100_000
