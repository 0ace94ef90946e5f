"""An editor's Markdown -> clean HTML, or plain words. No Django."""

from html import unescape
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_TAGS = {"p", "em", "strong", "ul", "ol", "li", "a", "blockquote", "br", "code"}
_ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "*": set()}


def clean_html(text: str) -> str:
    """The text as HTML with few tags: no script, style, picture or other address
    than a whole http(s) one that shows its host."""
    return nh3.clean(
        _MARKDOWN.render(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_web_address,
    )


def plain_words(text: str) -> str:
    """The text without signs of Markdown, on one line."""
    html = _MARKDOWN.render(text)
    return " ".join(unescape(nh3.clean(html, tags=set())).split())


def is_web_address(value: str) -> bool:
    """Is it a whole http(s) address that shows its host?"""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    whole = parts.scheme in {"http", "https"} and parts.hostname
    return bool(whole) and "@" not in parts.netloc


def _web_address(tag: str, attribute: str, value: str) -> str | None:
    if (tag, attribute) != ("a", "href"):
        return value
    return value if is_web_address(value) else None
