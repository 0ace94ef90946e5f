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
from django.utils.http import urlencode
from django.utils.translation import (
    get_language,
    get_language_bidi,
    get_language_info,
)
from django.views.decorators.http import require_safe

from timeline.models.versions import PublicRecord
from timeline.presentation.addresses import in_language
from timeline.presentation.shortcuts import KEYS
from timeline.selection import TooSlow, stopping_after

# What a reader may choose in Display: the cookie's name and its values, the default
# first. The default leaves no cookie.
CHOICES = {
    "theme": ("auto", "light", "dark"),
    "axis": ("follow", "ltr"),
    "keys": ("on", "off"),
}
# The reader's script. Each module stands alone; they meet through the page's events.
MODULES = (
    "again",
    "swap",
    "count",
    "combobox",
    "brush",
    "chart",
    "keys",
    "dialog",
    "copy",
)
# Pages that other sites can show, with the address of what they show.
EMBEDDED = {"chronology": "embed-list", "visual": "embed-timeline", "map": "embed-map"}
IN_MASTHEAD = ("en", "uk", "ar")  # all are in the foot
NAMED_IN_MASTHEAD = 2
RETRY_AFTER = "10"  # seconds
View = Callable[..., HttpResponse]


def looks(request: HttpRequest) -> dict[str, Any]:
    """What every page needs to be drawn; also a template context processor.

    ``theme``, ``axis`` and ``keys`` are the reader's choices, empty for the default;
    ``axis_rtl`` is true when time runs from right to left.
    """
    chosen = choices_of(request)
    languages = languages_of(request)
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        **chosen,
        "axis_rtl": axis_is_rtl(request),
        "shortcuts": KEYS,
        "modules": [static(f"timeline/reader/{name}.js") for name in MODULES],
        "oembed": oembed_of(request),
        "icons": static("timeline/icons.svg"),
        "home": reverse("timeline:chronology"),
        "here": request.path,
        "languages": languages,
        "near_languages": [
            one for one in languages if one.code in IN_MASTHEAD and not one.chosen
        ][:NAMED_IN_MASTHEAD],
        "this_day": timezone.localdate().isoformat(),
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


def oembed_of(request: HttpRequest) -> str:
    """Where to ask how to show this page elsewhere; empty when it cannot be."""
    match = request.resolver_match
    if match is None or match.url_name not in EMBEDDED:
        return ""
    page = f"{settings.SITE_URL}{request.get_full_path()}"
    return f"{settings.SITE_URL}{reverse('files:oembed')}?{urlencode({'url': page})}"


def choice(request: HttpRequest, name: str) -> str:
    """What the reader chose in Display for a name of :data:`CHOICES`."""
    given = request.COOKIES.get(name, "")
    return given if given in CHOICES[name] else CHOICES[name][0]


def choices_of(request: HttpRequest) -> dict[str, str]:
    """Every choice; empty where it is the default."""
    chosen = {name: choice(request, name) for name in CHOICES}
    return {n: "" if v == CHOICES[n][0] else v for n, v in chosen.items()}


def axis_is_rtl(request: HttpRequest) -> bool:
    """Time runs as the language is written, unless the reader fixed it."""
    return get_language_bidi() and choice(request, "axis") == "follow"


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


def momentary(view: View) -> View:
    """A page of the public record and of what goes on beside it: never kept.

    It answers GET and HEAD and gives the view ``public``, as :func:`published` does.
    """

    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        public = PublicRecord.now()
        response = _in_time(view, request, *args, public=public, **kwargs)
        response.headers["Cache-Control"] = "no-store"
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
        response = answer(request, _too_slow(request), context, status=503)
        response.headers["Retry-After"] = RETRY_AFTER
        response.headers["Cache-Control"] = "no-store"
        return response


def _too_slow(request: HttpRequest) -> str:
    """The template that says so: alone in a frame, else a page with ways out."""
    match = request.resolver_match
    in_frame = match is not None and str(match.url_name).startswith("embed-")
    return f"timeline/{'embed/' if in_frame else ''}too_slow.html"


def etag_of(request: HttpRequest, public: PublicRecord) -> str:
    parts = (
        str(public.data_version),
        request.get_full_path(),
        *choices_of(request).values(),
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
    code = (path for kind in ("*.py", "*.csv", "*.mo") for path in package.rglob(kind))
    for path in sorted([*code, *templates.rglob("*.html"), *static_files]):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]
