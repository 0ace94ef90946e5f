"""The JSON addresses: the same events as everywhere, and honest when there are none."""

import csv
import io
import json
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import OperationalError
from django.test import Client

from tests import cast
from tests.chronicle import make_chronicle, random_query
from tests.counting import at_most
from tests.markup import the_talks
from timeline import publishing
from timeline.api import events as api_events
from timeline.api.operations import OPERATIONS
from timeline.api.problems import KINDS
from timeline.codebook.chapters.files import record_types
from timeline.formats import FORMATS
from timeline.selection import TooSlow
from timeline.selection.vocabulary import PARAMETERS

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
PROBLEM = "application/problem+json"


@pytest.fixture
def reader() -> Client:
    return cast.reader_client()


def got(reader: Client, address: str, **headers: str) -> Any:
    answer = reader.get(address, headers=headers)
    assert answer.status_code == 200, (address, answer.content)
    assert answer["Content-Type"] == "application/json"
    return json.loads(answer.content)


def problem(answer: Any) -> Any:
    """The problem an answer tells, which says the status it has."""
    assert answer["Content-Type"] == PROBLEM
    told = json.loads(answer.content)
    assert told["status"] == answer.status_code
    assert told["type"].startswith(f"{SITE}/about/api/#problem-")
    assert told["title"]
    assert told["detail"]
    return told


def walked(reader: Client, address: str, onward: str) -> tuple[list[int], set[int]]:
    """The events of all pages from an address on, and the counts they say."""
    numbers: list[int] = []
    counts = set()
    while address:
        page = got(reader, address)
        numbers += [event["event_id"] for event in page["items"]]
        counts.add(page["count"])
        address = (page[onward] or "").removeprefix(SITE)
    return numbers, counts


# Events


def test_an_event_is_answered_as_its_record_with_its_address(reader: Client) -> None:
    talks = the_talks()
    (event,) = got(reader, "/api/events?who=russia")["items"]
    assert event["title"] == talks.title
    assert event["url"] == f"{SITE}/events/{talks.number}-{talks.slug}/"
    assert event["date_match"] == "certain"
    assert event["participations"][1]["office"] == "Aide to the President of Russia"
    assert got(reader, f"/api/events/{talks.number}") == event


def test_what_only_might_fall_in_the_dates_is_marked_and_counted(
    reader: Client,
) -> None:
    the_talks(date="between 16 and 22 May 2025")
    the_talks(date="18 May 2025")
    page = got(reader, "/api/events?from=2025-05-18&to=2025-05-18")
    assert {e["date_match"] for e in page["items"]} == {"certain", "might"}
    assert (page["count"], page["might"]) == (2, 1)
    assert "18 May 2025" in page["sentence"]


@pytest.mark.no_cover
def test_all_pages_together_are_the_file(reader: Client) -> None:
    """Forward and back, for random selections and limits: ids, order and count."""
    make_chronicle(60)
    random = Random(4)
    for _ in range(12):
        query, limit = random_query(random), random.choice([5, 13, 50])
        address = f"/api/events?{query}&limit={limit}".replace("?&", "?")
        numbers, counts = walked(reader, address, "next")
        file = reader.get(f"/events.csv?{query}")
        text = b"".join(file).decode("utf-8-sig")
        rows = [int(r["event_id"]) for r in csv.DictReader(io.StringIO(text))]
        assert numbers == rows, query
        assert counts == {len(rows)} == {int(file["X-Row-Count"])}, query
        _and_back(reader, address, rows, limit)


def _and_back(reader: Client, address: str, rows: list[int], limit: int) -> None:
    """From the last page backwards come the same events."""
    last = address
    while onward := got(reader, last)["next"]:
        last = onward.removeprefix(SITE)
    pages, seen = last, list[int]()
    while pages:
        page = got(reader, pages)
        seen = [e["event_id"] for e in page["items"]] + seen
        pages = (page["prev"] or "").removeprefix(SITE)
        assert len(page["items"]) <= limit
    assert seen == rows


def test_a_removed_event_says_when_and_why_and_a_merged_one_where(
    reader: Client,
) -> None:
    kept, gone, double = the_talks(), the_talks(), the_talks()
    publishing.withdraw(gone, editor="editor", reason="It was a hoax.")
    publishing.merge(double, into=kept, editor="editor", reason="The same talks.")
    for address in (
        f"/api/events/{gone.number}",
        f"/api/events/{gone.number}/versions/1",
    ):
        answer = reader.get(address)
        assert answer.status_code == 410
        assert "It was a hoax." in problem(answer)["detail"]
    moved = reader.get(f"/api/events/{double.number}")
    assert moved.status_code == 301
    assert moved["Location"] == f"{SITE}/api/events/{kept.number}"
    assert problem(moved)["title"] == KINDS["merged"].title
    first = got(reader, f"/api/events/{double.number}/versions/1")
    assert first["event_id"] == double.number
    numbers = [e["event_id"] for e in got(reader, "/api/events")["items"]]
    assert numbers == [kept.number]


