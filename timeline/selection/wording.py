"""Words of a selection in the reader's language: numbers, days, names, labels."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from timeline import numerals
from timeline.codelists.labels import labels
from timeline.dates import DateError, Window
from timeline.models.versions import Heading, VersionTerm


def language() -> str:
    """The code of the language the reader reads in; English where none is set."""
    return get_language() or "en"


def number(count: int) -> str:
    return numerals.number(count, language())


def window_words(window: Window) -> str:
    return window.words(language=language())


def label_of(list_name: str, code: str, otherwise: str = "") -> str:
    """What a code is called; ``otherwise``, else the code, when the list lacks it.

    Raises KeyError for a list there is none of.
    """
    return labels(list_name, language()).get(code, otherwise or code)


lazy_label: Any = lazy(label_of, str)


def spelled(name: str, names: Mapping[str, str] | None) -> str:
    """The spelling in the reader's language, else the name as recorded."""
    return (names or {}).get(language()) or name


def heading_name(heading: Heading) -> str:
    """The name of a public heading in the reader's language, else as recorded."""
    names = heading.card.get("names")
    return card_name(heading.dimension, heading.value, heading.label, names)


def card_name(
    dimension: str, value: str, label: str, names: Mapping[str, str] | None
) -> str:
    """The same of a heading's columns. Topics are a code list, and named by it."""
    if dimension == VersionTerm.Dimension.TOPIC:
        return label_of("topic", value, label)
    return spelled(label, names)


def listed(names: Iterable[str]) -> str:
    """The names one after another, with the comma of the language."""
    return pgettext("between the names of a list", ", ").join(names)


def alternatives(names: Iterable[str]) -> str:
    """``Kyiv or Kharkiv``; with one name, the name."""
    said, *others = names
    for other in others:
        said = _("%(one)s or %(other)s") % {"one": said, "other": other}
    return said


def date_problem(error: DateError) -> str:
    """What is wrong with a date, in the reader's language."""
    said = _(error.template)
    return said % error.values_in(language()) if error.values else said


def lower_first(text: str) -> str:
    """The words as they stand inside a sentence: ``Talks`` is ``talks``."""
    first, rest = text[:1], text[1:]
    if language() == "tr":
        first = {"I": "ı", "İ": "i"}.get(first, first)
    return f"{first.lower()}{rest}"
