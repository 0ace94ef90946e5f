"""What `manage.py check` looks at besides Django's own: mistakes seen in practice.

The checks of the deployment (``check --deploy``) look at settings only; the check of
the database runs when Django is asked to check databases (``migrate`` does).
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Caution
from django.db import connections
from django.http.request import validate_host


def site_address(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """SITE_URL is written into files, so it must be the address that answers."""
    return list(_site_address())


def _site_address() -> Iterator[CheckMessage]:
    address = urlsplit(settings.SITE_URL)
    if settings.HTTPS and address.scheme != "https":
        yield Caution(
            f"SITE_URL is {settings.SITE_URL}, but the site is served over HTTPS.",
            hint="Set SITE_URL to an address that starts with https://.",
            id="timeline.W001",
        )
    if not validate_host(address.hostname or "", settings.ALLOWED_HOSTS):
        yield Caution(
            f"ALLOWED_HOSTS refuses {address.hostname}, the host of SITE_URL.",
            hint=f"Add {address.hostname} to ALLOWED_HOSTS.",
            id="timeline.W002",
        )


def static_files(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """Without the collected files every page answers 500."""
    if (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return []
    return [
        Caution(
            f"There are no collected static files in {settings.STATIC_ROOT}.",
            hint="Run `manage.py collectstatic --noinput`.",
            id="timeline.W003",
        )
    ]


def full_text_search(
    app_configs: Any = None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """SQLite must have been built with FTS5, which search is made of."""
    vendors = {connections[alias].vendor for alias in databases or []}
    if "sqlite" not in vendors or _has_fts5():
        return []
    return [
        Error(
            "This SQLite was built without FTS5, which search needs.",
            hint="Use a Python whose SQLite has FTS5, or set DATABASE_URL to "
            "a PostgreSQL database.",
            id="timeline.E001",
        )
    ]


def _has_fts5() -> bool:
    with closing(sqlite3.connect(":memory:")) as memory:
        try:
            memory.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
        except sqlite3.OperationalError:
            return False
    return True
