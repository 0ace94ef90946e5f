"""GeoJSON (RFC 7946): a feature for each event, WGS 84, longitude first.

An event whose place has no point has the geometry null: a country's middle is nowhere
anything happened. Properties are flat: text, numbers and lists of texts. The view is
told in a member of its own, as section 6.1 allows.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from timeline.eventrecord import EventRecord, PlaceRecord
from timeline.formats import csv
from timeline.formats.dating import date_words
from timeline.formats.item import as_json, event_address, view_item
from timeline.formats.pieces import in_pieces
from timeline.formats.view import View


def write(events: Iterable[tuple[EventRecord, str]], *, view: View) -> Iterator[str]:
    """The collection in pieces, a feature a line."""
    return in_pieces(_texts(events, view))


def _texts(events: Iterable[tuple[EventRecord, str]], view: View) -> Iterator[str]:
    yield '{"type":"FeatureCollection",'
    yield f'"view":{as_json(view_item(view))},"features":['
    between = "\n"
    for record, date_match in events:
        yield between + as_json(_feature(record, date_match, view.base_url))
        between = ",\n"
    yield "\n]}\n"


def _feature(record: EventRecord, date_match: str, base_url: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": record["event_id"],
        "geometry": _point(record["place"]),
        "properties": {
            **_what(record, base_url),
            **_when(record, date_match),
            **csv.place_texts(record["place"]),
            "participants": [
                part["participant"]["name"] for part in record["participations"]
            ],
            "source_urls": [
                citation["url"] for citation in record["citations"] if citation["url"]
            ],
            "recorded_at": record["recorded_at"],
        },
    }


def _point(place: PlaceRecord | None) -> dict[str, Any] | None:
    if place is None or place["latitude"] is None or place["longitude"] is None:
        return None
    at = [round(place["longitude"], 5), round(place["latitude"], 5)]
    return {"type": "Point", "coordinates": at}


def _what(record: EventRecord, base_url: str) -> dict[str, Any]:
    return {
        "event_id": record["event_id"],
        "version": record["version"],
        "url": event_address(record, base_url),
        "title": record["title"],
        "status": record["status"],
        "standing": record["standing"],
        "family": record["type"]["family"],
        "type": record["type"]["slug"],
        "topics": [topic["slug"] for topic in record["topics"]],
        "summary": record["summary"],
    }


def _when(record: EventRecord, date_match: str) -> dict[str, Any]:
    when = record["date"]
    return {
        "date": date_words(when),
        "edtf": when["edtf"],
        "start_earliest": when["start_earliest"],
        "start_latest": when["start_latest"],
        "end_earliest": when["end_earliest"],
        "end_latest": when["end_latest"],
        "time_start": when["time_start"],
        "time_zone": when["time_zone"],
        "date_match": date_match,
    }
