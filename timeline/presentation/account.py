"""An event's record -> what its page shows. No query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from timeline.dates import EventDate, words
from timeline.eventrecord import (
    EventRecord,
    PlannedDateRecord,
    TrackRecord,
)
from timeline.models.versions import EventVersion, VersionTerm
from timeline.presentation.addresses import prefixed
from timeline.presentation.claims import Difference, difference_of
from timeline.presentation.delegations import Delegation, delegations_of
from timeline.presentation.hours import zone_words
from timeline.presentation.marks import (
    TO_COME,
    Mark,
    day_of,
    day_words,
    event_date,
    mark_of,
    shape_of,
)
from timeline.presentation.naming import (
    label_of,
    language,
    listed,
    name_in,
    round_name,
)
from timeline.presentation.notes import Note, notes_of
from timeline.presentation.promises import Owed, owed_in
from timeline.presentation.prose import prose
from timeline.presentation.quotes import Quote, quotes_of
from timeline.presentation.relations import Related, related_to
from timeline.presentation.rows import Chip, chips_of, whole_place_words
from timeline.presentation.saying import (
    capital,
    date_words,
    ended,
)

RECORD_LANGUAGE = "en"  # what editors write titles and summaries in


class Link(NamedTuple):
    """Words that lead somewhere, and what follows them."""

    words: str
    address: str
    more: str = ""


class Planned(NamedTuple):
    """A date the event was to have."""

    words: str
    reason: str
    citation: int | None


class Correction(NamedTuple):
    """What readers of the version before should know."""

    date: str
    text: str
    version: int


@dataclass(frozen=True)
class Account:
    """An event's page, ready for its template."""

    record: EventRecord
    version: EventVersion
    date_words: str
    plain_date: str
    typed_date: str  # as the editor wrote it, where that says more
    mark: Mark
    precision: str
    zone: str
    family: str
    family_label: str
    type_label: str
    place: str
    where: Link | None
    on_map: str  # the address of its place on the map, or empty
    chips: list[Chip]
    own_language: SafeString  # attributes of what is in the record's language
    summary: SafeString
    who_heading: str
    delegations: list[Delegation]
    quotes: list[Quote]
    notes: list[Note]
    status: str
    tracks: list[Link]
    topics: list[Link]
    planned: list[Planned]
    related: list[Related]
    differences: list[Difference]
    commitments: list[Owed]
    recorded: str
    corrections: list[Correction]  # newest first


def account_of(
    version: EventVersion, inverse: Iterable[VersionTerm], *, today: date
) -> Account:
    """The page of a version; ``inverse``: relations of other events to it."""
    record: EventRecord = version.record
    when = event_date(record["date"])
    citations = record["citations"]
    return Account(
        record=record,
        version=version,
        date_words=capital(date_words(when, with_weekday=True)),
        plain_date=date_words(when),
        typed_date=typed_date(when),
        mark=mark_of(when, version.shown_status, version.family, named=False),
        precision=label_of("date-shape-note", shape_of(when)),
        zone=zone_words(record["date"], record["place"]),
        family=version.family,
        family_label=label_of("family", version.family),
        type_label=label_of("type", record["type"]["slug"]),
        place=whole_place_words(record["place"], record["format"]),
        where=_where(record),
        on_map=_on_map(record),
        chips=chips_of(version),
        own_language=own_language(),
        summary=prose(record["summary"], (c["number"] for c in citations)),
        who_heading=_who_heading(version),
        delegations=delegations_of(record["participations"]),
        quotes=quotes_of(citations),
        notes=notes_of(citations, record["summary"]),
        status=status_words(record),
        tracks=[_track(track) for track in record["tracks"]],
        topics=[_topic(topic["slug"]) for topic in record["topics"]],
        planned=[_planned(planned) for planned in record["planned_dates"]],
        related=related_to(record, inverse),
        differences=[difference_of(d) for d in record["differences"]],
        commitments=owed_in(record["commitments"], today=today),
        recorded=_day(record["recorded_at"]),
        corrections=[
            Correction(_day(told["recorded_at"]), told["text"], told["version"])
            for told in reversed(record.get("corrections", []))
        ],
    )


