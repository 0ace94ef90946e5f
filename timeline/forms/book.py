"""What the names, links and codes of submissions mean, and what is to be made."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from timeline.forms.naming import Outlets, Participants, Places, Shelf, Tracks
from timeline.models.codes import EventType, Topic
from timeline.models.naming import Spelling
from timeline.models.sources import Outlet, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Memory:
    """What one book tells the next: stored things, and those made but not saved."""

    def __init__(self) -> None:
        self.sources: dict[tuple[Any, ...], Source] = {}
        self.unknown_links: set[str] = set()
        self.outlets: dict[str, Outlet] = {}  # by the host of their links
        # Address parts for new sources that are free, by their beginning.
        self.free_slugs: dict[str, Iterator[str]] = {}

    @cached_property
    def types(self) -> dict[str, EventType]:
        return {kind.slug: kind for kind in EventType.objects.all()}

    @cached_property
    def topics(self) -> dict[str, Topic]:
        return {topic.slug: topic for topic in Topic.objects.all()}


class NameBook:
    """What the names of one submission mean, and what is to be made for it.

    ``NameBook(shared)`` also remembers what other submissions of a batch found or are
    to make: a name, a link or a code is looked up once for all of them, and what two
    of them create is one. Announce a new name in each submission that uses it. Use
    one shared book for one batch in one transaction, and throw it away when that is
    rolled back: it does not see what others store meanwhile.
    """

    def __init__(self, shared: "NameBook | None" = None) -> None:
        self.is_shared = shared is not None
        self.memory: Memory = shared.memory if shared else Memory()
        before = shared.shelves if shared else (None, None, None, None)
        self.participants = Participants(before[0])
        self.places = Places(before[1])
        self.outlets = Outlets(before[2])
        self.tracks = Tracks(before[3])
        self._changed: list[tuple[Any, str, Any]] = []
        self._links: list[tuple[Any, ...]] = []

    @property
    def shelves(self) -> tuple[Participants, Places, Outlets, Tracks]:
        return self.participants, self.places, self.outlets, self.tracks

    def expect_links(self, links: "Iterable[str]") -> None:
        """Read the documents a batch will cite in one query for all of them."""
        wanted = set(links)
        found = Source.objects.select_related("outlet").filter(url__in=wanted)
        stored = {source.url: source for source in found}
        for link, source in stored.items():
            self.memory.sources.setdefault((link,), source)
        self.memory.unknown_links |= wanted - set(stored) - {""}

    # What a submission changes before it is saved.
    def put(self, one: Any, column: str, value: Any) -> None:
        """Set a column of something shared."""
        self._changed.append((one, column, getattr(one, column)))
        setattr(one, column, value)

    def is_changed(self, source: Source) -> bool:
        """True when this submission fills in a blank of the source."""
        return any(one is source for one, _, _ in self._changed)

    def add_source(self, key: tuple[Any, ...], source: Source) -> None:
        """A new document that this submission cites."""
        self.memory.sources[key] = source
        self._links.append(key)

    def forget_host(self, source: Source) -> None:
        """Another outlet has a document at this host now: it tells nothing alone."""
        for host, outlet in list(self.memory.outlets.items()):
            if outlet != source.outlet and host in source.url:
                del self.memory.outlets[host]

    def take_back(self) -> None:
        """Undo what this submission asked for: it is refused, others go on."""
        for one, column, value in reversed(self._changed):
            setattr(one, column, value)
        for key in self._links:
            self.memory.sources.pop(key, None)
        for shelf in self.shelves:
            for made in shelf.made:
                shelf.take_back(made)

    # Saving.
    def save_new(self) -> None:
        """Save all that is new here, larger before smaller. Inside a transaction."""
        for place in self.places.wanted:
            self._save(self.places, place, "parent")
        for someone in self.participants.wanted:
            self._save(self.participants, someone, "acts_for")
        plain: tuple[Shelf, ...] = (self.outlets, self.tracks)
        for shelf in plain:
            for one in shelf.wanted:
                if one.pk is None:
                    one.save()
                    shelf.saved(one)

    def _save(self, shelf: Participants | Places, one: Any, larger: str) -> None:
        if one.pk:
            return
        if (above := getattr(one, larger)) and not above.pk:
            self._save(shelf, above, larger)
        setattr(one, larger, above)  # take over the key it has now
        one.save()
        keep_spelled(one, shelf.spellings, shelf.owner)
        shelf.saved(one)


def keep_spelled(one: Any, spelling: type[Spelling], owner: str) -> None:
    """Keep the shown name among the spellings, in the form that search compares."""
    if one.names.filter(name=one.name).exists():
        return
    row = spelling(**{owner: one})
    row.spell(one.name)
    row.save()


def follow_name(one: Any, old: str) -> None:
    """Where the old name was the preferred one of a language, the new one is now.

    Readers of that language see the preferred name: a rename would not reach them.
    """
    if old == one.name:
        return
    preferred = Spelling.Kind.PREFERRED
    for row in one.names.filter(name=old, kind=preferred).exclude(language=""):
        same = one.names.filter(language=row.language)
        if not same.filter(kind=preferred).exclude(pk=row.pk).exists():
            new = same.filter(name=one.name).first() or type(row)(
                **{one.names.field.name: one}, language=row.language
            )
            new.spell(one.name)
            new.kind = preferred
            new.save()
        row.kind = Spelling.Kind.SPELLING
        row.save(update_fields=["kind"])
