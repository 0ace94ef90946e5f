"""Help: the keyboard, accessibility."""

from django.http import HttpRequest, HttpResponse

from timeline.models.versions import PublicRecord
from timeline.presentation.shortcuts import IN_CHART, IN_LISTS, IN_STRIP, SHORTCUTS
from timeline.views.answer import answer, choice, published


@published
def keyboard(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """The keys, from the list the script works by."""
    context = {
        "on": choice(request, "keys") == "on",
        "single": SHORTCUTS,
        "in_chart": IN_CHART,
        "in_strip": IN_STRIP,
        "in_lists": IN_LISTS,
    }
    return answer(request, "timeline/keyboard.html", context)


@published
def accessibility(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """What was done for every reader, what was measured, and what was not."""
    return answer(request, "timeline/accessibility.html", {})
