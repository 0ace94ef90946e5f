"""Many editors who save the same events at once over HTTP: what is lost of it.

    python -m tests.benchmarks.many_editors [editors] [saves]

Serves the desk with gunicorn before a temporary SQLite database and a throwaway
PostgreSQL. ``editors`` (50 unless told) each save or publish ``saves`` (20) words on
ten events, while all of them are published together again and again and a file is
brought in that gives them a status. Printed is how many words were told to be stored
and are not there, how many publishings did not make one version each, and how often
editors were shown both texts. The controls save without comparing, and compare without
holding the row (SQLite lets one write at a time, so that it loses nothing). The exit
code is 1 when the desk lost anything, or when saving without comparing did not.
"""

# ruff: noqa: E402 - models can be imported once Django is set up

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SECRET_KEY", "only-for-measuring")
django.setup()

from django.core.management import call_command
from django.db import connection, connections

from tests import many_hands
from tests.databases import binaries, postgresql
from timeline.models.events import Event, Participation

EVENTS = 10
CONTROL = 3  # saves of each editor without a defence: it shows at once
HERE = "tests.benchmarks.many_editors"


def main() -> int:
    editors = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    saves = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    bad = 0
    with tempfile.TemporaryDirectory() as data:
        bad += on(f"sqlite:///{data}/db.sqlite3", data, editors, saves)
    programs = binaries()
    if programs is None:
        print("PostgreSQL is not installed: not tried")
        return bad
    with postgresql(programs) as url, tempfile.TemporaryDirectory() as data:
        bad += on(url, data, editors, saves)
    return 1 if bad else 0


def on(url: str, data: str, editors: int, saves: int) -> int:
    """Everything on one database, in a process of its own."""
    step = [sys.executable, "-m", HERE, "--on", str(editors), str(saves)]
    told = os.environ | {"DATABASE_URL": url, "DATA_DIR": data}
    return subprocess.run(step, env=told, check=False).returncode


def here(editors: int, saves: int) -> int:
    call_command("migrate", verbosity=0)
    keys = many_hands.events(EVENTS, editors)
    names = [*(f"editor{n}" for n in range(editors)), "boss"]
    sessions = [many_hands.cookie(name) for name in names]
    lost = measured("site", keys, sessions, saves)
    careless = measured("without_comparing", keys, sessions, min(saves, CONTROL))
    measured("without_lock", keys, sessions, min(saves, CONTROL))
    return int(bool(lost) or not careless)


def measured(how: str, keys: list[int], sessions: list[str], saves: int) -> int:
    """One run; how many words and versions were lost."""
    url, data = os.environ["DATABASE_URL"], Path(os.environ["DATA_DIR"])
    Event.objects.update(summary="")
    Participation.objects.update(note="")
    batch = many_hands.planned(list(Event.objects.values_list("number", "title")))
    connections.close_all()
    with many_hands.served(url, data, how=how) as port:
        began = time.monotonic()
        tally = many_hands.work(port, sessions, keys, saves=saves, batch=batch)
        took = time.monotonic() - began
    found = many_hands.Found(tally, keys)
    print(
        f"{connection.vendor:11} {how:18} {len(tally.stored):5} stored, "
        f"{len(found.dropped)} dropped behind a 302; {len(tally.published)} published, "
        f"{len(found.not_once)} not one version each; {tally.conflicts} shown both "
        f"texts, {tally.busy} told to wait, {tally.bulk} actions, "
        f"{len(found.brought)} rows brought in, {took:.0f} s",
        flush=True,
    )
    for trouble in tally.troubles[:5]:
        print(f"  {trouble}")
    asked = (len(sessions) - 1) * saves
    return len(found.dropped) + len(found.not_once) + asked - len(tally.stored)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--on"]:
        sys.exit(here(int(sys.argv[2]), int(sys.argv[3])))
    sys.exit(main())
