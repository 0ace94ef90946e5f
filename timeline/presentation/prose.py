"""An editor's Markdown -> safe HTML, with source marks as links."""

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from timeline.markdown import clean_html, plain_words

_TAG = re.compile(r"(<[^>]*>)")
_MARK = re.compile(r"\s?\[(\d{1,3})\]")


def prose(text: str, numbers: Iterable[int]) -> SafeString:
    """The text as HTML. ``[1]`` links to source 1 when there is one.

    The first mark of each source has the id ``r1``, for the way back.
    """
    known = set(numbers)
    seen: set[int] = set()
    parts = []
    inside_link = False
    for part in _TAG.split(clean_html(text)):
        if part.startswith("<"):
            inside_link = part.startswith("<a ") or (inside_link and part != "</a>")
            parts.append(part)
        elif inside_link:
            parts.append(part)
        else:
            parts.append(_marked(part, known, seen))
    return mark_safe("".join(parts))  # noqa: S308 - it is clean


def without_marks(text: str) -> str:
    """The text as plain words: no source marks, no signs of Markdown, one line."""
    return plain_words(_MARK.sub("", text))


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
