"""What the pages of lists read of an address, and what they say of the rest."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from timeline.models.versions import EventVersion, EventVersionQuerySet
from timeline.names import clean
from timeline.selection import Problem
from timeline.selection.moments import advice, moment_asked
from timeline.selection.paging import beyond

LONGEST = 100  # characters of a name that is looked for
_PLACE = re.compile(r"([0-9]{1,15})\.([0-9]{1,18})")


@dataclass(frozen=True)
class Asked:
    """The values of known parameters; empty ones are not given."""

    values: Mapping[str, str]
    problems: list[Problem]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


def read(data: QueryDict, known: Collection[str]) -> Asked:
    """The last value of each known parameter, cleaned; the rest are problems."""
    problems = [_unknown(name, known) for name in data if name not in known]
    values = {}
    for name in known:
        given = clean(data.get(name, ""))
        if len(given) > LONGEST:
            problems.append(_too_long(name, given))
        elif given:
            values[name] = given
    return Asked(values, problems)


def _unknown(name: str, known: Collection[str]) -> Problem:
    shown = clean(name)[:40]
    if known:
        message = _("This list reads %(names)s.") % {"names": ", ".join(known)}
    else:
        message = _("This page reads none. The events can be filtered in every view.")
    title = _("There is no filter called “%(name)s” here") % {"name": shown}
    return Problem(shown, "", title, message)


def _too_long(name: str, given: str) -> Problem:
    title = _("The value of “%(name)s” is too long") % {"name": name}
    message = _("The longest is %(count)s characters.") % {"count": LONGEST}
    return Problem(name, given[:40], title, message)


def one_of(asked: Asked, name: str, choices: Mapping[str, str]) -> str:
    """The value when it is one of the choices, else empty and a problem."""
    value = asked[name]
    if not value or value in choices:
        return value
    title = _("“%(value)s” is none of the choices for “%(name)s”") % {
        "value": value[:40],
        "name": name,
    }
    listed = ", ".join(choices)
    message = _("Write one of these: %(values)s.") % {"values": listed}
    asked.problems.append(Problem(name, value[:40], title, message))
    return ""


def moment_of(asked: Asked) -> datetime | None:
    """The moment ``as_of``, no later than the last change; else a problem, or None."""
    value = asked["as_of"]
    if not value:
        return None
    try:
        return moment_asked(value)
    except ValueError:
        title = _("“%(value)s” is not a moment") % {"value": value[:40]}
        asked.problems.append(Problem("as_of", value[:40], title, advice()))
        return None


def not_in_list(name: str, value: str) -> Problem:
    """A place in the list that is not there."""
    title = _("“%(value)s” is no place in this list") % {"value": value[:40]}
    return Problem(name, value[:40], title, _("Shown from its start."))


class Part(NamedTuple):
    """A part of a long list of events."""

    versions: list[EventVersion]
    after: str  # the place where the next part begins; empty for the last
    is_later: bool


def part_of(
    found: EventVersionQuerySet, asked: Asked, size: int, *, newest: bool = False
) -> Part:
    """The events from the place ``after`` on. One query."""
    found = found.newest_first() if newest else found.chronological()
    place = _PLACE.fullmatch(asked["after"])
    if place:
        found = found.filter(beyond(int(place[1]), int(place[2]), upward=not newest))
    elif asked["after"]:
        asked.problems.append(not_in_list("after", asked["after"]))
    versions = list(found.defer("csv_line")[: size + 1])
    shown = versions[:size]
    more = len(versions) > size
    after = f"{shown[-1].order_key}.{shown[-1].event_id}" if more else ""
    return Part(shown, after, bool(place))
