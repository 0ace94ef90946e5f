"""Every JSON address: what it reads, what it answers, an example that can be asked."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timeline.api.names import KINDS
from timeline.api.shapes import (
    EventItem,
    EventsPage,
    FacetsAnswer,
    FormatsAnswer,
    Links,
    NamesPage,
)

_READ = ("not-found", "parameters")
_EVENT = ("merged", *_READ, "removed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One address. Parts of ``path`` in braces are named in ``IN_PATH``."""

    name: str  # of the address in urls, and of the operation
    path: str
    summary: str | Promise
    answers: Any  # a type of ``shapes``, or several
    examples: tuple[str, ...]
    selects: bool = False  # reads the parameters of a selection
    reads: tuple[str, ...] = ()  # others, of ``parameters.BESIDE``
    problems: tuple[str, ...] = ("parameters",)  # besides busy, slow and down


IN_PATH: dict[str, dict[str, Any]] = {
    "event_id": {"type": "integer", "minimum": 1, "maximum": 10**18 - 1},
    "version": {"type": "integer", "minimum": 1, "maximum": 10**18 - 1},
    "slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 100},
}
_LISTS = {
    "participants": _("Participants by name, in any spelling."),
    "places": _("Places by name, in any spelling."),
    "sources": _("Outlets by name."),
    "processes": _("Processes by name."),
}
_CARDS = {
    "participants": _("A participant: names, offices, whom it acts for."),
    "places": _("A place: coordinates, time zone, larger places around it."),
    "sources": _("An outlet or a document."),
    "processes": _("A process and its rounds."),
}
_SLUGS = {
    "participants": "russia",
    "places": "istanbul",
    "sources": "reuters",
    "processes": "istanbul-talks",
}


def _lists() -> tuple[Operation, ...]:
    return tuple(
        Operation(
            name=f"api-{name}",
            path=f"/api/{name}",
            summary=_LISTS[name],
            answers=NamesPage,
            examples=(f"/api/{name}?q={_SLUGS[name][:4]}",),
            reads=("q", *(["kind"] if kind.kinds else []), "limit", "cursor", "as_of"),
            problems=_READ,
        )
        for name, kind in KINDS.items()
    )


def _cards() -> tuple[Operation, ...]:
    return tuple(
        Operation(
            name=f"api-{name}-card",
            path=f"/api/{name}/{{slug}}",
            summary=_CARDS[name],
            answers=kind.shape,
            examples=(f"/api/{name}/{_SLUGS[name]}",),
            reads=("as_of",),
            problems=_READ,
        )
        for name, kind in KINDS.items()
    )


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        name="api",
        path="/api/",
        summary=_("Where everything is."),
        answers=Links,
        examples=("/api/",),
    ),
    Operation(
        name="api-events",
        path="/api/events",
        summary=_("The events of a query, a page at a time, as on the screen."),
        answers=EventsPage,
        examples=(
            "/api/events?who=russia&limit=2",
            "/api/events?from=2025-05-15&to=2025-05-16",
        ),
        selects=True,
        reads=("limit",),
    ),
    Operation(
        name="api-event",
        path="/api/events/{event_id}",
        summary=_("One event as it stands."),
        answers=EventItem,
        examples=("/api/events/1",),
        reads=("as_of",),
        problems=_EVENT,
    ),
    Operation(
        name="api-version",
        path="/api/events/{event_id}/versions/{version}",
        summary=_("One version of an event; it does not change."),
        answers=EventItem,
        examples=("/api/events/1/versions/1",),
        problems=_EVENT,
    ),
    Operation(
        name="api-facets",
        path="/api/facets",
        summary=_("The choices of every filter, with the events each leads to."),
        answers=FacetsAnswer,
        examples=("/api/facets?place=istanbul",),
        selects=True,
    ),
    *_lists(),
    *_cards(),
    Operation(
        name="api-formats",
        path="/api/formats",
        summary=_("The files that the events of a query can be taken as."),
        answers=FormatsAnswer,
        examples=("/api/formats",),
    ),
)
