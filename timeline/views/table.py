"""The table of a selection, and its months by year."""

from django.http import HttpRequest, HttpResponse

from timeline.models.versions import PublicRecord
from timeline.presentation.years import years_of
from timeline.selection import Selection
from timeline.views.answer import answer, published
from timeline.views.chronology import rows_of
from timeline.views.selecting import head, to_canonical


@published
def table(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """The events of the query as rows of a table: those of the list, page by page."""
    selection = Selection.from_query(request.GET)
    if moved := to_canonical(request, selection):
        return moved
    page = selection.page()
    context = {
        "selection": selection,
        "count": selection.count,
        "page": page,
        "rows": rows_of(selection, page.versions),
        "escapes": () if selection.count else selection.escapes(),
        **head(request, selection, "table", public=public),
    }
    return answer(request, "timeline/table.html", context)


@published
def years(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """How many events of the query began in each month of each year."""
    selection = Selection.from_query(request.GET)
    if moved := to_canonical(request, selection):
        return moved
    context = {
        "selection": selection,
        "count": selection.count,
        "years": years_of(selection) if selection.count else None,
        "escapes": () if selection.count else selection.escapes(),
        **head(request, selection, "years", public=public),
    }
    return answer(request, "timeline/years.html", context)
