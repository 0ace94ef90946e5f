"""The offices a person held, with their dates as far as they are recorded."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from timeline.dates import day_words, month_words
from timeline.presentation.naming import language


class Office(NamedTuple):
    """An office and when it was held, in words."""

    name: str
    dates: str


def offices_of(card: Mapping[str, Any]) -> list[Office]:
    """The offices of a participant's card, the latest first; undated ones last."""
    listed = sorted(
        card.get("offices", []),
        key=lambda office: (office["start"] or office["end"], office["office"]),
        reverse=True,
    )
    return [Office(office["office"], _dates(office)) for office in listed]


def _dates(office: Mapping[str, str]) -> str:
    """An open end is said as such: it may be that nobody wrote it down."""
    said = {"start": said_day(office["start"]), "end": said_day(office["end"])}
    if said["start"] and said["end"]:
        return _("%(start)s to %(end)s") % said
    if said["start"]:
        return _("from %(start)s, no end recorded") % said
    if said["end"]:
        return _("to %(end)s, start not recorded") % said
    return _("dates not recorded")


def said_day(iso: str) -> str:
    """A day, a month or a year of ISO 8601, no more exactly than it is given."""
    if len(iso) == 10:
        return day_words(date.fromisoformat(iso), language())
    if len(iso) == 7:
        return month_words(int(iso[:4]), int(iso[5:]), language())
    return iso
