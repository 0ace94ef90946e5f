"""An import that is killed has stored nothing, and can be run again."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests import cast
from timeline.importing import running
from timeline.models.imports import ImportBatch

ROOT = Path(__file__).resolve().parent.parent
ROWS = 250  # three chunks, so that there is something half done to be seen
HEADERS = "title,type,date_text,participants,sources,source_urls"


def lines():
    for n in range(ROWS):
        yield (
            f"Russia sends Ukraine message number {n},message,"
            f"{date(2020, 1, 1) + timedelta(days=3 * n)},"
            f"Russia | Ukraine,Reuters: Message {n},https://news.example/{n}"
        )


class Elsewhere:
    """The database of this test, as another process finds it."""

    def __init__(self, tmp_path: Path) -> None:
        self.file = tmp_path / "elsewhere.sqlite3"
        known = connection.settings_dict
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(self.file)])
            self.url = f"sqlite:///{self.file}"
        else:
            self.url = (
                f"postgres://{known['USER']}:{known['PASSWORD']}@/{known['NAME']}"
                f"?host={known['HOST']}&port={known['PORT'] or 5432}"
            )

    def import_events(self, *arguments: str) -> subprocess.Popen[bytes]:
        return self.manage("import_events", *arguments)

    def manage(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=os.environ
            | {
                "DATABASE_URL": self.url,
                "DATA_DIR": str(settings.DATA_DIR),
                "SECRET_KEY": "a-key-of-this-test",
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def one(self, question: str) -> object:
        """The answer of a query with one cell."""
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.file)) as database:
                return database.execute(question).fetchone()[0]
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()[0]

    def counts(self) -> tuple[object, ...]:
        return tuple(
            self.one(f"SELECT count(*) FROM timeline_{table}")  # noqa: S608
            for table in ("event", "eventversion", "source", "citation")
        )


def wait_for(condition, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to it"
        time.sleep(0.005)


def rows_done(progress: Path) -> int:
    return int(progress.read_text().split()[0]) if progress.exists() else -1


@pytest.mark.no_cover
@pytest.mark.django_db(transaction=True)
def test_an_import_killed_at_any_point_has_stored_nothing(tmp_path):
    cast.russia()
    cast.ukraine()
    cast.reuters()
    text = "\n".join([HEADERS, *lines()])
    batch = running.receive([text.encode()], "messages.csv", editor=cast.editor())
    batch.publishing, batch.reason = True, "Messages of May 2025"
    batch.save()
    running.run(batch, running.PLAN)
    assert batch.counts == {"create": ROWS}
    elsewhere = Elsewhere(tmp_path)
    before = elsewhere.counts()
    progress = running.folder() / f"{batch.pk}.progress"
    for done in (0, 100, 200):
        progress.unlink(missing_ok=True)
        process = elsewhere.import_events("--batch", str(batch.pk), "--apply")
        wait_for(lambda: rows_done(progress) >= done)  # noqa: B023 - waited for here
        assert process.poll() is None, "it was done before it could be killed"
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert elsewhere.one("SELECT state FROM timeline_importbatch") == "applying"
        assert not running.is_at_work(batch)
        assert elsewhere.counts() == before
    for _ in range(2):  # the second run does nothing
        done = elsewhere.import_events("--batch", str(batch.pk), "--apply")
        assert done.wait() == 0
        assert elsewhere.counts() == (ROWS, ROWS, ROWS, ROWS)
    assert elsewhere.one("SELECT state FROM timeline_importbatch") == "applied"


def test_the_control_shows_that_what_holds_no_lock_was_killed(db):
    batch = ImportBatch.objects.create(
        file_name="a.csv", sha256="", stored="a", state="applying"
    )
    assert running.was_killed(batch)
    with running.held(batch):
        assert not running.was_killed(batch)
