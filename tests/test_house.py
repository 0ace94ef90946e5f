"""The house: where things are, what may import what, and what is promised of it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import DatabaseError, OperationalError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse

from tests.cast import editor_client, reader_client
from timeline import checks

ROOT = Path(__file__).resolve().parent.parent
TOP = {"manage.py", "pyproject.toml", "README.md"}
ROOMS = {"timeline", "config", "templates", "tests"}
HOMELESS = {
    "utils",
    "helpers",
    "common",
    "services",
    "core",
    "managers",
    "signals",
    "misc",
}
# Spelled in two so that this file does not hold what it forbids.
ADDRESSES = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "--index" + "-url",
    "--extra-index" + "-url",
    "--find" + "-links",
    "--trusted" + "-host",
]


def ours() -> list[Path]:
    """Every file of the project, as git would list it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.splitlines())
    return [path for path in paths if path.exists()]


def blocks() -> list[str]:
    """The fenced blocks of the README, in order."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", readme(), re.DOTALL | re.MULTILINE)
    assert len(fenced) >= 2
    return fenced


def readme() -> str:
    return (ROOT / "README.md").read_text()


# Where things are


def test_the_top_of_the_house_is_fixed():
    tops = {path.relative_to(ROOT).parts[0] for path in ours()}
    assert {top for top in tops if not top.startswith(".")} == TOP | ROOMS


def test_no_file_is_named_after_having_no_home():
    assert [p for p in ours() if p.stem in HOMELESS or p.parent.name in HOMELESS] == []


def test_no_file_names_an_index_of_packages():
    found = [
        (path.name, address)
        for path in ours()
        if path.suffix not in {".woff2", ".png"}
        for address in ADDRESSES
        if address in text_of(path)
    ]
    assert found == []


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


# What may import what


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its contracts, to be spoilt."""
    unwanted = shutil.ignore_patterns("static", "*.csv", "__pycache__")
    shutil.copytree(ROOT / "timeline", tmp_path / "timeline", ignore=unwanted)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(copy: Path) -> tuple[int, str]:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo"],
        cwd=copy,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def add_import(copy: Path, module: str, line: str) -> None:
    path = copy / "timeline" / module
    path.write_text(f"{path.read_text()}\n{line}\n")


def test_the_house_keeps_its_contracts(copy):
    code, said = lint(copy)
    assert code == 0, said


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        (
            "views/pages.py",
            "from timeline.models.events import Event",
            "timeline.views.pages -> timeline.models.events",
        ),
        (
            "views/pages.py",
            "from timeline.models import EventVersion",
            "timeline.views.pages -> timeline.models",
        ),
        (
            "models/versions.py",
            "from timeline.records import event_record",
            "timeline.models.versions -> timeline.records",
        ),
        (
            "dates/edtf.py",
            "import timeline.fields",
            "timeline.dates.edtf -> timeline.fields",
        ),
    ],
)
def test_a_stray_import_is_named(copy, module, line, broken):
    add_import(copy, module, line)
    code, said = lint(copy)
    assert code == 1
    assert broken in said


def test_a_module_without_a_floor_is_refused(copy):
    (copy / "timeline" / "attic.py").touch()
    code, said = lint(copy)
    assert code == 1
    assert "attic" in said


# How it is set up


@pytest.mark.parametrize("name", ["run", "dev"])
def test_every_requirement_is_pinned_with_hashes(name):
    text = (ROOT / "config" / "requirements" / f"{name}.txt").read_text()
    entries = [e for e in re.split(r"\n(?=[a-z])", text) if not e.startswith("#")]
    assert len(entries) > 15
    for entry in entries:
        assert re.match(
            r"[a-z0-9._-]+(\[[a-z,]+\])?==[\w.]+ \\\n +--hash=sha256:", entry
        ), entry


def test_both_requirements_pin_the_same_versions():
    pins = [
        set(re.findall(r"^([a-z0-9._-]+==\S+)", text_of(path), re.MULTILINE))
        for path in (
            ROOT / "config" / "requirements" / "run.txt",
            ROOT / "config" / "requirements" / "dev.txt",
        )
    ]
    assert pins[0] <= pins[1]


def test_the_first_block_of_the_readme_runs_the_site():
    run = blocks()[0]
    assert "--require-hashes -r config/requirements/run.txt" in run
    assert run.rstrip().endswith("manage.py quickstart")


def test_ci_runs_the_second_block_of_the_readme(tmp_path):
    """The script is run on a copy of the house in which every command is a stub."""
    test = blocks()[1]
    assert "--require-hashes -r config/requirements/dev.txt" in test
    assert test.rstrip().endswith("-m tests")
    assert ci_calls(tmp_path) == [
        "python3 -m venv .venv",
        ".venv/bin/python -m pip install --quiet --require-hashes"
        " -r config/requirements/dev.txt",
        ".venv/bin/python -m tests CI=true",
    ]


