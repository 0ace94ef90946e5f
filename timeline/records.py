"""An event at the desk -> the record readers get, and what finds it.

Pure reading: nothing here writes, and nothing knows a format. Give events from
``Event.objects.whole()`` and a record costs no query beyond the sides of its
participants and the larger places of its location.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import cast

from timeline import claims
from timeline.dates import EventDate, from_edtf, words
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
    EventTrack,
    Participation,
    PlannedDate,
)
from timeline.models.locations import Location
from timeline.models.naming import names_by_language
from timeline.models.participants import Participant
from timeline.models.sources import Citation
from timeline.ordering import day_position
from timeline.related import (
    Published,
    as_published,
    carried_out,
    related_as_published,
)

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


def _relations(event: Event, published: Published) -> Iterator[RelationRecord]:
    for relation, target in as_published(list(event.relations.all()), published):
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
            for done in carried_out(commitment, published)
        ],
    )
