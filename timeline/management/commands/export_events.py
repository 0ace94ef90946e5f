"""Write the events of a query to a file, as readers would download them."""

import os
import shutil
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from timeline import exporting
from timeline.formats import FORMATS
from timeline.selection import Selection


class Command(BaseCommand):
    """``manage.py export_events --query "from=2025-05&who=russia" --output may.csv``"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--query",
            default="",
            help='What the address of the view has after its "?". Empty: every event.',
        )
        parser.add_argument("--format", choices=list(FORMATS), default="csv")
        parser.add_argument(
            "--output", default="-", help="Path of the file, or - for standard output."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        selection = Selection.from_query(options["query"].lstrip("?"))
        if selection.problems:
            raise CommandError("\n".join(p.sentence for p in selection.problems))
        target = _target(options["output"])
        fmt = FORMATS[options["format"]]
        spooled = exporting.spool(selection, fmt, base_url=settings.SITE_URL)
        if target is None:
            with spooled.path.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
            return
        _copy(spooled.path, target)
        self.stdout.write(f"{target}: {spooled.rows} events, SHA-256 {spooled.sha256}")


def _target(output: str) -> Path | None:
    """Where to write; None is standard output. Refuses what cannot be a file."""
    if output == "-":
        return None
    path = Path(output)
    if path.is_dir():
        raise CommandError(
            f"{output} is a folder. Write the name of a file in it: "
            f"{path / 'events.csv'}"
        )
    if not path.parent.is_dir():
        raise CommandError(
            f"There is no folder {path.parent}. Make it first, or write another path."
        )
    return path


def _copy(source: Path, target: Path) -> None:
    """Put the file in its place when it is whole, never half of it."""
    with NamedTemporaryFile(
        dir=target.parent, prefix=f".{target.name}-", delete=False
    ) as part:
        try:
            with source.open("rb") as file:
                shutil.copyfileobj(file, part)
            part.close()
            os.replace(part.name, target)
        finally:
            Path(part.name).unlink(missing_ok=True)
