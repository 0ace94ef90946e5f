"""The form of an editor whose event somebody else saved: both texts, and a choice."""

from dataclasses import dataclass, field

from django.http import QueryDict

from timeline.forms.held import held_by, put, sealed, unsealed
from timeline.forms.merging import Clash, Taken, merge
from timeline.forms.submission import EventSubmission, opening
from timeline.forms.words import BoxWords
from timeline.models.events import Event


@dataclass(slots=True)
class Choosing:
    """What a form says of the text somebody else stored; it travels with the form."""

    by: str = ""
    taken: list[Taken] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)

    def sealed(self) -> str:
        return sealed([self.by, self.taken, self.clashes])


def choosing_of(data: QueryDict | None) -> Choosing | None:
    """What a posted form still has to choose; None when nobody saved meanwhile."""
    if data is None or not (said := unsealed(data.get("merging", ""))):
        return None
    by, taken, clashes = said
    return Choosing(by, [Taken(*one) for one in taken], [Clash(*c) for c in clashes])


def with_theirs(sent: EventSubmission, stored: Event, *, by: str) -> EventSubmission:
    """The form again, with what only they changed; ``by`` says who they are, and when.

    It was opened with theirs from now on: saved again, it is compared with that.
    """
    posted = sent.form.data
    assert isinstance(posted, QueryDict)
    theirs = EventSubmission(instance=Event.objects.whole().get(pk=stored.pk))
    merged = merge(
        posted,
        mine=held_by(sent),
        theirs=held_by(theirs),
        base=sent.opened_with,
        words=BoxWords(theirs),
    )
    data = merged.data
    data["seen"] = theirs.event.changed.isoformat()
    data["opened"] = sealed(opening(theirs))
    data["merging"] = Choosing(by, merged.taken, merged.clashes).sealed()
    again = EventSubmission(data, instance=stored, user=sent.user)
    again.problems = sent.problems
    return again


def choose(data: QueryDict) -> bool:
    """Do what a button of the comparison says, in the post itself; False for none.

    ``_take`` types their text into your form, ``_keep`` leaves yours; ``*`` is all.
    """
    wanted = data.get("_take") or data.get("_keep") or ""
    choosing = choosing_of(data) if wanted else None
    if choosing is None:
        return False
    chosen = [c for c in choosing.clashes if wanted in {"*", c.key}]
    if data.get("_take"):
        for name, value in (pair for clash in chosen for pair in clash.puts):
            put(data, name, value)
    choosing.clashes = [c for c in choosing.clashes if c not in chosen]
    data["merging"] = choosing.sealed()
    return True
