"""What was shown at a moment is shown again when it is asked for as of that moment."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests import cast
from tests.chronicle import make_chronicle
from tests.counting import at_most
from tests.markup import page
from tests.reading import text_of
from tests.replaying import Replica
from timeline import publishing
from timeline.dates import moment_words, read_date
from timeline.formats import FORMATS
from timeline.models.events import Event
from timeline.models.locations import Location
from timeline.models.versions import EventVersion, PublicRecord
from timeline.selection.moments import instant

pytestmark = pytest.mark.django_db

QUERIES = ("", "who=russia", "place=istanbul", "q=grain&sort=oldest", "from=2025-05-15")
RENAMED = "Russian Federation of today"


def file(reader: Client, address: str) -> bytes:
    answer = reader.get(address)
    assert answer.status_code == 200, (address, answer.content)
    return b"".join(answer)


def every_file(reader: Client, moment: str) -> dict[str, bytes]:
    """Every format and unit of a row of some views, as of a moment."""
    asked = [
        f"/events.{name}?{query}&rows={unit}&as_of={moment}"
        for query in QUERIES
        for name, fmt in FORMATS.items()
        for unit in fmt.units
    ]
    return {address: file(reader, address) for address in asked}


def last_moment() -> str:
    return instant(PublicRecord.now().changed_at)


def rename(someone: Any, name: str) -> None:
    """Rename a participant, and publish again what shows it."""
    someone.name_it(name)
    someone.names.filter(language="en").delete()
    someone.save()
    published = Event.objects.filter(desk_state=Event.DeskState.PUBLISHED)
    publishing.republish(published, editor="nora", reason="Renamed")


def merge_places(gone: Location, kept: Location) -> None:
    """What was in one place is in the other; the first is no more."""
    moved = list(Event.objects.filter(location=gone))
    Event.objects.filter(location=gone).update(location=kept)
    gone.delete()
    publishing.republish(moved, editor="nora", reason="Two entries of one place")


def everything_changes() -> None:
    """An edit with a correction, a rename, two places made one, an end of each kind."""
    events = list(Event.objects.filter(desk_state="published").order_by("number"))
    edited = events[0]
    edited.title = '=The envoys | speak of "something" else, at last'
    edited.set_date(read_date("28 May 2025 09:15"))
    edited.save()
    cast.publish(edited, reason="-New source", correction="The day was wrong.")
    rename(cast.russia(), RENAMED)
    merge_places(cast.antalya(), cast.ankara())
    publishing.withdraw(events[1], editor="nora", reason="Entered by mistake")
    publishing.merge(events[2], events[3], editor="nora", reason="The same event")
    cast.published("A new event is told", date="17 May 2025")


def test_old_exports_are_repeated_and_the_feed_leads_to_the_new_one() -> None:
    """The acceptance of as_of, and of the replay of /changes.csv."""
    make_chronicle(40)
    reader, then = cast.reader_client(), last_moment()
    old, feed = file(reader, "/events.csv"), file(reader, "/changes.csv")
    before = every_file(reader, then)
    assert before["/events.csv?&rows=event&as_of=" + then] == old
    everything_changes()
    after = every_file(reader, then)
    assert [name for name in before if before[name] != after[name]] == []
    new = file(reader, "/events.csv")
    assert new != old and RENAMED.encode() in new and RENAMED.encode() not in old

    whole = Replica(old)
    whole.apply(file(reader, "/changes.csv"))
    assert whole.export() == new
    in_parts = Replica(old)
    in_parts.apply(feed)
    assert in_parts.export() == old
    in_parts.apply(file(reader, f"/changes.csv?since={then}"))
    assert in_parts.export() == new
    assert file(reader, f"/changes.csv?until={then}") == feed


def test_every_page_of_then_shows_the_names_and_numbers_of_then() -> None:
    russia = cast.russia()
    talks = cast.published(where=cast.istanbul(), tracks=[(cast.istanbul_track(), 1)])
    cast.published("Envoys meet", date="17 May 2025", status="scheduled")
    then = last_moment()
    talks.location = cast.ankara()
    talks.save()
    rename(russia, RENAMED)
    cast.published("Envoys meet again", date="18 May 2025", who=[(russia, "party")])
    reader = cast.reader_client()
    number = talks.number
    for path in (
        "/",
        "/timeline/",
        "/table/",
        "/map/",
        "/compare/?lane=who:russia&lane=who:ukraine",
        "/participants/",
        "/participants/russia/",
        "/participants/ukraine/",
        "/places/",
        "/places/istanbul/",
        "/processes/istanbul-talks/",
        "/sources/reuters/",
        "/years/",
        f"/events/{number}-{talks.slug}/",
    ):
        joint = "&" if "?" in path else "?"
        # A view's own parameters stand behind the query.
        then_path = path.replace("?", f"?as_of={then}&") if joint == "&" else path
        address = then_path if joint == "&" else f"{path}?as_of={then}"
        html = page(reader, address)
        assert RENAMED not in html, path
        assert "This is the record as it stood on" in text_of(html), path
        present = reader.get(path).content.decode()
        assert "as it stood on" not in text_of(present), path
        if path not in {"/map/", "/years/", "/places/", "/places/istanbul/"}:
            names = RENAMED in present or path.startswith(("/sources/",))
            assert names, path
    assert reader.get("/places/istanbul/").status_code == 404
    html = text_of(page(reader, f"/participants/russia/?as_of={then}"))
    assert "2 events" in html
    assert "3 events" in text_of(page(reader, "/participants/russia/"))
    assert reader.get(f"/participants/?q={RENAMED[:8]}&as_of={then}").status_code == 200
    asked = f"/api/participants/russia?as_of={then}"
    assert reader.get(asked).json()["name"] == "Russia"
    assert reader.get("/api/participants/russia").json()["name"] == RENAMED
    assert reader.get(f"/api/places/istanbul?as_of={then}").json()["events"] == 1
    one = reader.get(f"/api/events/{number}?as_of={then}").json()
    assert (one["version"], one["place"]["slug"]) == (1, "istanbul")
    early = reader.get(f"/api/events/{number}?as_of=2001-01-01")
    assert early.status_code == 404
    found = reader.get(f"/suggest/?field=who&typed=rus&as_of={then}").json()["values"]
    assert found[0]["label"] == "Russia"


def test_a_moment_to_come_is_the_last_change() -> None:
    """What is being published now must not get into what was asked for before."""
    cast.published()
    reader = cast.reader_client()
    answer = reader.get("/?as_of=2999-01-01")
    assert answer.status_code == 302
    assert answer["Location"] == "/?" + urlencode({"as_of": last_moment()})
    first = file(reader, "/events.csv?as_of=2999-01-01")
    then = last_moment()
    cast.published("Envoys meet", date="17 May 2025")
    assert file(reader, f"/events.csv?as_of={then}") == first
    assert last_moment() > then


def test_a_page_says_of_an_event_when_it_came_into_the_record() -> None:
    cast.published("Envoys arrive")
    before = last_moment()
    event = cast.published("Envoys meet", date="17 May 2025")
    reader = cast.reader_client()
    for path in (
        f"/e/{event.number}",
        f"/events/{event.number}-{event.slug}/",
        f"/e/{event.number}/history",
    ):
        answer = reader.get(f"{path}?{urlencode({'as_of': before})}")
        assert answer.status_code == 404, path
        html = answer.content.decode()
        assert "This event was not in the record then" in html
        assert f'href="/e/{event.number}"' in html
        assert f'href="/?{urlencode({"as_of": before})}"' in html
        first = EventVersion.objects.get(title="Envoys meet")
        assert moment_words(first.recorded_at, "en") in text_of(html)
        assert "Envoys meet" not in html
        now = f"{path}?{urlencode({'as_of': last_moment()})}"
        assert reader.get(now, follow=True).status_code == 200


def test_no_two_publishings_have_one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = datetime(2025, 6, 1, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: stopped)
    for number in range(3):
        cast.published(f"Envoys meet for the {number}th time")
    moments = EventVersion.objects.values_list("recorded_at", flat=True)
    assert len(set(moments)) == 3


def test_an_event_that_ended_answers_for_now_and_for_then() -> None:
    reader = cast.reader_client()
    kept, twice, wrong = (
        cast.published(title)
        for title in ("Envoys meet", "Envoys meet twice", "Envoys never met")
    )
    then = last_moment()
    publishing.merge(twice, kept, editor="nora", reason="The same event")
    publishing.withdraw(wrong, editor="nora", reason="It was invented")
    now = last_moment()

    merged = reader.get(f"/e/{twice.number}?as_of={now}")
    assert (merged.status_code, merged["Location"]) == (
        301,
        f"/e/{kept.number}?{urlencode({'as_of': now})}",
    )
    html = page(reader, f"/events/{twice.number}-{twice.slug}/?as_of={then}")
    assert "Envoys meet twice" in html

    for address in (f"/e/{wrong.number}", f"/e/{wrong.number}?as_of={then}"):
        gone = reader.get(address)
        assert gone.status_code == 410
        said = text_of(gone.content.decode())
        assert "It was invented" in said
        assert "as of a moment before" in said
        assert "Envoys never met" not in said
    assert b"Envoys never met" in file(reader, f"/events.csv?as_of={then}")
    assert b"Envoys never met" not in file(reader, "/events.csv")
    past = reader.get(f"/api/events/{twice.number}?as_of={then}")
    assert past.status_code == 200
    there = reader.get(f"/api/events/{twice.number}?as_of={now}")
    assert there.status_code == 301 and "as_of=" in there["Location"]
    assert reader.get(f"/api/events/{wrong.number}?as_of={then}").status_code == 410


def test_a_moment_that_cannot_be_read_is_named_and_left_out() -> None:
    made = cast.published(where=cast.istanbul(), tracks=[cast.istanbul_track()])
    reader = cast.reader_client()
    for path in (
        f"/events/{made.number}-{made.slug}/",
        "/participants/russia/",
        "/places/",
        "/processes/istanbul-talks/",
        "/sources/reuters/",
    ):
        html = text_of(page(reader, f"{path}?as_of=whenever"))
        assert "“whenever” is not a moment" in html, path
    short = reader.get(f"/e/{made.number}?as_of=whenever")
    assert short["Location"] == f"/events/{made.number}-{made.slug}/?as_of=whenever"
    for address in ("/api/participants", "/api/participants/russia", "/api/events/1"):
        answer = reader.get(f"{address}?as_of=whenever")
        assert answer.status_code == 400, address
        assert "as_of" in answer.content.decode()


def test_pages_of_then_cost_no_more_queries_for_more_events() -> None:
    reader = cast.reader_client()
    for size in (3, 12):
        make_chronicle(size)
        then = last_moment()
        for path, most in (
            ("/", 14),
            ("/participants/", 6),
            ("/participants/russia/", 16),
            ("/places/", 6),
        ):
            with at_most(most):
                assert reader.get(f"{path}?as_of={then}").status_code == 200
