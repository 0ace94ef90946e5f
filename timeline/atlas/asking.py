"""The map's own parameter: which part of the world it shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.http import QueryDict
from django.utils.translation import gettext as _

from timeline.selection import Problem

PARAMETERS = ("area",)
Area = Literal["fit", "world"]
_AREAS: Mapping[str, Area] = {"": "fit", "fit": "fit", "world": "world"}


@dataclass(frozen=True)
class Asked:
    """What a reader asked to see."""

    area: Area = "fit"
    problems: tuple[Problem, ...] = ()

    @property
    def tail(self) -> str:
        """The view's parameters, encoded, the default left out."""
        return "" if self.area == "fit" else f"area={self.area}"


def read_area(data: QueryDict) -> Asked:
    """Read the parameter. Never raises; see :attr:`Asked.problems`."""
    given = [text.strip().casefold() for text in data.getlist("area")]
    wrong = next((text for text in given if text not in _AREAS), None)
    if wrong is not None:
        return Asked(problems=(_unknown(wrong),))
    if len(set(given)) > 1:
        return Asked(problems=(_several(),))
    return Asked(_AREAS[given[0]] if given else "fit")


def _unknown(text: str) -> Problem:
    shown = "".join(ch if ch.isprintable() else "�" for ch in text[:40])
    return Problem(
        "area",
        shown,
        _("There is no area “%(area)s” of the map") % {"area": shown},
        _("Write area=world, or leave it out: the map then fits the events."),
    )


def _several() -> Problem:
    return Problem(
        "area", "", _("“area” is given twice"), _("Give it once: area=world.")
    )
