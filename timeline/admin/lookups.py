"""What the boxes of the event form suggest while an editor types. Staff only."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from timeline.admin.axis import axis_of
from timeline.admin.event_page import reading_mark
from timeline.admin.standing import note_of, understood
from timeline.claims import Told
from timeline.codelists.tables import FAMILIES
from timeline.dates import DateError, read_date
from timeline.forms.context import event_text
from timeline.forms.copying import last_of_process
from timeline.forms.dating import reading_of
from timeline.forms.naming import Outlets, Participants, Places, Tracks
from timeline.forms.recent import events_of, recent
from timeline.models.events import Event
from timeline.models.locations import Location
from timeline.names import clean, fold

LONGEST = 100
_CLAIM_BOXES = ("about", "states", "date", "place")
MOST = 20
Suggestion = dict[str, str]

may_write = permission_required(
    "timeline.view_event", raise_exception=True
)  # signed-in staff is checked by admin_view


def suggest_participants(text: str, day: date | None) -> Iterable[Suggestion]:
    shelf = Participants()
    found = shelf.suggest(text, MOST)
    prefetch_related_objects(found, "tenures")
    written = shelf.texts_of(found)
    for one in found:
        office = one.office_on(day or date.today())
        detail = [_matched(one, text), office or shelf.label(one)]
        yield _suggestion(written[one.pk], one.name, detail)


def suggest_places(text: str, day: date | None) -> Iterable[Suggestion]:
    shelf = Places()
    found = shelf.suggest(text, MOST)
    written = shelf.texts_of(found)
    for one in found:
        detail = [_matched(one, text), shelf.label(one)]
        yield _suggestion(written[one.pk], one.name, detail)


def suggest_outlets(text: str, day: date | None) -> Iterable[Suggestion]:
    for one in Outlets().suggest(text, MOST):
        yield _suggestion(one.name, one.name, [one.get_kind_display()])


def suggest_processes(text: str, day: date | None) -> Iterable[Suggestion]:
    for one in Tracks().suggest(text, MOST):
        yield _suggestion(one.name, one.name, [])


def suggest_events(text: str, day: date | None) -> Iterable[Suggestion]:
    wanted = Q(title__icontains=text)
    if text.isascii() and text.isdigit():
        wanted |= Q(number=int(text[:15]))
    for one in Event.objects.filter(wanted).order_by("-start_earliest")[:MOST]:
        yield _suggestion(event_text(one), one.title, [one.date_text])


LOOKUPS: dict[str, Callable[[str, date | None], Iterable[Suggestion]]] = {
    "participants": suggest_participants,
    "places": suggest_places,
    "outlets": suggest_outlets,
    "processes": suggest_processes,
    "events": suggest_events,
}


def _suggestion(text: str, label: str, detail: list[str]) -> Suggestion:
    return {"text": text, "label": label, "detail": ", ".join(filter(None, detail))}


def _matched(one: Any, text: str) -> str:
    """The other spelling that was found, when the shown name does not show why."""
    words = fold(text).split()
    shown = fold(one.name)
    if all(word in shown for word in words):
        return ""
    for spelling in one.names.all():
        if all(word in spelling.folded for word in words):
            return str(spelling.name)
    return ""


@require_GET
@may_write
def lookup(request: HttpRequest, what: str) -> JsonResponse:
    """At most :data:`MOST` suggestions for ``q``; offices as held ``on`` a day."""
    find = LOOKUPS.get(what)
    if find is None:
        return JsonResponse({"error": "No such lookup."}, status=404)
    text = what_matters(request.GET.get("q", ""))
    day = first_day(request.GET.get("on", ""))
    if fold(text):
        return JsonResponse({"results": list(find(text, day))})
    process = what_matters(request.GET.get("process", ""))
    return JsonResponse({"results": list(_lately(what, request.user, process, day))})


def what_matters(text: str) -> str:
    """What is looked up of a text that anyone may have written."""
    return clean(text[:LONGEST])


def _lately(
    what: str, user: Any, process: str, day: date | None
) -> Iterable[Suggestion]:
    """What an empty box suggests: what this editor used last.

    A place starts with that of the last event of the process.
    """
    last = last_of_process(process, before=day) if what == "places" else None
    if last and last.place:
        yield _suggestion(last.place, last.place_name, ["as the last event of it"])
    for text, name in recent(what, events_of(user)):
        if not last or text != last.place:
            yield _suggestion(text, name, ["used lately"])


def first_day(text: str) -> date | None:
    """The first day of what is typed in the date box, when it is understood."""
    try:
        read = read_date(text[:200])
    except DateError:
        return None
    return read.start_earliest or read.end_latest


@require_GET
@may_write
def claim_reading(request: HttpRequest) -> HttpResponse:
    """How what a source states stands to the date and the place that are typed."""
    asked = {name: request.GET.get(name, "")[:300] for name in _CLAIM_BOXES}
    told = Told(understood(asked["date"]), _place_named(asked["place"]), [])
    note = note_of(asked["about"], asked["states"], told)
    return render(request, "admin/timeline/event/_claim_note.html", {"note": note})


def _place_named(text: str) -> Location | None:
    try:
        return Places().find(clean(text)) if fold(text) else None
    except ValidationError:
        return None


@require_GET
@may_write
def date_reading(request: HttpRequest) -> HttpResponse:
    """How a typed date is understood: the same lines the form shows on save."""
    text = request.GET.get("text", "")[:200]
    family = request.GET.get("family", "")
    written = first_day(request.GET.get("written", ""))
    reading = reading_of(text, written=written) if text.strip() else None
    known = family in {one.slug for one in FAMILIES}
    context = {
        "reading": reading,
        "axis": axis_of(text) if reading else None,
        "reading_mark": reading_mark(reading, family if known else "other"),
    }
    return render(request, "admin/timeline/event/_reading.html", context)
