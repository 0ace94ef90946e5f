"""An editor's Markdown -> safe HTML, with source marks as links."""

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_TAGS = {"p", "em", "strong", "ul", "ol", "li", "a", "blockquote", "br", "code"}
_ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "*": set()}
_TAG = re.compile(r"(<[^>]*>)")
_MARK = re.compile(r"\s?\[(\d{1,3})\]")


def prose(text: str, numbers: Iterable[int]) -> SafeString:
    """The text as HTML. ``[1]`` links to source 1 when there is one.

    The first mark of each source has the id ``r1``, for the way back.
    """
    known = set(numbers)
    seen: set[int] = set()
    # nh3 keeps only the tags and attributes named above.
    html = nh3.clean(
        _MARKDOWN.render(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_web_address,
    )
    parts = []
    inside_link = False
    for part in _TAG.split(html):
        if part.startswith("<"):
            inside_link = part.startswith("<a ") or (inside_link and part != "</a>")
            parts.append(part)
        elif inside_link:
            parts.append(part)
        else:
            parts.append(_marked(part, known, seen))
    return mark_safe("".join(parts))  # noqa: S308 - nh3 cleaned it


def _web_address(tag: str, attribute: str, value: str) -> str | None:
    """The address of a link when it is a whole http(s) one that shows its host."""
    if (tag, attribute) != ("a", "href"):
        return value
    parts = urlsplit(value)
    whole = parts.scheme in {"http", "https"} and parts.hostname
    return value if whole and "@" not in parts.netloc else None


def without_marks(text: str) -> str:
    """The text as plain words: no source marks, no signs of Markdown, one line."""
    html = _MARKDOWN.render(_MARK.sub("", text))
    return " ".join(unescape(nh3.clean(html, tags=set())).split())


def marks_in(text: str) -> set[int]:
    """The source numbers a text is marked with."""
    return {int(number) for number in _MARK.findall(text)}


def _marked(text: str, known: set[int], seen: set[int]) -> str:
    def link(match: re.Match[str]) -> str:
        number = int(match[1])
        if number not in known:
            return match[0]
        anchor = "" if number in seen else f' id="r{number}"'
        seen.add(number)
        label = escape(_("Source %(number)s") % {"number": number})
        return (
            f'<a class="fn" href="#s{number}"{anchor} aria-label="{label}">{number}</a>'
        )

    return _MARK.sub(link, text)
