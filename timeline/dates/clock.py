"""The clock in a typed date: times, a part of the day, a time zone."""

import re
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import available_timezones

from timeline.dates.errors import DateError, gettext_noop
from timeline.dates.event_date import EventDate, Kind, PartOfDay
from timeline.dates.languages import Language, either
from timeline.dates.parts import DAY


@dataclass(frozen=True, slots=True)
class Clock:
    """What was said about the hour. All of it may be missing."""

    start: time | None = None
    end: time | None = None
    part_of_day: str = ""
    zone: str = ""


_TIME = (
    r"(?:\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?"
    r"|\d{1,2}:\d\d(?::\d\d)?(?![\d:])"
    r"|(?<=\bat )\d{1,2}\.\d\d(?![\d.])"
    r"|\bnoon\b)"
)
_TIMES = re.compile(
    rf"[\s,]*(?:\b(?:at|from)\s)?(?<![\d:])({_TIME})"
    rf"(?:\s?(?:[-–]|\bto\b|\buntil\b)\s?({_TIME}))?"
    r"(?:\s(?:hrs|hours|o'clock)\b)?(?:,?\s(?:local time|local)\b)?"
)
_ISO_TIME = re.compile(
    r"(?<=\d)t(\d\d:\d\d(?::\d\d)?)(z|[+-]\d\d(?::?\d\d)?)?(?![\d:])"
)
_GUESSED = re.compile(
    rf"(?:\babout\b|\baround\b|\bcirca\b|\bapproximately\b|\bca?\b\.?|~)\s?{_TIME}"
    rf"|\bbetween\s{_TIME}"
)
_PARTS = re.compile(
    r"[\s,]*(?:\b(?:in|on|during|at)\s)?(?:\bthe\s)?"
    r"(?:\b(?:late|early)\s(?=afternoon|evening|night)|\blate\s(?=morning))?"
    r"\b(early morning|dawn|morning|midday|afternoon|evening|overnight|night)\b"
    r"(?:\sof\b)?"
)
_PART_NAMES = {
    "early morning": PartOfDay.EARLY_MORNING,
    "dawn": PartOfDay.EARLY_MORNING,
    "overnight": PartOfDay.NIGHT,
}
_FIXED = re.compile(
    r"[\s,(]*(?:\b(?:utc|gmt)\b\s?(?:([+–-])(\d{1,2})(?::?(\d\d))?)?"
    r"|(?<=:\d\d)z\b|(?<=:\d\d)\+(\d\d)(?::?(\d\d))?)\)?"
)
_NAMED = re.compile(r"[\s,(]*(?<![\w.\[-])([a-z_]+(?:/[a-z_]+[a-z0-9_+-]*)+)\)?")
_LETTERS = re.compile(
    r"\b(msk|eet|eest|cet|cest|est|edt|pst|pdt|bst|trt|ist)\b(?!/)", re.ASCII
)


def read_clock(text: str) -> tuple[str, Clock]:
    """Takes the clock out of a lower-case text; returns the rest and the clock.

    Raises DateError for a time that does not exist or is only guessed.
    """
    text = _ISO_TIME.sub(_spelled_out, text)
    text, zone = _take_zone(text)
    if guess := _GUESSED.search(text):
        template = gettext_noop(
            "“%(text)s” is a guess at a time. Write a part of the day instead. "
            "For example 16 May 2025, afternoon."
        )
        raise DateError(template, text=guess[0])
    text, start, end = _take_times(text)
    text, part = _take_part_of_day(text)
    if start and part:
        raise DateError(
            gettext_noop("Write the time or the part of the day, not both.")
        )
    return text, Clock(start, end, part, zone)


def _spelled_out(match: re.Match[str]) -> str:
    zone = match[2] or ""
    return f" {match[1]} {'utc' + zone.removeprefix('z') if zone else ''}"


def _take_zone(text: str) -> tuple[str, str]:
    if letters := _LETTERS.search(text):
        template = gettext_noop(
            "“%(zone)s” is not a time zone we know. Write the zone by its "
            "city, such as Europe/Istanbul, or as UTC+3."
        )
        raise DateError(template, zone=letters[1].upper())
    if match := _FIXED.search(text):
        return _cut(text, match), _fixed_zone(match)
    if match := _NAMED.search(text):
        return _cut(text, match), _named_zone(match[1])
    return text, ""


