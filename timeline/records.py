"""An event at the desk -> the record readers get, and what finds it.

Pure reading: nothing here writes, and nothing knows a format. Give events from
``Event.objects.whole()`` and a record costs no query beyond the sides of its
participants and the larger places of its location.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import cast

from timeline import claims
from timeline.dates import EventDate, from_edtf, sort_rank, words
from timeline.eventrecord import (
    AncestorRecord,
    CitationRecord,
    ClaimRecord,
    CommitmentRecord,
    DateRecord,
    DifferenceRecord,
    EventRecord,
    ImplementingRecord,
    Names,
    ParticipationRecord,
    PartyRecord,
    PlaceRecord,
    PlannedDateRecord,
    RelationRecord,
    TrackRecord,
)
from timeline.fields import Dated, as_clock
from timeline.models.events import (
    Commitment,
    Event,
    EventRelation,
    EventTrack,
    Participation,
    PlannedDate,
)
from timeline.models.locations import Location
from timeline.models.naming import names_by_language
from timeline.models.participants import Participant
from timeline.models.sources import Citation
from timeline.models.versions import EARLIEST, EventVersion

# By the key of an event at the desk: the version that readers have of it.
Published = Mapping[int, EventVersion]
NO_TIME = 24 * 60  # sorts after every clock time of its day
MIDDLE = 512  # day orders run from -512 to 511
LIFECYCLE_SHOWN = {
    Event.Status.ANNOUNCED: "planned",
    Event.Status.SCHEDULED: "planned",
    Event.Status.POSTPONED: "postponed",
    Event.Status.CANCELLED: "off",
    Event.Status.DID_NOT_TAKE_PLACE: "off",
    Event.Status.UNCONFIRMED: "unconfirmed",
}


def event_record(
    event: Event,
    *,
    version: int,
    recorded_at: datetime,
    published: Published | None = None,
) -> EventRecord:
    """The whole public record of a numbered event.

    ``published`` has what readers see of the events it is related to; it is asked
    for (one query) when it is not given. Raises ValueError when the event has no
    public number or no date yet.
    """
    if event.number is None or event.date is None:
        raise ValueError(f"{event!r} has no public number or no date")
    if published is None:
        published = related_as_published([event])
    citations = list(event.citations.all())
    differing = list(_differences(event))
    return EventRecord(
        event_id=event.number,
        version=version,
        slug=event.slug,
        title=event.title,
        summary=event.summary,
        type={
            "slug": event.type.slug,
            "label": event.type.label,
            "family": event.type.family,
            "cameo": event.type.cameo_code,
            "plover": event.type.plover,
        },
        topics=[{"slug": t.slug, "label": t.label} for t in event.topics.all()],
        key=event.key,
        status=event.status,
        standing=claims.standing(
            differs=bool(differing),
            independent=(c.source.outlet.independence for c in citations),
        ),
        format=event.format,
        date=_date(event, zone=event.zone(), best_guess=event.best_guess),
        day_order=day_position(event, published)[1],
        planned_dates=[_planned(p) for p in event.planned_dates.all()],
        place=_place(event.location) if event.location else None,
        participations=[_participation(p, event) for p in event.participations.all()],
        citations=[_citation(c) for c in citations],
        differences=differing,
        tracks=[_track(t) for t in event.tracks.all()],
        relations=list(_relations(event, published)),
        commitments=[_commitment(c, published) for c in event.commitments.all()],
        recorded_at=recorded_at.isoformat(),
    )


def shown_status(status: str, standing: str) -> str:
    """The one status a reader's mark shows: lifecycle first, else standing."""
    return LIFECYCLE_SHOWN.get(Event.Status(status), standing)


def order_key(event: Event, published: Published) -> int:
    """The place in a chronology as one integer.

    In order of weight: the day (the earliest start, or the first bound that is
    known), exact before vague, the minute of local time (no time sorts last), the
    editors' order within the day. Ties are broken by the public number.
    """
    when = event.date
    assert when is not None
    known = (d for d in _bounds(when) if d is not None)
    day = next(known, date.min).toordinal()
    minute, order = day_position(event, published)
    order = min(max(order, -MIDDLE), MIDDLE - 1) + MIDDLE
    return ((day * 8 + sort_rank(when)) * 2048 + minute) * 1024 + order


