"""The table of a selection, and its months by year."""

from django.http import Http404, HttpRequest, HttpResponse


def table(request: HttpRequest) -> HttpResponse:
    raise Http404("Not built yet.")


def years(request: HttpRequest) -> HttpResponse:
    raise Http404("Not built yet.")
