"""Editors who save the same events at the same time, over HTTP: nothing is lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from tests import many_hands
from tests.test_import_killed import Elsewhere
from timeline.models.events import Event

EDITORS, SAVES, EVENTS = 5, 2, 2


class Together:
    """The desk of this test, served."""

    def __init__(self, tmp_path: Path) -> None:
        self.keys = many_hands.events(EVENTS, EDITORS)
        names = [*(f"editor{n}" for n in range(EDITORS)), "boss"]
        self.sessions = [many_hands.cookie(name) for name in names]
        titles = Event.objects.values_list("number", "title")
        self.batch = many_hands.planned(list(titles))
        self.elsewhere = Elsewhere(tmp_path)
        if connection.vendor == "sqlite":  # as every database of ours is
            with closing(sqlite3.connect(self.elsewhere.file)) as copy:
                copy.execute("PRAGMA journal_mode=WAL")

    def work(self, how: str, *, events: int, saves: int) -> many_hands.Tally:
        url, keys = self.elsewhere.url, self.keys[:events]
        with many_hands.served(url, settings.DATA_DIR, how=how) as port:
            return many_hands.work(
                port, self.sessions, keys, saves=saves, batch=self.batch
            )

    def found(self, tally: many_hands.Tally) -> many_hands.Found:
        """What the served database has; on SQLite it is a copy of that of the test."""
        if connection.vendor != "sqlite":
            return many_hands.Found(tally, self.keys)
        mine, copied = connections["default"], connection.copy()
        copied.settings_dict["NAME"] = str(self.elsewhere.file)
        connections["default"] = copied
        try:
            return many_hands.Found(tally, self.keys)
        finally:
            copied.close()
            connections["default"] = mine


@pytest.fixture
def desk(transactional_db: None, tmp_path: Path) -> Together:
    return Together(tmp_path)


@pytest.mark.no_cover
def test_every_save_of_many_editors_is_there_and_every_publishing_is_one_version(desk):
    tally = desk.work("site", events=EVENTS, saves=SAVES)
    found = desk.found(tally)
    assert tally.troubles == []
    assert len(tally.stored) == EDITORS * SAVES
    assert found.dropped == []
    assert len(tally.published) == EDITORS
    assert found.not_once == []
    assert tally.bulk > 0
    assert set(found.brought) <= {"under-way"}


@pytest.mark.no_cover
def test_the_control_without_comparing_loses_what_editors_were_told_was_stored(desk):
    tally = desk.work("without_comparing", events=1, saves=1)
    assert len(tally.stored) == EDITORS
    assert desk.found(tally).dropped != []
