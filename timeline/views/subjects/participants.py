"""The page of a participant."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from timeline.models.versions import Heading, PublicRecord, VersionTerm
from timeline.presentation.ahead import ahead_of
from timeline.presentation.bars import bars_of
from timeline.presentation.cards import (
    kind_words,
    own_names,
    sides_of,
)
from timeline.presentation.counterparts import Counted, Neighbours, roles_of
from timeline.presentation.moments import and_moment, today_at
from timeline.presentation.naming import heading_name
from timeline.presentation.offices import offices_of
from timeline.presentation.promises import promises_with
from timeline.presentation.sharing import joined
from timeline.views.answer import answer, published
from timeline.views.listing import moment_of, read
from timeline.views.subjects.finding import following, heading_or_404, latest_of

D = VersionTerm.Dimension
COMPARED = 3  # counterparts beside it in the comparison
_HAVE_PEOPLE = {"state", "territory", "organisation", "body", "group"}


@published
@following(D.WHO)
def participant(
    request: HttpRequest, slug: str, *, public: PublicRecord
) -> HttpResponse:
    """One participant: names, offices, roles, who else took part, its events."""
    asked = read(request.GET, ("as_of",))
    at = moment_of(asked)
    heading = heading_or_404(slug, D.WHO, at=at)
    around = Neighbours(heading, [D.WHO, D.PROCESS, D.PLACE], at)
    others = around.listed(D.WHO, people=False)
    context = latest_of(heading, at) | {
        "problems": asked.problems,
        "heading": heading,
        "name": heading_name(heading),
        "names": own_names(heading),
        "kind": kind_words(heading),
        "sides": [(heading_name(s), s.value) for s in sides_of(heading, at)],
        "offices": offices_of(heading.card),
        "bars": bars_of(D.WHO, slug, at),
        "roles": roles_of(slug, at),
        "others": others,
        "people": around.listed(D.WHO, people=True),
        "has_people": heading.kind in _HAVE_PEOPLE,
        "processes": around.listed(D.PROCESS),
        "places": around.listed(D.PLACE),
        "ahead": ahead_of(D.WHO, slug, today=today_at(at), at=at),
        "promises": promises_with(slug, today=today_at(at), at=at),
        "compare": _comparison(heading, others, at),
    }
    return answer(request, "timeline/participant.html", context)


def _comparison(heading: Heading, others: list[Counted], at: datetime | None) -> str:
    """The address that compares it with those it is most often with."""
    values = [heading.value, *(other.value for other in others[:COMPARED])]
    lanes = urlencode([("lane", f"who:{value}") for value in values])
    compare = reverse("timeline:compare")
    return joined(compare, and_moment("", at), lanes) if others else ""
