"""Bring in a file of events: try it, and store it when asked.

Ends with 0 when every row could be used, 2 when rows were refused or wait for a name,
and 1 when nothing could be done.
"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from timeline.importing.applying import ImportRefused
from timeline.importing.names import KINDS, agree_to_all
from timeline.importing.plan import summary
from timeline.importing.profiles import PROFILES
from timeline.importing.rows import ImportFileError
from timeline.importing.running import (
    APPLY,
    PLAN,
    UNDO,
    pieces_of,
    reading_of,
    receive,
    run,
)
from timeline.models.imports import ImportBatch, ImportedRow

SHOWN = 20  # refusals that are printed
USUAL_KINDS = {
    "participants": "other",
    "places": "city",
    "outlets": "other",
    "tracks": "new",
}


class Command(BaseCommand):
    """``manage.py import_events events.csv --dry-run``"""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", help="The file; - for none with --batch."
        )
        parser.add_argument("--profile", default="", choices=["", *PROFILES])
        parser.add_argument(
            "--mapping", help="A JSON file: header of the file to column of ours."
        )
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--dry-run", action="store_true", help="Only say what it would do (usual)."
        )
        what.add_argument("--apply", action="store_true", help="Store it.")
        what.add_argument(
            "--task", choices=[PLAN, APPLY, UNDO], help="What to do with --batch."
        )
        parser.add_argument(
            "--only-good-rows",
            action="store_true",
            help="Store what can be. Usual: all rows or none.",
        )
        parser.add_argument(
            "--with-duplicates",
            action="store_true",
            help="Store rows that could be there already too.",
        )
        parser.add_argument("--publish", action="store_true", help="Usual: drafts.")
        parser.add_argument(
            "--create-names",
            nargs="*",
            metavar="participants=person",
            help="Create names that are not known, each as a kind. Usual kinds: "
            + ", ".join(f"{shelf}={kind}" for shelf, kind in USUAL_KINDS.items()),
        )
        parser.add_argument(
            "--answer", action="append", default=[], metavar="NAME=TEXT"
        )
        parser.add_argument("--editor", help="Username of who brings it in.")
        parser.add_argument("--reason", default="", help="Readers see it.")
        parser.add_argument("--batch", type=int, help="An import that is there.")
        parser.add_argument("--lock", type=int, help="For the admin's own use.")

    def handle(self, *args: Any, **options: Any) -> None:
        editor = _editor(options["editor"])
        try:
            if options["batch"] is not None:
                self._go_on(options, editor)
                return
            if not options["file"]:
                raise CommandError("Name a file, or an import with --batch.")
            self._bring_in(options, editor)
        except (ImportRefused, ImportFileError) as error:
            raise CommandError(str(error)) from error

    def _go_on(self, options: dict[str, Any], editor: User | None) -> None:
        """Work on a batch that is there, as the admin starts it."""
        batch = ImportBatch.objects.filter(pk=options["batch"]).first()
        if batch is None:
            raise CommandError(f"There is no import {options['batch']}.")
        if batch.state == ImportBatch.State.APPLIED and options["task"] != UNDO:
            self.stdout.write(f"Import {batch.pk} is stored already. Nothing was done.")
            return
        run(
            batch,
            options["task"] or (APPLY if options["apply"] else PLAN),
            editor=editor,
            reason=options["reason"],
            lock=options["lock"],
        )
        self.say(batch)

    def _bring_in(self, options: dict[str, Any], editor: User | None) -> None:
        batch = _batch(options, editor)
        self.stdout.write(f"Import {batch.pk}: {batch.file_name}")
        for problem in reading_of(batch).problems:
            self.stderr.write(problem.sentence)
        run(batch, PLAN, editor=editor)
        while options["create_names"] is not None and _agree(batch, options):
            run(batch, PLAN, editor=editor)  # places of a new country are asked next
        if options["apply"]:
            run(batch, APPLY, editor=editor, reason=options["reason"])
        self.say(batch)

    def say(self, batch: ImportBatch) -> None:
        """Print what the rows came to; end with 2 when any was left out."""
        for one in summary(batch):
            if one["rows"]:
                self.stdout.write(f"{one['label']}: {one['rows']}")
        waiting = batch.names.filter(answer="", rows__gt=0)
        for name in waiting[:SHOWN]:
            self.stdout.write(f"Not known: {name} ({name.shelf}, {name.rows} rows)")
        out = batch.rows.filter(
            outcome__in=[ImportedRow.Outcome.REFUSED, ImportedRow.Outcome.WAITING]
        )
        for row in out[:SHOWN]:
            for column, value, sentence in row.problems:
                at = f", “{column}”" if column else ""
                said = f": “{value}”" if value else ""
                self.stdout.write(f"line {row.line}{at}{said}: {sentence}")
        if batch.state == ImportBatch.State.APPLIED:
            self.stdout.write(f"Stored: {_counted(batch.result)}.")
        if left := out.count():
            raise CommandError(f"{left} rows were left out.", returncode=2)


def _counted(result: dict[str, Any]) -> str:
    return ", ".join(f"{number} {what}" for what, number in sorted(result.items()))


def _editor(name: str | None) -> User | None:
    if not name:
        return None
    found = User.objects.filter(username=name).first()
    if found is None:
        raise CommandError(f"Nobody signs in as {name}. Write a username.")
    return found


def _batch(options: dict[str, Any], editor: User | None) -> ImportBatch:
    path = Path(options["file"])
    if not path.is_file():
        raise CommandError(f"There is no file {path}.")
    if options["publish"] and not options["reason"].strip():
        raise CommandError("Write --reason: readers see it beside each version.")
    batch = receive(pieces_of(path), path.name, editor=editor)
    batch.profile = options["profile"]
    batch.mapping = _mapping(options["mapping"])
    batch.answers = dict(text.split("=", 1) for text in options["answer"])
    batch.only_good_rows = options["only_good_rows"]
    batch.with_duplicates = options["with_duplicates"]
    batch.publishing, batch.reason = options["publish"], options["reason"]
    batch.save()
    return batch


def _mapping(name: str | None) -> dict[str, str]:
    if not name:
        return {}
    try:
        mapping = json.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{name} cannot be read as JSON: {error}") from error
    if not isinstance(mapping, dict):
        raise CommandError(f'{name} must hold an object: {{"Headline": "title"}}.')
    return mapping.get("mapping", mapping)


def _agree(batch: ImportBatch, options: dict[str, Any]) -> int:
    """Agree to create what is not known; returns how many names."""
    kinds = dict(USUAL_KINDS)
    for text in options["create_names"]:
        shelf, _, kind = text.partition("=")
        if kind not in dict(KINDS.get(shelf, [])):
            known = ", ".join(code for code, _ in KINDS.get(shelf, KINDS["places"]))
            raise CommandError(
                f"“{text}” says no kind. Write one of {', '.join(KINDS)}, = and one of "
                f"its kinds, such as {known}."
            )
        kinds[shelf] = kind
    return sum(
        agree_to_all(batch.names.filter(shelf=shelf), kind)
        for shelf, kind in kinds.items()
    )
