"""What each code is called, in the five languages. No Django, no models.

``labels.csv`` beside this module holds a line for each code of each list: English as
the lists themselves say it, and Ukrainian, Russian, Turkish and Arabic. A cell is
empty only where the English one is: a role that rows do not name. See TRANSLATION.md
for the terminology and for what waits for a native reader.
"""

import csv
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "uk", "ru", "tr", "ar")
Labels = dict[str, str]  # by code, in the order of the list


@cache
def _all() -> dict[str, dict[str, Labels]]:
    """Every label by list, language and code."""
    found: dict[str, dict[str, Labels]] = {}
    text = files("timeline.codelists").joinpath("labels.csv")
    with text.open("r", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            kept = found.setdefault(row["list"], {code: {} for code in LANGUAGES})
            for language in LANGUAGES:
                kept[language][row["code"]] = row[language]
    return found


def lists() -> tuple[str, ...]:
    """The names of the lists that have labels."""
    return tuple(_all())


def labels(list_name: str, language: str = "en") -> Labels:
    """The labels of a list by code; in English where we have no such language.

    Raises KeyError for a list there is none of.
    """
    by_language = _all()[list_name]
    return by_language.get(language, by_language["en"])


def label(list_name: str, code: str, language: str = "en") -> str:
    """What a code is called. Raises KeyError for an unknown list or code."""
    return labels(list_name, language)[code]
