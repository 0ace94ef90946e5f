"""What files read of an address beside the selection: ``rows``; and the download page.

``format`` and ``rows`` choose a file, ``of=all`` asks for every event in place of
those selected.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from timeline.formats import FORMATS, Format
from timeline.selection import Problem
from timeline.selection.wording import alternatives

OF_FILE = ("rows",)
OF_PAGE = ("of", "format", "rows")
_LONGEST = 40  # characters of a value that are said again


@dataclass(frozen=True)
class Wish:
    """Which file is asked for. Problems name what could not be used."""

    fmt: Format | None = None  # None: none was chosen yet
    unit: str = ""  # empty: the first of the format
    everything: bool = False
    problems: tuple[Problem, ...] = ()


def read_unit(data: QueryDict, fmt: Format) -> Wish:
    """What a row of the file stands for. Never raises; see ``problems``."""
    problems: list[Problem] = []
    unit = _one_of(data, "rows", fmt.units, problems)
    return Wish(fmt, unit or next(iter(fmt.units)), problems=tuple(problems))


def read_wish(data: QueryDict) -> Wish:
    """What the download page is asked for. Never raises; see ``problems``."""
    problems: list[Problem] = []
    of = _one_of(data, "of", ("view", "all"), problems)
    name = _one_of(data, "format", FORMATS, problems)
    if not name:
        return Wish(None, "", of == "all", tuple(problems))
    asked = read_unit(data, FORMATS[name])
    problems += asked.problems
    return Wish(asked.fmt, asked.unit, of == "all", tuple(problems))


def _one_of(
    data: QueryDict, name: str, choices: Collection[str], problems: list[Problem]
) -> str:
    """The value when it is one of the choices; empty when none is given."""
    given = list(dict.fromkeys(v for t in data.getlist(name) if (v := t.strip())))
    wrong = next((value for value in given if value not in choices), None)
    if wrong is not None:
        problems.append(_no_value(name, wrong, choices))
        return ""
    if len(given) > 1:
        title = _("“%(name)s” is given twice") % {"name": name}
        problems.append(Problem(name, given[0], title, _("Give it once.")))
        return ""
    return given[0] if given else ""


def _no_value(name: str, value: str, choices: Collection[str]) -> Problem:
    cut = value[:_LONGEST]
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in cut)
    return Problem(
        name,
        shown,
        _("“%(value)s” is no value of “%(name)s”") % {"value": shown, "name": name},
        _("Write %(values)s.") % {"values": alternatives(choices)},
    )
