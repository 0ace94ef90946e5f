"""The page of one event, its short address, and its fixed versions."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from timeline.eventrecord import TrackRecord
from timeline.models.versions import EventVersion, PublicRecord, VersionTerm
from timeline.presentation.account import account_of
from timeline.presentation.cites import cited_version, styled
from timeline.presentation.dots import dots_of
from timeline.presentation.linked import linked_data
from timeline.presentation.marks import day_words, event_date
from timeline.presentation.rows import path_of
from timeline.presentation.saying import date_words
from timeline.views.answer import answer, published

D = VersionTerm.Dimension
Neighbour = tuple[str, str, str]  # address, title, date
MOST_RELATED = 50
MOST_DOTS = 60  # on each side of the event
DOT_COLUMNS = (
    "event_id",
    "slug",
    "title",
    "order_key",
    "family",
    "shown_status",
    "start_earliest",
    "start_latest",
    "end_latest",
)
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
        "changes": reverse("timeline:about-chapter", args=["changes"]),
    }
    return answer(request, "timeline/event_gone.html", context, status=410)


def _page(version: EventVersion) -> dict[str, Any]:
    """What the page shows. At most six queries beyond the version's."""
    account = account_of(version, _related_from(version), today=timezone.localdate())
    track = account.record["tracks"][0] if account.record["tracks"] else None
    cited = cited_version(version)
    return {
        "account": account,
        "record": account.record,
        "version": version,
        "fixed": False,
        "track": account.tracks[0] if account.tracks else None,
        "round": track["round"] if track else None,
        "cited": cited,
        "styles": styled(cited, version),
        "linked_data": linked_data(version),
        **_around(version, track),
    }


def _related_from(version: EventVersion) -> list[VersionTerm]:
    """The relations of other present events to this one."""
    terms = VersionTerm.objects.filter(
        dimension=D.RELATION, value=str(version.event_id), present=True
    )
    terms = terms.exclude(role="").select_related("version")
    return list(terms.order_by("order_key", "pk")[:MOST_RELATED])


def _around(version: EventVersion, track: TrackRecord | None) -> dict[str, Any]:
    """The events before and after, in the same process when it has one."""
    if track is None:
        before, after = _beside(version)
        return {"before": before, "after": after, "dots": None}
    earlier, later = _earlier(version, track["slug"]), _later(version, track["slug"])
    beside = [v.pk for v in (*earlier[-1:], *later[:1])]
    whole = EventVersion.objects.defer("csv_line").in_bulk(beside)
    shown = [*earlier, version, *later]
    complete = max(len(earlier), len(later)) < MOST_DOTS
    return {
        "before": _neighbour(whole[earlier[-1].pk]) if earlier else None,
        "after": _neighbour(whole[later[0].pk]) if later else None,
        "dots": dots_of(shown, version.event_id, track["name"], complete=complete),
    }


def _beside(
    version: EventVersion,
) -> tuple[Neighbour | None, Neighbour | None]:
    """The events before and after in the whole chronology."""
    key, number = version.order_key, version.event_id
    present = EventVersion.objects.present().defer("csv_line").exclude(event_id=number)
    before = present.filter(order_key__lte=key)
    before = before.exclude(order_key=key, event_id__gt=number).newest_first()
    after = present.filter(order_key__gte=key)
    after = after.exclude(order_key=key, event_id__lt=number).chronological()
    return _neighbour(before.first()), _neighbour(after.first())


def _earlier(version: EventVersion, process: str) -> list[EventVersion]:
    """Up to MOST_DOTS events of a process before this one, oldest first."""
    key, number = version.order_key, version.event_id
    same = Q(order_key=key, version__event_id__gte=number)
    terms = _of_process(version, process).filter(order_key__lte=key).exclude(same)
    return _nearest(terms.order_by("-order_key", "-version__event_id"))


def _later(version: EventVersion, process: str) -> list[EventVersion]:
    """Up to MOST_DOTS events of a process after this one, oldest first."""
    key, number = version.order_key, version.event_id
    same = Q(order_key=key, version__event_id__lte=number)
    terms = _of_process(version, process).filter(order_key__gte=key).exclude(same)
    return _nearest(terms.order_by("order_key", "version__event_id"))


def _of_process(version: EventVersion, process: str) -> QuerySet[VersionTerm]:
    """The terms of the other events of a process; their index is in their order."""
    terms = VersionTerm.objects.filter(
        dimension=D.PROCESS, value=process, role="", present=True
    )
    return terms.exclude(version__event_id=version.event_id)


def _nearest(terms: QuerySet[VersionTerm]) -> list[EventVersion]:
    """The versions of the first terms, with what a dot needs, oldest first."""
    first = list(terms.values_list("version", flat=True)[:MOST_DOTS])
    found = EventVersion.objects.filter(pk__in=first, change__in=EventVersion.SHOWN)
    return list(found.only(*DOT_COLUMNS).chronological())


def _neighbour(version: EventVersion | None) -> Neighbour | None:
    """Address, title and date of an event, for a link."""
    if version is None:
        return None
    when = date_words(event_date(version.record["date"]))
    return path_of(version), version.title, when
