"""What a selection tells about itself: the values doors and templates use."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

Version = TypeVar("Version")


@dataclass(frozen=True)
class Change:
    """A link that changes the selection: its words and the query it leads to."""

    label: str
    query: str  # without "?"; empty for everything
    count: int | None = None


@dataclass(frozen=True)
class Problem:
    """A part of the query string that could not be used, and what to write."""

    parameter: str
    value: str
    title: str  # “31 June 2025” is not a date
    message: str  # June has 30 days. Showing all dates for now.
    changes: tuple[Change, ...] = ()  # queries with a valid value instead

    @property
    def sentence(self) -> str:
        return f"{self.parameter}: {self.title}. {self.message}".strip()


@dataclass(frozen=True)
class FacetValue:
    """One choice of a filter group, with the events it leads to."""

    value: str
    label: str
    count: int  # equals the count of the selection that ``query`` describes
    query: str
    chosen: bool = False
    family: str = ""  # for the icon of a kind


@dataclass(frozen=True)
class Facet:
    """A filter group: its parameter, its label, its most used values."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    total: int  # how many values there are in all

    @property
    def chosen(self) -> int:
        return sum(v.chosen for v in self.values)


@dataclass(frozen=True)
class Phrase:
    """A piece of the view sentence. A filter's phrase has a group and a way out."""

    text: str
    group: str = ""  # "when", "who", ...: the id of the form group is f-<group>
    remove: str | None = None  # query without it; None for plain words
    remove_label: str = ""  # "Remove filter: participant, Russia"
    bold: bool = False
    soft: bool = False  # the "might" phrase


@dataclass(frozen=True)
class Sentence:
    """The view in a sentence, in phrases and as plain text."""

    phrases: tuple[Phrase, ...]

    @property
    def text(self) -> str:
        return "".join(p.text for p in self.phrases)


@dataclass(frozen=True)
class PageLink:
    """A link to the events before or after those on this page."""

    label: str  # "21 May–2 June"
    count: int
    query: str


@dataclass(frozen=True)
class Page(Generic[Version]):
    """Events of one page in order, and the ways on."""

    versions: list[Version] = field(default_factory=list)
    earlier: PageLink | None = None  # earlier in time
    later: PageLink | None = None  # later in time
