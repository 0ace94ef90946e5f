"""Records of a file made into rows in our columns, the way its profile says."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from timeline.codelists.tables import event_types
from timeline.formats.csv import COLUMNS
from timeline.importing.errors import CellError, ImportFileError
from timeline.importing.package import PackageParts
from timeline.importing.profiles import Made, Profile
from timeline.importing.profiles.own import OWN, PACKAGE
from timeline.importing.profiles.shape import named
from timeline.importing.shapes import ImportRow, Problem
from timeline.importing.table.day_columns import (
    Choice,
    DayColumn,
    Question,
    shows_the_day,
)
from timeline.importing.table.layout import Layout
from timeline.importing.table.opening import Opened
from timeline.importing.table.records import Dialect, Record, records

_SHOWN = 80  # characters of a value in a problem
_SAMPLES = 5  # rows shown beside the mapping
_FIXED = "fixed:"  # begins the key of an answer that fills a column in every row


class Source(NamedTuple):
    """A table whose layout is known."""

    opened: Opened
    encoding: str
    dialect: Dialect
    layout: Layout

    def records(self) -> Iterator[Record]:
        """The records below the header."""
        for record in records(self.opened, self.encoding, self.dialect):
            if record.line > self.layout.header:
                yield record


class Making:
    """How the records of one file become rows: looked through once, then read."""

    def __init__(
        self, source: Source, profile: Profile, answers: Mapping[str, str]
    ) -> None:
        self.source, self.profile = source, profile
        self.headers = source.layout.headers
        self.fixed = _fixed(answers)
        self.makes = [made for made in profile.makes if self._can_make(made)]
        self.places = self._places()
        self.days = self._day_columns(answers)
        self.came_from = {m.column: self._header(m) for m in self.makes}
        self.keeps = {h: self.places[h] for h in profile.keeps if h in self.places}
        self.blank = {h: "" for made in self.makes for h in made.headers}
        self.blanks = _listed(answers.get("blank", ""))
        self.parts: PackageParts | None = None
        if profile is PACKAGE:
            self.parts = PackageParts(source.opened)
        self.samples: list[tuple[str, ...]] = []
        self.count = 0
        self.shown = 0  # texts of dates that a spreadsheet only shows in another way

    # Which column stands where.
    def _place(self, name: str) -> int | None:
        if name in self.headers:
            return self.headers.index(name)
        loose = [named(header) for header in self.headers]
        return loose.index(named(name)) if named(name) in loose else None

    def _can_make(self, made: Made) -> bool:
        there = any(self._place(header) is not None for header in made.headers)
        return there and made.column not in self.fixed

    def _places(self) -> dict[str, int]:
        """Where the headers stand, by the spelling of the profile."""
        names = [*self.profile.keeps, *self.profile.days]
        names += [header for made in self.makes for header in made.headers]
        places = {name: self._place(name) for name in dict.fromkeys(names)}
        return {name: place for name, place in places.items() if place is not None}

    def _header(self, made: Made) -> str:
        """The file's own spelling of the first header a column is made from."""
        place = next(self.places[h] for h in made.headers if h in self.places)
        return self.headers[place]

    def _day_columns(self, answers: Mapping[str, str]) -> dict[str, DayColumn]:
        return {
            name: DayColumn(
                self.headers[self.places[name]],
                answers=answers,
                as_typed=name in self.profile.as_typed,
            )
            for name in self.profile.days
            if name in self.places
        }

    # First pass.
    def look_through(self) -> None:
        """See every record once. Raises ImportFileError."""
        seen_by = [(n, self.places[n], day) for n, day in self.days.items()]
        for record in self.source.records():
            self.count += 1
            if len(self.samples) < _SAMPLES:
                self.samples.append(tuple(record.cells))
            for name, place, day in seen_by:
                if place >= len(record.cells):
                    continue
                if self._only_shown(name, record.cells):
                    self.shown += 1
                else:
                    day.see(record.line, record.cells[place])
        if not self.count:
            raise ImportFileError("There are no rows below the header.")

    def _only_shown(self, name: str, cells: list[str]) -> bool:
        """Whether the text of a date is the row's EDTF as a spreadsheet shows it."""
        beside = self.places.get(self.profile.as_typed.get(name, ""))
        if beside is None or beside >= len(cells):
            return False
        return shows_the_day(cells[self.places[name]], cells[beside])

    def questions(self) -> tuple[Question, ...]:
        asked = [q for day in self.days.values() for q in day.questions()]
        told = {*self.came_from, *self.fixed}
        if not told & {"type", "event_id"}:
            asked.append(self._ask_type())
        return tuple(asked)

    def _ask_type(self) -> Question:
        return Question(
            f"{_FIXED}type",
            "",
            f"{self.profile.label}: this file does not say which kind of event its "
            "rows are. Which one are they all?",
            tuple(Choice(row.slug, row.label) for row in event_types()),
        )

    def problems(self) -> tuple[Problem, ...]:
        found = ((day.header, day.problem()) for day in self.days.values())
        return tuple(
            Problem(0, header, problem[0].text[:_SHOWN], problem[1])
            for header, problem in found
            if problem
        )

    def notes(self) -> list[str]:
        notes = [note for day in self.days.values() if (note := day.note())]
        if self.shown:
            notes.append(
                f"In {self.shown} {'row' if self.shown == 1 else 'rows'} a spreadsheet "
                "shows date_text in its own way. It counts as not edited there: edtf "
                "says the same day."
            )
        if self.profile is OWN or self.profile is PACKAGE:
            used = set(self.came_from.values())
            notes += [
                f"“{header}” is not a column of ours, so it is left out."
                for header in self.headers
                if header and header not in used
            ]
        return notes

    # Second pass.
    def rows(self) -> Iterator[ImportRow]:
        return map(self._row, self.source.records())

    def _row(self, record: Record) -> ImportRow:
        if fault := record.fault or _uneven(record, len(self.headers)):
            problem = Problem(record.line, "", "", fault)
            return ImportRow(record.line, {}, self.came_from, (problem,))
        cells = record.cells
        texts = {**self.blank, **{n: cells[p] for n, p in self.places.items()}}
        if self.blanks:
            texts = {n: "" if t.strip() in self.blanks else t for n, t in texts.items()}
        problems: list[Problem] = []
        bad = self._read_days(record, texts, problems)
        ours = self._make(record, texts, bad, problems)
        ours.update(self.fixed)
        if self.parts and (conflict := self.parts.conflict(ours)):
            header = self.came_from[conflict[0]]
            problems.append(Problem(record.line, header, "", conflict[1]))
        extra = {self.headers[p]: cells[p] for p in self.keeps.values() if cells[p]}
        return ImportRow(record.line, ours, self.came_from, tuple(problems), extra)

    def _read_days(
        self, record: Record, texts: dict[str, str], problems: list[Problem]
    ) -> set[str]:
        """Write each date so that it has one reading; gives those to leave out."""
        bad: set[str] = set()
        for name, day in self.days.items():
            edtf = texts.get(self.profile.as_typed.get(name, ""), "")
            if edtf and shows_the_day(texts[name], edtf):
                texts[name] = edtf
                if texts.get("event_id", "").strip():
                    bad.add(name)
                continue
            try:
                texts[name] = day.read(texts[name])
            except CellError as error:
                bad.add(name)
                shown = texts[name][:_SHOWN]
                problems.append(Problem(record.line, day.header, shown, str(error)))
        return bad

    def _make(
        self,
        record: Record,
        texts: Mapping[str, str],
        bad: set[str],
        problems: list[Problem],
    ) -> dict[str, str]:
        """Our cells. A column that rests on a date without a reading is left out."""
        ours: dict[str, str] = {}
        for made in self.makes:
            if bad and not bad.isdisjoint(made.headers):
                continue
            try:
                ours[made.column] = made.make(texts)
            except CellError as error:
                header = self.came_from[made.column]
                shown = record.cells[self.headers.index(header)][:_SHOWN]
                problem = Problem(record.line, header, shown, str(error))
                if not any(p == problem for p in problems):
                    problems.append(problem)
        return ours


def _fixed(answers: Mapping[str, str]) -> dict[str, str]:
    """What an answer fills in for every row, by our column."""
    fixed = {
        key.removeprefix(_FIXED): value
        for key, value in answers.items()
        if key.startswith(_FIXED) and value
    }
    for column in fixed:
        if column not in COLUMNS:
            raise ImportFileError(f"“{column}” is not a column of ours.")
    return fixed


def _listed(texts: str) -> frozenset[str]:
    return frozenset(filter(None, (text.strip() for text in texts.split(","))))


def _uneven(record: Record, width: int) -> str:
    """Why the row's cells cannot be told apart; empty ones at its end may be more."""
    count = len(record.cells)
    if count == width or (count > width and not any(record.cells[width:])):
        return ""
    advice = (
        "A text that holds the divider must stand in quotation marks."
        if count > width
        else "Fill in the empty cells that are missing."
    )
    return (
        f"The row has {count} {'cell' if count == 1 else 'cells'} and the header has "
        f"{width}. {advice}"
    )
