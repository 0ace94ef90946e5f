"""Settings: read from the environment, and loud about what cannot be read."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = ROOT / "config" / "settings.py"


def start(tmp_path: Path, *, show: str = "DEBUG", **variables: str) -> tuple[str, str]:
    """What a process with only these variables prints of a setting, and its errors."""
    code = f"from django.conf import settings; print(repr(settings.{show}))"
    env = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATA_DIR": str(tmp_path / "data"),
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=env | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip(), done.stderr


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DEBUG", "maybe"),
        ("HTTPS", "maybe"),
        ("PROXY_HOPS", "two"),
        ("SEARCH_TIMEOUT", "soon"),
        ("DATABASE_URL", "oracle://nowhere/name"),
    ],
)
def test_a_value_that_cannot_be_read_stops_the_start(tmp_path, variable, value):
    shown, errors = start(tmp_path, **{"SECRET_KEY": "x" * 50, variable: value})
    assert shown == ""
    assert variable in errors.splitlines()[-1]


def test_nothing_needs_to_be_set_to_start(tmp_path):
    assert start(tmp_path)[0] == "False"


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first, _ = start(tmp_path, show="SECRET_KEY")
    again, _ = start(tmp_path, show="SECRET_KEY")
    kept = tmp_path / "data" / "secret-key"
    assert len(first) >= 50
    assert first == again
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in kept.parent.iterdir()] == ["secret-key"]


def test_a_secret_key_in_the_environment_is_used_and_none_is_made(tmp_path):
    shown, _ = start(tmp_path, show="SECRET_KEY", SECRET_KEY="from the environment")
    assert shown == "'from the environment'"
    assert not (tmp_path / "data" / "secret-key").exists()


def test_with_a_database_server_the_secret_key_must_be_given(tmp_path):
    shown, errors = start(tmp_path, DATABASE_URL="postgres://someone@db.example/name")
    assert shown == ""
    assert "SECRET_KEY is not set" in errors


def test_https_makes_every_cookie_secure_and_the_browser_remember(tmp_path):
    for setting in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        assert start(tmp_path, show=setting, HTTPS="true")[0] == "True"
    assert int(start(tmp_path, show="SECURE_HSTS_SECONDS", HTTPS="true")[0]) > 31536000


def test_every_variable_is_listed_at_the_top_of_the_settings():
    text = SETTINGS.read_text()
    docstring, code = text.split('"""', 2)[1:]
    used = set(re.findall(r"\benv\.\w+\(\s*\"(\w+)\"", code))
    listed = set(re.findall(r"^([A-Z_]+) {2,}", docstring, re.MULTILINE))
    assert used == listed
