"""Text made safe for one line of a citation."""

import unicodedata
from urllib.parse import quote

# All that an address may hold as it is: reserved and unreserved characters and "%".
_IN_ADDRESS = "!#$%&'()*+,/:;=?@[]~"
_BREAKS = frozenset({"Cc", "Zl", "Zp"})


def one_line(text: str) -> str:
    """The text without breaks and control characters, its spaces single."""
    shown = (" " if unicodedata.category(c) in _BREAKS else c for c in text)
    return " ".join("".join(shown).split())


def plain_address(address: str) -> str:
    """The address in ASCII, without spaces, braces or backslashes."""
    return quote(one_line(address), safe=_IN_ADDRESS)
