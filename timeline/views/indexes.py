"""The indexes: every participant, place, outlet and process with its events."""

from django.http import HttpRequest, HttpResponse

from timeline.models.versions import PublicRecord
from timeline.presentation.index import (
    PARTICIPANTS,
    PLACES,
    PROCESSES,
    SOURCES,
    Index,
    Wish,
    kinds_of,
    listing_of,
    orders,
)
from timeline.presentation.moments import and_moment, past_of, today_at
from timeline.presentation.sharing import joined
from timeline.selection.moments import instant
from timeline.views.answer import answer, published
from timeline.views.listing import moment_of, not_in_list, one_of, read

NAMES = ("q", "kind", "sort", "after", "as_of")


@published
def participants(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    return _index(request, PARTICIPANTS)


@published
def places(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    return _index(request, PLACES)


@published
def sources(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    return _index(request, SOURCES)


@published
def processes(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    return _index(request, PROCESSES)


def _index(request: HttpRequest, index: Index) -> HttpResponse:
    """A page of an index, by name or by number of events. Six queries at most."""
    asked = read(request.GET, NAMES)
    wish = Wish(
        asked["q"],
        one_of(asked, "kind", kinds_of(index)),
        one_of(asked, "sort", orders()) or "name",
        asked["after"],
        moment_of(asked),
    )
    listing = listing_of(index, wish, today=today_at(wish.at))
    if wish.after and not listing.is_later:
        asked.problems.append(not_in_list("after", wish.after))
    context = {
        "index": index,
        "wish": wish,
        "start": wish.query(),
        "past": past_of(wish.at, joined(request.path, wish._replace(at=None).query())),
        "whole": joined(request.path, and_moment("", wish.at)),
        "as_of": instant(wish.at),
        "listing": listing,
        "found": index.found(listing.total),
        "problems": asked.problems,
    }
    return answer(request, "timeline/index.html", context)
