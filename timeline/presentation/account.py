"""An event's record -> what its page shows. No query."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.safestring import SafeString

from timeline.dates import DateError, read_date, words
from timeline.eventrecord import (
    CitationRecord,
    CommitmentRecord,
    DateRecord,
    DifferenceRecord,
    EventRecord,
    PlannedDateRecord,
)
from timeline.models.versions import EventVersion, VersionTerm
from timeline.presentation.addresses import prefixed
from timeline.presentation.marks import (
    SHAPE_SENTENCES,
    Mark,
    day_of,
    day_words,
    event_date,
    mark_of,
    shape_of,
)
from timeline.presentation.prose import marks_in, prose
from timeline.presentation.quotes import (
    Quote,
    SourceLink,
    link_of,
    outlet_words,
    quote_of,
    quotes_of,
    web_address,
)
from timeline.presentation.rows import (
    FAMILY_LABELS,
    Chip,
    chips_of,
    path_of,
    whole_place_words,
)
from timeline.presentation.sides import Side, sides_of
from timeline.selection.paging import DAY_BITS

STATUS_WORDS = {
    "announced": "Announced",
    "scheduled": "Scheduled",
    "postponed": "Postponed",
    "under-way": "Under way",
    "took-place": "",
    "cancelled": "Cancelled",
    "did-not-take-place": "Did not take place",
    "unconfirmed": "Unconfirmed",
}
ABOUT_WORDS = {
    "all": "The event",
    "date": "The date",
    "place": "The place",
    "who": "Who took part",
    "outcome": "The outcome",
}
COMMITMENT_WORDS = {
    "open": "Still open",
    "partly": "Partly done",
    "done": "Done",
    "lapsed": "Lapsed",
}
# How an event stands to another, said on its own page and on the other's.
RELATION_WORDS = {
    "part-of": ("Part of", "Includes"),
    "follows": ("Follows", "Followed by"),
    "responds-to": ("Responds to", "Answered by"),
    "implements": ("Carries out", "Carried out by"),
    "replaces": ("Replaces", "Replaced by"),
    "contradicts": ("Contradicts", "Contradicted by"),
    "before": ("Before", "After"),
    "after": ("After", "Before"),
}


class Note(NamedTuple):
    """A numbered source in the margin."""

    number: int
    link: SourceLink
    title: str
    byline: str
    about: str  # language and kind of publisher
    quote: Quote | None
    locator: str
    saved: str  # address of a saved copy
    accessed: str
    states: str  # "Says of the date: 17 May 2025."
    same_as: int  # the number under which the same document came before, or 0
    marked: bool  # the summary has a mark to go back to


class Related(NamedTuple):
    """Another event, under the words that relate it to this one."""

    words: str
    address: str
    title: str
    date: str


class Planned(NamedTuple):
    """A date the event was to have."""

    words: str
    reason: str
    citation: int | None


@dataclass(frozen=True)
class Account:
    """An event's page, ready for its template."""

    record: EventRecord
    version: EventVersion
    date_words: str
    plain_date: str
    mark: Mark
    precision: str
    zone: str
    family: str
    family_label: str
    type_label: str
    place: str
    chips: list[Chip]
    summary: SafeString
    sides: list[Side]
    quotes: list[Quote]
    notes: list[Note]
    status: str
    planned: list[Planned]
    related: list[Related]
    differences: list[tuple[str, Any]]
    commitments: list[str]
    recorded: str


