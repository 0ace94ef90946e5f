"""Views inside other sites, and oEmbed."""

from django.http import Http404, HttpRequest, HttpResponse


def list_(request: HttpRequest) -> HttpResponse:
    raise Http404("Not built yet.")


def visual(request: HttpRequest) -> HttpResponse:
    raise Http404("Not built yet.")


def map_(request: HttpRequest) -> HttpResponse:
    raise Http404("Not built yet.")


def oembed(request: HttpRequest) -> HttpResponse:
    raise Http404("Not built yet.")
