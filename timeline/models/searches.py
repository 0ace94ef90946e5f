"""Searches of the desk that an editor keeps under a name."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from timeline.models.naming import visible_name

LONGEST = 2000  # characters of a query string
MOST_FILTERS = 40
_TEXT = 300  # characters of one value
# What says where in a list one is, not what is in it.
_PASSING = {"p", "e", "all", "_changelist_filters", "_popup", "_to_field"}


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """Saved searches."""

    def seen_by(self, user: Any) -> "SavedSearchQuerySet":
        """An editor's own and those shared with the desk."""
        return self.filter(Q(owner=user.pk) | Q(shared=True))


class SavedSearch(models.Model):
    """The filters of a list of the desk, kept under a name.

    Only filters are kept, never an address: see :func:`filters_of`.
    """

    class Page(models.TextChoices):
        LIST = "list", "Events"
        QUEUE = "queue", "Review queue"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches"
    )
    page = models.CharField(max_length=8, choices=Page, default=Page.LIST)
    name = models.CharField(max_length=80, validators=[visible_name])
    query = models.CharField(max_length=LONGEST)
    shared = models.BooleanField("shared with the desk", default=False)
    created = models.DateTimeField(auto_now_add=True)
    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        verbose_name_plural = "saved searches"
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "page", "name"],
                name="saved_search_once",
                violation_error_message="You have a search with this name already.",
            ),
        )

    def __str__(self) -> str:
        return self.name


def filters_of(query: str) -> str:
    """The filters of a query string, written anew.

    Raises ValidationError for one that holds none, or what no list would read.
    """
    if len(query) > LONGEST:
        raise ValidationError(
            f"These filters are longer than {LONGEST} characters. Use fewer of them."
        )
    try:
        pairs = parse_qsl(query, errors="strict", max_num_fields=MOST_FILTERS)
    except ValueError as error:
        raise ValidationError("These filters could not be read.") from error
    kept = [pair for pair in pairs if pair[0] not in _PASSING]
    if not kept:
        raise ValidationError("Filter or search the list first, then save that.")
    if not all(map(_is_filter, kept)):
        raise ValidationError("These filters could not be read.")
    return urlencode(_once(kept))


def _is_filter(pair: tuple[str, str]) -> bool:
    name, text = pair
    plain = name.isascii() and name.isidentifier() and len(name) <= 80
    return plain and text.isprintable() and len(text) <= _TEXT


def _once(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return list(dict.fromkeys(pairs))
