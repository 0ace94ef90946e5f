"""Names in the reader's language: of participants, places, headings and codes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from timeline.selection.wording import (
    heading_name,
    label_of,
    language,
    lazy_label,
    listed,
    lower_first,
    spelled,
)

__all__ = [
    "heading_name",
    "label_of",
    "language",
    "lazy_label",
    "listed",
    "lower_first",
    "name_in",
    "round_name",
]


def name_in(named: Mapping[str, Any]) -> str:
    """The name of a party or place of a record, in the reader's language.

    Without a spelling in that language it stays as recorded: isolate it (``<bdi>``)
    where it stands among words of the page.
    """
    return spelled(named["name"], named.get("names"))


def round_name(number: int, label: str) -> str:
    """``round 1`` in the reader's language, or the label editors gave the round."""
    if label.casefold() in {"", f"round {number}"}:
        return _("round %(number)s") % {"number": number}
    return label
