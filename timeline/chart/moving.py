"""Links to other windows of the same chart: zooms, earlier, later, single periods."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from timeline.chart.asking import LaneKey
from timeline.chart.bins import Periods
from timeline.chart.drawing import Link
from timeline.chart.zoom import OFFERED, Frame
from timeline.dates import Window
from timeline.selection import Selection
from timeline.selection.values import Value
from timeline.selection.vocabulary import MOST_VALUES

LONGEST_TAIL = 120  # characters


class Addresses:
    """Addresses of one page with the selection's filters and other dates."""

    def __init__(self, selection: Selection, path: str, tail: str) -> None:
        self.selection, self.path, self.tail = selection, path, tail

    def at(self, first: date, last: date) -> str:
        return self.joined(self.selection.with_(window=Window(first, last)))

    @property
    def is_long(self) -> bool:
        """So long that hundreds of links with it would be too much for a page."""
        return len(self.tail) > LONGEST_TAIL

    def listed(self, first: date, last: date) -> str:
        """The list of the events of these days."""
        query = self.selection.with_(window=Window(first, last))
        return f"{reverse('timeline:chronology')}?{query}"

    def joined(self, query: str) -> str:
        """The address with the view's own parameters behind the query."""
        return f"{self.path}?{query}{f'&{self.tail}' if self.tail else ''}"


def zooms(addresses: Addresses, frame: Frame, focus: date) -> list[Link]:
    """The five zooms; each but the current one leads to a window around a day."""
    names = {
        "decade": _("Decade"),
        "year": _("Year"),
        "month": _("Month"),
        "week": _("Week"),
        "day": _("Day"),
    }
    here = frame.zoom.name
    keys = _keys(here)
    found = []
    for name in OFFERED:
        target = frame if name == here else frame.around(focus, name)
        address = addresses.at(target.first, target.last)
        found.append(Link(names[name], address, name == here, keys.get(name, "")))
    return found


def _keys(here: str) -> dict[str, str]:
    """Which zoom the keys plus and minus lead to."""
    place = OFFERED.index(here) if here in OFFERED else -1
    keys = {}
    if place + 1 < len(OFFERED):
        keys[OFFERED[place + 1]] = "+"
    if place > 0:
        keys[OFFERED[place - 1]] = "-"
    return keys


def earlier(addresses: Addresses, frame: Frame) -> Link | None:
    return _shifted(addresses, frame, -1, _("Earlier"), "PageUp")


def later(addresses: Addresses, frame: Frame) -> Link | None:
    return _shifted(addresses, frame, 1, _("Later"), "PageDown")


def _shifted(
    addresses: Addresses, frame: Frame, steps: int, label: str, key: str
) -> Link | None:
    target = frame.shifted(steps)
    if target is None:
        return None
    address = addresses.at(target.first, target.last)
    return Link(label, address, key=key)


def of_periods(addresses: Addresses, periods: Periods) -> dict[int, str]:
    """The address of every period: the chart there, or the list where that is short.

    A single day and a chart of many lanes lead to the list.
    """
    lists = addresses.is_long or periods.unit == "day"
    address = addresses.listed if lists else addresses.at
    found = {}
    for number in range(len(periods.starts)):
        first, after = periods.edges(number)
        days = date.fromordinal(first), date.fromordinal(after - 1)
        found[number] = address(*days)
    return found


def within(addresses: Addresses, keys: Sequence[LaneKey], rest: int) -> str:
    """The address of the events of the lanes only; empty where no query says that.

    Participants in lanes are a filter when the view has no participants of its own.
    """
    query = addresses.selection.query
    by_name = {key.dimension for key in keys} == {"who"} and len(keys) <= MOST_VALUES
    if not rest or not by_name or query.who or query.role:
        return ""
    who = tuple(Value(key.value, key.value) for key in keys)
    narrowed = addresses.selection.with_(who=who)
    return addresses.joined(narrowed)
