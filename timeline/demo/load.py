"""The demo chronology, entered through the editors' own forms and gate.

Every participant, place, outlet, process and event of ``*.json`` beside this module
passes the form an editor would fill in; nothing is written to the public record but
by publishing. Needs the gazetteer.
"""

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from timeline import publishing
from timeline.forms.desk import (
    LocationForm,
    LocationNameForm,
    OutletForm,
    ParticipantForm,
    ParticipantNameForm,
    TenureForm,
    TrackForm,
)
from timeline.forms.naming import Participants, Places
from timeline.forms.saving import take_over
from timeline.forms.submission import EventSubmission, form_data
from timeline.models.events import Event
from timeline.models.locations import Location, LocationName
from timeline.models.participants import Participant, ParticipantName, Tenure
from timeline.models.sources import Outlet
from timeline.models.tracks import Round, Track
from timeline.search import take_stock

Entry = dict[str, Any]
Rows = dict[str, list[Mapping[str, Any]]]
REASON = "Demo chronology"
_PRECISION = {4: "year", 7: "month", 10: "day"}
_FIRST = {4: "-01-01", 7: "-01", 10: ""}
_LAST = {4: "-12-31", 10: ""}


class DemoError(ValueError):
    """An entry that the forms refuse; the message names the entry and why."""


@transaction.atomic
def load_demo(editor: AbstractBaseUser) -> int:
    """Enter and publish the demo once; returns how many events it published.

    Does nothing when the desk has an event already. Raises :class:`DemoError`.
    """
    if Event.objects.exists():
        return 0
    _load_participants()
    _load_places()
    for row in _entries("outlets"):
        _load_named(OutletForm, Outlet(), row, country=_country(row["country"]))
    for row in _entries("tracks"):
        _load_track(row)
    events = _load_events(editor)
    take_stock()
    return len(events)


def _entries(stem: str) -> Iterator[Entry]:
    """The entries of every file whose name starts with ``stem``, in file order."""
    folder = files("timeline.demo")
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.startswith(stem) and file.name.endswith(".json"):
            yield from json.loads(file.read_text(encoding="utf-8"))


def _accepted(form: forms.ModelForm, entry: str) -> Any:
    """The saved object of a form, or an error that says what it refused."""
    if not form.is_valid():
        raise DemoError(f"{entry}: {form.errors.as_text()}")
    return form.save()


def _load_named(form: type[forms.ModelForm], made: Any, row: Entry, **more: Any) -> Any:
    return _accepted(form({**row, **more}, instance=made), row["name"])


def _country(name: str) -> str:
    """A country as a place is found by its own name, "Georgia" too."""
    places = Location.objects.filter(kind=Location.Kind.COUNTRY).spelled(name)
    found = places.first() if name else None
    return found.name if found else ""


# Who and where


def _load_participants() -> None:
    rows = list(_entries("participants"))
    waiting = [row for row in rows if not _known(row["name"])]
    while waiting:
        ready = [row for row in waiting if _known(row["acts_for"])]
        if not ready:
            names = ", ".join(row["acts_for"] for row in waiting)
            raise DemoError(f"Nobody is called: {names}")
        for row in ready:
            _load_participant(row)
        waiting = [row for row in waiting if row not in ready]


def _known(name: str) -> bool:
    return not name or bool(Participants().matches(name))


def _load_participant(row: Entry) -> None:
    made: Participant = _load_named(ParticipantForm, Participant(), row)
    _spell(ParticipantNameForm, ParticipantName, "participant", made, row["names"])
    for tenure in row["tenures"]:
        start, end = tenure["start"], tenure["end"]
        data = {
            "office": tenure["office"],
            "organisation": tenure["for"],
            "start": start + _FIRST.get(len(start), ""),
            "start_precision": _PRECISION.get(len(start), "day"),
            "end": _last_day(end),
            "end_precision": _PRECISION.get(len(end), "day"),
        }
        form = TenureForm(data, instance=Tenure(person=made))
        _accepted(form, f"{made.name}, {tenure['office']}")


