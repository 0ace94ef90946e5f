"""The pages of participants, places, sources and processes, over HTTP."""

import re
from datetime import date
from html import unescape
from random import Random

import pytest
from django.test import Client

from tests import cast
from tests.chronicle import make_chronicle
from tests.counting import at_most
from tests.markup import SUBJECTS, Outline, address_of, calls, page, the_talks
from tests.reading import section, text_of, today
from timeline.models.participants import Tenure
from timeline.presentation.bars import bars_of
from timeline.selection import Selection

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return cast.reader_client()


# All of them


@pytest.mark.parametrize("address", SUBJECTS)
def test_a_subject_shows_its_event(reader: Client, address: str) -> None:
    made = the_talks()
    assert f'href="{address_of(made)}"' in page(reader, address)


@pytest.mark.parametrize("address", SUBJECTS)
def test_the_outline_of_a_subject_is_sound(reader: Client, address: str) -> None:
    calls(3)
    outline = Outline(page(reader, address))
    steps = zip([0, *outline.levels], outline.levels, strict=False)
    assert all(after <= before + 1 for before, after in steps)
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.anchors) <= set(outline.ids)
    assert "style" not in outline.attributes
    assert outline.unnamed == []


@pytest.mark.parametrize("address", SUBJECTS)
@pytest.mark.parametrize("language", ["uk", "ru", "tr", "ar"])
def test_a_subject_is_read_in_every_language(
    reader: Client, address: str, language: str
) -> None:
    calls(2)
    html = page(reader, f"/{language}{address}")
    assert f'<html lang="{language}"' in html
    inside = html.partition("<main")[2].partition("</main>")[0]
    leads = re.findall(r'<a [^>]*href="(/[^"]*)"', inside)
    assert leads
    allowed = (f"/{language}/", "/events.csv")
    assert [address for address in leads if not address.startswith(allowed)] == []


@pytest.mark.parametrize("address", SUBJECTS)
def test_a_parameter_that_does_nothing_is_said(reader: Client, address: str) -> None:
    the_talks()
    said = text_of(page(reader, f"{address}?shape=round"))
    assert "There is no filter called “shape” here" in said


@pytest.mark.parametrize("address", SUBJECTS)
@pytest.mark.parametrize("value", ["%00", "nobody", "x" * 4000, "%22%27--", "1.1.1"])
def test_hostile_values_are_answered(reader: Client, address: str, value: str) -> None:
    the_talks()
    for name in ("after", "show", value):
        assert reader.get(f"{address}?{name}={value}").status_code == 200


def test_a_subject_costs_as_many_queries_for_thirty_events_as_for_three(
    reader: Client,
) -> None:
    for made in (3, 30):
        calls(made)
        for address in SUBJECTS:
            with at_most(18):
                page(reader, address)


# Years


@pytest.mark.no_cover
def test_a_year_counts_the_events_its_link_leads_to(reader: Client) -> None:
    make_chronicle(60)
    cast.published("An envoy is somewhere", "between 2023 and 2025")
    subjects = [("who", "russia"), ("place", "istanbul"), ("source", "reuters")]
    for dimension, value in [*subjects, ("process", "istanbul-talks")]:
        bars = bars_of(dimension, value)
        assert bars
        assert [row.events for row in bars.rows] == [
            Selection.from_query(row.query).count for row in bars.rows
        ]
        assert [row.might for row in bars.rows] == [
            Selection.from_query(row.query).might_count for row in bars.rows
        ]


def test_what_did_not_take_place_lengthens_no_kind(reader: Client) -> None:
    cast.published("They are to meet", "2 May 2025", status="scheduled")
    cast.published("They do not meet", "3 May 2025", status="cancelled")
    cast.published("They meet", "4 May 2025")
    bars = bars_of("who", "russia")
    assert bars
    (row,) = bars.rows
    assert (row.kinds["talks"], row.not_held, row.might) == (1, 2, 0)


