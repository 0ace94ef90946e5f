"""Labels above the lanes, for key events. Pure."""

from typing import NamedTuple

ROWS = 3
LINE = 22.0  # height of a row
LETTER = 7.4  # the width of a letter of a label, about
LONGEST = 38  # letters
APART = 8.0


class Wanted(NamedTuple):
    """A label that asks for a place: its mark's x, its words, how much it matters."""

    x: float
    words: str
    rank: tuple[int, ...]  # smaller is placed first
    note: str = ""

    @property
    def width(self) -> float:
        letters = len(self.words) + len(self.note) + bool(self.note)
        return letters * LETTER


class Placed(NamedTuple):
    """A label in its row, 0 the lowest, on one side of its leader."""

    wanted: int
    row: int
    x0: float
    x1: float
    after: bool  # the words begin at the leader; else they end there


def placed(wanted: list[Wanted], left: float, right: float) -> list[Placed]:
    """The labels that have room between ``left`` and ``right``, in no order.

    No two overlap, and no leader runs through the words of another label.
    """
    found: list[Placed] = []
    for n in sorted(range(len(wanted)), key=lambda n: wanted[n].rank):
        place = _place(n, wanted, found, left, right)
        if place:
            found.append(place)
    return found


def _place(
    n: int, wanted: list[Wanted], found: list[Placed], left: float, right: float
) -> Placed | None:
    x, width = wanted[n].x, wanted[n].width
    for row in range(ROWS):
        for x0, after in ((x + 5, True), (x - 5 - width, False)):
            place = Placed(n, row, x0, x0 + width, after)
            inside = x0 >= left and place.x1 <= right
            if inside and all(_is_clear(place, other, x, wanted) for other in found):
                return place
    return None


def _is_clear(place: Placed, other: Placed, x: float, wanted: list[Wanted]) -> bool:
    """Neither the words nor the leaders of two labels meet."""
    there = wanted[other.wanted].x
    if other.row == place.row:
        apart = place.x1 + APART <= other.x0 or other.x1 + APART <= place.x0
        return apart and not _through(place, there) and not _through(other, x)
    if other.row > place.row:  # its leader runs down past this label
        return not _through(place, there)
    return not _through(other, x)


def _through(place: Placed, x: float) -> bool:
    return place.x0 - 3 < x < place.x1 + 3


def shortened(text: str, letters: int) -> str:
    """At most so many letters, cut between words where that is near."""
    if len(text) <= letters:
        return text
    cut = text[: max(letters - 1, 1)]
    head, space, _rest = cut.rpartition(" ")
    if space and len(head) > letters * 0.6:
        cut = head
    return f"{cut.rstrip(' ,;:')}…"
