"""What the reader's script asks: names to choose, counts."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from timeline.dates import read_echo
from timeline.models.versions import PublicRecord
from timeline.numerals import number
from timeline.presentation.suggestions import (
    FIELDS,
    LONGEST,
    Suggestion,
    suggestions,
)
from timeline.selection import Problem, Selection
from timeline.views.answer import published

OWN = ("field", "typed")  # parameters of the box, beside those that select


@published
def suggest(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """Values a box may hold: ``field`` is its filter, ``typed`` what is in it so far.

    Counts are within the rest of the query; what of it cannot be used is left out
    and named in ``problems``. 400 names the fields there are.
    """
    field, typed = (request.GET.get(name, "") for name in OWN)
    if field not in FIELDS:
        return _refusal(
            [_said("field", field, _("This box has no suggestions"), _fields())]
        )
    if len(typed) > LONGEST:
        return _refusal(
            [_said("typed", typed[:40], _("The name is too long"), _most())]
        )
    selection = Selection.from_query(request.GET, beside=OWN)
    found = suggestions(selection.query, field, typed)
    return JsonResponse(
        {
            "values": [_value(one) for one in found],
            "problems": [_problem(p) for p in selection.problems],
        }
    )


@published
def count(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """How many events the query selects, in the words of the form's button.

    400 names every parameter that cannot be used; the button then has no number.
    """
    selection = Selection.from_query(request.GET)
    if not selection.is_valid:
        return _refusal([_problem(p) for p in selection.problems])
    found = selection.count
    label = ngettext("Show %(count)s event", "Show %(count)s events", found)
    return JsonResponse(
        {
            "count": found,
            "label": label % {"count": _number(found)},
            "echo": read_echo(selection.window) if selection.window else "",
        }
    )


def _value(one: Suggestion) -> dict[str, Any]:
    said = ngettext("%(count)s event", "%(count)s events", one.count)
    return {**asdict(one), "events": said % {"count": _number(one.count)}}


def _number(count: int) -> str:
    return number(count, get_language() or "en")


def _fields() -> str:
    return _("Use one of these: %(fields)s.") % {"fields": ", ".join(FIELDS)}


def _most() -> str:
    return _("The longest is %(count)s characters.") % {"count": LONGEST}


def _problem(problem: Problem) -> dict[str, str]:
    return _said(problem.parameter, problem.value, problem.title, problem.message)


def _said(parameter: str, value: str, title: str, message: str) -> dict[str, str]:
    return {"parameter": parameter, "value": value, "title": title, "message": message}


def _refusal(problems: list[dict[str, str]]) -> JsonResponse:
    return JsonResponse({"label": _("Show events"), "problems": problems}, status=400)
