"""The letters under which an index lists its names."""

import unicodedata

# Letters that an alphabet lists apart; other accents do not matter.
_OWN = {"uk": "ґєіїй", "ru": "й", "tr": "çğıiöşü"}
_ARTICLE = "ال"
_TURKISH = str.maketrans({"I": "ı", "İ": "i"})


def letter_of(name: str, language: str) -> str:
    """The letter a name stands under, as a capital; ``#`` when it begins with none.

    The Arabic article does not count, as in ``timeline.codelists.alphabets``.
    """
    words = name.translate(_TURKISH) if language == "tr" else name
    words = unicodedata.normalize("NFC", words).casefold()
    if language == "ar":
        words = words.removeprefix(_ARTICLE)
    first = next((ch for ch in words if ch.isalnum()), "")
    if not first.isalpha():
        return "#"
    if first not in _OWN.get(language, ""):
        first = unicodedata.normalize("NFD", first)[0]
    return "İ" if language == "tr" and first == "i" else first.upper()
