"""Labels in the lanes, at the zooms that label every event: inside or beside a mark.

Pure. A label never runs over the end of its own mark: brackets say what is known.
"""

from dataclasses import dataclass, replace

from timeline.chart.labels import shortened
from timeline.chart.packing import Extent
from timeline.chart.pen import Scale
from timeline.chart.shapes import Figure

LETTER = 6.7  # the width of a letter, about
LETTERS = 44  # of a label when sub-rows are chosen; what room is left makes it longer
FEWEST = 8  # letters that are worth reading
EDGE = 8.0  # between words and the end of the bracket they stand in


@dataclass(frozen=True)
class Beside:
    """Words at an x, and after them a note on what is not as usual."""

    x: float
    title: str
    letters: int = LETTERS
    note: str = ""
    ends: bool = False  # the words end at x

    @property
    def words(self) -> str:
        return shortened(self.title, self.letters)

    @property
    def width(self) -> float:
        return (len(self.words) + self._noted) * LETTER

    @property
    def extent(self) -> Extent:
        if self.ends:
            return self.x - self.width, self.x
        return self.x, self.x + self.width

    @property
    def _noted(self) -> int:
        return len(self.note) + 1 if self.note else 0

    def within(self, right: float) -> "Beside | None":
        """As much of the title as has room before ``right``; None when hardly any."""
        letters = int((right - self.x) / LETTER) - self._noted
        return replace(self, letters=letters) if letters >= FEWEST else None


@dataclass(frozen=True)
class Mark:
    """The mark that asks for a label: from where to where, and of what shape."""

    own: Extent
    figure: Figure
    status: str = ""  # as readers see it
    is_bounded: bool = False  # a symbol stands inside it

    @property
    def is_hollow(self) -> bool:
        """Words inside are read as words: no stroke and no bar runs through them."""
        is_plain = self.figure.shape == "bracket" and self.status != "off"
        return is_plain and not self.is_bounded

    @property
    def inside(self) -> float:
        """Where words inside begin: after the filled half of a disputed mark."""
        return self.own[0] + (22 if self.status == "disputed" else 14)


def beside(mark: Mark, title: str, note: str, scale: Scale) -> Beside | None:
    """Inside a bracket that holds it, else after the mark, else before it."""
    left, right = mark.own
    inside = Beside(mark.inside, title, note=note)
    if mark.is_hollow and inside.extent[1] + EDGE <= right:
        return inside
    whole = Beside(right + 6, title, note=note)
    if whole.extent[1] <= scale.right + 6:
        return whole
    before = Beside(left - 6, title, note=note, ends=True)
    if before.extent[0] >= scale.left:
        return before
    return whole.within(scale.right + 6) or inside.within(right - EDGE)
