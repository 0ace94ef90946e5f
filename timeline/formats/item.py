"""An event as an object of JSON."""

from typing import Any

from timeline.eventrecord import EventRecord


def item(record: EventRecord, *, base_url: str, date_match: str) -> dict[str, Any]:
    """The record as it is stored, with the event's absolute ``url`` and how it stands
    to the dates asked for: ``date_match``, ``certain`` or ``might``."""
    url = f"{base_url}/events/{record['event_id']}-{record['slug']}/"
    return {**record, "url": url, "date_match": date_match}
