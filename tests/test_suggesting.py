"""What the reader's script asks: /suggest/ and /count/."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import cast
from tests.counting import Questions
from tests.markup import calls, the_talks
from timeline.models.versions import Heading
from timeline.presentation.suggestions import FIELDS, MOST
from timeline.selection import Selection

MOST_QUERIES = 10


@pytest.fixture
def reader(db: None) -> Client:
    return cast.reader_client()


def suggested(reader: Client, address: str) -> list[dict[str, Any]]:
    answer = reader.get(f"/suggest/?{address}")
    assert answer.status_code == 200, answer.content
    return list(answer.json()["values"])


def values(reader: Client, address: str) -> list[str]:
    return [one["value"] for one in suggested(reader, address)]


# Names


def test_a_name_is_found_by_any_part_of_any_spelling(reader: Client) -> None:
    the_talks()
    assert values(reader, "field=who&typed=russ") == ["russia"]
    assert values(reader, "field=who&typed=росі") == ["russia"]
    assert values(reader, "field=place&typed=dolma") == ["dolmabahce-palace"]
    assert values(reader, "field=source&typed=reut") == ["reuters"]
    assert values(reader, "field=process&typed=istanbul") == ["istanbul-talks"]


def test_a_suggestion_says_what_tells_it_from_its_namesakes(reader: Client) -> None:
    the_talks()
    (one,) = suggested(reader, "field=who&typed=medin")
    assert one["label"] == "Vladimir Medinsky"
    assert one["detail"] == "Person, Russia"
    assert (one["count"], one["events"]) == (1, "1 event")


def test_names_are_in_the_readers_language(reader: Client) -> None:
    the_talks()
    answer = reader.get("/uk/suggest/?field=who&typed=russ")
    assert [one["label"] for one in answer.json()["values"]] == ["Росія"]


def test_what_begins_as_typed_comes_before_what_only_holds_it(reader: Client) -> None:
    cast.published(who=[(cast.united_states(), "party")])
    cast.published("Others meet", who=[(cast.state("Mostate", "XM"), "party")])
    cast.published("Others meet again", who=[(cast.state("Mostate", "XM"), "party")])
    assert values(reader, "field=who&typed=state")[0] == "united-states"
    assert values(reader, "field=who&typed=mo")[0] == "mostate"


def test_with_nothing_typed_the_most_frequent_come_first(reader: Client) -> None:
    calls(3)
    cast.published("Rubio speaks", who=[(cast.rubio(), "speaker")])
    counts = [one["count"] for one in suggested(reader, "field=who")]
    assert counts[0] == 3
    assert counts[-1] == 1
    assert counts == sorted(counts, reverse=True)


def test_a_name_only_drafts_mention_is_not_suggested(reader: Client) -> None:
    the_talks()
    cast.draft(
        "A secret meeting", who=[(cast.person("Secret Envoy", cast.russia()), "party")]
    )
    assert values(reader, "field=who&typed=secret") == []


def test_no_more_than_a_dozen_are_suggested(reader: Client) -> None:
    the_talks()
    for n in range(MOST + 8):
        Heading.objects.create(
            dimension="who",
            value=f"x{n}",
            label=f"X {n}",
            sort_label=f"x {n}",
            spellings=f"x {n}",
            kind="person",
        )
    assert len(values(reader, "field=who&typed=x")) == MOST


# Lists of codes


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        ("kind", "stat", "statement"),
        ("status", "disp", "disputed"),
        ("role", "chair", "chair"),
        ("lang", "engl", "en"),
    ],
)
def test_codes_are_found_by_their_label(
    reader: Client, field: str, typed: str, expected: str
) -> None:
    the_talks()
    assert values(reader, f"field={field}&typed={typed}")[0] == expected


# Counts


def test_a_count_is_what_the_filter_would_leave(reader: Client) -> None:
    the_talks()
    cast.published("Rubio speaks", "15 May 2025", who=[(cast.rubio(), "speaker")])
    for field in FIELDS:
        for query in ("", "from=2025-05-16", "who=russia", "who=russia&mode=all"):
            for one in suggested(reader, f"field={field}&{query}"):
                assert one["count"] == left_by(query, field, one["value"]), (field, one)


def left_by(query: str, field: str, value: str) -> int:
    """Events left when the value replaces the group's own, or joins it in "all"."""
    pairs = [p for p in query.split("&") if p]
    together = "mode=all" in pairs and field == "who"
    kept = [p for p in pairs if together or p.partition("=")[0] != field]
    return Selection.from_query("&".join([*kept, f"{field}={value}"])).count


def test_suggestions_cost_no_more_with_more_events(reader: Client) -> None:
    calls(3)
    few = [queries_of(reader, f"/suggest/?field={f}&typed=a") for f in FIELDS]
    calls(12)
    many = [queries_of(reader, f"/suggest/?field={f}&typed=a") for f in FIELDS]
    assert many == few
    assert max(few) <= MOST_QUERIES


def queries_of(reader: Client, address: str) -> int:
    with Questions() as queries:
        assert reader.get(address).status_code == 200
    return queries.number


# What cannot be used


def test_a_field_there_is_none_of_is_named_with_those_there_are(
    reader: Client,
) -> None:
    answer = reader.get("/suggest/?field=country&typed=x")
    assert answer.status_code == 400
    (problem,) = answer.json()["problems"]
    assert problem["parameter"] == "field"
    assert all(field in problem["message"] for field in FIELDS)


def test_a_name_too_long_is_refused(reader: Client) -> None:
    assert reader.get(f"/suggest/?field=who&typed={'x' * 101}").status_code == 400


def test_a_wrong_filter_beside_the_box_is_named_and_left_out(reader: Client) -> None:
    the_talks()
    answer = reader.get("/suggest/?field=who&typed=russ&from=31+June+2025").json()
    assert [one["value"] for one in answer["values"]] == ["russia"]
    assert [p["parameter"] for p in answer["problems"]] == ["from"]


# The button


def test_the_button_says_how_many_events_there_would_be(reader: Client) -> None:
    calls(2)
    assert reader.get("/count/").json() == {
        "count": 2,
        "label": "Show 2 events",
        "echo": "",
    }
    one = reader.get("/count/?from=1+May+2025&to=1+May+2025").json()
    assert one["label"] == "Show 1 event"
    assert one["echo"].startswith("Read as 1 May 2025")


def test_a_count_of_a_wrong_query_names_what_is_wrong(reader: Client) -> None:
    answer = reader.get("/count/?from=31+June+2025&who=nobody")
    assert answer.status_code == 400
    said = answer.json()
    assert said["label"] == "Show events"
    assert {p["parameter"] for p in said["problems"]} == {"from", "who"}
    assert all(p["title"] for p in said["problems"])


@pytest.mark.parametrize("address", ["/count/", "/suggest/?field=who"])
def test_an_answer_that_has_not_changed_is_not_sent_again(
    reader: Client, address: str
) -> None:
    the_talks()
    etag = reader.get(address).headers["ETag"]
    again = reader.get(address, headers={"If-None-Match": etag})
    assert again.status_code == 304


@pytest.mark.parametrize("address", ["/count/", "/suggest/?field=who"])
def test_only_reading_is_allowed(reader: Client, address: str) -> None:
    assert reader.post(address).status_code == 405


class AnyText(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(field=st.sampled_from([*FIELDS, "", "x"]), typed=st.text(max_size=120))
    def test_no_text_is_an_error_of_ours(self, field: str, typed: str) -> None:
        query = urlencode({"field": field, "typed": typed}, errors="surrogatepass")
        assert cast.reader_client().get(f"/suggest/?{query}").status_code in {200, 400}
