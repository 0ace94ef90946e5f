"""The query box: words, and tokens that become filters.

``who:ukraine place:"Dolmabahçe Palace" -ceasefire "direct talks"``
"""

import difflib
import re
from dataclasses import dataclass, field

from timeline.selection.vocabulary import OTHER_NAMES

TOKENS = (
    "who",
    "role",
    "kind",
    "status",
    "place",
    "process",
    "source",
    "from",
    "to",
    "has",
    "lang",
    "topic",
)
_TOKEN = re.compile(
    r"(?<!\S)(?P<minus>-?)(?P<name>[A-Za-z_]{2,20}):"
    r'(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s":/][^\s"]*))'
)
EXCLUDABLE = ("who", "kind", "status", "place", "process", "source", "topic")


@dataclass(frozen=True)
class Token:
    name: str
    value: str


@dataclass
class BoxReading:
    """What was typed, taken apart."""

    words: str = ""  # left for the search of words
    wanted: list[Token] = field(default_factory=list)
    excluded: list[Token] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read_box(text: str) -> BoxReading:
    """Take the tokens out of a query. Unknown ones stay as words."""
    reading = BoxReading()
    rest = _TOKEN.sub(lambda match: _take(match, reading), text)
    reading.words = " ".join(rest.split())
    return reading


def _take(match: re.Match[str], reading: BoxReading) -> str:
    name = match["name"].casefold()
    value = match["quoted"] if match["quoted"] is not None else match["bare"]
    if match["minus"] and name in EXCLUDABLE:
        reading.excluded.append(Token(name, value))
        return " "
    if name in TOKENS and not match["minus"]:
        reading.wanted.append(Token(name, value))
        return " "
    reading.unknown.append(name)
    return f" {match['minus']}{name} {match['minus']}{value} "


def near_names(name: str) -> tuple[str, ...]:
    """The filters somebody may have meant."""
    if name in OTHER_NAMES:
        return OTHER_NAMES[name]
    return tuple(difflib.get_close_matches(name, TOKENS, n=2, cutoff=0.6))
