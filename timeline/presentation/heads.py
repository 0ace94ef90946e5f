"""The head of every view of a selection: tabs, actions, how to cite and share it."""

from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from timeline.selection import Selection, Sentence


class Tab(NamedTuple):
    """A view of the same events."""

    view: str
    label: str
    address: str
    chosen: bool


@dataclass(frozen=True)
class Head:
    """What ``_view_head.html`` shows above every view of a selection."""

    view: str
    path: str  # of this page, without a query
    tail: str  # the view's own parameters, encoded; "" when it has none
    sentence: Sentence
    tabs: list[Tab]
    file: str  # address of the CSV of the same events

    @property
    def ampersand_tail(self) -> str:
        """The tail as it stands behind another query."""
        return f"&{self.tail}" if self.tail else ""


def head_of(selection: Selection, view: str, path: str, *, tail: str = "") -> Head:
    """The head of ``view``: "list", "visual", "table", "map", "years" or "compare"."""
    return Head(
        view=view,
        path=path,
        tail=tail,
        sentence=selection.sentence(),
        tabs=_tabs(selection, view),
        file=addressed(reverse("files:export", args=["csv"]), selection.whole),
    )


def addressed(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def _tabs(selection: Selection, view: str) -> list[Tab]:
    named = (
        ("list", "chronology", _("List")),
        ("visual", "visual", _("Timeline")),
        ("table", "table", _("Table")),
        ("map", "map", _("Map")),
    )
    return [
        Tab(
            name,
            label,
            addressed(reverse(f"timeline:{page}"), selection.whole),
            name == view,
        )
        for name, page, label in named
    ]
