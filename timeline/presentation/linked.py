"""A version as linked data: schema.org ``Event`` in JSON-LD. No query.

Search engines and reference managers read it. It claims no more than the page: a
``startDate`` only when the first day is known, people as present only when the event
took place and they were there. What is said of the record (its version, sources and
date in EDTF) stands in ``subjectOf``, because it is not said of the event.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from timeline.codelists.tables import ROLES
from timeline.eventrecord import (
    AncestorRecord,
    CitationRecord,
    EventRecord,
    ParticipationRecord,
    PartyRecord,
    PlaceRecord,
)
from timeline.models.versions import EventVersion
from timeline.presentation.addresses import prefixed
from timeline.presentation.hours import local_start
from timeline.presentation.naming import name_in
from timeline.presentation.prose import without_marks
from timeline.presentation.quotes import web_address

Data = dict[str, Any]
_STATUSES = {
    "announced": "EventScheduled",
    "scheduled": "EventScheduled",
    "under-way": "EventScheduled",
    "took-place": "EventScheduled",  # also "has taken place as scheduled"
    "postponed": "EventPostponed",
    "cancelled": "EventCancelled",
    "did-not-take-place": "EventCancelled",
}
_MODES = {
    "in-person": "OfflineEventAttendanceMode",
    "remote": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}
_STARTS = {"exact", "extent", "ongoing"}  # kinds of date that may know their first day
_HELD = {"under-way", "took-place"}
_ABSENT = {"absent", "declined", "expected"}
_HELPERS = {"host", "chair", "mediator", "facilitator"}
_WEIGHTS = {role.slug: role.weight for role in ROLES}
# Inside <script> these would end it, or begin a comment; JSON says them by number.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def linked_data(version: EventVersion) -> SafeString:
    """The JSON of the event, safe between ``<script>`` and ``</script>``."""
    text = json.dumps(event_data(version), ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308 - escaped above


def event_data(version: EventVersion) -> Data:
    """The event as schema.org names it; what is not known is left out."""
    record: EventRecord = version.record
    status = _STATUSES.get(record["status"])
    mode = _MODES.get(record["format"])
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": _address(f"/e/{record['event_id']}"),
        "identifier": f"e/{record['event_id']}",
        "url": _address(prefixed(f"/events/{version.address}/")),
        "name": record["title"],
        "description": without_marks(record["summary"]),
        **_days(record),
        "eventStatus": f"https://schema.org/{status}" if status else "",
        "eventAttendanceMode": f"https://schema.org/{mode}" if mode else "",
        "location": _place(record["place"]),
        **_people(record),
        "superEvent": list(_larger_events(record)),
        "subjectOf": _record_data(version),
    }
    return _known(data)


def _known(data: Data) -> Data:
    return {name: value for name, value in data.items() if value not in ("", [], None)}


def _days(record: EventRecord) -> Data:
    """The first and the last day, each only when it is known to the day."""
    when = record["date"]
    if when["kind"] not in _STARTS:
        return {}
    known: Data = {}
    if when["start_earliest"] and when["start_earliest"] == when["start_latest"]:
        known["startDate"] = _start(record)
    if when["end_earliest"] and when["end_earliest"] == when["end_latest"]:
        known["endDate"] = when["end_latest"]
    return known if when["kind"] == "extent" else {"startDate": known.get("startDate")}


def _start(record: EventRecord) -> str:
    """``2025-05-16T13:35:00+03:00``, as far as it is known."""
    when = record["date"]
    if moment := local_start(when):
        return moment.isoformat()
    clock = f"T{when['time_start']}" if when["time_start"] else ""
    return f"{when['start_earliest']}{clock}"


def _place(place: PlaceRecord | None) -> Data | None:
    if place is None:
        return None
    data = _named("Place", place, "/places/")
    if place["latitude"] is not None and place["geo_precision"] != "area":
        data["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place["latitude"],
            "longitude": place["longitude"],
        }
    larger = [_named("Place", a, "/places/") for a in place["ancestors"]]
    inside = data
    for step in larger:
        inside["containedInPlace"] = step
        inside = step
    return data


def _named(
    kind: str, named: PlaceRecord | AncestorRecord | PartyRecord, path: str
) -> Data:
    """Something with its name in the reader's language and its other names."""
    name = name_in(named)
    others = dict.fromkeys([named["name"], *_spellings(named)])
    return _known(
        {
            "@type": kind,
            "name": name,
            "alternateName": [other for other in others if other != name],
            "url": _address(prefixed(f"{path}{named['slug']}/")),
        }
    )


def _spellings(named: PlaceRecord | AncestorRecord | PartyRecord) -> list[str]:
    return [str(name) for name in named["names"].values()]


def _people(record: EventRecord) -> dict[str, list[Data]]:
    """Who attended and who helped; nobody at an event that has not been held."""
    if record["status"] not in _HELD:
        return {}
    found: dict[str, dict[str, Data]] = {"attendee": {}, "contributor": {}}
    for part in record["participations"]:
        kind = _part_played(part)
        if kind:
            party = part["participant"]
            found[kind].setdefault(party["slug"], _party(party))
    return {kind: list(parties.values()) for kind, parties in found.items()}


def _part_played(part: ParticipationRecord) -> str:
    """``attendee``, ``contributor``, or empty for one who was not there."""
    present = part["attendance"] not in _ABSENT
    if not present or _WEIGHTS[part["role"]] in {"arrow", "none"}:
        return ""
    return "contributor" if part["role"] in _HELPERS else "attendee"


def _party(party: PartyRecord) -> Data:
    kind = "Person" if party["kind"] == "person" else "Organization"
    return _named(kind, party, "/participants/")


def _larger_events(record: EventRecord) -> Iterator[Data]:
    for relation in record["relations"]:
        if relation["kind"] == "part-of":
            yield {
                "@type": "Event",
                "@id": _address(f"/e/{relation['event_id']}"),
                "name": relation["title"],
            }


def _record_data(version: EventVersion) -> Data:
    """The fixed version of the record that tells of the event."""
    record: EventRecord = version.record
    number, count = record["event_id"], record["version"]
    cited = {c["source"]: _source(c) for c in record["citations"]}
    return _known(
        {
            "@type": "CreativeWork",
            "@id": _address(f"/e/{number}/v{count}"),
            "identifier": f"e/{number}/v{count}",
            "version": count,
            "inLanguage": "en",
            "datePublished": record["recorded_at"],
            "temporalCoverage": record["date"]["edtf"],
            "publisher": {"@type": "Organization", "name": settings.SITE_NAME},
            "citation": list(cited.values()),
            "isBasedOn": [work["url"] for work in cited.values() if "url" in work],
        }
    )


def _source(citation: CitationRecord) -> Data:
    return _known(
        {
            "@type": "CreativeWork",
            "name": citation["title"] or citation["outlet"],
            "url": web_address(citation["url"]),
            "archivedAt": web_address(citation["archive_url"]),
            "publisher": {"@type": "Organization", "name": citation["outlet"]},
            "author": citation["byline"],
            "datePublished": citation["published"],
            "inLanguage": citation["language"],
        }
    )


def _address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
