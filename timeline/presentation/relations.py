"""How an event stands to others, said on its own page and on theirs."""

from collections.abc import Iterable
from typing import NamedTuple

from timeline.eventrecord import EventRecord
from timeline.models.versions import VersionTerm
from timeline.presentation.addresses import of_event
from timeline.presentation.marks import event_date
from timeline.presentation.naming import label_of
from timeline.presentation.rows import path_of
from timeline.presentation.saying import date_words, typed_words


class Related(NamedTuple):
    """Another event, under the words that relate it to this one."""

    words: str
    address: str
    title: str
    date: str


def related_to(record: EventRecord, inverse: Iterable[VersionTerm]) -> list[Related]:
    """Those the record names and those that name it; the same words together."""
    related = [*_own(record), *_inverse(inverse)]
    order = list(dict.fromkeys(other.words for other in related))
    return sorted(related, key=lambda other: order.index(other.words))


def _own(record: EventRecord) -> list[Related]:
    return [
        Related(
            label_of("relation", r["kind"]),
            of_event(r["event_id"], r["slug"]),
            r["title"],
            typed_words(r["date"]),
        )
        for r in record["relations"]
    ]


def _inverse(terms: Iterable[VersionTerm]) -> list[Related]:
    return [
        Related(
            label_of("relation-back", term.role),
            path_of(term.version),
            term.version.title,
            date_words(event_date(term.version.record["date"])),
        )
        for term in terms
    ]
