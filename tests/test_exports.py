"""Files out: whole before the first byte, the same rows as the page, or refused."""

import base64
import csv as standard_csv
import hashlib
import io
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.test_formats import record, rows_of
from timeline import exporting
from timeline.exporting import kept, places, spooling
from timeline.formats import FORMATS, csv
from timeline.models.versions import EventVersion, PublicRecord
from timeline.selection import Selection, TooSlow

CSV = FORMATS["csv"]
SITE = "http://127.0.0.1:8000"
MAY_16 = date(2025, 5, 16)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.EXPORT_DIR = tmp_path / "exports"
    settings.SITE_URL = SITE
    return Path(settings.EXPORT_DIR)


def happened(number: int, day: date = MAY_16, until: date | None = None) -> None:
    """Put an event of ``day``, or of any day ``until``, in the public record."""
    event = record(number, f"Event {number} happens")
    EventVersion.objects.create(
        event_id=number,
        number=1,
        change=EventVersion.Change.ADDED,
        recorded_at=datetime(2025, 6, 1, tzinfo=UTC),
        title=event["title"],
        slug=event["slug"],
        start_earliest=day,
        start_latest=until or day,
        end_earliest=day,
        end_latest=until or day,
        date_precision="day",
        order_key=day.toordinal(),
        status=event["status"],
        standing=event["standing"],
        shown_status=event["standing"],
        type=event["type"]["slug"],
        family=event["type"]["family"],
        record=event,
        csv_line=csv.line(event),
    )
    published()


def published() -> None:
    """Raise the data version, as every publishing does."""
    public = PublicRecord.now()
    public.data_version += 1
    public.save()


@pytest.fixture
def may(db: None) -> None:
    """Three events of May 2025, one of them on a day that is not known."""
    happened(1, date(2025, 5, 15))
    happened(2, MAY_16)
    happened(3, date(2025, 5, 10), until=date(2025, 5, 31))


def spool(query: str = "") -> exporting.SpooledFile:
    return exporting.spool(Selection.from_query(query), CSV, base_url=SITE)


def numbers(text: str) -> list[int]:
    return [int(row["event_id"]) for row in rows_of(text)]


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.usefixtures("may")
class TestTheFile:
    def test_holds_every_event_in_the_order_asked_for(self, client: Client) -> None:
        oldest = body(client.get("/events.csv?sort=oldest")).decode()
        newest = body(client.get("/events.csv")).decode()
        assert numbers(oldest) == [3, 1, 2]
        assert numbers(newest) == [2, 1, 3]

    def test_holds_the_events_of_the_dates_and_says_which_only_might_be(
        self, client: Client
    ) -> None:
        text = body(client.get("/events.csv?from=2025-05-16&to=2025-05-16")).decode()
        matches = {row["event_id"]: row["date_match"] for row in rows_of(text)}
        assert matches == {"2": "certain", "3": "might"}

    def test_leaves_out_what_only_might_be_when_asked(self, client: Client) -> None:
        query = "from=2025-05-16&to=2025-05-16&maybe=0"
        assert numbers(body(client.get(f"/events.csv?{query}")).decode()) == [2]

    def test_links_to_the_site_whatever_host_was_asked(self, client: Client) -> None:
        answer = client.get("/events.csv", headers={"host": "localhost"})
        row = rows_of(body(answer).decode())[0]
        assert row["url"] == f"{SITE}/events/2-an-event/"

    def test_says_before_the_first_byte_how_much_will_come(
        self, client: Client
    ) -> None:
        answer = client.get("/events.csv")
        data = body(answer)
        assert int(answer["Content-Length"]) == len(data)
        assert int(answer["X-Row-Count"]) == len(numbers(data.decode())) == 3
        digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
        assert answer["Repr-Digest"] == f"sha-256=:{digest}:"
        assert answer["X-Data-Version"] == str(PublicRecord.now().data_version)
        assert answer["Content-Type"] == "text/csv; charset=utf-8; header=present"
        assert answer["Cache-Control"] == "no-cache"

    def test_has_the_name_of_its_selection(self, client: Client) -> None:
        stem = Selection.from_query("from=2025-05-15").file_stem
        answer = client.get("/events.csv?from=2025-05-15")
        expected = f'attachment; filename="{stem}.csv"'
        assert answer["Content-Disposition"] == expected

    def test_is_sent_in_pieces_of_64_kilobytes(self, client: Client) -> None:
        long = EventVersion.objects.get(event_id=1)
        EventVersion.objects.update(csv_line=long.csv_line.rstrip() + "x" * 70_000)
        answer: Any = client.get("/events.csv")
        pieces = list(answer.streaming_content)
        assert {len(piece) for piece in pieces[:-1]} == {64 * 1024}

    def test_answers_head_with_the_same_headers_and_no_body(
        self, client: Client
    ) -> None:
        got, asked = client.get("/events.csv"), client.head("/events.csv")
        assert asked.content == b""
        assert {**asked.headers} == {**got.headers}

    def test_is_not_sent_again_to_a_reader_who_has_it(self, client: Client) -> None:
        etag = client.get("/events.csv")["ETag"]
        again = client.get("/events.csv", headers={"if-none-match": etag})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == etag
        happened(4)
        assert client.get("/events.csv", headers={"if-none-match": etag}).streaming

    def test_does_not_depend_on_the_page_one_came_from(self, client: Client) -> None:
        page = client.get("/events.csv?cursor=a.1.1")
        assert numbers(body(page).decode()) == [2, 1, 3]

    def test_only_reads(self, client: Client) -> None:
        assert client.post("/events.csv").status_code == 405


