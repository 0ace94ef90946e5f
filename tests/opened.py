"""Files opened by other programs: which events each holds, in their order."""

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import feedparser
import icalendar

from tests.told import unpacked

_NUMBER = re.compile(r"\d+")
_IDS = {
    "ics": re.compile(rb"^UID:event-(\d+)@", re.MULTILINE),
    "atom": re.compile(rb"<entry>\s*<id>[^<]*?(\d+)</id>"),
}


def numbers_in(name: str, data: bytes) -> list[int]:
    """The public numbers of the events in a file of the format ``name``.

    Of a CSV file with several rows an event, each number once.
    """
    return list(dict.fromkeys(int(number) for number in _READERS[name](data)))


def numbers_at_once(name: str, data: bytes) -> list[int]:
    """The same for a file of our own making, fast enough for thousands of files.

    A calendar and a feed are searched for their ids, which stand on short lines.
    """
    if name not in _IDS:
        return numbers_in(name, data)
    return [int(number) for number in _IDS[name].findall(data)]


def rows_of(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file, cells as they stand in it."""
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def entries_of(data: bytes) -> list[Any]:
    """The entries of a calendar."""
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def _csv(data: bytes) -> list[str]:
    return [row["event_id"] for row in rows_of(data)]


def _json(data: bytes) -> list[int]:
    return [event["event_id"] for event in json.loads(data)["events"]]


def _jsonl(data: bytes) -> list[int]:
    return [json.loads(line)["event_id"] for line in data.decode().splitlines()]


def _geojson(data: bytes) -> list[int]:
    return [feature["id"] for feature in json.loads(data)["features"]]


def _ics(data: bytes) -> list[str]:
    return [_first_number(entry["UID"]) for entry in entries_of(data)]


def _atom(data: bytes) -> list[str]:
    return [_last_number(entry.id) for entry in feedparser.parse(data).entries]


def _feed(data: bytes) -> list[str]:
    return [_last_number(item["id"]) for item in json.loads(data)["items"]]


def _timelinejs(data: bytes) -> list[str]:
    return [_last_number(slide["unique_id"]) for slide in json.loads(data)["events"]]


def _zip(data: bytes) -> list[str]:
    return _csv(unpacked(data)["events.csv"])


def _first_number(text: str) -> str:
    return _NUMBER.findall(text)[0]


def _last_number(text: str) -> str:
    return _NUMBER.findall(text)[-1]


_READERS: dict[str, Callable[[bytes], list[Any]]] = {
    "csv": _csv,
    "json": _json,
    "jsonl": _jsonl,
    "geojson": _geojson,
    "ics": _ics,
    "atom": _atom,
    "feed.json": _feed,
    "timelinejs.json": _timelinejs,
    "zip": _zip,
}
