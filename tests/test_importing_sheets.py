"""Agreements of PA-X and sheets of TimelineJS mean the same in our columns."""

from pathlib import Path

import pytest

from tests.tables import row


def test_pax(tmp_path: Path) -> None:
    cells = {"Con": "Sudan", "PPName": "Darfur process", "AgtId": "1027"}
    cells |= {"Agt": "Agreement on Water", "Dat": "13/05/1999", "Stage": "SubPar"}
    cells |= {"Part": "For the Government: A. Bashir; For the Movement, B", "PP": "4"}
    found = row(tmp_path, cells)
    assert found.cells == {
        "title": "Parties agree the Agreement on Water",
        "type": "agreement-signed",
        "date_text": "1999-05-13",
        "participants": "For the Government: A. Bashir | For the Movement, B",
        "roles": "signatory | signatory",
        "tracks": "Darfur process",
        "sources": "PA-X Peace Agreements Database: Agreement on Water",
        "source_urls": "https://www.peaceagreements.org/view/1027",
    }
    ceasefire = row(tmp_path, {**cells, "Stage": "Cea", "AgtId": "x", "Agt": ""})
    assert ceasefire.cells["type"] == "ceasefire-announced"
    assert ceasefire.cells["title"] == ceasefire.cells["source_urls"] == ""


SLIDE = {
    "Year": "2025",
    "Month": "5",
    "Day": "16",
    "Time": "13:35",
    "End Year": "",
    "End Month": "",
    "End Day": "",
    "End Time": "",
    "Display Date": "Friday",
    "Headline": "<b>Envoys</b> meet &amp; talk",
    "Text": "<p>They met.</p><p>They left.</p>",
    "Media": "https://agency.example/story",
    "Media Credit": "Agency",
    "Media Caption": "Envoys meet",
    "Type": "",
    "Group": "Talks",
}
MEETING = {"answers": {"fixed:type": "bilateral-meeting"}}


def test_timelinejs(tmp_path: Path) -> None:
    found = row(tmp_path, SLIDE, **MEETING)
    assert found.cells == {
        "title": "Envoys meet & talk",
        "type": "bilateral-meeting",
        "date_text": "2025-05-16 13:35",
        "summary": "They met.\nThey left.",
        "sources": "Agency: Envoys meet",
        "source_urls": "https://agency.example/story",
    }
    assert found.extra == {"Display Date": "Friday", "Group": "Talks"}


@pytest.mark.parametrize(
    ("changes", "column", "cell"),
    [
        ({"Month": "", "Day": ""}, "date_text", "2025"),
        ({"Day": ""}, "date_text", "2025-05"),
        ({"End Year": "2025", "End Month": "6"}, "date_text", "2025-05-16/2025-06"),
        ({"Media": "https://a.example/p.jpg"}, "source_urls", ""),
        ({"Text": "See <a href='https://b.example/1'>it</a>"}, "summary", "See it"),
    ],
)
def test_timelinejs_dates_and_links_are_taken_as_they_are(
    tmp_path: Path, changes: dict[str, str], column: str, cell: str
) -> None:
    assert row(tmp_path, {**SLIDE, **changes}, **MEETING).cells[column] == cell


def test_a_link_in_the_text_is_the_source_not_the_medium(tmp_path: Path) -> None:
    linked = {**SLIDE, "Text": '<a href="https://b.example/?a=1&amp;b=2">x</a>'}
    cells = row(tmp_path, linked, **MEETING).cells
    assert cells["source_urls"] == "https://b.example/?a=1&b=2"
    assert cells["sources"] == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"Type": "title"}, "title slide"),
        ({"Year": "-8000"}, "not a year"),
        ({"Year": ""}, "no year"),
        ({"Month": "May"}, "not a month"),
    ],
)
def test_timelinejs_rows_that_cannot_be_events_are_refused(
    tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    found = row(tmp_path, {**SLIDE, **changes}, **MEETING)
    assert any(said in problem.sentence for problem in found.problems)
