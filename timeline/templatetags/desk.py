"""What two lists of the desk show alike."""

from typing import Any

from django import template
from django.core.exceptions import ValidationError

from timeline.models.searches import SavedSearch, filters_of

register = template.Library()


@register.inclusion_tag("admin/timeline/event/_searches.html", takes_context=True)
def saved_searches(context: dict[str, Any], page: str, address: str) -> dict[str, Any]:
    """The searches of a list as links, and the box that keeps the present one.

    ``page`` is a :class:`SavedSearch.Page`, ``address`` that of its list.
    """
    request = context["request"]
    try:
        now = filters_of(request.GET.urlencode())
    except ValidationError:
        now = ""
    kept = SavedSearch.objects.seen_by(request.user).filter(page=page)
    return {
        "csrf_token": context.get("csrf_token"),
        "page": page,
        "query": now,
        "links": [
            (f"{address}?{search.query}", search, search.query == now)
            for search in kept
        ],
        "user": request.user,
    }
