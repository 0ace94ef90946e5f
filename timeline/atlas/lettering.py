"""Where words fit on a picture: greedy, first come first served. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from timeline.atlas.geometry import Box, number
from timeline.atlas.shape import Label

LETTER = 0.58  # of the size: the mean width of a letter, generously
HEIGHT = 1.1  # of the size
RISE = 0.35  # of the size: from the middle of a line down to its base


class Lettering:
    """The room on a picture of which marks and words have taken some."""

    def __init__(self, width: int, height: int) -> None:
        self._room = Box(2, 2, width - 2, height - 2)
        self._taken: list[Box] = []

    def take(self, box: Box) -> None:
        self._taken.append(box)

    def fits(self, box: Box) -> bool:
        """True inside the picture where nothing stands yet."""
        corners = ((box.left, box.bottom), (box.right, box.top))
        inside = all(self._room.holds(corner) for corner in corners)
        return inside and not any(box.meets(taken) for taken in self._taken)

    def beside(
        self, text: str, size: int, x: float, y: float, r: float
    ) -> Label | None:
        """Words beside a disc: after it, before it, over, under or aslant.

        None where none of these is free.
        """
        seats = _seats(text, size, x, y, r)
        seat = next((s for s in seats if self.fits(s.box)), None)
        if seat is None:
            return None
        self.take(seat.box)
        return seat.label

    def centred(
        self, text: str, size: int, spots: Iterable[tuple[float, float]]
    ) -> Label | None:
        """Words around the first of the spots that is free; None where none is."""
        for x, y in spots:
            box = around(text, size, x, y)
            if self.fits(box):
                self.take(box)
                return Label(number(x), number(y + RISE * size), "middle", text)
        return None


class Seat(NamedTuple):
    label: Label
    box: Box


def width_of(text: str, size: int) -> float:
    """About how wide words are."""
    return len(text) * size * LETTER


def around(text: str, size: int, x: float, y: float, pad: float = 0) -> Box:
    """The box of words centred on a point."""
    half, tall = width_of(text, size) / 2 + pad, size * HEIGHT / 2 + pad / 2
    return Box(x - half, y - tall, x + half, y + tall)


def _seats(text: str, size: int, x: float, y: float, r: float) -> list[Seat]:
    """Every seat beside a disc, the best first."""
    level = r + size * HEIGHT / 2 + 2
    aslant = r * 0.75 + size * HEIGHT / 2
    ways = [(1, 0.0), (-1, 0.0), (0, -level), (0, level)]
    ways += [(side, way) for way in (-aslant, aslant) for side in (1, -1)]
    return [_seat(text, size, side, x, y + down, r) for side, down in ways]


_ANCHORS = {1: "start", -1: "end", 0: "middle"}


def _seat(text: str, size: int, side: int, x: float, y: float, r: float) -> Seat:
    """Words after (1), before (-1) or around (0) the middle of a disc."""
    at = x + side * (r + 5)
    middle = at + side * width_of(text, size) / 2
    label = Label(number(at), number(y + RISE * size), _ANCHORS[side], text)
    return Seat(label, around(text, size, middle, y))
