"""Names typed in a box -> the participants, places, outlets and processes meant.

A shelf knows one kind of thing. It finds by any spelling and never guesses: several
matches, or none, are an :class:`UnclearError` error that offers what to write instead.
What an editor asked to create is made once, unsaved, and shared by all boxes of a
submission, or of a batch of them: see :class:`timeline.forms.book.NameBook`.
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from timeline.models.locations import Location, LocationName
from timeline.models.naming import Named, Spelling, visible_name
from timeline.models.participants import Participant, ParticipantName
from timeline.models.sources import Outlet
from timeline.models.tracks import Track
from timeline.names import clean, fold, skeleton

LONGEST = 200
MANY = 50  # candidates looked at before an editor is asked to be more exact
_QUALIFIED = re.compile(r"^(?P<name>.+?)\s*\((?P<which>[^()]+)\)$")


class Offer(NamedTuple):
    """A text that would be understood, and what its button says."""

    text: str
    label: str


class UnclearError(ValidationError):
    """A name nobody has, several have, or that looks like another's."""

    def __init__(
        self, message: str, offers: Iterable[Offer] = (), *, code: str = "unclear"
    ) -> None:
        super().__init__(message, code=code)
        self.offers = tuple(offers)


class Shelf:
    """One kind of named thing, found by what was typed."""

    noun = "thing"
    model: type[Named] = Named

    def __init__(self, shared: "Shelf | None" = None) -> None:
        """A shelf of one submission; with ``shared`` it remembers for a batch."""
        self.new: list[Any] = shared.new if shared else []
        self.made: list[Any] = []  # new ones that this submission asked for first
        self.wanted: list[Any] = []  # new ones that this submission names
        self._announced: dict[str, tuple[str, str]] = {}
        # By folded name, then by what was typed and the kind to create.
        self._known: dict[str, dict[tuple[str, str], Any]]
        self._known = shared._known if shared else {}
        self._unclear: set[str] = shared._unclear if shared else set()

    def announce(self, text: str, kind: str) -> None:
        """An editor asked to create ``text`` as a ``kind``."""
        if text and kind:
            self._announced[fold(clean(text))] = (clean(text)[:LONGEST], kind)

    def find(self, text: str) -> Any:
        """The one meant by ``text``, or the new one announced under that name.

        Raises :class:`UnclearError`.
        """
        text = clean(text)[:LONGEST]
        folded = fold(text)
        kind = self._announced.get(folded, ("", ""))[1]
        known = self._known.setdefault(folded, {})
        key = text.casefold(), kind
        if key not in known:
            known[key] = self._meant(text)
        found = known[key]
        if isinstance(found, UnclearError):
            raise found
        if found.pk is None and not any(found is one for one in self.wanted):
            self.wanted.append(found)
        return found

    def _meant(self, text: str) -> Any:
        """What is found, or the error that says why nothing is: both are remembered."""
        try:
            return self._find(text)
        except UnclearError as error:
            self._unclear.add(fold(text))
            return error

    def saved(self, made: Any) -> None:
        """What was new is stored: names that were unclear may mean it now."""
        self.new.remove(made)
        known = self._known.get(fold(made.name), {})
        for key in [key for key, found in known.items() if found is not made]:
            del known[key]
        for folded in self._unclear:
            self._known.pop(folded, None)
        self._unclear.clear()

    def take_back(self, made: Any) -> None:
        """Forget a new one as if nobody had asked for it."""
        self.new.remove(made)
        self._known.pop(fold(made.name), None)

    def _find(self, text: str) -> Any:
        found = self.matches(text)
        if announced := self._announced.get(fold(text)):
            return self._found_or_new(*announced, found)
        if len(found) == 1:
            return found[0]
        raise self.several(text, found) if found else self.unknown(text)

    def _found_or_new(self, text: str, kind: str, found: list[Any]) -> Any:
        same = [one for one in found if self.kind_of(one) == kind]
        if len(same) == 1:
            return same[0]
        if same:
            raise self.several(text, same)
        return self.create(text, kind)

    def create(self, text: str, kind: str) -> Any:
        """A new, unsaved one. Raises :class:`UnclearError` for a look-alike."""
        visible_name(text)
        if twin := self.twin(text, kind):
            raise look_alike(twin, text, self)
        made = self.model(**self.kind_columns(kind))
        made.name_it(text)
        return self.take_in(made)

    def take_in(self, made: Any) -> Any:
        """Keep a new, unsaved one until :meth:`NameBook.save_new`."""
        self._keep_slug_free(made)
        self.new.append(made)
        self.made.append(made)
        return made

    def know(self, text: str, one: Any) -> None:
        """From now on ``text`` means this one, whatever others are called so."""
        text = clean(text)[:LONGEST]
        self._known.setdefault(fold(text), {})[text.casefold(), ""] = one

    def _keep_slug_free(self, made: Named) -> None:
        """Two new ones of one submission must not share an address."""
        taken = {other.slug for other in self.new}
        base, number = made.slug, 2
        while made.slug in taken:
            made.slug, number = f"{base}-{number}", number + 1

    def twin(self, text: str, kind: str, *, apart_from: Any = None) -> Any:
        """One whose name looks the same as ``text``, or None."""
        looks = skeleton(text)[:240]
        for other in self.new:
            if other.skeleton == looks and self.kind_of(other) == kind:
                return other
        rows = self.rows().filter(skeleton=looks, **self.kind_columns(kind))
        return rows.exclude(pk=getattr(apart_from, "pk", None)).first()

    def several(self, text: str, found: list[Any]) -> UnclearError:
        offers = self.offers(found[:MANY])
        named = ", ".join(f"{o.text} ({o.label})" for o in offers[:8])
        return UnclearError(
            f"“{text}” is the name of {len(found)} {self.noun}s. "
            f"Write one of these instead: {named}.",
            offers[:8],
        )

    def unknown(self, text: str) -> UnclearError:
        near = self.offers(self.nearest(text))
        hint = " Nearest: " + ", ".join(o.text for o in near) + "." if near else ""
        return UnclearError(
            f"No {self.noun} is called “{text}”.{hint}", near, code="unknown"
        )

    def offers(self, found: Iterable[Any]) -> list[Offer]:
        """What to write for each, so that it is understood as that one only."""
        found = list(found)
        texts = self.texts_of(found)
        return [Offer(texts[one.pk], self.label(one)) for one in found]

    def texts_of(self, found: Iterable[Any]) -> dict[Any, str]:
        """By key: a text that means this one and no other."""
        return {one.pk: one.name for one in found}

    # What each shelf says about its things.
    def rows(self) -> QuerySet[Any]:
        return self.model._default_manager.all()

    def matches(self, text: str) -> list[Any]:
        rows = self.rows().filter(Q(skeleton=skeleton(text)[:240]) | Q(slug=text))
        return list(rows[:MANY])

    def nearest(self, text: str) -> list[Any]:
        by_name = {fold(one.name): one for one in self.rows()[:2000]}
        return [by_name[n] for n in get_close_matches(fold(text), by_name, 3, 0.6)]

    def label(self, one: Any) -> str:
        return str(one)

    def kind_of(self, one: Any) -> str:
        return str(getattr(one, "kind", "new"))

    def kind_columns(self, kind: str) -> dict[str, str]:
        return {"kind": kind}


