"""Edited cells of an exported row -> the event's own form with only these changed.

A row carries less than the event has: a citation has a locator, a participation a
note. So the form starts from what is stored, and an entry of a cell with several
values keeps everything of the one it stands for: the one of the same name, else the
one at the same place when the number of entries is the same.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from timeline.dates import DateError, read_date
from timeline.fields import as_clock
from timeline.formats.csv import join_cell, split_cell
from timeline.forms.book import NameBook
from timeline.forms.submission import EventSubmission
from timeline.importing import entries
from timeline.importing.codes import ColumnError, as_code
from timeline.importing.columns import GROUPS, clock
from timeline.importing.typed import Typed
from timeline.models.events import Event

Row = entries.Row
Cells = Mapping[str, str]
_CREATING = {"create_place_as", "create_place_in"}
_UNTYPED = {"seen", "accepted", "reason", "DELETE"} | _CREATING
# What belongs to the document, and goes when a citation is given another one.
_OF_DOCUMENT = ("title", "byline", "published", "language", "outlet", "archive_url")


def snapshot(event: Event, book: NameBook) -> Typed:
    """Everything the form of an event holds, as texts: what undoing types again."""
    submission = EventSubmission(instance=event, book=book)
    initial = submission.form.initial
    boxes = {name: initial.get(name) for name in submission.form.fields}
    boxes["date"] = event.date_text
    boxes["place"] = initial.get("place") or ""
    return Typed(
        boxes={n: _plain(v) for n, v in boxes.items() if n not in _UNTYPED},
        rows={
            name: [
                {box: _plain(value) for box, value in form.initial.items()}
                for form in section.initial_forms
            ]
            for name, section in submission.sections.items()
        },
    )


def _plain(value: Any) -> Any:
    """A value that JSON can hold and the form reads back."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return value