def ci_calls(tmp_path: Path) -> list[str]:
    """The commands that ``.ci/run`` runs where nothing is missing."""
    log = tmp_path / "log"
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    shutil.copy(ROOT / "README.md", tmp_path)
    stubs = tmp_path / "stubs"
    python = tmp_path / ".venv" / "bin" / "python"
    for stub in (*(stubs / n for n in ("python3", "apt-get", "chromium")), python):
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text(f'#!/bin/sh\necho "$0 $* CI=$CI" >>{log}\n')
        stub.chmod(0o755)
    env = {"PATH": f"{stubs}:{os.environ['PATH']}"}
    subprocess.run(["bash", ".ci/run"], cwd=tmp_path, env=env, check=True)
    lines = [line.replace(f"{stubs}/", "") for line in log.read_text().splitlines()]
    calls = [line for line in lines if not line.startswith("apt-get")]
    return [
        c if c.endswith("tests CI=true") else c.removesuffix(" CI=true") for c in calls
    ]


# The database


@pytest.mark.django_db
def test_the_migrations_have_one_leaf():
    leaves = MigrationLoader(connection).graph.leaf_nodes("timeline")
    assert len(leaves) == 1


@pytest.mark.django_db
def test_the_system_finds_nothing_wrong():
    assert run_checks(databases=["default"]) == []


def test_a_site_address_without_tls_is_found(settings):
    settings.HTTPS, settings.SITE_URL = True, "http://events.example"
    settings.ALLOWED_HOSTS = ["events.example"]
    assert [m.id for m in checks.site_address()] == ["timeline.W001"]


def test_a_site_address_that_is_not_allowed_is_found(settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = (
        "http://events.example",
        ["other.example"],
    )
    (message,) = checks.site_address()
    assert message.hint == "Add events.example to ALLOWED_HOSTS."


def test_uncollected_static_files_are_found(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    assert [m.id for m in checks.static_files()] == ["timeline.W003"]
    (tmp_path / "staticfiles.json").touch()
    assert checks.static_files() == []


def test_a_sqlite_without_full_text_search_is_found(monkeypatch):
    monkeypatch.setattr(checks, "_has_fts5", lambda: False)
    on_sqlite = connection.vendor == "sqlite"
    expected = ["timeline.E001"] if on_sqlite else []
    assert [m.id for m in checks.full_text_search(databases=["default"])] == expected
    assert checks.full_text_search(databases=[]) == []


def test_the_checks_of_the_deployment_are_registered(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    found = {message.id for message in run_checks(include_deployment_checks=True)}
    assert "timeline.W003" in found


# What is answered


@pytest.fixture
def broken_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(connections["default"], "cursor", refuse)
    yield
    monkeypatch.undo()


@pytest.mark.django_db
def test_the_site_says_that_it_is_well():
    answer = reader_client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/"])
def test_while_the_database_is_down_readers_are_told_when_to_return(
    broken_database, address
):
    answer = reader_client().get(address)
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0


@pytest.mark.django_db
def test_another_failure_is_a_500_with_a_page(monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise DatabaseError("a mistake of ours")

    monkeypatch.setattr(connections["default"], "cursor", fail)
    answer = reader_client().get("/")
    monkeypatch.undo()
    assert answer.status_code == 500
    assert "This page could not be made" in answer.content.decode()


@pytest.mark.django_db
def test_robots_are_kept_from_the_desk():
    answer = reader_client().get("/robots.txt")
    assert "Disallow: /admin/" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/about/", "/nowhere/", "/admin/login/"])
def test_every_page_has_a_strict_content_security_policy(address):
    answer = reader_client().get(address)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_an_editor_reaches_the_desk_and_a_reader_does_not():
    desk = reverse("admin:index")
    assert editor_client().get(desk).status_code == 200
    assert reader_client().get(desk).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/events/?who=russia", "/?who=russia"),
        ("/events/2025/", "/?from=2025&to=2025"),
        ("/events/2025/05/", "/?from=2025-05&to=2025-05"),
        ("/events/2025/05/16/", "/?from=2025-05-16&to=2025-05-16"),
    ],
)
def test_an_address_made_of_a_date_leads_to_its_events(address, leads_to):
    answer = reader_client().get(address)
    assert (answer.status_code, answer["Location"]) == (302, leads_to)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/e/0",
        "/e/99999999999999999999",
        "/events/0-x/",
        "/events/20255/",
        "/events.exe",
    ],
)
def test_an_address_that_cannot_be_is_not_found(address):
    assert reader_client().get(address).status_code == 404
