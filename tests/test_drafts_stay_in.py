"""Readers' pages and files are byte for byte the same with and without drafts."""

import re

import pytest

from tests import cast
from timeline.codebook.book import CHAPTERS
from timeline.formats import CHANGE_FORMATS, FORMATS
from timeline.models.events import Event
from timeline.urls import file_patterns, page_patterns

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

# Every reader address, with what fills its places. A new one must be added here.
ADDRESSES = {
    "timeline:chronology": [
        "/",
        "/?who=russia",
        "/?q=talks",
        "/?q=secret",
        "/?from=x",
        "/?cursor=a.999999999999999.0",
        "/?as_of=2025-01-01",
    ],
    "": ["/events/", "/events/2025/", "/events/2025/05/", "/events/2025/05/16/"],
    "timeline:event": [
        "/events/1-russia-and-ukraine-hold-their-first-direct-talks-since-2022/"
    ],
    "timeline:event-short": ["/e/1", "/e/2", "/e/3"],
    "timeline:event-version": ["/e/1/v1", "/e/1/v2"],
    "timeline:event-history": ["/e/1/history", "/e/3/history"],
    "timeline:event-difference": ["/e/1/v1-v2", "/e/3/v1-v2"],
    "timeline:changes": ["/changes/", "/changes/?who=secret-envoy", "/uk/changes/"],
    "files:changes": [
        *(f"/changes.{name}" for name in CHANGE_FORMATS),
        "/changes.csv?place=secret-villa",
        "/changes.atom?since=2025-01-01",
    ],
    "files:export": [
        *(f"/events.{name}" for name in FORMATS),
        *(
            f"/events.{name}?who=russia&rows={unit}"
            for name, fmt in FORMATS.items()
            for unit in fmt.units
        ),
    ],
    "timeline:participants": [
        "/participants/",
        "/participants/?q=s",
        "/participants/?kind=person",
        "/participants/?sort=events",
        "/participants/?after=russia",
        "/participants/?kind=ghost",
    ],
    "timeline:participant": [
        "/participants/russia/",
        "/participants/secret-envoy/",
        "/participants/secret-envoy/?as_of=2999-01-01",
    ],
    "timeline:places": ["/places/", "/places/?q=s"],
    "timeline:place": ["/places/istanbul/", "/places/ankara/"],
    "timeline:sources": ["/sources/", "/sources/?sort=events"],
    "timeline:source": [
        "/sources/reuters/",
        "/sources/secret-gazette/",
        "/sources/reuters/?show=alone",
        "/sources/reuters/?show=group",
        "/sources/reuters/?after=x",
    ],
    "timeline:processes": ["/processes/", "/processes/?sort=events"],
    "timeline:process": [
        "/processes/istanbul-talks/",
        "/processes/istanbul-talks/?after=1.1",
    ],
    "timeline:about": ["/about/"],
    "timeline:about-chapter": [
        *(f"/about/{chapter}/" for chapter in CHAPTERS),
        "/about/nothing/",
    ],
    "timeline:display": ["/display/"],
    # After the files: what is spooled has an exact size.
    "timeline:download": [
        "/download/",
        "/ar/download/?who=russia&of=all",
        "/download/?who=secret-envoy",
        "/download/?format=csv",
    ],
    "timeline:visual": [
        "/timeline/",
        "/timeline/?who=russia",
        "/uk/timeline/",
        "/timeline/?lanes=kind",
        "/timeline/?lane=who:secret-envoy",
        "/timeline/?lane=process:istanbul-talks",
    ],
    "timeline:compare": ["/compare/", "/compare/?lane=who:russia&lane=who:ukraine"],
    "timeline:table": ["/table/", "/ar/table/"],
    "timeline:years": ["/years/"],
    "timeline:map": ["/map/", "/ru/map/", "/map/?area=world"],
    "timeline:keyboard": ["/help/keyboard/"],
    "timeline:accessibility": ["/accessibility/"],
    "timeline:embed-list": ["/embed/list/", "/embed/list/?who=russia"],
    "timeline:embed-timeline": ["/embed/timeline/"],
    "timeline:embed-map": ["/embed/map/"],
    "timeline:suggest": ["/suggest/?field=who&typed=s", "/suggest/?field=place"],
    "timeline:count": ["/count/", "/count/?who=russia"],
    "files:event-citation": ["/e/1/v1.bib", "/e/1/v1.ris", "/e/3/v1.bib"],
    "files:view-citation": [
        "/cite.bib",
        "/cite.ris?who=russia",
        "/cite.bib?who=russia",
    ],
    "files:oembed": ["/oembed?url=http://127.0.0.1:8000/timeline/"],
    "files:api": ["/api/"],
    "files:api-events": ["/api/events", "/api/events?q=secret", "/api/events?limit=1"],
    "files:api-event": ["/api/events/1", "/api/events/3"],
    "files:api-version": ["/api/events/1/versions/1", "/api/events/1/versions/2"],
    "files:api-facets": ["/api/facets", "/api/facets?who=russia"],
    "files:api-formats": ["/api/formats"],
    "files:api-description": ["/api/openapi.json"],
    "files:api-participants": ["/api/participants", "/api/participants?q=secret"],
    "files:api-participants-card": [
        "/api/participants/russia",
        "/api/participants/secret-envoy",
    ],
    "files:api-places": ["/api/places?q=s"],
    "files:api-places-card": ["/api/places/istanbul", "/api/places/secret-villa"],
    "files:api-sources": ["/api/sources"],
    "files:api-sources-card": ["/api/sources/reuters", "/api/sources/secret-gazette"],
    "files:api-processes": ["/api/processes"],
    "files:api-processes-card": ["/api/processes/istanbul-talks"],
    "files:api-nothing": ["/api/nothing"],
    "files:healthz": ["/healthz"],
    "files:robots": ["/robots.txt"],
}
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
_MOMENTARY = {"Date", "Expires", "Last-Modified", "Set-Cookie"}


