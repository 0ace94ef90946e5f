"""The addresses of pages in the reader's language.

English pages have no prefix; the others start with their language: ``/uk/``.
``reverse`` says the same; for each row of a list it is slow.
"""

from django.conf import settings
from django.utils.translation import get_language


def prefixed(path: str) -> str:
    """An absolute path of this site, in the language in use: ``/uk/e/4821``."""
    language = get_language() or settings.LANGUAGE_CODE
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


def of_event(number: int, slug: str) -> str:
    """The page of an event; a former slug leads there too."""
    return prefixed(f"/events/{number}-{slug}/")


def in_language(full_path: str, code: str) -> str:
    """The same page (path and query) in another language."""
    _, first, rest = f"{full_path}/".split("/", 2)
    bare = full_path
    if first != settings.LANGUAGE_CODE and first in dict(settings.LANGUAGES):
        bare = f"/{rest[:-1]}"
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"
