"""The README of a data package: what the files hold, and how to cite and read them."""

from collections.abc import Iterator
from textwrap import fill

from timeline.dates import day_words, moment_words
from timeline.formats.packaging import Resource, codebook_version
from timeline.formats.view import View

_WIDTH = 78

_DATES = """\
An event has four bounds, each a day: it began between start_earliest and
start_latest, and ended between end_earliest and end_latest. For an exact day the four
are the same. An empty bound is no bound: nobody says how early or how late. Do not
take start_earliest for the date of an event whose bounds differ; edtf has the whole
of what is known, and date_text the words of the editor. Days are local to the place.
date_match says "might" where an event may lie outside the dates asked for."""
_STATUS = """\
Not every event happened. The column status tells what was announced, cancelled or did
not take place; count "took-place" and "under-way" for what did."""
_FORMULAS = """\
A cell that a spreadsheet would run as a formula, because it begins with = + - @, a
tab or a carriage return, has an apostrophe before it. Take one apostrophe away from a
cell that begins with apostrophes and then one of these. Latitude and longitude are
numbers and have none."""
_SEVERAL = """\
Several values in a cell stand between " | ", and the n-th entries of sibling columns
belong together. Within an entry a | is written \\| and a \\ is written \\\\."""
_SPREADSHEETS = """\
Codes are text: 036 keeps its zero. A spreadsheet that guesses makes 36 of it, and a
day of "May 2025". Import the files instead of opening them, in UTF-8, separated by
commas only, with the type "Text" for every column (LibreOffice: mark all columns,
column type Text; Excel: Data, From Text/CSV, do not detect data types). A workbook
(xlsx) holds at most 32,767 characters in a cell and cuts the rest; these files cut
nothing."""


def readme(view: View, resources: list[Resource]) -> str:
    """The text, in lines of at most 78 characters where words allow."""
    return (
        "\n\n".join(
            [*_view(view), *_files(resources), *_reading(), *_columns(resources)]
        )
        + "\n"
    )


def _view(view: View) -> Iterator[str]:
    yield _heading(view.site_name)
    yield _wrapped(view.sentence)
    version = f" Data version {view.data_version}." if view.data_version else ""
    yield (
        f"These events now:        {view.address}\n"
        f"As they are in here:     {view.fixed}\n"
        f"State of the record:     {moment_words(view.moment)}.{version}\n"
        f"Licence:                 {view.base_url}/about/licence/\n"
        f"What codes mean:         {view.base_url}/about/\n"
        f"Version of the codebook: {codebook_version()}"
    )
    yield _heading("How to cite")
    yield _wrapped(
        f"{view.site_name}. {day_words(view.moment.date())}. {view.sentence}"
        f"{version} {view.fixed}"
    )
    yield _wrapped("Cite the source of a quote too: it belongs to who published it.")


def _files(resources: list[Resource]) -> Iterator[str]:
    yield _heading("Files")
    yield "\n".join(
        f"{one.table.file}: {one.table.title.lower()}, {one.rows:,} rows"
        for one in resources
    )
    yield _wrapped(
        "datapackage.json: the type of each column, keys, and the SHA-256 of each file "
        "(Frictionless Data Package). The files are CSV (RFC 4180) in UTF-8 with a "
        "byte order mark. event_id joins them."
    )


def _reading() -> Iterator[str]:
    for heading, text in (
        ("Dates that are not known exactly", _DATES),
        ("What did not happen", _STATUS),
        ("Apostrophes against formulas", _FORMULAS),
        ("Several values in a cell", _SEVERAL),
        ("Spreadsheets", _SPREADSHEETS),
    ):
        yield _heading(heading)
        yield _wrapped(text)


def _columns(resources: list[Resource]) -> Iterator[str]:
    for resource in resources:
        yield _heading(f"Columns of {resource.table.file}")
        yield "\n".join(
            _wrapped(f"{name}: {note.meaning}{_values(note.values)}", hanging="    ")
            for name, note in resource.table.notes.items()
        )


def _values(values: str) -> str:
    return f" ({values})" if values else ""


def _heading(text: str) -> str:
    return f"{text}\n{'=' * len(text)}"


def _wrapped(text: str, *, hanging: str = "") -> str:
    return fill(
        " ".join(text.split()),
        _WIDTH,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
