"""CSV, one row per event and source."""

from collections.abc import Iterator

from timeline.eventrecord import CitationRecord, EventRecord
from timeline.formats.csv import Note
from timeline.formats.rows import EVENT_NOTES, PartsTable, Texts

COLUMN_NOTES: dict[str, Note] = {
    **EVENT_NOTES,
    "citation": Note(
        "Number of the source in the event: the [1] of the summary.", "integer"
    ),
    "outlet": Note("Who published the source."),
    "outlet_slug": Note("The outlet in addresses: /sources/<slug>/."),
    "outlet_kind": Note("What the outlet is.", "code list: outlet-kind"),
    "outlet_country": Note("English name of the outlet's country."),
    "source_slug": Note(
        "Identifies the source; the same in every event it is cited for."
    ),
    "source_title": Note("Title of the source."),
    "byline": Note("Who wrote it."),
    "source_url": Note("Web address of the source.", "absolute web address"),
    "published": Note("Day it was published; empty: not known.", "ISO 8601 date"),
    "language": Note("Language of the source.", "BCP 47 language code"),
    "quote": Note("Words of the source, in its own language."),
    "quote_language": Note("Language of the quote.", "BCP 47 language code"),
    "translation": Note("The quote in English."),
    "translated_by": Note("Who translated it."),
    "speaker": Note("Who said the words, by name."),
    "speaker_slug": Note("The speaker in addresses: /participants/<slug>/."),
    "locator": Note("Where in the source: a page, a paragraph, a minute."),
    "archive_url": Note("Address of a kept copy.", "absolute web address"),
    "accessed": Note("Day the source was read; empty: not known.", "ISO 8601 date"),
    "about": Note("What of the event it is cited for.", "code list: about"),
    "states": Note("What it says there."),
    "stance": Note(
        "Whether it supports or disputes what is shown.", "code list: stance"
    ),
    "source_grade": Note(
        "How reliable the source is (Admiralty).", "code list: source-grade"
    ),
    "information_grade": Note(
        "How credible what it says is (Admiralty).", "code list: information-grade"
    ),
}
_RENAMED = {"number", "source", "title", "url", "speaker"}


def number(record: EventRecord) -> int:
    """How many rows the event has in the file."""
    return len(record["citations"])


def _parts(record: EventRecord) -> Iterator[Texts]:
    return map(_part, record["citations"])


def _part(citation: CitationRecord) -> Texts:
    speaker = citation["speaker"]
    same = {key: str(value) for key, value in citation.items() if key not in _RENAMED}
    return {
        **same,
        "citation": str(citation["number"]),
        "source_slug": citation["source"],
        "source_title": citation["title"],
        "source_url": citation["url"],
        "speaker": speaker["name"] if speaker else "",
        "speaker_slug": speaker["slug"] if speaker else "",
    }


TABLE = PartsTable(COLUMN_NOTES, _parts)
