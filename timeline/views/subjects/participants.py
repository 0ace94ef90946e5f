"""The page of a participant."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
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
from timeline.presentation.naming import heading_name
from timeline.presentation.offices import offices_of
from timeline.presentation.promises import promises_with
from timeline.views.answer import answer, published
from timeline.views.listing import read
from timeline.views.subjects.finding import heading_or_404, latest_of

D = VersionTerm.Dimension
COMPARED = 3  # counterparts beside it in the comparison
_HAVE_PEOPLE = {"state", "territory", "organisation", "body", "group"}


@published
def participant(
    request: HttpRequest, slug: str, *, public: PublicRecord
) -> HttpResponse:
    """One participant: names, offices, roles, who else took part, its events."""
    heading = heading_or_404(slug, D.WHO)
    around = Neighbours(heading, [D.WHO, D.PROCESS, D.PLACE])
    others = around.listed(D.WHO, people=False)
    context = latest_of(heading) | {
        "problems": read(request.GET, ()).problems,
        "heading": heading,
        "name": heading_name(heading),
        "names": own_names(heading),
        "kind": kind_words(heading),
        "sides": [(heading_name(s), s.value) for s in sides_of(heading)],
        "offices": offices_of(heading.card),
        "bars": bars_of(D.WHO, slug),
        "roles": roles_of(slug),
        "others": others,
        "people": around.listed(D.WHO, people=True),
        "has_people": heading.kind in _HAVE_PEOPLE,
        "processes": around.listed(D.PROCESS),
        "places": around.listed(D.PLACE),
        "ahead": ahead_of(D.WHO, slug, today=timezone.localdate()),
        "promises": promises_with(slug, today=timezone.localdate()),
        "compare": _comparison(heading, others),
    }
    return answer(request, "timeline/participant.html", context)


def _comparison(heading: Heading, others: list[Counted]) -> str:
    """The address that compares it with those it is most often with."""
    values = [heading.value, *(other.value for other in others[:COMPARED])]
    lanes = urlencode([("lane", f"who:{value}") for value in values])
    return f"{reverse('timeline:compare')}?{lanes}" if others else ""
