"""One row -> what it would do: create, change, nothing, or why it is refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import QueryDict

from timeline.forms.submission import EventSubmission, form_data
from timeline.importing.codes import ColumnError
from timeline.importing.columns import (
    COMPUTED,
    EVENT_ID,
    VERSION,
    edited,
    group_of,
    says_the_same,
    tidy,
)
from timeline.importing.edits import Edits, snapshot
from timeline.importing.names import (
    OUTLETS,
    PARTICIPANTS,
    PLACES,
    TRACKS,
    Names,
    Verdict,
)
from timeline.importing.record import Standing, whole_number
from timeline.importing.rows import ImportRow, Problem
from timeline.importing.typed import (
    Typed,
    cell_of,
    missing_for_readers,
    new_event,
)
from timeline.models.events import Event
from timeline.models.imports import ImportedRow
from timeline.models.locations import Location
from timeline.models.versions import EventVersion

Outcome = ImportedRow.Outcome
LONGEST = 80  # characters of a value that a refusal repeats
_TITLE = 200
_NAMED_BOXES = {
    "participations": (("participant", PARTICIPANTS),),
    "citations": (("outlet", OUTLETS),),
    "tracks": (("track", TRACKS),),
}


@dataclass(slots=True)
class Judged:
    """What a row would do. ``submission`` is valid for CREATE and CHANGE."""

    row: ImportRow
    outcome: str
    number: int | None = None
    title: str = ""
    problems: list[Problem] = field(default_factory=list)
    changes: list[list[str]] = field(default_factory=list)
    duplicates: list[dict[str, Any]] = field(default_factory=list)
    submission: EventSubmission | None = None
    before: dict[str, Any] | None = None


class Judge:
    """Judges the rows of one file. ``publishing`` asks for what readers need."""

    def __init__(
        self, names: Names, *, publishing: bool, editor: AbstractBaseUser | None = None
    ) -> None:
        self.names, self.publishing, self.editor = names, publishing, editor
        self._lines: dict[int, int] = {}  # event: the line that has it

    def judge(self, row: ImportRow, standing: Standing | None) -> Judged:
        """What a row would do; ``standing`` is of the event it names, if any."""
        cells = {name: tidy(cell) for name, cell in row.cells.items()}
        title = cells.get("title", "")[:_TITLE]
        if row.problems:
            return Judged(row, Outcome.REFUSED, title=title, problems=[*row.problems])
        try:
            if not cells.get(EVENT_ID):
                return self._new(row, cells, title)
            return self._old(row, cells, title, standing)
        except ColumnError as error:
            return _refused(row, title, [error])

    # Rows of new events.
    def _new(self, row: ImportRow, cells: dict[str, str], title: str) -> Judged:
        waiting = list(self._place(row, cells, within=cells.get("country", "")))
        typed = new_event(cells, row.extra, self._is_known)
        waiting += self._names(row, typed)
        if self.publishing:
            typed.errors += missing_for_readers(typed, had={})
        submission = self._submission(typed, None)
        judged = Judged(row, Outcome.CREATE, title=title, submission=submission)
        return self._checked(judged, typed, cells, waiting)

    # Rows of events that are there.
    def _old(
        self,
        row: ImportRow,
        cells: dict[str, str],
        title: str,
        standing: Standing | None,
    ) -> Judged:
        number = whole_number(cells[EVENT_ID])
        self._refuse_twice(row, number, cells[EVENT_ID])
        _refuse_absent(number, cells, standing)
        assert standing is not None and standing.event is not None
        now = standing.now()
        title = title or now["title"]
        todo = edited(cells, now)
        if todo and standing.base is not standing.present:
            todo = [c for c in edited(cells, standing.then()) if c in todo]
            _refuse_conflicts(todo, cells, standing.then(), now)
        _refuse_computed(todo, cells)
        if not todo:
            return Judged(row, Outcome.SAME, number=number, title=title)
        return self._changed(row, cells, standing.event, now, todo)

    def _refuse_twice(self, row: ImportRow, number: int | None, cell: str) -> None:
        first = self._lines.setdefault(number or 0, row.line)
        if number and first != row.line:
            raise ColumnError(
                EVENT_ID,
                cell,
                f"Line {first} is about event {number} too. Keep one row of it; for "
                "another event leave event_id empty.",
            )

    def _changed(
        self,
        row: ImportRow,
        cells: dict[str, str],
        event: Event,
        now: Mapping[str, str],
        todo: list[str],
    ) -> Judged:
        if event.has_unpublished_changes:
            raise ColumnError(
                EVENT_ID,
                cells[EVENT_ID],
                "This event has unpublished changes at the desk. Publish them or take "
                "them back there, then export and edit it again.",
            )
        stored = Event.objects.whole().get(pk=event.pk)
        before = snapshot(stored, self.names.book)
        waiting = list(self._place(row, cells)) if "place" in todo else []
        edits = Edits(event, before, now=now, cells=cells, known=self._is_known)
        typed = edits.typed(todo)
        typed.boxes["seen"] = stored.changed.isoformat()  # compared when it is stored
        waiting += self._names(row, typed)
        if self.publishing:
            had = {name: len(rows) for name, rows in before.rows.items()}
            kept = {n: c for n, c in had.items() if n not in typed.rows}
            typed.errors += missing_for_readers(typed, had=kept)
        judged = Judged(
            row,
            Outcome.CHANGE,
            number=event.number,
            title=now["title"],
            changes=[[c, now[c], cells[c]] for c in todo],
            submission=self._submission(typed, event),
            before={
                "boxes": _only(before.boxes, typed.boxes),
                "rows": _only(before.rows, typed.rows),
            },
        )
        return self._checked(judged, typed, {**now, **cells}, waiting)

    # What both share.
    def _submission(self, typed: Typed, event: Event | None) -> EventSubmission:
        return EventSubmission(
            post(typed), instance=event, user=self.editor, book=self.names.book
        )

    def _checked(
        self,
        judged: Judged,
        typed: Typed,
        cells: Mapping[str, str],
        waiting: list[tuple[str, str, Verdict]],
    ) -> Judged:
        """The row as judged, unless something must be mended or decided first."""
        problems = [_problem(judged.row, error) for error in typed.errors]
        told = {p.column for p in problems}
        told |= {_named(judged.row, *found).column for found in waiting}
        problems += self._faults(judged, cells, told)
        refused = [found for found in waiting if found[2].state == "refused"]
        problems += [_named(judged.row, *found) for found in refused]
        if problems or waiting:
            judged.submission = None
            judged.outcome = Outcome.REFUSED if problems else Outcome.WAITING
            judged.problems = problems or [_named(judged.row, *w) for w in waiting]
        return judged

    def _faults(
        self, judged: Judged, cells: Mapping[str, str], told: set[str]
    ) -> Iterator[Problem]:
        """What the form refuses, of columns about which nothing was told yet."""
        submission = judged.submission
        assert submission is not None
        if submission.is_valid():
            if changed := submission.asked.standing:
                judged.changes.append(["standing", *changed])
            return
        said = [c for c, _, _ in judged.changes] or [c for c in cells if cells[c]]
        for fault in submission.errors:
            column, value = cell_of(fault, cells, said)
            error = ColumnError(column, value, fault.sentence)
            problem = _problem(judged.row, error)
            if problem.column not in told:
                yield problem

    def _place(
        self, row: ImportRow, cells: Mapping[str, str], *, within: str = ""
    ) -> Iterator[tuple[str, str, Verdict]]:
        text = cells.get("place") or within
        if text:
            kind = as_known_kind(cells.get("place_kind", "")) if within else ""
            verdict = self.names.verdict(
                PLACES, text, line=row.line, within=within, kind=kind
            )
            if verdict.state != "known":
                yield "place", text, verdict

    def _names(
        self, row: ImportRow, typed: Typed
    ) -> Iterator[tuple[str, str, Verdict]]:
        columns = {PARTICIPANTS: "participants", OUTLETS: "sources", TRACKS: "tracks"}
        for section, boxes in _NAMED_BOXES.items():
            for one in typed.rows.get(section, ()):
                for box, shelf in boxes:
                    text = one.get(box) or ""
                    if not text:
                        continue
                    verdict = self.names.verdict(shelf, text, line=row.line)
                    if verdict.state != "known":
                        yield columns[shelf], text, verdict

    def _is_known(self, shelf: str, text: str) -> bool:
        return self.names.is_known(shelf, text)


def post(typed: Typed) -> QueryDict:
    """The form's post; a section that was not typed is left as it is."""
    rows: dict[str, list[Mapping[str, Any]]] = {n: [*r] for n, r in typed.rows.items()}
    data = form_data(typed.boxes, **rows)
    for key in [k for k in data if k.endswith("-TOTAL_FORMS")]:
        if key.removesuffix("-TOTAL_FORMS") not in typed.rows:
            del data[key]
    return data


