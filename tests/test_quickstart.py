"""From a fresh copy to a running site, and back to it: nothing is lost."""

import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.test import RequestFactory

from timeline.management.commands import quickstart
from timeline.management.editors import an_editor
from timeline.models.codes import EventType
from timeline.models.events import Event
from timeline.models.locations import Location
from timeline.models.participants import Participant
from timeline.models.versions import EventVersion

ROOT = Path(__file__).resolve().parent.parent


def run() -> str:
    """What `quickstart --no-serve` prints."""
    printed = io.StringIO()
    call_command("quickstart", "--no-serve", stdout=printed)
    return printed.getvalue()


def password_in(printed: str) -> str:
    found = re.search(r"^Password: (\S+)$", printed, re.MULTILINE)
    assert found, printed
    return found[1]


def signs_in(password: str) -> bool:
    request = RequestFactory().post("/admin/login/")
    return authenticate(request, username="editor", password=password) is not None


def counts() -> dict[type[Model], int]:
    models = (EventType, Location, Participant, Event, EventVersion, get_user_model())
    return {model: model._default_manager.count() for model in models}


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody else listens."""
    with closing(socket.socket()) as listener:
        listener.bind((quickstart.HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.mark.one_database
@pytest.mark.django_db
def test_a_second_run_keeps_the_data_and_the_login():
    password = password_in(run())
    assert signs_in(password)
    before = counts()
    Event.objects.filter(desk_state="published").first().delete()
    get_user_model().objects.filter(username="editor").update(first_name="Nora")
    again = run()
    assert "Password:" not in again
    assert "changepassword editor" in again
    assert signs_in(password)
    assert get_user_model().objects.get(username="editor").first_name == "Nora"
    assert counts() == before | {Event: before[Event] - 1}


@pytest.mark.django_db
def test_an_editor_writes_at_the_desk_and_never_in_the_record():
    editor, _ = an_editor()
    assert editor.has_perms(["timeline.add_event", "timeline.delete_citation"])
    assert editor.has_perm("timeline.view_eventversion")
    assert not editor.has_perm("timeline.change_eventversion")
    assert not editor.has_perm("auth.view_user")
    assert not editor.is_superuser


def test_a_port_that_is_taken_is_passed_over(monkeypatch):
    monkeypatch.setattr(quickstart, "is_free", lambda port: port > 8002)
    assert quickstart.free_port(None) == 8003


def test_a_port_asked_for_and_taken_is_refused(taken):
    with pytest.raises(CommandError, match=rf"Port {taken} is taken\. Write --port"):
        quickstart.free_port(taken)


def test_it_serves_with_a_forked_worker_that_opens_its_own_connections(monkeypatch):
    served: list[dict[str, object]] = []
    monkeypatch.setattr(
        quickstart.Server, "run", lambda server: served.append(server.cfg.settings)
    )
    quickstart.serve(8123)
    assert served[0]["bind"].get() == ["127.0.0.1:8123"]
    assert served[0]["control_socket_disable"].get() is True


# The command as it is typed


@contextmanager
def site(data: Path, port: int) -> Iterator[str]:
    """`manage.py quickstart` in a process of its own; what it printed until it served.

    Stopped as Ctrl+C stops it.
    """
    command = [sys.executable, "manage.py", "quickstart", "--port", str(port)]
    env = {"PATH": os.environ["PATH"], "DATA_DIR": str(data)}
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True
    )
    try:
        yield "".join(until_served(process))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def until_served(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stdout is not None
    for line in process.stdout:
        yield line
        if line.startswith("Stop with"):
            return
    raise AssertionError("quickstart ended before it served")


def page(port: int, address: str) -> tuple[int, str]:
    """Status and text; waits for a server that has only just begun."""
    url = f"http://{quickstart.HOST}:{port}{address}"
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {url}")


def test_one_command_serves_a_site_and_the_next_finds_it_again(tmp_path):
    port = quickstart.free_port(None)
    with site(tmp_path, port) as printed:
        assert f"http://127.0.0.1:{port}/" in printed
        password_in(printed)
        status, chronology = page(port, "/")
        assert status == 200
        sheet = re.search(r'href="(/static/timeline/site\.[0-9a-f]+\.css)"', chronology)
        assert sheet
        assert page(port, sheet[1])[0] == 200
        assert page(port, "/healthz") == (200, "ok\n")
    key = (tmp_path / "secret-key").read_text()
    with site(tmp_path, port) as printed:
        assert "Password:" not in printed
        assert page(port, "/")[0] == 200
    assert (tmp_path / "secret-key").read_text() == key
