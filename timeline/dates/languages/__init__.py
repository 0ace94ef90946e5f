"""How each language writes a date: one table a language, and nothing else.

To add a language, add a ``Language`` to ``LANGUAGES``. Only English can be typed in
full (see ``reading``); of the others the names of months and weekdays are read.
"""

from collections.abc import Sequence
from functools import reduce

from timeline.dates.errors import DateError, Said, gettext_noop
from timeline.dates.languages.arabic import ARABIC
from timeline.dates.languages.english import ENGLISH
from timeline.dates.languages.russian import RUSSIAN
from timeline.dates.languages.table import Forms, Language
from timeline.dates.languages.turkish import TURKISH
from timeline.dates.languages.ukrainian import UKRAINIAN

__all__ = ("ENGLISH", "LANGUAGES", "Forms", "Language", "either", "language_for")

LANGUAGES = {
    "en": ENGLISH,
    "uk": UKRAINIAN,
    "ru": RUSSIAN,
    "tr": TURKISH,
    "ar": ARABIC,
}


def language_for(code: str) -> Language:
    """The table of a language. Raises DateError for one that has none yet."""
    try:
        return LANGUAGES[code]
    except KeyError:
        template = gettext_noop(
            "Dates have no words in “%(code)s” yet. Use one of: %(known)s."
        )
        known = ", ".join(LANGUAGES)
        raise DateError(template, code=code, known=known) from None


def either(texts: Sequence[str]) -> Said:
    """One of the texts: "A or B"."""

    def said(code: str) -> str:
        alternatives = language_for(code).alternatives
        return reduce(lambda a, b: alternatives.format(a=a, b=b), texts)

    return Said(said)
