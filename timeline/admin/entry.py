"""What makes entering an event quick: buttons of the form, and what scripts ask for.

Every button is a submit that changes what is typed and shows the form again, so that
it works without script; with script the same is done in place.
"""

from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from timeline.admin.lookups import first_day, may_write, what_matters
from timeline.admin.requested import key_of
from timeline.forms.context import event_named
from timeline.forms.copying import (
    LastOfProcess,
    another_from,
    copy_participants,
    last_of_process,
    participant_rows,
    put_row,
)
from timeline.forms.details import Details, details_of
from timeline.forms.recent import RECENT, events_of, recent
from timeline.forms.rows import row_count
from timeline.forms.submission import SECTIONS, EventSubmission
from timeline.models.events import Event
from timeline.names import clean

LONGEST = 300
# Where a recent name goes: a box of the form, or a section's first empty row.
PUT = {
    "participants": ("participations", "participant"),
    "outlets": ("citations-0-outlet", ""),
    "places": ("place", ""),
    "processes": ("tracks", "track"),
}


class Pressed(NamedTuple):
    """What a button did: what to say, the box to go on with, what a link told."""

    said: str
    focus: str = ""
    row: str = ""
    found: Details | None = None


def press(data: QueryDict) -> Pressed | None:
    """Do what the pressed button asks, to the boxes in ``data``; None for others."""
    for name, act in BUTTONS.items():
        if name in data:
            return act(data, str(data[name])[:LONGEST])
    return None


def _copy(data: QueryDict, key: str) -> Pressed:
    """The participants of an event: of a button's, or of the one that is named."""
    text = clean(data.get("_copy_from", "")[:LONGEST])
    try:
        event = _event(key, text)
    except ValidationError as error:
        return Pressed(" ".join(error.messages), "_copy_from")
    put, there = copy_participants(data, event)
    data["_copy_from"] = ""
    return Pressed(_copied(event, put, there), "participations-0-participant")


def _event(key: str, text: str) -> Event:
    """Raises ValidationError."""
    if not key and not text:
        raise ValidationError("Write the title or the number of an event to copy from.")
    if not key:
        return event_named(text)
    found = Event.objects.filter(pk=key_of(key) or 0).first()
    if found is None:
        raise ValidationError("That event is not there any more.")
    return found


def _copied(event: Event, put: int, there: int) -> str:
    rows = "1 participant" if put == 1 else f"{put} participants"
    said = f"{rows} copied from “{event}”, without offices and attendance."
    return f"{said} {there} were there already." if there else said


def _details(data: QueryDict, row: str) -> Pressed:
    """What the link of a citation tells, into the boxes that are empty."""
    number = key_of(row.removeprefix("citations-"))
    if number is None or number >= row_count(data, "citations"):
        return Pressed("That source is not there any more.")
    row = f"citations-{number}"
    found = details_of(data.get(f"{row}-url", ""), today=date.today())
    for name, text in found.boxes.items():
        if not data.get(f"{row}-{name}", "").strip():
            data[f"{row}-{name}"] = text
    if not found.said:
        return Pressed("Write the link to the article first.", f"{row}-url")
    return Pressed("", f"{row}-quote", row, found)


def _take(data: QueryDict, text: str) -> Pressed | None:
    """A recent name into its box: the button says ``places=Istanbul``."""
    what, found, name = text.partition("=")
    if not found or what not in PUT:
        return None
    place, box = PUT[what]
    if not box:
        data[place] = name
        return Pressed("", place)
    row = put_row(data, place, {box: name})
    return Pressed("", f"{row}-{box}") if row else None


def _add(data: QueryDict, section: str) -> Pressed | None:
    """The new row goes on with the role before it; its first box has the focus."""
    made = next((one for one in SECTIONS if one.name == section), None)
    if made is None:
        return None
    count = row_count(data, section)
    if section == "participations" and count:
        before = data.get(f"{section}-{count - 1}-role", "")
        data[f"{section}-{count}-role"] = before
    return Pressed("", f"{section}-{count}-{next(iter(made.form.base_fields))}")


def _use(data: QueryDict, text: str) -> Pressed:
    return Pressed("", text.partition("=")[0])


BUTTONS = {
    "_copy": _copy,
    "_details": _details,
    "_take": _take,
    "_add": _add,
    "_use": _use,
}


def show(request: HttpRequest, submission: EventSubmission, pressed: Pressed) -> None:
    """Say what the button did and give the focus to where one goes on."""
    if pressed.said:
        messages.info(request, pressed.said)
    for form in _forms(submission):
        if pressed.found and form.prefix == pressed.row:
            form.found = pressed.found
        for name, field in form.fields.items():
            if form.add_prefix(name) == pressed.focus:
                field.widget.attrs["autofocus"] = True


