"""Help: the keyboard, accessibility."""

from django.http import Http404, HttpRequest, HttpResponse


def keyboard(request: HttpRequest) -> HttpResponse:
    raise Http404("Not built yet.")


def accessibility(request: HttpRequest) -> HttpResponse:
    raise Http404("Not built yet.")