class SpelledShelf(Shelf):
    """Things with a table of spellings."""

    spellings: type[Spelling] = Spelling
    owner = ""

    def matches(self, text: str) -> list[Any]:
        for rows in self._searches(text):
            if found := list(rows[:MANY]):
                return found
        return self.qualified(text)

    def _searches(self, text: str) -> Iterable[QuerySet[Any]]:
        if fold(text):
            yield self.rows().spelled(text)  # type: ignore[attr-defined]
        yield self.rows().filter(slug=text.casefold())

    def qualified(self, text: str) -> list[Any]:
        """Those meant by ``Name (which)``: its address part, kind, or whose it is."""
        match = _QUALIFIED.match(text)
        if not match:
            return []
        named = list(self.rows().spelled(match["name"])[:MANY])  # type: ignore[attr-defined]
        exact = [one for one in named if one.slug == match["which"]]
        which = fold(match["which"])
        return exact or [one for one in named if which in self.qualifiers(one)]

    def qualifiers(self, one: Any) -> set[str]:
        return {fold(one.kind), fold(one.get_kind_display())}

    def texts_of(self, found: Iterable[Any]) -> dict[Any, str]:
        """The name, with what tells it apart behind it where others share it."""
        found = list(found)
        sharing = self._sharing({fold(one.name) for one in found})
        texts = {}
        for one in found:
            others = sharing.get(fold(one.name), set()) - {one}
            texts[one.pk] = self.apart(one, others) if others else one.name
        return texts

    def _sharing(self, folded: set[str]) -> dict[str, set[Any]]:
        """All that have each of these names, for the names that several have."""
        rows = self.spellings._default_manager.filter(folded__in=folded)
        owners: dict[str, set[int]] = {}
        for name, owner in rows.values_list("folded", f"{self.owner}_id"):
            owners.setdefault(name, set()).add(owner)
        shared = {name: keys for name, keys in owners.items() if len(keys) > 1}
        if not shared:
            return {}
        known = self.rows().in_bulk(list(set().union(*shared.values())))
        return {name: {known[key] for key in keys} for name, keys in shared.items()}

    def apart(self, one: Any, others: set[Any]) -> str:
        """``Georgia (state)``, or with its address part: ``Georgia (georgia-2)``."""
        kind = one.get_kind_display().lower()
        same = any(other.kind == one.kind for other in others)
        return f"{one.name} ({one.slug if same else kind})"

    def nearest(self, text: str) -> list[Any]:
        """The three spelled most alike, among those that share a beginning or end."""
        folded = fold(text)
        alike = Q(folded__startswith=folded[:2]) | Q(folded__endswith=folded[-3:])
        rows = self.spellings._default_manager.filter(alike) if folded else None
        if rows is None:
            return []
        pairs = rows.values_list("folded", f"{self.owner}_id")[:5000]
        by_name = dict(pairs)
        close = get_close_matches(folded, by_name, 3, 0.6)
        keys = list(dict.fromkeys(by_name[name] for name in close))
        found = self.rows().in_bulk(keys)
        return [found[key] for key in keys if key in found]

    def suggest(self, text: str, limit: int = 20) -> list[Any]:
        """Those with a spelling in which every typed word begins a word."""
        if not fold(text):
            return []
        rows = self.rows().spelled_like(text)  # type: ignore[attr-defined]
        return list(rows.prefetch_related("names")[:limit])


