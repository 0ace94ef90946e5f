"""The pages of one participant, place, source and process."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import urlencode

from timeline.codelists.tables import ROLES
from timeline.dates import words
from timeline.eventrecord import CitationRecord
from timeline.models.versions import (
    EventVersion,
    Heading,
    PublicRecord,
    VersionTerm,
)
from timeline.presentation.addresses import prefixed
from timeline.presentation.blocks import months_of
from timeline.presentation.marks import day_of, day_words, event_date
from timeline.presentation.prose import prose
from timeline.presentation.quotes import Quote, language_name, quote_of, web_address
from timeline.presentation.rows import EventRow, path_of, row_of
from timeline.selection import Selection
from timeline.selection.values import labels_of
from timeline.views.answer import answer, published
from timeline.views.indexes import (
    PARTICIPANTS,
    PLACES,
    PROCESSES,
    SOURCES,
    detail_of,
)

D = VersionTerm.Dimension
MOST_EVENTS = 500  # of a process or a source on its page
MOST_COUNTERPARTS = 12
_ROLE_LABELS = {role.slug: role.label for role in ROLES}


@published
def participant(
    request: HttpRequest, slug: str, *, public: PublicRecord
) -> HttpResponse:
    """One participant: names, offices, roles, who else took part, its events."""
    heading = _heading(slug, D.WHO)
    heading.card["acts_for"] = _with_pages(heading.card.get("acts_for", []))
    context = _events_of(heading, "who") | {
        "index": PARTICIPANTS,
        "detail": detail_of(heading),
        "native": " · ".join(heading.card.get("native", [])),
        "roles": _roles(slug),
        "counterparts": _counterparts(slug),
    }
    return answer(request, "timeline/participant.html", context)


@published
def place(request: HttpRequest, slug: str, *, public: PublicRecord) -> HttpResponse:
    """One place: where it lies, how well it is known, its events."""
    heading = _heading(slug, D.PLACE)
    context = _events_of(heading, "place") | {
        "index": PLACES,
        "detail": detail_of(heading),
    }
    return answer(request, "timeline/place.html", context)


@published
def source(request: HttpRequest, slug: str, *, public: PublicRecord) -> HttpResponse:
    """An outlet with its documents, or a document, with every quote used."""
    heading = _heading(slug, D.SOURCE, D.DOCUMENT)
    is_outlet = heading.dimension == D.SOURCE
    present = EventVersion.objects.present().with_term(heading.dimension, [slug])
    versions = list(present.chronological()[:MOST_EVENTS])
    card = heading.card
    context = {
        "heading": heading,
        "index": SOURCES,
        "is_outlet": is_outlet,
        "detail": detail_of(heading),
        "language": language_name(card.get("language", "")),
        "published": day_words(day_of(card.get("published", ""))),
        "url": web_address(card.get("url") or card.get("homepage") or ""),
        "documents": list(_documents(versions, heading)),
        "count": present.count(),
        "alone": present.filter(source_count=1).count(),
        "query": urlencode({"source": slug}),
    }
    return answer(request, "timeline/source.html", context)


@published
def process(request: HttpRequest, slug: str, *, public: PublicRecord) -> HttpResponse:
    """A negotiation: its rounds, and the events of each, oldest first."""
    heading = _heading(slug, D.PROCESS)
    present = EventVersion.objects.present().with_term(D.PROCESS, [slug])
    versions = list(present.chronological()[:MOST_EVENTS])
    context = {
        "heading": heading,
        "index": PROCESSES,
        "summary": prose(heading.card.get("summary", ""), ()),
        "rounds": _rounds(versions, heading),
        "count": present.count(),
        "participants": _holders(versions),
        "query": urlencode({"process": slug}),
    }
    return answer(request, "timeline/process.html", context)


def _heading(slug: str, *dimensions: str) -> Heading:
    """The heading of a value. Raises Http404 when no present event shows it."""
    found = Heading.objects.filter(value=slug, dimension__in=dimensions)
    heading = found.order_by("-dimension").first()
    if heading is None:
        raise Http404("No published event names this.")
    return heading


def _with_pages(sides: list[dict[str, str]]) -> list[dict[str, str]]:
    """Those of the sides that published events name: only they have a page."""
    known = labels_of((D.WHO, side["slug"]) for side in sides)
    return [side for side in sides if (D.WHO, side["slug"]) in known]


def _events_of(heading: Heading, parameter: str) -> dict[str, Any]:
    """The latest events of a value and the queries that lead to all of them."""
    selection = Selection.from_query(urlencode({parameter: heading.value}))
    page = selection.page()
    return {
        "heading": heading,
        "months": months_of([row_of(version) for version in page.versions]),
        "count": selection.count,
        "shown": len(page.versions),
        "query": selection.whole,
    }


def _roles(slug: str) -> list[tuple[str, int, str]]:
    """In which roles, how often, and the query of each. One query."""
    terms = VersionTerm.objects.filter(dimension=D.WHO, value=slug, present=True)
    counts = dict(
        terms.exclude(role="")
        .values_list("role")
        .annotate(events=Count("pk"))
        .order_by("-events", "role")
    )
    return [
        (_ROLE_LABELS[role], count, urlencode({"who": slug, "role": role}))
        for role, count in counts.items()
        if role in _ROLE_LABELS
    ]


def _counterparts(slug: str) -> list[tuple[str, str, int, str]]:
    """Who took part in the same events, most often first. Two queries."""
    own = EventVersion.objects.present().with_term(D.WHO, [slug])
    others = VersionTerm.objects.filter(
        dimension=D.WHO, role="", present=True, version__in=own.values("pk")
    ).exclude(value=slug)
    counts = list(
        others.values_list("value")
        .annotate(events=Count("pk"))
        .order_by("-events", "value")[:MOST_COUNTERPARTS]
    )
    labels = labels_of((D.WHO, value) for value, _ in counts)
    both = (("mode", "all"),)
    return [
        (
            prefixed(f"/participants/{value}/"),
            labels.get((D.WHO, value), value),
            count,
            urlencode([("who", slug), ("who", value), *both]),
        )
        for value, count in counts
    ]


class Document(NamedTuple):
    """A document with what was used from it."""

    slug: str
    title: str
    published: str
    uses: list["Use"]


class Use(NamedTuple):
    """An event that cites a document, with the quote taken for it."""

    address: str
    title: str
    date: str
    quote: Quote | None


def _documents(
    versions: Iterable[EventVersion], heading: Heading
) -> Iterable[Document]:
    """The documents of an outlet, or the one, in the order they came out."""
    found: dict[str, Document] = {}
    for version in versions:
        for citation in version.record["citations"]:
            if heading.value not in {citation["source"], citation["outlet_slug"]}:
                continue
            document = found.setdefault(citation["source"], _document(citation))
            document.uses.append(_use(version, citation))
    return found.values()


def _document(citation: CitationRecord) -> Document:
    return Document(
        citation["source"],
        citation["title"] or citation["url"] or citation["outlet"],
        day_words(day_of(citation["published"])),
        [],
    )


def _use(version: EventVersion, citation: CitationRecord) -> Use:
    return Use(
        path_of(version),
        version.title,
        words(event_date(version.record["date"])),
        quote_of(citation) if citation["quote"] else None,
    )


def _rounds(
    versions: list[EventVersion], heading: Heading
) -> list[tuple[str, str, list[EventRow]]]:
    """Id, heading and events of each round; those in no round come last."""
    rounds: dict[int | None, tuple[str, str, list[EventRow]]] = {}
    for each in heading.card.get("rounds", []):
        label = each["label"]
        title = label[:1].upper() + label[1:]
        rounds[each["number"]] = (f"round-{each['number']}", title, [])
    without = "Events" if not rounds else "Before, between and after the rounds"
    rounds[None] = ("others", without, [])
    for version in versions:
        tracks = version.record["tracks"]
        mine = next(t for t in tracks if t["slug"] == heading.value)
        number = mine["round"] if mine["round"] in rounds else None
        rounds[number][2].append(row_of(version))
    return [entry for entry in rounds.values() if entry[2]]


def _holders(versions: list[EventVersion]) -> list[tuple[str, str, int]]:
    """The states and organisations of these events, most frequent first."""
    counts: dict[tuple[str, str], int] = {}
    for version in versions:
        named = {
            (party["slug"], party["name"])
            for part in version.record["participations"]
            for party in (part["participant"], *part["side_chain"])
            if party["kind"] in {"state", "organisation", "territory", "group"}
        }
        for someone in named:
            counts[someone] = counts.get(someone, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0][1]))
    return [(prefixed(f"/participants/{slug}/"), name, n) for (slug, name), n in ranked]
