"""The map of a selection."""

from django.http import HttpRequest, HttpResponse

from timeline.atlas import PARAMETERS, map_of, read_area
from timeline.models.versions import PublicRecord
from timeline.presentation.heads import addressed
from timeline.selection import Selection
from timeline.views.answer import answer, published
from timeline.views.selecting import head, to_canonical


@published
def map_(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """Where the selected events were: a picture, and the same places as a list.

    ``area=world`` shows the whole world instead of the part the events are in.
    """
    selection = Selection.from_query(request.GET, beside=PARAMETERS)
    asked = read_area(request.GET)
    moved = to_canonical(request, selection, asked.tail)
    if moved and not asked.problems:
        return moved
    context = head(request, selection, "map", tail=asked.tail) | {
        "selection": selection,
        "asked": asked,
        "map": map_of(selection, asked.area),
        "fitted": addressed(request.path, selection.whole),
        "world": addressed(
            request.path, "&".join(filter(None, [selection.whole, "area=world"]))
        ),
        "is_empty_record": not selection.count and selection.is_empty_record,
        "escapes": () if selection.count else selection.escapes(),
    }
    return answer(request, "timeline/map.html", context)
