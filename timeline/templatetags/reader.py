"""What more than one reader's template needs and Django has not."""

from functools import cache

from django import template
from django.utils.translation import get_language

from timeline import numerals
from timeline.gazetteer.tables import Translations, states
from timeline.presentation import saying

register = template.Library()


@register.filter
def number(count: int) -> str:
    """A count with the separators of the reader's language."""
    return numerals.number(count, get_language() or "en")


@register.filter
def rounded(count: int) -> str:
    """A count, above 10,000 in round hundreds."""
    return numerals.rounded(count, get_language() or "en")


@register.filter
def short_number(count: int) -> str:
    """``8.1k``: a count for narrow cells."""
    return numerals.short_number(count, get_language() or "en")


@register.filter
def isolated(text: str) -> str:
    """A name in a sentence of the page, keeping its own direction."""
    return saying.isolated(text)


@register.filter
def country(name: str) -> str:
    """A country recorded by its English name, in the reader's language; else as it is.

    The public record has no other name for the country of an outlet.
    """
    return str(getattr(_countries().get(name), get_language() or "en", "")) or name


@cache
def _countries() -> dict[str, Translations]:
    return {state.name: state.names for state in states()}
