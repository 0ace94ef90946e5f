"""What reading a file gives: rows in our columns, and what cannot be used."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from timeline.importing.errors import ImportFileError
from timeline.importing.making import Making, Source
from timeline.importing.profiles import PROFILES, Profile, mapped, recognised
from timeline.importing.profiles.own import OWN, PACKAGE, of_other_rows
from timeline.importing.shapes import ImportRow, Problem
from timeline.importing.table.day_columns import Choice, Question
from timeline.importing.table.encodings import CODE_PAGES, encoding_of
from timeline.importing.table.layout import (
    SAMPLE_LINES,
    SAMPLE_SIZE,
    Layout,
    layout_of,
)
from timeline.importing.table.opening import Opened, open_file
from timeline.importing.table.records import Dialect, first_lines

__all__ = [
    "Choice",
    "Dialect",
    "ImportFileError",
    "ImportRow",
    "Problem",
    "Question",
    "Reading",
    "read_rows",
]

_NOT_READ = Dialect(",")


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was looked through once. ``rows`` reads it again, from the start.

    Nothing is read by guess: while there are ``questions``, ``rows`` raises. Their
    answers go to :func:`read_rows` by their keys.
    """

    profile: Profile | None  # None: not known, map the columns
    headers: tuple[str, ...] = ()
    encoding: str = ""  # "" while it is asked
    dialect: Dialect = _NOT_READ
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()  # of the whole file
    notes: tuple[str, ...] = ()  # what was concluded, for the person to check
    samples: tuple[tuple[str, ...], ...] = ()  # cells of the first rows
    count: int = 0  # rows below the header, usable or not
    _making: Making | None = None

    @property
    def came_from(self) -> Mapping[str, str]:
        """Our columns that the file fills, and from which header."""
        return self._making.came_from if self._making else {}

    def rows(self) -> Iterator[ImportRow]:
        """Every row below the header, in bounded memory. Raises ImportFileError."""
        if self.questions or self._making is None:
            asked = " ".join(question.sentence for question in self.questions)
            raise ImportFileError(
                f"The file cannot be read before this is said: {asked}"
            )
        return self._making.rows()

    def records(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Line and cells of every row as they stand in the file, unread."""
        if self._making is not None:
            for record in self._making.source.records():
                yield record.line, record.cells


def read_rows(
    path: Path,
    *,
    profile: Profile | None = None,
    mapping: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
) -> Reading:
    """Look through the file. Raises ImportFileError, and never anything else.

    ``profile`` None: the one that recognises the file. ``mapping`` (header -> our
    column, see ``profiles.MAPPABLE``) goes before any profile. Keys of ``answers``:
    those of :attr:`Reading.questions`; ``fixed:<our column>`` fills a column in every
    row; ``split:<header>`` says what divides several values in a cell; ``blank`` lists
    texts that stand for nothing: ``NA,n/a``.
    """
    answers = dict(answers or {})
    opened = open_file(path)
    encoding = encoding_of(opened, answers.get("encoding", ""))
    if not encoding.name:
        return Reading(profile, questions=(_ask_encoding(),))
    lines = first_lines(opened, encoding.name, most=SAMPLE_LINES, size=SAMPLE_SIZE)
    layout = layout_of(lines, known=_Knowing(profile, mapping))
    chosen = _chosen(opened, layout, lines, profile, mapping, answers)
    source = Source(opened, encoding.name, _dialect(layout, chosen), layout)
    making = Making(source, chosen or PROFILES["mapping"], answers)
    making.look_through()
    questions = making.questions() if chosen else (_ask_mapping(),)
    return Reading(
        chosen,
        headers=layout.headers,
        encoding=encoding.name,
        dialect=source.dialect,
        questions=questions,
        problems=making.problems(),
        notes=(*filter(None, [encoding.note]), *layout.notes, *making.notes()),
        samples=tuple(making.samples),
        count=making.count,
        _making=making,
    )


class _Knowing:
    """Whether a record is the header that is looked for; its columns if it is."""

    def __init__(self, profile: Profile | None, mapping: Mapping[str, str] | None):
        self.profile, self.mapping = profile, mapping

    def __call__(self, cells: Sequence[str]) -> tuple[str, ...] | None:
        if self.mapping:
            wanted = {header for header, column in self.mapping.items() if column}
            there = {cell.strip() for cell in cells}
            return tuple(cells) if wanted and wanted <= there else None
        found = self.profile or recognised(cells)
        if found is PACKAGE:
            found = OWN
        if found is None or not found.knows(cells):
            return None
        return found.headers or tuple(cells)


def _chosen(
    opened: Opened,
    layout: Layout,
    lines: Sequence[str],
    profile: Profile | None,
    mapping: Mapping[str, str] | None,
    answers: Mapping[str, str],
) -> Profile | None:
    """The profile to read with; None when the columns must be mapped first."""
    if mapping:
        return mapped(mapping, layout.headers, answers)
    if profile is None or profile.name == "mapping":
        profile = _of_itself(layout) if profile is None else None
    elif not _fits(profile, layout):
        raise ImportFileError(
            f"This is not a file of the kind “{profile.label}”: its columns are not "
            "those. Choose another profile, or map the columns."
        )
    if profile in (OWN, PACKAGE):
        if sentence := of_other_rows(layout.headers):
            raise ImportFileError(sentence)
        return PACKAGE if opened.package else OWN
    return profile


def _of_itself(layout: Layout) -> Profile | None:
    if layout.header == 0:
        return next((p for p in PROFILES.values() if p.headers == layout.headers), None)
    return recognised(layout.headers)


def _fits(profile: Profile, layout: Layout) -> bool:
    if profile.headers:
        return profile.headers == layout.headers
    return (OWN if profile is PACKAGE else profile).knows(layout.headers)


def _dialect(layout: Layout, profile: Profile | None) -> Dialect:
    if profile and not profile.quoted and layout.dialect.delimiter == "\t":
        return Dialect("\t", quoted=False)
    return layout.dialect


def _ask_encoding() -> Question:
    return Question(
        "encoding",
        "",
        "The file is not UTF-8. In which encoding was it saved?",
        tuple(Choice(name, label) for name, label in CODE_PAGES.items()),
    )


def _ask_mapping() -> Question:
    return Question(
        "mapping",
        "",
        "No profile knows these columns. Say what each of them means.",
        (),
    )
