"""What is cited: one fixed version of an event, or a view of the record."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """All that a citation says. Make one with :func:`cite_event` or :func:`cite_view`.

    ``title`` and ``date_words`` are as readers see them, in whatever language;
    ``address`` is absolute and stays what it is: it names a version or a moment.
    """

    kind: Literal["event", "view"]
    title: str
    date_words: str  # the date of the event; empty for a view
    edtf: str  # the same, for machines
    site: str
    number: int  # of the event; 0 for a view
    version: int  # of the event, or of the data of a view; 0 when not known
    published: date  # when that version was
    address: str
    accessed: date | None

    @property
    def record(self) -> str:
        """``record e/12``; a view has none."""
        return f"record e/{self.number}" if self.kind == "event" else ""

    @property
    def edition(self) -> str:
        """``version 3`` or ``data version 57``; empty when not known."""
        noun = "version" if self.kind == "event" else "data version"
        return f"{noun} {self.version}" if self.version else ""

    @property
    def key(self) -> str:
        """A name for files and for BibTeX: ASCII letters, digits and hyphens."""
        if self.kind == "event":
            return f"timeline-e{self.number}-v{self.version}"
        return f"timeline-view-{self.published:%Y%m%d}"


def cite_event(
    *,
    title: str,
    date_words: str,
    edtf: str,
    site: str,
    number: int,
    version: int,
    published: date,
    address: str,
    accessed: date | None = None,
) -> Cited:
    """A fixed version of an event. Its address never changes: no access day needed."""
    return Cited(
        kind="event",
        title=title,
        date_words=date_words,
        edtf=edtf,
        site=site,
        number=number,
        version=version,
        published=published,
        address=address,
        accessed=accessed,
    )


def cite_view(
    *,
    sentence: str,
    site: str,
    data_version: int,
    as_of: datetime,
    address: str,
    accessed: date | None = None,
) -> Cited:
    """The events of a view as they stood at ``as_of``; the sentence is its title."""
    return Cited(
        kind="view",
        title=sentence,
        date_words="",
        edtf="",
        site=site,
        number=0,
        version=data_version,
        published=as_of.date(),
        address=address,
        accessed=accessed,
    )
