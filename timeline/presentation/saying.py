"""Dates and sentences in the reader's language."""

from contextlib import suppress
from unicodedata import bidirectional

from django.utils.translation import get_language_bidi

from timeline.dates import DateError, EventDate, read_date, words
from timeline.dates.languages import language_for
from timeline.presentation.naming import language

_ENDS = (".", "!", "?", "…", "؟", "。")


def date_words(when: EventDate, *, with_weekday: bool = False) -> str:
    """``Friday 16 May 2025, 13:35``."""
    return words(when, with_weekday=with_weekday, language=language())


def typed_words(text: str) -> str:
    """A date as an editor typed it, as readers see it; other words as they are."""
    with suppress(DateError):
        return date_words(read_date(text))
    return text


def capital(text: str) -> str:
    """The text as it begins a sentence in the reader's language."""
    return language_for(language()).capital(text)


def isolated(text: str) -> str:
    """Text that keeps its own direction among words of the page.

    Only what is written the other way, wholly or in part, is marked as apart from the
    words beside it (Unicode's first strong isolate); other text comes back as it is.
    """
    foreign = {"L"} if get_language_bidi() else {"R", "AL"}
    if not any(bidirectional(letter) in foreign for letter in text):
        return text
    return f"\u2068{text}\u2069"


def ended(text: str) -> str:
    """The text with a full stop, unless it ends as a sentence or is empty."""
    return text if not text or text.endswith(_ENDS) else f"{text}."
