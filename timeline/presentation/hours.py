"""In which time zone the hours of an event are."""

from datetime import datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from timeline.eventrecord import DateRecord, PlaceRecord
from timeline.presentation.marks import day_of
from timeline.presentation.naming import name_in


def zone_words(record: DateRecord, place: PlaceRecord | None) -> str:
    """``Istanbul time (UTC+3).``; empty without a clock time or a known zone.

    The city of the zone has its name in the reader's language when the event was
    there.
    """
    name = record["time_zone"]
    moment = local_start(record)
    offset = moment.utcoffset() if moment else None
    if moment is None or offset is None:
        return ""
    if name == "UTC":
        return "UTC."
    city = _city(name.rpartition("/")[2].replace("_", " "), place)
    minutes = int(offset.total_seconds() // 60)
    return _("%(city)s time (UTC%(offset)s).") % {
        "city": city,
        "offset": _offset_words(minutes),
    }


def local_start(record: DateRecord) -> datetime | None:
    """The first instant, with its zone; None unless day, clock and zone are known."""
    day = day_of(record["start_earliest"])
    if not (record["time_zone"] and day and record["time_start"]):
        return None
    try:
        zone = ZoneInfo(record["time_zone"])
    except (ZoneInfoNotFoundError, ValueError):
        return None
    return datetime.combine(day, time.fromisoformat(record["time_start"]), zone)


def _offset_words(minutes: int) -> str:
    """``+3``, ``−4:30``."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    ending = f":{rest:02}" if rest else ""
    return f"{sign}{hours}{ending}"


def _city(english: str, place: PlaceRecord | None) -> str:
    for somewhere in [place, *place["ancestors"]] if place else []:
        if somewhere["name"] == english:
            return name_in(somewhere)
    return english
