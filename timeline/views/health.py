"""What machines ask, and what everybody is told while something is broken."""

import sys

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.defaults import server_error

TEXT = "text/plain; charset=utf-8"
RETRY_AFTER = 30  # seconds; a database that restarts is back sooner
_UNINDEXED = ("admin", "display", "suggest", "count")
ROBOTS = "User-agent: *\n" + "".join(f"Disallow: /{n}/\n" for n in _UNINDEXED)


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 ``ok`` while the database answers, else 503 with Retry-After."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        return _later(HttpResponse("The database does not answer.\n", TEXT))
    return HttpResponse("ok\n", TEXT)


def robots(request: HttpRequest) -> HttpResponse:
    """Everything readers open may be indexed; the editors' door may not."""
    return HttpResponse(ROBOTS, TEXT)


def error(request: HttpRequest) -> HttpResponse:
    """The answer to an exception no view caught.

    503 with Retry-After when the database is down or stopped a query that cost too
    much, else 500. Django calls it while the exception is still being handled.
    """
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return _later(HttpResponse(render_to_string("503.html")))
    return server_error(request)


def _later(response: HttpResponse) -> HttpResponse:
    response.status_code = 503
    response["Retry-After"] = str(RETRY_AFTER)
    return response
