"""What was promised: by whom, to whom, by when, and what became of it."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from timeline.dates import DateError, read_date
from timeline.eventrecord import CommitmentRecord
from timeline.models.versions import EventVersion, VersionTerm
from timeline.presentation.addresses import of_event
from timeline.presentation.cards import address_of
from timeline.presentation.marks import day_of
from timeline.presentation.naming import label_of, name_in
from timeline.presentation.saying import ended, isolated, typed_words

D = VersionTerm.Dimension
_UNDONE = frozenset({"open", "partly"})
# In what order a reader meets them: what is late, what is open, what is settled.
_ORDER = ("late", "open", "settled")
MOST_OWED = 20  # commitments of a participant that its page lists
MOST_LOOKED_AT = 200  # events with a commitment in which they are looked for


class Done(NamedTuple):
    """An event that carried a commitment out."""

    title: str
    address: str
    date: str


class Promise(NamedTuple):
    """Who owes what to whom by when, and how it stands."""

    debtor: str
    debtor_address: str
    beneficiary: str
    what: str
    due: str
    state: str
    late: str  # what is to say once the date has passed; else empty
    stands: str  # late, open or settled
    done: list[Done]
    title: str  # of the event it was agreed in
    address: str


class Owed(NamedTuple):
    """A commitment on the page of its event."""

    words: str
    late: str
    done: list[Done]


def owed_in(commitments: Iterable[CommitmentRecord], *, today: date) -> list[Owed]:
    """What was promised in an event, as its page says it."""
    return [
        Owed(commitment_words(each), late_words(each, today), done_by(each))
        for each in commitments
    ]


def commitment_words(commitment: CommitmentRecord) -> str:
    """``Russia to Ukraine: Exchange all prisoners. Due 1 June 2025. Still open.``"""
    owed = commitment["beneficiary"]
    said = {
        "who": isolated(name_in(commitment["debtor"])),
        "whom": isolated(name_in(owed)) if owed else "",
        "what": isolated(ended(commitment["what"].strip())),
        "due": typed_words(commitment["due"]),
        "status": ended(label_of("commitment", commitment["status"])),
    }
    return str(_template(owed=bool(owed), due=bool(said["due"])) % said)


def _template(*, owed: bool, due: bool) -> str:
    if owed and due:
        return _("%(who)s to %(whom)s: %(what)s Due %(due)s. %(status)s")
    if owed:
        return _("%(who)s to %(whom)s: %(what)s %(status)s")
    if due:
        return _("%(who)s: %(what)s Due %(due)s. %(status)s")
    return _("%(who)s: %(what)s %(status)s")


def late_words(commitment: CommitmentRecord, today: date) -> str:
    """What is to say of a date that has passed and is not met; else empty."""
    latest = due_latest(commitment)
    if commitment["status"] not in _UNDONE or latest is None or latest >= today:
        return ""
    if commitment.get("implemented_by"):
        return _("This date has passed")
    return _("This date has passed; no implementation is recorded")


def due_latest(commitment: CommitmentRecord) -> date | None:
    """The last day its date may mean; None for no date and for an open end.

    Read from the words where a version does not say it.
    """
    if "due_latest" in commitment:
        return day_of(commitment["due_latest"])
    with suppress(DateError):
        return read_date(commitment["due"]).end_latest
    return None


def done_by(commitment: CommitmentRecord) -> list[Done]:
    """The events that carried it out; a version may not know of any."""
    return [
        Done(
            done["title"],
            of_event(done["event_id"], done["slug"]),
            typed_words(done["date"]),
        )
        for done in commitment.get("implemented_by", [])
    ]


def promise_of(
    commitment: CommitmentRecord, title: str, address: str, *, today: date
) -> Promise:
    """A commitment, with the event it was agreed in."""
    debtor, beneficiary = commitment["debtor"], commitment["beneficiary"]
    late = late_words(commitment, today)
    undone = commitment["status"] in _UNDONE
    return Promise(
        debtor=name_in(debtor),
        debtor_address=address_of("who", debtor["slug"]),
        beneficiary=name_in(beneficiary) if beneficiary else "",
        what=commitment["what"],
        due=typed_words(commitment["due"]),
        state=label_of("commitment", commitment["status"]),
        late=late,
        stands="late" if late else "open" if undone else "settled",
        done=done_by(commitment),
        title=title,
        address=address,
    )


def in_order(promises: Iterable[Promise]) -> list[Promise]:
    """What is late first, then what is open, then what is settled."""
    return sorted(promises, key=lambda promise: _ORDER.index(promise.stands))


def promises_with(
    slug: str, *, today: date, at: datetime | None = None
) -> list[Promise]:
    """What a participant owes and is owed, of its latest events. One query."""
    record = EventVersion.objects.at(at)
    theirs = record.with_term(D.WHO, [slug], at=at)
    theirs = theirs.with_term(D.HAS, ["commitment"], at=at)
    found = theirs.newest_first().values_list(
        "event_id", "slug", "title", "record__commitments"
    )
    owed = [
        promise_of(commitment, title, of_event(number, words), today=today)
        for number, words, title, commitments in found[:MOST_LOOKED_AT]
        for commitment in commitments
        if slug in _parties(commitment)
    ]
    return in_order(owed)[:MOST_OWED]


def _parties(commitment: CommitmentRecord) -> Iterator[str]:
    yield commitment["debtor"]["slug"]
    if commitment["beneficiary"]:
        yield commitment["beneficiary"]["slug"]