class Participants(SpelledShelf):
    noun = "participant"
    model = Participant
    spellings = ParticipantName
    owner = "participant"

    def rows(self) -> QuerySet[Any]:
        return Participant.objects.select_related("acts_for")

    def label(self, one: Participant) -> str:
        side = f", {one.acts_for.name}" if one.acts_for else ""
        return f"{one.get_kind_display().lower()}{side}"

    def qualifiers(self, one: Participant) -> set[str]:
        side = {fold(one.acts_for.name)} if one.acts_for else set()
        return super().qualifiers(one) | side


class Places(SpelledShelf):
    noun = "place"
    model = Location
    spellings = LocationName
    owner = "location"

    def rows(self) -> QuerySet[Any]:
        return Location.objects.select_related("parent__parent__parent").order_by(
            "-population", "name"
        )

    def label(self, one: Location) -> str:
        larger = [p.name for p in one.ancestors() if p.kind != Location.Kind.REGION]
        return ", ".join([one.get_kind_display().lower(), *larger[-1:]])

    def qualified(self, text: str) -> list[Any]:
        """Also ``Springfield, Illinois``: the place, and one it lies in."""
        return super().qualified(text) or self._within(text)

    def _within(self, text: str) -> list[Any]:
        name, comma, larger = text.rpartition(",")
        if not comma or not fold(name) or not fold(larger):
            return []
        holds = set(
            Location.objects.spelled(larger).values_list("pk", flat=True)[:MANY]
        )
        named = Location.objects.spelled(name)[:MANY] or self._within(name)
        return [one for one in named if holds & {p.pk for p in one.ancestors()}]

    def apart(self, one: Location, others: set[Any]) -> str:
        """``Paris, France``, where no other Paris lies in one of that name."""
        taken = {p.name for other in others for p in other.ancestors()}
        for place in reversed(one.ancestors()):
            if place.name not in taken and place.kind != Location.Kind.REGION:
                return f"{one.name}, {place.name}"
        return super().apart(one, others)

    def qualifiers(self, one: Location) -> set[str]:
        return super().qualifiers(one) | {fold(p.name) for p in one.ancestors()}


class Outlets(Shelf):
    noun = "outlet"
    model = Outlet

    def label(self, one: Outlet) -> str:
        return one.get_kind_display().lower()

    def twin(self, text: str, kind: str, *, apart_from: Any = None) -> Any:
        return None  # a name that looks the same *is* the outlet: see matches()

    def suggest(self, text: str, limit: int = 20) -> list[Any]:
        return list(self.rows().filter(name__icontains=clean(text))[:limit])


class Tracks(Shelf):
    noun = "process"
    model = Track

    def several(self, text: str, found: list[Any]) -> UnclearError:
        return UnclearError(f"“{text}” could be several processes.", self.offers(found))

    def twin(self, text: str, kind: str, *, apart_from: Any = None) -> Any:
        return None

    def kind_of(self, one: Any) -> str:
        return "new"

    def kind_columns(self, kind: str) -> dict[str, str]:
        return {}

    def label(self, one: Track) -> str:
        return "process"

    def suggest(self, text: str, limit: int = 20) -> list[Any]:
        return list(self.rows().filter(name__icontains=clean(text))[:limit])


def look_alike(twin: Any, text: str, shelf: Shelf) -> UnclearError:
    """The refusal of a second name that looks the same, naming the first."""
    kind = twin.get_kind_display().lower()
    message = (
        f"There is a {kind} called “{twin.name}” whose name looks the same as "
        f"“{text}”. Use that one, or add what tells them apart in brackets."
    )
    offers = shelf.offers([twin]) if twin.pk else [Offer(twin.name, kind)]
    return UnclearError(message, offers, code="look-alike")
