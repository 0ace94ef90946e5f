"""JSON Feed 1.1: the view as a feed, an item for each event, all of them.

The same as the Atom feed, with what machines ask for first under ``_timeline``.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from timeline.eventrecord import EventRecord
from timeline.formats.item import (
    as_json,
    event_address,
    lasting_address,
    view_item,
)
from timeline.formats.pieces import in_pieces
from timeline.formats.telling import html, label, summary_line
from timeline.formats.view import View

_VERSION = "https://jsonfeed.org/version/1.1"


def write(events: Iterable[tuple[EventRecord, str]], *, view: View) -> Iterator[str]:
    """The feed in pieces, an item a line."""
    return in_pieces(_texts(events, view))


def _texts(events: Iterable[tuple[EventRecord, str]], view: View) -> Iterator[str]:
    head = as_json(_head(view))
    yield f'{head[:-1]},"items":['
    between = "\n"
    for record, date_match in events:
        yield between + as_json(_item(record, date_match, view.base_url))
        between = ",\n"
    yield "\n]}\n"


def _head(view: View) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "title": f"{view.site_name}: {view.sentence}",
        "home_page_url": view.address,
        "feed_url": view.file("feed.json"),
        "language": "en",
        "authors": [{"name": view.site_name, "url": view.base_url}],
        "_timeline": {"about": f"{view.base_url}/about/columns/", **view_item(view)},
    }


def _item(record: EventRecord, date_match: str, base_url: str) -> dict[str, Any]:
    kind = record["type"]
    topics = [topic["label"] for topic in record["topics"]]
    first = {"date_published": record["recorded_at"]} if record["version"] == 1 else {}
    return {
        "id": lasting_address(record, base_url),
        "url": event_address(record, base_url),
        "title": record["title"],
        "content_html": html(record, date_match=date_match),
        "summary": summary_line(record, date_match=date_match),
        **first,
        "date_modified": record["recorded_at"],
        "tags": [label("family", kind["family"]), kind["label"], *topics],
        "_timeline": {
            "event_id": record["event_id"],
            "version": record["version"],
            "status": record["status"],
            "standing": record["standing"],
            "edtf": record["date"]["edtf"],
            "date_match": date_match,
        },
    }