def as_known_kind(cell: str) -> str:
    """A kind of place as a file says it, when it is one of ours."""
    kind = cell.strip().casefold()
    return kind if kind in Location.Kind.values else ""


def _only(held: Mapping[str, Any], touched: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in held.items() if name in touched}


def _refuse_absent(
    number: int | None, cells: Mapping[str, str], standing: Standing | None
) -> None:
    """Refuse a row whose event or version is not there."""
    cell = cells[EVENT_ID]
    if number is None:
        raise ColumnError(
            EVENT_ID,
            cell,
            f"“{cell[:LONGEST]}” is not an event's number. Leave it empty for a new "
            "event.",
        )
    if standing is None or standing.present is None or standing.event is None:
        raise ColumnError(
            EVENT_ID,
            cell,
            f"No event has the number {number}. Leave it empty to create the event, "
            "or write the number of its page.",
        )
    if not standing.shown:
        raise ColumnError(EVENT_ID, cell, _ended(number, standing.present))
    if standing.base is None:
        raise ColumnError(
            VERSION,
            cells.get(VERSION, ""),
            f"Event {number} has no version “{cells.get(VERSION, '')[:LONGEST]}”; its "
            f"present one is {standing.present.number}. Keep the number of the export.",
        )


def _ended(number: int, version: EventVersion) -> str:
    if version.change == EventVersion.Change.MERGED:
        return (
            f"Event {number} was merged into {version.merged_into}. Edit that one "
            "instead."
        )
    return (
        f"Event {number} was withdrawn: {version.reason} Publish it again at the desk "
        "first, or take this row out."
    )


