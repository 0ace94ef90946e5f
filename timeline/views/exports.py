"""Files of a selection: /events.csv and the other formats."""

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from timeline import exporting
from timeline.formats import FORMATS, Format
from timeline.selection import Selection, TooSlow

_PLAIN = "text/plain; charset=utf-8"
_RETRY_AFTER = "5"  # seconds
_PIECE = 64 * 1024  # bytes; a piece a row is three times slower
_BUSY = (
    "Too many files are being made at the moment. Try again in a few seconds, or ask "
    "for fewer events.\n"
)
_SLOW = (
    "This file took too long to make. Ask for fewer events: give dates or a process.\n"
)
_DOWN = "The database does not answer at the moment. Try again in a few seconds.\n"


@require_safe
def export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002
    """The events of the query as a file, whole before its first byte.

    400 names every parameter that cannot be used: a file of other events than those
    asked for would not be noticed. ``cursor`` is of pages, and ignored. 503 while too
    many files are being made, or when this one took too long. Answers
    ``If-None-Match`` with 304.
    """
    if format not in FORMATS:
        raise Http404(f"There is no {format} file. There is: {', '.join(FORMATS)}.")
    selection = Selection.from_query(request.GET)
    if selection.problems:
        return _refusal(selection)
    fmt = FORMATS[format]
    try:
        spooled = exporting.spool(selection, fmt, base_url=settings.SITE_URL)
    except exporting.BusyError:
        return _unavailable(_BUSY)
    except TooSlow:
        return _unavailable(_SLOW)
    except (OperationalError, InterfaceError):
        return _unavailable(_DOWN)
    return _answer(request, spooled, fmt, fmt.file_name(selection.file_stem))


class _Download(FileResponse):
    """A file in pieces; servers that can send files by themselves do."""

    block_size = _PIECE


def _answer(
    request: HttpRequest, spooled: exporting.SpooledFile, fmt: Format, file_name: str
) -> HttpResponseBase:
    """The file, only its headers for HEAD, or 304 when the reader has it."""
    headers = {
        "Cache-Control": "no-cache",
        "Content-Disposition": f'attachment; filename="{file_name}"',
        "Content-Length": str(spooled.size),
        "Content-Type": fmt.media_type,
        "ETag": spooled.etag,
        "Repr-Digest": spooled.repr_digest,
        "X-Data-Version": str(spooled.data_version),
        "X-Row-Count": str(spooled.rows),
    }
    bare = HttpResponse(headers=headers)
    answer = get_conditional_response(request, etag=spooled.etag, response=bare)
    if request.method == "HEAD" or (answer and answer is not bare):
        return answer or bare
    download = _Download(spooled.path.open("rb"))
    for name, value in headers.items():
        download[name] = value
    return download


def _refusal(selection: Selection) -> HttpResponse:
    text = "".join(f"{problem.sentence}\n" for problem in selection.problems)
    return HttpResponse(
        text, status=400, content_type=_PLAIN, headers={"Cache-Control": "no-store"}
    )


def _unavailable(text: str) -> HttpResponse:
    return HttpResponse(
        text,
        status=503,
        content_type=_PLAIN,
        headers={"Cache-Control": "no-store", "Retry-After": _RETRY_AFTER},
    )