def _cut(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _fixed_zone(match: re.Match[str]) -> str:
    sign, hours = match[1] or "+", int(match[2] or match[4] or 0)
    minutes = int(match[3] or match[5] or 0)
    if hours == minutes == 0:
        return "UTC"
    # The IANA database names fixed zones with the sign turned round.
    name = f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"
    if minutes or name not in available_zones().values():
        raise DateError(
            gettext_noop("There is no such fixed zone. Write the zone by its city.")
        )
    return name


def _named_zone(name: str) -> str:
    zones = available_zones()
    if name in zones:
        return zones[name]
    close = [zones[key] for key in get_close_matches(name, zones, 2)]
    template = gettext_noop(
        "“%(zone)s” is not a time zone we know. Write one such as %(known)s."
    )
    raise DateError(template, zone=name, known=either(close or ["Europe/Istanbul"]))


@lru_cache(maxsize=1)
def available_zones() -> dict[str, str]:
    """IANA names by their lower-case form."""
    return {name.lower(): name for name in sorted(available_timezones())}


def _take_times(text: str) -> tuple[str, time | None, time | None]:
    found = list(_TIMES.finditer(text))
    times = [word for match in found for word in match.groups() if word]
    if len(times) > 2:
        raise DateError(
            gettext_noop("An event has at most two times: when it started and ended.")
        )
    read = [_read_time(word) for word in times] + [None, None]
    start, end = read[:2]
    rest = _TIMES.sub(" ", text) if found else text
    return rest, start, end


def _read_time(word: str) -> time:
    if word == "noon":
        return time(12)
    half = "pm" if "p" in word else "am" if "a" in word else ""
    hour, minute, second = [*map(int, re.findall(r"\d+", word)), 0, 0][:3]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif half:
        hour = 99
    try:
        return time(hour, minute, second)
    except ValueError:
        template = gettext_noop("“%(text)s” is not a time. Write 00:00 to 23:59.")
        raise DateError(template, text=word.strip()) from None


def _take_part_of_day(text: str) -> tuple[str, str]:
    match = _PARTS.search(text)
    if not match:
        return text, ""
    name = match[1]
    return _cut(text, match), (_PART_NAMES.get(name) or PartOfDay(name)).value


_CLOCK_KINDS = (Kind.EXACT, Kind.EXTENT, Kind.UNCERTAIN, Kind.ONGOING)


def check_clock(day: EventDate) -> None:
    """Raises DateError when the day is too vague for its clock, or times run back."""
    if not takes_clock(day):
        template = gettext_noop(
            "A time needs an exact day. Write the day too, or leave the time out."
        )
        raise DateError(template)
    if day.time_start and day.time_end:
        _check_end(day.time_start, day.time_end, day)


def takes_clock(day: EventDate) -> bool:
    """Its day is known well enough for the clock it has, if it has any."""
    if not (day.time_start or day.part_of_day):
        return True
    return day.precision == DAY and day.kind in _CLOCK_KINDS and "~" not in day.edtf


def _check_end(start: time, end: time, day: EventDate) -> None:
    if day.kind is Kind.ONGOING:
        raise DateError(
            gettext_noop("Something that is still going on has no end time.")
        )
    if end < start and day.start_earliest == day.end_latest:
        template = gettext_noop(
            "The end time is before the start. If it ran past midnight, "
            "write both days, as in 14–15 May 2025, 22:00–03:00."
        )
        raise DateError(template)


def clock_words(day: EventDate, table: Language) -> str:
    """``13:35``, ``13:35–15:35``, ``morning``, with the zone when it was typed."""
    texts = [_time_text(t) for t in (day.time_start, day.time_end) if t is not None]
    if len(texts) == 2:
        words = table.times.format(a=texts[0], b=texts[1])
    else:
        words = "".join(texts) or table.parts_of_day.get(
            day.part_of_day, day.part_of_day
        )
    return " ".join(word for word in (words, _zone_words(day.zone)) if word)


def _time_text(clock: time) -> str:
    return clock.isoformat("seconds" if clock.second else "minutes")


def _zone_words(zone: str) -> str:
    fixed = re.fullmatch(r"Etc/GMT([+-])(\d+)", zone)
    if not fixed:
        return zone
    return f"UTC{'-' if fixed[1] == '+' else '+'}{fixed[2]}"
