"""What is cited -> a citation in APA, Chicago, BibTeX and RIS. Pure, no Django."""

from collections.abc import Callable
from typing import NamedTuple

from timeline.citing.cited import Cited, cite_event, cite_view
from timeline.citing.files import bibtex, ris
from timeline.citing.styles import apa, chicago

__all__ = (
    "CITATION_FILES",
    "STYLES",
    "CitationFile",
    "Cited",
    "Style",
    "apa",
    "bibtex",
    "chicago",
    "cite_event",
    "cite_view",
    "ris",
)


class Style(NamedTuple):
    """A way to write a citation; its label is a name and is not translated."""

    name: str
    label: str
    write: Callable[[Cited], str]
    extension: str  # of its file; empty when it is only read


class CitationFile(NamedTuple):
    """A style that is also a file."""

    media_type: str
    write: Callable[[Cited], str]


STYLES: tuple[Style, ...] = (
    Style("apa", "APA", apa, ""),
    Style("chicago", "Chicago", chicago, ""),
    Style("bibtex", "BibTeX", bibtex, "bib"),
    Style("ris", "RIS", ris, "ris"),
)
CITATION_FILES: dict[str, CitationFile] = {
    "bib": CitationFile("application/x-bibtex; charset=utf-8", bibtex),
    "ris": CitationFile("application/x-research-info-systems; charset=utf-8", ris),
}
