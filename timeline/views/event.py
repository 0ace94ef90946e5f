"""The page of one event, its short address, and its fixed versions."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from timeline.dates import words
from timeline.models.versions import EventVersion, PublicRecord, VersionTerm
from timeline.presentation.account import account_of, dots_of
from timeline.presentation.marks import day_words, event_date
from timeline.presentation.rows import path_of
from timeline.views.answer import answer, published

D = VersionTerm.Dimension
MOST_RELATED = 50
MOST_DOTS = 200
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
    return answer(request, "timeline/event.html", _page(version))


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
    context = _page(fixed) | {"fixed": True, "present": path_of(present)}
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
    }
    return answer(request, "timeline/event_gone.html", context, status=410)


def _page(version: EventVersion) -> dict[str, Any]:
    """What the page shows. Three queries beyond the version's."""
    account = account_of(version, _related_from(version))
    tracks = account.record["tracks"]
    track = tracks[0] if tracks else None
    return {
        "account": account,
        "record": account.record,
        "version": version,
        "fixed": False,
        "track": track,
        **_around(version, track),
    }


def _related_from(version: EventVersion) -> list[VersionTerm]:
    """The relations of other present events to this one."""
    terms = VersionTerm.objects.filter(
        dimension=D.RELATION, value=str(version.event_id), present=True
    )
    terms = terms.exclude(role="").select_related("version")
    return list(terms.order_by("order_key", "pk")[:MOST_RELATED])


def _around(version: EventVersion, track: Any) -> dict[str, Any]:
    """The events before and after, in the same process when it has one."""
    present = EventVersion.objects.present().defer("csv_line")
    if track:
        present = present.with_term(D.PROCESS, [track["slug"]])
    key, number = version.order_key, version.event_id
    before = present.exclude(event_id=number).filter(order_key__lte=key)
    after = present.exclude(event_id=number).filter(order_key__gte=key)
    before = before.exclude(order_key=key, event_id__gt=number).newest_first()
    after = after.exclude(order_key=key, event_id__lt=number).chronological()
    return {
        "before": _neighbour(before.first()),
        "after": _neighbour(after.first()),
        "dots": _dots(version, track),
    }


def _neighbour(version: EventVersion | None) -> tuple[str, str, str] | None:
    """Address, title and date of an event, for a link."""
    if version is None:
        return None
    when = words(event_date(version.record["date"]))
    return path_of(version), version.title, when


def _dots(version: EventVersion, track: Any) -> Any:
    if not track:
        return None
    present = EventVersion.objects.present().with_term(D.PROCESS, [track["slug"]])
    columns = present.only("event_id", "order_key", "family", "shown_status")
    shown = list(columns.chronological()[:MOST_DOTS])
    return dots_of(shown, version.event_id, track["name"])
