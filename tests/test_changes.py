"""What changed, and why: the feed, the history of an event, any two versions."""

import json

import feedparser
import pytest
from django.test import Client
from django.utils.http import urlencode

from tests import cast
from tests.chronicle import make_chronicle
from tests.counting import at_most
from tests.markup import page
from tests.reading import next_of, text_of
from tests.replaying import rows_of
from timeline import publishing
from timeline.dates import read_date
from timeline.formats import CHANGE_FORMATS
from timeline.models.events import Event
from timeline.models.versions import EventVersion
from timeline.selection import changes
from timeline.selection.moments import instant

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return cast.reader_client()


def a_life() -> tuple[Event, Event, Event]:
    """Talks that were corrected, told twice, and an event that never was."""
    talks = cast.published(where=cast.istanbul())
    twice = cast.published("Talks are held", who=[(cast.nato(), "observer")])
    wrong = cast.published("Envoys never met", who=[(cast.rubio(), "speaker")])
    talks.title = "Russia and Ukraine hold talks in Ankara"
    talks.location = cast.ankara()
    talks.set_date(read_date("between 16 and 18 May 2025"))
    talks.save()
    talks = cast.publish(
        talks, reason="The place was wrong", correction="It said Istanbul."
    )
    publishing.merge(twice, talks, editor="nora", reason="The same event")
    publishing.withdraw(wrong, editor="nora", reason="It was invented")
    return talks, twice, wrong


def file(reader: Client, address: str) -> bytes:
    answer = reader.get(address)
    assert answer.status_code == 200, (address, answer.content)
    return b"".join(answer)


def ids(reader: Client, query: str = "") -> list[str]:
    return [row["change_id"] for row in rows_of(file(reader, f"/changes.csv?{query}"))]


def test_every_change_is_told_alike_on_the_page_and_in_every_file(
    reader: Client,
) -> None:
    talks, _twice, _wrong = a_life()
    assert ids(reader) == ["1v1", "2v1", "3v1", "1v2", "2v2", "3v2"]
    rows = {row["change_id"]: row for row in rows_of(file(reader, "/changes.csv"))}
    assert rows["1v2"]["changed_fields"] == (
        "corrections | date | place | slug | title"
    )
    assert rows["1v2"]["correction"] == "It said Istanbul."
    assert (rows["2v2"]["change"], rows["2v2"]["merged_into"]) == ("merged", "1")
    assert rows["3v2"]["reason"] == "It was invented"
    assert rows["3v2"]["summary"] == rows["3v2"]["order"] == ""

    told = json.loads(file(reader, "/changes.json"))["changes"]
    assert [one["change_id"] for one in told] == list(rows)
    feed = feedparser.parse(file(reader, "/changes.atom"))
    assert not feed.bozo
    assert [
        entry.id.rpartition("/e/")[2].replace("/", "") for entry in feed.entries
    ] == ([*reversed(rows)])
    assert "Correction: It said Istanbul." in feed.entries[2].summary
    assert "Reason: It was invented." in feed.entries[0].summary

    html = page(reader, "/changes/")
    said = text_of(html)
    assert "6 changes" in said
    for words in ("It was invented", "It said Istanbul.", "Envoys never met"):
        assert words in said
    assert f'href="/e/{talks.number}/v1-v2"' in html
    assert 'href="/e/3/v1"' not in html  # a withdrawn event is named, not shown


def test_the_feed_is_narrowed_by_time_kind_and_what_an_event_holds_or_held(
    reader: Client,
) -> None:
    a_life()
    first = EventVersion.objects.get(event_id=1, number=1).recorded_at
    third = EventVersion.objects.get(event_id=3, number=1).recorded_at
    since = urlencode({"since": instant(first)})
    until = urlencode({"until": instant(third)})
    assert ids(reader, since) == ["2v1", "3v1", "1v2", "2v2", "3v2"]
    assert ids(reader, f"{since}&{until}") == ["2v1", "3v1"]
    assert ids(reader, urlencode({"as_of": instant(third)})) == ["1v1", "2v1", "3v1"]
    assert ids(reader, "since=2999-01-01") == []
    assert ids(reader, "change=withdrawn&change=merged") == ["2v2", "3v2"]
    assert ids(reader, "place=ankara") == ["1v2"]
    # It left the place, and that is a change of the view of the place.
    assert ids(reader, "place=istanbul") == ["1v1", "1v2"]
    assert ids(reader, "who=marco-rubio") == ["3v1", "3v2"]
    assert ids(reader, f"who=nato&{until}") == ["2v1"]
    html = text_of(page(reader, "/changes/?change=merged&place=nowhere"))
    assert "There is no place “nowhere” in the record" in html
    assert "1 change" in html


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("since=whenever", "since"),
        ("until=2025-13-01", "until"),
        ("until=2025-06-01&as_of=2025-07-01", "until"),
        ("as_of=2025-07-01&until=2025-06-01", "until"),
        ("change=moved", "change"),
        ("who=nobody-at-all", "who"),
        ("colour=red", "colour"),
        ("kind=ghost", "kind"),
    ],
)
def test_a_file_of_changes_refuses_what_it_cannot_use_and_the_page_says_so(
    reader: Client, query: str, named: str
) -> None:
    cast.published()
    for name in CHANGE_FORMATS:
        answer = reader.get(f"/changes.{name}?{query}")
        assert (answer.status_code, named in answer.content.decode()) == (400, True)
    assert 'role="alert"' in page(reader, f"/changes/?{query}")
    assert reader.get("/changes.xml").status_code == 404


