"""Views inside other sites, and oEmbed.

An embed runs no script, reads no cookie and may stand in a frame of any site; every
link leaves the frame.
"""

from collections.abc import Collection
from functools import wraps
from typing import Any

from csp.constants import NONE
from csp.decorators import csp_replace
from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from timeline import atlas, chart
from timeline.chart.asking import PARAMETERS as OF_LANES
from timeline.models.versions import PublicRecord
from timeline.presentation.embedding import framed, oembed_of
from timeline.presentation.rows import row_of
from timeline.presentation.sharing import joined
from timeline.selection import Problem, Selection
from timeline.views.answer import CHOICES, View, answer, published

POLICY = {
    "frame-ancestors": ["*"],
    "script-src": [NONE],
    "connect-src": [NONE],
    "form-action": [NONE],
}
# Every link, those of drawings too, which no <base target> reaches.
OUTWARD = b'<a target="_blank" rel="noopener" '
ROWS = 50  # of a list in a frame
PLAIN = "text/plain; charset=utf-8"


def embed(view: View) -> View:
    """A published page that any site may frame, made without the reader's cookies."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.COOKIES.clear()
        response = published(view)(request, *args, **kwargs)
        response.content = response.content.replace(b"<a ", OUTWARD)
        return response

    framed_anywhere: Any = xframe_options_exempt(csp_replace(POLICY)(answered))
    return framed_anywhere


@embed
def list_(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """The first events of the query, in its order."""
    selection = selection_of(request)
    found = selection.versions()[:ROWS]
    rows = [row_of(v, might=selection.date_match(v) == "might") for v in found]
    more = max(0, selection.count - len(rows))
    context = {"rows": rows, "more": more}
    return _shown(request, "list", selection, "chronology", context)


@embed
def visual(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """The visual timeline; lanes of several sorts make it a comparison."""
    lanes = chart.read_lanes(request.GET)
    mixed = chart.read_lanes(request.GET, mixed=True)
    compared = bool(lanes.problems) and not mixed.problems
    lanes = mixed if compared else lanes
    page = "compare" if compared else "visual"
    selection = selection_of(request, OF_LANES)
    drawn = chart.chart_of(
        selection,
        lanes=lanes,
        today=timezone.localdate(),
        narrow=True,
        path=reverse(f"timeline:{page}"),
    )
    matrix = chart.matrix_of(selection, drawn.columns)
    context = {
        "chart": drawn,
        "matrix": matrix,
        "more": selection.count - len(matrix.rows),
        "problems": lanes.problems,
    }
    return _shown(request, "timeline", selection, page, context, lanes.tail)


@embed
def map_(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """The map, with the places as a list below."""
    asked = atlas.read_area(request.GET)
    selection = selection_of(request, atlas.PARAMETERS)
    context = {"map": atlas.map_of(selection, asked.area), "problems": asked.problems}
    return _shown(request, "map", selection, "map", context, asked.tail)


def selection_of(request: HttpRequest, beside: Collection[str] = ()) -> Selection:
    return Selection.from_query(request.GET, beside=("theme", *beside))


def _shown(
    request: HttpRequest,
    name: str,
    selection: Selection,
    page: str,
    context: dict[str, Any],
    tail: str = "",
) -> HttpResponse:
    """The view with its sentence, and the way to the page it is taken from."""
    theme, wrong = _theme(request)
    whole = joined(reverse(f"timeline:{page}"), selection.whole, tail)
    problems = (*selection.problems, *context.pop("problems", ()), *wrong)
    context |= {
        "selection": selection,
        "sentence": selection.sentence(),
        "problems": problems,
        "theme": theme,
        "whole": whole,
    }
    return answer(request, f"timeline/embed/{name}.html", context)


def _theme(request: HttpRequest) -> tuple[str, list[Problem]]:
    """The theme asked for, empty when the reader's system decides."""
    given = request.GET.get("theme", "auto")
    if given in CHOICES["theme"]:
        return "" if given == "auto" else given, []
    title = _("There is no theme “%(theme)s”") % {"theme": given[:40]}
    advice = _("Write theme=light, theme=dark or theme=auto.")
    return "", [Problem("theme", given[:40], title, advice)]


_SIZE = {
    "invalid": "Write a whole number of pixels.",
    "min_value": "Write 1 or more pixels.",
    "max_value": "Write at most 100,000 pixels.",
}
_URL = {"required": "Give the address of a view.", "max_length": "It is too long."}


class OembedForm(forms.Form):
    """The parameters of oEmbed 1.0."""

    url = forms.CharField(max_length=4000, error_messages=_URL)
    format = forms.CharField(max_length=20, required=False)
    maxwidth = forms.IntegerField(
        min_value=1, max_value=100_000, required=False, error_messages=_SIZE
    )
    maxheight = forms.IntegerField(
        min_value=1, max_value=100_000, required=False, error_messages=_SIZE
    )


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """How to show a view elsewhere, as oEmbed 1.0 says it.

    400 names a parameter that cannot be used, 404 is an address nothing can be shown
    of, 501 a format other than JSON.
    """
    form = OembedForm(request.GET)
    if not form.is_valid():
        return _refused(form)
    asked = form.cleaned_data
    if asked["format"] not in {"", "json"}:
        return _said("Only format=json is answered.\n", 501)
    page = framed(asked["url"])
    if page is None:
        return _said("Nothing of this site can be shown from this address.\n", 404)
    answered = oembed_of(
        page,
        most_wide=asked["maxwidth"] or 0,
        most_high=asked["maxheight"] or 0,
    )
    response = JsonResponse(answered)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-cache"
    return response


def _refused(form: OembedForm) -> HttpResponse:
    lines = (
        f"{name}: {' '.join(map(str, said))}\n" for name, said in form.errors.items()
    )
    return _said("".join(lines), 400)


def _said(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type=PLAIN)