def test_a_version_stays_as_it_was(reader: Client) -> None:
    talks = the_talks()
    before = got(reader, f"/api/events/{talks.number}")
    talks.title = "The delegations meet in Istanbul"
    talks.save()
    cast.publish(talks)
    assert got(reader, f"/api/events/{talks.number}")["version"] == 2
    assert got(reader, f"/api/events/{talks.number}/versions/1") == before


def test_a_draft_is_not_there(reader: Client) -> None:
    the_talks()
    draft = cast.draft("A draft that nobody may read")
    assert "A draft" not in json.dumps(got(reader, "/api/events"))
    assert reader.get(f"/api/events/{(draft.number or 2)}").status_code == 404


# Facets and names


@pytest.mark.no_cover
def test_a_facet_counts_the_events_its_address_answers(reader: Client) -> None:
    make_chronicle(12)
    answer = got(reader, "/api/facets?who=russia")
    groups = {group["name"]: group for group in answer["facets"]}
    assert {"who", "kind", "status", "place"} <= set(groups)
    for group in groups.values():
        for value in group["values"][:2]:
            page = got(reader, value["address"].removeprefix(SITE))
            assert page["count"] == value["count"], value


def test_names_are_found_in_any_spelling_and_lead_to_their_cards(
    reader: Client,
) -> None:
    the_talks(sources=[cast.article(cast.reuters())])
    for kind, typed, slug in (
        ("participants", "Росія", "russia"),
        ("places", "constantinople", "istanbul"),
        ("sources", "reut", "reuters"),
        ("processes", "istanbul", "istanbul-talks"),
    ):
        items = got(reader, f"/api/{kind}?q={typed}")["items"]
        (found,) = [item for item in items if item["slug"] == slug]
        assert found["events"] == 1
        assert reader.get(found["url"].removeprefix(SITE)).status_code == 200
        card = got(reader, found["address"].removeprefix(SITE))
        assert card.items() >= found.items()
    assert got(reader, "/api/participants/russia")["iso2"] == "RU"
    assert got(reader, "/api/places/istanbul")["latitude"] == pytest.approx(41.01384)
    document = got(reader, "/api/sources/reuters-delegations-meet-in-istanbul")
    assert document["outlet"] == {"slug": "reuters", "name": "Reuters"}
    assert got(reader, "/api/processes/istanbul-talks")["rounds"][0]["number"] == 1
    states = got(reader, "/api/participants?kind=state")["items"]
    assert {item["slug"] for item in states} >= {"russia", "ukraine"}


def test_names_come_in_pages_both_ways(reader: Client) -> None:
    make_chronicle(12)
    whole = [
        item["slug"] for item in got(reader, "/api/participants?limit=200")["items"]
    ]
    there: list[str] = []
    address, last = "/api/participants?limit=3", ""
    while address:
        page, last = got(reader, address), address
        there += [item["slug"] for item in page["items"]]
        assert page["count"] == len(whole)
        address = (page["next"] or "").removeprefix(SITE)
    back: list[str] = []
    while last:
        page = got(reader, last)
        back = [item["slug"] for item in page["items"]] + back
        last = (page["prev"] or "").removeprefix(SITE)
    assert there == back == whole


