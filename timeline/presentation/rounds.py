"""A process in outline: its rounds, and what was promised in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from timeline.dates import (
    DateError,
    EventDate,
    read_date,
    words,
)
from timeline.eventrecord import CommitmentRecord, DateRecord, TrackRecord
from timeline.models.versions import EventVersion, Heading
from timeline.presentation.addresses import prefixed
from timeline.presentation.cards import address_of
from timeline.presentation.marks import event_date
from timeline.presentation.naming import (
    label_of,
    language,
    name_in,
    round_name,
)
from timeline.presentation.rows import EventRow, row_of
from timeline.presentation.saying import capital

MOST_OUTLINED = 1000  # events of a process that are looked at for the outline


class Line(NamedTuple):
    """What the outline needs of an event."""

    event_id: int
    slug: str
    title: str
    order_key: int
    dated: DateRecord
    tracks: list[TrackRecord]
    commitments: list[CommitmentRecord]


@dataclass
class Round:
    """A round with its events; ``number`` is None for those in no round."""

    number: int | None
    title: str
    rows: list[EventRow] = field(default_factory=list)
    events: int = 0
    dates: list[DateRecord] = field(default_factory=list)
    before: str = ""  # cursor of the event before its first one

    @property
    def id(self) -> str:
        return "others" if self.number is None else f"round-{self.number}"

    @property
    def first(self) -> str:
        """The date of its first event, in words."""
        return words(event_date(self.dates[0]), language=language())

    @property
    def last(self) -> str:
        return words(event_date(self.dates[-1]), language=language())


class Promise(NamedTuple):
    """Who owes what to whom by when, and how it stands."""

    debtor: str
    debtor_address: str
    beneficiary: str
    what: str
    due: str
    state: str
    is_late: bool
    title: str
    address: str


def outline_of(slug: str, at: datetime | None = None) -> list[Line]:
    """The events of a process, oldest first. One query; see MOST_OUTLINED."""
    present = EventVersion.objects.at(at).with_term("process", [slug], at=at)
    return [
        Line(*row)
        for row in present.chronological().values_list(
            "event_id",
            "slug",
            "title",
            "order_key",
            "record__date",
            "record__tracks",
            "record__commitments",
        )[:MOST_OUTLINED]
    ]


def rounds_of(
    heading: Heading,
    outline: list[Line],
    versions: Iterable[EventVersion],
    *,
    fixed: bool = False,
) -> list[Round]:
    """The rounds that hold events, in order; what is in none of them comes last."""
    rounds = _empty(heading)
    cursor = ""
    for line in outline:
        _outlined(_round_in(line.tracks, heading, rounds), line, cursor)
        cursor = f"{line.order_key}.{line.event_id}"
    for version in versions:
        mine = _round_in(version.record["tracks"], heading, rounds)
        mine.rows.append(row_of(version, fixed=fixed))
    return [each for each in rounds.values() if each.rows or each.events]


def _empty(heading: Heading) -> dict[int | None, Round]:
    rounds: dict[int | None, Round] = {}
    for each in heading.card.get("rounds", []):
        label = capital(round_name(each["number"], each["label"]))
        rounds[each["number"]] = Round(each["number"], label)
    title = _("Before, between and after the rounds") if rounds else _("Events")
    rounds[None] = Round(None, title)
    return rounds


def _round_in(
    tracks: list[TrackRecord], heading: Heading, rounds: dict[int | None, Round]
) -> Round:
    number = next(t["round"] for t in tracks if t["slug"] == heading.value)
    return rounds.get(number) or rounds[None]


def _outlined(mine: Round, line: Line, before: str) -> None:
    if not mine.events:
        mine.before = before
    mine.events += 1
    mine.dates.append(line.dated)


def promises_of(outline: Iterable[Line], *, today: date) -> list[Promise]:
    """What was promised in the events, in their order."""
    return [
        _promise(line, commitment, today)
        for line in outline
        for commitment in line.commitments
    ]


def _promise(line: Line, commitment: CommitmentRecord, today: date) -> Promise:
    debtor, beneficiary = commitment["debtor"], commitment["beneficiary"]
    status = commitment["status"]
    return Promise(
        debtor=name_in(debtor),
        debtor_address=address_of("who", debtor["slug"]),
        beneficiary=name_in(beneficiary) if beneficiary else "",
        what=commitment["what"],
        due=_due_words(commitment["due"]),
        state=label_of("commitment", status),
        is_late=status in {"open", "partly"} and _is_over(commitment["due"], today),
        title=line.title,
        address=prefixed(f"/events/{line.event_id}-{line.slug}/"),
    )


def _due(text: str) -> EventDate | None:
    """The date as it was typed; None when it cannot be read any more."""
    try:
        return read_date(text)
    except DateError:
        return None


def _due_words(text: str) -> str:
    due = _due(text)
    return words(due, language=language()) if due else text


def _is_over(text: str, today: date) -> bool:
    """True when every day the date may mean has passed."""
    due = _due(text)
    return due is not None and due.end_latest is not None and due.end_latest < today
