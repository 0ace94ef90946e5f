"""Every format holds the same events in the same order, and any text whole."""

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.opened import numbers_in, rows_of
from tests.told import (
    BASE_URL,
    a_view,
    cited,
    party,
    record,
    told,
    took_part,
    written,
    written_of,
)
from timeline.formats import FORMATS, citations, csv, participations
from timeline.formats.item import item
from timeline.formats.pieces import in_pieces

HOSTILE = [
    'a, "b"; c\td',
    "one\ntwo\r\nthree\rfour",
    "تصريح وزير الخارجية",
    "036",
    '=HYPERLINK("https://evil.example")',
    "'=1",
    "🕊️ 👩‍👩‍👧‍👦",
    "a\u2028b\u2029c\x85d",
    "</script>]]>&amp;<!--",
    "\\n \\, \\\\",
    "word " * 6554,  # 32 KB
]
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x01\x02"))


def test_every_format_holds_the_same_events_in_the_same_order() -> None:
    asked = [event["event_id"] for event, _ in told()]
    for name in FORMATS:
        assert numbers_in(name, written(name)) == asked, name
        backwards = written(name, events=list(reversed(told())))
        assert numbers_in(name, backwards) == asked[::-1], name


def test_every_format_of_no_event_is_a_whole_file() -> None:
    for name, fmt in FORMATS.items():
        for unit in fmt.units:
            data = written(name, unit, events=iter(()))
            assert numbers_in(name, data) == [], (name, unit)


def test_the_same_events_are_the_same_bytes_in_every_format() -> None:
    for name in FORMATS:
        assert written(name) == written(name), name


def test_every_format_names_its_unit_its_media_type_and_what_it_is_for() -> None:
    for name, fmt in FORMATS.items():
        assert fmt.name == name
        assert fmt.note.endswith(".")
        assert next(iter(fmt.units)) == "event"
        assert "/" in fmt.media_type
        assert fmt.extension == name


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_back_from_json_and_csv(text: str) -> None:
    comes_back(text)


@settings(max_examples=40)
@given(ANY)
@example("\r")
def test_any_text_comes_back_from_json_and_csv(text: str) -> None:
    comes_back(text)


def comes_back(text: str) -> None:
    """Write the text wherever an event may have it, and read it everywhere."""
    part = {**took_part(text, "party", office=text), "note": text}
    source = cited(1, text, title=text, quote=text)
    event = record(1, text, summary=text, participations=[part], citations=[source])
    whole = item(event, base_url=BASE_URL, date_match="certain")
    assert json.loads(written_of("json", event))["events"] == [whole]
    (line,) = written_of("jsonl", event).decode().splitlines()
    assert json.loads(line) == whole
    wanted = {"event": {"title": text, "summary": text}}
    wanted["participation"] = dict.fromkeys(
        ("title", "participant", "office", "participation_note"), text
    )
    wanted["citation"] = dict.fromkeys(("title", "outlet", "quote"), text)
    for unit, cells in wanted.items():
        rows = rows_of(written("csv", unit, events=[(event, "certain")]))
        for row in rows:
            assert {name: csv.read_cell(row[name]) for name in cells} == cells
            assert not any(cell.startswith(("=", "+", "@")) for cell in row.values())


def test_json_says_which_view_it_holds() -> None:
    told_of = json.loads(written("json"))["view"]
    assert told_of["sentence"] == a_view().sentence
    assert told_of["fixed_address"] == a_view().fixed
    assert (told_of["count"], told_of["data_version"]) == (7, 57)
    assert told_of["moment"] == "2025-06-02T10:00:00+00:00"
    past = json.loads(written("json", view=a_view(data_version=0)))["view"]
    assert past["data_version"] is None


def test_an_item_is_the_record_with_its_address_and_its_match() -> None:
    event = record(7, "The parties meet")
    one = item(event, base_url=BASE_URL, date_match="might")
    assert one == {
        **event,
        "url": "https://timeline.example/events/7-an-event/",
        "date_match": "might",
    }


