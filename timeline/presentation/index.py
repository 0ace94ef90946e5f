"""An index: the names of a dimension in order, by kind, a page at a time.

Names stand in the order of the page's language, which databases do not know alike,
so they are put in order here; of their cards only the names are read. A page counts
the events of its own entries, or of all when they are ordered by number of events.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Count
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timeline.codelists.alphabets import sort_key
from timeline.codelists.labels import labels
from timeline.models.versions import Heading, VersionTerm
from timeline.names import fold
from timeline.numerals import number
from timeline.presentation.alphabet import letter_of
from timeline.presentation.cards import (
    KIND_LISTS,
    address_of,
    headings_of,
    kind_of,
    kind_words,
)
from timeline.presentation.moments import and_moment
from timeline.presentation.naming import language, listed, name_in
from timeline.presentation.progress import Progress, progress_of
from timeline.presentation.sharing import joined

D = VersionTerm.Dimension
ON_A_PAGE = 200
LETTERS_FROM = 40  # names: a shorter list needs no letters
_NAMED = ("value", "label", "kind", "card__names", "card__outlet_kind")


class Index(NamedTuple):
    """One index: what it lists and how it is called."""

    dimension: str
    page: str  # the name of its address
    title: Any
    lead: Any
    found: Callable[[int], str]  # "214 participants"
    none: Any


def _participants_found(count: int) -> str:
    return ngettext("%(count)s participant", "%(count)s participants", count) % _said(
        count
    )


def _places_found(count: int) -> str:
    return ngettext("%(count)s place", "%(count)s places", count) % _said(count)


def _outlets_found(count: int) -> str:
    return ngettext("%(count)s outlet", "%(count)s outlets", count) % _said(count)


def _processes_found(count: int) -> str:
    return ngettext("%(count)s process", "%(count)s processes", count) % _said(count)


def _said(count: int) -> dict[str, str]:
    return {"count": number(count, language())}


PARTICIPANTS = Index(
    D.WHO,
    "timeline:participants",
    gettext_lazy("Participants"),
    gettext_lazy(
        "States, organisations, government bodies, persons and other parties "
        "that took part in an event of this record."
    ),
    _participants_found,
    gettext_lazy("No participant has this name"),
)
PLACES = Index(
    D.PLACE,
    "timeline:places",
    gettext_lazy("Places"),
    gettext_lazy(
        "Where the events of this record took place, with the larger places "
        "around them."
    ),
    _places_found,
    gettext_lazy("No place has this name"),
)
SOURCES = Index(
    D.SOURCE,
    "timeline:sources",
    gettext_lazy("Sources"),
    gettext_lazy(
        "Who published what this record rests on. Each page lists the documents and "
        "every quote used from them."
    ),
    _outlets_found,
    gettext_lazy("No outlet has this name"),
)
PROCESSES = Index(
    D.PROCESS,
    "timeline:processes",
    gettext_lazy("Processes"),
    gettext_lazy("Negotiations in their rounds, with the events of each."),
    _processes_found,
    gettext_lazy("No process has this name"),
)


class Wish(NamedTuple):
    """What is to be listed: every value checked but ``after``."""

    words: str = ""
    kind: str = ""
    sort: str = "name"
    after: str = ""
    at: datetime | None = None  # the moment whose names are listed; None: now

    def query(self, **changes: Any) -> str:
        """The query with changes; from the start unless one of them is ``after``."""
        wish = self._replace(**{"after": "", **changes})
        pairs = [("q", wish.words), ("kind", wish.kind)]
        pairs += [("sort", wish.sort if wish.sort != "name" else "")]
        pairs += [("after", wish.after)]
        return and_moment(urlencode([pair for pair in pairs if pair[1]]), wish.at)


class Name(NamedTuple):
    """A heading as far as the order needs it."""

    value: str
    name: str
    kind: str


class Entry(NamedTuple):
    """One line of an index."""

    value: str
    address: str
    label: str
    detail: str
    country: str  # of an outlet, in English
    events: int
    rounds: int
    progress: Progress | None  # of a process


class Group(NamedTuple):
    """The entries under one letter; without a letter in a short list."""

    letter: str
    entries: list[Entry]


class Choice(NamedTuple):
    """A link of the list: a kind, an order or a letter."""

    label: str
    query: str
    names: int
    chosen: bool


@dataclass(frozen=True)
class Listing:
    """A page of an index."""

    total: int  # names that match
    groups: list[Group]
    kinds: list[Choice]
    orders: list[Choice]
    letters: list[Choice]
    next: str
    is_later: bool

    @property
    def entries(self) -> list[Entry]:
        return [entry for group in self.groups for entry in group.entries]


def kinds_of(index: Index) -> dict[str, str]:
    """The kinds an index can be narrowed to, with what they are called."""
    if index.dimension not in KIND_LISTS:
        return {}
    return dict(labels(KIND_LISTS[index.dimension], language()))


def orders() -> dict[str, str]:
    return {"name": _("By name"), "events": _("By number of events")}


def listing_of(index: Index, wish: Wish, *, today: date) -> Listing:
    """The page of an index that is wished for. Five queries at most."""
    found = _names(index, wish)
    names = [name for name in found if wish.kind in {"", name.kind}]
    counts = _counts(index, None, wish.at) if wish.sort == "events" else {}
    names.sort(key=lambda name: _place(name, counts))
    start = _start(names, wish.after)
    page = names[start : start + ON_A_PAGE]
    counts = counts or _counts(index, page, wish.at)
    entries = _entries(index, page, counts, today, wish.at)
    lettered = len(names) > LETTERS_FROM and wish.sort == "name"
    more = len(names) > start + ON_A_PAGE
    return Listing(
        total=len(names),
        groups=_groups(entries, lettered=lettered),
        kinds=_kinds(index, found, wish),
        orders=_orders(wish),
        letters=_letters(names, wish) if lettered else [],
        next=wish.query(after=page[-1].value) if more else "",
        is_later=start > 0,
    )


def _names(index: Index, wish: Wish) -> list[Name]:
    """The names found by any spelling. One query."""
    headings = Heading.objects.at(wish.at).filter(dimension=index.dimension)
    if wish.words:
        headings = headings.filter(spellings__contains=fold(wish.words))
    return [
        Name(
            value,
            name_in({"name": label, "names": names or {}}),
            kind_of(index.dimension, kind, said or ""),
        )
        for value, label, kind, names, said in headings.values_list(*_NAMED)
    ]


def _place(name: Name, counts: dict[str, int]) -> tuple[int, tuple[str, str], str]:
    return -counts.get(name.value, 0), sort_key(name.name, language()), name.value


def _start(names: list[Name], after: str) -> int:
    """Where the page begins: behind the name with this value, else at the start."""
    values = [name.value for name in names] if after else []
    return values.index(after) + 1 if after in values else 0


def _counts(
    index: Index, names: Iterable[Name] | None, at: datetime | None
) -> dict[str, int]:
    """The events of the names, or of all. One query."""
    terms = VersionTerm.objects.at(at).filter(dimension=index.dimension, role="")
    if names is not None:
        terms = terms.filter(value__in=[name.value for name in names])
    return dict(terms.values_list("value").annotate(events=Count("pk")))


def _entries(
    index: Index,
    page: list[Name],
    counts: dict[str, int],
    today: date,
    at: datetime | None,
) -> list[Entry]:
    """The lines of a page. One query; two more for processes."""
    headings = headings_of(((index.dimension, name.value) for name in page), at)
    progress: dict[str, Progress] = {}
    if index.dimension == D.PROCESS:
        progress = progress_of([name.value for name in page], today=today, at=at)
    return [
        Entry(
            name.value,
            joined(address_of(index.dimension, name.value), and_moment("", at)),
            name.name,
            detail_of(headings[index.dimension, name.value]),
            headings[index.dimension, name.value].card.get("country", ""),
            counts.get(name.value, 0),
            len(headings[index.dimension, name.value].card.get("rounds", [])),
            progress.get(name.value),
        )
        for name in page
    ]


def _groups(entries: list[Entry], *, lettered: bool) -> list[Group]:
    """The entries under their letters, or all together."""
    if not lettered:
        return [Group("", entries)] if entries else []
    grouped = groupby(entries, key=lambda entry: letter_of(entry.label, language()))
    return [Group(letter, list(group)) for letter, group in grouped]


def _orders(wish: Wish) -> list[Choice]:
    return [
        Choice(label, wish.query(sort=sort), 0, sort == wish.sort)
        for sort, label in orders().items()
    ]


def detail_of(heading: Heading) -> str:
    """What tells a heading from others of its name: ``City, Türkiye``."""
    card = heading.card
    said = [kind_words(heading)]
    if heading.dimension == D.WHO:
        said += [name_in(side) for side in card.get("acts_for", [])[:1]]
    if heading.dimension == D.PLACE:
        said += [name_in(place) for place in card.get("in", [])]
    return listed(filter(None, said))


def _kinds(index: Index, names: list[Name], wish: Wish) -> list[Choice]:
    """All, and each kind there is; none when all are of one kind."""
    counts = Counter(name.kind for name in names)
    if len(counts) < 2 and not wish.kind:
        return []
    every = Choice(_("All"), wish.query(kind=""), len(names), not wish.kind)
    return [every] + [
        Choice(label, wish.query(kind=kind), counts[kind], kind == wish.kind)
        for kind, label in kinds_of(index).items()
        if counts[kind] or kind == wish.kind
    ]


def _letters(names: list[Name], wish: Wish) -> list[Choice]:
    """A link to the first name under each letter, in the order of names."""
    found: dict[str, Choice] = {}
    before = ""
    for name in names:
        letter = letter_of(name.name, language())
        if letter not in found:
            found[letter] = Choice(letter, wish.query(after=before), 0, False)
        before = name.value
    return list(found.values())
