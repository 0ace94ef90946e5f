"""From a fresh copy to a running site: `manage.py quickstart`."""

import socket
from argparse import ArgumentParser
from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from timeline.demo.load import load_demo
from timeline.gazetteer.load import load_gazetteer
from timeline.management.editors import EDITOR, an_editor

HOST = "127.0.0.1"


class Command(BaseCommand):
    """Makes what is missing, keeps what is there, prints an address, serves."""

    help = (
        "Set up a site with a demo chronology and an editor's login, and serve it. "
        "Run again, it keeps everything and serves."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port",
            type=int,
            help="The port to serve on. Default: 8000, or the next one that is free.",
        )
        parser.add_argument(
            "--no-serve", action="store_true", help="Set up, then stop."
        )

    def handle(self, *, port: int | None, no_serve: bool, **options: Any) -> None:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        self.say("Preparing the database and the static files ...")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        self.say(f"Places and participants: {load_gazetteer()} added.")
        editor, password = an_editor()
        self.say(f"Demo chronology: {load_demo(editor)} events added.")
        self.say(login_note(password))
        if no_serve:
            self.say("Ready. Run `manage.py quickstart` to serve.")
            return
        port = free_port(port)
        self.say(f"\nReaders: http://{HOST}:{port}/")
        self.say(f"Editors: http://{HOST}:{port}/admin/")
        self.say("Stop with Ctrl+C.")
        serve(port)

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def login_note(password: str) -> str:
    """How to sign in, and what to do when the password is lost."""
    lost = f"`manage.py changepassword {EDITOR}` sets a new one"
    if not password:
        return f"The login `{EDITOR}` is kept. If its password is lost, {lost}."
    return (
        f"\nLogin: {EDITOR}\nPassword: {password}\n"
        f"It is shown this once. If it is lost, {lost}."
    )


def free_port(asked: int | None) -> int:
    """The port asked for, else the first free one from 8000.

    Raises CommandError when the port asked for, or a hundred of them, are taken.
    """
    ports = [asked] if asked is not None else range(8000, 8100)
    for port in ports:
        if is_free(port):
            return port
    raise CommandError(
        f"Port {asked or '8000 to 8099'} is taken. Write --port and another number."
    )


def is_free(port: int) -> bool:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


class Server(BaseApplication):
    """Gunicorn in this process: one worker of a few threads."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", f"{HOST}:{self.port}")
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("threads", 8)
        self.cfg.set("control_socket_disable", True)
        self.cfg.set("loglevel", "warning")

    def load(self) -> Any:
        return get_wsgi_application()


def serve(port: int) -> None:
    """Answer requests until interrupted."""
    connections.close_all()  # the worker is a fork, and opens its own
    Server(port).run()
