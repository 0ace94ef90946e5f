"""What a reader typed -> a safe query."""

import re
from dataclasses import dataclass

from timeline.names import clean, fold

MAX_WORDS = 16_000  # of one version; PostgreSQL keeps no position beyond 16,383
MAX_PHRASES = 20  # of one query
PREFIX_FROM = 4  # letters from which a plain word also finds longer words

_POSSESSIVE = re.compile(r"['’ʼ]s\b", re.IGNORECASE)
_PART = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True)
class Phrase:
    """Words that must follow each other; ``open_ended`` lets the last one go on."""

    words: tuple[str, ...]
    open_ended: bool = False


@dataclass(frozen=True)
class TextQuery:
    """Phrases that must all occur, and phrases of which none may."""

    required: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.required or self.excluded)


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order: letters and digits only."""
    return fold(_POSSESSIVE.sub("", clean(text))).split()


def read_words(text: str) -> TextQuery:
    """Read plain words, ``"quoted phrases"`` and ``-excluded`` ones.

    Any text is accepted; what holds no letter or digit is dropped. At most
    :data:`MAX_PHRASES` parts are used.
    """
    required: list[Phrase] = []
    excluded: list[Phrase] = []
    for part in list(_PART.finditer(text))[:MAX_PHRASES]:
        phrase = _phrase(part)
        if phrase.words:
            (excluded if part["minus"] else required).append(phrase)
    return TextQuery(tuple(required), tuple(excluded))


def _phrase(part: re.Match[str]) -> Phrase:
    quoted = part["phrase"] is not None
    words = tuple(words_of(part["phrase"] if quoted else part["word"]))
    long_enough = bool(words) and len(words[-1]) >= PREFIX_FROM
    return Phrase(words, open_ended=long_enough and not quoted)