def test_the_talks_are_in_the_file_and_the_draft_is_not(
    client: Client, world: Any
) -> None:
    talks = cast.published(
        where=world.dolmabahce,
        who=[(cast.medinsky(), "head-of-delegation"), (world.turkiye, "host")],
        tracks=[(world.talks, 1)],
        planned=["15 May 2025"],
    )
    cast.draft("A draft that nobody may read")
    (row,) = rows_of(body(client.get("/events.csv?who=turkiye")).decode())
    assert row["title"] == talks.title
    assert row["participants"] == "Vladimir Medinsky | Türkiye"
    assert row["roles"] == "head-of-delegation | host"
    assert row["offices"] == "Aide to the President of Russia | "
    assert (row["country"], row["latitude"]) == ("Türkiye", "41.03917")
    assert (row["edtf"], row["planned_dates"]) == ("2025-05-16", "2025-05-15")
    assert row["tracks"] == "Istanbul talks, round 1"


@pytest.mark.usefixtures("may")
class TestARefusedFile:
    @pytest.mark.parametrize(
        ("query", "named"),
        [
            ("from=31+June+2025", "from"),
            ("id=1e999", "id"),
            ("q=%00", "q"),
            ("minsrc=9999999999999999999999", "minsrc"),
            ("sort=secret", "sort"),
        ],
    )
    def test_names_the_parameter_and_holds_no_event(
        self, client: Client, query: str, named: str
    ) -> None:
        answer = client.get(f"/events.csv?{query}")
        assert answer.status_code == 400
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        text = answer.content.decode()
        assert text.startswith(f"{named}: ")
        assert "happens" not in text

    def test_of_an_unknown_format_is_not_found(self, client: Client) -> None:
        assert client.get("/events.exe").status_code == 404

    def test_asks_to_come_back_while_too_many_are_made(
        self, client: Client, monkeypatch: pytest.MonkeyPatch, folder: Path
    ) -> None:
        monkeypatch.setattr(places, "PATIENCE", 0.01)
        with busy():
            answer = client.get("/events.csv")
        assert answer.status_code == 503
        assert answer["Retry-After"] == "5"
        assert client.get("/events.csv").status_code == 200

    def test_says_so_when_the_database_takes_too_long(
        self, client: Client, monkeypatch: pytest.MonkeyPatch, folder: Path
    ) -> None:
        def too_slow(seconds: float) -> NoReturn:
            raise TooSlow

        monkeypatch.setattr(spooling, "stopping_after", too_slow)
        answer = client.get("/events.csv")
        assert answer.status_code == 503
        assert "Ask for fewer events" in answer.content.decode()
        assert not list(folder.glob("*.csv"))

    def test_is_not_needed_when_the_file_is_there_already(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client.get("/events.csv")
        monkeypatch.setattr(places, "PATIENCE", 0.01)
        with busy():
            assert client.get("/events.csv").status_code == 200


@contextmanager
def busy() -> Iterator[None]:
    """Every place for a file in the making is taken."""
    with ExitStack() as taken:
        for _ in range(places.AT_ONCE):
            taken.enter_context(places.place(0))
        yield


def left(folder: Path) -> list[Path]:
    """What is in the folder beside the places, which stay."""
    return [path for path in folder.iterdir() if not path.name.startswith("place-")]


@pytest.mark.usefixtures("may")
class TestAFailureHalfWay:
    """Control: a writer that named its file first would leave half a file here."""

    @pytest.fixture(autouse=True)
    def break_after_one_row(self, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = spooling._stream

        def breaking(rows: Any) -> Iterator[Any]:
            yield next(whole(rows))
            raise OperationalError("server closed the connection unexpectedly")

        monkeypatch.setattr(spooling, "_stream", breaking)

    def test_answers_503_and_leaves_no_file(self, client: Client, folder: Path) -> None:
        answer = client.get("/events.csv")
        assert answer.status_code == 503
        assert answer["Retry-After"]
        assert left(folder) == []

    def test_gives_its_place_free(self, client: Client) -> None:
        for _ in range(places.AT_ONCE + 1):
            assert client.get("/events.csv").status_code == 503
        with busy():
            pass

    def test_does_not_keep_the_next_reader_from_the_file(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client.get("/events.csv")
        monkeypatch.undo()
        assert client.get("/events.csv")["X-Row-Count"] == "3"


@pytest.mark.usefixtures("may")
class TestSpooling:
    def test_a_file_with_too_few_rows_is_never_finished(
        self, monkeypatch: pytest.MonkeyPatch, folder: Path
    ) -> None:
        whole = spooling._stream
        monkeypatch.setattr(
            spooling, "_stream", lambda rows: (row for row in [*whole(rows)][:-1])
        )
        with pytest.raises(exporting.IncompleteError, match="2 rows were written of 3"):
            spool()
        assert left(folder) == []

    def test_the_same_question_is_answered_from_the_same_file(self) -> None:
        assert spool() == spool()

    def test_a_page_of_the_same_question_has_the_same_file(self) -> None:
        assert spool("sort=newest&cursor=a.1.1").path == spool().path

    def test_another_question_has_another_file(self) -> None:
        selection = Selection.from_query("")
        other_site = exporting.spool(selection, CSV, base_url="https://other.example")
        assert len({spool().path, spool("sort=oldest").path, other_site.path}) == 3

    def test_publishing_makes_the_file_anew(self) -> None:
        before = spool()
        happened(4)
        assert spool().rows == before.rows + 1 == 4

    def test_the_same_rows_keep_their_tag_after_publishing(self) -> None:
        before = spool("to=2025-05-31")
        happened(4, date(2025, 7, 1))
        after = spool("to=2025-05-31")
        assert after.data_version == before.data_version + 1
        assert after.etag == before.etag

    def test_nothing_published_is_a_file_with_a_header(self) -> None:
        EventVersion.objects.all().delete()
        published()
        nothing = spool()
        assert nothing.rows == 0
        assert nothing.path.read_bytes().decode() == csv.BOM + csv.header()

    def test_costs_one_query_when_the_file_is_there(
        self, django_assert_num_queries: Any
    ) -> None:
        selection = Selection.from_query("")
        spool()
        with django_assert_num_queries(1):
            exporting.spool(selection, CSV, base_url=SITE)

    @pytest.mark.parametrize("number", [3, 30])
    def test_costs_the_same_queries_for_any_number_of_rows(
        self, number: int, django_assert_num_queries: Any
    ) -> None:
        for n in range(4, number + 1):
            happened(n)
        selection = Selection.from_query("")
        # Two say the view in words. PostgreSQL takes five more for the time limit.
        queries = {"sqlite": 6, "postgresql": 11}[connection.vendor]
        with django_assert_num_queries(queries):
            assert exporting.spool(selection, CSV, base_url=SITE).rows == number


class TestKeptFiles:
    def test_the_least_used_go_first(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kept, "FILES_KEPT", 2)
        oldest, middle, newest = (aged(folder, f"{n}-1-ab.csv", n) for n in (9, 5, 1))
        kept.tidy()
        assert not oldest.exists()
        assert middle.exists()
        assert newest.exists()

    def test_the_newest_stays_however_large(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kept, "BYTES_KEPT", 10)
        small = aged(folder, "1-1-ab.csv", 60)
        large = aged(folder, "2-1-ab.csv", 1, size=100)
        kept.tidy()
        assert large.exists()
        assert not small.exists()

    def test_an_unfinished_file_goes_when_its_maker_must_be_dead(
        self, folder: Path
    ) -> None:
        dead = aged(folder, "unfinished-a", 2 * 3600)
        alive = aged(folder, "unfinished-b", 60)
        kept.tidy()
        assert not dead.exists()
        assert alive.exists()


def aged(folder: Path, name: str, seconds: float, *, size: int = 1) -> Path:
    """A file last used ``seconds`` ago."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(b"x" * size)
    then = time.time() - seconds
    os.utime(path, (then, then))
    return path


@pytest.mark.django_db(transaction=True)
class TestTheSnapshot:
    def test_only_reads_and_takes_no_lock_of_the_editors(self) -> None:
        """Control: the settings' BEGIN IMMEDIATE would lock SQLite for writing."""
        with CaptureQueriesContext(connection) as asked, spooling._snapshot():
            isolation = isolation_now()
        statements = [query["sql"] for query in asked]
        if connection.vendor == "sqlite":
            assert "BEGIN DEFERRED" in statements
        else:
            assert isolation == "repeatable read, read only: on"

    def test_leaves_later_transactions_as_they_were(self) -> None:
        before = PublicRecord.now().data_version
        with spooling._snapshot():
            pass
        with transaction.atomic():
            published()
        assert PublicRecord.now().data_version == before + 1

    def test_a_file_is_made_outside_any_other_transaction(self) -> None:
        happened(1)
        assert not connection.in_atomic_block
        assert spool().rows == 1


def isolation_now() -> str:
    """What PostgreSQL says about the present transaction; empty for SQLite."""
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('transaction_isolation') || ', read only: ' || "
            "current_setting('transaction_read_only')"
        )
        return str(cursor.fetchone()[0])


@pytest.mark.usefixtures("may")
class TestTheCommand:
    def test_writes_the_file_readers_would_get(
        self, client: Client, tmp_path: Path, capsys: Any
    ) -> None:
        target = tmp_path / "may.csv"
        call_command("export_events", "--query", "?to=2025-05-15", "--output", target)
        assert target.read_bytes() == body(client.get("/events.csv?to=2025-05-15"))
        assert "2 events, SHA-256 " in capsys.readouterr().out
        assert [path.name for path in tmp_path.glob("*may*")] == ["may.csv"]

    def test_writes_to_standard_output(self, capfdbinary: Any) -> None:
        call_command("export_events")
        text = capfdbinary.readouterr().out.decode()
        assert numbers(text) == [2, 1, 3]

    def test_explains_a_query_it_cannot_use(self) -> None:
        with pytest.raises(CommandError, match=r"from: .*June has 30 days"):
            call_command("export_events", "--query", "from=31 June 2025")

    def test_explains_a_folder_given_as_a_file(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="Write the name of a file in it"):
            call_command("export_events", "--output", str(tmp_path))

    def test_explains_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="There is no folder"):
            call_command("export_events", "--output", str(tmp_path / "no" / "a.csv"))


def test_the_csv_module_of_any_reader_reads_the_file(may: None) -> None:
    text = spool().path.read_bytes().decode("utf-8-sig")
    lines = list(standard_csv.reader(io.StringIO(text, newline="")))
    assert {len(cells) for cells in lines} == {len(csv.COLUMNS)}
