"""How every test finds the house: quick, quiet, and touching nothing of the user's."""

import gc
import re
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import coverage
import pytest
from django.conf import settings as project
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests import cast, kept
from timeline.codelists.filling import fill
from timeline.models.codes import EventType, Topic
from timeline.selection.memory import MEMORY

PLAIN_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"
BUDGET = re.compile("quer(y|ies)|_costs?_")  # tests that count questions
WITH_DATABASE = {"db", "transactional_db", "live_server", "world"}

hypothesis_settings.register_profile(
    "house",
    deadline=None,  # two databases and a browser share two cores
    derandomize=True,  # the same answer on every machine
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Settings of tests: a fast hasher, no manifest, no lock-out, a place to write."""
    gc.set_threshold(50_000, 20, 100)  # a test is over before its garbage matters
    scratch = Path(tempfile.mkdtemp(prefix="timeline-"))
    config.add_cleanup(lambda: shutil.rmtree(scratch, ignore_errors=True))
    project.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    project.STORAGES = project.STORAGES | {"staticfiles": {"BACKEND": PLAIN_FILES}}
    project.AXES_ENABLED = False
    project.DATA_DIR = scratch
    project.EXPORT_DIR = scratch / "exports"
    project.STATIC_ROOT = scratch / "static"
    project.STATIC_ROOT.mkdir()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks a database, and what coverage need not watch.

    Being watched makes a test twice as slow, and the further cases of a test that asks
    a database walk the lines of its first; so do tests that count queries. What is
    reported can only be less than what is covered.
    """
    watched = set()
    for item in items:
        test = item.nodeid.partition("[")[0]
        if asks_a_database(item):
            item.add_marker(pytest.mark.database)
            if test in watched:
                item.add_marker(pytest.mark.no_cover)
        if is_property(item) or BUDGET.search(test):
            item.add_marker(pytest.mark.no_cover)
        watched.add(test)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """What a test that coverage does not watch is given, is not watched either."""
    watching = coverage.Coverage.current()
    if watching is None or item.get_closest_marker("no_cover") is None:
        return (yield)
    watching.stop()
    try:
        return (yield)
    finally:
        watching.start()


def asks_a_database(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(WITH_DATABASE & set(getattr(item, "fixturenames", ())))


def is_property(item: pytest.Item) -> bool:
    """True for a test of many examples that hypothesis thinks of."""
    return getattr(getattr(item, "obj", None), "is_hypothesis_test", False)


@pytest.fixture(autouse=True)
def _codelists(request: pytest.FixtureRequest, _django_db_marker: None) -> None:
    """Types and topics are there in every test that has a database.

    They come with a migration; a test with real transactions flushes them away.
    """
    if request.node.get_closest_marker("database") is None:
        return
    request.getfixturevalue("_django_db_helper")
    if not EventType.objects.exists():
        kept.once("the code lists", lambda: fill(EventType, Topic))


@pytest.fixture(autouse=True)
def exports(settings: Any, tmp_path: Path) -> Path:
    """The spooled files of each test, in a directory of its own."""
    settings.EXPORT_DIR = tmp_path / "exports"
    return tmp_path / "exports"


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    """No test meets the counts of another."""
    MEMORY.clear()


@pytest.fixture(autouse=True)
def _nothing_spoken() -> Iterator[None]:
    """No test speaks the language of another: a request leaves its own behind."""
    yield
    translation.deactivate()


@pytest.fixture
def world(db: None) -> SimpleNamespace:
    """A small gazetteer: the states, people and places of the Istanbul talks."""
    kept.once("the world", the_world)
    return the_world()


def the_world() -> SimpleNamespace:
    return SimpleNamespace(
        russia=cast.russia(),
        ukraine=cast.ukraine(),
        united_states=cast.united_states(),
        turkiye=cast.turkiye(),
        nato=cast.nato(),
        istanbul=cast.istanbul(),
        dolmabahce=cast.dolmabahce(),
        antalya=cast.antalya(),
        ankara=cast.ankara(),
        talks=cast.istanbul_track(),
    )
