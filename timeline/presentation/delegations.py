"""The sides of an event as columns of its page, named in the reader's language."""

from collections.abc import Iterable
from typing import NamedTuple

from timeline.eventrecord import ParticipationRecord, PartyRecord
from timeline.presentation.addresses import prefixed
from timeline.presentation.naming import name_in
from timeline.presentation.saying import capital
from timeline.presentation.sides import sides_of


class Delegate(NamedTuple):
    """A person or body within a column, or the side itself above it."""

    name: str
    address: str
    words: str  # roles, office, attendance


class Delegation(NamedTuple):
    """A column: a side, and those who took part for it."""

    side: Delegate
    members: list[Delegate]


def delegations_of(parts: Iterable[ParticipationRecord]) -> list[Delegation]:
    """The columns, in the order of the record."""
    return [
        Delegation(
            _delegate(side.party, ". ".join(map(capital, side.words))),
            [_delegate(member.party, member.words) for member in side.members],
        )
        for side in sides_of(parts)
    ]


def _delegate(party: PartyRecord, words: str) -> Delegate:
    return Delegate(name_in(party), prefixed(f"/participants/{party['slug']}/"), words)
