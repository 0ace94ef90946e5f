"""iCalendar (RFC 5545, RFC 7986): an entry for each event, UTF-8, CRLF.

What a calendar can show of a date, and what this file makes of it:

* *A clock time with a zone* is an instant in UTC, so that no reader needs a table of
  zones, of which few know those of 1945; the local time and the zone are in words in
  the description. A time without a zone is an entry of the whole day: nobody can say
  when that was elsewhere.
* *Exact days* are entries of whole days; DTEND is the day after the last.
* *A date that is not known exactly* is an entry over all days it may have been on,
  TENTATIVE, with the words of the date behind the title: "(between 16 and 22 May
  2025)". With an open end it is the one day that is known: "(by 2 June 2025)" on 2
  June, "(since 12 May 2025)" on 12 May. No event is left out.
* *What was planned* is TENTATIVE; *what was cancelled or did not take place* is
  CANCELLED, and says so behind its title, since some calendars do not show that.

Nothing makes anyone busy (TRANSP:TRANSPARENT). UID stays the same over versions and
SEQUENCE counts them. Written by hand and not with a library: icalendar 7.3 took
twenty times as long, a minute for 20,000 events.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from timeline.dates import Kind
from timeline.eventrecord import DateRecord, EventRecord
from timeline.formats.dating import Span, date_words, instants, is_known, span
from timeline.formats.item import event_address
from timeline.formats.pieces import in_pieces
from timeline.formats.telling import label, place_words, plain
from timeline.formats.view import View

_LONGEST = 75  # octets of a line without its end
_REFRESH = "P1D"  # how often a subscriber may ask
_CONFIRMED = {"took-place", "under-way"}
_CANCELLED = {"cancelled", "did-not-take-place"}
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def write(events: Iterable[tuple[EventRecord, str]], *, view: View) -> Iterator[str]:
    """The calendar in pieces. Its entries come in the order of the view."""
    return in_pieces(_texts(events, view))


def _texts(events: Iterable[tuple[EventRecord, str]], view: View) -> Iterator[str]:
    yield _lines(_head(view))
    for record, date_match in events:
        yield _lines(_entry(record, date_match, view))
    yield "END:VCALENDAR\r\n"


def _head(view: View) -> Iterator[str]:
    name = _text(f"{view.site_name}: {view.sentence}")
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Diplomatic Timeline//iCalendar//EN"
    yield "CALSCALE:GREGORIAN"
    yield f"NAME:{name}"
    yield f"X-WR-CALNAME:{name}"
    yield f"DESCRIPTION:{_text(f'The same events as they stand now: {view.fixed}')}"
    yield f"URL:{_uri(view.address)}"
    yield f"SOURCE;VALUE=URI:{_uri(view.file('ics'))}"
    yield f"LAST-MODIFIED:{_instant(view.moment)}"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}"
    yield f"X-PUBLISHED-TTL:{_REFRESH}"


def _entry(record: EventRecord, date_match: str, view: View) -> Iterator[str]:
    recorded = _instant(datetime.fromisoformat(record["recorded_at"]))
    host = urlsplit(view.base_url).hostname
    yield "BEGIN:VEVENT"
    yield f"UID:event-{record['event_id']}@{host}"
    yield f"SEQUENCE:{record['version'] - 1}"
    yield f"DTSTAMP:{recorded}"
    yield f"LAST-MODIFIED:{recorded}"
    yield from _when(record["date"])
    yield f"SUMMARY:{_text(_title(record))}"
    yield f"DESCRIPTION:{_text(plain(record, date_match=date_match))}"
    yield from _where(record)
    yield f"STATUS:{_status(record)}"
    yield "TRANSP:TRANSPARENT"
    yield f"CATEGORIES:{','.join(map(_text, _categories(record)))}"
    yield f"URL:{_uri(event_address(record, view.base_url))}"
    yield "END:VEVENT"


def _when(when: DateRecord) -> Iterator[str]:
    if clock := instants(when):
        yield f"DTSTART:{_instant(clock.start)}"
        if clock.end:
            yield f"DTEND:{_instant(clock.end)}"
        return
    days = span(when)
    yield f"DTSTART;VALUE=DATE:{_day(days.first)}"
    if end := _day_after(days):
        yield f"DTEND;VALUE=DATE:{_day(end)}"


def _day_after(days: Span) -> date | None:
    """The first day that is no longer of these; None: it has one day, the last."""
    if days.last < date.max:
        return days.last + timedelta(days=1)
    return date.max if days.first < date.max else None


def _title(record: EventRecord) -> str:
    """The title, and in brackets what a calendar cannot show of date and status."""
    beside = []
    if not is_known(record["date"]) or record["date"]["kind"] == Kind.ONGOING:
        beside.append(date_words(record["date"]))
    if record["status"] not in _CONFIRMED:
        beside.append(label("lifecycle", record["status"]).lower())
    return f"{record['title']} ({'; '.join(beside)})" if beside else record["title"]


def _status(record: EventRecord) -> str:
    if record["status"] in _CANCELLED:
        return "CANCELLED"
    sure = record["status"] in _CONFIRMED and is_known(record["date"])
    return "CONFIRMED" if sure else "TENTATIVE"


def _where(record: EventRecord) -> Iterator[str]:
    place = record["place"]
    if place is None:
        return
    yield f"LOCATION:{_text(place_words(place))}"
    if place["latitude"] is not None and place["longitude"] is not None:
        yield f"GEO:{place['latitude']:.6f};{place['longitude']:.6f}"


def _categories(record: EventRecord) -> list[str]:
    kind = record["type"]
    topics = [topic["label"] for topic in record["topics"]]
    return [label("family", kind["family"]), kind["label"], *topics]


def _instant(moment: datetime) -> str:
    there = moment.astimezone(UTC)
    return f"{_day(there.date())}T{there:%H%M%S}Z"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")  # strftime writes the year 988 as 988


def _text(text: str) -> str:
    """A value of the type TEXT: escaped, on one line."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", unified).translate(_ESCAPED)


def _uri(address: str) -> str:
    """A value of the type URI: not escaped, and without what would end its line."""
    return "".join(address.split())


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _folded(line: str) -> str:
    """The line in parts of at most 75 octets that never cut a letter in two."""
    octets = line.encode()
    if len(octets) <= _LONGEST:
        return line
    parts, start, room = [], 0, _LONGEST
    while start < len(octets):
        part = octets[start : start + room].decode(errors="ignore")
        parts.append(part)
        start += len(part.encode())
        room = _LONGEST - 1  # the space that marks a line that goes on
    return "\r\n ".join(parts)
