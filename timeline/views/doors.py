"""What is open to every site and program: methods, CORS, problems, copies kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from timeline.api.problems import MEDIA_TYPE, ProblemError
from timeline.models.versions import PublicRecord
from timeline.selection import TooSlow, stopping_after
from timeline.views.answer import build

METHODS = "GET, HEAD, OPTIONS"
_EXPOSED = (
    "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag, "
    "Repr-Digest, Retry-After, X-Data-Version, X-Row-Count"
)
_ASKED_WITH = "Accept, If-None-Match, If-Range, Range"
_A_DAY = "86400"  # seconds
_PLAIN = "text/plain; charset=utf-8"
Door = Callable[..., HttpResponseBase]


def open_to_all(view: Door) -> Door:
    """Let every site read the answer, and nobody write: no cookie plays a part.

    Answers OPTIONS, and other methods than GET and HEAD with 405.
    """

    @csrf_exempt  # so that a POST is answered like any other method
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
            response.headers["Access-Control-Allow-Methods"] = METHODS
            response.headers["Access-Control-Allow-Headers"] = _ASKED_WITH
            response.headers["Access-Control-Max-Age"] = _A_DAY
        elif request.method not in {"GET", "HEAD"}:
            refusal = ProblemError("method", f"Use one of {METHODS}.")
            response = problem_answer(refusal)
        else:
            response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        if response.status_code in {204, 405}:
            response.headers["Allow"] = METHODS
        return response

    return opened


def data(view: Callable[..., Any]) -> Door:
    """An address that answers JSON made of the public record.

    The view gets ``public`` and returns what is to be said, or raises
    ``ProblemError``. 304 while the record and this code stay as they are.
    """

    @open_to_all
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            with as_problems():
                response = _said(view, request, *args, **kwargs)
        except ProblemError as problem:
            response = problem_answer(problem)
        if request.method == "HEAD":
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    return answered


def files(view: Door) -> Door:
    """An address that sends a file. Problems are text, unless JSON is liked better."""

    @open_to_all
    @wraps(view)
    def sent(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            with as_problems():
                return view(request, *args, **kwargs)
        except ProblemError as problem:
            response = problem_answer(problem, plain=wants_plain(request))
            patch_vary_headers(response, ["Accept"])
            return response

    return sent


def _said(
    view: Callable[..., Any], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    """What the view says, or 304 when the reader has it already."""
    public = PublicRecord.now()
    etag = _etag(request, public)
    if etag in request.headers.get("If-None-Match", ""):
        kept = get_conditional_response(request, etag=etag)
        if kept is not None:
            return _keepable(kept, etag)
    with stopping_after(settings.SEARCH_TIMEOUT):
        said = view(request, *args, public=public, **kwargs)
    response = JsonResponse(said, json_dumps_params={"ensure_ascii": False})
    return _keepable(response, etag)


def _keepable(response: HttpResponse, etag: str) -> HttpResponse:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    return response


def _etag(request: HttpRequest, public: PublicRecord) -> str:
    parts = (
        str(public.data_version),
        request.get_full_path(),
        settings.SITE_URL,
        settings.SITE_NAME,
        build(),
    )
    digest = sha256("\n".join(parts).encode()).hexdigest()
    return f'"{digest[:32]}"'


@contextmanager
def as_problems() -> Iterator[None]:
    """What the database refuses or does not answer in time, as a ``ProblemError``."""
    try:
        yield
    except TooSlow as error:
        advice = "Ask for fewer events: give dates or a process."
        raise ProblemError("slow", advice) from error
    except (OperationalError, InterfaceError) as error:
        raise ProblemError("down", "Try again in a few seconds.") from error


def problem_answer(problem: ProblemError, *, plain: bool = False) -> HttpResponse:
    """The problem as JSON, or its detail as ``plain`` text. Never kept."""
    response: HttpResponse
    if plain:
        text = problem.detail.rstrip("\n")
        response = HttpResponse(f"{text}\n", content_type=_PLAIN)
    else:
        body = problem.details(base_url=settings.SITE_URL)
        dumps = {"ensure_ascii": False}
        response = JsonResponse(body, content_type=MEDIA_TYPE, json_dumps_params=dumps)
    response.status_code = problem.status
    response.headers["Cache-Control"] = "no-store"
    if problem.retry_after:
        response.headers["Retry-After"] = str(problem.retry_after)
    if problem.location:
        response.headers["Location"] = problem.location
    return response


def wants_plain(request: HttpRequest) -> bool:
    """True unless the reader says that JSON is liked better than text."""
    liked = request.get_preferred_type(
        ["text/plain", MEDIA_TYPE, "application/json", "text/html"]
    )
    return liked not in {MEDIA_TYPE, "application/json"}
