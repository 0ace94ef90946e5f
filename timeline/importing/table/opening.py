"""Which kind of file it is, and its bytes. Nothing is ever unpacked to the disk.

A table is a text file. Our data package is a zip with ``events.csv`` in it. Whatever
else people have at hand is refused with how to save it as a table.
"""

import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, NamedTuple

from timeline.importing.errors import ImportFileError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LARGEST = 512 * 1024 * 1024  # bytes of a file, and of a file unpacked
MOST_MEMBERS = 200  # of a zip
_LARGEST_DIRECTORY = 256 * 1024  # bytes of a zip's list of members
_MOST_SHRUNK = 300  # times; tables shrink to a fifth or a thirtieth
_SMALL = 16 * 1024 * 1024  # bytes that may shrink as much as they like
_END = 22 + 65535  # bytes in which a zip's last record stands
EVENTS = "events.csv"
PARTS = ("participations.csv", "citations.csv")

_SAVE_AS = (
    "Open it in the spreadsheet program and save it as “CSV UTF-8 (comma delimited)”, "
    "then import that file."
)
_OTHER_KINDS: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"\xd0\xcf\x11\xe0",), f"This is an Excel workbook (.xls). {_SAVE_AS}"),
    (
        (b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"\xfd7zXZ", b"Rar!"),
        "This file is packed. Unpack it and import the table that is inside.",
    ),
    ((b"%PDF",), "This is a PDF. Import the table it was made from, as CSV."),
    (
        (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"),
        "This file is encoded as UTF-32. Save it as UTF-8.",
    ),
    ((b"{", b"[{"), "This is JSON. An import reads CSV, or the .zip data package."),
    (
        (b"<?xml", b"<!DOCTYPE", b"<!doctype", b"<html", b"<rss", b"<feed"),
        "This is a web page or XML, not a table. Download the data as CSV.",
    ),
    (
        (b"BEGIN:VCALENDAR",),
        "This is a calendar. An import reads CSV, or the .zip data package.",
    ),
)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


class Opened(NamedTuple):
    """A table's bytes. ``open`` may be called again and again, each from the start."""

    open: Callable[[], BinaryIO]
    parts: Mapping[str, Callable[[], BinaryIO]] = {}  # of a package, by file name
    package: bool = False


def open_file(path: Path) -> Opened:
    """The table at ``path``, or the one inside the package. Raises ImportFileError."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(64)
    except OSError as error:
        raise ImportFileError(f"The file cannot be opened: {error.strerror}.") from None
    if not size:
        raise ImportFileError("The file is empty. Choose the file with the events.")
    _check_size(size)
    if head.startswith(b"PK"):
        return _package(path)
    _refuse_other_kinds(head)
    return Opened(partial(_open_plain, path))


def _open_plain(path: Path) -> BinaryIO:
    return path.open("rb")


def _check_size(size: int) -> None:
    if size > LARGEST:
        raise ImportFileError(
            f"The file has {size / 1048576:,.0f} MB; at most {LARGEST // 1048576} MB "
            "are read. Divide it into several files, each with the header."
        )


def _refuse_other_kinds(head: bytes) -> None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    for marks, sentence in _OTHER_KINDS:
        if start.startswith(marks):
            raise ImportFileError(sentence)


def _package(path: Path) -> Opened:
    _check_directory(path)
    try:
        with zipfile.ZipFile(path) as package:
            members = _members(package.infolist())
    except _BROKEN as error:
        raise _broken(error) from None
    if EVENTS not in members:
        raise ImportFileError(
            "There is no events.csv in this zip. Import the data package as it was "
            "downloaded, or unpack the zip and import the table inside."
        )
    opens = {
        name: partial(_open_member, path, member) for name, member in members.items()
    }
    return Opened(opens.pop(EVENTS), opens, package=True)


def _check_directory(path: Path) -> None:
    """Refuse a zip whose list of members alone would fill the memory."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _END))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise ImportFileError(
            "This zip is not whole: its end is missing. Download it again."
        )
    if int.from_bytes(tail[at + 12 : at + 16], "little") > _LARGEST_DIRECTORY:
        raise ImportFileError(
            "The list of files in this zip is too long for a data package of ours. "
            "Import the package as it was downloaded."
        )


def _too_many() -> ImportFileError:
    return ImportFileError(
        f"This zip has more than {MOST_MEMBERS} files. The data package has five. "
        "Import it as it was downloaded."
    )


def _members(found: list[zipfile.ZipInfo]) -> dict[str, str]:
    """The tables of the package: file name to the name inside the zip."""
    if len(found) > MOST_MEMBERS:
        raise _too_many()
    members: dict[str, str] = {}
    for member in found:
        _check_name(member.filename)
        name = member.filename.rpartition("/")[2]
        if name not in (EVENTS, *PARTS):
            continue
        if name in members:
            raise ImportFileError(f"There are two files {name} in this zip. Keep one.")
        _check_member(member)
        members[name] = member.filename
    if EVENTS not in members:
        _refuse_workbook({member.filename for member in found})
    return members


def _check_name(name: str) -> None:
    steps = name.replace("\\", "/").split("/")
    if name.startswith("/") or ".." in steps or ":" in steps[0]:
        raise ImportFileError(
            f"This zip has a file that would leave its folder ({name[:80]}). "
            "It is not a data package of ours."
        )


def _check_member(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 0x1:
        raise ImportFileError("This zip has a password. Pack it again without one.")
    _check_size(member.file_size)
    shrunk = member.file_size / max(member.compress_size, 1)
    if member.file_size > _SMALL and shrunk > _MOST_SHRUNK:
        raise ImportFileError(
            f"{member.filename} would unpack to {shrunk:,.0f} times its size, as no "
            "table does. Download the data package again."
        )


def _refuse_workbook(names: set[str]) -> None:
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        raise ImportFileError(f"This is an Excel workbook (.xlsx). {_SAVE_AS}")
    if {"mimetype", "content.xml"} <= names:
        raise ImportFileError(f"This is an OpenDocument file. {_SAVE_AS}")


def _broken(error: Exception) -> ImportFileError:
    if isinstance(error, ImportFileError):
        return error
    return ImportFileError(
        "This zip cannot be unpacked; it may be damaged. Download it again."
    )


def _open_member(path: Path, member: str) -> BinaryIO:
    try:
        package = zipfile.ZipFile(path)
        return io.BufferedReader(_Unpacking(package, package.open(member)), 65536)
    except _BROKEN as error:
        raise _broken(error) from None


class _Unpacking(io.RawIOBase):
    """A member of a zip as a stream that never gives more than it may."""

    def __init__(self, package: zipfile.ZipFile, member: IO[bytes]) -> None:
        self._package, self._member, self._given = package, member, 0

    def readable(self) -> bool:
        return True

    def readinto(self, into: "WriteableBuffer") -> int:
        view = memoryview(into).cast("B")
        try:
            piece = self._member.read(len(view))
        except _BROKEN as error:
            raise _broken(error) from None
        self._given += len(piece)
        _check_size(self._given)
        view[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._member.close()
        self._package.close()
        super().close()