class Edits:
    """One row's edits of one event. ``now`` is what readers see of it."""

    def __init__(
        self,
        event: Event,
        before: Typed,
        *,
        now: Cells,
        cells: Cells,
        known: entries.Known,
    ) -> None:
        self.event, self.before, self.now = event, before, now
        self.cells = {**now, **cells}
        self.known = known

    def typed(self, columns: Iterable[str]) -> Typed:
        """The whole form, with the edited ``columns`` typed into it.

        Sections without an edit are left out, and so is an unedited date: what is not
        typed stays as it is stored.
        """
        typed = Typed(boxes={k: v for k, v in self.before.boxes.items() if k != "date"})
        todo = set(columns)
        for column in ("title", "summary", "place", "time_zone"):
            if column in todo:
                typed.boxes[column] = self.cells[column]
        for column in {"type", "status"} & todo:
            typed.put(column, lambda c=column: as_code(c, self.cells[c]))  # type: ignore[misc]
        if "topics" in todo:
            typed.put("topics", lambda: entries.topics(self.cells["topics"]))
        if todo & set(GROUPS["date"]):
            typed.put("date", lambda: self._date(todo))
        for name, (touches, rows) in self._sections().items():
            if todo & set(touches):
                typed.put_rows(name, rows)
        return typed

    def _sections(
        self,
    ) -> dict[str, tuple[tuple[str, ...], Callable[[], list[Row]]]]:
        """By section: the columns it comes from, and what makes its rows."""
        return {
            "participations": (GROUPS["participations"], self._participations),
            "citations": (GROUPS["citations"], self._citations),
            "tracks": (("tracks",), self._tracks),
            "planned_dates": (("planned_dates",), self._planned_dates),
            "relations": (("relations",), self._relations),
        }

    # When.
    def _date(self, edited: set[str]) -> str:
        text, edtf = self.cells["date_text"], self.cells["edtf"]
        time = clock(self.cells["time_start"])
        if "date_text" in edited:
            if "edtf" in edited:
                _agree(text, edtf)
            return f"{text} {time}" if "time_start" in edited and time else text
        if "time_start" not in edited:
            return " ".join([edtf, *self._time()]) if edtf else ""
        until = as_clock(self.event.time_end)
        return f"{edtf} {time}{f'-{until}' if time and until else ''}".strip()

    def _time(self) -> list[str]:
        """The time the event has, as it would be typed behind its day."""
        began, until = as_clock(self.event.time_start), as_clock(self.event.time_end)
        if began:
            return [f"{began}-{until}" if until else began]
        return [self.event.part_of_day] if self.event.part_of_day else []

    # Who and says who.
    def _participations(self) -> list[Row]:
        new = entries.entries(self._siblings("participations"), "participations")
        old = _entries_of(self.now, "participations")
        came = _standing_for(new["participants"], old["participants"])
        return [self._part(i, j, new, old) for i, j in enumerate(came)]

    def _siblings(self, group: str) -> Cells:
        """The cells of a group; untouched siblings follow the one that was edited.

        Who takes a name out need not take its role out of the next cell too.
        """
        lead, *others = GROUPS[group]
        wanted = split_cell(self.cells[lead])
        had = split_cell(self.now[lead])
        came = _standing_for(wanted, had)
        cells = {lead: self.cells[lead]}
        for column in others:
            cells[column] = self.cells[column]
            if self.cells[column] == self.now[column] and len(wanted) != len(had):
                said = split_cell(self.now[column]) or [""] * len(had)
                kept = ["" if j is None else said[j] for j in came]
                cells[column] = join_cell(kept)
        return cells

    def _part(
        self,
        i: int,
        j: int | None,
        new: Mapping[str, list[str]],
        old: Mapping[str, list[str]],
    ) -> Row:
        stored = self.before.rows["participations"]
        row = dict(stored[j]) if j is not None else {}
        for column in GROUPS["participations"]:
            said = new[column][i]
            if j is None or said != old[column][j]:
                row[entries.BOXES[column]] = (
                    as_code(column, said) if column in {"roles", "attendance"} else said
                )
        return row

    def _citations(self) -> list[Row]:
        new = entries.entries(self._siblings("citations"), "citations")
        old = _entries_of(self.now, "citations")
        both = [
            list(zip(e["source_urls"], e["sources"], strict=True)) for e in (new, old)
        ]
        came = _standing_for(both[0], both[1])
        return [self._citation(i, j, new, old) for i, j in enumerate(came)]

    def _citation(
        self,
        i: int,
        j: int | None,
        new: Mapping[str, list[str]],
        old: Mapping[str, list[str]],
    ) -> Row:
        row: Row = dict(self.before.rows["citations"][j]) if j is not None else {}
        was = {c: old[c][j] if j is not None else "" for c in GROUPS["citations"]}
        now = {c: new[c][i] for c in GROUPS["citations"]}
        if j is None or now["sources"] != was["sources"]:
            if now["source_urls"] != was["source_urls"]:
                row = {k: v for k, v in row.items() if k not in _OF_DOCUMENT}
            row |= entries.source(now["sources"], self.known)
        row["url"] = now["source_urls"]
        if now["quotes"] != was["quotes"]:
            row["quote"] = now["quotes"]
        return row

    # What is around it.
    def _tracks(self) -> list[Row]:
        return self._alone(
            "tracks", lambda entry, row: entries.track(entry, self.known)
        )

    def _planned_dates(self) -> list[Row]:
        return self._alone("planned_dates", lambda entry, row: row | {"date": entry})

    def _relations(self) -> list[Row]:
        """Those in the file, and those readers do not see: to drafts."""
        stored = self.before.rows["relations"]
        shown = split_cell(self.now["relations"])
        at = {_said(row): row for row in stored}
        rows = [
            at[entry] if entry in at else entries.relation(entry)
            for entry in split_cell(self.cells["relations"])
        ]
        return rows + [row for said, row in at.items() if said not in shown]

    def _alone(self, column: str, change: Callable[[str, Row], Row]) -> list[Row]:
        """Rows of a cell without siblings; an unchanged entry keeps its row."""
        stored = self.before.rows[column]
        new, old = split_cell(self.cells[column]), split_cell(self.now[column])
        rows = []
        for entry, j in zip(new, _standing_for(new, old), strict=True):
            row = dict(stored[j]) if j is not None else {}
            rows.append(
                row if j is not None and entry == old[j] else change(entry, row)
            )
        return rows


def _said(row: Row) -> str:
    """A stored relation as the file says it: ``follows 12``; a draft's by title."""
    target = str(row["target"])
    number = target[1:].split(" ")[0] if target.startswith("#") else target
    return f"{row['kind']} {number}"


def _entries_of(cells: Cells, group: str) -> dict[str, list[str]]:
    """Entries of what we wrote ourselves."""
    return entries.entries(cells, group)


def _standing_for(new: list[Any], old: list[Any]) -> list[int | None]:
    """By new entry: the old one it is. Each old one is taken once."""
    free = set(range(len(old)))
    came: list[int | None] = [None] * len(new)
    for i, entry in enumerate(new):  # the same at the same place first
        if i < len(old) and old[i] == entry:
            came[i] = i
            free.discard(i)
    for i, entry in enumerate(new):
        if came[i] is None:
            came[i] = next((j for j in sorted(free) if old[j] == entry), None)
            free.discard(came[i] if came[i] is not None else -1)
    if len(new) == len(old):
        for i in range(len(new)):
            if came[i] is None and i in free:
                came[i] = i
    return came


def _agree(text: str, edtf: str) -> None:
    """Refuse two edits of the date that say different days."""
    try:
        read = read_date(text).edtf
    except DateError:
        return  # the form will say what is wrong with it
    if edtf and read != edtf:
        raise ColumnError(
            "edtf",
            edtf,
            f"date_text is read as {read}, edtf says {edtf}. Edit date_text only; "
            "edtf follows from it.",
        )
