"""The numbered sources of an event, as the margin of its page shows them."""

from collections.abc import Sequence
from typing import NamedTuple

from timeline.eventrecord import CitationRecord
from timeline.presentation.claims import statement_words
from timeline.presentation.marks import day_of, day_words
from timeline.presentation.prose import marks_in
from timeline.presentation.quotes import (
    Quote,
    SourceLink,
    language_name,
    link_of,
    outlet_kind_words,
    quote_of,
    web_address,
)


class Note(NamedTuple):
    """A numbered source in the margin."""

    number: int
    link: SourceLink
    title: str
    language: str  # of the title
    byline: str
    written_in: str
    outlet_kind: str
    outlet_country: str  # in English
    quote: Quote | None
    locator: str
    saved: str  # address of a saved copy
    accessed: str
    states: str  # "Says of the date: 17 May 2025."
    same_as: int  # the number under which the same document came before, or 0
    marked: bool  # the summary has a mark to go back to


def notes_of(citations: Sequence[CitationRecord], summary: str) -> list[Note]:
    """The numbered sources; a document cited again points to its first number."""
    first: dict[str, int] = {}
    notes = []
    marked = marks_in(summary)
    for citation in citations:
        number = first.setdefault(citation["source"], citation["number"])
        again = number if number != citation["number"] else 0
        notes.append(_note(citation, marked, again))
    return notes


def _note(citation: CitationRecord, marked: set[int], same_as: int) -> Note:
    return Note(
        number=citation["number"],
        link=link_of(citation),
        title=citation["title"],
        language=citation["language"],
        byline=citation["byline"],
        written_in=language_name(citation["language"]),
        outlet_kind=outlet_kind_words(citation),
        outlet_country=citation["outlet_country"],
        quote=quote_of(citation) if citation["quote"] else None,
        locator=citation["locator"],
        saved=web_address(citation["archive_url"]),
        accessed=day_words(day_of(citation["accessed"])),
        states=statement_words(citation),
        same_as=same_as,
        marked=citation["number"] in marked,
    )
