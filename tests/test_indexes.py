"""The indexes of participants, places, sources and processes, over HTTP."""

import re
from datetime import date
from html import unescape
from itertools import groupby, product

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from tests.counting import at_most
from tests.markup import INDEXES, Outline, calls, page, the_talks
from tests.reading import text_of, today, walked
from timeline.codelists.alphabets import sort_key
from timeline.models.versions import VersionTerm
from timeline.presentation import index
from timeline.presentation.alphabet import letter_of
from timeline.search import take_stock

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return cast.reader_client()


NAME = r'<li><span><a href="[^"]+"><bdi>([^<]+)</bdi></a>'


def listed(html: str) -> list[str]:
    """The names of an index, in order."""
    return [unescape(name) for name in re.findall(NAME, html)]


def envoys(names: str, kind: str = "person") -> None:
    """A call of each of these, with Russia."""
    for name in names.split():
        someone = cast.participant(name, kind)
        cast.published(
            f"{name} calls Moscow", who=[(someone, "party"), (cast.russia(), "party")]
        )


def test_an_index_counts_the_events_of_each(reader: Client) -> None:
    calls(3)
    html = page(reader, "/participants/")
    assert re.search(r"Russia</bdi></a>.*?3 events", html, re.DOTALL)


@pytest.mark.parametrize("spelling", ["Россия", "russian fed", "RUSS"])
def test_an_index_is_searched_in_any_spelling(reader: Client, spelling: str) -> None:
    the_talks()
    assert listed(page(reader, f"/participants/?q={spelling}")) == ["Russia"]


def test_a_name_nobody_has_is_said_so(reader: Client) -> None:
    the_talks()
    html = page(reader, "/places/?q=atlantis")
    assert listed(html) == []
    assert "No place has this name" in text_of(html)


def test_an_empty_index_says_how_it_is_filled(reader: Client) -> None:
    for address in INDEXES:
        said = text_of(page(reader, address))
        assert "This list fills itself when events are published." in said


@pytest.mark.parametrize("address", INDEXES)
@pytest.mark.parametrize(
    "query",
    ["q=%00", "after=%00", "q=%22%27--", "kind=%27", "sort=%25", "q=" + "x" * 5000],
)
def test_an_index_stands_hostile_queries(
    reader: Client, address: str, query: str
) -> None:
    the_talks()
    assert reader.get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("after=nobody", "“nobody” is no place in this list"),
        ("kind=ghost", "“ghost” is none of the choices for “kind”"),
        ("kind=ghost", "Write one of these: state, territory, organisation"),
        ("sort=size", "Write one of these: name, events."),
        ("colour=red", "There is no filter called “colour” here"),
        ("colour=red", "This list reads q, kind, sort, after, as_of."),
        ("q=" + "x" * 101, "The longest is 100 characters."),
    ],
)
def test_what_an_index_cannot_use_is_said(
    reader: Client, query: str, said: str
) -> None:
    the_talks()
    html = page(reader, f"/participants/?{query}")
    assert said in text_of(html)
    assert len(listed(html)) == 5


def test_a_valid_index_says_no_problem(reader: Client) -> None:
    the_talks()
    for address in INDEXES:
        assert 'role="alert"' not in page(reader, f"{address}?q=&kind=&sort=name")


