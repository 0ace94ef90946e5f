"""What a page says: its words, a section of it, a list over all its pages."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client

from tests.markup import page


def text_of(html: str) -> str:
    """The words of a page, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def section(html: str, id_: str) -> str:
    """The section, or the table, that a heading with this id names."""
    pattern = rf'<(section|div)[^>]* aria-labelledby="{id_}">.*?</\1>'
    found = re.search(pattern, html, re.DOTALL)
    assert found, f"There is no section {id_}"
    return found[0]


def next_of(html: str) -> str:
    """The query of the next page; empty on the last."""
    found = re.search(r'<a class="btn" rel="next" href="(\?[^"]+)"', html)
    return unescape(found[1]) if found else ""


def walked(reader: Client, address: str, pattern: str, *, query: str = "") -> list[str]:
    """What the pattern finds on every page of a list, in order."""
    found: list[str] = []
    for _page in range(20):
        html = page(reader, f"{address}{query}")
        found += re.findall(pattern, html)
        query = next_of(html)
        if not query:
            return found
    raise AssertionError("The list does not end")


def today(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Make it that day."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: day)
