"""What a file holds: every format against its golden file, CSV in detail."""

import csv as standard_csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.eventrecord import CitationRecord, EventRecord, ParticipationRecord
from timeline.formats import FORMATS, View, csv

GOLDEN = Path(__file__).parent / "golden"
BASE_URL = "https://timeline.example"
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]))
ENTRY = TEXT.map(str.strip)


def party(name: str, kind: str = "state") -> Any:
    return {"slug": "s", "name": name, "names": {"en": name}, "kind": kind}


def took_part(name: str, role: str, **more: str) -> ParticipationRecord:
    return {
        "participant": party(name),
        "role": role,
        "attendance": more.get("attendance", ""),
        "office": more.get("office", ""),
        "on_behalf_of": None,
        "side_chain": [],
        "note": "",
    }


def cited(number: int, outlet: str, **more: str) -> CitationRecord:
    cited: Any = dict.fromkeys(CitationRecord.__annotations__, "")
    cited |= {"number": number, "outlet": outlet, "speaker": None, **more}
    return cast("CitationRecord", cited)


def place(name: str, kind: str, at: Any = (None, None), within: Any = ()) -> Any:
    larger = [{**party(n, k), "iso2": ""} for n, k in within]
    return {
        **party(name, kind),
        "latitude": at[0],
        "longitude": at[1],
        "geo_precision": "place",
        "time_zone": "",
        "ancestors": larger,
    }


def dated(text: str, edtf: str, *bounds: str | None, **more: str) -> Any:
    names = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    return {
        "text": text,
        "edtf": edtf,
        "kind": "exact",
        "precision": "day",
        **dict(zip(names, bounds, strict=True)),
        "time_start": more.get("time_start", ""),
        "time_end": "",
        "part_of_day": "",
        "time_zone": more.get("time_zone", ""),
        "best_guess": None,
    }


def record(event_id: int, title: str, **more: Any) -> EventRecord:
    """A plain record: one participant, one source, an exact day."""
    plain: dict[str, Any] = {
        "event_id": event_id,
        "version": 1,
        "slug": "an-event",
        "title": title,
        "summary": "",
        "type": {
            "slug": "statement",
            "label": "Statement",
            "family": "words",
            "cameo": "010",
            "plover": "",
        },
        "topics": [],
        "key": False,
        "status": "took-place",
        "standing": "reported",
        "format": "",
        "date": dated("15 May 2025", "2025-05-15", *["2025-05-15"] * 4),
        "day_order": 0,
        "planned_dates": [],
        "place": None,
        "participations": [took_part("France", "speaker")],
        "citations": [cited(1, "Agency")],
        "differences": [],
        "tracks": [],
        "relations": [],
        "commitments": [],
        "recorded_at": "2025-05-16T09:00:00+00:00",
    }
    return {**plain, **more}  # type: ignore[typeddict-item]


def talks() -> EventRecord:
    """Every column filled, with several values where there can be."""
    previous = dated("15 May 2025", "2025-05-15", *["2025-05-15"] * 4)
    return record(
        12,
        "Russia and Ukraine hold direct talks in Istanbul",
        version=3,
        slug="russia-and-ukraine-hold-direct-talks",
        summary='They met for "two hours", then left [1].\n\nNo truce, no date [2].',
        type={
            "slug": "negotiation-round",
            "label": "Negotiation round / peace talks",
            "family": "talks",
            "cameo": "036",
            "plover": "CONSULT third-party",
        },
        topics=[
            {"slug": "military", "label": "Military"},
            {"slug": "executive", "label": "Executive"},
        ],
        standing="confirmed",
        date=dated(
            "16 May 2025 13:35",
            "2025-05-16",
            *["2025-05-16"] * 4,
            time_start="13:35",
            time_zone="Europe/Istanbul",
        ),
        place=place(
            "Dolmabahçe Palace",
            "site",
            (41.0392, 29.00049),
            [("Istanbul", "city"), ("Türkiye", "country"), ("Europe", "region")],
        ),
        participations=[
            took_part("Vladimir Medinsky", "head-of-delegation", office="Aide"),
            took_part("Rustem Umerov", "head-of-delegation", attendance="attended"),
            took_part("Türkiye", "host", attendance="attended"),
        ],
        citations=[
            cited(1, "Agency", title="Talks end", url="https://agency.example/1"),
            cited(2, "Suspilne", quote="Без перемир’я", url="https://s.example/a,b"),
            cited(3, "Daily", title="A | B"),
        ],
        tracks=[
            {"slug": "t", "name": "Direct talks", "round": 1, "round_label": "round 1"}
        ],
        planned_dates=[
            {"date": previous, "announced": "", "reason": "", "citation": None}
        ],
        relations=[
            {"kind": "follows", "event_id": 9, "title": "", "slug": "", "date": ""},
            {"kind": "part-of", "event_id": 4, "title": "", "slug": "", "date": ""},
        ],
    )


def told() -> list[tuple[EventRecord, str]]:
    """The events of the golden files, each with its ``date_match``."""
    return [
        (talks(), "certain"),
        (
            record(
                13,
                '=HYPERLINK("https://evil.example")',
                summary="+1 | -1 \\ @home 🕊️",
                date=dated(
                    "by 31 May 2025", "[..2025-05-31]", *[None, "2025-05-31"] * 2
                ),
            ),
            "might",
        ),
        (
            record(
                14,
                "تصريح وزير الخارجية",
                date=dated("May 2025", "2025-05", *["2025-05-01", "2025-05-31"] * 2),
                place=place("South Africa", "country"),
                participations=[
                    took_part("Either | Or", "party"),
                    took_part("-Minus", "observer", office="'Envoy'"),
                ],
            ),
            "certain",
        ),
        (
            record(15, "A ship is at sea", place=place("Cape", "sea", (-33.9, 18.0))),
            "certain",
        ),
    ]


def a_view(**changes: Any) -> View:
    """The view all golden files are of."""
    said = {
        "base_url": BASE_URL,
        "site_name": "Diplomatic Timeline",
        "sentence": f"{len(told())} events. Newest first.",
        "query": "",
        "address": f"{BASE_URL}/",
        "fixed": f"{BASE_URL}/?as_of=2025-06-02T10%3A00%3A00Z",
        "count": len(told()),
        "data_version": 57,
        "moment": datetime(2025, 6, 2, 10, tzinfo=UTC),
    }
    return View(**{**said, **changes})


def written(name: str, unit: str = "") -> bytes:
    units = FORMATS[name].units
    chosen = units[unit or next(iter(units))]
    stored = {"csv_line": csv.line, "record": lambda r: r}[chosen.reads]
    rows = ((stored(event), match) for event, match in told())
    pieces = chosen.write(rows, view=a_view())
    return b"".join(p if isinstance(p, bytes) else p.encode() for p in pieces)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(standard_csv.DictReader(io.StringIO(text.lstrip(csv.BOM), newline="")))


def read_back(event: EventRecord) -> dict[str, str]:
    return rows_of(csv.header() + csv.line(event))[0]


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_is_byte_for_byte_its_golden_file(name: str) -> None:
    assert written(name) == (GOLDEN / f"events.{FORMATS[name].extension}").read_bytes()


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
