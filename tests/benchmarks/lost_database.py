"""What a client has in hand when the database is lost in the middle of its file.

    python -m tests.benchmarks.lost_database [events]

Serves the site with gunicorn before a throwaway PostgreSQL, and beside it the same
rows streamed as they come, which is the control. Asks with HTTP/1.0 and 1.1 and stops
the database at once (``SIGQUIT``) when the file has been begun; then asks for six
files at once through pgbouncer in transaction mode, when it is installed. Printed is
what each client got. The exit code is 1 when a file of the site was cut and looked
whole, or when the control was not.
"""

# ruff: noqa: E402 - models can be imported once Django is set up

import http.client
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import StreamingHttpResponse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SECRET_KEY", "only-for-measuring")
django.setup()

from tests.benchmarks.csv_export import version
from tests.databases import binaries, postgresql
from timeline.models.versions import EventVersion, PublicRecord

EVENTS = 60_000
TOGETHER = 6
BOUNCER = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
HERE = "tests.benchmarks.lost_database"


def application(environ: dict[str, Any], start_response: Any) -> Any:
    """The site; and ``/streamed``, the same rows sent as they come."""
    if environ["PATH_INFO"] != "/streamed":
        return _site(environ, start_response)
    connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = False
    lines = EventVersion.objects.present().newest_first()
    response = StreamingHttpResponse(
        lines.values_list("csv_line", flat=True).iterator()
    )
    start_response("200 OK", [("Content-Type", "text/csv")])
    return response


_site = get_wsgi_application()


def main() -> int:
    events = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    programs = binaries()
    assert programs is not None, "PostgreSQL is not installed."
    bad = 0
    for path, is_control in (("/events.csv", False), ("/streamed", True)):
        for protocol in ("HTTP/1.0", "HTTP/1.1"):
            with postgresql(programs) as url, tempfile.TemporaryDirectory() as data:
                whole = filled(url, data, events)
                with served(url, data) as port:
                    got = lost(port, path, protocol, url, whole)
                print(f"database lost  {protocol}  {path:12} {got}", flush=True)
                cut = got.startswith("cut, and looks whole")
                bad += cut if not is_control else protocol == "HTTP/1.0" and not cut
    if Path(BOUNCER).exists():
        bad += pooled(programs, events)
    else:
        print("pgbouncer is not installed: not tried")
    return 1 if bad else 0


def filled(url: str, data: str, events: int) -> int:
    """Make the tables and so many events; how many rows the file has with its head."""
    step = [sys.executable, "-m", HERE, "--fill", str(events)]
    subprocess.run(step, env=environment(url, data), check=True)
    return events + 1


def fill(events: int) -> None:
    """One event made as the benchmark of files makes them, and copies of it."""
    call_command("migrate", verbosity=0)
    version(1).save()
    names = [f.column for f in EventVersion._meta.concrete_fields if f.column != "id"]
    others = [f'"{n}"' for n in names if n not in {"event_id", "order_key"}]
    table, columns = EventVersion._meta.db_table, ", ".join(others)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (event_id, order_key, {columns}) "  # noqa: S608
            f"SELECT n, order_key + n, {columns} "
            f"FROM {table}, generate_series(2, %s) AS n",
            [events],
        )
        cursor.execute("ANALYZE")
    PublicRecord.objects.update_or_create(pk=1, defaults={"data_version": 1})


def environment(url: str, data: str) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": url, "DATA_DIR": data, "ALLOWED_HOSTS": "*"}


