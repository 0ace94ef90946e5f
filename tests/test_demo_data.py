"""The demo chronology's files, checked as data: no database, no network.

Types and topics are checked against the code lists; the choices that live in the
models are written out here, so that a change of one of them is noticed.
"""

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from timeline.dates import read_date

ROOT = Path(__file__).resolve().parents[1] / "timeline"
DEMO = ROOT / "demo"

STATUSES = frozenset(
    [
        "announced",
        "scheduled",
        "postponed",
        "under-way",
        "took-place",
        "cancelled",
        "did-not-take-place",
        "unconfirmed",
    ]
)
ROLES = frozenset(
    [
        "party",
        "head-of-delegation",
        "delegate",
        "host",
        "chair",
        "mediator",
        "facilitator",
        "observer",
        "speaker",
        "signatory",
        "guarantor",
        "addressee",
        "recipient",
        "invited",
        "subject",
        "visitor",
    ]
)
ATTENDANCES = frozenset(
    ["", "expected", "confirmed", "attended", "absent", "declined", "remote"]
)
RELATIONS = frozenset(
    [
        "part-of",
        "follows",
        "responds-to",
        "implements",
        "replaces",
        "contradicts",
        "before",
        "after",
    ]
)
ABOUT = frozenset(["date", "place", "who", "outcome", "all"])
FROM_THE_GAZETTEER = frozenset(
    [
        "Belarus",
        "Canada",
        "Council of Europe",
        "Czechia",
        "European Union",
        "France",
        "Germany",
        "Group of Seven",
        "Holy See",
        "Hungary",
        "Moldova",
        "NATO",
        "Netherlands",
        "North Korea",
        "Norway",
        "Poland",
        "Russia",
        "Saudi Arabia",
        "Türkiye",
        "Ukraine",
        "United Kingdom",
        "United Nations",
        "United States",
    ]
)
SEED = {
    "outlet": "North Press",
    "title": "U.S. Secretary of State Emphasizes Diplomacy in Russia-Ukraine Conflict"
    " at NATO Summit",
    "byline": "Kardo Roj",
    "published": "2025-05-15",
    "url": "",
}
LONGEST_TITLE = 110
LARGEST_FILE = 300_000


def read(name):
    return json.loads((DEMO / name).read_text(encoding="utf-8"))


def slugs(name):
    with (ROOT / "codelists" / name).open(encoding="utf-8", newline="") as lines:
        return {row["slug"] for row in csv.DictReader(lines)}


TYPES = slugs("event-types.csv")
TOPICS = slugs("topics.csv")
EVENTS = [event for path in sorted(DEMO.glob("events-*.json")) for event in read(path)]
BY_KEY = {event["key"]: event for event in EVENTS}
PEOPLE = {person["name"]: person for person in read("participants.json")}
OUTLETS = {outlet["name"]: outlet for outlet in read("outlets.json")}
TRACKS = {track["slug"]: track for track in read("tracks.json")}
COMMITMENTS = read("commitments.json")
KNOWN = FROM_THE_GAZETTEER | PEOPLE.keys()

each_event = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event["key"])


def repeated(values):
    return [value for value, count in Counter(values).items() if count > 1]


def marks(summary):
    return {int(mark) for mark in re.findall(r"\[(\d+)\]", summary)}


def is_iso_day(text):
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def test_the_chronology_holds_at_least_sixty_events_from_february_to_june_2025():
    spring = re.compile(r"\b(February|March|April|May|June) 2025\b")
    assert sum(bool(spring.search(event["date"])) for event in EVENTS) >= 60


@pytest.mark.parametrize("month", ["02", "03", "04", "05", "06"])
def test_every_month_of_the_story_has_events(month):
    assert len(read(f"events-2025-{month}.json")) >= 10


def test_no_two_events_share_a_key_or_a_title():
    assert repeated(event["key"] for event in EVENTS) == []
    assert repeated(event["title"].casefold() for event in EVENTS) == []


