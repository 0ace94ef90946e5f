"""The page of a place."""

from django.http import HttpRequest, HttpResponse

from timeline.atlas import Map, small_map
from timeline.models.versions import Heading, PublicRecord, VersionTerm
from timeline.presentation.ahead import ahead_of
from timeline.presentation.bars import bars_of
from timeline.presentation.cards import (
    kind_words,
    larger_places,
    own_names,
    point_words,
    precision_words,
)
from timeline.presentation.counterparts import Neighbours
from timeline.presentation.moments import today_at
from timeline.presentation.naming import heading_name
from timeline.views.answer import answer, published
from timeline.views.listing import moment_of, read
from timeline.views.subjects.finding import following, heading_or_404, latest_of

D = VersionTerm.Dimension


@published
@following(D.PLACE)
def place(request: HttpRequest, slug: str, *, public: PublicRecord) -> HttpResponse:
    """One place: where it lies, how well it is known, who met there, its events."""
    asked = read(request.GET, ("as_of",))
    at = moment_of(asked)
    heading = heading_or_404(slug, D.PLACE, at=at)
    around = Neighbours(heading, [D.WHO, D.PROCESS, D.PLACE], at)
    larger = [(heading_name(h), h.value) for h in larger_places(heading, at)]
    context = latest_of(heading, at) | {
        "problems": asked.problems,
        "heading": heading,
        "name": heading_name(heading),
        "names": own_names(heading),
        "kind": kind_words(heading),
        "larger": larger,
        "outward": larger[::-1],
        "point": point_words(heading.card),
        "map": _map(heading),
        "precision": precision_words(heading.card),
        "bars": bars_of(D.PLACE, slug, at),
        "within": around.within(),
        "others": around.listed(D.WHO),
        "processes": around.listed(D.PROCESS),
        "ahead": ahead_of(D.PLACE, slug, today=today_at(at), at=at),
    }
    return answer(request, "timeline/place.html", context)


def _map(heading: Heading) -> Map | None:
    """Its surroundings; None for a place without a point."""
    card = heading.card
    if card["latitude"] is None or card["longitude"] is None:
        return None
    name = heading_name(heading)
    return small_map(card["latitude"], card["longitude"], card["geo_precision"], name)