@contextmanager
def served(url: str, data: str) -> Iterator[int]:
    """The application behind gunicorn; yields its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", f"{HERE}:application"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "8"]
    command += ["--log-level", "critical", "--no-control-socket"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        command, env=environment(url, data), stderr=quiet, stdout=quiet
    )
    try:
        _answers(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _answers(port: int, *, seconds: int = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError):
            http.client.HTTPConnection("127.0.0.1", port, timeout=20).request(
                "GET", "/robots.txt"
            )
            return
        time.sleep(0.1)
    raise RuntimeError("gunicorn did not start")


def lost(port: int, path: str, protocol: str, url: str, whole: int) -> str:
    """Ask, stop the database once rows are being read, and say what came.

    Of the control a byte has come by then: its rows are sent as they are read.
    """
    if path == "/streamed":
        return said(*ask(port, path, protocol, lambda: _stop_at_once(url)), whole)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask, port, path, protocol)
        time.sleep(0.05)
        _wait_until_read(url)
        _stop_at_once(url)
        return said(*asked.result(), whole)


def _wait_until_read(url: str, *, seconds: int = 30) -> None:
    """Until a connection of the site has been in a query of many rows for a moment."""
    import psycopg

    end = time.monotonic() + seconds
    with psycopg.connect(url, autocommit=True) as looking:
        while time.monotonic() < end:
            found = looking.execute(
                "SELECT 1 FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                "AND datname = 'timeline' AND query ~ 'FETCH|DECLARE'"
            ).fetchone()
            if found:
                time.sleep(0.03)
                return
            time.sleep(0.005)


def _stop_at_once(url: str) -> None:
    """What ``pg_ctl stop -m immediate`` does."""
    home = Path(unquote(urlsplit(url).netloc.partition("@")[2]))
    os.kill(
        int((home / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT
    )


def ask(
    port: int, path: str, protocol: str, begun: Callable[[], None] = lambda: None
) -> tuple[int, dict[str, str], bytes, bool]:
    """Status, headers, body, and whether the client could tell that it was cut.

    ``begun`` is called when the first byte of the body is there.
    """
    with socket.create_connection(("127.0.0.1", port), timeout=120) as server:
        lines = (
            f"GET {path} {protocol}",
            "Host: localhost",
            "Connection: close",
            "",
            "",
        )
        server.sendall("\r\n".join(lines).encode())
        answer = http.client.HTTPResponse(server)
        try:
            answer.begin()
            headers = {k.lower(): v for k, v in answer.getheaders()}
            first = answer.read(1)
            begun()
            return answer.status, headers, first + answer.read(), False
        except http.client.IncompleteRead as cut:
            return answer.status, headers, cut.partial, True
        except (http.client.HTTPException, OSError):
            return 0, {}, b"", True


def said(
    status: int, headers: dict[str, str], data: bytes, told: bool, whole: int
) -> str:
    """What a client got, in words."""
    rows = data.count(b"\r\n")
    if status != 200:
        wait = headers.get("retry-after", "")
        return f"{status}" + (f", Retry-After {wait}" if wait else "")
    if rows >= whole - 1:
        return "whole"
    looks = "and is known to be" if told else "and looks whole"
    return f"cut, {looks}: {rows:,} of {whole:,} lines"


def pooled(programs: Path, events: int) -> int:
    """Six files at once through pgbouncer, of the site and of the control."""
    bad = 0
    with postgresql(programs) as url, tempfile.TemporaryDirectory() as data:
        whole = filled(url, data, events)
        with bouncer(url) as through, served(through, data) as port:
            for path in ("/events.csv", "/streamed"):
                got = Counter(each.split(":")[0] for each in six(port, path, whole))
                print(
                    f"pgbouncer, {TOGETHER} at once    {path:12} {dict(got)}",
                    flush=True,
                )
                if path == "/events.csv":
                    bad += sum(n for words, n in got.items() if words.startswith("cut"))
    return bad


def six(port: int, path: str, whole: int) -> list[str]:
    """What clients got who asked at once; who was told to wait asks again.

    Each asks for its own file of the site, so that as many files are made.
    """

    def one(number: int) -> str:
        query = f"?minsrc=1&from={1000 + number}" if path == "/events.csv" else ""
        for _ in range(60):
            got = said(*ask(port, path + query, "HTTP/1.0"), whole)
            if not got.startswith("503"):
                return got
            time.sleep(0.5)
        return got

    with ThreadPoolExecutor(TOGETHER) as pool:
        return list(pool.map(one, range(TOGETHER)))


@contextmanager
def bouncer(url: str) -> Iterator[str]:
    """pgbouncer in transaction mode with two connections; yields its address."""
    home = Path(unquote(urlsplit(url).netloc.partition("@")[2]))
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        os.chmod(folder, 0o777)  # noqa: S103 - an ordinary user writes its socket here
        (Path(folder) / "users").write_text('"timeline" ""\n')
        (Path(folder) / "ini").write_text(
            f"[databases]\ntimeline = host={home} dbname=timeline user=timeline\n"
            f"[pgbouncer]\nlisten_addr =\nunix_socket_dir = {folder}\n"
            "listen_port = 6432\nauth_type = any\npool_mode = transaction\n"
            f"auth_file = {folder}/users\ndefault_pool_size = 2\n"
            "ignore_startup_parameters = extra_float_digits\n"
        )
        entry = pwd.getpwnam("nobody")
        user: dict[str, Any] = (
            {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
            if os.geteuid() == 0
            else {}
        )
        quiet = subprocess.DEVNULL
        home.chmod(0o755)
        pool = subprocess.Popen(
            [BOUNCER, f"{folder}/ini"], stdout=quiet, stderr=quiet, **user
        )
        try:
            time.sleep(1)
            place = folder.replace("/", "%2F")
            yield f"postgres://timeline@{place}:6432/timeline"
        finally:
            pool.terminate()
            pool.wait()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--fill"]:
        fill(int(sys.argv[2]))
    else:
        sys.exit(main())
