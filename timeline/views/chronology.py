"""The chronology: the events a query selects, in time order."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from timeline.dates import month_words, read_echo
from timeline.models.versions import EventVersion, PublicRecord
from timeline.presentation.addresses import prefixed
from timeline.presentation.blocks import months_of
from timeline.presentation.calendar import language
from timeline.presentation.heads import begins_with_years
from timeline.presentation.rows import EventRow, row_of
from timeline.presentation.strip import strip_of
from timeline.presentation.years import years_of
from timeline.selection import Facet, FacetValue, Selection
from timeline.selection.filters import record_at
from timeline.selection.paging import beyond
from timeline.views.answer import answer, axis_is_rtl, published
from timeline.views.selecting import head, to_canonical

# Parameters the filter form has controls for; others travel as hidden inputs.
_IN_FORM = {
    "from",
    "to",
    "maybe",
    "who",
    "mode",
    "role",
    "kind",
    "status",
    "process",
    "place",
    "source",
    "minsrc",
    "lang",
    "topic",
    "has",
}
_INDEXES = {
    "who": "/participants/",
    "process": "/processes/",
    "place": "/places/",
    "source": "/sources/",
}


@published
def chronology(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """The events of the query, oldest or newest first, with every way to change it.

    Too many events for a list, without dates, are a table of years. Redirects to the
    canonical address of a valid query. A fetch request gets the parts that change
    with the query, and nothing around them.
    """
    selection = Selection.from_query(request.GET)
    if moved := to_canonical(request, selection):
        return moved
    as_years = begins_with_years(selection) and not selection.query.cursor
    context = {
        "selection": selection,
        **head(request, selection, "years" if as_years else "list", public=public),
        **(summary(selection) if as_years else results(request, selection)),
        **form(selection),
    }
    return answer(request, _template(request), context)


def _template(request: HttpRequest) -> str:
    if request.headers.get("X-Requested-With") == "fetch":
        return "timeline/_chronology.html"
    return "timeline/chronology.html"


def summary(selection: Selection) -> dict[str, Any]:
    """What the results show instead of a list: years by month."""
    return {"count": selection.count, "years": years_of(selection)}


def results(request: HttpRequest, selection: Selection) -> dict[str, Any]:
    """What the results show: the strip, and a page of events."""
    page = selection.page()
    rows = rows_of(selection, page.versions)
    might = selection.might_count and any(MIGHT_STYLE in _styles(row) for row in rows)
    alone = selection.count == 1
    rtl = axis_is_rtl(request)
    return {
        "count": selection.count,
        "page": page,
        "months": months_of(rows),
        "first_might": _first_might(rows) if might else "",
        "strip": strip_of(selection, today=timezone.localdate(), rtl=rtl),
        "neighbours": _neighbours(selection, page.versions) if alone else [],
        "is_empty_record": not selection.count and selection.is_empty_record,
        "escapes": () if selection.count else selection.escapes(),
    }


def rows_of(selection: Selection, versions: list[EventVersion]) -> list[EventRow]:
    """Rows; in a view of the past they lead to the versions of then."""
    past = selection.query.as_of is not None
    return [
        row_of(v, might=selection.date_match(v) == "might", fixed=past)
        for v in versions
    ]


MIGHT_STYLE = "maybe"


def _styles(row: EventRow) -> list[str]:
    return [chip.style for chip in row.chips]


def _first_might(rows: list[EventRow]) -> str:
    """The id of the first row that might fall outside the dates asked for."""
    return next(f"e{row.number}" for row in rows if MIGHT_STYLE in _styles(row))


def _neighbours(
    selection: Selection, versions: list[EventVersion]
) -> list[tuple[str, EventRow]]:
    """The events just before and after the only one found. Two queries."""
    present = record_at(selection.query)
    found = []
    for version in versions:
        place = (version.order_key, version.event_id)
        before = present.filter(beyond(*place, upward=False)).newest_first().first()
        after = present.filter(beyond(*place, upward=True)).chronological().first()
        found += [(_("Before it:"), before), (_("After it:"), after)]
    return [(words, row_of(version)) for words, version in found if version]


def form(selection: Selection) -> dict[str, Any]:
    """What the filter form and the search box show."""
    groups = {facet.name: facet for facet in selection.facets()}
    values = selection.form_values
    pairs = _pairs(selection)
    wrong = {problem.parameter for problem in selection.problems}
    return {
        "facets": groups,
        "more": [_more(facet) for facet in _closed(groups)],
        "families": _families(groups["kind"]),
        "values": values,
        "wrong": wrong,
        "echo": _echo(selection),
        "example_month": month_words(2025, 5, language()),
        "example_year": 2025,
        "hidden": [pair for pair in pairs if pair[0] not in _IN_FORM],
        "hidden_search": [pair for pair in pairs if pair[0] != "q"],
        "all_participants": groups["who"].total > len(groups["who"].values),
    }


def _echo(selection: Selection) -> str:
    """How the dates in the boxes were understood."""
    window = selection.window
    return read_echo(window, language=language()) if window else ""


def _pairs(selection: Selection) -> list[tuple[str, str]]:
    """The parameters in force without the page's cursor."""
    data = QueryDict(selection.whole)
    return [(name, value) for name, values in data.lists() for value in values]


def _families(kinds: Facet) -> list[tuple[FacetValue, list[FacetValue]]]:
    """The families, each with its types where they are shown."""
    return [
        (value, [v for v in kinds.values if v.value.startswith(f"{value.value}.")])
        for value in kinds.values
        if "." not in value.value
    ]


def _closed(groups: dict[str, Facet]) -> list[tuple[str, str, list[Facet]]]:
    """The groups that start closed: id, heading and the lists inside."""
    return [
        ("process", _("Process"), [groups["process"]]),
        ("where", _("Where"), [groups["place"]]),
        ("src", _("Sources"), [groups[name] for name in ("minsrc", "source", "lang")]),
    ]


def _index_of(parameter: str) -> str:
    path = _INDEXES.get(parameter, "")
    return prefixed(path) if path else ""


def _more(group: tuple[str, str, list[Facet]]) -> dict[str, Any]:
    name, label, facets = group
    return {
        "id": f"f-{name}",
        "label": label,
        "facets": [(f, _index_of(f.name)) for f in facets if f.values],
        "chosen": sum(facet.chosen for facet in facets),
        "several": len(facets) > 1,
    }
