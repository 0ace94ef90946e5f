"""Dates and sentences in the reader's language."""

from contextlib import suppress

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


def ended(text: str) -> str:
    """The text with a full stop, unless it ends as a sentence or is empty."""
    return text if not text or text.endswith(_ENDS) else f"{text}."
