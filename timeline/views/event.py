"""The page of one event, its short address, and its fixed versions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from timeline.models.versions import EventVersion, PublicRecord
from timeline.presentation.eventpage import event_page
from timeline.presentation.marks import day_words
from timeline.presentation.rows import path_of
from timeline.views.answer import answer, published

NOT_HERE = "There is no event here."


@published
def event(
    request: HttpRequest, number: int, slug: str, *, public: PublicRecord
) -> HttpResponse:
    """One event as it stands.

    301 to the address with the present title and to the event it was merged into,
    410 with the reason when it was withdrawn.
    """
    version = _present(number)
    if ended := _ended(request, version):
        return ended
    if slug != version.slug:
        return redirect(address_of(version), permanent=True)
    return answer(request, "timeline/event.html", event_page(version))


@published
def event_short(
    request: HttpRequest, number: int, *, public: PublicRecord
) -> HttpResponse:
    """The short permanent address: 301 to the long one."""
    version = _present(number)
    return _ended(request, version) or redirect(address_of(version), permanent=True)


@published
def event_version(
    request: HttpRequest, number: int, version: int, *, public: PublicRecord
) -> HttpResponse:
    """A fixed version, with a note and a link to how the event stands now.

    410 when the event was withdrawn since: what it said may have to stay unsaid.
    """
    present = _present(number)
    if present.change == EventVersion.Change.WITHDRAWN:
        return _gone(request, present)
    fixed = EventVersion.objects.filter(event_id=number, number=version).first()
    if fixed is None:
        raise Http404(f"Event {number} has no version {version}.")
    if fixed.change not in EventVersion.SHOWN:
        return redirect(reverse("timeline:event-short", args=[number]))
    context = event_page(fixed) | {"fixed": True, "present": path_of(present)}
    return answer(request, "timeline/event.html", context)


def address_of(version: EventVersion) -> str:
    return reverse("timeline:event", args=[version.event_id, version.slug])


def _present(number: int) -> EventVersion:
    """The version that stands, whatever it says. Raises Http404."""
    found = EventVersion.objects.filter(event_id=number, superseded_at__isnull=True)
    version = found.first()
    if version is None:
        raise Http404(NOT_HERE)
    return version


def _ended(request: HttpRequest, version: EventVersion) -> HttpResponse | None:
    """The answer for an event that is no longer shown, else None."""
    if version.change == EventVersion.Change.WITHDRAWN:
        return _gone(request, version)
    if version.change == EventVersion.Change.MERGED and version.merged_into:
        into = reverse("timeline:event-short", args=[version.merged_into])
        return redirect(into, permanent=True)
    return None


def _gone(request: HttpRequest, version: EventVersion) -> HttpResponse:
    context = {
        "reason": version.reason,
        "removed": day_words(version.recorded_at.date()),
        "number": version.event_id,
        "changes": reverse("timeline:about-chapter", args=["changes"]),
    }
    return answer(request, "timeline/event_gone.html", context, status=410)
