"""What an editor typed, in English or EDTF, into a date."""

import re
import unicodedata
from dataclasses import replace
from datetime import date, timedelta

from timeline.dates.clock import check_clock, read_clock
from timeline.dates.edtf import read_edtf
from timeline.dates.errors import DateError, gettext_noop
from timeline.dates.event_date import EventDate
from timeline.dates.grammar import read_words
from timeline.dates.numeric import read_numeric
from timeline.dates.shapes import LONGEST, Shape, event_date
from timeline.dates.typed_names import in_english

_LIKE_EDTF = re.compile(
    r"\[.*|\{.*|-\d{4}.*|y-?\d{5,}.*"
    r"|(?:\.\.)?/.+|.+/(?:\.\.)?"
    r"|[\dx]{4}(?:-[\dx]{2}){0,2}[~?%]?(?:/[\dx]{4}(?:-[\dx]{2}){0,2}[~?%]?)*"
)
_RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1}


def read_date(text: str, *, today: date | None = None) -> EventDate:
    """What was typed, as a date. Raises DateError, and never anything else.

    ``today`` gives a meaning to "today", "yesterday" and "tomorrow"; without it they
    are refused. At most 200 characters are read.
    """
    text = cleaned(text)
    if not text:
        raise DateError(
            gettext_noop("There is no date here. Write one such as 15 May 2025.")
        )
    rest, clock = read_clock(_plain(text))
    day = replace(
        event_date(_read_shape(rest.strip(" ,"), today), text),
        time_start=clock.start,
        time_end=clock.end,
        part_of_day=clock.part_of_day,
        zone=clock.zone,
    )
    check_clock(day)
    one_moment = clock.start == clock.end and day.start_earliest == day.end_latest
    return replace(day, time_end=None) if one_moment else day


def cleaned(text: str) -> str:
    """Trimmed and NFC, without invisible marks. Raises DateError for the unreadable."""
    if len(text) <= LONGEST * 10:
        text = unicodedata.normalize("NFC", text.strip())
    if len(text) > LONGEST:
        template = gettext_noop(
            "This is too long for a date. Use at most %(longest)s characters."
        )
        raise DateError(template, longest=LONGEST)
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf").strip()
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text):
        raise DateError(
            gettext_noop("There is a control character in this. Type the date again.")
        )
    return text


def _plain(text: str) -> str:
    """Lower case, digits 0 to 9, one kind of dash, single spaces."""
    signs = [
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text
    ]
    lower = re.sub(r"[‐‑]", "-", "".join(signs).lower())
    lower = re.sub(r"[‒–—―−]", "–", lower)
    return " ".join(in_english(lower).replace("’", "'").split())


def _read_shape(text: str, today: date | None) -> Shape:
    if text in _RELATIVE:
        text = _resolved(text, today)
    if numeric := read_numeric(text):
        return numeric
    if _LIKE_EDTF.fullmatch(text):
        return read_edtf(text.replace("x", "X").replace("y", "Y"))
    return read_words(text)


def _resolved(word: str, today: date | None) -> str:
    if today is None:
        template = gettext_noop(
            "“%(word)s” depends on when it was written. Write the date."
        )
        raise DateError(template, word=word)
    try:
        return (today + timedelta(days=_RELATIVE[word])).isoformat()
    except OverflowError:
        raise DateError(gettext_noop("Years run from 1 to 9999.")) from None
