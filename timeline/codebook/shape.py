"""What a chapter is made of: sections of terms, or of rows, ready for a template."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise

from timeline.presentation.marks import Mark


class Fact(NamedTuple):
    """Something more to know of a term: ``CAMEO: 040``.

    ``said``: the value is in the reader's language; else it is a code or English.
    """

    name: str
    value: str
    said: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A code with its meaning. Its anchor is ``<prefix>-<code>`` of its section."""

    code: str
    label: str
    definition: str
    example: str = ""  # as it stands in files, addresses or text; data
    query: str = ""  # of the chronology, the events it is true of
    address: str = ""  # where the example leads, when it is an address itself
    facts: tuple[Fact, ...] = ()
    mark: Mark | None = None
    aside: str = ""  # a note for coders, in English


class Row(NamedTuple):
    """A line of a table; its first cell leads to the events of the query."""

    cells: tuple[str, ...]
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, what there is to say, and terms or a table of rows.

    ``found_in`` names where the codes stand: ``column status``. ``heads`` are those of
    the table; a row has as many cells. Anchors: ``anchor`` is the section's.
    """

    anchor: str
    heading: str
    intro: tuple[str, ...] = ()
    found_in: tuple[Fact, ...] = ()
    terms: tuple[Term, ...] = ()
    prefix: str = "term"
    coded: bool = False  # its heading is the name of a type
    typed_first: bool = False  # the first cells of its rows are English
    typed_rows: bool = False  # all cells of its rows are
    drawn: bool = False  # its terms are shown by their marks
    icon: str = ""  # of the family
    heads: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    outro: tuple[str, ...] = ()


Sections = Callable[[], tuple[Section, ...]]


class Chapter(NamedTuple):
    """A page of the codebook; its sections are made in the reader's language."""

    slug: str
    title: str | Promise
    lead: str | Promise
    sections: Sections
