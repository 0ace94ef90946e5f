"""An event as schema.org names it: true, parsed by machines, and harmless."""

import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests import cast
from tests.chronicle import make_chronicle
from tests.markup import address_of, page, the_talks
from timeline.models.events import Event
from timeline.models.versions import EventVersion
from timeline.presentation.linked import event_data

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def reader() -> Client:
    return cast.reader_client()


def data_in(html: str) -> dict[str, Any]:
    """What a machine reads: all up to the first end tag of the script."""
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script', html, re.DOTALL
    )
    assert len(blocks) == 1
    found: dict[str, Any] = json.loads(blocks[0])
    return found


def data_of(**columns: Any) -> dict[str, Any]:
    return event_data(cast.version_of(the_talks(**columns)))


def test_the_page_says_what_happened_to_machines(reader: Client) -> None:
    made = the_talks()
    data = data_in(page(reader, address_of(made)))
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "Event"
    assert data["@id"] == f"{settings.SITE_URL}/e/{made.number}"
    assert data["identifier"] == f"e/{made.number}"
    assert data["url"] == settings.SITE_URL + address_of(made)
    assert data["name"] == made.title
    assert data["description"] == "They met for two hours."
    assert data["startDate"] == "2025-05-16T13:35:00+03:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    place = data["location"]
    assert (place["@type"], place["name"]) == ("Place", "Dolmabahçe Palace")
    assert place["containedInPlace"]["name"] == "Istanbul"
    assert place["geo"]["latitude"] == 41.03917
    assert "Dolmabahçe Sarayı" in place["alternateName"]


def test_those_who_met_attended_and_those_who_helped_contributed() -> None:
    data = data_of()
    attended = {(who["@type"], who["name"]) for who in data["attendee"]}
    assert ("Person", "Vladimir Medinsky") in attended
    assert ("Organization", "Russia") in attended
    assert [who["name"] for who in data["contributor"]] == ["Hakan Fidan"]


def test_nobody_attended_what_was_not_held_and_who_stayed_away() -> None:
    absent = {"attendance": "declined"}
    who = [(cast.russia(), "party", absent), (cast.ukraine(), "party")]
    names = [party["name"] for party in data_of(who=who)["attendee"]]
    assert names == ["Ukraine"]
    assert "attendee" not in data_of(title="A round is set for May", status="scheduled")


def test_the_sources_and_the_version_are_said_of_the_record() -> None:
    made = the_talks()
    record = event_data(cast.version_of(made))["subjectOf"]
    assert record["@id"] == f"{settings.SITE_URL}/e/{made.number}/v1"
    assert record["version"] == 1
    assert record["temporalCoverage"] == "2025-05-16"
    (source,) = record["citation"]
    assert source["name"] == "Delegations meet in Istanbul"
    assert source["publisher"]["name"] == "Reuters"
    assert record["isBasedOn"] == [source["url"]]
    assert source["datePublished"] == "2025-05-16"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("announced", "EventScheduled"),
        ("scheduled", "EventScheduled"),
        ("postponed", "EventPostponed"),
        ("cancelled", "EventCancelled"),
        ("did-not-take-place", "EventCancelled"),
        ("took-place", "EventScheduled"),
        ("under-way", "EventScheduled"),
    ],
)
def test_a_status_is_said_as_schema_org_has_it(status: str, said: str) -> None:
    assert data_of(status=status)["eventStatus"] == f"https://schema.org/{said}"


def test_a_status_that_schema_org_has_not_is_left_out() -> None:
    assert "eventStatus" not in data_of(status="unconfirmed")


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("16 May 2025", "2025-05-16", None),
        ("23-25 May 2025", "2025-05-23", "2025-05-25"),
        ("since 16 May 2025", "2025-05-16", None),
        ("about 14 May 2025", None, None),
        ("16 May 2025?", None, None),
        ("between 16 and 22 May 2025", None, None),
        ("by 2 June 2025", None, None),
        ("after 16 May 2025", None, None),
        ("2 or 3 June 2025", None, None),
        ("May 2025", None, None),
        ("2025", None, None),
    ],
)
def test_only_a_day_that_is_known_is_a_start_date(
    typed: str, start: str | None, end: str | None
) -> None:
    data = data_of(date=typed)
    assert data.get("startDate") == start
    assert data.get("endDate") == end
    assert data["subjectOf"]["temporalCoverage"]


@pytest.mark.no_cover
def test_no_event_claims_a_day_that_its_record_does_not_know() -> None:
    make_chronicle(60)
    for version in EventVersion.objects.present():
        data, when = event_data(version), version.record["date"]
        if "startDate" in data:
            assert when["start_earliest"] == when["start_latest"]
            assert data["startDate"].startswith(when["start_earliest"])
            assert when["kind"] not in {"approximate", "uncertain", "one-of"}
        if "endDate" in data:
            assert data["endDate"] == when["end_earliest"] == when["end_latest"]


@pytest.mark.parametrize(
    "hostile",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "A & B \u2028 <b>bold</b>",
        'He said "yes" \\ no',
    ],
)
def test_a_title_cannot_end_the_script(reader: Client, hostile: str) -> None:
    made = the_talks()
    version = cast.version_of(made)
    version.title = version.record["title"] = version.record["summary"] = hostile
    version.save()
    html = page(reader, address_of(made))
    assert data_in(html)["name"] == hostile
    assert "<script>alert" not in html
    block = html.partition("ld+json")[2].partition("</script")[0]
    assert not set("<&\u2028") & set(block.removeprefix('">'))


def test_a_fixed_version_tells_of_itself(reader: Client) -> None:
    made = the_talks()
    Event.objects.filter(pk=made.pk).update(title="The talks have another title now")
    cast.publish(made)
    data = data_in(page(reader, f"/e/{made.number}/v1"))
    assert data["name"] == made.title
    assert data["subjectOf"]["identifier"] == f"e/{made.number}/v1"
