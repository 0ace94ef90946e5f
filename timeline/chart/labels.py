"""Labels above the lanes, for key events. Pure."""

from dataclasses import dataclass

ROWS = 3
LINE = 22.0  # height of a row
LETTER = 7.0  # the width of a letter of a label, about
# Letters of a label: first every one is placed short, then each grows to what fits.
SHORT = 24
LONGER = (72, 60, 52, 44, 38, 32, 28)
APART = 8.0


@dataclass(frozen=True)
class Wanted:
    """A label that asks for a place: its mark's x, its words, how much it matters."""

    x: float
    title: str
    rank: tuple[int, ...]  # smaller is placed first
    note: str = ""


@dataclass(frozen=True)
class Placed:
    """A label in its row, 0 the lowest, on one side of its leader."""

    wanted: int
    leader: float  # the x of its mark
    words: str
    row: int
    x0: float
    x1: float
    after: bool  # the words begin at the leader; else they end there


def placed(wanted: list[Wanted], left: float, right: float) -> list[Placed]:
    """The labels that have room between ``left`` and ``right``, by rank.

    No two overlap, and no leader runs through the words of another label.
    """
    found: list[Placed] = []
    for n in sorted(range(len(wanted)), key=lambda n: wanted[n].rank):
        places = (
            _at(wanted[n], n, row, SHORT, after=after)
            for row in range(ROWS)
            for after in (True, False)
        )
        fitting = (p for p in places if _has_room(p, found, left, right))
        found += [place] if (place := next(fitting, None)) else []
    for place in tuple(found):
        others = [other for other in found if other is not place]
        found = [_longest(place, wanted, others, left, right), *others]
    return found


def _longest(
    place: Placed, wanted: list[Wanted], others: list[Placed], left: float, right: float
) -> Placed:
    """The same place with as many words as have room there."""
    label = wanted[place.wanted]
    for letters in LONGER:
        longer = _at(label, place.wanted, place.row, letters, after=place.after)
        if _has_room(longer, others, left, right):
            return longer
    return place


def _at(label: Wanted, n: int, row: int, letters: int, *, after: bool) -> Placed:
    words = shortened(label.title, letters)
    width = (len(words) + len(label.note) + bool(label.note)) * LETTER
    x0 = label.x + 5 if after else label.x - 5 - width
    return Placed(n, label.x, words, row, x0, x0 + width, after)


def _has_room(place: Placed, found: list[Placed], left: float, right: float) -> bool:
    inside = place.x0 >= left and place.x1 <= right
    return inside and all(_is_clear(place, other) for other in found)


def _is_clear(place: Placed, other: Placed) -> bool:
    """Neither the words nor the leaders of two labels meet."""
    if other.row == place.row:
        apart = place.x1 + APART <= other.x0 or other.x1 + APART <= place.x0
        return apart and not _through(place, other) and not _through(other, place)
    if other.row > place.row:  # its leader runs down past this label
        return not _through(place, other)
    return not _through(other, place)


def _through(place: Placed, other: Placed) -> bool:
    """The leader of ``other`` would run through the words of ``place``."""
    return place.x0 - 3 < other.leader < place.x1 + 3


def shortened(text: str, letters: int) -> str:
    """At most so many letters, cut between words where that is near."""
    if len(text) <= letters:
        return text
    cut = text[: max(letters - 1, 1)]
    head, space, _rest = cut.rpartition(" ")
    if space and len(head) > letters * 0.6:
        cut = head
    return f"{cut.rstrip(' ,;:')}…"
