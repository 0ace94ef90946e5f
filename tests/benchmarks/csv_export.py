"""How fast a CSV of everything is, beside the database's own joined export.

    python -m tests.benchmarks.csv_export [rows]

Makes a temporary database with ``rows`` events (100,000 unless told): published
versions as we keep them, and the same events in plain joined tables. Each way of
exporting runs three times in a process of its own; printed are the medians, the time
to the first byte, the growth of memory, and the ratio to the joined export of the same
run. DATASETTE names an executable of Datasette, whose ``_stream=on`` then reads the
same rows over HTTP (SQLite only), from a table in which they are joined already: of a
view it would join everything again for each of its pages.

The database is an SQLite file. With DATABASE_URL naming a PostgreSQL database, one
is made beside it on the same server and dropped at the end.
"""

# ruff: noqa: E402 - models can be imported once Django is set up

import csv as standard_csv
import json
import os
import resource
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SECRET_KEY", "only-for-measuring")
django.setup()

from tests.told import record, talks, took_part
from timeline import exporting
from timeline.formats import FORMATS, csv
from timeline.models.versions import EventVersion
from timeline.selection import Selection

REPEATS = 3
BATCH = 2000
FIRST_DAY = date(2015, 1, 1)
PARTIES = 200
QUERIES = {
    "ours, everything": "",
    "ours, dates asked for": "from=2015-06",
    "ours, as of a moment": "as_of=2025-12-31T00:00:00Z",
}
JOINED = "joined tables"
DATASETTE = os.environ.get("DATASETTE", "")

TABLES = """
CREATE TABLE plain_place (id integer PRIMARY KEY, name text, kind text, country text,
  latitude real, longitude real);
CREATE TABLE plain_party (id integer PRIMARY KEY, name text);
CREATE TABLE plain_source (id integer PRIMARY KEY, outlet text, title text, url text);
CREATE TABLE plain_event (id integer PRIMARY KEY, slug text, title text, summary text,
  status text, standing text, family text, type text, cameo text, plover text,
  date_text text, edtf text, start_earliest text, start_latest text, end_earliest text,
  end_latest text, place_id integer, recorded_at text);
CREATE TABLE plain_participation (id integer PRIMARY KEY, event_id integer,
  party_id integer, role text, attendance text, office text);
CREATE TABLE plain_citation (id integer PRIMARY KEY, event_id integer,
  source_id integer, quote text);
CREATE INDEX plain_participation_event ON plain_participation (event_id);
CREATE INDEX plain_citation_event ON plain_citation (event_id);
CREATE INDEX plain_event_start ON plain_event (start_earliest, id);
"""
SELECT = """
SELECT e.id, 1, 'http://127.0.0.1:8000/events/' || e.id || '-' || e.slug || '/',
  e.title, e.status, e.standing, e.family, e.type, e.cameo, e.plover, e.date_text,
  e.edtf, e.start_earliest, e.start_latest, e.end_earliest, e.end_latest, l.name,
  l.kind, l.country, l.latitude, l.longitude,
  p.names, p.roles, p.attendance, p.offices, e.summary,
  c.outlets, c.urls, c.quotes, e.recorded_at
FROM plain_event e
LEFT JOIN plain_place l ON l.id = e.place_id
LEFT JOIN (SELECT q.event_id, {join}(n.name, ' | ') AS names,
    {join}(q.role, ' | ') AS roles, {join}(q.attendance, ' | ') AS attendance,
    {join}(q.office, ' | ') AS offices
  FROM plain_participation q JOIN plain_party n ON n.id = q.party_id
  GROUP BY q.event_id) p ON p.event_id = e.id
LEFT JOIN (SELECT q.event_id, {join}(s.outlet || ': ' || s.title, ' | ') AS outlets,
    {join}(s.url, ' | ') AS urls, {join}(q.quote, ' | ') AS quotes
  FROM plain_citation q JOIN plain_source s ON s.id = q.source_id
  GROUP BY q.event_id) c ON c.event_id = e.id
ORDER BY e.start_earliest, e.id
"""


def main() -> None:
    if sys.argv[1:2] == ["--step"]:
        _, _, step, argument = sys.argv
        print(json.dumps(STEPS[step](argument)))
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with database() as environment:
        made = run("make", str(rows), environment)
        title = f"{rows:,} events on {made['vendor']}, {made['bytes']:,} bytes a line"
        print(title, flush=True)
        report(rows, environment)


