"""The spooled files in ``EXPORT_DIR``: their names, their bounds, their removal.

What has a final name is complete::

    <question>-<rows>-<sha256>.<extension>

Beside them stand ``unfinished-…`` (being written), ``making-<question>`` (who writes
it, and how far), ``failed-<question>`` (why it was not made) and ``place-<n>``; see
``timeline.exporting.places``.
"""

import os
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings

FILES_KEPT = 200
BYTES_KEPT = 2 * 1024**3
ABANDONED = 3600  # seconds after which an unfinished file has lost its maker
UNFINISHED = "unfinished-"
MAKING = "making-"
FAILED = "failed-"
PLACE = "place-"
_PASSING = (UNFINISHED, MAKING, FAILED)


@dataclass(frozen=True, slots=True)
class SpooledFile:
    """A complete file. The same bytes always have the same ``etag``."""

    path: Path
    rows: int
    sha256: str  # hexadecimal
    size: int  # bytes
    data_version: int

    @property
    def etag(self) -> str:
        return f'"{self.sha256[:32]}"'

    @property
    def repr_digest(self) -> str:
        """Value of the header ``Repr-Digest`` (RFC 9530)."""
        return f"sha-256=:{b64encode(bytes.fromhex(self.sha256)).decode()}:"


def folder() -> Path:
    """Where files are spooled; made when it is not there."""
    found = Path(settings.EXPORT_DIR)
    found.mkdir(parents=True, exist_ok=True)
    return found


def find(key: str, data_version: int) -> SpooledFile | None:
    """The complete file that answers a question, when there is one."""
    for path in folder().glob(f"{key}-*"):
        with suppress(FileNotFoundError):
            os.utime(path)  # the least used go first
            return spooled(path, data_version)
    return None


def spooled(path: Path, data_version: int) -> SpooledFile:
    """The file as its name describes it. Raises FileNotFoundError."""
    _, rows, digest = path.name.partition(".")[0].split("-")
    return SpooledFile(
        path=path,
        rows=int(rows),
        sha256=digest,
        size=path.stat().st_size,
        data_version=data_version,
    )


@contextmanager
def unfinished() -> Iterator[Any]:
    """A file to write to that is gone afterwards, unless it was renamed."""
    with NamedTemporaryFile(dir=folder(), prefix=UNFINISHED, delete=False) as part:
        try:
            yield part
        finally:
            Path(part.name).unlink(missing_ok=True)


def tidy(*, at: float | None = None) -> None:
    """Remove the least used files beyond the bounds, and what was abandoned.

    The newest file always stays, and a file being sent is sent to its end.
    """
    now = time.time() if at is None else at
    size = number = 0
    for changed, length, path in sorted(_files(), reverse=True):
        if path.name.startswith(PLACE):
            continue
        if path.name.startswith(_PASSING):
            excess = now - changed > ABANDONED
        else:
            number, size = number + 1, size + length
            excess = number > 1 and (number > FILES_KEPT or size > BYTES_KEPT)
        if excess:
            path.unlink(missing_ok=True)


def _files() -> Iterator[tuple[float, int, Path]]:
    """When each file was last used, its size and its path."""
    for path in folder().iterdir():
        with suppress(FileNotFoundError):
            known = path.stat()
            yield known.st_mtime, known.st_size, path
