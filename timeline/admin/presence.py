"""Who else has an event open: said on opening, kept up by a small script, in the list.

A hint only. When the database is busy it is left out: no page waits for it.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.db import DatabaseError, transaction
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from timeline.models.events import Event
from timeline.models.presence import Presence
from timeline.search import impatient

PATIENCE = 0.1  # seconds a page waits to write that it is open


def presence_urls(site: admin.AdminSite) -> list[URLPattern]:
    inside = site.admin_view(require_POST(presence))
    return [path("<int:number>/presence/", inside, name="timeline_event_presence")]


def presence(request: HttpRequest, number: int) -> JsonResponse:
    """A sign of life of an open page, or that it was left; says who else is there."""
    if not request.user.has_perm("timeline.change_event"):
        return JsonResponse({"words": ""}, status=403)
    if not Event.objects.filter(pk=number).exists():
        return JsonResponse({"words": ""}, status=404)
    now, editor = timezone.now(), int(request.user.pk or 0)
    if "leave" in request.POST:
        _write(Presence.leave, number, editor)
    else:
        _write(Presence.live, number, editor, at=now)
    return JsonResponse({"words": words(others_at([number], editor).get(number, []))})


def opened(request: HttpRequest, number: int) -> str:
    """Remember that this editor opened the event; says who else has it open."""
    if request.user.has_perm("timeline.change_event"):
        _write(Presence.open, number, int(request.user.pk or 0), at=timezone.now())
    return words(others_at([number], request.user.pk).get(number, []))


def words(present: Iterable[Presence]) -> str:
    """``Nora has this open since 10:42 UTC.``; empty when nobody has."""
    return "".join(f"{one}. " for one in present).strip()


def others_at(events: list[int], editor: Any) -> dict[int, list[Presence]]:
    return Presence.others(events, editor, at=timezone.now())


def _write(write: Callable[..., None], *args: Any, **more: Any) -> None:
    """Write it; never mind when somebody else writes for long."""
    try:
        with impatient(PATIENCE), transaction.atomic():
            write(*args, **more)
    except DatabaseError:
        pass


def list_presence(changelist: Any, request: HttpRequest) -> None:
    """Give every event of a page of the list who else has it open. One query."""
    events = list(changelist.result_list)
    found = others_at([event.pk for event in events], request.user.pk)
    for event in events:
        event.open_by = words(found.get(event.pk, []))
    changelist.result_list = events
