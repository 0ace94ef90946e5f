"""What sources state of an event, compared by meaning.

Two values differ when both cannot be right:

* *dates*: when neither date holds all the days the other may mean, or both are one day
  and name two times. ``May 2025`` does not contradict ``15 May 2025``.
* *places*: when neither lies in the other. Any known spelling will do.
* *who took part* and *the outcome*: when both are written ``subject: value`` and say
  two things of one subject: ``Marco Rubio: absent``, ``prisoners: 1,000 each``. Who was
  only expected contradicts nobody.

What cannot be read so contradicts nothing, unless its source disputes. What the event
itself shows takes part; a source that disputes is believed to, unless what it states
is exactly what is shown.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from timeline.dates import DateError, EventDate, Kind, read_date
from timeline.models.events import Participation
from timeline.models.locations import Location
from timeline.models.participants import Participant
from timeline.models.sources import Citation
from timeline.names import fold

About = Citation.About
_A = Participation.Attendance
# Whether it came, as far as an attendance says so.
CAME: dict[str, bool] = {
    _A.ATTENDED: True,
    _A.REMOTE: True,
    _A.ABSENT: False,
    _A.DECLINED: False,
}
# What editors write behind the name of a participant for that.
_CAME_WORDS = {
    "attended": True,
    "came": True,
    "took part": True,
    "present": True,
    "remote": True,
    "took part remotely": True,
    "absent": False,
    "did not attend": False,
    "did not come": False,
    "declined": False,
}
_THOUSANDS = re.compile(r"(?<=\d)[,.  ](?=\d{3}(?!\d))")


class Claim(NamedTuple):
    """What one source states on one point."""

    about: str
    states: str
    disputes: bool
    outlet: str
    citation: int


class Differing(NamedTuple):
    """A point on which sources differ; ``says`` agree with what is shown."""

    about: str
    says: list[Claim]
    says_otherwise: list[Claim]


class Told:
    """What an event shows, as far as claims are compared with it.

    Costs nothing until a claim on the point is compared; a place that is no spelling
    of the event's own is looked up (one query each).
    """

    def __init__(
        self,
        when: EventDate | None,
        place: Location | None,
        parts: Iterable[tuple[Participant, str]],
    ) -> None:
        self.when, self.place, self.parts = when, place, list(parts)

    @cached_property
    def here(self) -> set[str]:
        """Every spelling of the place, folded."""
        return _spellings(self.place) if self.place else set()

    @cached_property
    def around(self) -> set[str]:
        """Every spelling of the larger places, folded."""
        larger = self.place.ancestors() if self.place else []
        return {spelling for place in larger for spelling in _spellings(place)}

    @cached_property
    def people(self) -> dict[str, int]:
        """By every spelling of those listed: who it is."""
        return {
            spelling: someone.pk or id(someone)
            for someone, _ in self.parts
            for spelling in _spellings(someone)
        }

    @cached_property
    def came(self) -> dict[int, bool]:
        """Of those whose attendance is known, whether they came."""
        known: dict[int, bool] = {}
        for someone, attendance in self.parts:
            if attendance in CAME:
                known.setdefault(someone.pk or id(someone), CAME[attendance])
        return known

    def holds(self, name: str) -> bool:
        """True when a place of that folded name lies in the event's."""
        if self.place is None:
            return False
        found = Location.objects.filter(names__folded=name).distinct()
        return any(self.place in one.ancestors() for one in found[:20])


class _Subject(NamedTuple):
    """``subject: value``, folded; a participant by key and whether it came."""

    who: str | int
    value: str | bool


def claims_of(citations: Iterable[Citation]) -> list[Claim]:
    return [
        Claim(
            c.about,
            c.states,
            c.stance == Citation.Stance.DISPUTES,
            c.source.outlet.name,
            c.number,
        )
        for c in citations
    ]


def differences(told: Told, claims: Iterable[Claim]) -> Iterator[Differing]:
    """The points on which sources differ, in the order of the form."""
    stated = [claim for claim in claims if claim.states]
    for about in About:
        mine = [claim for claim in stated if claim.about == about]
        says, otherwise = _parted(_COMPARING[about](told), mine)
        if otherwise:
            yield Differing(about.value, says, otherwise)


def standing(*, differs: bool, independent: Iterable[str]) -> str:
    """confirmed (two independent outlets), reported (one), or disputed."""
    if differs:
        return "disputed"
    return "confirmed" if len(set(independent)) > 1 else "reported"


def states_what_is_shown(told: Told, claim: Claim) -> bool:
    """True when the claim is of exactly the date or the place that is shown."""
    return bool(claim.states) and _COMPARING[claim.about](told).is_shown(claim.states)


def contradiction(told: Told, about: str, states: str) -> bool:
    """True when what a source states cannot be right beside what is shown."""
    return bool(states) and not _COMPARING[about](told).agrees(states)


def stated_date(told: Told, states: str) -> EventDate | None:
    """The date a source states, as far as it is understood."""
    return _Dates(told).read(states)


class _Comparing:
    """How the claims on one point are compared. This one believes every word."""

    def __init__(self, told: Told) -> None:
        self.told = told

    def agrees(self, states: str) -> bool:
        """With what the event shows."""
        return True

    def agree(self, one: str, other: str) -> bool:
        """With one another."""
        return True

    def is_shown(self, states: str) -> bool:
        """True when it states exactly what the event shows."""
        return False


