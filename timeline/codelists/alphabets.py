"""The order of words in each language's own alphabet. No Django.

Letters with a place of their own are those of Ukrainian and Turkish in CLDR 45; the
Cyrillic й is one too. Other accents do not matter: ё stands with е, é with e.
"""

import unicodedata

_LATER = "\uffff"  # behind every letter that may follow
# A letter with a place of its own -> what sorts there.
_PLACES = {
    "uk": {
        "ґ": "г" + _LATER,
        "є": "е" + _LATER,
        "і": "и" + _LATER,
        "ї": "и" + _LATER * 2,
    },
    "tr": {
        "ç": "c" + _LATER,
        "ğ": "g" + _LATER,
        "ı": "h" + _LATER,
        "i": "h" + _LATER * 2,
        "ö": "o" + _LATER,
        "ş": "s" + _LATER,
        "ü": "u" + _LATER,
    },
}
_ARTICLE = "ال"
_TURKISH = str.maketrans({"I": "ı", "İ": "i"})


def sort_key(text: str, language: str = "en") -> tuple[str, str]:
    """A key that sorts names as the language's dictionaries do.

    Case does not matter, nor does the Arabic article. The text itself ends the key,
    so that the order of equals is always the same.
    """
    words = text.translate(_TURKISH) if language == "tr" else text
    words = unicodedata.normalize("NFC", words).casefold()
    if language == "ar":
        words = words.removeprefix(_ARTICLE)
    places = _PLACES.get(language, {})
    return "".join(places.get(ch) or _bare(ch) for ch in words), text


def _bare(letter: str) -> str:
    """The letter without its accents."""
    return letter if letter == "й" else unicodedata.normalize("NFD", letter)[0]
