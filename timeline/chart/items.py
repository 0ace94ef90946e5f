"""The events of a selection as the chart lays them out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from timeline.chart.asking import LaneKey
from timeline.chart.knowing import Known, known
from timeline.chart.lanes import Lane
from timeline.codelists.tables import ROLES, Weight
from timeline.dates import EventDate
from timeline.eventrecord import EventRecord, ParticipationRecord
from timeline.models.versions import EventVersion
from timeline.presentation.addresses import prefixed
from timeline.presentation.marks import day_of, event_date
from timeline.selection import Selection

_WEIGHTS: dict[str, Weight] = {role.slug: role.weight for role in ROLES}
_ORDER = ("full", "half", "arrow", "none")
_STAYED_AWAY = {"absent", "declined"}
_COLUMNS = ("event_id", "number", "title", "shown_status", "family", "key", "record")


class Played(NamedTuple):
    """The part an event has in a lane: how it is drawn and why."""

    weight: Weight
    role: str = ""  # of a participant
    away: bool = False  # it did not attend


@dataclass(frozen=True)
class Item:
    """One event. ``parts`` has an entry for every lane, None where it is not in it."""

    number: int
    address: str
    title: str
    when: EventDate
    status: str  # as readers see it
    family: str
    parts: tuple[Played | None, ...]
    key: bool = False
    guess: date | None = None

    @property
    def known(self) -> Known:
        return known(self.when)

    @property
    def lanes(self) -> list[int]:
        """The lanes it is in, in their order."""
        return [n for n, part in enumerate(self.parts) if part]


def items_of(selection: Selection, lanes: Sequence[Lane]) -> list[Item]:
    """All events of the selection, oldest first. One query."""
    found = selection.versions().order_by("order_key", "event_id").only(*_COLUMNS)
    past = selection.query.as_of is not None
    return [item_of(version, lanes, fixed=past) for version in found]


def item_of(
    version: EventVersion, lanes: Sequence[Lane], *, fixed: bool = False
) -> Item:
    record: EventRecord = version.record
    path = f"/e/{version.event_id}"
    return Item(
        number=version.event_id,
        address=prefixed(f"{path}/v{version.number}" if fixed else path),
        title=version.title,
        when=event_date(record["date"]),
        status=version.shown_status,
        family=version.family,
        parts=tuple(part_in(record, lane.key) for lane in lanes),
        key=version.key,
        guess=day_of(record["date"]["best_guess"]),
    )


def part_in(record: EventRecord, key: LaneKey) -> Played | None:
    """The part an event has in a lane; None when it is not in it."""
    if key.dimension == "who":
        parts = [_played(p) for p in record["participations"] if _is_for(p, key.value)]
        return min(parts, key=lambda part: _ORDER.index(part.weight), default=None)
    return Played("full") if key.value in set(_values(record, key.dimension)) else None


def _is_for(part: ParticipationRecord, slug: str) -> bool:
    """The participant itself, or somebody who acts for it."""
    return any(p["slug"] == slug for p in (part["participant"], *part["side_chain"]))


def _played(part: ParticipationRecord) -> Played:
    away = part["attendance"] in _STAYED_AWAY
    weight: Weight = "none" if away else _WEIGHTS.get(part["role"], "full")
    return Played(weight, part["role"], away)


def _values(record: EventRecord, dimension: str) -> Iterator[str]:
    if dimension == "process":
        yield from (track["slug"] for track in record["tracks"])
    elif dimension == "kind":
        family = record["type"]["family"]
        yield from (family, f"{family}.{record['type']['slug']}")
    elif place := record["place"]:
        yield from (p["slug"] for p in (place, *place["ancestors"]))
