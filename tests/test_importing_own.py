"""What was exported here comes back as it was, also through a spreadsheet."""

import csv as standard_csv
import gc
import io
import tracemalloc
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.tables import lines, reading, rows, table
from timeline.eventrecord import CitationRecord, EventRecord
from timeline.formats import csv
from timeline.importing.errors import ImportFileError
from timeline.importing.rows import ImportRow, read_rows

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60)
ENTRY = TEXT.map(str.strip)
BODY = st.lists(TEXT, min_size=1, max_size=3).map("\n".join)


def event(number: int, **more: Any) -> EventRecord:
    """A plain event of the record: one participant, one source, an exact day."""
    days = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    plain: dict[str, Any] = {
        "event_id": number,
        "version": 2,
        "slug": "an-event",
        "title": "Envoys meet",
        "summary": "",
        "type": {"slug": "call", "label": "", "family": "talks", "cameo": "036"},
        "topics": [],
        "status": "took-place",
        "standing": "reported",
        "date": {
            **dict.fromkeys(days, "2025-05-06"),
            "text": "6 May 2025",
            "edtf": "2025-05-06",
            "time_start": "",
            "time_zone": "",
        },
        "planned_dates": [],
        "place": None,
        "participations": [took_part("France")],
        "citations": [cited("Agency", "Envoys meet", "https://agency.example/1")],
        "tracks": [],
        "relations": [],
        "recorded_at": "2025-05-16T09:00:00+00:00",
    }
    plain["type"]["plover"] = ""
    return cast("EventRecord", {**plain, **more})


def took_part(name: str, office: str = "") -> Any:
    who = {"name": name, "slug": "s", "kind": "state"}
    return {"participant": who, "role": "party", "attendance": "", "office": office}


def cited(outlet: str, title: str = "", url: str = "", quote: str = "") -> Any:
    blank = dict.fromkeys(CitationRecord.__annotations__, "")
    return {**blank, "outlet": outlet, "title": title, "url": url, "quote": quote}


def exported(events: Sequence[EventRecord]) -> str:
    body = "".join(map(csv.line, events))
    whole = csv.BOM + csv.header() + body
    return csv.finish(whole, base_url="https://a.example", date_match="certain")


def plain_cells(text: str) -> list[dict[str, str]]:
    """The cells of an export as the standard library reads them."""
    found = standard_csv.DictReader(io.StringIO(text.lstrip(csv.BOM), newline=""))
    return [{name: csv.read_cell(cell) for name, cell in row.items()} for row in found]


def resaved(text: str, *, delimiter: str = ";", end: str = "\n") -> str:
    """As a spreadsheet saves it: no mark, its own divider, columns moved, quoted."""
    found = standard_csv.reader(io.StringIO(text.lstrip(csv.BOM), newline=""))
    saved = io.StringIO()
    writer = standard_csv.writer(
        saved, delimiter=delimiter, lineterminator=end, quoting=standard_csv.QUOTE_ALL
    )
    writer.writerows(row[::-1] for row in found)
    return saved.getvalue()


def read(content: str) -> list[ImportRow]:
    with TemporaryDirectory() as folder:
        return rows(Path(folder), content)


@settings(max_examples=60)
@given(TEXT, BODY, st.lists(ENTRY, min_size=1, max_size=4), st.lists(ENTRY, max_size=3))
@example("=1+1", "'=x\r\nline", ["036", "a | b", "\\"], ["-Minus"])
@example("عربي 🕊️", ";\t|,", ["", "x"], ["'@", '"q"'])
def test_whatever_was_exported_comes_back_cell_by_cell(
    title: str, summary: str, names: list[str], outlets: list[str]
) -> None:
    told = event(
        7,
        title=title,
        summary=summary,
        participations=[took_part(name, office=title.strip()) for name in names],
        citations=[cited(outlet, quote=summary.strip()) for outlet in outlets],
    )
    text = exported([told, event(8)])
    for content in (text, resaved(text), resaved(text, delimiter="\t", end="\r\n")):
        found = read(content)
        assert [row.cells for row in found] == plain_cells(text)
        assert not any(row.problems for row in found)
    first = read(text)[0].cells
    assert (first["title"], first["summary"]) == (title, summary)
    assert first["cameo"] == "036"


def test_32_kilobytes_of_text_come_back(tmp_path: Path) -> None:
    long = 'ж, «"»\n' * 5000
    (found,) = rows(tmp_path, exported([event(1, summary=long)]))
    assert found.cells["summary"] == long


def test_columns_may_be_missing_and_others_are_told(tmp_path: Path) -> None:
    found = reading(tmp_path, "event_id;Title ;date_text;My notes\n12;New;2025;x\n")
    assert found.profile and found.profile.name == "own"
    assert found.notes == ("“My notes” is not a column of ours, so it is left out.",)
    (row,) = found.rows()
    assert row.cells == {"event_id": "12", "title": "New", "date_text": "2025"}
    assert row.came_from["title"] == "Title"
    asked = reading(tmp_path, "title,date_text,participants\nNew,2025,Fiji\n")
    assert [question.key for question in asked.questions] == ["fixed:type"]


def test_days_that_a_spreadsheet_turned_are_turned_back(tmp_path: Path) -> None:
    cells = [["event_id", "title", "date_text", "edtf", "start_earliest"]]
    cells += [["1", "A", "16/05/2025", "16/05/2025", "16/05/2025"]]
    cells += [["2", "B", "06/05/2025", "06/05/2025", "06/05/2025"]]
    cells += [["3", "C", "mid-May 2025", "[2025-05-11..2025-05-20]", "11/05/2025"]]
    first, second, third = rows(tmp_path, lines(cells))
    assert first.cells["edtf"] == first.cells["start_earliest"] == "2025-05-16"
    assert second.cells["edtf"] == "2025-05-06"
    assert "date_text" not in {**first.cells, **second.cells}, "nobody edited it"
    assert third.cells["edtf"] == "[2025-05-11..2025-05-20]"
    assert third.cells["date_text"] == "mid-May 2025"
    asked = reading(tmp_path, lines([cells[0], cells[2]]))
    keys = {question.key for question in asked.questions}
    assert keys == {"dates:edtf", "dates:start_earliest"}


