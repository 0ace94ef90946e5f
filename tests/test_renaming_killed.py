"""A republishing that is killed goes on; readers never see half of it."""

import json
import signal
from threading import Event as Flag
from threading import Thread

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests import big, cast
from tests.test_import_killed import Elsewhere, wait_for
from tests.test_renaming import rename
from timeline import publishing
from timeline.models.events import Event
from timeline.models.participants import Participant
from timeline.models.republishing import PreparedVersion, Republishing
from timeline.models.versions import EventVersion, PublicRecord
from timeline.republishing import running

SIZE = 250  # five batches
SHOWING_NEW = (
    "SELECT coalesce(sum(CASE WHEN csv_line LIKE '%Rossiya%' THEN 1 ELSE 0 END), 0) "
    "FROM timeline_eventversion WHERE superseded_at IS NULL"
)
OLD, NEW = "Russia", "Rossiya"


def renamed(size: int = SIZE) -> Republishing:
    """Published events that show a participant who was renamed since, and the job."""
    someone = cast.russia()
    big.events_of(someone, size)
    leads = rename(cast.editor_client(), someone, NEW)["Location"]
    assert f"key={someone.pk}" in leads
    return Republishing.objects.create(
        model="participant",
        keys=[someone.pk],
        title="Russia is now Rossiya",
        reason="The name in Russian",
        total=size,
        editor=cast.editor(),
    )


class Job:
    """The command in a process of its own, on the database of this test."""

    def __init__(self, job: Republishing, elsewhere: Elsewhere) -> None:
        self.key, self.elsewhere = str(job.pk), elsewhere

    def begin(self):
        return self.elsewhere.manage("republish", self.key)

    def killed_when(self, condition) -> None:
        process = self.begin()
        try:
            wait_for(lambda: process.poll() is not None or condition())
            assert process.poll() is None, "it was done before it could be killed"
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()

    def prepared(self) -> int:
        count = "SELECT count(*) FROM timeline_preparedversion"
        return int(str(self.elsewhere.one(count)))


@pytest.mark.no_cover
@pytest.mark.django_db(transaction=True)
def test_a_republishing_killed_at_any_point_goes_on_and_is_published_once(tmp_path):
    job = renamed()
    elsewhere = Elsewhere(tmp_path)
    work = Job(job, elsewhere)
    state = "SELECT state FROM timeline_republishing"
    versions = "SELECT count(*) FROM timeline_eventversion"
    before = elsewhere.one(versions)
    kept = 0
    for condition in (
        lambda: elsewhere.one(state) == "preparing",
        lambda: work.prepared() > 0,
        lambda: elsewhere.one(state) == "presenting",
    ):
        work.killed_when(condition)
        assert elsewhere.one(state) in {"preparing", "presenting"}
        assert not running.work_of(job).is_at_work()
        assert elsewhere.one(versions) == before
        assert work.prepared() >= kept, "what was prepared is kept"
        kept = work.prepared()
    assert kept == SIZE
    process, seen = work.begin(), set()
    while process.poll() is None:
        seen.add(elsewhere.one(SHOWING_NEW))
    assert process.returncode == 0
    assert seen <= {0, SIZE}, "somebody saw both names"
    assert elsewhere.one(SHOWING_NEW) == SIZE
    assert elsewhere.one(state) == "done"
    assert elsewhere.one(versions) == before + SIZE
    assert work.prepared() == 0
    moments = "SELECT count(DISTINCT recorded_at) FROM timeline_eventversion"
    assert elsewhere.one(moments) == 2


class Reader:
    """Reads the file again and again beside whoever publishes.

    On SQLite a second connection to the memory of a test has to wait for the first,
    so there the one who publishes reads.
    """

    def __init__(self) -> None:
        self.seen: list[frozenset[str]] = []
        self.alone = connection.vendor == "sqlite"
        self.stop = Flag()
        self.thread = Thread(target=self._go)

    def __enter__(self) -> "Reader":
        if not self.alone:
            self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop.set()
        if not self.alone:
            self.thread.join()

    def _go(self) -> None:
        while not self.stop.is_set():
            self._look()
        connection.close()

    def _look(self) -> None:
        self.seen.append(_names_in(Client().get("/events.jsonl")))

    def read_again(self) -> None:
        """Until something was read that was begun after now."""
        if self.alone:
            self._look()
        known = len(self.seen)
        wait_for(lambda: self.alone or len(self.seen) > known + 1)


