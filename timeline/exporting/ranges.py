"""Which bytes of a file a request asks for (RFC 9110, section 14)."""

import re
from typing import NamedTuple

_SINGLE = re.compile(r"bytes=\s*([0-9]{0,18})-([0-9]{0,18})\s*", re.IGNORECASE)


class Range(NamedTuple):
    """Bytes from ``first`` to ``last``, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class UnsatisfiableError(Exception):
    """The file has no byte of the range."""


def range_asked(asked: str, if_range: str, *, size: int, etag: str) -> Range | None:
    """The part that a ``Range`` header asks for; None: the whole file.

    The whole is also the answer to several ranges, to what cannot be read, and to an
    ``If-Range`` that is not this file's tag: a part must never be joined to a part of
    another file. Raises :class:`UnsatisfiableError`.
    """
    match = _SINGLE.fullmatch(asked.strip())
    if match is None or (if_range and if_range.strip() != etag):
        return None
    first, last = match.groups()
    if not first and not last:
        return None
    if not first:
        return _ending(int(last), size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise UnsatisfiableError
    return Range(int(first), min(int(last), size - 1) if last else size - 1)


def _ending(length: int, size: int) -> Range:
    """The last ``length`` bytes."""
    if not length or not size:
        raise UnsatisfiableError
    return Range(max(0, size - length), size - 1)