@pytest.mark.parametrize(
    "path", sorted(DEMO.glob("*.json")), ids=lambda path: path.name
)
def test_every_file_stays_small_enough_to_read(path):
    assert path.stat().st_size < LARGEST_FILE


@each_event
def test_a_title_is_a_sentence_without_a_full_stop_that_fits(event):
    title = event["title"]
    assert 20 <= len(title) <= LONGEST_TITLE
    assert title == title.strip()
    assert title[0].isupper()
    assert title[-1] not in ".!?"


@each_event
def test_an_event_uses_known_codes(event):
    assert event["type"] in TYPES
    assert set(event["topics"]) <= TOPICS
    assert repeated(event["topics"]) == []
    assert event["status"] in STATUSES
    assert event["format"] in {"", "in-person", "remote", "hybrid"}
    assert event["date"].strip()
    assert isinstance(event["key_event"], bool)


@each_event
def test_a_call_is_remote_and_has_no_place(event):
    if event["format"] == "remote" or event["type"] == "call":
        assert (event["format"], event["place"]) == ("remote", "")


@each_event
def test_every_participation_names_somebody_known_in_a_known_role(event):
    for part in event["participations"]:
        assert part["participant"] in KNOWN
        assert part["role"] in ROLES
        assert part["attendance"] in ATTENDANCES
        assert part["on_behalf_of"] in KNOWN | {""}
    names = [(part["participant"], part["role"]) for part in event["participations"]]
    assert names
    assert repeated(names) == []


@each_event
def test_every_mark_in_a_summary_has_its_citation_and_the_reverse(event):
    assert marks(event["summary"]) == set(range(1, len(event["citations"]) + 1))


@each_event
def test_every_event_rests_on_at_least_one_citation(event):
    assert event["citations"]


@each_event
def test_every_citation_names_a_listed_outlet_and_says_what_it_is_about(event):
    for citation in event["citations"]:
        assert citation["outlet"] in OUTLETS
        assert citation["about"] in ABOUT
        assert citation["stance"] in {"supports", "disputes"}
        assert citation["language"]
        assert citation["published"] == "" or is_iso_day(citation["published"])


@each_event
def test_every_citation_but_the_seed_report_has_a_web_address(event):
    for citation in event["citations"]:
        if citation["outlet"] == SEED["outlet"]:
            assert {name: citation[name] for name in SEED} == SEED
        else:
            address = urlsplit(citation["url"])
            assert address.scheme in {"http", "https"}
            assert "." in address.netloc


@each_event
def test_a_quote_says_who_spoke_and_in_which_language(event):
    for citation in event["citations"]:
        if citation["quote"]:
            assert citation["quote_language"]
            assert citation["quote"].strip("“”\"' ") == citation["quote"]
        assert citation["speaker"] in PEOPLE.keys() | {""}


@each_event
def test_a_dispute_says_what_the_source_states(event):
    for citation in event["citations"]:
        if citation["stance"] == "disputes":
            assert citation["states"]
            assert citation["about"] != "all"


@each_event
def test_relations_and_tracks_lead_somewhere(event):
    for relation in event["relations"]:
        assert relation["kind"] in RELATIONS
        assert relation["to"] in BY_KEY
        assert relation["to"] != event["key"]
    for entry in event["tracks"]:
        rounds = {one["number"] for one in TRACKS[entry["track"]]["rounds"]}
        assert entry["round"] is None or entry["round"] in rounds


@each_event
def test_before_and_after_join_events_of_one_day(event):
    for relation in event["relations"]:
        if relation["kind"] in {"before", "after"}:
            day = r"\d+ \w+ 2025"
            here = re.search(day, event["date"])
            there = re.search(day, BY_KEY[relation["to"]]["date"])
            assert here[0] == there[0]


@each_event
def test_a_planned_date_points_at_a_citation_of_its_event(event):
    for planned in event["planned_dates"]:
        number = planned["citation"]
        assert planned["date"]
        assert number is None or 1 <= number <= len(event["citations"])


