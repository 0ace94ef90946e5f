"""How pages look, as each reader wants them."""

from typing import Any, NamedTuple

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from timeline.presentation.addresses import prefixed
from timeline.views.answer import CHOICES, answer, choice

A_YEAR = 365 * 24 * 60 * 60  # seconds


class DisplayForm(forms.Form):
    """The reader's choices, and where to go back to. What is not sent stays."""

    next = forms.CharField(max_length=2000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, values in CHOICES.items():
            self.fields[name] = forms.ChoiceField(
                choices=[(v, v) for v in values], required=False
            )


class Option(NamedTuple):
    """One way to have it."""

    value: str
    label: str
    chosen: bool


class Group(NamedTuple):
    """A choice of the page, with what it is about."""

    name: str
    legend: str
    hint: str
    options: list[Option]
    wrong: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Choose theme, axis and keys; kept in cookies for a year and in no other place.

    400 when a value is none of those offered; the page then says which group.
    """
    if request.method != "POST":
        return _choice(request)
    form = DisplayForm(request.POST)
    if not form.is_valid():
        return _choice(request, wrong=set(form.errors), status=400)
    response = HttpResponseRedirect(_back(request, form.cleaned_data["next"]))
    for name in CHOICES:
        _keep(request, response, name, form.cleaned_data[name])
    return response


def _keep(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    if value == CHOICES[name][0]:
        response.delete_cookie(name, samesite="Lax")
    elif value:
        response.set_cookie(
            name,
            value,
            max_age=A_YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )


def _choice(
    request: HttpRequest, *, wrong: set[str] | None = None, status: int = 200
) -> HttpResponse:
    """The form; the groups in ``wrong`` say what to do."""
    groups = [_group(request, name, name in (wrong or set())) for name in CHOICES]
    context = {"groups": groups, "problem": bool(wrong)}
    return answer(request, "timeline/display.html", context, status=status)


def _group(request: HttpRequest, name: str, wrong: bool) -> Group:
    legend, hint, labels = _words()[name]
    options = [
        Option(value, labels[value], value == choice(request, name))
        for value in CHOICES[name]
    ]
    return Group(name, legend, hint, options, wrong)


def _words() -> dict[str, tuple[str, str, dict[str, str]]]:
    """Legend, hint and the label of each value, by name."""
    return {
        "theme": (
            _("Theme"),
            _("Light or dark pages. Colours keep the same contrast in both."),
            {
                "auto": _("As the system has it"),
                "light": _("Light"),
                "dark": _("Dark"),
            },
        ),
        "axis": (
            _("Direction of time"),
            _(
                "Timelines and strips run as the language is written. In Arabic the "
                "earliest day is on the right."
            ),
            {
                "follow": _("As the language is written"),
                "ltr": _("Always from left to right"),
            },
        ),
        "keys": (
            _("Keyboard shortcuts"),
            _(
                "Single keys such as / for search. Turn them off when they are in the "
                "way of speech input or of other software."
            ),
            {"on": _("On"), "off": _("Off")},
        ),
    }


def _back(request: HttpRequest, wanted: str) -> str:
    """The page to go back to: one of this site, else the display page."""
    safe = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and safe else prefixed("/display/")
