"""A record -> the row of its version: the columns that filters and order use."""

from datetime import datetime

from timeline.eventrecord import EventRecord
from timeline.formats import csv
from timeline.models.events import Event
from timeline.models.versions import EARLIEST, LATEST, EventVersion
from timeline.ordering import order_key
from timeline.records import shown_status
from timeline.related import Published
from timeline.terms import kind_value


def version_row(
    event: Event, record: EventRecord, now: datetime, published: Published
) -> EventVersion:
    """The unsaved row of a record."""
    place = record["place"]
    larger = place["ancestors"] if place else []
    countries = [p["slug"] for p in larger if p["kind"] == "country"]
    if place and place["kind"] == "country":
        countries = [place["slug"]]
    assert event.number is not None
    return EventVersion(
        event_id=event.number,
        number=record["version"],
        recorded_at=now,
        title=record["title"],
        slug=record["slug"],
        start_earliest=event.start_earliest or EARLIEST,
        # Nothing ends before it starts: "since 12 May" certainly covers 12 May.
        start_latest=event.start_latest or event.end_latest or LATEST,
        end_earliest=event.end_earliest or event.start_earliest or EARLIEST,
        end_latest=event.end_latest or LATEST,
        date_precision=event.date_precision,
        order_key=order_key(event, published),
        status=record["status"],
        standing=record["standing"],
        shown_status=shown_status(record["status"], record["standing"]),
        type=kind_value(record),
        family=record["type"]["family"],
        place=place["slug"] if place else "",
        country=countries[0] if countries else "",
        key=record["key"],
        source_count=len({c["source"] for c in record["citations"]}),
        record=record,
        csv_line=csv.line(record),
    )
