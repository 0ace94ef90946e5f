"""The visual timeline and the comparison of lanes chosen by hand."""

from django.http import Http404, HttpRequest, HttpResponse


def visual(request: HttpRequest) -> HttpResponse:
    raise Http404("Not built yet.")


def compare(request: HttpRequest) -> HttpResponse:
    raise Http404("Not built yet.")
