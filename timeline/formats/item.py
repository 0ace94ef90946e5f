"""An event, and a view, as objects of JSON."""

import json
from typing import Any

from timeline.eventrecord import EventRecord
from timeline.formats.view import View


def item(record: EventRecord, *, base_url: str, date_match: str) -> dict[str, Any]:
    """The record as it is stored, with the event's absolute ``url`` and how it stands
    to the dates asked for: ``date_match``, ``certain`` or ``might``."""
    url = event_address(record, base_url)
    return {**record, "url": url, "date_match": date_match}


def event_address(record: EventRecord, base_url: str) -> str:
    """The event's page: ``https://host/events/12-the-parties-meet/``."""
    return f"{base_url}/events/{record['event_id']}-{record['slug']}/"


def lasting_address(record: EventRecord, base_url: str) -> str:
    """An address without words of the title, so that it outlives a new title."""
    return f"{base_url}/e/{record['event_id']}"


def view_item(view: View) -> dict[str, Any]:
    """What a file says of the view it holds.

    ``data_version`` is null in a view of the past: ``moment`` says which.
    """
    return {
        "site": view.site_name,
        "sentence": view.sentence,
        "query": view.query,
        "address": view.address,
        "fixed_address": view.fixed,
        "count": view.count,
        "data_version": view.data_version or None,
        "moment": view.moment.isoformat(),
        "licence": f"{view.base_url}/about/licence/",
        "fields": f"{view.base_url}/about/record/",
    }


def as_json(value: Any) -> str:
    """Compact JSON: no spaces, letters of every script as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
