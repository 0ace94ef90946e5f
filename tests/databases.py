"""A throwaway PostgreSQL: made from installed binaries, gone at the end.

The server listens on a Unix socket in its own directory and nowhere else, runs as
an ordinary user when the tests run as root, and never waits for the disk.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

OWNER = "timeline"
UNSAFE_BUT_FAST = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=4GB",
    "jit=off",  # compiling a query of few rows takes longer than the query
)


def binaries() -> Path | None:
    """The directory of ``initdb`` and ``postgres``: the newest, or the PATH's."""
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    newest = sorted(versions, key=lambda p: float(p.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    found = [*newest, *([Path(on_path).parent] if on_path else [])]
    return next((p for p in found if (p / "initdb").exists()), None)


@contextmanager
def postgresql(programs: Path) -> Iterator[str]:
    """Run a server for the length of the block; yields its DATABASE_URL."""
    home = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    user = _ordinary_user(home)
    try:
        _make(programs, home, user)
        server = _start(programs, home, user)
        try:
            _wait(server, home)
            yield f"postgres://{OWNER}@{quote(str(home), safe='')}/timeline"
        finally:
            _stop(server)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _ordinary_user(home: Path) -> dict[str, Any]:
    """Arguments that start a process as someone PostgreSQL accepts."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(home, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _make(programs: Path, home: Path, user: dict[str, Any]) -> None:
    command = [f"{programs}/initdb", "-D", f"{home}/data", "-U", OWNER, "-A", "trust"]
    command += ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(command, cwd=home, capture_output=True, text=True, **user)
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stderr}")


def _start(programs: Path, home: Path, user: dict[str, Any]) -> subprocess.Popen[bytes]:
    command = [f"{programs}/postgres", "-D", f"{home}/data", "-k", f"{home}", "-h", ""]
    for setting in UNSAFE_BUT_FAST:
        command += ["-c", setting]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            command, cwd=home, stdout=log, stderr=log, start_new_session=True, **user
        )


def _wait(server: subprocess.Popen[bytes], home: Path, *, seconds: int = 30) -> None:
    """Until the server answers; then make the database the URL names."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with psycopg.connect(_to(home), autocommit=True) as connection:
                connection.execute("CREATE DATABASE timeline")
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start: {(home / 'log').read_text()}")


def _to(home: Path) -> str:
    return f"host={home} user={OWNER} dbname=postgres"


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown of our own process; killed when it does not heed."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=10)