def _forms(submission: EventSubmission) -> list[Any]:
    rows = (row for made in submission.sections.values() for row in made.forms)
    return [submission.form, *rows]


# Opening the form.
def opened(request: HttpRequest, event: Event | None) -> EventSubmission:
    """The form as it opens: of an event, of a new one, or the next of an article."""
    if event is None and (before := _before(request)):
        with_participants = request.GET.get("who") == "1"
        data = another_from(before, with_participants=with_participants)
        empty = [one.name for one in SECTIONS if not row_count(data, one.name)]
        more = dict.fromkeys(empty, 1) | {"participations": 1}
        submission = EventSubmission(data, user=request.user, more=more)
        submission.hush()
        show(request, submission, Pressed("", "citations-0-quote"))
        return submission
    whole = Event.objects.whole().get(pk=event.pk) if event else None
    submission = EventSubmission(instance=whole, user=request.user)
    if whole:
        submission.remember_opening()
    if event is None:
        show(request, submission, Pressed("", "citations-0-url"))
    return submission


def _before(request: HttpRequest) -> Event | None:
    key = key_of(request.GET.get("from", ""))
    return Event.objects.filter(pk=key).first() if key else None


def next_place(request: HttpRequest, event: Event) -> str:
    """Where the editor goes on after saving."""
    if "_another" not in request.POST:
        return reverse("admin:timeline_event_change", args=[event.pk])
    query = {"from": event.pk}
    if "_keep_who" in request.POST:
        query["who"] = 1
    return f"{reverse('admin:timeline_event_add')}?{urlencode(query)}"


def entry_context(
    request: HttpRequest, submission: EventSubmission, event: Event | None
) -> dict[str, Any]:
    """What the template of the form shows besides the boxes."""
    keys = events_of(request.user)
    return {
        "recent": {what: recent(what, keys) for what in RECENT},
        "last": _last(submission, event),
        "copy_from": submission.form.data.get("_copy_from", ""),
    }


def _last(submission: EventSubmission, event: Event | None) -> LastOfProcess | None:
    """What the process offers, as far as its boxes are empty."""
    rows = submission.sections["tracks"].forms
    named = next((text for row in rows if (text := _value(row, "track"))), "")
    day = first_day(_value(submission.form, "date"))
    key = event.pk if event else None
    last = last_of_process(named, before=day, apart_from=key) if named else None
    if last and _value(submission.form, "place"):
        last = last._replace(place="")
    parts = submission.sections["participations"].forms
    if last and any(_value(row, "participant") for row in parts):
        last = last._replace(events=[])
    return last


def _value(form: Any, box: str) -> str:
    return str(form[box].value() or "").strip()


# What scripts ask for.
@require_GET
@may_write
def source_details(request: HttpRequest) -> JsonResponse:
    """What a link tells: the boxes to fill, and the lines the form shows."""
    row = f"citations-{key_of(request.GET.get('row', '')) or 0}"
    found = details_of(request.GET.get("url", ""), today=date.today())
    lines = render_to_string(
        "admin/timeline/event/_details.html", {"found": found, "prefix": row}, request
    )
    return JsonResponse({"boxes": found.boxes, "lines": lines})


@require_GET
@may_write
def process_offers(request: HttpRequest) -> HttpResponse:
    """What the last events of a process offer, as the buttons of the form."""
    text = what_matters(request.GET.get("process", ""))
    last = last_of_process(
        text,
        before=first_day(request.GET.get("on", "")),
        apart_from=key_of(request.GET.get("event", "")),
    )
    return render(request, "admin/timeline/event/_last.html", {"last": last})


@require_GET
@may_write
def participants_of(request: HttpRequest) -> JsonResponse:
    """The rows to copy from the event with this ``key``, or ``named`` so."""
    named = clean(request.GET.get("named", "")[:LONGEST])
    try:
        event = _event(request.GET.get("key", ""), named)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)})
    return JsonResponse({"title": str(event), "rows": participant_rows(event)})


def urls(inside: Any) -> list[URLPattern]:
    """The addresses that scripts of the form ask."""
    return [
        path("source-details/", inside(source_details), name="timeline_source_details"),
        path("process-offers/", inside(process_offers), name="timeline_process_offers"),
        path(
            "participants-of/", inside(participants_of), name="timeline_participants_of"
        ),
    ]
