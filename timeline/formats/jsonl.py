"""JSON Lines: an event a line, and nothing else; UTF-8, lines ended by LF."""

from collections.abc import Iterable, Iterator

from timeline.eventrecord import EventRecord
from timeline.formats.item import as_json, item
from timeline.formats.pieces import in_pieces
from timeline.formats.view import View

# Some readers end a line at these too. JSON lets them stand in a text as they are.
_LINE_ENDS = ("\x85", "\u2028", "\u2029")


def write(events: Iterable[tuple[EventRecord, str]], *, view: View) -> Iterator[str]:
    """A line for each event: the same object as in the JSON file."""
    return in_pieces(
        line(item(record, base_url=view.base_url, date_match=date_match))
        for record, date_match in events
    )


def line(value: object) -> str:
    """The value on one line, whatever a reader takes for the end of a line."""
    text = as_json(value)
    for end in _LINE_ENDS:
        text = text.replace(end, f"\\u{ord(end):04x}")
    return text + "\n"
