"""A process in outline: its rounds, and what was promised in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from timeline.dates import words
from timeline.eventrecord import CommitmentRecord, DateRecord, TrackRecord
from timeline.models.versions import EventVersion, Heading
from timeline.presentation.addresses import of_event
from timeline.presentation.marks import TO_COME, day_of, event_date
from timeline.presentation.naming import language, round_name
from timeline.presentation.promises import Promise, in_order, promise_of
from timeline.presentation.rows import EventRow, row_of
from timeline.presentation.saying import capital

MOST_OUTLINED = 1000  # events of a process that are looked at for the outline


class Line(NamedTuple):
    """What the outline needs of an event."""

    event_id: int
    slug: str
    title: str
    order_key: int
    shown_status: str
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
    planned: DateRecord | None = None  # the next date something in it is set for
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

    @property
    def next(self) -> str:
        """The next planned date in words; empty when nothing is planned."""
        if self.planned is None:
            return ""
        return words(event_date(self.planned), language=language())


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
            "shown_status",
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
    today: date,
    fixed: bool = False,
) -> list[Round]:
    """The rounds that hold events, in order; what is in none of them comes last."""
    rounds = _empty(heading)
    cursor = ""
    for line in outline:
        _outlined(_round_in(line.tracks, heading, rounds), line, cursor, today)
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


def _outlined(mine: Round, line: Line, before: str, today: date) -> None:
    if not mine.events:
        mine.before = before
    mine.events += 1
    mine.dates.append(line.dated)
    if mine.planned is None and _is_ahead(line, today):
        mine.planned = line.dated


def _is_ahead(line: Line, today: date) -> bool:
    """True for a plan as long as any day it may be meant for is not over."""
    last = day_of(line.dated["end_latest"])
    return line.shown_status in TO_COME and (last is None or last >= today)


def promises_of(outline: Iterable[Line], *, today: date) -> list[Promise]:
    """What was promised in the events: what is late first, then what is open."""
    return in_order(
        promise_of(
            commitment,
            line.title,
            of_event(line.event_id, line.slug),
            today=today,
        )
        for line in outline
        for commitment in line.commitments
    )