@pytest.mark.parametrize("sort", ["name", "events"])
def test_an_index_is_paged_without_gap_or_repeat(
    reader: Client, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    envoys("Anna Boris Çelik Dora Émile Franz")
    whole = listed(page(reader, f"/participants/?sort={sort}"))
    monkeypatch.setattr(index, "ON_A_PAGE", 2)
    found = walked(reader, "/participants/", NAME, query=f"?sort={sort}")
    assert found == whole
    assert len(whole) == 7


def test_the_most_frequent_come_first_when_asked(reader: Client) -> None:
    envoys("Anna Boris")
    html = page(reader, "/participants/?sort=events")
    assert listed(html) == ["Russia", "Anna", "Boris"]


def test_an_index_is_narrowed_to_a_kind_with_its_count(reader: Client) -> None:
    the_talks()
    html = page(reader, "/participants/")
    assert "Person 2" in text_of(html)
    found = re.search(r'href="(/participants/\?kind=person)">Person', html)
    assert found
    assert listed(page(reader, found[1])) == ["Hakan Fidan", "Vladimir Medinsky"]


def test_outlets_are_narrowed_by_their_kind(reader: Client) -> None:
    paper = cast.outlet("The Gazette", "newspaper")
    cast.published(sources=[cast.article(paper), cast.article(cast.reuters())])
    assert listed(page(reader, "/sources/?kind=newspaper")) == ["The Gazette"]
    assert "Newspaper 1" in text_of(page(reader, "/sources/"))


def test_the_search_keeps_the_kind(reader: Client) -> None:
    the_talks()
    html = page(reader, "/participants/?q=russ&kind=state")
    assert '<input type="hidden" name="kind" value="state">' in html
    assert listed(html) == ["Russia"]


def test_a_long_index_has_letters_that_lead_to_their_names(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "LETTERS_FROM", 2)
    monkeypatch.setattr(index, "ON_A_PAGE", 3)
    envoys("Anna Abel Boris Çelik Dora")
    html = page(reader, "/participants/")
    letters = re.findall(r'<li><a href="([^"#]+)#(l-[^"]+)">(.)</a>', html)
    assert [label for _, _, label in letters] == ["A", "B", "C", "D", "R"]
    for address, id_, label in letters:
        there = page(reader, unescape(address))
        group = there.partition(f'id="{id_}"')[2]
        assert listed(group)[0].startswith("Ç" if label == "C" else label)


def test_names_stand_in_the_alphabet_of_the_page(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "LETTERS_FROM", 1)
    envoys("Çelik Cem Zeki İnan Işık")
    html = page(reader, "/tr/participants/?kind=person")
    assert listed(html) == ["Cem", "Çelik", "Işık", "İnan", "Zeki"]
    letters = re.findall(r'#l-[^"]+">(.)</a>', html)
    assert letters == ["C", "Ç", "I", "İ", "Z"]


def test_an_index_names_in_the_language_of_the_page(reader: Client) -> None:
    the_talks()
    html = page(reader, "/uk/participants/?kind=state")
    assert set(listed(html)) == {"Росія", "Україна", "Türkiye"}
    assert 'href="/uk/participants/russia/"' in html


def test_the_index_of_processes_tells_how_far_they_have_come(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    track = cast.istanbul_track()
    cast.published("They meet", "2 May 2024", tracks=[(track, 1)])
    cast.published("They meet again", "2 May 2025", tracks=[(track, 2)])
    for title, day in (("A third round", "2 June 2025"), ("A fourth", "9 June 2025")):
        cast.published(title, day, tracks=[track], status="scheduled")
    cast.published("It is off", "20 May 2025", tracks=[track], status="cancelled")
    today(monkeypatch, date(2025, 6, 1))
    said = text_of(page(reader, "/processes/"))
    assert "2024 to 2025 · 2 rounds" in said
    assert "Latest: They meet again , 2 May 2025" in said
    assert "Next planned: A third round , 2 June 2025" in said
    today(monkeypatch, date(2025, 6, 10))
    assert "Next planned:" not in text_of(page(reader, "/processes/"))


@pytest.mark.parametrize("address", INDEXES)
def test_an_index_is_sound(
    reader: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "LETTERS_FROM", 1)
    the_talks()
    outline = Outline(page(reader, address))
    assert outline.levels[0] == 1
    assert len(outline.ids) == len(set(outline.ids))
    assert "style" not in outline.attributes


def test_an_index_costs_as_many_queries_for_thirty_as_for_three(reader: Client) -> None:
    for made in (3, 30):
        cast.published_together(
            cast.event(
                f"Envoy {n} calls",
                who=[(cast.participant(f"Envoy {n}", "person"), "party")],
                where=cast.place(f"Town {n}", "city", None),
                sources=[cast.article(cast.outlet(f"Paper {n}"))],
                tracks=[cast.istanbul_track()] if n % 2 else [],
            )
            for n in range(made)
        )
        take_stock()
        for address, query in product(INDEXES, ["", "?sort=events"]):
            with at_most(6):
                page(reader, f"{address}{query}")


def test_every_heading_of_a_dimension_is_in_its_index(reader: Client) -> None:
    calls(2)
    terms = VersionTerm.objects.filter(dimension="place", role="")
    html = page(reader, "/places/")
    for value in terms.values_list("value", flat=True).distinct():
        assert f'href="/places/{value}/"' in html


NAMES = st.text(st.sampled_from("aAçÇиІїґ ا3İıй-"), min_size=1, max_size=6)


@given(st.lists(NAMES, min_size=1), st.sampled_from(["en", "uk", "ru", "tr", "ar"]))
def test_each_letter_has_one_place_in_the_order(
    names: list[str], language: str
) -> None:
    """Names under one letter stand together, as the headings of an index need it."""
    plain = [name for name in names if name[0].isalnum()]
    ordered = sorted(plain, key=lambda name: sort_key(name, language))
    runs = [letter for letter, _ in groupby(letter_of(n, language) for n in ordered)]
    assert len(runs) == len(set(runs))
