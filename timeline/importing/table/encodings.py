"""Which encoding a text file has: known, as good as known, or to be asked.

A byte order mark or valid UTF-8 settles it. Without either, an old Windows code page
is taken only when nearly all words with letters outside ASCII are words as people
write them in that code page, and hardly any are in the others.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from timeline.importing.errors import ImportFileError
from timeline.importing.table.opening import Opened

CODE_PAGES: dict[str, str] = {
    "windows-1251": "Cyrillic (Windows-1251)",
    "windows-1252": "Western European (Windows-1252)",
    "windows-1254": "Turkish (Windows-1254)",
    "windows-1256": "Arabic (Windows-1256)",
}
ENCODINGS: dict[str, str] = {"utf-8": "UTF-8", "utf-16": "UTF-16", **CODE_PAGES}
_CHUNK = 65536
_SAMPLE = 65536  # bytes of lines with letters outside ASCII
_CERTAIN, _UNLIKELY, _ENOUGH = 0.97, 0.6, 8  # shares of words; number of words
_WORD = re.compile(r"[^\W\d_]+")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_TURKISH = frozenset("çğıöşüâîûÇĞİÖŞÜÂÎÛ")
_ICELANDIC = frozenset("áéíóúýðþæöÁÉÍÓÚÝÐÞÆÖ")
_SCRIPTS = {"windows-1251": "CYRILLIC", "windows-1256": "ARABIC"}


class Encoding(NamedTuple):
    """``name`` is empty when it must be asked. ``note`` says what was concluded."""

    name: str
    note: str = ""


def encoding_of(opened: Opened, answer: str = "") -> Encoding:
    """The file's encoding. Raises ImportFileError when it can be none of ours."""
    with opened.open() as stream:
        head = stream.read(4096)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding(_checked(opened, "utf-16"))
    if head.count(0) > len(head) // 5:
        raise ImportFileError(
            "This file is not text, or it is UTF-16 without its byte order mark. "
            "Save it as CSV UTF-8."
        )
    if answer:
        return Encoding(_checked(opened, _known(answer)))
    if _decodes(opened, "utf-8"):
        return Encoding("utf-8")
    return _guess(_telling_lines(opened))


def _known(answer: str) -> str:
    if answer not in ENCODINGS:
        names = ", ".join(ENCODINGS)
        raise ImportFileError(f"“{answer}” is not an encoding we read. Write {names}.")
    return answer


def _checked(opened: Opened, name: str) -> str:
    if not _decodes(opened, name):
        raise ImportFileError(
            f"The file cannot be read as {ENCODINGS[name]}: it has bytes that mean "
            "nothing there. Choose another encoding, or save it as CSV UTF-8."
        )
    return name


def codec(name: str) -> str:
    """The name Python has for it; a byte order mark is left out of the text."""
    return "utf-8-sig" if name == "utf-8" else name


def _decodes(opened: Opened, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec(name))()
    try:
        with opened.open() as stream:
            for piece in _pieces(stream):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(_CHUNK):
        yield piece


def _telling_lines(opened: Opened) -> bytes:
    """Bytes from all over the file's beginning that say which code page it is."""
    found = bytearray()
    with opened.open() as stream:
        while len(found) < _SAMPLE and (line := stream.readline(_CHUNK)):
            if _NOT_ASCII.search(line):
                found += line
    return bytes(found[:_SAMPLE])


def _guess(sample: bytes) -> Encoding:
    shares = {name: _share_of_words(sample, name) for name in CODE_PAGES}
    best = max(shares, key=lambda name: shares[name])
    if best in ("windows-1252", "windows-1254"):
        best = _western_or_turkish(sample)
    rivals = [
        share for name, share in shares.items() if name in _SCRIPTS and name != best
    ]
    if best in _SCRIPTS:
        rivals.append(shares["windows-1252"])
    if not best or shares[best] < _CERTAIN or max(rivals) > _UNLIKELY:
        return Encoding("")
    return Encoding(
        best,
        f"The file is not UTF-8. It is read as {CODE_PAGES[best]}: "
        f"{shares[best]:.0%} of its words with such letters fit.",
    )


def _share_of_words(sample: bytes, name: str) -> float:
    """The share of words with letters outside ASCII that look written in it."""
    try:
        text = sample.decode(name)
    except UnicodeDecodeError:
        return 0.0
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if len(words) < _ENOUGH:
        return 0.0
    fitting = sum(_looks_written(word, _SCRIPTS.get(name, "LATIN")) for word in words)
    return fitting / len(words)


def _looks_written(word: str, script: str) -> bool:
    """One script, capitals only where capitals stand, no heap of accents."""
    if not all(unicodedata.name(sign, "").startswith(script) for sign in word):
        return False
    if script == "ARABIC":
        return True
    if script == "LATIN" and re.search(r"[^\x00-\x7f]{3}", word):
        return False
    return word.isupper() or word[1:].islower() or len(word) == 1


def _western_or_turkish(sample: bytes) -> str:
    """The two differ in six letters: ğ ı ş stand where ð ý þ do. Empty: undecided."""
    try:
        turkish, western = sample.decode("windows-1254"), sample.decode("windows-1252")
    except UnicodeDecodeError:
        return ""
    if turkish == western:
        return "windows-1252"
    if _letters(turkish) <= _TURKISH:
        return "windows-1254"
    return "windows-1252" if _letters(western) <= _ICELANDIC else ""


def _letters(text: str) -> frozenset[str]:
    return frozenset(sign for sign in text if sign.isalpha() and not sign.isascii())