@pytest.mark.no_cover
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at_once", [True, False], ids=["all at once", "control"])
def test_no_page_shows_both_names(at_once):
    """Read by a reader meanwhile; the control publishes batch by batch."""
    job = renamed(60)
    with Reader() as reader:
        reader.read_again()
        if at_once:
            running.run(job)
        else:
            for some in _by_the(20):
                publishing.publish_many(some, editor="nora", reason="Batch")
                reader.read_again()
        reader.read_again()
    assert reader.seen[0] == {OLD}
    assert reader.seen[-1] == {NEW}
    assert ({OLD, NEW} in reader.seen) is not at_once


def _names_in(answer) -> frozenset[str]:
    lines = b"".join(answer.streaming_content).splitlines()
    parts = [part for line in lines for part in json.loads(line)["participations"]]
    return frozenset(part["participant"]["name"] for part in parts) & {OLD, NEW}


def _by_the(size: int) -> list[list[Event]]:
    events = list(Event.objects.published())
    return [events[n : n + size] for n in range(0, len(events), size)]


@pytest.mark.django_db
def test_what_is_edited_while_it_is_prepared_is_published_as_it_is_then(monkeypatch):
    job = renamed(6)
    edited, published, withdrawn, *_others = Event.objects.order_by("pk")
    present = running._present

    def meanwhile(job: Republishing) -> bool:
        """What other editors do between the preparing and the end."""
        monkeypatch.setattr(running, "_present", present)
        edited.save()
        published.summary = "Corrected while the other work went on."
        published.save()
        publishing.publish(published, editor="oleh", reason="Corrected")
        publishing.withdraw(withdrawn, editor="oleh", reason="It did not happen")
        return present(job)

    monkeypatch.setattr(running, "_present", meanwhile)
    running.run(job)
    assert job.result == {"versions": 3, "left": 1, "refused": []}
    assert cast.version_of(edited).number == 1
    version = cast.version_of(published)
    assert (version.number, version.editor) == (2, "oleh")
    assert version.record["participations"][0]["participant"]["name"] == NEW
    assert cast.version_of(withdrawn).change == "withdrawn"
    assert not PreparedVersion.objects.exists()


@pytest.mark.django_db
def test_what_was_chosen_and_is_saved_again_meanwhile_is_left_alone(monkeypatch):
    """Else who began it would publish a text of their own, or one nobody looked at."""
    job = renamed(2)
    saved, chosen = Event.objects.order_by("pk")
    chosen.save()
    saved.save()
    job.also, job.created = [saved.pk, chosen.pk], timezone.now()
    job.save()
    present = running._present

    def meanwhile(job: Republishing) -> bool:
        saved.summary = "Written after the other was begun."
        saved.save()
        return present(job)

    monkeypatch.setattr(running, "_present", meanwhile)
    running.run(job)
    assert job.result == {"versions": 1, "left": 1, "refused": []}
    assert cast.version_of(saved).number == 1
    assert cast.version_of(chosen).number == 2


@pytest.mark.django_db
def test_a_second_rename_while_it_is_prepared_is_what_readers_get(monkeypatch):
    job = renamed(4)
    someone = Participant.objects.get(pk=job.keys[0])
    present = running._present

    def meanwhile(job: Republishing) -> bool:
        monkeypatch.setattr(running, "_present", present)
        someone.name_it("Rossia")
        someone.save()
        return present(job)

    monkeypatch.setattr(running, "_present", meanwhile)
    running.run(job)
    names = {
        version.record["participations"][0]["participant"]["name"]
        for version in EventVersion.objects.present()
    }
    assert names == {"Rossia"}
    running.run(job)  # it is done: again it does nothing
    assert EventVersion.objects.count() == 8


@pytest.mark.django_db
def test_the_page_of_a_stopped_one_offers_to_go_on():
    job = renamed(2)
    nora = cast.editor_client()
    address = f"/admin/timeline/republishing/{job.pk}/change/"
    running.work_of(job).forget_progress()  # of a job of the same key, elsewhere
    before = PublicRecord.now().data_version
    answer = nora.get(address).content.decode()
    assert "It was stopped before its end. Readers have seen nothing of it" in answer
    with running.work_of(job).held(refusal=AssertionError()):
        working = nora.get(address)
        assert "Being prepared: 0 of 2 events" in working.content.decode()
        assert working.headers["Refresh"] == "2"
        busy = nora.post(address, follow=True).content.decode()
        assert "This is at work already." in busy
    assert PublicRecord.now().data_version == before
    answer = nora.post(address, follow=True).content.decode()
    assert "<dt>New versions</dt><dd>2</dd>" in answer
    assert "Published on" in answer
