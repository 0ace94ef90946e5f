"""What differs between two versions of an event: each field in words. No query."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from timeline.eventrecord import (
    CitationRecord,
    CommitmentRecord,
    EventRecord,
    ParticipationRecord,
)
from timeline.formats.changes import FIELD_WORDS
from timeline.models.versions import EventVersion
from timeline.presentation.account import round_words, typed_date
from timeline.presentation.changing import field_label
from timeline.presentation.claims import difference_of
from timeline.presentation.marks import Mark, event_date, mark_of
from timeline.presentation.naming import label_of, listed, name_in
from timeline.presentation.promises import commitment_words, done_by
from timeline.presentation.rows import whole_place_words
from timeline.presentation.saying import capital, date_words, typed_words


class Line(NamedTuple):
    """A line of a field; ``only`` when the other version does not have it."""

    text: str
    only: bool
    mark: Mark | None = None  # of the date


class Difference(NamedTuple):
    """A field that differs: its name, and what it says in either version."""

    label: str
    old: list[Line]
    new: list[Line]


def differences_of(old: EventVersion, new: EventVersion) -> list[Difference]:
    """The fields that differ, in the order of the record."""
    return list(_differences(old, new))


def _differences(old: EventVersion, new: EventVersion) -> Iterator[Difference]:
    for name in FIELD_WORDS:
        if old.record.get(name) == new.record.get(name):
            continue
        before, after = (_said(name, version.record) for version in (old, new))
        yield Difference(
            capital(field_label(name)),
            [_line(name, text, after, old) for text in before],
            [_line(name, text, before, new) for text in after],
        )


def _line(name: str, text: str, others: list[str], version: EventVersion) -> Line:
    """A line of one version beside those of the other."""
    mark = None
    if name == "date":
        when = event_date(version.record["date"])
        mark = mark_of(when, version.shown_status, version.family)
    return Line(text, text not in others, mark)


def _commitment(commitment: CommitmentRecord) -> str:
    """Who owes what, and the events that carried it out."""
    done = listed([event.title for event in done_by(commitment)])
    said = [commitment_words(commitment)]
    if done:
        said.append(f"{_('Carried out by:')} {done}")
    return " ".join(said)


def _said(name: str, record: Any) -> list[str]:
    """What a field says, in lines; empty when it says nothing."""
    return [line for line in _LINES[name](record) if line]


def _summary(record: EventRecord) -> list[str]:
    return [line.strip() for line in record["summary"].splitlines()]


def _date(record: EventRecord) -> list[str]:
    when = event_date(record["date"])
    typed = typed_date(when)
    written = _("written “%(text)s”") % {"text": typed} if typed else ""
    guess = record["date"]["best_guess"]
    likely = _("most likely %(day)s") % {"day": typed_words(guess)} if guess else ""
    said = filter(None, [capital(date_words(when)), written, likely])
    return [listed(said)]


def _planned(record: EventRecord) -> list[str]:
    return [
        listed(filter(None, [date_words(event_date(p["date"])), p["reason"]]))
        for p in record["planned_dates"]
    ]


def _participation(part: ParticipationRecord) -> str:
    """``Rustem Umerov: head of delegation, Minister of Defence, attended``."""
    side = part["on_behalf_of"]
    known = [
        label_of("role", part["role"]),
        part["office"],
        name_in(side) if side else "",
        label_of("attendance", part["attendance"]) if part["attendance"] else "",
        part["note"],
    ]
    return f"{name_in(part['participant'])}: {listed(filter(None, known))}"


def _citation(citation: CitationRecord) -> str:
    """``[1] Agency: Talks end. “The talks ended.”``"""
    source = ": ".join(filter(None, (citation["outlet"], citation["title"])))
    quote = f"“{citation['quote']}”" if citation["quote"] else ""
    said = [quote, citation["states"], citation["locator"], citation["url"]]
    rest = " · ".join(filter(None, said))
    return f"[{citation['number']}] {source}{'. ' if rest else ''}{rest}"


def _sides(record: EventRecord) -> list[str]:
    return [
        f"{each.point}: {claim.states} ({claim.outlet})"
        for each in map(difference_of, record["differences"])
        for claim in (*each.says, *each.says_otherwise)
    ]


def _tracks(record: EventRecord) -> list[str]:
    return [
        listed(filter(None, [track["name"], round_words(track)]))
        for track in record["tracks"]
    ]


def _relations(record: EventRecord) -> list[str]:
    return [
        f"{label_of('relation', r['kind'])}: {r['title']}" for r in record["relations"]
    ]


_LINES: dict[str, Callable[[EventRecord], list[str]]] = {
    "title": lambda record: [record["title"]],
    "slug": lambda record: [record["slug"]],
    "summary": _summary,
    "type": lambda record: [label_of("type", record["type"]["slug"])],
    "topics": lambda record: [label_of("topic", t["slug"]) for t in record["topics"]],
    "key": lambda record: [_("yes") if record["key"] else _("no")],
    "status": lambda record: [label_of("lifecycle", record["status"])],
    "standing": lambda record: [label_of("standing", record["standing"])],
    "format": lambda record: [
        label_of("format", record["format"]) if record["format"] else ""
    ],
    "date": _date,
    "day_order": lambda record: [str(record["day_order"])],
    "planned_dates": _planned,
    "place": lambda record: [whole_place_words(record["place"], record["format"])],
    "participations": lambda record: list(
        map(_participation, record["participations"])
    ),
    "citations": lambda record: list(map(_citation, record["citations"])),
    "differences": _sides,
    "tracks": _tracks,
    "relations": _relations,
    "commitments": lambda record: list(map(_commitment, record["commitments"])),
    "corrections": lambda record: [
        told["text"] for told in record.get("corrections", [])
    ],
}
