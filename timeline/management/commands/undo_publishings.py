"""Undo the last publishings of an account: new versions with the reason, in one go.

Ends with 0 when all could be undone, 2 when an event was left alone, and 1 when nothing
could be done.
"""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from timeline.publishing import PublishError
from timeline.restoring.publishings import MOST, Step, last_publishings, plan, undo


class Command(BaseCommand):
    """``manage.py undo_publishings nora --last 5 --dry-run``"""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="The account whose publishings are undone.")
        parser.add_argument(
            "--last", type=int, required=True, help=f"How many, at most {MOST}."
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Only say what it would do."
        )
        parser.add_argument("--reason", default="", help="Readers see it.")
        parser.add_argument("--editor", help="Username of who undoes them.")
        parser.add_argument(
            "--also",
            type=int,
            nargs="*",
            default=[],
            metavar="NUMBER",
            help="Events to undo although somebody changed them since.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["last"] <= MOST:
            raise CommandError(f"Write --last with a number from 1 to {MOST}.")
        _user(options["user"])
        chosen = last_publishings(options["user"], options["last"])
        if not chosen:
            raise CommandError(f"{options['user']} has published nothing.")
        if options["dry_run"]:
            self._say(plan(chosen, also=options["also"]))
            return
        self._undo(chosen, options)

    def _undo(self, chosen: list[int], options: dict[str, Any]) -> None:
        if not options["reason"].strip():
            raise CommandError("Write --reason: readers see it beside each version.")
        if not options["editor"]:
            raise CommandError("Write --editor: the versions say who undid them.")
        editor = _user(options["editor"])
        try:
            done = undo(
                chosen, editor=editor, reason=options["reason"], also=options["also"]
            )
        except PublishError as error:
            raise CommandError(f"Nothing was undone. {error}") from error
        self._say([*done.back, *done.withdrawn, *done.left])
        if done.left:
            raise CommandError(f"{len(done.left)} left alone.", returncode=2)

    def _say(self, steps: Iterable[Step]) -> None:
        for step in steps:
            left = "Left alone. " if step.does == Step.LEFT else ""
            self.stdout.write(f"{step.number} “{step.title}”: {left}{step.words}")
            for note in step.notes:
                self.stdout.write(f"  {note}")


def _user(name: str) -> User:
    found = User.objects.filter(username=name).first()
    if found is None:
        raise CommandError(f"Nobody signs in as {name}. Write a username.")
    return found
