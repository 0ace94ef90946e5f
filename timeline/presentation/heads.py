"""The head of every view of a selection: tabs, actions, how to cite and share it."""

from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from timeline.models.versions import PublicRecord
from timeline.presentation.moments import Past, past_of
from timeline.presentation.sharing import Feed, Sharing, feeds_of, joined, sharing_of
from timeline.selection import Selection, Sentence
from timeline.selection.changes import changes_of
from timeline.selection.query import Cursor

MOST_IN_LIST = 5_000  # more events without dates are a table of years first
_ORDERED = {"list", "table"}
# The place before every event, in either order; see Cursor.
_BEFORE_ALL = {"oldest": Cursor(True, 0, 0), "newest": Cursor(True, 10**15 - 1, 0)}


class Tab(NamedTuple):
    """A view of the same events."""

    view: str
    label: str
    address: str
    chosen: bool


class Action(NamedTuple):
    """A link to the same events in another order."""

    label: str
    address: str


@dataclass(frozen=True)
class Head:
    """What ``_view_head.html`` shows above every view of a selection."""

    view: str
    path: str  # of this page, without a query
    tail: str  # the view's own parameters, encoded; "" when it has none
    sentence: Sentence
    tabs: list[Tab]
    file: str  # address of the CSV of the same events
    download: str  # address of the page with every file of them
    filters: str  # address of the filter form
    order: Action | None  # the other order, where there is one
    sharing: Sharing | None  # None when there is nothing to share
    feeds: list[Feed]
    past: Past | None  # the note of a view of the past
    changes: str  # address of the changes of what the view is about

    @property
    def ampersand_tail(self) -> str:
        """The tail as it stands behind another query."""
        return f"&{self.tail}" if self.tail else ""


def head_of(
    selection: Selection,
    view: str,
    path: str,
    *,
    public: PublicRecord,
    tail: str = "",
) -> Head:
    """The head of ``view``: "list", "visual", "table", "map", "years" or "compare"."""
    home = reverse("timeline:chronology")
    beside = "" if path == home else joined(home, selection.whole)
    return Head(
        view=view,
        path=path,
        tail=tail,
        sentence=selection.sentence(),
        tabs=_tabs(selection, view),
        file=addressed(reverse("files:export", args=["csv"]), selection.whole),
        download=addressed(reverse("timeline:download"), selection.whole),
        filters=f"{beside}#filters",
        order=_order(selection, view, path),
        sharing=sharing_of(selection, view, path, tail, public)
        if selection.count
        else None,
        feeds=feeds_of(selection),
        past=past_of(selection.query.as_of, _now(selection, path, tail)),
        changes=joined(reverse("timeline:changes"), changes_of(selection.query)),
    )


def _now(selection: Selection, path: str, tail: str) -> str:
    """The same view of the record as it is now."""
    return joined(path, selection.with_(as_of=None), tail)


def addressed(path: str, query: str) -> str:
    return joined(path, query)


def begins_with_years(selection: Selection) -> bool:
    """Are these too many events for a list, with no dates to page by?"""
    return selection.window is None and selection.count > MOST_IN_LIST


def list_query(selection: Selection, order: str = "") -> str:
    """The query of the list, from its beginning.

    A long list has the place before its first event as its cursor: without one the
    same address shows the years.
    """
    order = order or selection.order
    if not begins_with_years(selection):
        return selection.with_(sort=order)
    return selection.with_(sort=order, cursor=_BEFORE_ALL[order])


def _tabs(selection: Selection, view: str) -> list[Tab]:
    whole = selection.whole
    named = [
        ("list", "chronology", _("List"), list_query(selection)),
        ("visual", "visual", _("Timeline"), whole),
        ("table", "table", _("Table"), whole),
        ("map", "map", _("Map"), whole),
    ]
    if view == "years" or begins_with_years(selection):
        named.insert(0, ("years", "years", _("Years"), whole))
    return [
        Tab(name, label, joined(reverse(f"timeline:{page}"), query), name == view)
        for name, page, label, query in named
    ]


def _order(selection: Selection, view: str, path: str) -> Action | None:
    """The other order of a list or a table of more than one event."""
    if view not in _ORDERED or selection.count < 2:
        return None
    flipped = "newest" if selection.order == "oldest" else "oldest"
    label = _("Newest first") if flipped == "newest" else _("Oldest first")
    if view == "list":
        return Action(label, joined(path, list_query(selection, flipped)))
    return Action(label, joined(path, selection.flip_sort))
