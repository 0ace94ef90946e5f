"""The JSON addresses: each hands its question to ``timeline.api``."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from timeline.api import asking, events, names
from timeline.api.description import openapi
from timeline.api.operations import OPERATIONS
from timeline.api.problems import CHAPTER, ProblemError
from timeline.api.shapes import EventsPage, FacetsAnswer, FormatsAnswer, Links
from timeline.formats import FORMATS
from timeline.models.versions import PublicRecord
from timeline.views.doors import data


@data
def index(request: HttpRequest, *, public: PublicRecord) -> Links:
    """Where everything is."""
    asking.read_nothing(request.GET)
    site = settings.SITE_URL
    lists = [op for op in OPERATIONS if "{" not in op.path and op.name != "api"]
    return Links(
        links={op.path.removeprefix("/api/"): site + op.path for op in lists},
        description=site + reverse("files:api-description"),
        documentation=site + CHAPTER,
    )


@data
def event_list(request: HttpRequest, *, public: PublicRecord) -> EventsPage:
    """A page of the events of the query."""
    selection, limit = asking.read_events(request.GET)
    return events.events_page(
        selection,
        limit,
        usual=asking.USUAL,
        public=public,
        base_url=settings.SITE_URL,
    )


@data
def event(request: HttpRequest, number: int, *, public: PublicRecord) -> Any:
    """One event as it stands, or stood at a moment."""
    at = asking.read_moment_only(request.GET)
    return events.event_now(number, base_url=settings.SITE_URL, at=at)


@data
def event_version(
    request: HttpRequest, number: int, version: int, *, public: PublicRecord
) -> Any:
    """One version of an event."""
    asking.read_nothing(request.GET)
    return events.event_version(number, version, base_url=settings.SITE_URL)


@data
def facets(request: HttpRequest, *, public: PublicRecord) -> FacetsAnswer:
    """The choices of every filter."""
    selection = asking.read_selection(request.GET)
    return events.facets_answer(selection, public=public, base_url=settings.SITE_URL)


@data
def name_list(request: HttpRequest, kind: str, *, public: PublicRecord) -> Any:
    """Names of a kind, a page at a time."""
    listed = names.KINDS[kind]
    asked = asking.read_names(request.GET, listed.kinds)
    return names.names_page(listed, asked, base_url=settings.SITE_URL)


@data
def name(request: HttpRequest, kind: str, slug: str, *, public: PublicRecord) -> Any:
    """Everything the record knows of a name."""
    at = asking.read_moment_only(request.GET)
    base_url = settings.SITE_URL
    return names.name_card(names.KINDS[kind], slug, base_url=base_url, at=at)


@data
def formats(request: HttpRequest, *, public: PublicRecord) -> FormatsAnswer:
    """The files there are of a selection."""
    asking.read_nothing(request.GET)
    return {
        "items": [
            {
                "name": fmt.name,
                "label": fmt.label,
                "media_type": fmt.media_type,
                "rows": list(fmt.units),
                "address": f"{settings.SITE_URL}/events.{fmt.name}",
            }
            for fmt in FORMATS.values()
        ]
    }


@data
def description(request: HttpRequest, *, public: PublicRecord) -> dict[str, Any]:
    """The OpenAPI document."""
    asking.read_nothing(request.GET)
    return openapi(base_url=settings.SITE_URL)


@data
def nothing(request: HttpRequest, rest: str, *, public: PublicRecord) -> None:
    """An address below ``/api/`` that there is not."""
    said = f"There is no address /api/{rest[:80]}. Begin at {settings.SITE_URL}/api/."
    raise ProblemError("not-found", said)
