"""What more than one reader's template needs and Django has not."""

from django import template
from django.utils.translation import get_language

from timeline import numerals

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