def report(rows: int, environment: dict[str, str]) -> None:
    """Measure each way and print it beside the joined tables."""
    ways = {JOINED: ("plain", "")} | {n: ("ours", q) for n, q in QUERIES.items()}
    if not DATASETTE:
        print("Datasette is not named by DATASETTE: not measured")
    elif environment["DATABASE_URL"].startswith("sqlite"):
        ways["Datasette, _stream=on"] = ("datasette", "")
    base = 0.0
    for name, (step, query) in ways.items():
        runs = [run(step, query, environment) for _ in range(REPEATS)]
        assert {r["rows"] for r in runs} <= {rows} or query.startswith("from"), runs
        speed = statistics.median(r["rows"] / r["seconds"] for r in runs)
        growth = statistics.median(r["growth"] for r in runs) / 1024
        first = statistics.median(r["first"] for r in runs)
        base = base or speed
        print(
            f"{name:24}{first:>8.2f} s to the first byte{rows / speed:>8.2f} s"
            f"{speed:>12,.0f} rows/s{growth:>8.1f} MB more"
            f"{speed / base:>8.1f} x {JOINED}",
            flush=True,
        )


def run(step: str, argument: str, environment: dict[str, str]) -> dict[str, Any]:
    """A step in a process of its own; what it measured."""
    module = [sys.executable, "-m", "tests.benchmarks.csv_export"]
    command = [*module, "--step", step, argument]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextmanager
