"""The pages of participants, places, sources and processes, over HTTP."""

import re

import pytest
from django.test import Client

from tests import cast
from tests.markup import SUBJECTS, address_of, calls, page, the_talks
from timeline.views import subjects

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return cast.reader_client()


# Participants, places, sources, processes


@pytest.mark.parametrize("address", SUBJECTS)
def test_a_subject_shows_its_event(reader: Client, address: str) -> None:
    made = the_talks()
    assert f'href="{address_of(made)}"' in page(reader, address)


def test_an_index_counts_the_events_of_each(reader: Client) -> None:
    calls(3)
    html = page(reader, "/participants/")
    assert re.search(r"Russia</a>.*?3 events", html, re.DOTALL)


@pytest.mark.parametrize("spelling", ["Россия", "russian fed", "RUSS"])
def test_an_index_is_searched_in_any_spelling(reader: Client, spelling: str) -> None:
    the_talks()
    html = page(reader, f"/participants/?q={spelling}")
    assert 'href="/participants/russia/"' in html
    assert 'href="/participants/ukraine/"' not in html


@pytest.mark.parametrize(
    "query", ["q=%00", "after=%00", "after=nobody", "q=" + "x" * 5000, "q=%22%27--"]
)
def test_an_index_stands_hostile_queries(reader: Client, query: str) -> None:
    the_talks()
    assert reader.get(f"/participants/?{query}").status_code == 200


def test_an_index_is_paged_by_name(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline.views.indexes.ON_A_PAGE", 2)
    the_talks()
    first = page(reader, "/places/")
    (link,) = set(re.findall(r'rel="next" href="(\?[^"]+)"', first))
    second = page(reader, f"/places/{link}")
    assert listed(first) == ["Dolmabahçe Palace", "Istanbul"]
    assert listed(second) == ["Türkiye"]


def listed(html: str) -> list[str]:
    """The names of an index, in order."""
    return re.findall(r'<li><span><a href="[^"]+">([^<]+)</a>', html)


def test_a_process_lists_its_rounds_oldest_first(reader: Client) -> None:
    calls(2)
    html = page(reader, "/processes/istanbul-talks/")
    assert 'id="round-1"' in html
    assert html.index("the 1th time") < html.index("the 2th time")


def test_a_document_shows_every_quote_used_from_it(reader: Client) -> None:
    paper = cast.article(cast.reuters())
    the_talks(sources=[(paper, {"quote": "The first words."})])
    cast.published(
        "Both sides speak again by phone",
        "17 May 2025",
        sources=[(paper, {"quote": "The second words."})],
    )
    html = page(reader, f"/sources/{paper.slug}/")
    assert "The first words." in html
    assert "The second words." in html


def test_a_participant_links_only_to_sides_that_have_a_page(reader: Client) -> None:
    """In its only event it acted for another than it usually does."""
    envoy = cast.person("Ivan Ivanov", cast.russia())
    cast.published(who=[(envoy, "speaker", {"on_behalf_of": cast.nato()})])
    html = page(reader, "/participants/ivan-ivanov/")
    assert 'href="/participants/russia/"' not in html
    assert reader.get("/participants/russia/").status_code == 404


def test_a_source_page_counts_more_events_than_it_lists(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls(3)
    monkeypatch.setattr(subjects, "MOST_EVENTS", 2)
    assert "Used for 3 events" in page(reader, "/sources/reuters/")


def test_a_link_that_hides_its_host_is_not_shown(reader: Client) -> None:
    there = {"url": "https://reuters.com@else.example/1"}
    cast.published(sources=[cast.article(cast.reuters(), **there)])
    assert "else.example" not in page(reader, "/")
