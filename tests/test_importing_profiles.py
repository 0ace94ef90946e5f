"""Files of known sources mean the same in our columns, and claim no more."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables import lines, reading, row, rows
from timeline.codelists.tables import event_types
from timeline.dates import read_date
from timeline.formats.csv import COLUMNS
from timeline.importing.errors import CellError
from timeline.importing.profiles import PROFILES, cameo, likely, titles
from timeline.importing.profiles.gdelt import HEADERS as GDELT
from timeline.importing.rows import ImportRow, read_rows

TYPES = {kind.slug for kind in event_types()}


def gdelt(folder: Path, **cells: str) -> ImportRow:
    plain = {
        "GLOBALEVENTID": "410",
        "SQLDATE": "20250516",
        "Actor1Name": "RUSSIA",
        "Actor2Name": "UKRAINE",
        "EventCode": "046",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Istanbul, Istanbul, Turkey",
        "ActionGeo_Lat": "41.0186",
        "ActionGeo_Long": "28.9647",
        "SOURCEURL": "https://agency.example/talks",
    }
    line = [{**plain, **cells}.get(header, "") for header in GDELT]
    (only,) = rows(folder, lines([line], "\t"))
    return only


def test_gdelt_is_known_by_its_61_columns(tmp_path: Path) -> None:
    assert len(GDELT) == 61
    found = gdelt(tmp_path, Actor1Code='R"U')
    assert found.line == 1
    assert found.cells == {
        "title": "Russia negotiates with Ukraine in Istanbul",
        "type": "negotiation-round",
        "cameo": "046",
        "date_text": "2025-05-16",
        "place": "Istanbul",
        "place_kind": "city",
        "country": "Turkey",
        "latitude": "41.0186",
        "longitude": "28.9647",
        "geo_prec": "place",
        "participants": "RUSSIA | UKRAINE",
        "roles": "party | party",
        "source_urls": "https://agency.example/talks",
    }
    assert found.extra["EventCode"] == "046"
    assert found.extra["Actor1Code"] == 'R"U', "quotation marks are letters here"
    assert not found.problems


def test_gdelt_gives_no_point_to_a_country_and_turns_a_host_around(
    tmp_path: Path,
) -> None:
    found = gdelt(
        tmp_path, EventCode="043", ActionGeo_Type="1", ActionGeo_FullName="Turkey"
    )
    assert found.cells["title"] == "Ukraine visits Russia in Turkey"
    assert found.cells["roles"] == "host | visitor"
    assert (found.cells["place"], found.cells["place_kind"]) == ("Turkey", "country")
    assert found.cells["latitude"] == found.cells["geo_prec"] == ""
    alone = gdelt(tmp_path, Actor1Name="", EventCode="010", ActionGeo_FullName="")
    assert alone.cells["title"] == "Ukraine makes a statement"
    assert (alone.cells["participants"], alone.cells["roles"]) == ("UKRAINE", "party")


@pytest.mark.parametrize(
    ("code", "said"),
    [("193", "none of the kinds"), ("36", "036"), ("4x", "two to four digits")],
)
def test_gdelt_rows_that_are_no_diplomacy_are_refused(
    tmp_path: Path, code: str, said: str
) -> None:
    found = gdelt(tmp_path, EventCode=code)
    assert "type" not in found.cells
    (problem,) = found.problems
    assert (problem.column, problem.value) == ("EventCode", code)
    assert said in problem.sentence


@pytest.mark.parametrize(
    ("code", "slug"),
    [
        ("036", "meeting-announced"),
        ("0356", "ceasefire-announced"),
        ("0331", "commitment"),
        ("0214", ""),
        ("042", "visit"),
        ("0871", "ceasefire-in-force"),
        ("0872", ""),
        ("1121", "accusation"),
        ("1381", "threat-ultimatum"),
        ("1662", ""),
        ("057", "agreement-signed"),
        ("190", ""),
    ],
)
def test_the_longest_cameo_code_decides(code: str, slug: str) -> None:
    if slug:
        assert cameo.event_type(code) == slug
    else:
        with pytest.raises(CellError, match=f"CAMEO {code} is none"):
            cameo.event_type(code)


def test_every_type_that_a_code_gives_has_words() -> None:
    given = set(cameo.nearest().values()) - {""}
    assert given <= TYPES
    for slug in given:
        assert titles.title(slug, "RUSSIA", "UNITED STATES").startswith("Russia ")
        assert "United States" in titles.title(slug, "RUSSIA", "UNITED STATES")


@given(st.sampled_from(sorted(TYPES)), st.text(), st.text(), st.text())
def test_titles_are_never_too_long(slug: str, one: str, other: str, at: str) -> None:
    assert len(titles.title(slug, one, other, place=at)) <= 110
    assert len(titles.cut(one + " " + other)) <= 110


ICEWS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country"),
    *("Event Text", "CAMEO Code", "Intensity", "Target Name", "Target Sectors"),
    *("Target Country", "Story ID", "Sentence Number", "Publisher", "City"),
    *("District", "Province", "Country", "Latitude", "Longitude"),
)


def test_icews(tmp_path: Path) -> None:
    cells = dict.fromkeys(ICEWS, "")
    cells |= {"Event ID": "7", "Event Date": "2014-03-05", "CAMEO Code": "042"}
    cells |= {"Source Name": "John Kerry", "Target Name": "Ukraine"}
    cells |= {"Event Text": 'Make a "visit', "Story ID": "88", "Publisher": "Agency"}
    cells |= {"City": "Kiev", "Province": "Kyiv City", "Country": "Ukraine"}
    cells |= {"Latitude": "50.45", "Longitude": "30.52"}
    country = {**cells, "City": "", "Province": "", "CAMEO Code": "183"}
    text = lines([ICEWS, cells.values(), country.values()], "\t")
    found, abroad = rows(tmp_path, text)
    assert found.cells == {
        "title": "John Kerry visits Ukraine in Kiev",
        "type": "visit",
        "cameo": "042",
        "date_text": "2014-03-05",
        "place": "Kiev",
        "place_kind": "city",
        "country": "Ukraine",
        "latitude": "50.45",
        "longitude": "30.52",
        "participants": "John Kerry | Ukraine",
        "roles": "visitor | host",
        "sources": "Agency: ICEWS story 88",
    }
    assert found.extra["Event Text"] == 'Make a "visit'
    assert (abroad.cells["place_kind"], abroad.cells["latitude"]) == ("country", "")
    assert [p.column for p in abroad.problems] == ["CAMEO Code"]


ACLED = {
    "event_id_cnty": "SUD77",
    "event_date": "2023-05-16",
    "time_precision": "1",
    "event_type": "Strategic developments",
    "sub_event_type": "Agreement",
    "actor1": "Army",
    "assoc_actor_1": "",
    "actor2": "Movement",
    "assoc_actor_2": "Council; Elders",
    "country": "Sudan",
    "admin1": "Khartoum",
    "admin2": "Bahri",
    "location": "Bahri Town",
    "latitude": "15.6",
    "longitude": "32.5",
    "geo_precision": "1",
    "source": "Agency; Daily",
    "notes": "On 16 May | they agreed.",
}


def test_acled(tmp_path: Path) -> None:
    found = row(tmp_path, ACLED)
    assert found.cells == {
        "title": "Army signs an agreement with Movement in Bahri Town",
        "type": "agreement-signed",
        "date_text": "2023-05-16",
        "place": "Bahri Town",
        "place_kind": "city",
        "country": "Sudan",
        "latitude": "15.6",
        "longitude": "32.5",
        "participants": "Army | Movement | Council | Elders",
        "roles": "party | party | party | party",
        "sources": "ACLED: event SUD77, from Agency; Daily",
        "quotes": "On 16 May \\| they agreed.",
    }


def test_acled_dates_and_places_claim_no_more_than_their_precision(
    tmp_path: Path,
) -> None:
    vague = {**ACLED, "time_precision": "2", "geo_precision": "2"}
    week = row(tmp_path, vague)
    assert week.cells["date_text"] == "[2023-05-13..2023-05-19]"
    assert (week.cells["place"], week.cells["place_kind"]) == ("Bahri", "district")
    assert week.cells["latitude"] == ""
    month = row(tmp_path, {**vague, "time_precision": "3"})
    assert month.cells["date_text"] == "2023-05"
    turned = row(tmp_path, {**vague, "event_date": "16 May 2023"})
    assert [p.column for p in turned.problems] == ["event_date"]
    fine = row(tmp_path, {**ACLED, "event_date": "16 May 2023"})
    assert fine.cells["date_text"] == "16 May 2023"


def test_acled_battles_need_a_kind_that_somebody_chose(tmp_path: Path) -> None:
    battle = {**ACLED, "event_type": "Battles", "sub_event_type": "Armed clash"}
    refused = row(tmp_path, battle)
    assert "choose one kind for all rows" in refused.problems[0].sentence
    chosen = row(tmp_path, battle, answers={"fixed:type": "ceasefire-violation"})
    assert not chosen.problems
    assert chosen.cells["type"] == "ceasefire-violation"
    said = "ACLED records armed clash in Bahri Town: Army and Movement"
    assert chosen.cells["title"] == said


UCDP = {
    "id": "5001",
    "type_of_violence": "1",
    "side_a": "Government of Sudan",
    "side_b": "RSF",
    "source_office": "Agency;Daily",
    "source_headline": "Fighting;More: fighting",
    "where_prec": "1",
    "where_coordinates": "Bahri town",
    "adm_1": "Khartoum state",
    "adm_2": "Bahri district",
    "latitude": "15.6",
    "longitude": "32.5",
    "country": "Sudan",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2023-05-16 00:00:00.000",
    "date_end": "2023-05-16 00:00:00.000",
}
KIND = {"answers": {"fixed:type": "ceasefire-violation"}}


def test_ucdp_asks_for_the_kind_and_then_reads_it_all(tmp_path: Path) -> None:
    text = lines([UCDP, UCDP.values()])
    (question,) = reading(tmp_path, text).questions
    assert question.key == "fixed:type"
    assert {choice.value for choice in question.choices} == TYPES
    (found,) = rows(tmp_path, text, **KIND)
    assert found.cells == {
        "title": "Government of Sudan and RSF clash in Bahri town",
        "type": "ceasefire-violation",
        "date_text": "2023-05-16",
        "place": "Bahri town",
        "place_kind": "city",
        "country": "Sudan",
        "latitude": "15.6",
        "longitude": "32.5",
        "participants": "Government of Sudan | RSF",
        "roles": "party | party",
        "sources": "Agency: Fighting | Daily: More: fighting",
    }


@pytest.mark.parametrize(
    ("changes", "column", "cell"),
    [
        (
            {"date_end": "2023-05-20", "date_prec": "2"},
            "date_text",
            "[{0}..2023-05-20]",
        ),
        (
            {"date_end": "2023-05-20", "event_clarity": "2"},
            "date_text",
            "{0}/2023-05-20",
        ),
        ({"where_prec": "3"}, "place", "Bahri district"),
        ({"where_prec": "4"}, "place_kind", "province"),
        ({"where_prec": "5"}, "place", "Sudan"),
        ({"where_prec": "3", "adm_2": ""}, "place", "Sudan"),
        ({"where_prec": "2"}, "latitude", ""),
        ({"where_prec": "7"}, "place_kind", "sea"),
        ({"type_of_violence": "3"}, "roles", "party | addressee"),
        ({"source_office": ""}, "sources", "UCDP GED: event 5001"),
        ({"side_b": ""}, "participants", "Government of Sudan"),
    ],
)
def test_ucdp_claims_no_more_than_its_codes(
    tmp_path: Path, changes: dict[str, str], column: str, cell: str
) -> None:
    found = row(tmp_path, {**UCDP, **changes}, **KIND)
    assert found.cells[column] == cell.format("2023-05-16")
    assert read_date(found.cells["date_text"])


def test_the_registry_can_be_read() -> None:
    for name, profile in PROFILES.items():
        assert profile.name == name
        assert profile.about.endswith(".")
        assert profile.columns <= set(COLUMNS)
        for made in profile.makes:
            assert made.headers, (name, made.column)


class Declared(dict[str, str]):
    """Cells that know which headers a column said it is made from."""

    def __missing__(self, header: str) -> str:
        raise AssertionError(f"{header} is read but not among the headers")


CELLS = st.sampled_from(
    [
        *("", "1", "2", "3", "7", "042", "043", "Agreement", "title", "2025"),
        *("2025-05-16", "a; b", "A, B", "https://a.example/x", "http"),
        "<a href='https://b.example'>",
    ]
)


@pytest.mark.parametrize("name", PROFILES)
@settings(max_examples=25)
@given(st.data())
def test_a_column_is_made_of_the_headers_it_names(
    name: str, data: st.DataObject
) -> None:
    for made in PROFILES[name].makes:
        cells = Declared({header: data.draw(CELLS) for header in made.headers})
        try:
            assert "\0" not in made.make(cells)
        except CellError as refused:
            assert str(refused).endswith(".")


def test_a_profile_that_was_asked_for_must_fit(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(lines([UCDP, UCDP.values()]))
    with pytest.raises(ValueError, match="not a file of the kind “ACLED”"):
        read_rows(path, profile=PROFILES["acled"])
    answers = {"fixed:type": "call"}
    found = read_rows(path, profile=PROFILES["ucdp"], answers=answers)
    assert found.profile is PROFILES["ucdp"]
    mapping = read_rows(path, profile=PROFILES["mapping"])
    assert [question.key for question in mapping.questions] == ["mapping"]


def test_the_names_of_columns_are_a_first_guess_at_their_meaning() -> None:
    headers = ["year", "Date", "month", "Who", "Published by", "url", "draft", "who"]
    assert likely(headers) == {
        "Date": "date_text",
        "Who": "participants",
        "Published by": "sources",
        "url": "source_urls",
    }
    assert likely(["Year", "Month"]) == {"Year": "year", "Month": "month"}
