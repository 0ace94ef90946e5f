"""The page of one event, its short address, and its fixed versions."""

from datetime import datetime
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from timeline.dates import moment_words
from timeline.models.versions import EventVersion, PublicRecord
from timeline.presentation.eventpage import event_page
from timeline.presentation.marks import day_words
from timeline.presentation.moments import Past, and_moment, past_of
from timeline.presentation.rows import path_of
from timeline.presentation.sharing import joined
from timeline.selection import Problem
from timeline.selection.wording import language
from timeline.views.answer import answer, published
from timeline.views.listing import moment_of, read

NOT_HERE = "There is no event here."


@published
def event(
    request: HttpRequest, number: int, slug: str, *, public: PublicRecord
) -> HttpResponse:
    """One event as it stands, or stood at the moment ``as_of``.

    301 to the address with the title and to the event it was merged into, 410 with
    the reason when it was withdrawn, whatever the moment.
    """
    found = _standing(request, number)
    if isinstance(found, HttpResponse):
        return found
    if slug != found.version.slug:
        return redirect(found.address, permanent=True)
    context = event_page(found.version, found.at)
    context |= {"past": found.past, "problems": found.problems}
    return answer(request, "timeline/event.html", context)


@published
def event_short(
    request: HttpRequest, number: int, *, public: PublicRecord
) -> HttpResponse:
    """The short permanent address: 301 to the long one."""
    found = _standing(request, number)
    if isinstance(found, HttpResponse):
        return found
    return redirect(found.address, permanent=True)


@published
def event_version(
    request: HttpRequest, number: int, version: int, *, public: PublicRecord
) -> HttpResponse:
    """A fixed version, with a note and a link to how the event stands now.

    410 when the event was withdrawn since: what it said may have to stay unsaid.
    """
    present = _present(number)
    if present.change == EventVersion.Change.WITHDRAWN:
        return gone(request, present)
    fixed = EventVersion.objects.filter(event_id=number, number=version).first()
    if fixed is None:
        raise Http404(f"Event {number} has no version {version}.")
    if fixed.change not in EventVersion.SHOWN:
        return redirect(reverse("timeline:event-short", args=[number]))
    context = event_page(fixed) | {"fixed": True, "present": path_of(present)}
    return answer(request, "timeline/event.html", context)


def address_of(version: EventVersion) -> str:
    return reverse("timeline:event", args=[version.event_id, version.slug])


class Standing(NamedTuple):
    """An event that is shown: as it stands now, and at the moment asked for, if any."""

    present: EventVersion
    version: EventVersion
    at: datetime | None
    problems: list[Problem]

    @property
    def address(self) -> str:
        """Its address, asked the same: what is no moment is for the page to say."""
        unread = urlencode([(p.parameter, p.value) for p in self.problems])
        return joined(address_of(self.version), and_moment("", self.at), unread)

    @property
    def past(self) -> Past | None:
        return past_of(self.at, address_of(self.present))


def _standing(request: HttpRequest, number: int) -> Standing | HttpResponse:
    """What is shown of an event, or the answer that says why nothing is.

    Raises Http404.
    """
    at, problems = _moment(request)
    present = _present(number)
    if present.change == EventVersion.Change.WITHDRAWN:
        return gone(request, present)
    version = present
    if at:
        then = EventVersion.objects.standing(at).filter(event_id=number).first()
        if then is None:
            return not_yet(request, number, at)
        version = then
    if version.change == EventVersion.Change.MERGED and version.merged_into:
        into = reverse("timeline:event-short", args=[version.merged_into])
        return redirect(joined(into, and_moment("", at)), permanent=True)
    if version.change == EventVersion.Change.WITHDRAWN:  # and published again since
        return gone(request, version)
    return Standing(present, version, at, problems)


def _moment(request: HttpRequest) -> tuple[datetime | None, list[Problem]]:
    """The moment asked for, and what is wrong with it; nothing else is read."""
    asked = read(request.GET, ("as_of",))
    at = moment_of(asked)
    return at, [p for p in asked.problems if p.parameter == "as_of"]


def _present(number: int) -> EventVersion:
    """The version that stands, whatever it says. Raises Http404."""
    version = EventVersion.objects.standing(None).filter(event_id=number).first()
    if version is None:
        raise Http404(NOT_HERE)
    return version


def gone(request: HttpRequest, version: EventVersion) -> HttpResponse:
    """410: what was said when the event was withdrawn."""
    context = {
        "reason": version.reason,
        "removed": day_words(version.recorded_at.date()),
        "number": version.event_id,
        "history": reverse("timeline:event-history", args=[version.event_id]),
        "changes": reverse("timeline:about-chapter", args=["changes"]),
    }
    return answer(request, "timeline/event_gone.html", context, status=410)


def not_yet(request: HttpRequest, number: int, at: datetime) -> HttpResponse:
    """404: the record did not hold the event at the moment; when it came in."""
    versions = EventVersion.objects.filter(event_id=number).order_by("number")
    first = versions.values_list("recorded_at", flat=True)[0]
    context = {
        "then": moment_words(at, language()),
        "began": moment_words(first, language()),
        "present": reverse("timeline:event-short", args=[number]),
        "chronology": f"{reverse('timeline:chronology')}?{and_moment('', at)}",
    }
    return answer(request, "timeline/event_not_yet.html", context, status=404)