def test_json_writes_letters_as_they_are_and_without_spaces() -> None:
    data = written("json").decode()
    assert "تصريح" in data
    assert '"key":false,"status":"took-place"' in data


# A row for each participant, a row for each source


@pytest.mark.parametrize(
    ("unit", "table"), [("participation", participations), ("citation", citations)]
)
def test_the_file_has_the_rows_that_are_announced(unit: str, table: Any) -> None:
    rows = rows_of(written("csv", unit))
    number = FORMATS["csv"].units[unit].number
    assert number is not None
    assert len(rows) == sum(number(event) for event, _ in told()) == 9
    assert list(rows[0]) == list(table.COLUMN_NOTES)
    assert all(note.meaning.endswith(".") for note in table.COLUMN_NOTES.values())


@pytest.mark.parametrize("unit", ["participation", "citation"])
def test_a_row_begins_with_the_cells_of_its_event(unit: str) -> None:
    events = {row["event_id"]: row for row in rows_of(written("csv"))}
    rows = rows_of(written("csv", unit))
    names = list(rows[0])
    assert names[:9] == [
        *("event_id", "version", "title", "status", "edtf"),
        *("start_earliest", "start_latest", "end_earliest", "end_latest"),
    ]
    for row in rows:
        event = events[row["event_id"]]
        shared = names[: names.index("url") + 1]
        assert {name: row[name] for name in shared} == {n: event[n] for n in shared}


def test_a_participation_is_told_in_full() -> None:
    side: Any = {**party("Ukraine"), "slug": "ukraine"}
    larger: Any = {**party("A | B"), "slug": "a-b"}
    envoy = {
        **took_part("Rustem Umerov", "delegate", attendance="absent", office="-Envoy"),
        "participant": {**party("Rustem Umerov", "person"), "slug": "rustem-umerov"},
        "on_behalf_of": side,
        "side_chain": [side, larger],
        "note": "Was ill",
    }
    event = record(1, "They meet", participations=[took_part("France", "host"), envoy])
    rows = rows_of(written("csv", "participation", events=[(event, "might")]))
    assert [row["participation"] for row in rows] == ["1", "2"]
    assert list(rows[1].values())[-13:] == [
        "might",
        "https://timeline.example/events/1-an-event/",
        *("2", "Rustem Umerov", "rustem-umerov", "person", "delegate", "absent"),
        *("'-Envoy", "Ukraine", "ukraine", "Ukraine | A \\| B", "Was ill"),
    ]


def test_a_citation_is_told_in_full() -> None:
    told_fields = {name: f"{name} of it" for name in cited(1, "").keys()}  # noqa: SIM118
    speaker: Any = {**party("Umerov", "person"), "slug": "umerov"}
    source: Any = {**told_fields, "number": 3, "speaker": speaker}
    event = record(1, "They meet", citations=[source])
    (row,) = rows_of(written("csv", "citation", events=[(event, "certain")]))
    renamed = {
        "citation": "3",
        "source_slug": "source of it",
        "source_title": "title of it",
        "source_url": "url of it",
        "speaker": "Umerov",
        "speaker_slug": "umerov",
        "title": "They meet",
    }
    own = list(row)[list(row).index("citation") :]
    assert {name: row[name] for name in (*own, "title")} == {
        name: renamed.get(name, f"{name} of it") for name in (*own, "title")
    }
    assert len(own) == len(told_fields) + 1  # the speaker's slug beside the name


@pytest.mark.parametrize("name", ["csv", "zip"])
def test_a_site_address_that_would_break_a_row_is_refused(name: str) -> None:
    for unit in FORMATS[name].units:
        with pytest.raises(ValueError, match="Write https://host"):
            written(name, unit, view=a_view(base_url='https://a.example",'))


def test_pieces_are_neither_many_nor_large() -> None:
    pieces = list(in_pieces("x" * 1000 for _ in range(1000)))
    assert "".join(pieces) == "x" * 1_000_000
    assert max(map(len, pieces)) < 70_000
    assert len(pieces) < 20
    assert list(in_pieces([])) == []
