"""Addresses of the page between renaming or merging a thing and publishing it."""

from collections.abc import Sequence

from django.db.models import Model
from django.urls import reverse
from django.utils.http import urlencode


def preview_address(
    model: type[Model], keys: Sequence[int], *, into: int | None = None
) -> str:
    """What publishing again would do; with ``into``, merging the one key into it."""
    named = [("model", str(model._meta.model_name))]
    named += [("key", str(key)) for key in keys]
    if into is not None:
        named.append(("into", str(into)))
    page = reverse("admin:timeline_republishing_add")
    return f"{page}?{urlencode(named)}"


def merge_address(model: type[Model], key: int) -> str:
    """Where an editor says which one to keep."""
    page = reverse("admin:timeline_republishing_merge")
    named = [("model", str(model._meta.model_name)), ("key", str(key))]
    return f"{page}?{urlencode(named)}"