def _last_day(text: str) -> str:
    """The last possible day of a year, a month or a day."""
    if len(text) == 7:
        year, month = map(int, text.split("-"))
        last = (31, 29 if _is_leap(year) else 28, 31, 30, 31, 30)
        rest = (31, 31, 30, 31, 30, 31)
        return f"{text}-{(last + rest)[month - 1]}"
    return text + _LAST.get(len(text), "")


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _load_places() -> None:
    for row in _entries("places"):
        if Places().matches(row["name"]):
            continue
        data = {**row, "parent": row["in"], "geo_precision": "place"}
        made = _load_named(LocationForm, Location(), data)
        _spell(LocationNameForm, LocationName, "location", made, row["names"])


def _spell(form: Any, model: Any, owner: str, made: Any, names: list[Entry]) -> None:
    """The shown name and the other spellings, each once."""
    shown = {"name": made.name, "language": "en", "kind": "preferred"}
    seen = set()
    for row in [shown, *names]:
        key = (row["name"], row["language"])
        if key not in seen:
            seen.add(key)
            _accepted(form(row, instance=model(**{owner: made})), made.name)


def _load_track(row: Entry) -> None:
    made: Track = _load_named(TrackForm, Track(slug=row["slug"]), row)
    Round.objects.bulk_create(
        Round(track=made, number=r["number"], label=r["label"]) for r in row["rounds"]
    )


# What happened


def _load_events(editor: AbstractBaseUser) -> list[Event]:
    """Enter all as drafts, so that a tie finds both its ends; then publish each."""
    rows = {row["key"]: row for row in _entries("events")}
    owed = list(_entries("commitments"))
    made = {key: _save(row, _rows(row), Event(), editor) for key, row in rows.items()}
    for key, row in rows.items():
        ties: Rows = {
            **_rows(row),
            "relations": _relations(row, rows),
            "commitments": [_owed(c) for c in owed if c["agreed_in"] == key],
        }
        made[key] = _save(row, ties, made[key], editor, publish=True)
    for key in dict.fromkeys(c["agreed_in"] for c in owed):
        done: list[Mapping[str, Any]] = [
            _owed(c, made) for c in owed if c["agreed_in"] == key
        ]
        ties = {
            **_rows(rows[key]),
            "relations": _relations(rows[key], rows),
            "commitments": done,
        }
        _save(rows[key], ties, made[key], editor, publish=True)
    return list(made.values())


def _relations(row: Entry, rows: dict[str, Entry]) -> list[Mapping[str, Any]]:
    return [
        {"kind": r["kind"], "target": rows[r["to"]]["title"]} for r in row["relations"]
    ]


def _owed(row: Entry, made: dict[str, Event] | None = None) -> Entry:
    """A commitment's row; with the events made, what carried it out."""
    names = ("debtor", "beneficiary", "what", "due", "status")
    done = [str(made[key].number) for key in row["implemented_by"]] if made else []
    return {name: row[name] for name in names} | {"implemented_by": ", ".join(done)}


def _save(
    row: Entry,
    rows: Rows,
    event: Event,
    editor: AbstractBaseUser,
    *,
    publish: bool = False,
) -> Event:
    """Put an entry through the editors' form, and the gate.

    The demo is nobody's own text: it needs no review where others do.
    """
    boxes = _boxes(row) | {"reason": REASON}
    submission = EventSubmission(
        form_data(boxes, **rows),
        instance=event if event.pk else None,
        user=editor,
    )
    if not submission.is_valid():
        faults = "; ".join(f"{f.field} {f.sentence}" for f in submission.errors)
        raise DemoError(f"{row['key']}: {faults}")
    event = submission.save()
    if publish:
        publishing.publish(event, editor=editor.get_username(), reason=REASON)
        take_over([event])
    return event


def _boxes(row: Entry) -> Entry:
    names = ("title", "type", "status", "date", "place", "format", "summary", "topics")
    return {name: row[name] for name in names} | {"key": row["key_event"]}


def _rows(row: Entry) -> Rows:
    return {
        "citations": row["citations"],
        "participations": row["participations"],
        "tracks": row["tracks"],
        "planned_dates": row["planned_dates"],
    }
