"""What a file holds: every format against its golden file, CSV in detail."""

import csv as standard_csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.told import (
    BASE_URL,
    GOLDEN,
    a_view,
    cited,
    dated,
    golden,
    place,
    record,
    talks,
    written,
)
from timeline.eventrecord import EventRecord
from timeline.formats import csv

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]))
ENTRY = TEXT.map(str.strip)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(standard_csv.DictReader(io.StringIO(text.lstrip(csv.BOM), newline="")))


def read_back(event: EventRecord) -> dict[str, str]:
    return rows_of(csv.header() + csv.line(event))[0]


def test_every_file_is_byte_for_byte_its_golden_file() -> None:
    known = {
        file.relative_to(GOLDEN).as_posix(): file.read_bytes()
        for file in GOLDEN.rglob("*")
        if file.is_file()
    }
    made = dict(golden())
    assert set(made) == set(known)
    assert [name for name in made if made[name] != known[name]] == []


def test_the_columns_keep_the_order_that_was_promised() -> None:
    promised = (
        "event_id, version, url, title, status, standing, family, type, cameo, plover, "
        "date_text, edtf, start_earliest, start_latest, end_earliest, end_latest, "
        "date_prec, time_start, time_zone, date_match, place, place_kind, country, "
        "latitude, longitude, geo_prec, participants, roles, attendance, offices, "
        "tracks, topics, summary, sources, source_urls, quotes, planned_dates, "
        "relations, recorded_at"
    )
    assert ", ".join(csv.COLUMNS) == promised


def test_every_column_has_a_note_that_is_a_sentence() -> None:
    for column, note in csv.COLUMN_NOTES.items():
        assert note.meaning.endswith("."), column
        assert not note.siblings or column in note.siblings.split(", "), column


def test_a_file_starts_with_one_byte_order_mark_and_ends_lines_with_crlf() -> None:
    data = written("csv")
    assert data.startswith(b"\xef\xbb\xbfevent_id,")
    assert data.count(b"\xef\xbb\xbf") == 1
    assert data.endswith(b"\r\n")
    assert csv.line(talks()).endswith("\r\n")


def test_no_placeholder_is_left_in_a_file() -> None:
    assert not {1, 2} & set(written("csv"))


def test_the_stored_line_does_not_know_the_host() -> None:
    assert "example/events/" not in csv.line(talks())
    (row,) = rows_of(
        csv.header()
        + csv.finish(csv.line(talks()), base_url=BASE_URL, date_match="might")
    )
    assert row["url"] == (
        "https://timeline.example/events/12-russia-and-ukraine-hold-direct-talks/"
    )
    assert row["date_match"] == "might"


def test_a_site_address_that_would_break_a_row_is_refused() -> None:
    with pytest.raises(ValueError, match="Write https://host"):
        "".join(csv.write([], view=a_view(base_url='https://a.example",')))


def test_codes_stay_text() -> None:
    assert read_back(talks())["cameo"] == "036"


def test_lines_and_quotes_in_a_summary_come_back_as_they_were() -> None:
    assert read_back(talks())["summary"] == talks()["summary"]


def test_the_entries_of_sibling_columns_belong_together() -> None:
    row = read_back(talks())
    names = ("participants", "roles", "attendance", "offices")
    cells = [csv.split_cell(csv.read_cell(row[name])) for name in names]
    assert list(zip(*cells, strict=True)) == [
        ("Vladimir Medinsky", "head-of-delegation", "", "Aide"),
        ("Rustem Umerov", "head-of-delegation", "attended", ""),
        ("Türkiye", "host", "attended", ""),
    ]


def test_an_entry_that_holds_the_separator_stays_one_entry() -> None:
    row = read_back(record(1, "Title", citations=[cited(1, "A | B"), cited(2, "C\\")]))
    assert csv.split_cell(row["sources"]) == ["A | B", "C\\"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'=", "''@"])
def test_a_cell_that_would_run_gets_an_apostrophe(start: str) -> None:
    cell = read_back(record(1, start + "1"))["title"]
    assert cell == "'" + start + "1"
    assert csv.read_cell(cell) == start + "1"


@pytest.mark.parametrize("title", ["'Tis so", "1-2", "a=b", "’=1", ""])
def test_other_cells_stay_as_they_are(title: str) -> None:
    assert read_back(record(1, title))["title"] == title


def test_southern_latitudes_are_numbers_not_text() -> None:
    row = read_back(record(1, "Title", place=place("Cape", "sea", (-33.9, 18.0))))
    assert (row["latitude"], row["longitude"]) == ("-33.9", "18")


def test_a_country_has_no_coordinates_and_no_precision_of_them() -> None:
    row = read_back(record(1, "Title", place=place("France", "country")))
    assert (row["country"], row["latitude"], row["geo_prec"]) == ("France", "", "")


def test_the_country_of_a_palace_is_found_among_its_larger_places() -> None:
    assert read_back(talks())["country"] == "Türkiye"


def test_a_date_without_bounds_has_empty_cells_and_the_vaguest_code() -> None:
    vague = dated("after May", "[2025-06-01..]", "2025-06-01", None, None, None)
    row = read_back(record(1, "Title", date=vague))
    assert (row["start_earliest"], row["end_latest"]) == ("2025-06-01", "")
    assert row["date_prec"] == "5"


def test_a_placeholder_typed_into_a_text_does_not_reach_the_line() -> None:
    row = read_back(record(1, "A\x01B\x02C"))
    assert row["title"] == "ABC"


@given(TEXT)
@example("'=1")
@example("''")
def test_any_text_comes_back_from_its_cell(text: str) -> None:
    row = read_back(record(1, text))
    assert csv.read_cell(row["title"]) == text
    assert not row["title"].startswith(("=", "+", "-", "@"))


@given(st.lists(ENTRY, min_size=2))
@example(["\\", "|"])
@example(["\\|", " | ".strip(), "\\\\"])
def test_any_entries_come_back_from_their_cell(entries: list[str]) -> None:
    assert csv.split_cell(csv.join_cell(entries)) == entries


def test_an_empty_cell_has_no_entries() -> None:
    assert csv.split_cell(csv.join_cell([])) == []