def _day(moment: str) -> str:
    return day_words(datetime.fromisoformat(moment).date())


def typed_date(when: EventDate) -> str:
    """The date as the editor wrote it; empty where it only says it again."""
    shown = words(when).replace(",", "")
    return "" if when.text.replace(",", "") == shown else when.text


def own_language() -> SafeString:
    """The attributes of titles and summaries: they stay in English."""
    if language() == RECORD_LANGUAGE:
        return SafeString("")
    return format_html(' lang="{}" dir="ltr"', RECORD_LANGUAGE)


def status_words(record: EventRecord) -> str:
    """``Confirmed: 5 sources from 4 countries``, after its lifecycle if it speaks."""
    standing = _standing_words(record)
    if record["status"] == "took-place":
        return standing
    lifecycle = label_of("lifecycle", record["status"])
    return f"{ended(lifecycle)} {standing}"


def _standing_words(record: EventRecord) -> str:
    citations = record["citations"]
    sources = len({c["source"] for c in citations})
    countries = len({c["outlet_country"] for c in citations} - {""})
    said = {"sources": _sources_words(sources), "countries": ""}
    if record["standing"] == "reported":
        return _("Reported by one outlet so far")
    disputed = record["standing"] == "disputed"
    if countries < 2:
        template = (
            _("Disputed: %(sources)s, which differ")
            if disputed
            else _("Confirmed: %(sources)s")
        )
        return template % said
    said["countries"] = npgettext(
        "after: sources from", "%(count)s country", "%(count)s countries", countries
    ) % {"count": countries}
    template = (
        _("Disputed: %(sources)s from %(countries)s, which differ")
        if disputed
        else _("Confirmed: %(sources)s from %(countries)s")
    )
    return template % said


def _sources_words(count: int) -> str:
    text = npgettext(
        "after: confirmed or disputed", "%(count)s source", "%(count)s sources", count
    )
    return text % {"count": count}


def _who_heading(version: EventVersion) -> str:
    if version.shown_status in TO_COME:
        return _("Who is to take part")
    if version.shown_status == "off":
        return _("Who was to take part")
    return _("Who took part")


def _where(record: EventRecord) -> Link | None:
    """The place, and the larger ones it is in up to the country."""
    place = record["place"]
    if place is None:
        return None
    names = [name_in(a) for a in place["ancestors"] if a["kind"] != "region"]
    larger = [name for name in dict.fromkeys(names) if name != name_in(place)]
    address = prefixed(f"/places/{place['slug']}/")
    return Link(name_in(place), address, listed(larger))


def _on_map(record: EventRecord) -> str:
    place = record["place"]
    if place is None or place["latitude"] is None:
        return ""
    return prefixed(f"/map/?place={place['slug']}")


def _track(track: TrackRecord) -> Link:
    address = prefixed(f"/processes/{track['slug']}/")
    return Link(track["name"], address, round_words(track))


def round_words(track: TrackRecord) -> str:
    """``round 1``, or the label editors gave it."""
    number = track["round"]
    return "" if number is None else round_name(number, track["round_label"])


def _topic(slug: str) -> Link:
    return Link(label_of("topic", slug), prefixed(f"/?topic={slug}"))


def _planned(planned: PlannedDateRecord) -> Planned:
    """``Was set for 15 May 2025, announced 11 May 2025``."""
    announced = day_words(day_of(planned["announced"]))
    said = {"date": date_words(event_date(planned["date"])), "announced": announced}
    template = (
        _("Was set for %(date)s, announced %(announced)s")
        if announced
        else _("Was set for %(date)s")
    )
    return Planned(template % said, planned["reason"], planned["citation"])