def database() -> Iterator[dict[str, str]]:
    """The environment of the steps: a database and a folder that go afterwards."""
    given = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory(prefix="csv-export-") as folder:
        environment = {
            **os.environ,
            "DATA_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/benchmark.sqlite3",
        }
        if not given.startswith("postgres"):
            yield environment
            return
        name = f"timeline_benchmark_{os.getpid()}"
        with psycopg.connect(given, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
            try:
                url = urlsplit(given)._replace(path=f"/{name}").geturl()
                yield environment | {"DATABASE_URL": url}
            finally:
                server.execute(f"DROP DATABASE {name}")


def make(rows: str) -> dict[str, Any]:
    """Fill the database."""
    call_command("migrate", verbosity=0)
    versions = (version(number) for number in range(1, int(rows) + 1))
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in filter(str.strip, TABLES.split(";")):
            cursor.execute(statement)
        fixed(cursor)
        while batch := tuple(islice(versions, BATCH)):
            EventVersion.objects.bulk_create(batch)
            plain(cursor, batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if DATASETTE and connection.vendor == "sqlite":
            joining = SELECT.format(join="group_concat")
            cursor.execute(f"CREATE TABLE plain_joined AS {joining}")
    line = EventVersion.objects.values_list("csv_line", flat=True)[0]
    return {"vendor": connection.vendor, "bytes": len(line.encode())}


def version(number: int) -> Any:
    """The published version of an event in which three of many took part."""

    day = FIRST_DAY + timedelta(days=number * 7919 % 3650)
    names = [f"Party {(number * k) % PARTIES}" for k in (1, 3, 7)]
    like = talks()
    like["date"] |= dict.fromkeys(  # type: ignore[typeddict-item]
        ("start_earliest", "start_latest", "end_earliest", "end_latest", "edtf"),
        day.isoformat(),
    )
    event = record(
        number,
        f"Parties {', '.join(names)} meet for the {number}th time",
        **{
            **{k: v for k, v in like.items() if k not in {"event_id", "title"}},
            "participations": [took_part(n, "party", office="Envoy") for n in names],
        },
    )
    return EventVersion(
        event_id=number,
        number=1,
        change="added",
        recorded_at=datetime(2025, 6, 1, tzinfo=UTC),
        title=event["title"],
        slug=event["slug"],
        **dict.fromkeys(
            ("start_earliest", "start_latest", "end_earliest", "end_latest"), day
        ),
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


def fixed(cursor: Any) -> None:
    """Parties, sources and the place of the plain tables."""

    insert(cursor, "plain_party", [(n, f"Party {n}") for n in range(PARTIES)])
    place = talks()["place"]
    assert place is not None
    row = (1, place["name"], "site", "Türkiye", place["latitude"], place["longitude"])
    insert(cursor, "plain_place", [row])
    sources = enumerate(talks()["citations"])
    insert(
        cursor,
        "plain_source",
        [(n, c["outlet"], c["title"], c["url"]) for n, c in sources],
    )


def plain(cursor: Any, versions: tuple[Any, ...]) -> None:
    """The same events in the plain tables."""
    events, parts, citations = [], [], []
    for v in versions:
        r, d, t = v.record, v.record["date"], v.record["type"]
        head = (v.event_id, v.slug, v.title, r["summary"], v.status, v.standing)
        kind = (t["family"], t["slug"], t["cameo"], t["plover"], d["text"], d["edtf"])
        events.append((*head, *kind, *[d["start_earliest"]] * 4, 1, r["recorded_at"]))
        for n, part in enumerate(r["participations"]):
            party = int(part["participant"]["name"].removeprefix("Party "))
            parts.append((v.event_id * 3 + n, v.event_id, party, "party", "", "Envoy"))
        for n, c in enumerate(r["citations"]):
            citations.append((v.event_id * 3 + n, v.event_id, n, c["quote"]))
    insert(cursor, "plain_event", events)
    insert(cursor, "plain_participation", parts)
    insert(cursor, "plain_citation", citations)


def insert(cursor: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    places = ", ".join(["%s"] * len(rows[0]))
    cursor.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608


def ours(query: str) -> dict[str, Any]:
    """The file of a query, as a reader's download makes it."""
    selection = Selection.from_query(query)
    assert not selection.problems, selection.problems
    selection.versions().first()

    def export() -> Iterator[int]:
        spooled = exporting.spool(selection, FORMATS["csv"], base_url=settings.SITE_URL)
        with spooled.path.open("rb") as file:
            while file.read(64 * 1024):
                yield 0
        spooled.path.unlink()
        yield spooled.rows

    return measured(export())


def joined(_: str) -> dict[str, Any]:
    """The plain tables joined by the database and written to a file."""
    on_sqlite = connection.vendor == "sqlite"
    select = SELECT.format(join="group_concat" if on_sqlite else "string_agg")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "joined.csv"
        if on_sqlite:
            return measured(by_cursor(select, target))
        return measured(by_copy(select, target))


def by_cursor(select: str, target: Path) -> Iterator[int]:
    with (
        sqlite3.connect(connection.settings_dict["NAME"]) as source,
        target.open("w") as file,
    ):
        writer = standard_csv.writer(file)
        for number, row in enumerate(source.execute(select), start=1):
            writer.writerow(row)
            yield number


def by_copy(select: str, target: Path) -> Iterator[int]:
    with connection.cursor() as cursor, target.open("wb") as file:
        with cursor.copy(f"COPY ({select}) TO STDOUT (FORMAT csv, HEADER)") as copy:
            for piece in copy:
                file.write(piece)
                yield 0
        yield int(cursor.rowcount)


def datasette(_: str) -> dict[str, Any]:
    """The joined rows as Datasette streams them, by a client beside it.

    The growth of memory is the client's.
    """
    port = free_port()
    command = [DATASETTE, "serve", connection.settings_dict["NAME"]]
    command += ["--port", str(port), "--setting", "sql_time_limit_ms", "600000"]
    command += ["--setting", "max_csv_mb", "0"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, stdout=quiet, stderr=quiet)
    try:
        asked = opened(f"http://127.0.0.1:{port}/benchmark/plain_joined.csv?_stream=on")
        return measured(lines_of(asked))
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def opened(address: str) -> Callable[[], Any]:
    """What opens the address once its server answers."""
    root = address.partition("/benchmark")[0]
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(root):  # noqa: S310
            break
        time.sleep(0.1)
    return lambda: urllib.request.urlopen(address)  # noqa: S310


def lines_of(opening: Callable[[], Any]) -> Iterator[int]:
    number, cut = 0, b""
    with opening() as answer:
        while piece := answer.read(64 * 1024):
            number += (cut + piece).count(b"\r\n")
            cut = piece[-1:].strip(b"\n")  # an end of line may be in two pieces
            yield number - 1  # its head


def measured(work: Iterator[int]) -> dict[str, Any]:
    """Rows, seconds to the first byte and to the last, and how far the peak of memory
    rose, in KiB. ``work`` yields as bytes come; the last it yields is the rows."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    rows = next(work)
    first = time.perf_counter() - began
    for rows in work:  # noqa: B007
        pass
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"rows": rows, "first": first, "seconds": seconds, "growth": after - before}


STEPS = {"make": make, "ours": ours, "plain": joined, "datasette": datasette}

if __name__ == "__main__":
    main()
