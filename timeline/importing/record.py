"""What readers have of the events a file names: a few hundred in two queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from timeline.importing.columns import EVENT_ID, VERSION, stored_cells
from timeline.importing.rows import ImportRow
from timeline.models.events import Event
from timeline.models.versions import EventVersion

_DIGITS = 15  # of the longest number a column can hold, with room


@dataclass(frozen=True, slots=True)
class Standing:
    """One event of the public record, beside the version a row was exported from."""

    present: EventVersion | None
    base: EventVersion | None
    event: Event | None

    @property
    def shown(self) -> bool:
        return self.present is not None and self.present.change in EventVersion.SHOWN

    def now(self) -> dict[str, str]:
        """The cells readers would export now."""
        assert self.present is not None
        return stored_cells(self.present.csv_line)

    def then(self) -> dict[str, str]:
        """The cells the row was exported with."""
        assert self.base is not None
        return stored_cells(self.base.csv_line)


def whole_number(cell: str) -> int | None:
    """The number in a cell, ``12`` or ``12.0`` as spreadsheets write it."""
    text = cell.strip().removesuffix(".0")
    if not text.isascii() or not text.isdigit() or len(text) > _DIGITS:
        return None
    return int(text)


def standings(rows: Iterable[ImportRow]) -> dict[int, Standing]:
    """By line: how the event of each row that names one stands. Four queries."""
    asked = {row.line: _asked(row) for row in rows}
    numbers = {number for number, _ in asked.values() if number is not None}
    versions = EventVersion.objects.defer("record")
    present = {
        v.event_id: v
        for v in versions.filter(event_id__in=numbers, superseded_at__isnull=True)
    }
    older = _older(asked.values(), present)
    events = {e.number: e for e in Event.objects.filter(number__in=numbers)}
    return {
        line: Standing(
            present=present.get(number),
            base=older.get((number, version)) if version else present.get(number),
            event=events.get(number),
        )
        for line, (number, version) in asked.items()
        if number is not None
    }


def _asked(row: ImportRow) -> tuple[int | None, int | None]:
    number = whole_number(row.cells.get(EVENT_ID, ""))
    return number, whole_number(row.cells.get(VERSION, ""))


def _older(
    asked: Iterable[tuple[int | None, int | None]], present: dict[int, EventVersion]
) -> dict[tuple[int, int], EventVersion]:
    """The versions that rows were exported from; most are the present ones."""
    wanted = {(n, v) for n, v in asked if n is not None and v is not None}
    found = {
        (n, v): present[n] for n, v in wanted if n in present and present[n].number == v
    }
    rest = wanted - set(found)
    if rest:
        versions = EventVersion.objects.defer("record").filter(
            event_id__in={n for n, _ in rest}, number__in={v for _, v in rest}
        )
        found |= {(v.event_id, v.number): v for v in versions}
    return {key: found[key] for key in wanted if key in found}