# What is refused


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/api/events?from=31+June+2025", "from"),
        ("/api/events?limit=0", "limit"),
        ("/api/events?limit=201", "limit"),
        ("/api/events?limit=1&limit=2", "limit"),
        ("/api/events?cursor=x", "cursor"),
        ("/api/events?page=2", "page"),
        ("/api/events?who=nobody-at-all", "who"),
        ("/api/events/1?who=russia", "who"),
        ("/api/facets?q=%00", "q"),
        ("/api/participants?q=%00", "q"),
        ("/api/participants?q=...", "q"),
        ("/api/participants?kind=ghost", "kind"),
        ("/api/sources?kind=outlet", "kind"),
        ("/api/formats?x=1", "x"),
        ("/api/openapi.json?x=1", "x"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_answered(
    reader: Client, address: str, named: str
) -> None:
    the_talks()
    answer = reader.get(address)
    assert answer.status_code == 400
    told = problem(answer)
    assert [wrong["name"] for wrong in told["parameters"]] == [named]
    assert told["parameters"][0]["title"] in told["detail"]
    assert "items" not in told


@pytest.mark.parametrize(
    "address",
    [
        "/api/events/99",
        "/api/events/0",
        "/api/events/1/versions/99",
        "/api/events/99999999999999999999",
        "/api/participants/nobody",
        "/api/participants?cursor=a.nobody",
        "/api/nothing/here",
    ],
)
def test_what_is_not_there_is_not_found(reader: Client, address: str) -> None:
    the_talks()
    answer = reader.get(address)
    assert answer.status_code == 404
    problem(answer)


def test_a_slow_question_and_a_lost_database_say_when_to_come_back(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for error, kind in ((TooSlow(), "slow"), (OperationalError("gone"), "down")):

        def fail(*_: Any, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(api_events, "_part", fail)
        answer = reader.get("/api/events")
        assert answer.status_code == 503
        assert int(answer["Retry-After"]) == KINDS[kind].retry_after
        assert problem(answer)["type"].endswith(f"#problem-{kind}")
        assert answer["Cache-Control"] == "no-store"


# How it is answered


@pytest.mark.parametrize("address", ["/api/events", "/events.csv"])
def test_every_site_may_read_and_nobody_may_write(address: str, reader: Client) -> None:
    """No cookie plays a part, and a POST without a token gets the same 405."""
    the_talks()
    answer = reader.get(address)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert "X-Row-Count" in answer["Access-Control-Expose-Headers"]
    assert not answer.cookies
    asked = reader.options(address)
    assert (asked.status_code, asked.content) == (204, b"")
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    strict = Client(enforce_csrf_checks=True)
    for method in (strict.post, strict.put, strict.delete, strict.patch):
        refused = method(address)
        assert refused.status_code == 405
        assert refused["Allow"] == "GET, HEAD, OPTIONS"
        problem(refused)


def test_an_answer_is_not_sent_again_until_something_is_published(
    reader: Client,
) -> None:
    the_talks()
    for operation in OPERATIONS:
        address = operation.examples[0]
        first = reader.get(address)
        kept = {"if-none-match": first["ETag"]}
        again = reader.get(address, headers=kept)
        assert (again.status_code, again.content) == (304, b""), address
        assert again["ETag"] == first["ETag"]
        head = reader.head(address)
        assert (head.content, head["ETag"]) == (b"", first["ETag"])
        assert int(head["Content-Length"]) == len(first.content)
    the_talks()
    assert reader.get("/api/events?limit=2").status_code == 200
    assert reader.get(address, headers=kept).status_code == 200


def test_any_copy_does_not_stand_for_a_refusal(reader: Client) -> None:
    the_talks()
    for address, status in (("/api/events?x=1", 400), ("/api/events/99", 404)):
        answer = reader.get(address, headers={"if-none-match": "*"})
        assert answer.status_code == status


def test_a_page_costs_the_same_questions_for_any_number_of_events(
    reader: Client,
) -> None:
    for number in (2, 6):
        for _ in range(number):
            the_talks()
        with at_most(7):
            got(reader, "/api/events?limit=2&who=russia")
        with at_most(6):
            got(reader, "/api/participants?limit=2")


def test_files_tell_their_problems_as_json_to_who_asks_for_it(reader: Client) -> None:
    address = "/events.csv?from=31+June+2025"
    plain = reader.get(address, headers={"accept": "text/html,*/*;q=0.8"})
    assert plain["Content-Type"] == "text/plain; charset=utf-8"
    for accept in ("application/json", f"{PROBLEM}, */*;q=0.1"):
        answer = reader.get(address, headers={"accept": accept})
        assert [p["name"] for p in problem(answer)["parameters"]] == ["from"]
        assert "Accept" in answer["Vary"]


# The description


@pytest.fixture
def description(reader: Client) -> Any:
    return got(reader, "/api/openapi.json")


def test_the_description_names_what_the_registries_name(description: Any) -> None:
    named = {p["name"] for p in description["components"]["parameters"].values()}
    assert named == set(PARAMETERS)
    files = {path for path in description["paths"] if path.startswith("/events.")}
    assert files == {f"/events.{name}" for name in FORMATS}
    for name, fmt in FORMATS.items():
        parameters = description["paths"][f"/events.{name}"]["get"]["parameters"]
        (rows,) = [p["schema"] for p in parameters if p.get("name") == "rows"]
        assert rows["enum"] == list(fmt.units)
    for name, kind in record_types().items():
        shown = name.removesuffix("Record")
        if shown != "Event":
            schema = description["components"]["schemas"][shown]
            assert set(schema["properties"]) == set(kind.__annotations__), name


def test_every_example_of_the_documentation_is_answered_and_every_kind_told(
    reader: Client,
) -> None:
    the_talks()
    page = reader.get("/about/api/").content.decode()
    for operation in OPERATIONS:
        assert operation.path in page
        for example in operation.examples:
            assert example.replace("&", "&amp;") in page
            assert got(reader, example), example
    for name, kind in KINDS.items():
        assert f'id="problem-{name}"' in page
        assert kind.title in page
    for name in FORMATS:
        assert f"/events.{name}" in page
    assert "<script src" not in page.replace("/static/", "")


def test_the_beginning_leads_to_every_list(reader: Client) -> None:
    the_talks()
    links = got(reader, "/api/")
    for address in (*links["links"].values(), links["description"]):
        assert urlsplit(address).netloc == "127.0.0.1:8000"
        got(reader, address.removeprefix(SITE))
    assert reader.get(links["documentation"].removeprefix(SITE)).status_code == 200
