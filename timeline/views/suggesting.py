"""What the reader's script asks: names to choose, counts."""

from django.http import Http404, HttpRequest, HttpResponse


def suggest(request: HttpRequest) -> HttpResponse:
    raise Http404("Not built yet.")


def count(request: HttpRequest) -> HttpResponse:
    raise Http404("Not built yet.")