def test_a_date_that_may_be_another_year_is_counted_apart(reader: Client) -> None:
    cast.published("They meet", "between 30 December 2024 and 2 January 2025")
    cast.published("They meet again", "5 January 2025")
    bars = bars_of("who", "russia")
    assert bars
    assert [(r.label, sum(r.kinds.values()), r.might) for r in bars.rows] == [
        ("2025", 1, 1),
        ("2024", 0, 1),
    ]


def test_a_year_without_events_keeps_its_place(reader: Client) -> None:
    cast.published("They meet", "4 May 2020")
    cast.published("They meet again", "4 May 2022")
    rows = section(page(reader, "/participants/russia/"), "yearsh")
    assert re.findall(r'<th scope="row">(?:<a [^>]*>)?(\d+)', rows) == [
        "2022",
        "2021",
        "2020",
    ]


def test_many_years_are_counted_by_decades(reader: Client) -> None:
    cast.published("They meet", "4 May 1985")
    cast.published("They meet again", "4 May 2022")
    html = page(reader, "/participants/russia/")
    assert "Events by decade and kind" in html
    decade = "from=2020-01-01&amp;to=2029-12-31&amp;who=russia"
    assert decade in section(html, "yearsh")


# Participants


def test_offices_are_dated_as_far_as_recorded(reader: Client) -> None:
    envoy = cast.umerov()
    month = {"start": date(2014, 3, 1), "start_precision": "month"}
    Tenure.objects.create(person=envoy, office="Envoy", **month)
    Tenure.objects.create(person=envoy, office="Adviser")
    cast.published(who=[(envoy, "delegate")])
    said = text_of(section(page(reader, f"/participants/{envoy.slug}/"), "officesh"))
    assert "Minister of Defence of Ukraine 6 September 2023 to 17 July 2025" in said
    assert "Envoy from March 2014, no end recorded" in said
    assert "Adviser dates not recorded" in said


def test_a_participant_is_named_in_the_language_of_the_page(reader: Client) -> None:
    the_talks()
    assert "<h1><bdi>Росія</bdi></h1>" in page(reader, "/uk/participants/russia/")
    assert 'lang="uk">Росія</bdi>' in page(reader, "/participants/russia/")


@pytest.mark.no_cover
def test_counterparts_are_counted_as_their_links_are(reader: Client) -> None:
    make_chronicle(60)
    listed = section(page(reader, "/participants/russia/"), "othersh")
    found = re.findall(r'href="/\?([^"]+)">\s*(\d+) event', listed)
    assert len(found) > 2
    for query, events in found:
        assert Selection.from_query(unescape(query)).count == int(events)
    counts = [int(events) for _query, events in found]
    assert counts == sorted(counts, reverse=True)


def test_who_acts_for_a_state_stands_apart_from_its_counterparts(
    reader: Client,
) -> None:
    the_talks()
    html = page(reader, "/participants/russia/")
    assert "vladimir-medinsky" in section(html, "peopleh")
    assert "vladimir-medinsky" not in section(html, "othersh")
    assert "ukraine" in section(html, "othersh")


def test_a_person_is_not_the_counterpart_of_its_own_side(reader: Client) -> None:
    the_talks()
    html = page(reader, "/participants/vladimir-medinsky/")
    assert "/participants/russia/" not in section(html, "othersh")


def test_a_participant_links_to_every_view_of_its_events(reader: Client) -> None:
    the_talks()
    html = page(reader, "/participants/russia/")
    for view in ("/", "/timeline/", "/table/", "/map/", "/events.csv"):
        assert f'href="{view}?who=russia"' in html
    lanes = "lane=who%3Arussia&amp;lane=who%3A"
    assert f'href="/compare/?{lanes}' in html


@pytest.mark.no_cover
def test_roles_are_counted_as_their_links_are(reader: Client) -> None:
    make_chronicle(60)
    listed = section(page(reader, "/participants/russia/"), "rolesh")
    found = re.findall(r'href="/\?([^"]+)">.*?(\d+) event', listed)
    assert found
    for query, events in found:
        assert Selection.from_query(unescape(query)).count == int(events)


