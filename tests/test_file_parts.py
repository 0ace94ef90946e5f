"""Parts of files, files in the making, and how many are made at once."""

import io
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests import cast
from tests.test_exports import body, happened, may, published
from timeline import exporting
from timeline.exporting import background, kept, places, spooling
from timeline.exporting.places import Progress, making, progress_of
from timeline.exporting.ranges import Range
from timeline.formats import FORMATS
from timeline.models.versions import PublicRecord
from timeline.selection import Selection
from timeline.views import downloads, exports

__all__ = ["may"]  # a fixture
SITE = "http://127.0.0.1:8000"
CSV = FORMATS["csv"]
UNITS = [(name, unit) for name, fmt in FORMATS.items() for unit in fmt.units]


def asked(client: Client, part: str, **headers: str) -> Any:
    return client.get("/events.csv", headers={"range": part, **headers})


@pytest.mark.usefixtures("may")
class TestAPart:
    """Control: :func:`test_of_another_file_is_not_sent` fails without ``If-Range``."""

    @pytest.mark.parametrize(
        ("part", "first", "last"),
        [
            ("bytes=0-99", 0, 99),
            ("bytes=100-", 100, None),
            ("bytes=-50", -50, None),
            ("bytes=0-999999999", 0, None),
            ("BYTES=0-0", 0, 0),
        ],
    )
    def test_is_those_bytes_and_says_which(
        self, client: Client, part: str, first: int, last: int | None
    ) -> None:
        whole = body(client.get("/events.csv"))
        answer = asked(client, part)
        sent = body(answer)
        begin = first if first >= 0 else len(whole) + first
        end = len(whole) - 1 if last is None else last
        assert answer.status_code == 206
        assert sent == whole[begin : end + 1]
        assert answer["Content-Range"] == f"bytes {begin}-{end}/{len(whole)}"
        assert int(answer["Content-Length"]) == len(sent)
        assert answer["X-Row-Count"] == "3"

    @pytest.mark.parametrize(
        "part",
        ["bytes=0-1,5-6", "lines=0-1", "bytes=5-2", "bytes=-", "bytes=a-b", "bytes"],
    )
    def test_that_cannot_be_read_is_the_whole(self, client: Client, part: str) -> None:
        answer = asked(client, part)
        assert answer.status_code == 200
        assert len(body(answer)) == int(answer["Content-Length"])

    @pytest.mark.parametrize("part", ["bytes=999999-", "bytes=-0"])
    def test_beyond_the_file_is_refused_with_its_length(
        self, client: Client, part: str
    ) -> None:
        size = client.head("/events.csv")["Content-Length"]
        answer = asked(client, part)
        assert answer.status_code == 416
        assert answer["Content-Range"] == f"bytes */{size}"

    def test_goes_on_where_a_download_broke_off(self, client: Client) -> None:
        first = asked(client, "bytes=0-199")
        rest = asked(client, "bytes=200-", **{"if-range": first["ETag"]})
        assert (first.status_code, rest.status_code) == (206, 206)
        assert body(first) + body(rest) == body(client.get("/events.csv"))

    def test_of_another_file_is_not_sent(self, client: Client) -> None:
        tag = client.head("/events.csv")["ETag"]
        happened(4)
        answer = asked(client, "bytes=200-", **{"if-range": tag})
        assert answer.status_code == 200
        assert len(body(answer)) == int(answer["Content-Length"])

    def test_is_not_needed_by_who_has_the_file(self, client: Client) -> None:
        tag = client.head("/events.csv")["ETag"]
        answer = asked(client, "bytes=0-9", **{"if-none-match": tag})
        assert (answer.status_code, answer.content) == (304, b"")

    def test_that_ends_too_early_is_an_error_and_not_an_end(self) -> None:
        """The server then breaks the connection off: the length was promised."""
        with pytest.raises(EOFError):
            list(exports._Pieces(Cut(), Range(0, 99)))


class Cut(io.BytesIO):
    """A file that has ten bytes of the hundred it had."""

    def __init__(self) -> None:
        super().__init__(b"x" * 10)


@pytest.mark.usefixtures("may")
class TestEveryUnit:
    @pytest.mark.parametrize(("name", "unit"), UNITS)
    def test_of_every_format_is_a_file_of_its_own(
        self, client: Client, name: str, unit: str
    ) -> None:
        answer = client.get(f"/events.{name}?rows={unit}")
        data = body(answer)
        assert answer.status_code == 200
        assert int(answer["Content-Length"]) == len(data) > 0
        assert answer["Content-Type"] == FORMATS[name].media_type
        extension = FORMATS[name].extension
        assert answer["Content-Disposition"].endswith(f'.{extension}"')
        usual = unit == next(iter(FORMATS[name].units))
        assert (f"-{unit}." in answer["Content-Disposition"]) == (not usual)
        assert client.head(f"/events.{name}?rows={unit}")["ETag"] == answer["ETag"]

    @pytest.mark.parametrize("name", FORMATS)
    @pytest.mark.parametrize("rows", ["ghost", "%00", "event&rows=ghost"])
    def test_that_there_is_not_is_refused_with_those_there_are(
        self, client: Client, name: str, rows: str
    ) -> None:
        answer = client.get(f"/events.{name}?rows={rows}")
        assert answer.status_code == 400
        text = answer.content.decode()
        assert text.startswith("rows: ")
        assert all(unit in text for unit in FORMATS[name].units)


