"""The visual timeline and the comparison of lanes chosen by hand."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone

from timeline.chart.asking import DIMENSIONS, PARAMETERS, Lanes, read_lanes
from timeline.chart.charts import chart_of
from timeline.chart.choosing import choices_of
from timeline.chart.drawing import Chart
from timeline.chart.matrix import matrix_of
from timeline.chart.moving import Addresses
from timeline.chart.overview import overview_of
from timeline.chart.words import lanes_sentence
from timeline.models.versions import PublicRecord
from timeline.presentation.rows import FAMILY_LABELS
from timeline.selection import Phrase, Selection, Sentence
from timeline.views.answer import answer, axis_is_rtl, published
from timeline.views.selecting import head, to_canonical


@published
def visual(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """The events of the query in lanes of one sort, and the same events in a table.

    Redirects to the canonical address of a valid query.
    """
    return _shown(request, "visual", public, mixed=False)


@published
def compare(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """The events of the query in lanes chosen by hand, of any sort."""
    return _shown(request, "compare", public, mixed=True)


def _shown(
    request: HttpRequest, view: str, public: PublicRecord, *, mixed: bool
) -> HttpResponse:
    selection = Selection.from_query(request.GET, beside=PARAMETERS)
    asked = read_lanes(request.GET, mixed=mixed, at=selection.query.as_of)
    if moved := _moved(request, selection, asked):
        return moved
    chart = chart_of(
        selection,
        lanes=asked,
        today=timezone.localdate(),
        path=request.path,
        mirrored=axis_is_rtl(request),
    )
    context = {
        "selection": selection,
        "asked": asked,
        "chart": chart,
        "matrix": matrix_of(selection, chart.columns),
        "choices": choices_of(chart),
        "dimensions": DIMENSIONS,
        "families": FAMILY_LABELS,
        "hidden": _pairs(selection),
        "overview": _overview(request, selection, asked, chart),
        **_head(request, selection, view, asked, public),
        **_nothing(selection),
    }
    return answer(request, f"timeline/{view}.html", context)


def _moved(
    request: HttpRequest, selection: Selection, asked: Lanes
) -> HttpResponseRedirect | None:
    """To the canonical address, unless something could not be used."""
    return None if asked.problems else to_canonical(request, selection, asked.tail)


def _overview(
    request: HttpRequest, selection: Selection, asked: Lanes, chart: Chart
) -> Any:
    addresses = Addresses(selection, request.path, asked.tail)
    return overview_of(selection, chart.frame, addresses, mirrored=chart.mirrored)


def _head(
    request: HttpRequest,
    selection: Selection,
    view: str,
    asked: Lanes,
    public: PublicRecord,
) -> dict[str, Any]:
    """The head with a sentence of this view's own."""
    context = head(request, selection, view, tail=asked.tail, public=public)
    if asked.mixed:
        return context
    said = context["head"].sentence.phrases
    own = Phrase(f" {lanes_sentence(asked.by)}")
    return {"head": replace(context["head"], sentence=Sentence((*said, own)))}


def _nothing(selection: Selection) -> dict[str, Any]:
    """What a page without events offers instead."""
    if selection.count:
        return {"is_empty_record": False, "escapes": ()}
    empty = selection.is_empty_record
    return {"is_empty_record": empty, "escapes": () if empty else selection.escapes()}


def _pairs(selection: Selection) -> list[tuple[str, str]]:
    """The parameters of the selection, for forms."""
    data = QueryDict(selection.whole)
    return [(name, value) for name, values in data.lists() for value in values]
