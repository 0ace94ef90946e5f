"""Who else has an event open: a hint that never gets in the way."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from tests import cast
from tests.test_admin import LIST, page
from tests.test_conflicts import change_of
from timeline.admin import presence
from timeline.models.presence import Presence
from timeline.search import impatient

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(world):
    return cast.draft()


def live(client, event, **said):
    address = reverse("admin:timeline_event_presence", args=[event.pk])
    return client.post(address, said).json()["words"]


def test_the_second_to_open_an_event_is_told_and_so_is_the_list(event):
    nora, omar = cast.editor_client("nora"), cast.editor_client("omar")
    assert "opened this at" not in page(nora.get(change_of(event)))
    assert "nora opened this at" in page(omar.get(change_of(event)))
    assert live(nora, event).startswith("omar opened this at")
    assert live(omar, event).startswith("nora has this open since")
    assert "nora has this open since" in page(omar.get(LIST))
    assert "has this open" not in page(cast.editor_client("mila").get(LIST + "?q=none"))
    assert live(nora, event, leave="1").startswith("omar")
    assert live(omar, event) == ""


def test_signs_of_life_keep_the_time_of_opening_and_are_forgotten_after_90_seconds(
    event, monkeypatch
):
    nora, omar = cast.editor_client("nora"), cast.editor_client("omar")
    opened = timezone.now()
    for seconds in (0, 60, 120, 180):
        at = opened + timedelta(seconds=seconds)
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        live(nora, event)
    assert f"since {opened:%H:%M} UTC" in live(omar, event)
    later = opened + timedelta(seconds=180 + 91)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert live(omar, event) == ""
    again = opened + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: again)
    live(omar, event)
    assert list(Presence.objects.values_list("editor__username", flat=True)) == ["omar"]


def test_an_opening_without_a_script_counts_for_half_an_hour(event, monkeypatch):
    nora, omar = cast.editor_client("nora"), cast.editor_client("omar")
    nora.get(change_of(event))
    for minutes, told in ((29, True), (31, False)):
        at = timezone.now() + timedelta(minutes=minutes)
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        assert ("nora opened this" in live(omar, event)) is told
        monkeypatch.undo()


def test_a_page_does_without_when_presence_cannot_be_written(event, monkeypatch):
    def busy(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(Presence, "open", busy)
    monkeypatch.setattr(Presence, "live", busy)
    nora = cast.editor_client("nora")
    assert nora.get(change_of(event)).status_code == 200
    assert live(nora, event) == ""


def test_nobody_else_is_told_and_anything_is_taken(event, django_user_model):
    address = reverse("admin:timeline_event_presence", args=[event.pk])
    assert cast.reader_client().post(address).status_code == 302
    stranger = django_user_model.objects.create_user("stranger", is_staff=True)
    client = cast.reader_client()
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(address).status_code == 403
    assert cast.editor_client().get(address).status_code == 405
    for number in (99999, 10**18, 10**30):
        far = reverse("admin:timeline_event_presence", args=[number])
        assert cast.editor_client().post(far).status_code == 404


def test_writing_it_waits_for_nobody(event):
    """On SQLite one writes at a time; a page gives up soon and finds it as it was."""
    if connection.vendor != "sqlite":
        with impatient(presence.PATIENCE):
            return
    ask = "PRAGMA busy_timeout"
    with connection.cursor() as cursor:
        before = cursor.execute(ask).fetchone()[0]
        with impatient(0.05):
            assert cursor.execute(ask).fetchone()[0] == 50
        assert cursor.execute(ask).fetchone()[0] == before
