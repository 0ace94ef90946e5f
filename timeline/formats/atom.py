"""Atom (RFC 4287): the view as a feed, an entry for each event, all of them.

The entries come in the order of the view. An entry's id never changes, not even with
a new title; ``updated`` is when its version was published, and ``published`` stands
only in first versions, whose moment that is. ``updated`` of the feed is the last
publishing of anything in the record.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from timeline.eventrecord import EventRecord
from timeline.formats.item import event_address, lasting_address
from timeline.formats.pieces import in_pieces
from timeline.formats.telling import html, label, summary_line
from timeline.formats.view import View

_NAMESPACE = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(events: Iterable[tuple[EventRecord, str]], *, view: View) -> Iterator[str]:
    """The feed in pieces."""
    return in_pieces(_texts(events, view))


def _texts(events: Iterable[tuple[EventRecord, str]], view: View) -> Iterator[str]:
    yield from begun(view)
    for record, date_match in events:
        yield "<entry>\n"
        yield from _entry(record, date_match, view.base_url)
        yield "</entry>\n"
    yield "</feed>\n"


def begun(view: View) -> Iterator[str]:
    """A feed up to its first entry."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield f'<feed xmlns="{_NAMESPACE}" xml:lang="en">\n'
    yield from _head(view)


def _head(view: View) -> Iterator[str]:
    yield element("id", view.file("atom"))
    yield element("title", f"{view.site_name}: {view.sentence}")
    yield element("updated", moment(view.moment))
    yield f"<author>{_inner('name', view.site_name)}{_inner('uri', view.base_url)}"
    yield "</author>\n"
    media = "application/atom+xml"
    yield element("link", rel="self", type=media, href=view.file("atom"))
    yield element("link", rel="alternate", type="text/html", href=view.address)
    yield element("generator", "Diplomatic Timeline")


def _entry(record: EventRecord, date_match: str, base_url: str) -> Iterator[str]:
    updated = moment(datetime.fromisoformat(record["recorded_at"]))
    address = event_address(record, base_url)
    kind = record["type"]
    yield element("id", lasting_address(record, base_url))
    yield element("title", record["title"])
    yield element("updated", updated)
    if record["version"] == 1:
        yield element("published", updated)
    yield element("link", rel="alternate", type="text/html", href=address)
    yield _category(f"{base_url}/about/kinds/", kind["slug"], kind["label"])
    family = label("family", kind["family"])
    yield _category(f"{base_url}/about/kinds/", kind["family"], family)
    for topic in record["topics"]:
        yield _category(f"{base_url}/about/topics/", topic["slug"], topic["label"])
    said = summary_line(record, date_match=date_match)
    yield element("summary", said)
    yield element("content", html(record, date_match=date_match), type="html")


def _category(scheme: str, term: str, label: str) -> str:
    return element("category", scheme=scheme, term=term, label=label)


def element(name: str, text: str = "", **attributes: str) -> str:
    """An element on a line of its own; see :func:`_inner`."""
    return _inner(name, text, **attributes) + "\n"


def _inner(name: str, text: str = "", **attributes: str) -> str:
    """An element; its text loses what XML 1.0 cannot hold."""
    told = "".join(
        f" {key}={quoteattr(_NOT_XML.sub('', value))}"
        for key, value in attributes.items()
    )
    if not text:
        return f"<{name}{told}/>"
    return f"<{name}{told}>{escape(_NOT_XML.sub('', text))}</{name}>"


def moment(at: datetime) -> str:
    """A date construct: RFC 3339 with whole seconds."""
    return at.isoformat(timespec="seconds")