def _refuse_conflicts(
    todo: list[str],
    cells: Mapping[str, str],
    then: Mapping[str, str],
    now: Mapping[str, str],
) -> None:
    """Refuse a cell that was edited here and has changed there as well."""
    for column in todo:
        for other in group_of(column):
            if not says_the_same(other, now[other], then[other]):
                raise ColumnError(
                    column,
                    cells[column],
                    f"{other} was “{then[other][:LONGEST]}” when this row was exported "
                    f"and is “{now[other][:LONGEST]}” now, so somebody changed it "
                    f"meanwhile; this row says “{cells.get(other, '')[:LONGEST]}”. "
                    "Export the event again and edit that.",
                )


def _refuse_computed(todo: list[str], cells: Mapping[str, str]) -> None:
    for column in todo:
        if column in COMPUTED:
            raise ColumnError(column, cells[column], f"{column} {COMPUTED[column]}")


def _refused(row: ImportRow, title: str, errors: list[ColumnError]) -> Judged:
    problems = [_problem(row, error) for error in errors]
    return Judged(row, Outcome.REFUSED, title=title, problems=problems)


def _problem(row: ImportRow, error: ColumnError) -> Problem:
    """The refusal with the file's own header."""
    header = row.came_from.get(error.column, error.column)
    return Problem(row.line, header, error.value[:LONGEST], error.sentence)


def _named(row: ImportRow, column: str, text: str, verdict: Verdict) -> Problem:
    header = row.came_from.get(column, column)
    return Problem(row.line, header, text[:LONGEST], verdict.sentence)
