"""The versions of an event, and what differs between any two of them."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from timeline.models.versions import EventVersion, PublicRecord
from timeline.presentation.account import own_language
from timeline.presentation.changing import change_row
from timeline.presentation.differing import differences_of
from timeline.presentation.moments import and_moment, past_of
from timeline.presentation.rows import path_of
from timeline.selection import Problem
from timeline.views.answer import answer, published
from timeline.views.event import gone, not_yet
from timeline.views.listing import Asked, moment_of, not_in_list, read

ON_A_PAGE = 100  # versions
_NUMBER = re.compile("[1-9][0-9]{0,8}")


@published
def history(request: HttpRequest, number: int, *, public: PublicRecord) -> HttpResponse:
    """The versions of an event, newest first: when, what changed, and why.

    ``from`` and ``to`` lead to what differs between two versions, ``after`` goes on
    in a long history. An event that was withdrawn keeps its history; its versions
    cannot be opened.
    """
    asked = read(request.GET, ("from", "to", "after", "as_of"))
    if two := _two(asked):
        return redirect(reverse("timeline:event-difference", args=[number, *two]))
    at = moment_of(asked)
    versions = EventVersion.objects.filter(event_id=number).order_by("-number")
    present = versions.first()
    if present is None:
        raise Http404(f"There is no event {number}.")
    if at:
        versions = versions.filter(recorded_at__lte=at)
        if not versions.exists():
            return not_yet(request, number, at)
    if asked["after"]:
        if _NUMBER.fullmatch(asked["after"]):
            versions = versions.filter(number__lt=int(asked["after"]))
        else:
            asked.problems.append(not_in_list("after", asked["after"]))
    rows = list(versions.defer("csv_line")[: ON_A_PAGE + 1])
    is_gone = present.change == EventVersion.Change.WITHDRAWN
    more = len(rows) > ON_A_PAGE
    shown = rows[:ON_A_PAGE]
    after = urlencode({"after": shown[-1].number}) if more else ""
    context = {
        "title": present.title,
        "number": number,
        "own_language": own_language(),
        "is_gone": is_gone,
        "is_shown": present.change in EventVersion.SHOWN,
        "present": reverse("timeline:event-short", args=[number]),
        "changes": [change_row(version, is_gone=is_gone) for version in shown],
        "openable": [v.number for v in shown if v.change in EventVersion.SHOWN],
        "next": and_moment(after, at) if more else "",
        "is_later": bool(asked["after"]),
        "start": and_moment("", at),
        "past": past_of(at, request.path),
        "problems": asked.problems,
    }
    return answer(request, "timeline/history.html", context)


def _two(asked: Asked) -> tuple[int, int] | None:
    """The two versions asked for, the older first; a problem when they are not two."""
    given = [asked[name] for name in ("from", "to")]
    if not any(given):
        return None
    if not all(_NUMBER.fullmatch(text) for text in given):
        title = _("A difference is between two versions")
        message = _("Choose the version before and the version after.")
        asked.problems.append(Problem("from", given[0][:40], title, message))
        return None
    older, newer = sorted(map(int, given))
    return older, newer


@published
def difference(
    request: HttpRequest, number: int, older: int, newer: int, *, public: PublicRecord
) -> HttpResponse:
    """What differs between two versions, field by field.

    One address for a pair: the older first. 410 when the event was withdrawn.
    """
    if older >= newer:
        return redirect(_canonical(number, older, newer))
    present = EventVersion.objects.standing(None).filter(event_id=number).first()
    if present is None:
        raise Http404(f"There is no event {number}.")
    if present.change == EventVersion.Change.WITHDRAWN:
        return gone(request, present)
    found = EventVersion.objects.filter(
        event_id=number, number__in=(older, newer), change__in=EventVersion.SHOWN
    )
    versions = {version.number: version for version in found.defer("csv_line")}
    if len(versions) < 2:
        raise Http404(f"Event {number} has no two versions {older} and {newer}.")
    context = _compared(versions[older], versions[newer])
    return answer(request, "timeline/difference.html", context)


def _canonical(number: int, older: int, newer: int) -> str:
    if older == newer:
        return reverse("timeline:event-version", args=[number, older])
    return reverse("timeline:event-difference", args=[number, newer, older])


def _compared(old: EventVersion, new: EventVersion) -> dict[str, Any]:
    return {
        "title": new.title,
        "number": new.event_id,
        "own_language": own_language(),
        "old": change_row(old),
        "new": change_row(new),
        "old_address": path_of(old, fixed=True),
        "new_address": path_of(new, fixed=True),
        "history": reverse("timeline:event-history", args=[new.event_id]),
        "differences": differences_of(old, new),
    }
