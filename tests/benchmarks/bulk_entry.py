"""How fast events are entered and published together, beside one by one.

    python -m tests.benchmarks.bulk_entry [events]

Makes a temporary SQLite database and enters ``events`` (300 unless told) made-up
visits twice in one run: each checked, saved and published on its own, then as one
batch that shares a book. Printed are milliseconds of processor time and queries for
one event, and the ratio of the two ways. Published events are then renamed and
published again both ways.
"""

# ruff: noqa: E402 - models can be imported once Django is set up

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import django

SCRATCH = tempfile.TemporaryDirectory(prefix="bulk-entry-")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "SECRET_KEY": "only-for-measuring",
    "DATA_DIR": SCRATCH.name,
    "DATABASE_URL": f"sqlite:///{SCRATCH.name}/db.sqlite3",
}
django.setup()

from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from tests import cast
from timeline.forms.book import NameBook
from timeline.forms.saving import save_many
from timeline.forms.submission import EventSubmission, form_data
from timeline.models.events import Event
from timeline.models.participants import Participant
from timeline.publishing import publish, publish_many

PEOPLE = (cast.rubio, cast.fidan, cast.umerov, cast.medinsky)
PLACES = (cast.istanbul, cast.ankara, cast.antalya, cast.dolmabahce)
FIRST_DAY = date(2015, 1, 1)
Row = Mapping[str, Any]
Cost = tuple[float, float]  # milliseconds and queries for one event


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    call_command("migrate", verbosity=0)
    for make in (*PEOPLE, *PLACES, cast.reuters, cast.nato):
        make()
    report("enter and publish", size, one_by_one, together)
    report("publish again", size, again_one_by_one, again_together)


def report(
    name: str,
    size: int,
    alone: Callable[[int], None],
    together: Callable[[int], None],
) -> None:
    costs = [cost_of(way, size) for way in (alone, together)]
    for way, (spent, queries) in zip(("one by one", "together"), costs, strict=True):
        print(f"{name:18} {way:11} {spent:7.2f} ms {queries:7.2f} queries an event")
    print(f"{name:18} ratio       {costs[0][0] / costs[1][0]:7.1f}")


def cost_of(way: Callable[[int], None], size: int) -> Cost:
    with CaptureQueriesContext(connection) as taken:
        way(2)  # what is made once is not counted
    with CaptureQueriesContext(connection) as taken, stopwatch() as spent:
        way(size)
    return spent[0] * 1000 / size, len(taken) / size


@contextmanager
def stopwatch() -> Iterator[list[float]]:
    spent: list[float] = []
    began = time.process_time()
    yield spent
    spent.append(time.process_time() - began)


def posts(size: int) -> list[QueryDict]:
    """Visits of new titles, each with a document of its own."""
    made = Event.objects.count()
    return [visit(number) for number in range(made, made + size)]


def visit(number: int) -> QueryDict:
    someone, place = PEOPLE[number % 4](), PLACES[number % 3]()
    day = FIRST_DAY + timedelta(days=number)
    boxes = {
        "title": f"{someone} visits {place} for the {number}th time",
        "type": "visit",
        "date": f"{day.day} {day:%B} {day.year}",
        "place": place.name,
    }
    names = (someone.name, "NATO")
    parts: list[Row] = [{"participant": name, "role": "party"} for name in names]
    cited: Row = {"url": f"https://news.example/{number}", "outlet": "Reuters"}
    return form_data(boxes, citations=[cited], participations=parts)


def one_by_one(size: int) -> None:
    for post in posts(size):
        checked(EventSubmission(post)).save(publish=True, reason="Entered")


def together(size: int) -> None:
    book, given = NameBook(), posts(size)
    book.expect_links(str(post["citations-0-url"]) for post in given)
    submissions = [checked(EventSubmission(post, book=book)) for post in given]
    save_many(submissions, publish=True, reason="Entered")


def checked(submission: EventSubmission) -> EventSubmission:
    if not submission.is_valid():
        raise SystemExit(f"Refused: {submission.errors}")
    return submission


def again_one_by_one(size: int) -> None:
    for event in renamed(size):
        publish(event, editor="", reason="Renamed")


def again_together(size: int) -> None:
    publish_many(renamed(size), editor="", reason="Renamed")


def renamed(size: int) -> list[Event]:
    """The newest events, of whom one participant has another name now."""
    alliance = Participant.objects.filter(slug="nato")
    alliance.update(name=f"NATO {time.monotonic_ns()}")
    return list(Event.objects.order_by("-pk")[:size])


if __name__ == "__main__":
    main()
