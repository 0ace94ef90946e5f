"""The change feed: a page, and files that can be replayed."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from timeline.api.problems import refused
from timeline.codelists.labels import labels
from timeline.formats import CHANGE_FORMATS
from timeline.models.versions import EventVersion, PublicRecord
from timeline.presentation.changing import ChangeRow, change_row
from timeline.presentation.marks import day_words
from timeline.presentation.moments import past_of
from timeline.presentation.naming import language
from timeline.presentation.sharing import joined
from timeline.selection.changes import IN_A_FEED, ChangeQuery, Changes
from timeline.selection.moments import instant
from timeline.views.answer import answer, published
from timeline.views.doors import files
from timeline.views.exports import sent
from timeline.views.selecting import to_canonical

BOXES = ("who", "process", "place")  # filters with a box of their own in the form


@published
def changes(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """What changed in the record, newest first; see ``timeline.selection.changes``.

    Redirects to the canonical address of a valid query.
    """
    asked = Changes.from_query(request.GET)
    if moved := to_canonical(request, asked):
        return moved
    part = asked.part()
    rows = _rows(part.versions)
    context = {
        "asked": asked,
        "sentence": asked.sentence(),
        "count": asked.count,
        "days": [
            (day, [row for _day, row in group])
            for day, group in groupby(rows, itemgetter(0))
        ],
        "next": part.next,
        "start": asked.whole,
        "is_later": asked.query.after is not None,
        "files": _files(asked),
        "past": past_of(asked.moment, joined(request.path, asked.with_(until=None))),
        **_form(asked.query),
    }
    return answer(request, "timeline/changes.html", context)


def _rows(versions: list[EventVersion]) -> list[tuple[str, ChangeRow]]:
    """Each change with its day. One query: which of the events are withdrawn."""
    numbers = {version.event_id for version in versions}
    ended = EventVersion.objects.standing(None).filter(
        event_id__in=numbers, change=EventVersion.Change.WITHDRAWN
    )
    gone = set(ended.values_list("event_id", flat=True))
    return [
        (day_words(v.recorded_at.date()), change_row(v, is_gone=v.event_id in gone))
        for v in versions
    ]


def _form(query: ChangeQuery) -> dict[str, Any]:
    """What the boxes of the form hold; what has no box goes along hidden."""
    boxes = {name: list(getattr(query, name)) for name in BOXES}
    hidden = [(name, v.value) for name, values in boxes.items() for v in values[1:]]
    for name in ("kind", "source", "topic"):
        hidden += [(name, value.value) for value in getattr(query, name)]
    return {
        "since": instant(query.since),
        "until": instant(query.until),
        "kinds": [
            (code, label, code in query.change)
            for code, label in labels("change", language()).items()
        ],
        "boxed": {n: values[0].label if values else "" for n, values in boxes.items()},
        "hidden": hidden,
    }


def _files(asked: Changes) -> list[tuple[str, str]]:
    return [
        (str(_(fmt.label)), joined(reverse("files:changes", args=[name]), asked.whole))
        for name, fmt in CHANGE_FORMATS.items()
    ]


@files
def changes_file(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002
    """The changes of the query as a file, as ``timeline.views.exports`` sends files.

    Oldest first; the feed holds the latest, newest first. 400 names every parameter
    that cannot be used; ``after`` is of the page, and ignored.
    """
    if format not in CHANGE_FORMATS:
        known = ", ".join(CHANGE_FORMATS)
        raise Http404(f"There is no {format} file of changes. There is: {known}.")
    fmt = CHANGE_FORMATS[format]
    asked = Changes.from_query(request.GET)
    if asked.problems:
        raise refused(asked.problems)
    asked.latest = IN_A_FEED if fmt.follow else 0
    return sent(request, asked, fmt, fmt.file_name(asked.file_stem))
