"""Rows -> months and day blocks, as the chronology prints them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from timeline.dates import (
    Block,
    EventDate,
    Kind,
    block,
    heading_words,
    month_words,
)
from timeline.presentation.calendar import language
from timeline.presentation.rows import EventRow

LONGEST_CONTINUED = 14  # days; a longer event is listed on its first day only


class Continued(NamedTuple):
    """A line under a later day of an event that lasted several days."""

    row: EventRow
    day: int
    days: int


@dataclass
class DayBlock:
    """The events under one day heading."""

    id: str
    block: Block
    heading: str  # read aloud; the printed heading is the block's numeral
    rows: list[EventRow]
    continued: list[Continued] = field(default_factory=list)

    @property
    def opens(self) -> str:
        """The bracket before a numeral whose day is not known."""
        return "[" if self.block.numeral.startswith("[") else ""

    @property
    def closes(self) -> str:
        return "]" if self.block.numeral.endswith("]") else ""

    @property
    def numeral(self) -> str:
        return self.block.numeral.strip("[]")

    @property
    def is_range(self) -> bool:
        return not self.block.numeral.isdigit()

    @property
    def day(self) -> date | None:
        """The one day it stands for, or None."""
        one = self.block.numeral.isdigit()
        return self.block.first if one else None


@dataclass
class Month:
    """The day blocks under one month heading."""

    label: str
    blocks: list[DayBlock]

    @property
    def count(self) -> int:
        return sum(len(block.rows) for block in self.blocks)


def months_of(rows: list[EventRow]) -> list[Month]:
    """The rows under their headings, in exactly the order given.

    The order is that of the selection, so that a page and its file agree: a heading
    may come twice. An event of several days is listed once, and named again under
    its later days that have a heading of their own.
    """
    months = [
        Month(label, list(_blocks(group))) for label, group in groupby(rows, key=_label)
    ]
    for number, each in enumerate((b for m in months for b in m.blocks), 1):
        each.id = f"d{number}"
        each.continued = list(_continued(each.day, rows))
    return months


def _blocks(rows: Iterable[EventRow]) -> Iterable[DayBlock]:
    """Neighbours under one heading."""
    for heading, group in groupby(rows, key=_heading):
        found = list(group)
        under = block(found[0].date, language=language())
        yield DayBlock("", under, heading, found)


def _heading(row: EventRow) -> str:
    return heading_words(row.date, language=language())


def _label(row: EventRow) -> str:
    return _month(row.date)


def _month(when: EventDate) -> str:
    """The month an event is listed in: that of the first bound that is known.

    A date that is no more exact than a season has a heading of its own: ``2025``.
    """
    if when.precision not in {"day", "month"}:
        said = block(when, language=language()).month
        return said[:1].upper() + said[1:]
    bounds = (
        when.start_earliest,
        when.start_latest,
        when.end_earliest,
        when.end_latest,
    )
    first = next((bound for bound in bounds if bound), None)
    if first is None:
        return _("Date not known")
    said = month_words(first.year, first.month, language())
    return said[:1].upper() + said[1:]


def _continued(day: date | None, rows: list[EventRow]) -> Iterable[Continued]:
    for row in rows:
        first, last = row.date.start_earliest, row.date.end_latest
        lasted = row.date.kind is Kind.EXTENT and row.date.precision == "day"
        if not (day and lasted and first and last and first < day <= last):
            continue
        days = (last - first).days + 1
        if days <= LONGEST_CONTINUED:
            yield Continued(row, (day - first).days + 1, days)
