"""Counts of the public record, remembered until the record changes.

A published version never changes, so what was counted in one state of the record
(its data version and the moment of it) stays true of that state, whoever asks and in
whatever language. Each process remembers for itself; the oldest counts are forgotten.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, NamedTuple, TypeVar

from timeline.models.versions import PublicRecord
from timeline.selection.query import Query

Counts = dict[str, int]
Numbers = TypeVar("Numbers")
MOST = 200_000  # numbers kept in all; about 20 MB


class State(NamedTuple):
    """A state of the public record. Nothing is remembered of an empty one."""

    data_version: int
    changed_at: Any

    @classmethod
    def now(cls) -> "State":
        """One query."""
        public = PublicRecord.objects.filter(pk=1)
        found = public.values_list("data_version", "changed_at").first()
        return cls(*found) if found else cls(0, None)


class Memory:
    """Counts by what was asked; at most ``most`` numbers. Safe between threads."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.size = 0
        self._kept: OrderedDict[object, tuple[int, Any]] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: object) -> Any:
        """What was kept, or None."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][1]

    def keep(self, key: object, numbers: Any) -> None:
        """Keep the numbers, and forget the longest unasked beyond the limit."""
        size = _size(numbers)
        with self._lock:
            self.size += size - self._kept.pop(key, (0, None))[0]
            self._kept[key] = (size, numbers)
            while self.size > self.most and self._kept:
                _key, (forgotten, _numbers) = self._kept.popitem(last=False)
                self.size -= forgotten

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.size = 0


def _size(numbers: Any) -> int:
    """How many numbers there are."""
    if isinstance(numbers, dict):
        return 1 + sum(_size(part) for part in numbers.values())
    return len(numbers) if isinstance(numbers, tuple) else 1


MEMORY = Memory()


class Counting:
    """Counts in the state of the record as it is now. Asks for it once."""

    def __init__(self) -> None:
        self.state = State.now()

    def counted(self, what: str, query: Query, count: Callable[[], Numbers]) -> Numbers:
        """``count()``, or what it gave for the same question in this state.

        The answer is shared: whoever gets it leaves it as it is. ``query`` may
        differ in its order and its cursor, which do not change what is counted.
        """
        if self.state.changed_at is None:
            return count()
        key = (self.state, what, query.encode(cursor=None, sort=""))
        found: Numbers | None = MEMORY.recall(key)
        if found is None:
            found = count()
            MEMORY.keep(key, found)
        return found