def test_a_long_feed_goes_on_page_after_page_and_a_page_is_found_again(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_chronicle(30)
    monkeypatch.setattr(changes, "ON_A_PAGE", 7)
    monkeypatch.setattr("timeline.views.changes.IN_A_FEED", 7)
    found: list[str] = []
    query = ""
    for _page in range(6):
        with at_most(8):
            html = page(reader, f"/changes/{query}")
        found += [part.partition('"')[0] for part in html.split('<li id="c')[1:]]
        query = next_of(html)
        if not query:
            break
    assert found == ids(reader)[::-1]
    feed = feedparser.parse(file(reader, "/changes.atom"))
    assert len(feed.entries) == 7
    assert "no place in this list" in text_of(page(reader, "/changes/?after=99v9"))


def test_a_file_of_changes_has_a_name_for_its_bytes_and_can_be_taken_in_parts(
    reader: Client,
) -> None:
    a_life()
    whole = reader.get("/changes.csv")
    body = b"".join(whole)
    assert (whole["X-Row-Count"], whole["Content-Length"]) == ("6", str(len(body)))
    part = reader.get("/changes.csv", headers={"range": "bytes=5-14"})
    assert (part.status_code, b"".join(part)) == (206, body[5:15])
    again = reader.get("/changes.csv", headers={"if-none-match": whole["ETag"]})
    assert again.status_code == 304


def test_the_history_tells_every_version_and_leads_to_any_two(reader: Client) -> None:
    talks, _twice, wrong = a_life()
    with at_most(3):
        html = page(reader, f"/e/{talks.number}/history")
    said = text_of(html)
    assert "Modified" in said and "Added" in said
    assert "date , place" in said.replace(",", " ,") or "date, place" in said
    assert "The place was wrong" in said and "It said Istanbul." in said
    there = reader.get(f"/e/{talks.number}/history?from=2&to=1")
    assert there["Location"] == f"/e/{talks.number}/v1-v2"
    said = text_of(page(reader, f"/e/{talks.number}/history?from=1"))
    assert "A difference is between two versions" in said

    html = page(reader, f"/e/{wrong.number}/history")
    assert "It was invented" in html and f"/e/{wrong.number}/v1" not in html
    assert reader.get("/e/99/history").status_code == 404
    then = instant(EventVersion.objects.get(event_id=1, number=1).recorded_at)
    assert "The place was wrong" not in page(
        reader, f"/e/1/history?{urlencode({'as_of': then})}"
    )


def test_a_difference_says_each_field_in_words_with_its_mark(reader: Client) -> None:
    talks, twice, wrong = a_life()
    html = page(reader, f"/e/{talks.number}/v1-v2")
    said = text_of(html)
    assert "Friday 16 May 2025" in said or "16 May 2025" in said
    assert "16 and 18 May 2025" in said
    assert "<del><bdi>Istanbul, Türkiye</bdi></del>" in html
    assert "<ins><bdi>Ankara, Türkiye</bdi></ins>" in html
    assert html.count('<svg class="gl ') == 2  # the marks of both dates
    assert "Standing" not in said
    address = f"/e/{talks.number}/v2-v1"
    assert reader.get(address)["Location"] == f"/e/{talks.number}/v1-v2"
    same = reader.get(f"/e/{talks.number}/v1-v1")
    assert same["Location"] == f"/e/{talks.number}/v1"
    assert reader.get(f"/e/{talks.number}/v1-v9").status_code == 404
    assert reader.get(f"/e/{twice.number}/v1-v2").status_code == 404
    assert reader.get(f"/e/{wrong.number}/v1-v2").status_code == 410


def test_a_correction_stands_on_the_page_and_in_the_record_newest_first(
    reader: Client,
) -> None:
    talks, _twice, _wrong = a_life()
    cast.publish(talks, reason="Once more", correction="It was not a summit.")
    html = page(reader, f"/events/{talks.number}-{talks.slug}/")
    said = text_of(html)
    assert said.index("It was not a summit.") < said.index("It said Istanbul.")
    assert "Changed 2 times" in said
    assert "It said Istanbul." not in page(reader, f"/e/{talks.number}/v1")
    told = reader.get(f"/api/events/{talks.number}").json()["corrections"]
    assert [(one["version"], one["text"]) for one in told] == [
        (2, "It said Istanbul."),
        (3, "It was not a summit."),
    ]
    assert "corrections" not in reader.get("/api/events/1/versions/1").json()
