"""Who took part, gathered by side: a state or organisation with its people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timeline.codelists.labels import labels
from timeline.eventrecord import ParticipationRecord, PartyRecord
from timeline.presentation.naming import (
    label_of,
    language,
    listed,
    lower_first,
    name_in,
)

_SIDES = {"state", "territory", "organisation", "group"}
# Said after the person's name, not before the side's.
_OWN_WORDS = {"head-of-delegation": gettext_lazy("head of delegation")}
# Named with the side, in whatever part the side itself has.
_IN_DELEGATION = {"head-of-delegation", "delegate"}
_OFFICE_SHOWN = {"speaker"}
SHOWN_SIDES = 8


class Who(NamedTuple):
    """One entry of a row's line of participants: ``Host: Türkiye, Hakan Fidan``."""

    phrase: str
    side: str
    people: str
    also: bool = False  # it continues the phrase of the entry before it


@dataclass
class _Entry:
    """What is said of one side in one part, before it is put in words."""

    phrase: str
    side: PartyRecord
    itself: bool = False  # the side took part, not only its people
    people: list[str] = field(default_factory=list)


@dataclass
class Member:
    """A person or body within a side, as the event's page lists it."""

    party: PartyRecord
    roles: list[str]
    office: str
    attendance: str
    note: str

    @property
    def words(self) -> str:
        said = [*self.roles, self.office, self.attendance, self.note]
        return ". ".join(_capital(part) for part in said if part)


@dataclass
class Side:
    """A column of the event's page."""

    party: PartyRecord
    words: list[str] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)


def side_of(part: ParticipationRecord) -> PartyRecord:
    """The state or organisation a participant took part for, else itself."""
    chain = part["side_chain"]
    if part["participant"]["kind"] in _SIDES or not chain:
        return part["participant"]
    return next((p for p in chain if p["kind"] in _SIDES), chain[-1])


def line_of(parts: Iterable[ParticipationRecord]) -> list[Who]:
    """The participants of a row, without saying a phrase or a side twice.

    Those without a phrase come first, so that none is read under another's.
    """
    found: dict[tuple[str, str], _Entry] = {}
    for part in parts:
        side = side_of(part)
        phrase = _phrase(part["role"])
        if part["role"] in _IN_DELEGATION:
            known = (p for p, slug in found if slug == side["slug"])
            phrase = next(known, phrase)
        entry = found.setdefault((phrase, side["slug"]), _Entry(phrase, side))
        entry.itself = entry.itself or part["participant"] is side
        entry.people.extend(_person(part, side))
    return _shortened(list(_said(_gathered(list(found.values())))))


def _gathered(entries: list[_Entry]) -> list[_Entry]:
    """One entry for a side in two parts, and the same phrases together."""
    kept: list[_Entry] = []
    for entry in entries:
        twin = next((k for k in kept if _is_twin(k, entry)), None)
        if twin:
            both = {"one": twin.phrase, "other": lower_first(entry.phrase)}
            twin.phrase = _("%(one)s and %(other)s") % both
        else:
            kept.append(entry)
    order = list(dict.fromkeys(["", *(entry.phrase for entry in kept)]))
    return sorted(kept, key=lambda entry: order.index(entry.phrase))


def _is_twin(one: _Entry, other: _Entry) -> bool:
    """The same side, by itself, in two parts that have a phrase each."""
    alone = not one.people and not other.people
    same = one.side["slug"] == other.side["slug"]
    return alone and same and bool(one.phrase and other.phrase)


def _said(entries: Iterable[_Entry]) -> Iterator[Who]:
    """The entries in words; people of a side that was named stand for themselves."""
    named: set[str] = set()
    before = ""
    for entry in entries:
        words = [name_in(entry.side), *entry.people]
        if entry.side["slug"] in named and entry.people and not entry.itself:
            words = entry.people
        also = bool(entry.phrase) and entry.phrase == before
        phrase = f"{entry.phrase}: " if entry.phrase and not also else ""
        yield Who(phrase, words[0], listed(["", *words[1:]]), also)
        named.add(entry.side["slug"])
        before = entry.phrase


def _shortened(line: list[Who]) -> list[Who]:
    if len(line) <= SHOWN_SIDES:
        return line
    rest = len(line) - SHOWN_SIDES + 1
    others = ngettext("%(count)s other", "%(count)s others", rest) % {"count": rest}
    return [*line[: SHOWN_SIDES - 1], Who("", others, "")]


def _phrase(role: str) -> str:
    """What stands before the name: "Host"; empty where the name alone says it."""
    return "" if role in _OWN_WORDS else labels("role-phrase", language())[role]


def _person(part: ParticipationRecord, side: PartyRecord) -> list[str]:
    """The words after the side's name: the person, its part, whether it came."""
    words = [] if part["participant"] is side else [name_in(part["participant"])]
    if part["role"] in _OFFICE_SHOWN and part["office"]:
        words.append(_office_of(part["office"], side["name"]))
    words.append(str(_OWN_WORDS.get(part["role"], "")))
    words.append(_attendance(part))
    return [word for word in words if word]


def _office_of(office: str, side: str) -> str:
    """The office without the side that was just named: ``President``."""
    return office.removesuffix(f" of {side}").removesuffix(f" of the {side}")


def sides_of(parts: Iterable[ParticipationRecord]) -> list[Side]:
    """The columns of the event's page, in the order of the record."""
    sides: dict[str, Side] = {}
    for part in parts:
        party = side_of(part)
        side = sides.setdefault(party["slug"], Side(party))
        if part["participant"]["slug"] == party["slug"]:
            side.words.extend(filter(None, [_role(part), *_details(part)]))
        else:
            _join(side.members, part)
    for side in sides.values():
        for member in side.members:
            member.roles = [role for role in member.roles if role not in side.words]
    return list(sides.values())


def _join(members: list[Member], part: ParticipationRecord) -> None:
    """Add a member, or a further role of one who is there already."""
    slug = part["participant"]["slug"]
    known = next((m for m in members if m.party["slug"] == slug), None)
    if known:
        known.roles.append(_role(part))
        return
    role = "" if part["role"] == "delegate" else _role(part)
    members.append(
        Member(
            part["participant"],
            [role],
            part["office"],
            _attendance(part),
            part["note"],
        )
    )


def _details(part: ParticipationRecord) -> list[str]:
    return [part["office"], _attendance(part), part["note"]]


def _attendance(part: ParticipationRecord) -> str:
    """Whether it came, behind its name; empty where that goes without saying."""
    return labels("attendance-phrase", language()).get(part["attendance"], "")


def _role(part: ParticipationRecord) -> str:
    return label_of("role", part["role"])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