# Places


HOLD = """
import sys
import django
django.setup()
from timeline.exporting.places import making, place
with making("abc") as mine, place(5):
    mine.reached(7, 9)
    print("held", flush=True)
    sys.stdin.read()
"""


class Holder:
    """Another process that has a place and makes the file ``abc``."""

    def __init__(self, folder: Path) -> None:
        settings = {"DJANGO_SETTINGS_MODULE": "config.settings"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLD],
            env=os.environ | settings | {"DATA_DIR": str(folder.parent)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"held\n"

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        for end in (self.process.stdin, self.process.stdout):
            assert end is not None
            end.close()


@pytest.fixture
def other(exports: Path) -> Iterator[Holder]:
    holder = Holder(exports)
    yield holder
    holder.kill()


def test_places_count_for_all_processes_and_come_free_when_one_is_killed(
    other: Holder,
) -> None:
    """Control: with a semaphore of the process both places would be free here."""
    with places.place(0), pytest.raises(places.BusyError), places.place(0):
        pass
    assert progress_of("abc") == Progress(7, 9)
    with making("abc") as mine:
        assert mine is None
    other.kill()
    assert progress_of("abc") is None
    with making("abc") as mine, places.place(0), places.place(0):
        assert mine is not None
        assert progress_of("abc") == Progress(0, 0)
    assert not list(kept.folder().glob("making-*"))


def question(query: str = "") -> exporting.Question:
    return exporting.Question.of(Selection.from_query(query), CSV, base_url=SITE)


@pytest.mark.usefixtures("may")
class TestAFileThatAnotherIsMaking:
    def test_is_waited_for_and_made_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        key = question().key(PublicRecord.now().data_version)
        made = threading.Event()

        def somebody() -> None:
            with making(key):
                made.set()
                (kept.folder() / f"{key}-3-{'ab' * 32}.csv").write_text("theirs")

        thread = threading.Thread(target=somebody)
        thread.start()
        made.wait()
        found = exporting.spool(Selection.from_query(""), CSV, base_url=SITE)
        thread.join()
        assert found.path.read_text() == "theirs"

    def test_is_not_waited_for_too_long(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(spooling, "WAITING", 0.05)
        key = question().key(PublicRecord.now().data_version)
        with making(key) as mine:
            assert mine is not None
            mine.reached(1200, 3400)
            answer = client.get("/events.csv")
        assert answer.status_code == 503
        assert answer["Retry-After"] == "5"
        assert b"1,200 of 3,400 events are written" in answer.content


# The page that waits


@pytest.mark.usefixtures("may")
class TestALargeFile:
    @pytest.fixture(autouse=True)
    def large(self, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
        """Three events are many, and work waits to be done."""
        waiting: list[Any] = []
        monkeypatch.setattr(downloads, "LARGE", 2)
        monkeypatch.setattr(background, "apart", waiting.append)
        return waiting

    def test_is_begun_by_the_page_which_tells_how_far_it_is(
        self, client: Client, large: list[Any]
    ) -> None:
        address = "/download/?format=csv"
        assert (
            'href="/download/?format=csv"' in client.get("/download/").content.decode()
        )
        page = client.get(address).content.decode()
        assert "Your file is being made" in page
        assert 'data-again="5"' in page
        key = question().key(PublicRecord.now().data_version)
        with making(key) as mine:
            assert mine is not None
            mine.reached(1, 3)
            page = client.get(address).content.decode()
            assert "1 of 3 events are written" in page
        assert len(large) == 1
        large.pop()()
        page = client.get(address).content.decode()
        assert "Your file is ready" in page
        assert 'href="/events.csv"' in page
        assert "data-again" not in page
        assert large == []

    def test_that_fails_is_said_once_and_begun_again_when_asked(
        self, client: Client, large: list[Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as broken:
            broken.setattr(spooling, "_snapshot", full)
            client.get("/download/?format=csv")
            large.pop()()
        page = client.get("/download/?format=csv").content.decode()
        assert "The file was not made" in page
        assert "could not be written to the disk" in page
        assert "data-again" not in page
        assert large == []
        assert "is being made" in client.get("/download/?format=csv").content.decode()
        large.pop()()
        assert "is ready" in client.get("/download/?format=csv").content.decode()

    def test_is_not_begun_when_enough_are(
        self, client: Client, large: list[Any]
    ) -> None:
        for number in range(background.IN_EACH_PROCESS + 1):
            query = f"from=2025-05-{10 + number}&maybe=1"
            page = client.get(f"/download/?{query}&of=all&format=csv&rows=event")
            published()
        assert "Too many files are being made" in page.content.decode()
        while large:
            large.pop()()


def full() -> Any:
    raise OSError("No space left on device")


@pytest.mark.django_db(transaction=True)
def test_a_file_is_made_in_a_thread_with_a_connection_of_its_own() -> None:
    cast.published()
    done = threading.Event()

    def work() -> None:
        background._make(question(), "abc")
        done.set()

    background.apart(work)
    assert done.wait(20)
    assert question().answer(PublicRecord.now().data_version) is not None
