"""The JSON of TimelineJS 3, of Northwestern University's Knight Lab: a slide an event.

TimelineJS draws days, not doubt. So an event lies over all days it may have been on,
or on the one day that is known when an end is open, and ``display_date`` says the
date in words: "between 16 and 22 May 2025". Clock times are local to the place.
There is no media: pictures belong to others.
"""

from collections.abc import Iterable, Iterator
from datetime import date, time
from html import escape
from typing import Any

from timeline.eventrecord import DateRecord, EventRecord
from timeline.formats.dating import date_words, is_known, span
from timeline.formats.item import as_json, event_address
from timeline.formats.pieces import in_pieces
from timeline.formats.telling import html, label
from timeline.formats.view import View


def write(events: Iterable[tuple[EventRecord, str]], *, view: View) -> Iterator[str]:
    """The timeline in pieces, a slide a line. TimelineJS puts them in time order."""
    return in_pieces(_texts(events, view))


def _texts(events: Iterable[tuple[EventRecord, str]], view: View) -> Iterator[str]:
    yield f'{{"scale":"human","title":{as_json(_title(view))},"events":['
    between = "\n"
    for record, date_match in events:
        yield between + as_json(_slide(record, date_match, view.base_url))
        between = ",\n"
    yield "\n]}\n"


def _title(view: View) -> dict[str, Any]:
    """The slide before the first event. TimelineJS takes its texts for HTML."""
    fixed, address = escape(view.fixed), escape(view.address)
    said = (
        f'<p>{escape(view.sentence)}</p>\n<p><a href="{address}">These events</a>, '
        f'<a href="{fixed}">as they stand in this file</a></p>'
    )
    return {
        "unique_id": "view",
        "text": {"headline": escape(view.site_name), "text": said},
    }


def _slide(record: EventRecord, date_match: str, base_url: str) -> dict[str, Any]:
    address = escape(event_address(record, base_url))
    headline = f'<a href="{address}">{escape(record["title"])}</a>'
    return {
        "unique_id": f"event-{record['event_id']}",
        **_dates(record["date"]),
        "display_date": escape(date_words(record["date"])),
        "text": {"headline": headline, "text": html(record, date_match=date_match)},
        "group": label("family", record["type"]["family"]),
    }


def _dates(when: DateRecord) -> dict[str, Any]:
    """The first day, with the time when there is one, and the last if it is another."""
    days = span(when)
    clocked = is_known(when)
    dates = {"start_date": _date(days.first, when["time_start"] if clocked else "")}
    if days.last != days.first or (clocked and when["time_end"]):
        dates["end_date"] = _date(days.last, when["time_end"] if clocked else "")
    return dates


def _date(day: date, clock: str) -> dict[str, int]:
    parts = {"year": day.year, "month": day.month, "day": day.day}
    if clock:
        at = time.fromisoformat(clock)
        parts |= {"hour": at.hour, "minute": at.minute}
    return parts
