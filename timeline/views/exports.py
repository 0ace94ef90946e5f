"""Files of a selection: /events.csv and the other formats."""

from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from timeline import exporting
from timeline.api.problems import ProblemError, refused
from timeline.exporting.asking import OF_FILE, Wish, read_unit
from timeline.exporting.ranges import Range, UnsatisfiableError, range_asked
from timeline.formats import FORMATS, Format
from timeline.selection import Selection
from timeline.selection.changes import Changes
from timeline.views.doors import files, problem_answer, wants_plain

_PIECE = 64 * 1024  # bytes; a piece a row is three times slower


@files
def export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002
    """The events of the query as a file, whole before its first byte.

    ``rows`` says what a row stands for. 400 names every parameter that cannot be
    used: a file of other events than those asked for would not be noticed. ``cursor``
    is of pages, and ignored. 503 while too many files are being made, or when this
    one took too long. Answers ``If-None-Match`` with 304 and ``Range`` with the part.
    """
    if format not in FORMATS:
        raise Http404(f"There is no {format} file. There is: {', '.join(FORMATS)}.")
    fmt = FORMATS[format]
    selection, wish = _asked(request, fmt)
    name = file_name(selection, fmt, wish.unit)
    return sent(request, selection, fmt, name, unit=wish.unit)


def sent(
    request: HttpRequest,
    selection: Selection | Changes,
    fmt: Format,
    file_name: str,
    *,
    unit: str = "",
) -> HttpResponseBase:
    """The whole selection as a file, or what of it was asked for.

    Raises ``ProblemError`` when it cannot be made now.
    """
    spooled, opened = _opened(selection, fmt, unit)
    return _answer(request, spooled, opened, _headers(spooled, fmt, file_name))


def file_name(selection: Selection, fmt: Format, unit: str) -> str:
    """``events-2025-05-15-russia.csv``; a unit that is not the usual one is named."""
    usual = next(iter(fmt.units))
    parts = [selection.file_stem, *([] if unit == usual else [unit])]
    return fmt.file_name("-".join(parts))


def _asked(request: HttpRequest, fmt: Format) -> tuple[Selection, Wish]:
    """What is asked for. Raises ``ProblemError`` naming what cannot be used."""
    selection = Selection.from_query(request.GET, beside=OF_FILE)
    wish = read_unit(request.GET, fmt)
    problems = (*selection.problems, *wish.problems)
    if problems:
        raise refused(problems)
    return selection, wish


def _opened(
    selection: Selection | Changes, fmt: Format, unit: str
) -> tuple[exporting.SpooledFile, IO[bytes]]:
    """The file, opened: from then on it is sent whole, even if it is removed.

    Raises ``ProblemError`` when it cannot be made now.
    """
    try:
        with suppress(FileNotFoundError):  # removed since it was found: once more
            return _spooled(selection, fmt, unit)
        return _spooled(selection, fmt, unit)
    except exporting.BeingMadeError as busy:
        raise ProblemError("busy", _being_made(busy.progress)) from busy
    except exporting.BusyError as busy:
        said = (
            "Too many files are being made at the moment. Try again in a few "
            "seconds, or ask for fewer events."
        )
        raise ProblemError("busy", said) from busy
    except OSError as error:
        raise ProblemError("busy", "The file could not be written.") from error


def _spooled(
    selection: Selection | Changes, fmt: Format, unit: str
) -> tuple[exporting.SpooledFile, IO[bytes]]:
    base_url = settings.SITE_URL
    spooled = exporting.spool(selection, fmt, base_url=base_url, unit=unit)
    return spooled, spooled.path.open("rb")


def _being_made(progress: exporting.Progress) -> str:
    said = "This file is being made"
    if progress.events:
        said += f": {progress.written:,} of {progress.events:,} events are written"
    return f"{said}. Ask again in a few seconds."


def _headers(
    spooled: exporting.SpooledFile, fmt: Format, file_name: str
) -> dict[str, str]:
    return {
        "Accept-Ranges": "bytes",
        "Cache-Control": "no-cache",
        "Content-Disposition": f'attachment; filename="{file_name}"',
        "Content-Length": str(spooled.size),
        "Content-Type": fmt.media_type,
        "ETag": spooled.etag,
        "Repr-Digest": spooled.repr_digest,
        "X-Data-Version": str(spooled.data_version),
        "X-Row-Count": str(spooled.rows),
    }


class _Download(FileResponse):
    """A file in pieces; servers that can send files by themselves do."""

    block_size = _PIECE


def _answer(
    request: HttpRequest,
    spooled: exporting.SpooledFile,
    opened: IO[bytes],
    headers: dict[str, str],
) -> HttpResponseBase:
    """The file or a part, only its headers for HEAD, or 304 when the reader has it."""
    bare = HttpResponse(headers=headers)
    kept = get_conditional_response(request, etag=spooled.etag, response=bare)
    if request.method == "HEAD" or (kept and kept is not bare):
        opened.close()
        return kept or bare
    try:
        part = range_asked(
            request.headers.get("Range", ""),
            request.headers.get("If-Range", ""),
            size=spooled.size,
            etag=spooled.etag,
        )
    except UnsatisfiableError:
        opened.close()
        return _no_part(request, spooled)
    response: HttpResponseBase
    if part is None:
        response = _Download(opened)
    else:
        response = _part(opened, part)
        headers = headers | {
            "Content-Length": str(part.length),
            "Content-Range": f"bytes {part.first}-{part.last}/{spooled.size}",
        }
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _part(opened: IO[bytes], part: Range) -> StreamingHttpResponse:
    return StreamingHttpResponse(_Pieces(opened, part), status=206)


class _Pieces:
    """The bytes of a part, in pieces. Closes the file at its end or when given up."""

    def __init__(self, opened: IO[bytes], part: Range) -> None:
        self._opened, self._left = opened, part.length
        opened.seek(part.first)

    def __iter__(self) -> Iterator[bytes]:
        while self._left:
            piece = self._opened.read(min(_PIECE, self._left))
            if not piece:
                raise EOFError("The file ended before its part did")
            self._left -= len(piece)
            yield piece
        self.close()

    def close(self) -> None:
        self._opened.close()


def _no_part(request: HttpRequest, spooled: exporting.SpooledFile) -> Any:
    """416: the file is shorter than where the part would begin."""
    said = f"The file has {spooled.size} bytes."
    response = problem_answer(ProblemError("range", said), plain=wants_plain(request))
    response.headers["Content-Range"] = f"bytes */{spooled.size}"
    response.headers["ETag"] = spooled.etag
    return response
