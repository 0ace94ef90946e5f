"""Thousands of published events that all show one participant, made quickly.

Rows are written in bulk and published together through the gate.
"""

from datetime import date, timedelta

from tests import cast
from timeline.dates import read_date
from timeline.models.codes import EventType
from timeline.models.events import Event, EventTrack, Participation
from timeline.models.participants import Participant
from timeline.models.sources import Citation, Source
from timeline.publishing import publish_many

FIRST_DAY = date(1995, 1, 1)


def events_of(someone: Participant, size: int) -> list[Event]:
    """``size`` published events with ``someone`` among three who take part."""
    kind = EventType.objects.get(slug="visit")
    places = (cast.istanbul(), cast.ankara(), cast.antalya())
    made = []
    for number in range(size):
        event = Event(
            title=f"Envoys meet for the {number}th time in as many days",
            summary=f"Meeting {number} was about the exchange of prisoners. " * 3,
            type=kind,
            location=places[number % 3],
        )
        day = FIRST_DAY + timedelta(days=number)
        event.set_date(read_date(f"{day.day} {day:%B} {day.year}"))
        made.append(event)
    made = Event.objects.bulk_create(made, batch_size=500)
    _take_part(made, someone)
    _cite(made)
    track = cast.istanbul_track()
    EventTrack.objects.bulk_create(EventTrack(event=e, track=track) for e in made)
    publish_many(made, editor="editor", reason="Entered")
    return made


def _take_part(events: list[Event], someone: Participant) -> None:
    others = (cast.ukraine(), cast.rubio(), cast.medinsky(), cast.umerov())
    Participation.objects.bulk_create(
        Participation(event=event, participant=who, role=role, position=position)
        for number, event in enumerate(events)
        for position, (who, role) in enumerate(
            [
                (someone, "party"),
                (others[number % 4], "party"),
                (cast.nato(), "observer"),
            ]
        )
    )


def _cite(events: list[Event]) -> None:
    outlets = (cast.reuters(), cast.tass())
    sources = Source.objects.bulk_create(
        Source(
            slug=f"report-{event.pk}-{n}",
            outlet=outlet,
            title=f"Report {event.pk}",
            url=f"https://news.example/{event.pk}/{n}",
            published=event.start_earliest,
        )
        for event in events
        for n, outlet in enumerate(outlets)
    )
    Citation.objects.bulk_create(
        Citation(
            event=events[at // 2],
            source=source,
            number=at % 2 + 1,
            quote="“We are ready to go on,” the envoy said after the meeting.",
        )
        for at, source in enumerate(sources)
    )
