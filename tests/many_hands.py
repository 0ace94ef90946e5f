"""Many editors at one desk at the same time, through a real server.

Each opens an event, adds a word of its own, and saves or publishes; who is told that
somebody else saved meanwhile takes the other's text over with the button of the page,
adds the word again and saves again, until it is stored. Meanwhile somebody publishes
all events together, again and again, and a file is brought in. Every word is looked
for in the end.
"""

import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
)
from django.contrib.sessions.backends.db import SessionStore

from tests import cast
from timeline.importing import running
from timeline.models.events import Event
from timeline.models.imports import ImportedRow
from timeline.models.versions import EventVersion

ROOT = Path(__file__).resolve().parent.parent
LIST = "/admin/timeline/event/"
HERE = "tests.many_hands_served"
MOST = 200  # times one word is tried


@dataclass
class Tally:
    """What the editors were told; shared by them."""

    run: str = field(default_factory=lambda: uuid4().hex[:4])  # ends every word
    stored: list[str] = field(default_factory=list)  # words behind a 302
    published: list[str] = field(default_factory=list)  # of them, those published
    conflicts: int = 0
    busy: int = 0
    bulk: int = 0
    troubles: list[str] = field(default_factory=list)


class Found:
    """What the database has in the end."""

    def __init__(self, tally: Tally, keys: Sequence[int]) -> None:
        events = Event.objects.filter(pk__in=keys).prefetch_related("participations")
        texts = [
            " ".join([e.summary, *(p.note for p in e.participations.all())])
            for e in events
        ]
        there = set(" ".join(texts).split())
        self.dropped = [word for word in tally.stored if word not in there]
        versions = EventVersion.objects.filter(reason__in=tally.published)
        reasons = list(versions.values_list("reason", flat=True))
        self.versions = len(reasons)
        brought = ImportedRow.objects.filter(stored=True)
        self.brought = list(brought.values_list("event__status", flat=True))
        self.not_once = [w for w in tally.published if reasons.count(w) != 1]


def events(number: int, editors: int) -> list[int]:
    """So many published events, each with a row for every editor's note."""
    people = [cast.participant(f"Delegate {n}", "person") for n in range(editors)]
    source = cast.article(cast.reuters())
    together = cast.published_together(
        cast.event(
            f"The delegations meet in round {n}",
            f"{n + 1} May 2025",
            who=[(one, "delegate") for one in people],
            sources=[source],
        )
        for n in range(number)
    )
    return [event.pk for event in together]


def cookie(username: str) -> str:
    """The session of a signed-in editor."""
    user = cast.editor(username)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"sessionid={session.session_key}"


class Browser:
    """One signed-in editor's browser: one connection, cookies, forms."""

    def __init__(self, port: int, session: str) -> None:
        self.port, self.session, self.token = port, session, ""

    def ask(self, method: str, address: str, data: Any = None) -> tuple[int, str]:
        server = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": f"{self.session}; csrftoken={self.token}"}
        body = None
        if data is not None:
            body = urlencode([*data, ("csrfmiddlewaretoken", self.token)])
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        server.request(method, address, body, headers)
        answer = server.getresponse()
        text = answer.read().decode()
        for said in answer.headers.get_all("Set-Cookie") or []:
            if found := re.match(r"csrftoken=(\w+)", said):
                self.token = found[1]
        server.close()
        return answer.status, text


