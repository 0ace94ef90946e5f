"""Names in the reader's language: of participants, places, headings and codes."""

from collections.abc import Mapping
from typing import Any

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
]


def name_in(named: Mapping[str, Any]) -> str:
    """The name of a party or place of a record, in the reader's language.

    Without a spelling in that language it stays as recorded: isolate it (``<bdi>``)
    where it stands among words of the page.
    """
    return spelled(named["name"], named.get("names"))
