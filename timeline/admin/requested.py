"""What a request says: who asks, about which row, which page of a list. What cannot be
read is no error."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict


def somebody(request: HttpRequest) -> User:
    """Who is signed in; nobody else comes here."""
    assert isinstance(request.user, User)
    return request.user


def key_of(text: str) -> int | None:
    """The key in a text that anyone may have written; None for anything else."""
    plain = text.isascii() and text.isdecimal() and len(text) < 16
    return int(text) if plain else None


def keys_of(texts: Iterable[str]) -> list[int]:
    """The keys among texts that anyone may have written, each once."""
    found = (key_of(text) for text in texts)
    return list(dict.fromkeys(key for key in found if key is not None))


def page_of(query: QueryDict, rows: Any, size: int) -> Page[Any]:
    """The page that ``p`` asks for; the nearest one for a number there is none of."""
    return Paginator(rows, size).get_page(key_of(query.get("p", "")) or 1)
