"""A view inside another site: which ones can be, their address, what oEmbed says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import override

from timeline.presentation.sharing import joined
from timeline.selection import Selection

# Page -> its view without anything around it, and the height it needs in CSS pixels.
FRAMES: Mapping[str, tuple[str, int]] = {
    "chronology": ("embed-list", 600),
    "visual": ("embed-timeline", 560),
    "compare": ("embed-timeline", 560),
    "map": ("embed-map", 560),
}
OWN = {
    "visual": ("lanes", "lane"),
    "compare": ("lanes", "lane"),
    "map": ("area",),
}  # parameters of a view beside those that select
WIDTH = 760  # CSS pixels
CACHE_AGE = 3600  # seconds


@dataclass(frozen=True)
class Framed:
    """A page of this site that can be shown elsewhere."""

    page: str
    language: str
    query: str

    @property
    def selection(self) -> Selection:
        return Selection.from_query(
            QueryDict(self.query), beside=OWN.get(self.page, ())
        )

    @property
    def address(self) -> str:
        """Of the view without anything around it."""
        name, _height = FRAMES[self.page]
        with override(self.language):
            path = reverse(f"timeline:{name}")
        return settings.SITE_URL + joined(path, self.query)

    def size(self, most_wide: int, most_high: int) -> tuple[int, int]:
        """Width and height within those allowed; 0 allows any."""
        _name, height = FRAMES[self.page]
        return min(most_wide or WIDTH, WIDTH), min(most_high or height, height)


def framed(url: str) -> Framed | None:
    """What an address of this site shows; None when nothing can be shown of it."""
    if not url.startswith(f"{settings.SITE_URL}/"):
        return None
    parts = urlsplit(url)
    language = _language_of(parts.path)
    try:
        with override(language):
            match = resolve(parts.path)
    except Resolver404:
        return None
    name = match.url_name or ""
    return Framed(name, language, parts.query) if name in FRAMES else None


def _language_of(path: str) -> str:
    first = path.strip("/").partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def oembed_of(page: Framed, *, most_wide: int, most_high: int) -> dict[str, Any]:
    """The answer of oEmbed 1.0, type rich. One or two queries for the sentence."""
    width, height = page.size(most_wide, most_high)
    with override(page.language):
        title = page.selection.sentence().text
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.SITE_URL,
        "cache_age": CACHE_AGE,
        "width": width,
        "height": height,
        "html": format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy">'
            "</iframe>",
            page.address,
            title,
            width,
            height,
        ),
    }
