"""What renaming a participant of many events costs, and whom it keeps waiting.

    python -m tests.benchmarks.renaming [events]

Publishes ``events`` (10,000 unless told) in a temporary SQLite database, or in the
empty one DATABASE_URL names, renames a participant of all, and republishes them as the
desk does, while a reader pages through them and an editor saves drafts in processes of
their own. Then it does the same with one transaction for everything, to compare. It
prints seconds, the longest wait of either, memory, and pages that showed both names.
"""

# ruff: noqa: E402 - models can be imported once Django is set up

import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

import django

SCRATCH = tempfile.TemporaryDirectory(prefix="renaming-")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "SECRET_KEY": "only-for-measuring-how-long-it-takes-to-rename-something",
    "DATA_DIR": os.environ.get("MEASURED_DIR", SCRATCH.name),
}
os.environ.setdefault("DATABASE_URL", f"sqlite:///{SCRATCH.name}/db.sqlite3")
os.environ["MEASURED_DIR"] = os.environ["DATA_DIR"]  # for the processes beside
django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from tests import big, cast
from timeline.models.events import Event
from timeline.models.participants import Participant
from timeline.models.republishing import Republishing
from timeline.publishing import publish_many
from timeline.republishing import running
from timeline.search import take_stock

PAGE = "/api/events?limit=100&who=russia"
Waits = tuple[int, float, int]  # times, the longest in seconds, mixed or failed


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    call_command("migrate", verbosity=0)
    someone = cast.russia()
    big.events_of(someone, size)
    cast.draft("A draft that is saved again and again")
    take_stock()
    print(f"{connection.vendor}, {size} events")
    renamed(someone, "Rossiya")
    with beside():
        as_the_desk_does(someone, size)
    renamed(someone, "Rossia")
    with beside(), stopwatch("one transaction for everything"):
        events = list(Event.objects.published())
        publish_many(events, editor="editor", reason="Renamed")


def renamed(someone: Participant, name: str) -> None:
    someone.name_it(name)
    someone.save()


def as_the_desk_does(someone: Participant, size: int) -> None:
    job = Republishing.objects.create(
        model="participant", keys=[someone.pk], title="Renamed", reason="x", total=size
    )
    longest = 0.0
    prepare_some, prepare, present = (
        running._prepare_some,
        running._prepare,
        running._present,
    )

    def timed(job: Republishing, keys: list[int]) -> None:
        nonlocal longest
        began = time.monotonic()
        prepare_some(job, keys)
        longest = max(longest, time.monotonic() - began)

    def prepared(job: Republishing) -> None:
        with stopwatch("prepared, in batches"):
            prepare(job)
        print(f"  the longest batch        {longest:8.2f} s")

    def presented(job: Republishing) -> bool:
        with stopwatch("made present at once"):
            return present(job)

    running._prepare_some, running._prepare = timed, prepared
    running._present = presented
    running.run(job)
    print(f"  {job.result}")


@contextmanager
def stopwatch(what: str) -> Iterator[None]:
    began, spent = time.monotonic(), time.process_time()
    yield
    passed, used = time.monotonic() - began, time.process_time() - spent
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what:26} {passed:8.2f} s, {used:7.2f} s of CPU, {most} MB at most")


@contextmanager
def beside() -> Iterator[None]:
    """A reader and an editor at work meanwhile; says how long each had to wait."""
    others = [("reader", a_page), ("editor", a_save)]
    context = multiprocessing.get_context("spawn")
    started = []
    for name, work in others:
        here, there = context.Pipe()
        process = context.Process(target=again_and_again, args=(work, there))
        process.start()
        here.recv()  # it is ready
        started.append((name, process, here))
    yield
    for name, process, here in started:
        here.send("stop")
        times, longest, wrong = here.recv()
        process.join()
        print(f"  {name}: {times} times, longest {longest:.2f} s, {wrong} wrong")


def again_and_again(work: Callable[[], int], pipe: Connection) -> None:
    work()
    pipe.send("ready")
    times, longest, wrong = 0, 0.0, 0
    while not pipe.poll(0.05):
        began = time.monotonic()
        wrong += work()
        times, longest = times + 1, max(longest, time.monotonic() - began)
    pipe.send((times, longest, wrong))


def a_page() -> int:
    """Read a page; 1 when it shows both names or none."""
    client = Client(raise_request_exception=False, headers={"host": "localhost"})
    answer = client.get(PAGE)
    if answer.status_code != 200:
        return 1
    names: set[Any] = set()
    for event in json.loads(answer.content)["items"]:
        names |= {part["participant"]["name"] for part in event["participations"]}
    return int(len(names & {"Russia", "Rossiya", "Rossia"}) != 1)


def a_save() -> int:
    """Save a draft as an editor does; 1 when the database did not let it."""
    try:
        with transaction.atomic():
            Event.objects.exclude(desk_state="published").get().save()
    except django.db.OperationalError:
        return 1
    return 0


if __name__ == "__main__":
    main()