def answers() -> dict[str, tuple[int, bytes]]:
    reader = cast.reader_client()
    found = {}
    for path in (p for paths in ADDRESSES.values() for p in paths):
        answer = reader.get(path)
        content = b"".join(answer) if answer.streaming else answer.content
        headers = {
            name: value
            for name, value in answer.headers.items()
            if name not in _MOMENTARY
        }
        body = _TOKEN.sub(b"", content) + repr(sorted(headers.items())).encode()
        found[path] = (answer.status_code, body)
    return found


def secret_drafts(count: int) -> None:
    """Drafts about a secret envoy in a secret place, tied to what is published."""
    envoy = cast.person("Secret Envoy", cast.russia(), ("Envoy", None, None))
    villa = cast.place("Secret Villa", "site", cast.istanbul())
    gazette = cast.outlet("Secret Gazette")
    shown = Event.objects.get(number=1)
    for number in range(count):
        cast.draft(
            title=f"The secret envoy speaks of talks, part {number}",
            who=[(envoy, "speaker"), (cast.nato(), "addressee")],
            where=villa,
            sources=[cast.article(gazette, f"Secret {number}")],
            tracks=[cast.istanbul_track()],
            relations=[("follows", shown)],
            key=True,
        )


def publish_something() -> None:
    cast.published(where=cast.istanbul(), tracks=[(cast.istanbul_track(), 1)])
    cast.published(
        title="Ukraine hands Russia its list", date="between 16 and 22 May 2025"
    )


def test_fifty_drafts_change_no_byte_of_any_page_or_file():
    publish_something()
    before = answers()
    secret_drafts(50)
    after = answers()
    assert {p for p in before if before[p] != after[p]} == set()
    assert not [p for p, (_, body) in after.items() if b"ecret Envoy" in body]


@pytest.mark.no_cover
def test_what_is_published_after_fifty_drafts_has_the_same_address():
    publish_something()
    secret_drafts(50)
    later = cast.published(
        title="The delegations meet for a second round", date="2 June 2025"
    )
    assert later.number == 3
    assert cast.reader_client().get("/e/3").status_code == 301


@pytest.mark.no_cover
def test_the_control_shows_that_a_published_event_does_change_pages():
    publish_something()
    before = answers()
    secret_drafts(1)
    cast.publish(Event.objects.get(title__startswith="The secret envoy"))
    after = answers()
    changed = {p for p in before if before[p] != after[p]}
    assert {"/", "/events.csv", "/participants/", "/e/3"} <= changed


def test_every_reader_address_is_in_this_test():
    """An address that nobody classified could leak."""
    names = {f"timeline:{p.name}" if p.name else "" for p in page_patterns}
    names |= {f"files:{p.name}" for p in file_patterns}
    assert names == set(ADDRESSES)
