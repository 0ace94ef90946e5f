"""How long a reader's search may take."""

from collections.abc import Iterator
from contextlib import contextmanager

from timeline.search import SearchStopped, time_limit


class TooSlow(Exception):  # noqa: N818 - it reads as what happened
    """The search took longer than it may, and was stopped."""


@contextmanager
def stopping_after(seconds: float) -> Iterator[None]:
    """Stop the queries of the block after ``seconds``; raises :class:`TooSlow`."""
    try:
        with time_limit(seconds):
            yield
    except SearchStopped as stopped:
        raise TooSlow from stopped
