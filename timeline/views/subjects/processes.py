"""The page of a negotiation."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from timeline.chart import Chart, chart_of
from timeline.models.versions import EventVersion, PublicRecord, VersionTerm
from timeline.presentation.ahead import ahead_of
from timeline.presentation.bars import bars_of
from timeline.presentation.cards import terms_of
from timeline.presentation.counterparts import Neighbours
from timeline.presentation.moments import and_moment, today_at
from timeline.presentation.naming import heading_name
from timeline.presentation.prose import prose
from timeline.presentation.rounds import outline_of, promises_of, rounds_of
from timeline.selection import Selection
from timeline.views.answer import answer, published
from timeline.views.listing import moment_of, part_of, read
from timeline.views.subjects.finding import counted, following, heading_or_404, query_of

D = VersionTerm.Dimension
ON_A_PAGE = 60  # events


@published
@following(D.PROCESS)
def process(request: HttpRequest, slug: str, *, public: PublicRecord) -> HttpResponse:
    """A negotiation: what is next, its rounds, and the events of each, oldest first.

    ``after`` goes on in a long one.
    """
    asked = read(request.GET, ("after", "as_of"))
    at = moment_of(asked)
    heading = heading_or_404(slug, D.PROCESS, at=at)
    today = today_at(at)
    present = EventVersion.objects.at(at).with_term(D.PROCESS, [slug], at=at)
    part = part_of(present, asked, ON_A_PAGE)
    outline = outline_of(slug, at)
    rounds = rounds_of(
        heading, outline, part.versions, today=today, fixed=at is not None
    )
    count = terms_of(D.PROCESS, slug, at).count()
    context = counted(heading, count, at) | {
        "problems": asked.problems,
        "heading": heading,
        "name": heading_name(heading),
        "summary": prose(heading.card.get("summary", ""), ()),
        "rounds": rounds,
        "parted": count > len(part.versions),
        "outlined": len(outline),
        "shown": len(part.versions),
        "next": and_moment(urlencode({"after": part.after}), at) if part.after else "",
        "start": and_moment("", at),
        "is_later": part.is_later,
        "bars": bars_of(D.PROCESS, slug, at),
        "chart": _chart(query_of(heading, at), count, today),
        "participants": Neighbours(heading, [D.WHO], at).listed(D.WHO),
        "ahead": ahead_of(D.PROCESS, slug, today=today, at=at),
        "promises": promises_of(outline, today=today),
    }
    return answer(request, "timeline/process.html", context)


def _chart(query: str, count: int, today: date) -> Chart | None:
    """Its participants as lanes; None for a single event."""
    return chart_of(Selection.from_query(query), today=today) if count > 1 else None
