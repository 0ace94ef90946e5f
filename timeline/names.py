"""Names as people write them: cleaned, compared, and found again.

Three forms of one name:

* *clean*: what we store. NFC, single spaces, no control or bidirectional marks.
* *folded*: what search compares. Case, accents and apostrophes do not matter, so
  ``Erdogan`` finds ``Erdoğan`` and ``munster`` finds ``Münster``.
* *skeleton*: what must be unique. Letters that look alike are the same letter
  (Unicode TR 39 confusables), so a Cyrillic ``Rоssiya`` cannot pass for a second name.
"""

import re
import unicodedata
from functools import lru_cache

from confusable_homoglyphs import confusables

# Letters that NFKD leaves whole but that people type without their stroke or dot.
_STROKES = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "đ": "d",
        "ø": "o",
        "ħ": "h",
        "ŧ": "t",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ё": "е",
        "ґ": "г",
        "ى": "ي",
        "ة": "ه",
    }
)
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´ʹ"))
_NAME = 100  # characters of the longest text whose folded form is kept
_WORD = re.compile(r"[^\W_]+")
_ACCENTS = "\u0300"  # the first of the marks that change a letter
_FORMAT_KEPT = {"\u200c", "\u200d"}  # joiners that Persian and Indic spelling needs


def clean(text: str) -> str:
    """The text as we store it: NFC, one space between words, no invisible marks.

    Bidirectional controls, zero-width and other format characters are dropped
    (joiners stay only between letters). Line breaks become spaces.
    """
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if not text.isprintable():  # no mark to look for in most texts
        text = " ".join("".join(filter(_keeps, text)).split())
    return text.strip("\u200c\u200d ")


def _keeps(ch: str) -> bool:
    return ch in _FORMAT_KEPT or unicodedata.category(ch) not in {
        "Cc",
        "Cf",
        "Cs",
        "Cn",
        "Co",
    }


def clean_text(text: str) -> str:
    """Like :func:`clean`, for texts of several lines: line breaks are kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(clean(line) for line in lines).strip("\n")


def fold(text: str) -> str:
    """The text without case, accents, strokes or apostrophes; for comparing.

    Words stay separated by single spaces; everything that is neither letter nor
    digit separates words. ``fold("İstanbul’un")`` is ``"istanbulun"``.
    """
    return _fold_name(text) if len(text) <= _NAME else _fold(text)


def _is_accent(ch: str) -> bool:
    return unicodedata.category(ch).startswith("M")


def _fold(text: str) -> str:
    text = text.translate(_APOSTROPHES).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_STROKES)
    if not text.isascii():
        text = "".join(ch for ch in text if ch < _ACCENTS or not _is_accent(ch))
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text.casefold())))


# Names come again and again; whole texts would only fill the memory.
_fold_name = lru_cache(maxsize=65536)(_fold)


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """The folded name with look-alike letters made one (Unicode TR 39).

    Two names with the same skeleton look the same to a reader.
    """
    folded = fold(clean(text))
    return "".join(_prototype(ch) for ch in folded)


@lru_cache(maxsize=4096)
def _prototype(ch: str) -> str:
    """The Latin letter that ``ch`` can be taken for, else ``ch``."""
    if ch.isascii():
        return ch
    found = confusables.is_confusable(ch, greedy=False, preferred_aliases=[])
    if not found:
        return ch
    for twin in found[0]["homoglyphs"]:
        if twin["c"].isascii() and twin["c"].isalnum():
            return str(twin["c"]).casefold()
    return ch


def slugify(text: str, *, length: int = 70) -> str:
    """A Latin address part: ``a-z``, digits and hyphens, cut at a word.

    Empty when the text has no Latin letter or digit.
    """
    words = [w for w in fold(text).split() if w.isascii()]
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > length:
            break
        slug = longer
    return slug or (words[0][:length] if words else "")
