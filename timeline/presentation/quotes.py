"""What sources say, word for word, and how they are named."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from timeline.eventrecord import CitationRecord
from timeline.presentation.addresses import prefixed
from timeline.presentation.marks import day_of, day_words
from timeline.presentation.naming import label_of, name_in
from timeline.presentation.saying import isolated


class Quote(NamedTuple):
    """A quote with everything its caption says."""

    number: int
    text: str
    language: str
    translation: str
    translator: str
    speaker: str
    locator: str
    link: "SourceLink"
    origin: str  # "English, original"


class SourceLink(NamedTuple):
    """A source by the name of its outlet, with where it can be read."""

    outlet: str
    published: str
    url: str  # the original, else its page here
    page: str


def link_of(citation: CitationRecord) -> SourceLink:
    page = prefixed(f"/sources/{citation['source']}/")
    published = day_words(day_of(citation["published"]))
    return SourceLink(
        citation["outlet"], published, web_address(citation["url"]) or page, page
    )


def web_address(url: str) -> str:
    """The address when a reader may be sent there, else empty.

    One with a name before its host (``reuters.com@elsewhere.example``) leads somewhere
    else than it says.
    """
    if not url.startswith(("https://", "http://")):
        return ""
    return "" if "@" in url.split("/", 3)[2] else url


def links_of(citations: Iterable[CitationRecord]) -> list[SourceLink]:
    """Every source once, in the order of their numbers."""
    return list({c["source"]: link_of(c) for c in citations}.values())


def quote_of(citation: CitationRecord) -> Quote:
    speaker = citation["speaker"]
    return Quote(
        number=citation["number"],
        text=citation["quote"].strip().strip("“”\"'"),
        language=citation["quote_language"],
        translation=citation["translation"].strip().strip("“”\"'"),
        translator=citation["translated_by"],
        speaker=name_in(speaker) if speaker else "",
        locator=citation["locator"],
        link=link_of(citation),
        origin=_origin(citation),
    )


def quotes_of(citations: Iterable[CitationRecord]) -> list[Quote]:
    """The quotes there are; those with a named speaker first."""
    quotes = [quote_of(c) for c in citations if c["quote"]]
    return sorted(quotes, key=lambda quote: not quote.speaker)


def language_name(code: str) -> str:
    """``Ukrainian`` for ``uk``; the code itself when it has no name here."""
    return label_of("language", code.partition("-")[0], code) if code else ""


def outlet_kind_words(citation: CitationRecord) -> str:
    """``News agency``; empty where the kind says nothing."""
    kind = citation["outlet_kind"]
    return "" if kind in {"", "other"} else label_of("outlet-kind", kind)


def _origin(citation: CitationRecord) -> str:
    language = language_name(citation["quote_language"])
    if citation["translated_by"] and not citation["translation"]:
        by = {"language": language, "translator": isolated(citation["translated_by"])}
        return _("%(language)s, translated by %(translator)s") % by
    if not language:
        return _("Original words")
    return _("%(language)s, original") % {"language": language}