@pytest.mark.parametrize(
    ("text", "edtf", "kept"),
    [
        ("05/01/25", "2025-05", None),
        ("May-25", "2025-05", None),
        ("16-May-25", "2025-05-16", None),
        ("16-May-98", "1998-05-16", None),
        ("5/16/2025", "2025-05-16", None),
        ("May 2025", "2025-05", "May 2025"),
        ("16 May 2025", "2025-05", "16 May 2025"),
        ("5/16/2025", "2025-05", "5/16/2025"),
        ("17/05/2025", "2025-05-16", "17/05/2025"),
    ],
)
def test_only_an_edited_date_is_an_edit(
    tmp_path: Path, text: str, edtf: str, kept: str | None
) -> None:
    head, body = "event_id,title,date_text,edtf\n", f",A,{text},{edtf}\n"
    found = reading(tmp_path, f"{head}1{body}")
    (old,) = found.rows()
    assert old.cells.get("date_text") == kept
    assert bool(kept) != any("In 1 row a" in note for note in found.notes)
    assert not old.problems
    answers = {"fixed:type": "call"}
    (new,) = rows(tmp_path, head + body, answers=answers)
    assert new.cells["date_text"] == (kept or edtf), "a new event needs its date"


def test_dates_typed_in_two_orders_are_no_fault_of_the_column(tmp_path: Path) -> None:
    body = [["event_id", "title", "date_text"]]
    body += [["1", "A", "16/05/2025"], ["2", "B", "5/16/2025"]]
    found = reading(tmp_path, lines(body))
    assert not found.problems
    assert [row.cells["date_text"] for row in found.rows()] == [
        "16/05/2025",
        "5/16/2025",
    ]


@pytest.mark.parametrize("column", ["participant", "outlet"])
def test_a_file_with_other_rows_is_refused(tmp_path: Path, column: str) -> None:
    with pytest.raises(ImportFileError, match="one row per event and"):
        reading(tmp_path, f"event_id,title,edtf,{column}\n1,A,2025,France\n")


@pytest.mark.parametrize(
    ("shown", "time"),
    [
        ("01:35:00 PM", "13:35"),
        ("13:35:00", "13:35"),
        ("9:05", "09:05"),
        ("12:10 am", "00:10"),
        ("13:35:10", "13:35:10"),
        ("25:00", "25:00"),
        ("", ""),
    ],
)
def test_times_that_a_spreadsheet_shows_its_way_are_ours_again(
    tmp_path: Path, shown: str, time: str
) -> None:
    (found,) = rows(tmp_path, f"event_id,title,time_start\n1,A,{shown}\n")
    assert found.cells["time_start"] == time


# The data package.
PEOPLE = "event_id,title,participant,role,attendance,office\r\n"
CITED = "event_id,title,outlet,source_title,source_url,quote\r\n"


def package(folder: Path, *, inside: str = "", **tables: str) -> Path:
    path = folder / "package.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in tables.items():
            zipped.writestr(f"{inside}{name}.csv", content.encode())
        zipped.writestr(f"{inside}datapackage.json", "{}")
    return path


@pytest.mark.parametrize("inside", ["", "events-2025/"])
def test_the_package_is_read_from_its_events(tmp_path: Path, inside: str) -> None:
    text = exported([event(1), event(2, participations=[], citations=[])])
    people = PEOPLE + "1,A,France,party,,\r\n"
    sources = CITED + "1,A,Agency,Envoys meet,https://agency.example/1,\r\n"
    path = package(
        tmp_path, inside=inside, events=text, participations=people, citations=sources
    )
    found = read_rows(path)
    assert found.profile and found.profile.name == "package"
    for _ in range(2):
        read = list(found.rows())
        assert [row.cells for row in read] == plain_cells(text)
        assert not any(row.problems for row in read)


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ("1,A,Fiji,party,,\r\n", "participations.csv (from line 2)"),
        ("", "participations.csv, which has no row"),
        ("1,A,France,party,,\r\n2,B,X,party,,\r\n1,A,Y,party,,\r\n", "from line 4"),
    ],
)
def test_half_an_edit_of_a_package_is_refused(
    tmp_path: Path, people: str, said: str
) -> None:
    path = package(
        tmp_path, events=exported([event(1)]), participations=PEOPLE + people
    )
    (row,) = read_rows(path).rows()
    assert row.problems[0].column == "participants"
    assert said in row.problems[0].sentence


def peak(path: Path) -> int:
    """Bytes held at most while the file is looked through and read."""
    mapping = {"What": "title", "When": "date_text", "Kind": "type"}
    seldom = gc.get_threshold()  # tests collect garbage seldom; a server does not
    gc.set_threshold(700)
    tracemalloc.start()
    try:
        for _ in read_rows(path, mapping=mapping).rows():
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.set_threshold(*seldom)


def test_four_times_the_rows_take_no_more_memory(tmp_path: Path) -> None:
    few, many = (
        table(
            tmp_path,
            "What,When,Kind\n" + "Envoys meet,16/5/2025,call\n" * count,
            f"{count}.csv",
        )
        for count in (2000, 8000)
    )
    assert peak(many) - peak(few) < 64 * 1024