def day_position(event: Event, published: Published) -> tuple[int, int]:
    """Minute of the day (:data:`NO_TIME` when unknown) and order among equals.

    An event without a time that an editor put before or after another of the same
    day takes the minute readers see that event at.
    """
    when = event.date
    own = minute_of(when.sorting_time if when else None)
    if own != NO_TIME:
        return own, 0
    steps = {"before": -1, "after": 1}
    beside = [r for r in event.relations.all() if r.kind in steps]
    for relation, target in _as_published(beside, published):
        if target.start_earliest == (event.start_earliest or EARLIEST):
            key = target.order_key
            return key >> 10 & 2047, (key & 1023) - MIDDLE + steps[relation.kind]
    return NO_TIME, 0


def minute_of(clock: time | None) -> int:
    return clock.hour * 60 + clock.minute if clock else NO_TIME


def _bounds(when: EventDate) -> tuple[date | None, ...]:
    return (
        when.start_earliest,
        when.start_latest,
        when.end_earliest,
        when.end_latest,
    )


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _date(
    dated: Dated, *, zone: str = "", best_guess: date | None = None
) -> DateRecord:
    return DateRecord(
        text=dated.date_text,
        edtf=dated.edtf,
        kind=dated.date_kind,
        precision=dated.date_precision,
        start_earliest=_iso(dated.start_earliest),
        start_latest=_iso(dated.start_latest),
        end_earliest=_iso(dated.end_earliest),
        end_latest=_iso(dated.end_latest),
        time_start=as_clock(dated.time_start),
        time_end=as_clock(dated.time_end),
        part_of_day=dated.part_of_day,
        time_zone=zone,
        best_guess=_iso(best_guess),
    )


def _names(owner: Participant | Location) -> Names:
    return cast("Names", names_by_language(owner.names.all()))


def party(participant: Participant) -> PartyRecord:
    return PartyRecord(
        slug=participant.slug,
        name=participant.name,
        names=_names(participant),
        kind=participant.kind,
    )


def _participation(part: Participation, event: Event) -> ParticipationRecord:
    side = part.side()
    known_day = event.start_earliest or event.start_latest or event.end_latest
    return ParticipationRecord(
        participant=party(part.participant),
        role=part.role,
        attendance=part.attendance,
        office=part.office or part.participant.office_on(known_day),
        on_behalf_of=party(side) if side else None,
        side_chain=[party(p) for p in part.side_chain()],
        note=part.note,
    )


def _place(location: Location) -> PlaceRecord:
    return PlaceRecord(
        slug=location.slug,
        name=location.name,
        names=_names(location),
        kind=location.kind,
        latitude=None if location.latitude is None else float(location.latitude),
        longitude=None if location.longitude is None else float(location.longitude),
        geo_precision=location.geo_precision,
        time_zone=location.zone(),
        ancestors=[_ancestor(place) for place in location.ancestors()],
    )


def _ancestor(place: Location) -> AncestorRecord:
    return AncestorRecord(
        slug=place.slug,
        name=place.name,
        names=_names(place),
        kind=place.kind,
        iso2=place.iso2,
    )


def _citation(citation: Citation) -> CitationRecord:
    source = citation.source
    outlet = source.outlet
    return CitationRecord(
        number=citation.number,
        source=source.slug,
        outlet=outlet.name,
        outlet_slug=outlet.slug,
        outlet_kind=outlet.kind,
        outlet_country=outlet.country.name if outlet.country else "",
        title=source.title,
        byline=source.byline,
        url=source.url,
        published=_iso(source.published) or "",
        language=source.language,
        quote=citation.quote,
        quote_language=citation.quote_language or source.language,
        translation=citation.translation,
        translated_by=citation.translated_by,
        speaker=party(citation.speaker) if citation.speaker else None,
        locator=citation.locator,
        archive_url=citation.archive_url,
        accessed=_iso(citation.accessed) or "",
        about=citation.about,
        states=citation.states,
        stance=citation.stance,
        source_grade=citation.source_grade,
        information_grade=citation.information_grade,
    )