def test_commitments_join_known_parties_and_events():
    assert COMMITMENTS
    for commitment in COMMITMENTS:
        assert commitment["debtor"] in KNOWN
        assert commitment["beneficiary"] in KNOWN
        assert commitment["status"] in {"open", "partly", "done", "lapsed"}
        assert commitment["agreed_in"] in BY_KEY
        assert BY_KEY.keys() >= set(commitment["implemented_by"])
        if commitment["status"] in {"partly", "done"}:
            assert commitment["implemented_by"]


def test_no_list_names_the_same_thing_twice():
    for name in ("participants.json", "outlets.json", "places.json", "tracks.json"):
        assert repeated(entry["name"] for entry in read(name)) == []


def test_people_act_for_somebody_known_and_hold_offices_for_somebody_known():
    for person in PEOPLE.values():
        assert person["acts_for"] in KNOWN | {""}
        assert person["wikidata_id"] == "" or person["wikidata_id"].startswith("Q")
        for tenure in person["tenures"]:
            assert tenure["office"]
            assert tenure["for"] in KNOWN
            for bound in (tenure["start"], tenure["end"]):
                assert re.fullmatch(r"(\d{4}(-\d\d){0,2})?", bound)


def test_zelenskyy_and_erdogan_are_known_by_their_many_spellings():
    spellings = {name["name"] for name in PEOPLE["Volodymyr Zelenskyy"]["names"]}
    assert {"Zelensky", "Volodymyr Zelenskiy", "Володимир Зеленський"} <= spellings
    spellings = {name["name"] for name in PEOPLE["Recep Tayyip Erdoğan"]["names"]}
    assert "Recep Tayyip Erdogan" in spellings


def test_the_first_istanbul_round_claims_no_day_that_its_sources_dispute():
    talks = BY_KEY["istanbul-talks-round-1"]
    when = read_date(talks["date"])
    assert when.start_earliest == date(2025, 5, 15)
    assert when.end_latest == date(2025, 5, 17)
    stated = {
        (citation["stance"], citation["states"])
        for citation in talks["citations"]
        if citation["about"] == "date"
    }
    assert stated == {("supports", "2025-05-17"), ("disputes", "2025-05-15")}


def test_the_first_istanbul_round_tells_the_day_it_was_proposed_for_and_by_whom():
    [planned] = BY_KEY["istanbul-talks-round-1"]["planned_dates"]
    assert (planned["date"], planned["announced"]) == ("15 May 2025", "11 May 2025")
    said = BY_KEY["istanbul-talks-round-1"]["citations"][planned["citation"] - 1]
    assert said["url"] == BY_KEY["putin-proposes-istanbul"]["citations"][0]["url"]


def test_rubio_speaks_and_the_russian_delegation_lands_on_the_fifteenth():
    for key in ("rubio-nato-statement", "russian-delegation-lands"):
        assert BY_KEY[key]["date"] == "15 May 2025"


def test_rubio_is_quoted_several_times_at_the_nato_meeting():
    quotes = [
        citation["quote"]
        for citation in BY_KEY["rubio-nato-statement"]["citations"]
        if citation["speaker"] == "Marco Rubio" and citation["quote"]
    ]
    assert len(set(quotes)) >= 3


def test_the_return_of_the_dead_implements_what_the_june_talks_agreed():
    relations = BY_KEY["bodies-returned-june"]["relations"]
    assert {"kind": "implements", "to": "round-2-exchange-agreed"} in relations


def test_every_date_is_one_that_an_editor_may_type():
    for event in EVENTS:
        read_date(event["date"])
        for planned in event["planned_dates"]:
            read_date(planned["date"])


def test_nothing_is_listed_that_no_event_uses():
    parts = [part for event in EVENTS for part in event["participations"]]
    named = {part["participant"] for part in parts}
    assert PEOPLE.keys() <= named
    cited = {one["outlet"] for event in EVENTS for one in event["citations"]}
    assert OUTLETS.keys() == cited
    followed = {entry["track"] for event in EVENTS for entry in event["tracks"]}
    assert TRACKS.keys() == followed
    assert {place["name"] for place in read("places.json")} <= {
        event["place"] for event in EVENTS
    }
