"""The map of a selection."""

from django.http import Http404, HttpRequest, HttpResponse


def map_(request: HttpRequest) -> HttpResponse:
    raise Http404("Not built yet.")
