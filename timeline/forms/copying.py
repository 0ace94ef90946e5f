"""What a new event takes over from another: who took part, its source, its process."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import QueryDict

from timeline.forms.dating import day_words
from timeline.forms.held import write_row
from timeline.forms.naming import Participants, Places, Tracks
from timeline.forms.rows import MOST_ROWS, row_count
from timeline.forms.submission import SECTIONS, form_data
from timeline.models.events import Event, EventTrack, Participation
from timeline.models.sources import Citation
from timeline.names import fold

LAST = 3  # events of a process that are offered
_OFF = (Event.Status.CANCELLED, Event.Status.DID_NOT_TAKE_PLACE)
Row = dict[str, str]


class LastOfProcess(NamedTuple):
    """What the last events of a process offer to the next."""

    place: str  # what to type for the place of the last one that has one
    place_name: str
    events: list[Event]  # those with participants, the last first


def last_of_process(
    text: str, *, before: date | None, apart_from: int | None = None
) -> LastOfProcess | None:
    """What the process named ``text`` offers; None when it is unclear or has no event.

    Events after the day ``before`` count only where there is none until then.
    """
    try:
        track = Tracks().find(text) if fold(text) else None
    except ValidationError:
        return None
    if track is None:
        return None
    events = _events_of(track.pk, before, apart_from)
    placed = next((event.location for event in events if event.location), None)
    attended = set(
        Participation.objects.filter(event__in=events).values_list("event", flat=True)
    )
    with_someone = [event for event in events if event.pk in attended][:LAST]
    if not placed and not with_someone:
        return None
    written = Places().texts_of([placed])[placed.pk] if placed else ""
    return LastOfProcess(written, placed.name if placed else "", with_someone)


def _events_of(track: int, before: date | None, apart_from: int | None) -> list[Event]:
    rows = EventTrack.objects.filter(track=track).exclude(event=apart_from)
    rows = rows.exclude(event__status__in=_OFF).select_related("event__location")
    latest = F("event__start_earliest").desc(nulls_last=True)
    rows = rows.order_by(latest, "-event_id")
    found = rows.filter(event__start_earliest__lte=before)[:20] if before else rows[:20]
    return [row.event for row in list(found) or list(rows[:20])]


def participant_rows(event: Event) -> list[Row]:
    """Who took part, as an editor would type it: names, roles, on whose behalf.

    Offices are left to the new event's date. Attendance and notes are of one event
    only.
    """
    parts = list(event.participations.select_related("participant", "on_behalf_of"))
    people = {part.participant for part in parts}
    people |= {part.on_behalf_of for part in parts if part.on_behalf_of}
    texts = Participants().texts_of(people) if people else {}
    return [
        {
            "participant": texts[part.participant_id],
            "role": str(part.role),
            "on_behalf_of": texts.get(part.on_behalf_of_id, ""),
        }
        for part in parts
    ]


def copy_participants(data: QueryDict, event: Event) -> tuple[int, int]:
    """Put the participants of ``event`` into the form; how many, and how many were in.

    Rows that are empty are filled first. What is there with its role is left alone.
    """
    there = {_who(row) for row in _rows(data, "participations")}
    given = participant_rows(event)
    new = [row for row in given if _who(row) not in there]
    put = sum(put_row(data, "participations", row) is not None for row in new)
    return put, len(given) - len(new)


def _who(row: Row) -> tuple[str, str]:
    return fold(row.get("participant", "")), row.get("role", "")


def _rows(data: QueryDict, section: str) -> Iterator[Row]:
    names = _boxes(section)
    for number in range(row_count(data, section)):
        yield {name: data.get(f"{section}-{number}-{name}", "") for name in names}


def _boxes(section: str) -> list[str]:
    made = next(one for one in SECTIONS if one.name == section)
    return list(made.form.base_fields)


def put_row(data: QueryDict, section: str, row: Row) -> str | None:
    """Write ``row`` into the first empty row of a section, or into a new one.

    The prefix of that row, ``participations-2``; None when there is no room.
    """
    made = next(one for one in SECTIONS if one.name == section)
    says = made.form.says_something
    said = [any(row[name].strip() for name in says) for row in _rows(data, section)]
    number = said.index(False) if False in said else len(said)
    if number >= MOST_ROWS:
        return None
    write_row(data, section, number, row)
    return f"{section}-{number}"


def another_from(event: Event, *, with_participants: bool) -> QueryDict:
    """The form of the next event of the same article: its first source, its processes.

    The words that support an event are its own: they are not taken over.
    """
    people = participant_rows(event) if with_participants else []
    return form_data(
        {"status": Event.Status.TOOK_PLACE},
        citations=[_source(citation) for citation in _first_citation(event)],
        participations=[*people],
        tracks=[
            {"track": entry.track.name, "round": entry.round and entry.round.number}
            for entry in event.tracks.select_related("track", "round")
        ],
    )


def _first_citation(event: Event) -> Any:
    return event.citations.select_related("source__outlet")[:1]


def _source(citation: Citation) -> dict[str, Any]:
    source = citation.source
    return {
        "url": source.url,
        "outlet": source.outlet.name,
        "title": source.title,
        "published": source.published and day_words(source.published),
        "accessed": citation.accessed and day_words(citation.accessed),
        "archive_url": citation.archive_url,
        "about": Citation.About.ALL,
        "stance": Citation.Stance.SUPPORTS,
    }