def test_a_participant_links_only_to_sides_that_have_a_page(reader: Client) -> None:
    """In its only event it acted for another than it usually does."""
    envoy = cast.person("Ivan Ivanov", cast.russia())
    cast.published(who=[(envoy, "speaker", {"on_behalf_of": cast.nato()})])
    html = page(reader, "/participants/ivan-ivanov/")
    assert 'href="/participants/russia/"' not in html
    assert reader.get("/participants/russia/").status_code == 404


def test_only_the_latest_events_are_listed(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline.views.subjects.finding.LATEST", 2)
    calls(3)
    said = text_of(page(reader, "/participants/russia/"))
    assert "The latest 2 of 3 events." in said
    assert "the 3th time" in said
    assert "the 1th time" not in said


# What is planned


def test_a_plan_is_ahead_until_its_last_possible_day(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.published("They are to meet", "between 2 and 5 June 2025", status="announced")
    today(monkeypatch, date(2025, 6, 5))
    assert "They are to meet" in section(page(reader, SUBJECTS[0]), "aheadh")
    today(monkeypatch, date(2025, 6, 6))
    html = page(reader, SUBJECTS[0])
    assert 'id="aheadh"' not in html
    said = text_of(section(html, "overdueh"))
    assert "That date has passed; no outcome is recorded." in said


def test_a_postponed_event_without_a_new_date_is_said_so(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.published("They are to meet", "2 June 2025", status="postponed")
    today(monkeypatch, date(2025, 6, 6))
    said = text_of(section(page(reader, SUBJECTS[0]), "overdueh"))
    assert "Postponed. It was set for 2 June 2025" in said


def test_what_took_place_is_not_a_plan(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.published("They meet", "2 June 2025")
    cast.published("They do not meet", "9 June 2025", status="cancelled")
    today(monkeypatch, date(2025, 6, 1))
    html = page(reader, SUBJECTS[0])
    assert 'id="aheadh"' not in html
    assert 'id="overdueh"' not in html


# Places


def test_a_place_says_how_well_its_point_is_known(reader: Client) -> None:
    the_talks()
    said = text_of(page(reader, "/places/istanbul/"))
    assert "41.0138, 28.9497" in said
    assert "The point is that of the town or city, not of the exact site." in said
    assert "No point is given" in text_of(page(reader, "/places/turkiye/"))


def test_a_place_lists_what_lies_in_it_and_where_it_lies(reader: Client) -> None:
    the_talks()
    cast.published("They meet in Antalya", where=cast.antalya())
    within = section(page(reader, "/places/turkiye/"), "withinh")
    assert re.findall(r"<bdi>([^<]+)</bdi>", within) == [
        "Antalya",
        "Dolmabahçe Palace",
        "Istanbul",
    ]
    assert 'id="withinh"' not in page(reader, "/places/antalya/")
    assert 'href="/places/turkiye/"' in page(reader, "/places/antalya/")


def test_a_place_counts_who_took_part_there(reader: Client) -> None:
    the_talks()
    cast.published("They meet in Antalya", where=cast.antalya())
    listed = section(page(reader, "/places/istanbul/"), "othersh")
    assert 'href="/?who=russia&amp;place=istanbul"' in listed
    assert "1 event" in text_of(listed)


@pytest.mark.no_cover
def test_counts_of_a_random_record_hold_for_every_subject(reader: Client) -> None:
    """Every link that says a number of events leads to that number."""
    make_chronicle(60)
    checked = 0
    for address in ("/participants/nato/", "/places/turkiye/", SUBJECTS[4]):
        html = page(reader, address)
        links = re.findall(r'href="/\?([^"]+)">\s*(\d+) event', html)
        for query, events in Random(1).sample(links, min(len(links), 6)):
            assert Selection.from_query(unescape(query)).count == int(events)
            checked += 1
    assert checked > 6