def account_of(version: EventVersion, inverse: Iterable[VersionTerm]) -> Account:
    """The page of a version; ``inverse``: relations of other events to it."""
    record: EventRecord = version.record
    when = event_date(record["date"])
    citations = record["citations"]
    return Account(
        record=record,
        version=version,
        date_words=_capital(words(when, with_weekday=True)),
        plain_date=words(when),
        mark=mark_of(when, version.shown_status, version.family, named=False),
        precision=SHAPE_SENTENCES[shape_of(when)],
        zone=zone_words(record["date"]),
        family=version.family,
        family_label=FAMILY_LABELS.get(version.family, version.family),
        type_label=record["type"]["label"],
        place=whole_place_words(record["place"], record["format"]),
        chips=chips_of(version),
        summary=prose(record["summary"], (c["number"] for c in citations)),
        sides=sides_of(record["participations"]),
        quotes=quotes_of(citations),
        notes=_notes(citations, record["summary"]),
        status=status_words(record),
        planned=[_planned(p) for p in record["planned_dates"]],
        related=_gathered([*_relations(record), *_inverse(inverse)]),
        differences=[
            (ABOUT_WORDS.get(d["about"], d["about"]), _difference(d))
            for d in record["differences"]
        ],
        commitments=[commitment_words(c) for c in record["commitments"]],
        recorded=day_words(datetime.fromisoformat(record["recorded_at"]).date()),
    )


def status_words(record: EventRecord) -> str:
    """``Confirmed: 5 sources from 4 countries``, after its lifecycle if it speaks."""
    lifecycle = STATUS_WORDS.get(record["status"], "")
    standing = _standing_words(record)
    return f"{lifecycle}. {standing}" if lifecycle else standing


