"""Names of months and weekdays that are typed in another language than English."""

import re
from collections.abc import Iterator

from timeline.dates.languages import ENGLISH, LANGUAGES, Language

# Letters that are typed one for the other: Turkish without its dots and hooks, Arabic
# without its hamza, any kind of apostrophe.
_ALIKE = ("iı", "sş", "gğ", "cç", "uü", "oö", "اأإآٱ", "её", "'’ʼ")
_FOLD = {ord(letter): group[0] for group in _ALIKE for letter in group}
_SPREAD = {letter: f"[{group}]" for group in _ALIKE for letter in group}
_VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0640]")  # of Arabic, and its stretching
_YEAR_WORDS = ("год", "года", "году", "г", "рік", "року", "році", "р", "عام", "سنة")


def _fold(text: str) -> str:
    return text.lower().rstrip(".").translate(_FOLD)


def _names(table: Language) -> Iterator[tuple[str, str]]:
    """Every name in every case, beside the English one."""
    for forms in table.cases.values():
        yield from zip(forms.months, ENGLISH.months, strict=True)
        yield from zip(forms.day_months, ENGLISH.months, strict=True)
        yield from zip(forms.weekdays, ENGLISH.weekdays, strict=True)
    yield from zip(table.short_months, ENGLISH.months, strict=True)


def _english_names() -> Iterator[tuple[str, str]]:
    """Every name by its folded form; both names of a dual month, also alone."""
    for code, table in LANGUAGES.items():
        for name, english in _names(table) if code != "en" else ():
            for one in {name, *name.split("/"), "/".join(name.split("/")[::-1])}:
                yield _fold(one), english.lower()
    for word in _YEAR_WORDS:
        yield _fold(word), ""


_ENGLISH = dict(_english_names())


def _pattern(name: str) -> str:
    letters = (_SPREAD.get(letter, re.escape(letter)) for letter in name)
    return "".join(letters).replace("/", r"\s?/\s?")


_LONGEST_FIRST = sorted(_ENGLISH, key=len, reverse=True)
_NAME = re.compile(
    rf"(?<![^\W\d_])({'|'.join(map(_pattern, _LONGEST_FIRST))})(?![^\W\d_])\.?"
)


def in_english(text: str) -> str:
    """A lower-case text with the names of months and weekdays in English.

    The word for "year" beside a year is left out. Everything else stays.
    """
    text = _VOWEL_SIGNS.sub("", text.replace("i\u0307", "i"))
    return _NAME.sub(_english, text)


def _english(match: re.Match[str]) -> str:
    return _ENGLISH[_fold(re.sub(r"\s?/\s?", "/", match[1]))]
