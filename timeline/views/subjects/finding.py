"""What the pages of all subjects have in common."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, NamedTuple

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from timeline.models.versions import EventVersion, FormerSlug, Heading
from timeline.presentation.blocks import months_of
from timeline.presentation.cards import PARAMETERS, address_of, terms_of
from timeline.presentation.heads import addressed
from timeline.presentation.marks import TO_COME
from timeline.presentation.moments import and_moment, past_of
from timeline.presentation.rows import row_of

View = Callable[..., HttpResponse]
LATEST = 20  # events on the page of a participant or a place


class Link(NamedTuple):
    """A view of the events of a subject."""

    label: str
    address: str


def heading_or_404(slug: str, *dimensions: str, at: datetime | None = None) -> Heading:
    """The heading of a value. Raises Http404 when no event of now, or of the moment,
    shows it."""
    found = Heading.objects.at(at).filter(value=slug, dimension__in=dimensions)
    heading = found.order_by("-dimension").first()
    if heading is None:
        raise Http404("No published event names this.")
    return heading


def query_of(heading: Heading, at: datetime | None = None) -> str:
    return and_moment(urlencode({PARAMETERS[heading.dimension]: heading.value}), at)


def following(*dimensions: str) -> Callable[[View], View]:
    """Let a page that is not there lead to the one that took its place: 301."""

    def decorated(view: View) -> View:
        @wraps(view)
        def followed(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, slug, **kwargs)
            except Http404:
                former = FormerSlug.of(slug, dimensions)
                if former is None:
                    raise
            return HttpResponsePermanentRedirect(_at(request, former.now))

        return followed

    return decorated


def _at(request: HttpRequest, slug: str) -> str:
    """This page of another slug, asked the same."""
    assert request.resolver_match is not None
    page = reverse(request.resolver_match.view_name, args=[slug])
    return addressed(page, request.META["QUERY_STRING"])


def views_of(query: str) -> list[Link]:
    """Every view of the events, with the file of them last."""
    named = (
        (_("List"), reverse("timeline:chronology")),
        (_("Timeline"), reverse("timeline:visual")),
        (_("Table"), reverse("timeline:table")),
        (_("Map"), reverse("timeline:map")),
    )
    return [Link(label, addressed(path, query)) for label, path in named]


def latest_of(heading: Heading, at: datetime | None = None) -> dict[str, Any]:
    """The latest events of a value, and what leads to all of them. Two queries."""
    terms = terms_of(heading.dimension, heading.value, at)
    latest = list(terms.order_by("-order_key", "-version")[:LATEST].values("version"))
    found = EventVersion.objects.filter(pk__in=[term["version"] for term in latest])
    rows = [
        row_of(version, fixed=at is not None)
        for version in found.newest_first().defer("csv_line")
    ]
    return {
        "months": months_of(rows),
        "shown": len(rows),
        **counted(heading, terms.count(), at),
    }


def counted(heading: Heading, count: int, at: datetime | None = None) -> dict[str, Any]:
    """The number of events and the links to every view of them.

    As of a moment with the note that says so.
    """
    query = query_of(heading, at)
    return {
        "past": past_of(at, address_of(heading.dimension, heading.value)),
        "count": count,
        "query": query,
        "views": views_of(query),
        "planned_query": and_moment(_planned(heading), at),
    }


def _planned(heading: Heading) -> str:
    """The query of what is planned or postponed, in canonical order."""
    subject = (PARAMETERS[heading.dimension], heading.value)
    status = [("status", each) for each in TO_COME]
    first = subject[0] == "who"
    return urlencode([subject, *status] if first else [*status, subject])
