"""Dates in another country's order are decided by their column, or asked."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tables import reading, rows
from timeline.dates import read_date
from timeline.importing.errors import CellError, ImportFileError
from timeline.importing.table.day_columns import DayColumn

MAPPING = {"What": "title", "When": "date_text", "Kind": "type"}
DAYS = st.dates()


def column(*texts: str, as_typed: bool = False, **answers: str) -> DayColumn:
    """A column that has seen these texts from line 2 on."""
    said = {f"{key}:When": value for key, value in answers.items()}
    found = DayColumn("When", answers=said, as_typed=as_typed)
    for line, text in enumerate(texts, start=2):
        found.see(line, text)
    return found


def dated(folder: Path, *texts: str, **answers: str) -> list[str]:
    body = "".join(f"A,{text},call\n" for text in texts)
    said = {f"{key}:When": value for key, value in answers.items()}
    found = rows(folder, f"What,When,Kind\n{body}", mapping=MAPPING, answers=said)
    return [
        row.problems[0].sentence if row.problems else row.cells["date_text"]
        for row in found
    ]


def test_one_value_decides_for_the_whole_column(tmp_path: Path) -> None:
    assert dated(tmp_path, "2/3/2025", "2/16/2025") == ["2025-02-03", "2025-02-16"]
    assert dated(tmp_path, "2/3/2025", "16/2/2025") == ["2025-03-02", "2025-02-16"]
    assert dated(tmp_path, "2-3-2025", "16-2-2025") == ["2025-03-02", "2025-02-16"]
    decided = column("2/3/2025", "2/16/2025")
    assert "month first: 2/16/2025 (line 3)" in decided.note()
    assert not decided.questions()


def test_what_nothing_decides_is_asked_with_both_readings(tmp_path: Path) -> None:
    (question,) = column("5/5/2025", "05/06/2025").questions()
    assert question.key == "dates:When"
    assert "05/06/2025 (line 3)" in question.sentence
    assert [choice.label for choice in question.choices] == [
        "Day first: 5 June 2025",
        "Month first: 6 May 2025",
    ]
    assert dated(tmp_path, "05/06/2025", dates="month-first") == ["2025-05-06"]
    assert dated(tmp_path, "05/06/2025", dates="day-first") == ["2025-06-05"]
    content = "What,When,Kind\nA,05/06/2025,call\n"
    with pytest.raises(ImportFileError, match="before this is said"):
        rows(tmp_path, content, mapping=MAPPING)
    assert not column("5/5/2025", "6/6/2025").questions(), "one reading in any order"


def test_an_answer_never_overrules_what_the_column_shows() -> None:
    decided = column("2/16/2025", "2/3/2025", dates="day-first")
    assert decided.read("2/3/2025") == "2025-02-03"


def test_orders_that_rule_each_other_out_are_refused_with_both_lines(
    tmp_path: Path,
) -> None:
    content = "What,When,Kind\nA,13/5/2025,call\nB,5/14/2025,call\nC,2025,call\n"
    found = reading(tmp_path, content, mapping=MAPPING)
    (problem,) = found.problems
    assert (problem.line, problem.column, problem.value) == (0, "When", "13/5/2025")
    assert "13/5/2025 (line 2)" in problem.sentence
    assert "5/14/2025 (line 3)" in problem.sentence
    said = [[p.sentence[:40] for p in row.problems] for row in found.rows()]
    mixed = ["The column has dates of different orders"]
    assert said == [mixed, mixed, []], "even those that have one reading"


def test_years_of_two_digits_are_asked(tmp_path: Path) -> None:
    order, century = column("05/06/25").questions()
    assert [choice.value for choice in order.choices] == [
        "day-first",
        "month-first",
        "year-first",
    ]
    assert century.key == "century:When"
    (only,) = column("31/05/98").questions()
    assert only.key == "century:When"
    answers = {"century": "spreadsheet"}
    assert dated(tmp_path, "31/05/98", "31/05/25", **answers) == [
        "1998-05-31",
        "2025-05-31",
    ]
    assert dated(tmp_path, "16.05.25", century="2000") == ["2025-05-16"]
    assert dated(tmp_path, "16-May-25", century="2000") == ["16 May 2025"]
    assert dated(tmp_path, "16-May-25", century="1900") == ["16 May 1925"]


def test_day_counts_of_spreadsheets_are_asked(tmp_path: Path) -> None:
    (question,) = column("45793").questions()
    assert question.choices[0].label == "Yes: 45793 is 2025-05-16"
    assert dated(tmp_path, "45793", numbers="excel-1900") == ["2025-05-16"]
    assert dated(tmp_path, "45793.5", numbers="excel-1900") == ["2025-05-16"]
    assert dated(tmp_path, "44331", numbers="excel-1904") == ["2025-05-16"]
    assert dated(tmp_path, "45793", numbers="text") == ["45793"]


def test_everything_else_stays_for_the_reader_of_dates(tmp_path: Path) -> None:
    texts = ["2025-05?", "[1981-09..1981-10]", "mid-May 2025", "2025", "soon", ""]
    assert dated(tmp_path, *texts) == texts
    assert dated(tmp_path, "20250516", "20251316") == ["2025-05-16", "20251316"]
    assert dated(tmp_path, "31/04/2025", "30/04/2025")[0].startswith("“31/04/2025” is")
    assert dated(tmp_path, "16.05.2025") == ["2025-05-16"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2019-01-05 00:00:00.000", "2019-01-05"),
        ("2019-01-05T00:00:00Z", "2019-01-05"),
        ("5/16/2025 12:00:00 AM", "2025-05-16"),
        ("5/16/2025 0:00", "2025-05-16"),
        ("5/16/2025 13:35:10", "2025-05-16 13:35"),
        ("16/5/2025 1:35 PM", "2025-05-16 1:35 PM"),
    ],
)
def test_a_midnight_of_spreadsheets_is_no_time(text: str, read: str) -> None:
    assert column(text).read(text) == read
    assert read_date(read)


def test_a_text_that_is_a_date_stays_as_it_was_typed() -> None:
    own = column("16/05/2025", "2/3/2025", as_typed=True)
    assert own.read("16/05/2025") == "16/05/2025"
    assert own.read("2/3/2025") == "2025-03-02"


@given(st.lists(DAYS, min_size=1, max_size=8), st.booleans())
def test_no_day_is_ever_read_as_another(days: list[date], american: bool) -> None:
    pattern = (
        "{0.month}/{0.day}/{0.year:04}"
        if american
        else "{0.day:02}/{0.month:02}/{0.year:04}"
    )
    texts = [pattern.format(day) for day in days]
    found = column(*texts)
    if found.problem() or found.questions():
        return
    assert [found.read(text) for text in texts] == [str(day) for day in days]


@given(st.lists(st.text(max_size=25) | st.from_regex(r"[0-9/.\- :]{1,14}"), max_size=6))
def test_any_text_is_kept_read_or_refused(texts: list[str]) -> None:
    found = column(*texts, dates="day-first", century="2000", numbers="excel-1900")
    assert not found.questions()
    for text in texts:
        try:
            read = found.read(text)
        except CellError as refused:
            assert "2025-05-16" in str(refused)
        else:
            assert read == text.strip() or re.match(
                r"\d{4}-\d\d-\d\d|\d+ \w+ \d{4}", read
            )
