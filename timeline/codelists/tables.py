"""The code lists, read from the CSV files beside this module. No Django, no models.

Sources
-------
* Event types: our own list of 40, with the nearest CAMEO code (CAMEO manual 1.1b3)
  and the nearest PLOVER event and mode (PLOVER manual, 2024). ``fit`` says how near:
  ``exact``, ``nearest``, ``cameo-only`` or ``none``. Codes are text: ``036`` keeps
  its zero.
* Topics: the 37 general contexts of PLOVER, manual version 1.3, table "General
  contexts" (Open Event Data Alliance, CC BY-SA 4.0). The codes are theirs; labels
  and notes are ours. PLOVER's four auxiliary modes (historical, future,
  hypothetical, negation) are not topics.
* Families, roles and attendance: this project's own vocabulary.
"""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

FamilySlug = Literal["talks", "travel", "statement", "proposal", "agreement", "action"]
Fit = Literal["exact", "nearest", "cameo-only", "none"]
Weight = Literal["full", "half", "arrow", "none"]


class Family(NamedTuple):
    """One of the six kinds readers see, each with its own mark and colour."""

    slug: FamilySlug
    label: str
    note: str


class EventTypeRow(NamedTuple):
    """One event type. Every code is text, empty where the scheme has none.

    ``reader_family`` is the family readers see; ``group`` is the finer grouping
    that editors choose from. ``quad_class`` is 1 verbal cooperation, 2 material
    cooperation, 3 verbal conflict, 4 material conflict.
    """

    slug: str
    label: str
    reader_family: FamilySlug
    group: str
    cameo_code: str
    cameo_label: str
    plover_event: str
    plover_mode: str
    quad_class: str
    fit: Fit
    note: str


class TopicRow(NamedTuple):
    """One topic: ``plover_context`` is the code exactly as PLOVER writes it."""

    slug: str
    label: str
    plover_context: str
    note: str


class Role(NamedTuple):
    """A participant's part in an event.

    ``phrase`` stands before the participant in a row ("Host: Türkiye") and is empty
    where the name alone says it. ``weight`` is how charts draw it: ``full`` took
    part, ``half`` hosted, chaired or helped the parties, ``arrow`` it was addressed
    to, ``none`` named but not there.
    """

    slug: str
    label: str
    phrase: str
    weight: Weight
    note: str


class Attendance(NamedTuple):
    """Whether a participant was there. ``phrase`` follows the name in a row."""

    slug: str
    label: str
    phrase: str


FAMILIES: tuple[Family, ...] = (
    Family("talks", "Talks", "Meetings, negotiations, calls and messages"),
    Family("travel", "Travel", "Visits, arrivals and departures"),
    Family("statement", "Statement", "What was said in public, alone or jointly"),
    Family(
        "proposal", "Proposal", "Plans, invitations, offers, demands and rejections"
    ),
    Family("agreement", "Agreement", "What was signed, ratified, pledged or agreed"),
    Family(
        "action", "Action", "What was done: aid, sanctions, exchanges, votes, rulings"
    ),
)

ROLES: tuple[Role, ...] = (
    Role("party", "Party", "", "full", "Takes part in its own name"),
    Role(
        "head-of-delegation",
        "Head of delegation",
        "Head of delegation",
        "full",
        "Leads those who take part for a party",
    ),
    Role("delegate", "Delegate", "", "full", "Takes part for a party"),
    Role("host", "Host", "Host", "half", "Receives the others at its own place"),
    Role("chair", "Chair", "Chair", "half", "Leads the meeting"),
    Role("mediator", "Mediator", "Mediator", "half", "Puts terms to the parties"),
    Role(
        "facilitator",
        "Facilitator",
        "Facilitator",
        "half",
        "Helps the parties meet without putting terms to them",
    ),
    Role("observer", "Observer", "Observer", "half", "Present, not a party"),
    Role("speaker", "Speaker", "", "full", "Says it"),
    Role("signatory", "Signatory", "Signed by", "full", "Signs it"),
    Role("guarantor", "Guarantor", "Guarantor", "half", "Answers for its being kept"),
    Role("addressee", "Addressee", "Addressed to", "arrow", "It is said to them"),
    Role("recipient", "Recipient", "Received by", "arrow", "It is given to them"),
    Role("invited", "Invited", "Invited", "none", "Asked to come and did not attend"),
    Role("subject", "Subject", "About", "none", "Spoken of, without taking part"),
    Role("visitor", "Visitor", "Visitor", "full", "Travels to the host"),
)

ATTENDANCES: tuple[Attendance, ...] = (
    Attendance("expected", "Expected", "expected"),
    Attendance("confirmed", "Confirmed", "said it would attend"),
    Attendance("attended", "Attended", ""),
    Attendance("absent", "Absent", "did not attend"),
    Attendance("declined", "Declined", "declined"),
    Attendance("remote", "Attended remotely", "by video or phone"),
)


@cache
def event_types() -> tuple[EventTypeRow, ...]:
    """The 40 event types, in the order editors meet them."""
    return tuple(_event_type(row) for row in _rows("event-types.csv"))


@cache
def topics() -> tuple[TopicRow, ...]:
    """The 37 topics, in PLOVER's order."""
    return tuple(TopicRow(**row) for row in _rows("topics.csv"))


def _event_type(row: dict[str, str]) -> EventTypeRow:
    family = _FAMILY_BY_SLUG[row.pop("reader_family")]
    fit = _FITS[row.pop("fit")]
    return EventTypeRow(reader_family=family, fit=fit, **row)


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("timeline.codelists").joinpath(name)
    with text.open("r", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


_FAMILY_BY_SLUG: dict[str, FamilySlug] = {row.slug: row.slug for row in FAMILIES}
_FITS: dict[str, Fit] = {
    "exact": "exact",
    "nearest": "nearest",
    "cameo-only": "cameo-only",
    "none": "none",
}
