"""JSON: one object with the view and its events (RFC 8259), UTF-8."""

from collections.abc import Iterable, Iterator

from timeline.eventrecord import EventRecord
from timeline.formats.item import as_json, item, view_item
from timeline.formats.pieces import in_pieces
from timeline.formats.view import View


def write(events: Iterable[tuple[EventRecord, str]], *, view: View) -> Iterator[str]:
    """``{"view": {...}, "events": [...]}``; an event a line."""
    return in_pieces(_texts(events, view))


def _texts(events: Iterable[tuple[EventRecord, str]], view: View) -> Iterator[str]:
    yield f'{{"view":{as_json(view_item(view))},"events":['
    between = "\n"
    for record, date_match in events:
        one = item(record, base_url=view.base_url, date_match=date_match)
        yield between + as_json(one)
        between = ",\n"
    yield "\n]}\n"
