"""The table beneath the chart: the same events, one column for each lane.

It is the equal of the chart for everybody who does not see it, and the timeline
itself on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from timeline.chart import words
from timeline.chart.items import Played, item_of
from timeline.chart.lanes import Lane
from timeline.chart.layout import IN_PLAY
from timeline.chart.picture import style_of
from timeline.dates import words as date_words
from timeline.models.versions import EARLIEST, LATEST, EventVersion
from timeline.presentation.marks import Mark, mark_of
from timeline.presentation.naming import language
from timeline.presentation.rows import Chip, chips_of, path_of
from timeline.selection import MOST_ON_A_PAGE, Page, Selection

MOST_CELLS = 300  # of lanes and events: the page stays under 150 KB of HTML


class Cell(NamedTuple):
    """One event in one lane. Without a dot it is empty but for its words."""

    words: str
    dot: str = ""  # the class of the dot
    d: str = ""
    tie: str = ""  # from, upto, past
    strike: str = ""


class Row(NamedTuple):
    """One event."""

    number: int
    address: str
    title: str
    mark: Mark
    when: str
    style: str
    chips: list[Chip]
    cells: list[Cell]


@dataclass(frozen=True)
class Matrix:
    """The rows of a page of the selection, in its order."""

    lanes: list[Lane]
    rows: list[Row]
    page: Page[EventVersion]


def matrix_of(selection: Selection, lanes: Sequence[Lane]) -> Matrix:
    """The table of a selection's page, shorter beside many lanes. A page's queries."""
    most = min(MOST_ON_A_PAGE, MOST_CELLS // max(1, len(lanes)))
    page = selection.page(most=most)
    past = selection.query.as_of is not None
    one_year = len(_years(page.versions)) == 1
    rows = [
        _row(
            version,
            lanes,
            might=selection.date_match(version) == "might",
            fixed=past,
            with_year=not one_year,
        )
        for version in page.versions
    ]
    return Matrix(list(lanes), rows, page)


def _years(versions: Sequence[EventVersion]) -> set[int]:
    """The years of the dates of a page, as far as they have bounds."""
    days = {day for v in versions for day in (v.start_earliest, v.end_latest)}
    return {day.year for day in days - {EARLIEST, LATEST}}


def _row(
    version: EventVersion,
    lanes: Sequence[Lane],
    *,
    might: bool,
    fixed: bool,
    with_year: bool,
) -> Row:
    item = item_of(version, lanes, fixed=fixed)
    return Row(
        number=item.number,
        address=path_of(version, fixed=fixed),
        title=item.title,
        mark=mark_of(item.when, item.status, item.family, named=False),
        when=date_words(item.when, with_year=with_year, language=language()),
        style=style_of(item),
        chips=chips_of(version, might=might),
        cells=_cells(item.parts, lanes, item.status),
    )


def _cells(
    parts: Sequence[Played | None], lanes: Sequence[Lane], status: str
) -> list[Cell]:
    """The cells of a row, joined from the first to the last that took part."""
    joined = [n for n, part in enumerate(parts) if part and part.weight in IN_PLAY]
    cells = []
    for n, (part, lane) in enumerate(zip(parts, lanes, strict=True)):
        said = words.part_words(part, lane.key.dimension, status)
        dot, d = _dot(part, n, parts)
        strike = STRIKE if status == "off" and dot == "g-core" else ""
        cells.append(Cell(said, dot, d, _tie(n, joined), strike))
    return cells


def _tie(n: int, joined: Sequence[int]) -> str:
    """The line through the cell: from its dot on, up to it or across."""
    if len(joined) < 2 or not joined[0] <= n <= joined[-1]:
        return ""
    if n == joined[0]:
        return "from"
    return "upto" if n == joined[-1] else "past"


def _dot(
    part: Played | None, n: int, parts: Sequence[Played | None]
) -> tuple[str, str]:
    """The class and the path of a dot, in a square of 24."""
    if part is None:
        return "", ""
    if part.weight == "arrow":
        before = any(p and p.weight in {"full", "half"} for p in parts[:n])
        after = any(p and p.weight in {"full", "half"} for p in parts[n + 1 :])
        back = after and not before
        return "t-arrow", "M18 7 7 12l11 5z" if back else "M6 7l11 5-11 5z"
    return ("g-br" if part.weight == "none" else "g-core"), DOTS[part.weight]


STRIKE = "M3 21 21 3"
DOTS = {
    "full": "M6 12a6 6 0 1 0 12 0 6 6 0 1 0-12 0z",
    "half": "M9 12a3 3 0 1 0 6 0 3 3 0 1 0-6 0z",
    "none": "M8.5 12a3.5 3.5 0 1 0 7 0 3.5 3.5 0 1 0-7 0z",
}