def _differences(event: Event) -> Iterator[DifferenceRecord]:
    """The points on which the sources differ; see :mod:`timeline.claims`."""
    for point in claims.differences(
        told(event), claims.claims_of(event.citations.all())
    ):
        yield DifferenceRecord(
            about=point.about,
            says=[_claim(claim) for claim in point.says],
            says_otherwise=[_claim(claim) for claim in point.says_otherwise],
        )


def told(event: Event) -> claims.Told:
    """What an event shows, as far as sources may differ on it."""
    parts = [(p.participant, p.attendance) for p in event.participations.all()]
    return claims.Told(event.date, event.location, parts)


def _claim(claim: claims.Claim) -> ClaimRecord:
    return ClaimRecord(
        states=claim.states, outlet=claim.outlet, citation=claim.citation
    )


def _planned(planned: PlannedDate) -> PlannedDateRecord:
    return PlannedDateRecord(
        date=_date(planned),
        announced=_iso(planned.announced) or "",
        reason=planned.reason,
        citation=planned.citation.number if planned.citation else None,
    )


def _track(entry: EventTrack) -> TrackRecord:
    return TrackRecord(
        slug=entry.track.slug,
        name=entry.track.name,
        round=entry.round.number if entry.round else None,
        round_label=entry.round.in_words() if entry.round else "",
    )


def related_as_published(events: Iterable[Event]) -> dict[int, EventVersion]:
    """What readers see of all that these events are related to. At most one query.

    What carried out their commitments is in it; drafts and what was withdrawn or
    merged are not.
    """
    targets = [other for event in events for other in _others(event)]
    keys = {target.number: target.pk for target in targets if target.number}
    if not keys:
        return {}
    versions = EventVersion.objects.present().filter(event_id__in=keys)
    return {keys[v.event_id]: v for v in versions.defer("csv_line")}


def _others(event: Event) -> Iterator[Event]:
    """The events its record names, as they are at the desk."""
    for relation in event.relations.all():
        yield relation.target
    for commitment in event.commitments.all():
        yield from commitment.implemented_by.all()


def _carried_out(
    commitment: Commitment, published: Published
) -> Iterator[EventVersion]:
    """What readers see of the events that carried it out, the earliest first."""
    found = [published.get(event.pk) for event in commitment.implemented_by.all()]
    yield from sorted(filter(None, found), key=lambda v: (v.order_key, v.event_id))


def _as_published(
    relations: list[EventRelation], published: Published
) -> Iterator[tuple[EventRelation, EventVersion]]:
    """Each relation with its target as readers see it.

    One to a draft is left out, and an edit of the target that is not published does
    not show: either would tell readers of what is still on the desk.
    """
    for relation in relations:
        if target := published.get(relation.target_id):
            yield relation, target


def _relations(event: Event, published: Published) -> Iterator[RelationRecord]:
    for relation, target in _as_published(list(event.relations.all()), published):
        when = target.record["date"]
        yield RelationRecord(
            kind=relation.kind,
            event_id=target.event_id,
            title=target.title,
            slug=target.slug,
            date=words(_as_date(when)),
        )


def _as_date(when: DateRecord) -> EventDate:
    return from_edtf(
        when["edtf"],
        text=when["text"],
        time_start=_clock(when["time_start"]),
        time_end=_clock(when["time_end"]),
        part_of_day=when["part_of_day"],
    )


def _clock(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _commitment(commitment: Commitment, published: Published) -> CommitmentRecord:
    beneficiary = commitment.beneficiary
    return CommitmentRecord(
        debtor=party(commitment.debtor),
        beneficiary=party(beneficiary) if beneficiary else None,
        what=commitment.what,
        due=commitment.date_text,
        status=commitment.status,
        due_edtf=commitment.edtf,
        due_earliest=_iso(commitment.start_earliest),
        due_latest=_iso(commitment.end_latest),
        implemented_by=[
            ImplementingRecord(
                event_id=done.event_id,
                title=done.title,
                slug=done.slug,
                date=words(_as_date(done.record["date"])),
            )
            for done in _carried_out(commitment, published)
        ],
    )
