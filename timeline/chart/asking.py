"""The view's own parameters: ``lanes``, ``lane`` and the buttons that move a lane."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timeline.selection import Problem
from timeline.selection.values import Value, ValueProblemError, resolve

PARAMETERS = ("lanes", "lane", "up", "down")
DEFAULT = "who"
MOST_LANES = 12
LONGEST = 200  # characters of one value
# What a lane can be of, in the order of the choice and of guesses.
DIMENSIONS = {
    "who": gettext_lazy("Participants"),
    "process": gettext_lazy("Processes"),
    "place": gettext_lazy("Places"),
    "kind": gettext_lazy("What happened"),
}


class LaneKey(NamedTuple):
    """What a lane holds: ``who:russia``."""

    dimension: str
    value: str

    def __str__(self) -> str:
        return f"{self.dimension}:{self.value}"


@dataclass(frozen=True)
class Lanes:
    """What a reader asked to see as lanes. Without ``chosen``: the top of the view."""

    by: str = DEFAULT
    chosen: tuple[LaneKey, ...] = ()
    labels: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    mixed: bool = False

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The view parameters in canonical order, defaults left out."""
        usual = self.mixed or self.by == DEFAULT or bool(self.chosen)
        by = [] if usual else [("lanes", self.by)]
        return by + [("lane", str(key)) for key in self.chosen]

    @property
    def tail(self) -> str:
        """The view parameters, encoded."""
        return urlencode(self.pairs, safe=":")

    def with_lanes(self, chosen: Iterable[LaneKey]) -> "Lanes":
        return replace(self, chosen=tuple(chosen), labels=())


def read_lanes(
    data: QueryDict, *, mixed: bool = False, at: datetime | None = None
) -> Lanes:
    """Read the view parameters. Never raises; see :attr:`Lanes.problems`.

    ``mixed`` lanes are of any dimension (the comparison); otherwise all are of one,
    said by ``lanes`` or by the first lane. Blank values are left out: they are the
    empty boxes of a form. ``at``: the moment of the view, whose names count.
    """
    problems: list[Problem] = []
    by = _by(data, problems)
    found = [
        lane
        for text in dict.fromkeys(t.strip() for t in data.getlist("lane"))
        if text and (lane := _lane(text, by or DEFAULT, mixed, problems, at))
    ]
    found = _moved(list(dict(found).items()), data, problems)
    if not by and found:
        by = found[0][0].dimension
    by = by or DEFAULT
    if not mixed:
        found = _of_one(found, by, problems)
    if len(found) > MOST_LANES:
        problems.append(_too_many(found[MOST_LANES][1]))
    kept = found[:MOST_LANES]
    return Lanes(
        by,
        tuple(key for key, _label in kept),
        tuple(label for _key, label in kept),
        tuple(problems),
        mixed,
    )


Found = tuple[LaneKey, str]


def _by(data: QueryDict, problems: list[Problem]) -> str:
    """The dimension asked for, or an empty text."""
    asked = data.get("lanes", "").strip()
    if not asked or asked in DIMENSIONS:
        return asked
    problems.append(
        Problem(
            "lanes",
            asked,
            _("There are no lanes by “%(value)s”") % {"value": asked[:60]},
            _("Write one of these: %(choices)s.") % {"choices": ", ".join(DIMENSIONS)},
        )
    )
    return ""


def _lane(
    text: str, by: str, mixed: bool, problems: list[Problem], at: datetime | None
) -> Found | None:
    """The lane that a text means: ``who:russia``, or a name in any dimension."""
    dimension, colon, value = text[:LONGEST].partition(":")
    if colon and dimension.strip() in DIMENSIONS:
        guesses, value = [dimension.strip()], value.strip()
    else:
        guesses, value = list(DIMENSIONS) if mixed else [by], text[:LONGEST].strip()
    errors: list[ValueProblemError] = []
    for guess in guesses:
        values, wrong = resolve(guess, [value], at=at) if value else ([], [])
        if values:
            return _found(guess, values[0])
        errors += wrong
    problems.append(_unknown(text, errors, guesses[0]))
    return None


def _found(dimension: str, value: Value) -> Found:
    return LaneKey(dimension, value.value), value.label


def _unknown(text: str, errors: list[ValueProblemError], dimension: str) -> Problem:
    shown = text if len(text) <= 60 else f"{text[:57]}…"
    advice = _("Write lane=who:russia, lane=process:… or the like, with names as here.")
    near = [e for e in errors if e.near]
    if near:
        codes = " · ".join(f"lane={dimension}:{code}" for code in near[0].near)
        advice = _("Write one of these: %(choices)s.") % {"choices": codes}
    title = _("There is no lane “%(value)s”") % {"value": shown}
    return Problem("lane", text[:LONGEST], title, advice)


def _of_one(found: list[Found], by: str, problems: list[Problem]) -> list[Found]:
    """The lanes of the dimension; the others are reported."""
    for key, label in found:
        if key.dimension != by:
            title = _("“%(lane)s” does not go with lanes of another sort")
            advice = _("Open Compare to mix participants, processes, places and kinds.")
            problems.append(Problem("lane", str(key), title % {"lane": label}, advice))
    return [(key, label) for key, label in found if key.dimension == by]


def _too_many(label: str) -> Problem:
    return Problem(
        "lane",
        label,
        _("A chart has up to %(most)s lanes") % {"most": MOST_LANES},
        _("“%(lane)s” and the lanes after it are left out.") % {"lane": label},
    )


def _moved(found: list[Found], data: QueryDict, problems: list[Problem]) -> list[Found]:
    """The lanes after the buttons "up" and "down" were used."""
    for name, step in (("up", -1), ("down", 1)):
        for text in data.getlist(name):
            places = [n for n, (key, _label) in enumerate(found) if str(key) == text]
            for place in places:
                target = min(max(place + step, 0), len(found) - 1)
                found.insert(target, found.pop(place))
            if not places:
                title = _("“%(value)s” is not one of the lanes") % {"value": text[:60]}
                advice = _("Choose it first, then move it.")
                problems.append(Problem(name, text[:LONGEST], title, advice))
    return found