def _standing_words(record: EventRecord) -> str:
    citations = record["citations"]
    sources = _counted(len({c["source"] for c in citations}), "source")
    countries = {c["outlet_country"] for c in citations} - {""}
    where = ""
    if len(countries) > 1:
        where = f" from {len(countries)} countries"
    if record["standing"] == "confirmed":
        return f"Confirmed: {sources}{where}"
    if record["standing"] == "disputed":
        return f"Disputed: {sources}{where}, which differ"
    return "Reported by one outlet so far"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def zone_words(record: DateRecord) -> str:
    """``Istanbul time (UTC+3).``; empty without a clock time or a zone."""
    name, day = record["time_zone"], day_of(record["start_earliest"])
    if not (name and day and record["time_start"]):
        return ""
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ""
    clock = time.fromisoformat(record["time_start"])
    offset = datetime.combine(day, clock, zone).utcoffset()
    city = name.rpartition("/")[2].replace("_", " ")
    if offset is None or name == "UTC":
        return "UTC."
    minutes = int(offset.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    ending = f":{rest:02}" if rest else ""
    return f"{city} time (UTC{sign}{hours}{ending})."


def _notes(citations: Sequence[CitationRecord], summary: str) -> list[Note]:
    """The numbered sources; a document cited again points to its first number."""
    first: dict[str, int] = {}
    notes = []
    for citation in citations:
        number = first.setdefault(citation["source"], citation["number"])
        again = number if number != citation["number"] else 0
        notes.append(_note(citation, summary, again))
    return notes


def claim_words(states: str, about: str) -> str:
    """What a source states, as a sentence; a date as readers see it."""
    if about == "date":
        with suppress(DateError):
            states = words(read_date(states))
    return _ended(_capital(states.strip()))


def _states(citation: CitationRecord) -> str:
    """``Says of the date: 17 May 2025.``, ``Disputes the date: ...``, or nothing."""
    if not citation["states"]:
        return ""
    about = ABOUT_WORDS.get(citation["about"], citation["about"])
    verb = "Disputes" if citation["stance"] == "disputes" else "Says of"
    said = claim_words(citation["states"], citation["about"])
    return f"{verb} {about[:1].lower()}{about[1:]}: {said}"


def _difference(difference: DifferenceRecord) -> dict[str, list[dict[str, Any]]]:
    """Both columns of a point, with what each source states as a sentence."""
    about = difference["about"]
    return {
        side: [{**c, "states": claim_words(c["states"], about)} for c in claims]
        for side, claims in (
            ("says", difference["says"]),
            ("says_otherwise", difference["says_otherwise"]),
        )
    }


def commitment_words(commitment: CommitmentRecord) -> str:
    """``Russia to Ukraine: Exchange all prisoners. Due 1 June 2025. Still open.``"""
    debtor, owed = commitment["debtor"], commitment["beneficiary"]
    who = f"{debtor['name']} to {owed['name']}" if owed else debtor["name"]
    what = commitment["what"].strip()
    due = f" Due {commitment['due']}." if commitment["due"] else ""
    status = COMMITMENT_WORDS.get(commitment["status"], commitment["status"])
    return f"{who}: {_ended(what)}{due} {_ended(status)}"


def _ended(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def _note(citation: CitationRecord, summary: str, same_as: int) -> Note:
    return Note(
        number=citation["number"],
        link=link_of(citation),
        title=citation["title"],
        byline=citation["byline"],
        about=outlet_words(citation),
        quote=quote_of(citation) if citation["quote"] else None,
        locator=citation["locator"],
        saved=web_address(citation["archive_url"]),
        accessed=day_words(day_of(citation["accessed"])),
        states=_states(citation),
        same_as=same_as,
        marked=citation["number"] in marks_in(summary),
    )


def _planned(planned: PlannedDateRecord) -> Planned:
    """``was set for 15 May 2025, announced 11 May 2025``."""
    announced = day_words(day_of(planned["announced"]))
    said = f"was set for {words(event_date(planned['date']))}"
    if announced:
        said = f"{said}, announced {announced}"
    return Planned(said, planned["reason"], planned["citation"])


def _relations(record: EventRecord) -> list[Related]:
    return [
        Related(
            RELATION_WORDS[r["kind"]][0],
            prefixed(f"/events/{r['event_id']}-{r['slug']}/"),
            r["title"],
            r["date"],
        )
        for r in record["relations"]
    ]


def _gathered(related: list[Related]) -> list[Related]:
    """Those under the same words next to each other, in the order they came."""
    order = list(dict.fromkeys(other.words for other in related))
    return sorted(related, key=lambda other: order.index(other.words))


def _inverse(terms: Iterable[VersionTerm]) -> list[Related]:
    return [
        Related(
            RELATION_WORDS[term.role][1],
            path_of(term.version),
            term.version.title,
            words(event_date(term.version.record["date"])),
        )
        for term in terms
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class Dot(NamedTuple):
    """One event of a process in its dot strip."""

    x: str
    y: str
    family: str
    status: str
    here: bool


@dataclass(frozen=True)
class Dots:
    """A process as dots in time, with one event ringed."""

    dots: list[Dot]
    ticks: list[tuple[str, str, str]]  # x, label, anchor
    text: str


def dots_of(versions: Sequence[EventVersion], here: int, name: str) -> Dots | None:
    """The dot strip of a process; None when there is no stretch of time to show."""
    days = [_day(v) for v in versions]
    if len(versions) < 2 or min(days) == max(days):
        return None
    first, last = min(days), max(days)
    scale = 1104 / (last - first).days
    stacks: dict[int, int] = {}
    dots, ticks = [], []
    free = 0.0
    for version, day in zip(versions, days, strict=True):
        x = 40 + (day - first).days * scale
        level = stacks[int(x / 9)] = stacks.get(int(x / 9), 0) + 1
        y = 64 - 13 * min(level - 1, 4)
        ringed = version.event_id == here
        status = version.shown_status
        dots.append(Dot(f"{x:.1f}", str(y), version.family, status, ringed))
        if x >= free:
            anchor = "start" if x < 1080 else "end"
            ticks.append((f"{x:.1f}", day_words(day), anchor))
            free = x + (130 if x < 950 else 250)
    place = next((n for n, v in enumerate(versions, 1) if v.event_id == here), 0)
    text = (
        f"Where this event sits in the process {name}: number {place} of "
        f"{len(versions)} events from {day_words(first)} to {day_words(last)}."
    )
    return Dots(dots, ticks, text)


def _day(version: EventVersion) -> date:
    """The day a version stands at in time: the top bits of its order key."""
    return date.fromordinal(max(version.order_key >> DAY_BITS, 1))