class Boxes(HTMLParser):
    """What the browser would send of the event's form."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.sent: dict[str, Any] = {}
        self.inside = False  # the form
        self.pattern = 0  # <template>
        self.area = self.select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        name = has.get("name") or ""
        if tag == "form":
            self.inside = has.get("id") == "event_form"
        elif tag == "template":
            self.pattern += 1
        if not self.inside or self.pattern:
            return
        if tag == "input" and name:
            self._input(name, has)
        elif tag == "textarea":
            self.area, self.sent[name] = name, ""
        elif tag == "select":
            self.select, self.sent[name] = name, ""
        elif tag == "option" and "selected" in has:
            self.sent[self.select] = has.get("value") or ""

    def _input(self, name: str, has: dict[str, str | None]) -> None:
        ticks = has.get("type") in {"checkbox", "radio"}
        if ticks and "checked" in has:
            self.sent.setdefault(name, []).append(has.get("value") or "on")
        elif not ticks:
            self.sent[name] = has.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self.pattern -= 1
        elif tag == "textarea":
            self.area = ""
        elif tag == "form":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.area and self.inside and not self.pattern:
            self.sent[self.area] += data.removeprefix("\n")

    def pairs(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        every: list[tuple[str, str]] = []
        for name, value in self.sent.items():
            values = value if isinstance(value, list) else [value]
            every += [(name, one) for one in values if name != "csrfmiddlewaretoken"]
        return [*every, *more]


class Editor(threading.Thread):
    """Adds ``saves`` words to events; even ones to the summary, odd ones to a note."""

    def __init__(
        self,
        number: int,
        browser: Browser,
        keys: Sequence[int],
        saves: int,
        tally: Tally,
    ) -> None:
        super().__init__()
        self.number, self.browser, self.keys = number, browser, keys
        self.saves, self.tally = saves, tally

    def run(self) -> None:
        try:
            for save in range(self.saves):
                word = f"e{self.number}s{save}-{self.tally.run}"
                self.add(
                    word, self.keys[save % len(self.keys)], publishes=save % 2 == 1
                )
        except Exception as error:  # noqa: BLE001 - told in the main thread
            self.tally.troubles.append(f"{self.name}: {error!r}")

    def add(self, word: str, key: int, *, publishes: bool) -> None:
        address = f"{LIST}{key}/change/"
        button = "_publish" if publishes else "_save"
        status, text = self.browser.ask("GET", address)
        assert status == 200, f"{status} on opening"
        boxes = Boxes(text)
        for _ in range(MOST):
            self.type(boxes, word)
            boxes.sent["reason"] = word if publishes else ""
            status, text = self.press(address, boxes, (button, "1"))
            if status == 302:
                self.tally.stored.append(word)
                self.tally.published += [word] if publishes else []
                return
            boxes = self.told(address, Boxes(text), text, status)
        raise AssertionError(f"{word} was never stored")

    def type(self, boxes: Boxes, word: str) -> None:
        name = "summary"
        if self.number % 2:
            name = f"participations-{self.number}-note"
        said = boxes.sent[name].split()
        boxes.sent[name] = " ".join([*said, *([] if word in said else [word])])

    def press(
        self, address: str, boxes: Boxes, button: tuple[str, str]
    ) -> tuple[int, str]:
        return self.browser.ask("POST", address, boxes.pairs(button))

    def told(self, address: str, boxes: Boxes, text: str, status: int) -> Boxes:
        """What to send next after a refusal: theirs taken over where both wrote."""
        if status == 503:
            self.tally.busy += 1
            return boxes
        assert status == 200, f"{status} on saving"
        assert "Two texts of this event" in text, _said(text)
        self.tally.conflicts += 1
        if 'value="summary"' in text:
            status, text = self.press(address, boxes, ("_take", "summary"))
            assert status == 200, f"{status} on choosing"
        return Boxes(text)


def _said(text: str) -> str:
    found = re.search(r'class="errornote".*?</div>', text, re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", " ", found[0]) if found else text[:300]


class Publisher(threading.Thread):
    """Publishes all the events together by the action of the list, until told."""

    def __init__(
        self, browser: Browser, keys: Sequence[int], tally: Tally, batch: int | None
    ) -> None:
        super().__init__()
        self.browser, self.keys, self.tally, self.batch = browser, keys, tally, batch
        self.enough = threading.Event()

    def run(self) -> None:
        chosen = [("_selected_action", str(key)) for key in self.keys]
        what = [
            ("action", "publish_selected"),
            ("apply", "1"),
            ("reason", "All of them"),
        ]
        self.browser.ask("GET", f"{LIST}add/")
        while not self.enough.wait(0.5):
            status, _ = self.browser.ask("POST", LIST, [*what, *chosen])
            if status not in {302, 503}:
                self.tally.troubles.append(f"the action answered {status}")
            self.tally.bulk += status == 302
            if self.batch is not None and self.tally.stored:
                self.bring_in()

    def bring_in(self) -> None:
        """Store the import, while the others are at it."""
        address = f"/admin/timeline/importbatch/{self.batch}/change/"
        store = [("_store", "1"), ("only_good_rows", "on")]
        status, _ = self.browser.ask("POST", address, [*store, ("reason", "Status")])
        if status == 302:
            self.batch = None
        elif status != 503:
            self.tally.troubles.append(f"the import answered {status}")


@contextmanager
def served(
    url: str, data: Path, *, how: str = "site", workers: int = 2
) -> Iterator[int]:
    """The desk behind gunicorn; ``how`` is a name in tests.many_hands_served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", f"{HERE}:{how}", "--preload"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
    command += ["--threads", "8", "--log-level", "critical", "--no-control-socket"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment(url, data), stderr=quiet, stdout=quiet
    )
    try:
        _answers(port, server)
        yield port
    finally:
        server.terminate()
        server.wait()


def environment(url: str, data: Path) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": url,
        "DATA_DIR": str(data),
        "SECRET_KEY": settings.SECRET_KEY,
    }


def _answers(port: int, server: subprocess.Popen[bytes], *, seconds: int = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.05)
    raise RuntimeError("gunicorn did not start")


def planned(titles: Sequence[tuple[int | None, str]]) -> int:
    """The key of an import that was tried: it gives the events a status."""
    rows = [f"{number},{title},under-way" for number, title in titles]
    text = "\n".join(["event_id,title,status", *rows])
    batch = running.receive([text.encode()], "status.csv", editor=cast.editor("boss"))
    batch.publishing, batch.only_good_rows = True, True
    batch.save()
    running.run(batch, running.PLAN)
    return batch.pk


def work(
    port: int,
    sessions: Sequence[str],
    keys: Sequence[int],
    *,
    saves: int,
    batch: int | None = None,
) -> Tally:
    """Let one editor for each session work; the last one publishes all, and stores
    the import ``batch``."""
    tally = Tally()
    *mine, boss = sessions
    hands = [
        Editor(n, Browser(port, one), [*keys[n % len(keys) :], *keys], saves, tally)
        for n, one in enumerate(mine)
    ]
    publisher = Publisher(Browser(port, boss), keys, tally, batch)
    for hand in [*hands, publisher]:
        hand.start()
    for hand in hands:
        hand.join()
    publisher.enough.set()
    publisher.join()
    return tally
