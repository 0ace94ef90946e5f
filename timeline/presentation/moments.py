"""Pages as of a moment: the query they share, and the note that says so."""

from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.http import urlencode

from timeline.dates import moment_words
from timeline.selection.moments import instant
from timeline.selection.wording import language


class Past(NamedTuple):
    """What a page of the past says of itself."""

    words: str  # 1 June 2025, 12:00 UTC
    now: str  # the address of the same page as the record is now


def past_of(at: datetime | None, now: str) -> Past | None:
    """The note of a page as of a moment; None: the page is of now."""
    return Past(moment_words(at, language()), now) if at else None


def and_moment(query: str, at: datetime | None) -> str:
    """The query with ``as_of`` behind it, when a moment is given."""
    own = urlencode({"as_of": instant(at)}) if at else ""
    return "&".join(filter(None, [query, own]))


def today_at(at: datetime | None) -> date:
    """The day from which plans are ahead: that of the moment, else today."""
    return at.date() if at else timezone.localdate()
