"""How many events of a value fall in each year, by kind: a table with bars.

A row counts exactly the events its link leads to: those that certainly fall in its
years, whichever day is true, and apart from them those that might. What was only
planned, was postponed or did not take place is counted apart as well, so that the
bar of a kind is never longer than what took place.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, Count
from django.db.models.functions import Cast, Substr
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from timeline.codelists.tables import FAMILIES
from timeline.models.versions import EARLIEST, LATEST, EventVersion
from timeline.presentation.cards import PARAMETERS
from timeline.presentation.moments import and_moment
from timeline.presentation.naming import label_of

MOST_ROWS = 15  # of years; a longer time is counted by decades or centuries
WIDTH = 1000  # of a bar, in units of its drawing
_SPANS = (1, 10, 100)  # years of a row
_BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
_NOT_HELD = {"planned", "postponed", "off"}
_FAMILIES = tuple(family.slug for family in FAMILIES)


class Group(NamedTuple):
    """Events alike: of one family and status, their bounds in the same years."""

    family: str
    shown_status: str
    start_earliest: int
    start_latest: int
    end_earliest: int
    end_latest: int
    events: int

    def is_certain(self, first: int, last: int) -> bool:
        return self.start_latest <= last and self.end_earliest >= first

    def meets(self, first: int, last: int) -> bool:
        return self.start_earliest <= last and self.end_latest >= first

    @property
    def years(self) -> set[int]:
        """The years of its bounds that are known."""
        return {*self[2:6]} - {EARLIEST.year, LATEST.year}


@dataclass
class Row:
    """The events of a year, a decade or a century."""

    label: str
    query: str
    kinds: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_FAMILIES, 0))
    not_held: int = 0
    might: int = 0
    segments: list["Segment"] = field(default_factory=list)

    @property
    def events(self) -> int:
        return sum(self.kinds.values()) + self.not_held + self.might

    @property
    def cells(self) -> list[int]:
        """The counts in the order of the columns."""
        return [*self.kinds.values(), self.not_held, self.might]


class Segment(NamedTuple):
    """A part of a bar."""

    style: str
    x: int
    width: int


@dataclass(frozen=True)
class Bars:
    """The rows, the latest first."""

    rows: list[Row]
    families: list[tuple[str, str]]  # slug and label, in the order of the columns
    unit: int  # years of a row

    @property
    def caption(self) -> str:
        return {
            1: _("Events by year and kind"),
            10: _("Events by decade and kind"),
            100: _("Events by century and kind"),
        }[self.unit]


def bars_of(dimension: str, value: str, at: datetime | None = None) -> Bars | None:
    """The bars of a value; None when no event has a known year. One query."""
    groups = list(_groups(dimension, value, at))
    years = _extent(groups)
    if years is None:
        return None
    unit = next(
        (u for u in _SPANS if years[1] // u - years[0] // u < MOST_ROWS), _SPANS[-1]
    )
    subject = and_moment(urlencode({PARAMETERS[dimension]: value}), at)
    rows = list(_rows(groups, years, unit, subject))
    _draw(rows)
    return Bars(rows, [(slug, label_of("family", slug)) for slug in _FAMILIES], unit)


def _groups(dimension: str, value: str, at: datetime | None) -> Iterator[Group]:
    present = EventVersion.objects.at(at).with_term(dimension, [value], at=at)
    years = {f"{b}_year": Substr(Cast(b, CharField()), 1, 4) for b in _BOUNDS}
    grouped = present.annotate(**years).values_list("family", "shown_status", *years)
    for family, status, *years_of, events in grouped.annotate(events=Count("pk")):
        a, b, c, d = map(int, years_of)
        yield Group(family, status, a, b, c, d, events)


def _extent(groups: Iterable[Group]) -> tuple[int, int] | None:
    """The first and the last year that any date speaks of."""
    years = {year for group in groups for year in group.years}
    return (min(years), max(years)) if years else None


def _rows(
    groups: list[Group], years: tuple[int, int], unit: int, subject: str
) -> Iterator[Row]:
    """Every row of the extent; of centuries only those with events."""
    for number in range(years[1] // unit, years[0] // unit - 1, -1):
        first, last = max(number * unit, 1), number * unit + unit - 1
        days = [("from", f"{first:04}-01-01"), ("to", f"{last:04}-12-31")]
        row = Row(_label(first, last), f"{urlencode(days)}&{subject}")
        for group in groups:
            _count(row, group, first, last)
        if row.events or unit < _SPANS[-1]:
            yield row


def _label(first: int, last: int) -> str:
    if first == last:
        return str(first)
    return _("%(start)s to %(end)s") % {"start": first, "end": last}


def _count(row: Row, group: Group, first: int, last: int) -> None:
    if not group.meets(first, last):
        return
    if not group.is_certain(first, last):
        row.might += group.events
    elif group.shown_status in _NOT_HELD:
        row.not_held += group.events
    else:
        row.kinds[group.family] = row.kinds.get(group.family, 0) + group.events


def _draw(rows: list[Row]) -> None:
    """The parts of each bar; the longest row is as wide as the drawing."""
    longest = max(row.events for row in rows) or 1
    for row in rows:
        counted = [(f"fam-{family} y-f", n) for family, n in row.kinds.items()]
        counted += [("y-n", row.not_held), ("y-m", row.might)]
        done = 0
        for style, events in counted:
            x, end = (round(n * WIDTH / longest) for n in (done, done + events))
            done += events
            if events:
                row.segments.append(Segment(style, x, max(end - x, 2)))
