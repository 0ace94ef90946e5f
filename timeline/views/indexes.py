"""The indexes: every participant, place, outlet and process with its events."""

from typing import Any, NamedTuple

from django import forms
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from timeline.models.versions import Heading, PublicRecord, VersionTerm
from timeline.names import fold
from timeline.presentation.addresses import prefixed
from timeline.views.answer import answer, published

D = VersionTerm.Dimension
ON_A_PAGE = 200
PARTICIPANT_KINDS = {
    "state": "State",
    "territory": "Territory",
    "organisation": "Organisation",
    "body": "Government body",
    "person": "Person",
    "group": "Armed group",
    "other": "Other party",
}
PLACE_KINDS = {
    "site": "Site",
    "city": "City",
    "district": "District",
    "province": "Province",
    "country": "Country",
    "region": "Region of the world",
    "sea": "Sea or strait",
    "air": "In the air",
    "online": "Online",
}


class Index(NamedTuple):
    """One index: what it lists and how it is called."""

    dimension: str
    path: str
    title: str
    lead: str
    noun: str
    plural: str


PARTICIPANTS = Index(
    D.WHO,
    "/participants/",
    "Participants",
    "States, organisations, government bodies, persons and other parties "
    "that took part in an event of this record.",
    "participant",
    "participants",
)
PLACES = Index(
    D.PLACE,
    "/places/",
    "Places",
    "Where the events of this record took place, with the larger places around them.",
    "place",
    "places",
)
SOURCES = Index(
    D.SOURCE,
    "/sources/",
    "Sources",
    "Who published what this record rests on. Each page lists the documents and "
    "every quote used from them.",
    "outlet",
    "outlets",
)
PROCESSES = Index(
    D.PROCESS,
    "/processes/",
    "Processes",
    "Negotiations in their rounds, with the events of each.",
    "process",
    "processes",
)


class Entry(NamedTuple):
    """One line of an index."""

    address: str
    label: str
    detail: str
    events: int


class IndexForm(forms.Form):
    """The two parameters of an index. What cannot be used is left out."""

    q = forms.CharField(max_length=100, required=False)
    after = forms.SlugField(max_length=100, required=False)


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
    """A page of an index, in the order of names. Three queries at most."""
    form = IndexForm(request.GET)
    form.is_valid()
    wanted, after = (form.cleaned_data.get(name, "") for name in ("q", "after"))
    headings = Heading.objects.filter(dimension=index.dimension)
    if fold(wanted):
        headings = headings.filter(spellings__contains=fold(wanted))
    total = headings.count()
    shown = list(_counted(_beyond(headings, after))[: ON_A_PAGE + 1])
    context = {
        "index": index,
        "wanted": wanted,
        "total": total,
        "entries": [_entry(heading, index) for heading in shown[:ON_A_PAGE]],
        "is_later_page": bool(after),
        "next": "",
    }
    if len(shown) > ON_A_PAGE:
        last = shown[ON_A_PAGE - 1].value
        pairs = [("q", wanted), ("after", last)]
        context["next"] = urlencode([pair for pair in pairs if pair[1]])
    return answer(request, "timeline/index.html", context)


def _beyond(headings: QuerySet[Heading], after: str) -> QuerySet[Heading]:
    """The headings after the one with this value; all when there is none."""
    last = headings.filter(value=after).first() if after else None
    headings = headings.order_by("sort_label", "value")
    if last is None:
        return headings
    return headings.filter(
        Q(sort_label__gt=last.sort_label)
        | Q(sort_label=last.sort_label, value__gt=last.value)
    )


def _counted(headings: QuerySet[Heading]) -> QuerySet[Heading]:
    """With ``events``: how many present events hold the value."""
    terms = VersionTerm.objects.filter(
        dimension=OuterRef("dimension"), value=OuterRef("value"), role="", present=True
    )
    held = terms.order_by().values("dimension").annotate(n=Count("pk")).values("n")
    return headings.annotate(events=Coalesce(Subquery(held), 0))


def _entry(heading: Any, index: Index) -> Entry:
    return Entry(
        prefixed(f"{index.path}{heading.value}/"),
        heading.label,
        detail_of(heading),
        heading.events,
    )


def detail_of(heading: Heading) -> str:
    """What tells a heading from others of its name."""
    card = heading.card
    if heading.dimension == D.WHO:
        sides = [side["name"] for side in card.get("acts_for", [])[:1]]
        return ", ".join([PARTICIPANT_KINDS.get(heading.kind, ""), *sides])
    if heading.dimension == D.PLACE:
        larger = [place["name"] for place in card.get("in", [])]
        return ", ".join([PLACE_KINDS.get(heading.kind, ""), *larger])
    if heading.dimension == D.SOURCE:
        said = [card.get("outlet_kind", ""), card.get("country", "")]
        return ", ".join(filter(None, said))
    return ""
