"""The data package: valid for frictionless, and its README for people."""

import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from tests.told import (
    a_view,
    cited,
    record,
    talks,
    told,
    took_part,
    unpacked,
    written,
)

FILES = ["README.txt", "datapackage.json", *("events.csv", "participations.csv")]
FILES.append("citations.csv")


def faults(folder: Path, data: bytes) -> list[Any]:
    """What frictionless finds wrong with a package."""
    (folder / "package.zip").write_bytes(data)
    report = Package(str(folder / "package.zip")).validate()
    found: list[Any] = report.flatten(["type", "note"])
    return found


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The zip with one of its files changed."""
    files = unpacked(data)
    assert old in files[name]
    files[name] = files[name].replace(old, new)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        for file, content in files.items():
            package.writestr(file, content)
    return whole.getvalue()


def lived() -> Any:
    """Events with everything that could disagree with the types of the columns."""
    seconds = "2025-05-16T09:00:00.123456+00:00"
    early = [f"0988-0{month}-01" for month in (1, 5, 1, 5)]
    bounds = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    old = {**talks()["date"], "edtf": "0988", **dict(zip(bounds, early, strict=True))}
    hostile = '=1+1, "two"\n🕊️ تصريح 036'
    source = cited(1, hostile, quote=hostile, published="2025-05-14", accessed="")
    person = took_part(hostile, "host", attendance="absent", office="@home")
    yield from told()
    yield record(30, hostile, date=old, recorded_at=seconds), "might"
    yield record(31, "A", citations=[source], participations=[person]), "certain"


def test_frictionless_finds_nothing_wrong(tmp_path: Path) -> None:
    assert faults(tmp_path, written("zip", events=lived())) == []
    assert faults(tmp_path, written("zip", events=iter(()))) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "kind"),
    [
        ("events.csv", b"took-place", b"took-plaice", "hash-count"),
        ("datapackage.json", b'"took-place"', b'"took-plaice"', "constraint-error"),
        ("datapackage.json", b'"sha256:', b'"sha256:0', "hash-count"),
        ("datapackage.json", b'"bytes": ', b'"bytes": 1', "byte-count"),
    ],
)
def test_frictionless_finds_a_package_that_was_changed(
    tmp_path: Path, name: str, old: bytes, new: bytes, kind: str
) -> None:
    found = faults(tmp_path, changed(written("zip"), name, old, new))
    assert kind in {fault[0] for fault in found}


def test_a_part_of_an_event_that_is_not_there_is_found(tmp_path: Path) -> None:
    whole = written("zip")
    events = unpacked(whole)["events.csv"]
    (row,) = [line for line in events.split(b"\r\n") if line.startswith(b"15,")]
    without = changed(whole, "events.csv", row + b"\r\n", b"")
    kinds = {fault[0] for fault in faults(tmp_path, without)}
    assert "foreign-key" in kinds


def test_the_package_holds_the_csv_files_of_the_same_view() -> None:
    files = unpacked(written("zip"))
    assert list(files) == FILES
    assert files["events.csv"] == written("csv")
    assert files["participations.csv"] == written("csv", "participation")
    assert files["citations.csv"] == written("csv", "citation")


def test_the_description_has_the_digest_and_the_rows_of_each_file() -> None:
    files = unpacked(written("zip"))
    described = json.loads(files["datapackage.json"])
    for resource, rows in zip(described["resources"], (7, 9, 9), strict=True):
        content = files[resource["path"]]
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert (resource["bytes"], resource["rows"]) == (len(content), rows)
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert content.decode("utf-8-sig").splitlines()[0] == ",".join(names)
    assert described["view"]["sentence"] == a_view().sentence
    assert described["view"]["moment"] == "2025-06-02T10:00:00+00:00"
    assert len(described["codebook"]["version"]) == 12


def test_the_readme_cites_the_view_and_explains_the_columns() -> None:
    view = a_view(sentence="13 events about Russia.", query="who=russia")
    readme = unpacked(written("zip", view=view))["README.txt"].decode()
    for words in (
        "13 events about Russia.",
        view.address,
        view.fixed,
        "2 June 2025, 10:00 UTC. Data version 57.",
        "events.csv: one row per event, 7 rows",
        "participations.csv: one row per event and participant, 9 rows",
        "apostrophe",
        "036",
        "cameo: CAMEO code of the type.",
        "on_behalf_of:",
        "translated_by:",
    ):
        assert words in readme
    lines = [line for line in readme.splitlines() if "https://" not in line]
    assert max(map(len, lines)) <= 78


def test_a_view_of_the_past_has_a_moment_and_no_data_version() -> None:
    past = a_view(data_version=0)
    readme = unpacked(written("zip", view=past))["README.txt"].decode()
    assert "Data version" not in readme
    assert "2 June 2025, 10:00 UTC." in readme


def test_the_same_view_is_the_same_zip_whenever_it_is_made() -> None:
    data = written("zip")
    assert data == written("zip")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert {i.date_time for i in package.infolist()} == {(2025, 6, 2, 10, 0, 0)}
    before_zips = written("zip", view=a_view(moment=datetime(1970, 1, 1, tzinfo=UTC)))
    with zipfile.ZipFile(io.BytesIO(before_zips)) as package:
        assert {i.date_time for i in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_many_events_go_through_in_batches() -> None:
    many = ((record(number, f"Event {number}"), "certain") for number in range(1, 601))
    files = unpacked(written("zip", events=many))
    assert files["events.csv"].count(b"\r\n") == 601
    assert files["citations.csv"].count(b"\r\n") == 601
