"""The pages of sources and processes, over HTTP."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client

from tests import cast
from tests.markup import calls, page, the_talks
from tests.reading import section, text_of, today, walked
from timeline.views.subjects import processes, sources

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return cast.reader_client()


# Sources


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


def test_an_outlet_lists_its_documents_as_they_came_out(reader: Client) -> None:
    days = {"Later": date(2025, 5, 18), "Earlier": date(2025, 5, 2), "Undated": None}
    for title, day in days.items():
        paper = cast.article(cast.reuters(), title, published=day)
        cast.published(f"They speak of {title}", sources=[paper])
    html = page(reader, "/sources/reuters/")
    titles = re.findall(r'<h3 class="doc".*?<bdi>([^<]+)</bdi>', html)
    assert titles == ["Earlier", "Later", "Undated"]


def test_a_long_list_of_documents_goes_on(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "DOCUMENTS", 2)
    for number in range(5):
        paper = cast.article(cast.reuters(), f"Report {number}")
        cast.published(f"They speak of it, {number}", sources=[paper])
    assert walked(reader, "/sources/reuters/", r"<bdi>(Report \d)</bdi>") == [
        f"Report {number}" for number in range(5)
    ]


def test_a_source_lists_the_events_that_rest_on_it_alone(reader: Client) -> None:
    reuters, tass = cast.article(cast.reuters()), cast.article(cast.tass())
    again = cast.article(cast.reuters(), "Delegations meet again")
    cast.published("Reuters tells it twice", sources=[reuters, again])
    cast.published("Both tell it", sources=[reuters, tass])
    of_outlet = section(page(reader, "/sources/reuters/"), "aloneh")
    assert "Reuters tells it twice" in of_outlet
    assert "Both tell it" not in of_outlet
    assert "1 event rests on it alone" in text_of(of_outlet)
    assert 'id="aloneh"' not in page(reader, f"/sources/{again.slug}/")


def test_events_that_rest_on_outlets_of_one_owner_are_listed(reader: Client) -> None:
    ours = [cast.outlet(name, group="The Group") for name in ("Post", "Times")]
    cast.published("Both tell it", sources=[cast.article(o) for o in ours])
    html = page(reader, "/sources/post/")
    assert 'id="aloneh"' not in html
    assert "1 event rests on the outlets of The Group alone" in text_of(html)
    assert "Both tell it" in page(reader, "/sources/post/?show=group")


def test_the_list_of_what_rests_on_it_alone_goes_on(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "ALONE", 2)
    for number in range(5):
        cast.published(f"They speak, number {number}", f"{number + 1} May 2025")
    titles = r'<a href="/events/[^"]+">([^<]+)</a>'
    listed = walked(reader, "/sources/reuters/", titles, query="?show=alone")
    assert listed == [f"They speak, number {n}" for n in (4, 3, 2, 1, 0)]


def test_an_unknown_list_of_a_source_is_said(reader: Client) -> None:
    the_talks()
    said = text_of(page(reader, "/sources/reuters/?show=everything"))
    assert "“everything” is none of the choices for “show”" in said
    assert "Write one of these: alone, group." in said


def test_a_source_says_what_it_disputes(reader: Client) -> None:
    disputing = {"about": "date", "states": "15 May", "stance": "disputes"}
    the_talks(
        sources=[cast.article(cast.reuters()), (cast.article(cast.tass()), disputing)]
    )
    assert "Disputes it: 15 May" in text_of(page(reader, "/sources/tass/"))
    assert "It disputes it 1 time" in text_of(page(reader, "/sources/tass/"))
    assert "It disputes it 0 times" in text_of(page(reader, "/sources/reuters/"))


def test_a_link_that_hides_its_host_is_not_shown(reader: Client) -> None:
    there = {"url": "https://reuters.com@else.example/1"}
    paper = cast.article(cast.reuters(), **there)
    cast.published(sources=[paper])
    for address in ("/", f"/sources/{paper.slug}/"):
        assert 'href="https://reuters.com@' not in page(reader, address)


# Processes


def test_a_process_lists_its_rounds_oldest_first(reader: Client) -> None:
    calls(2)
    html = page(reader, "/processes/istanbul-talks/")
    assert 'id="round-1"' in html
    assert html.index("the 1th time") < html.index("the 2th time")


def test_a_round_holds_its_own_events_only(reader: Client) -> None:
    track = cast.istanbul_track()
    cast.published("They meet at first", "2 May 2025", tracks=[(track, 1)])
    cast.published("They meet again", "9 May 2025", tracks=[(track, 2)])
    cast.published("They speak of it", "5 May 2025", tracks=[track])
    html = page(reader, "/processes/istanbul-talks/")
    for id_, title in (
        ("round-1", "They meet at first"),
        ("round-2", "They meet again"),
        ("others", "They speak of it"),
    ):
        assert re.findall(r'class="evt".*?>([^<]+)</a>', section(html, id_)) == [title]


def test_a_long_process_goes_on_and_says_its_rounds(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "ON_A_PAGE", 2)
    calls(5)
    titles = walked(reader, "/processes/istanbul-talks/", r'class="evt".*?>([^<]+)</a>')
    assert titles == [f"Delegations meet for the {n}th time" for n in range(1, 6)]
    said = text_of(page(reader, "/processes/istanbul-talks/"))
    assert "2 of 5 events, oldest first." in said


def test_a_round_of_a_long_process_is_one_link_away(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "ON_A_PAGE", 2)
    track = cast.istanbul_track()
    for day in range(1, 6):
        number = 1 if day < 4 else 2
        cast.published(f"Day {day}", f"{day} May 2025", tracks=[(track, number)])
    listed = section(page(reader, "/processes/istanbul-talks/"), "roundsh")
    second = re.findall(r'href="([^"#]*)#round-2"', listed)[0]
    assert "Day 4" in section(page(reader, unescape(second)), "round-2")
    assert "First event: 4 May 2025. Last: 5 May 2025 2 events" in text_of(listed)


def test_a_process_says_what_was_promised_and_is_late(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = cast.draft("They agree", tracks=[cast.istanbul_track()])
    cast.commitment(made, "Hand over a list", debtor=cast.russia(), by="by 2 June 2025")
    done = {"status": "done"}
    cast.commitment(
        made, "Name a date", debtor=cast.ukraine(), by="by 1 June 2025", **done
    )
    cast.publish(made)
    today(monkeypatch, date(2025, 6, 3))
    said = text_of(section(page(reader, "/processes/istanbul-talks/"), "owedh"))
    assert (
        "by 2 June 2025 This date has passed; no implementation is recorded Still open"
        in said
    )
    assert "Name a date by 1 June 2025 Done" in said


def test_a_process_counts_who_took_part(reader: Client) -> None:
    calls(2)
    listed = section(page(reader, "/processes/istanbul-talks/"), "othersh")
    assert 'href="/?who=russia&amp;process=istanbul-talks"' in listed
    assert "2 events" in text_of(listed)
