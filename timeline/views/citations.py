"""Citations as files: BibTeX and RIS."""

from django.http import Http404, HttpRequest, HttpResponse


def event_citation(
    request: HttpRequest,
    number: int,
    version: int,
    format: str,  # noqa: A002
) -> HttpResponse:
    raise Http404("Not built yet.")


def view_citation(request: HttpRequest, format: str) -> HttpResponse:  # noqa: A002
    raise Http404("Not built yet.")