class _Dates(_Comparing):
    def read(self, states: str) -> EventDate | None:
        """A day without a year is one of the year of the event."""
        found = _read(states)
        if found is None and self.told.when:
            first, last = _days(self.told.when)
            year = first.year if first != date.min else last.year
            found = _read(f"{states} {year}")
        return found

    def agrees(self, states: str) -> bool:
        read, shown = self.read(states), self.told.when
        return not (read and shown) or dates_agree(read, shown)

    def agree(self, one: str, other: str) -> bool:
        first, second = self.read(one), self.read(other)
        return not (first and second) or dates_agree(first, second)

    def is_shown(self, states: str) -> bool:
        read, shown = self.read(states), self.told.when
        return bool(read and shown and _same_date(read, shown))


class _Places(_Comparing):
    def agrees(self, states: str) -> bool:
        parts, told = _parts(states), self.told
        if told.place is None or not parts:
            return True
        return (
            not told.here.isdisjoint(parts)
            or parts[0] in told.around
            or told.holds(parts[0])
        )

    def agree(self, one: str, other: str) -> bool:
        """Both agree with the place shown; without one, their names are compared."""
        first, second = _parts(one), _parts(other)
        if self.told.place is not None or not first or not second:
            return True
        if first[0] in second or second[0] in first:
            return True
        (these, around), (those, beyond) = _called(first[0]), _called(second[0])
        return bool(these & (those | beyond) or those & around)

    def is_shown(self, states: str) -> bool:
        return _parts(states)[:1] != [] and _parts(states)[0] in self.told.here


class _Subjects(_Comparing):
    """``subject: value``, for the outcome."""

    def subject(self, states: str) -> _Subject | None:
        name, found, value = states.partition(":")
        if not found or not fold(name) or not fold(value):
            return None
        return _Subject(fold(name), fold(_THOUSANDS.sub("", value)))

    def agree(self, one: str, other: str) -> bool:
        first, second = self.subject(one), self.subject(other)
        if not first or not second or first.who != second.who:
            return True
        return first.value == second.value


class _Attendances(_Subjects):
    """``name: attended``, for who took part."""

    def subject(self, states: str) -> _Subject | None:
        said = super().subject(states)
        if said is None or said.value not in _CAME_WORDS:
            return None
        who = self.told.people.get(str(said.who), said.who)
        return _Subject(who, _CAME_WORDS[str(said.value)])

    def agrees(self, states: str) -> bool:
        said = self.subject(states)
        if said is None or not isinstance(said.who, int):
            return True
        return self.told.came.get(said.who, said.value) == said.value


_COMPARING: Mapping[str, Callable[[Told], _Comparing]] = {
    About.ALL: _Comparing,
    About.DATE: _Dates,
    About.PLACE: _Places,
    About.WHO: _Attendances,
    About.OUTCOME: _Subjects,
}


def _parted(
    comparing: _Comparing, claims: list[Claim]
) -> tuple[list[Claim], list[Claim]]:
    """Those that agree with what is shown and with one another, and the others."""
    says: list[Claim] = []
    otherwise: list[Claim] = []
    for claim in claims:
        if claim.disputes:
            agrees = comparing.is_shown(claim.states)
        else:
            agrees = comparing.agrees(claim.states) and all(
                comparing.agree(claim.states, other.states) for other in says
            )
        (says if agrees else otherwise).append(claim)
    return says, otherwise


def _read(text: str) -> EventDate | None:
    try:
        return read_date(text)
    except DateError:
        return None


def dates_agree(one: EventDate, other: EventDate) -> bool:
    """True when both can be right: see the top of this module."""
    if _times_differ(one, other):
        return False
    return _lies_in(one, other) or _lies_in(other, one)


def _times_differ(one: EventDate, other: EventDate) -> bool:
    """Two times of one day; times of two zones are not compared."""
    one_day = one.kind == other.kind == Kind.EXACT
    timed = one.time_start and other.time_start
    zones = {one.zone, other.zone} - {""}
    return bool(
        one_day and timed and len(zones) < 2 and one.time_start != other.time_start
    )


def _lies_in(one: EventDate, other: EventDate) -> bool:
    first, last = _days(one)
    earliest, latest = _days(other)
    return earliest <= first and last <= latest


def _days(when: EventDate) -> tuple[date, date]:
    return when.start_earliest or date.min, when.end_latest or date.max


def _same_date(one: EventDate, other: EventDate) -> bool:
    return _days(one) == _days(other) and not _times_differ(one, other)


def _parts(states: str) -> list[str]:
    """``Dolmabahçe Palace, Istanbul``: the folded names, the smallest first."""
    return [part for part in map(fold, states.split(",")) if part]


def _called(name: str) -> tuple[set[int], set[int]]:
    """The places that are called so, and those they lie in. A query, one a step."""
    found = list(Location.objects.filter(names__folded=name).distinct()[:20])
    around = {larger.pk for place in found for larger in place.ancestors()}
    return {place.pk for place in found}, around


def _spellings(named: Location | Participant) -> set[str]:
    known = named.names.all() if named.pk else ()  # one that is only to be made
    return {fold(named.name), *(name.folded for name in known)}
