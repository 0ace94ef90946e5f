"""How large a file will be, told before it is made."""

from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from timeline.exporting.spooling import Question, matched, view_of
from timeline.formats import Format, Unit
from timeline.models.versions import PublicRecord
from timeline.selection import Selection

SAMPLE = 40  # events measured: the first and the last of the selection
_COLUMNS = ("csv_line", "record", "start_latest", "end_earliest")


class Size(NamedTuple):
    """Bytes of a file; not ``exact`` when worked out from a sample of its events."""

    bytes: int
    exact: bool


class Scales:
    """Weighs the files of one selection. Two queries in all, and none for a file that
    is there: that is looked up by its name.
    """

    def __init__(
        self, selection: Selection, public: PublicRecord, *, base_url: str
    ) -> None:
        self.selection, self.public, self.base_url = selection, public, base_url

    def size(self, fmt: Format, unit: str) -> Size:
        """The size of a finished file, or what its events come to."""
        question = Question(self.selection, fmt, self.base_url, unit)
        ready = question.answer(self.public.data_version)
        if ready:
            return Size(ready.size, exact=True)
        count, sample = self.selection.count, self._sample
        measured = self._weight(fmt.units[unit], sample)
        if len(sample) >= count:
            return Size(measured, exact=True)
        frame = self._weight(fmt.units[unit], [])
        share = (measured - frame) / len(sample)
        return Size(frame + round(share * count), exact=False)

    @cached_property
    def _sample(self) -> list[tuple[Any, ...]]:
        """Columns of the first and the last events, or of all when they are few."""
        found = self.selection.versions().values_list(*_COLUMNS)
        if self.selection.count <= SAMPLE:
            return list(found)
        return list(chain(found[: SAMPLE // 2], found.reverse()[: SAMPLE // 2]))

    @cached_property
    def _view(self) -> Any:
        count = self.selection.count
        return view_of(self.selection, self.public, count=count, base_url=self.base_url)

    def _weight(self, unit: Unit, sample: list[tuple[Any, ...]]) -> int:
        column = _COLUMNS.index(unit.reads)
        rows = ((row[column], matched(self.selection, *row[2:])) for row in sample)
        pieces = unit.write(rows, view=self._view)
        return sum(
            len(piece if isinstance(piece, bytes) else piece.encode())
            for piece in pieces
        )
