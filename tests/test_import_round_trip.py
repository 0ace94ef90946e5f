"""Our own CSV comes back: unedited it changes nothing, edited only what was edited."""

import csv
import io
from collections.abc import Sequence
from random import Random

import pytest

from tests import cast
from tests.chronicle import make_chronicle, random_queries
from tests.thorough import tries
from timeline.formats import csv as our_csv
from timeline.formats.csv import read_cell
from timeline.importing.columns import COMPUTED, tidy
from timeline.importing.running import APPLY, PLAN, receive, run
from timeline.models.events import Event
from timeline.models.imports import ImportBatch
from timeline.models.versions import EventVersion

pytestmark = pytest.mark.django_db
REASON = "Corrected from the export"


@pytest.fixture
def chronology(world):
    """Events that use every column, and more than the columns say."""
    talks = cast.published(
        date="16 May 2025 13:35",
        who=[
            (cast.russia(), "party", {"note": "Delegation of twelve"}),
            (cast.ukraine(), "party"),
            (cast.medinsky(), "head-of-delegation", {"attendance": "attended"}),
        ],
        where=cast.dolmabahce(),
        sources=[
            (
                cast.article(cast.reuters()),
                {"quote": "They met.\nFor two hours.", "locator": "paragraph 3"},
            ),
            (cast.article(cast.tass(), "Talks: day one"), {"quote": "=SUM(A1)"}),
        ],
        topics=["diplomatic", "military"],
        tracks=[(cast.istanbul_track(), 1)],
        planned=["15 May 2025", "by 20 May 2025"],
        summary="They met, spoke | and left [1].\n\n036 \\ “quoted”, 🕊 سلام",
    )
    cast.published(
        "Russia and Ukraine exchange a thousand prisoners each",
        date="between 23 and 25 May 2025",
        kind="prisoner-exchange",
        relations=[
            ("follows", talks),
            ("implements", cast.draft("A draft that is not to be seen")),
        ],
    )
    return [
        cast.published(
            "-Ukraine proposes a second round in June 2025",
            date="since 12 May 2025",
            where=cast.country("Türkiye", "TR"),
        ),
        talks,
    ]


def exported() -> list[dict[str, str]]:
    """The rows of the public record as a reader downloads them."""
    lines = (
        EventVersion.objects.present()
        .chronological()
        .values_list("csv_line", flat=True)
    )
    text = our_csv.header() + "".join(
        our_csv.finish(line, base_url="https://talks.example", date_match="certain")
        for line in lines
    )
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sent(rows: Sequence[dict[str, str]], **batch) -> ImportBatch:
    """A file of these rows, tried."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return tried(file.getvalue().encode("utf-8-sig"), "events.csv", **batch)


def tried(content: bytes, name: str, **batch) -> ImportBatch:
    received = receive([content], name, editor=cast.editor())
    for column, value in {"publishing": True, "reason": REASON, **batch}.items():
        setattr(received, column, value)
    received.save()
    run(received, PLAN)
    return received


def test_an_unedited_export_changes_nothing(chronology):
    versions = EventVersion.objects.count()
    batch = sent(exported())
    assert batch.counts == {"same": len(exported())}
    run(batch, APPLY)
    assert EventVersion.objects.count() == versions


EDITS = {
    "title": "Russia and Ukraine talk in Istanbul",
    "status": "under-way",
    "type": "summit",
    "date_text": "17 May 2025 13:35",
    "edtf": "2025-05-18",
    "time_start": "14:05",
    "time_zone": "Europe/Kyiv",
    "place": "Antalya",
    "participants": "Russia | Türkiye | Vladimir Medinsky",
    "roles": "party | host | head-of-delegation",
    "attendance": " | absent | attended",
    "offices": " | Hosts | Aide",
    "tracks": "Istanbul talks, round 2",
    "topics": "diplomatic",
    "summary": "=1+1 is not a formula, “036”",
    "source_urls": "https://news.example/moved | https://news.example/tass-talks-day-one",
    "quotes": "'=They met. | ",
    "planned_dates": "2025-05-14 | [..2025-05-20]",
    "relations": "after 2",
}
FOLLOW = {  # computed from what is edited
    "date_text": {"edtf"},
    "edtf": {"date_text"},
    "time_start": {"date_text"},
    "title": {"url"},
    "type": {"family", "cameo", "plover"},
    "place": {"time_zone"},
}


@pytest.mark.no_cover
def test_one_edited_cell_changes_that_cell_and_no_other(chronology):
    """Each editable column after the other, on the event the last one left."""
    number = chronology[1].number
    for column, new in EDITS.items():
        before = {row["event_id"]: row for row in exported()}
        rows = [{**row} for row in before.values()]
        next(r for r in rows if r["event_id"] == str(number))[column] = new
        batch = sent(rows)
        row = batch.rows.get(number=number)
        assert row.problems == [], column
        assert [c for c, _, _ in row.changes] == [column]
        assert batch.counts == {"same": 2, "change": 1}
        run(batch, APPLY)
        after = {row["event_id"]: row for row in exported()}[str(number)]
        moved = {c for c, cell in after.items() if cell != before[str(number)][c]}
        moved -= {*COMPUTED, "version", *FOLLOW.get(column, ())}
        assert moved == {column}
        assert tidy(read_cell(after[column])) == tidy(read_cell(new))
    talks = Event.objects.get(number=number)
    assert talks.citations.first().locator == "paragraph 3"
    assert talks.participations.first().note == "Delegation of twelve"


@pytest.mark.no_cover
def test_the_files_of_any_selection_come_back():
    """Unedited they change nothing, with one cell edited one event."""
    make_chronicle(40)
    reader, random = cast.reader_client(), Random(2026)
    found = 0
    for query in random_queries(random, tries(200, usual=12)):
        files = {
            f: b"".join(reader.get(f"/events.{f}?{query}")) for f in ("csv", "zip")
        }
        rows = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"))))
        if not rows:
            continue
        found += 1
        for name, content in files.items():
            batch = tried(content, f"events.{name}")
            assert batch.counts == {"same": len(rows)}, (query, name)
        edited = random.choice(rows)
        edited["title"] = "Delegates speak of one thing more"
        batch = sent(rows)
        (row,) = batch.rows.exclude(outcome="same")
        assert (row.number, row.outcome) == (int(edited["event_id"]), "change"), query
        assert [c for c, _, _ in row.changes] == ["title"], query
    assert found > tries(100, usual=4)
