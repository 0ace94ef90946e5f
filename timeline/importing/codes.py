"""Cells with codes: the code or its label, whatever the case, and nothing else."""

from collections.abc import Mapping
from typing import NamedTuple

from timeline.codelists.tables import event_types, topics
from timeline.models.events import Event, EventRelation, Participation
from timeline.names import fold

_NAMED = 8  # codes that a refusal writes out


class ColumnError(ValueError):
    """A cell that cannot be used; the message says what to write instead."""

    def __init__(self, column: str, value: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.value, self.sentence = column, value, sentence


class _List(NamedTuple):
    noun: str
    labels: Mapping[str, str]  # code: label


CODES: dict[str, _List] = {
    "type": _List("kind of event", {t.slug: t.label for t in event_types()}),
    "status": _List(
        "status", {str(c): str(label) for c, label in Event.Status.choices}
    ),
    "roles": _List("role", {str(c): str(n) for c, n in Participation.Role.choices}),
    "attendance": _List(
        "attendance", {str(c): str(n) for c, n in Participation.Attendance.choices}
    ),
    "topics": _List("topic", {t.slug: t.label for t in topics()}),
    "relations": _List(
        "relation", {str(c): str(n) for c, n in EventRelation.Kind.choices}
    ),
}
_BY_WORDS = {
    column: {
        fold(words): code
        for code, label in known.labels.items()
        for words in (label, code)
    }
    for column, known in CODES.items()
}


def as_code(column: str, entry: str) -> str:
    """The code an entry means; empty stays empty. Raises :class:`ColumnError`."""
    if not entry or entry in CODES[column].labels:
        return entry
    if code := _BY_WORDS[column].get(fold(entry)):
        return code
    known = CODES[column]
    examples = list(known.labels)
    some = ", ".join(examples[:_NAMED])
    more = (
        "" if len(examples) <= _NAMED else f" or another of the {len(examples)} codes"
    )
    raise ColumnError(
        column, entry, f"“{entry[:80]}” is not a {known.noun}. Write {some}{more}."
    )
