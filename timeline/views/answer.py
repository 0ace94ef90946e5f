"""How a page made of the public record is answered: looks, ETag, caching."""

from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language, get_language_info
from django.views.decorators.http import require_safe

from timeline.models.versions import PublicRecord
from timeline.presentation.addresses import in_language
from timeline.selection import TooSlow, stopping_after

THEMES = ("light", "dark")  # without a cookie the page follows the system
THEME_COOKIE = "theme"
RETRY_AFTER = "10"  # seconds
View = Callable[..., HttpResponse]


def looks(request: HttpRequest) -> dict[str, Any]:
    """What every page needs to be drawn; also a template context processor."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "theme": theme_of(request),
        "icons": static("timeline/icons.svg"),
        "home": reverse("timeline:chronology"),
        "here": request.path,
        "languages": languages_of(request),
        "csv": reverse("files:export", args=["csv"]),
    }


class Language(NamedTuple):
    """A language the page can be read in, with its address."""

    code: str
    name: str  # in itself
    address: str
    is_rtl: bool
    chosen: bool


def languages_of(request: HttpRequest) -> list[Language]:
    """The same page in every language."""
    here, path = get_language(), request.get_full_path()
    return [
        Language(
            code,
            name,
            in_language(path, code),
            get_language_info(code)["bidi"],
            code == here,
        )
        for code, name in settings.LANGUAGES
    ]


def theme_of(request: HttpRequest) -> str:
    """The theme the reader chose; empty follows the system."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def answer(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The page as a response."""
    shown = {**looks(request), "today": timezone.localdate(), **context}
    return render(request, template, shown, status=status)


def published(view: View) -> View:
    """A page that shows the public record and nothing else.

    It answers GET and HEAD, gives the view the record's :class:`PublicRecord` as
    ``public``, and answers 304 while neither the record nor the page's looks, code
    or day has changed. A view that takes longer than SEARCH_TIMEOUT answers 503.
    """

    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        public = PublicRecord.now()
        etag = etag_of(request, public)
        response = get_conditional_response(request, etag=etag)
        if response is None:
            response = _in_time(view, request, *args, public=public, **kwargs)
        if response.status_code in {200, 304}:
            response.headers["ETag"] = etag
        response.headers.setdefault("Cache-Control", "no-cache")
        patch_vary_headers(response, ["Cookie", "X-Requested-With"])
        return response

    return answered


def _in_time(
    view: View, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    """What the view answers, or 503 with ways to narrow the search when it is slow."""
    try:
        with stopping_after(settings.SEARCH_TIMEOUT):
            return view(request, *args, **kwargs)
    except TooSlow:
        context = {"again": request.get_full_path()}
        response = answer(request, "timeline/too_slow.html", context, status=503)
        response.headers["Retry-After"] = RETRY_AFTER
        response.headers["Cache-Control"] = "no-store"
        return response


def etag_of(request: HttpRequest, public: PublicRecord) -> str:
    parts = (
        str(public.data_version),
        request.get_full_path(),
        theme_of(request),
        request.headers.get("X-Requested-With", ""),
        timezone.localdate().isoformat(),
        settings.SITE_NAME,
        build(),
    )
    digest = sha256("\n".join(parts).encode()).hexdigest()
    return f'"{digest[:32]}"'


@cache
def build() -> str:
    """A fingerprint of what draws pages: a new release makes old copies stale.

    The words of dates and filters come from all over the package, and the names of
    style sheets from the list of static files.
    """
    found = sha256()
    package = Path(__file__).resolve().parent.parent
    templates = Path(settings.BASE_DIR) / "templates"
    static_files = Path(settings.STATIC_ROOT).glob("staticfiles.json")
    code = (path for kind in ("*.py", "*.csv") for path in package.rglob(kind))
    for path in sorted([*code, *templates.rglob("*.html"), *static_files]):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]
