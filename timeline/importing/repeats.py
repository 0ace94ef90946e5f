"""New rows that could be an event that is there already, or twice in the file."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from timeline.dates import Kind
from timeline.duplicates import (
    Likely,
    Outline,
    bounds,
    likely_duplicates_of_many,
)
from timeline.importing.judging import Judged
from timeline.models.events import Event
from timeline.models.imports import ImportBatch, ImportedRow

Outcome = ImportedRow.Outcome
TOGETHER = 5000  # rows compared with each other, in the order of their dates
_KEYS = 400  # keys in one query


class Repeats:
    """Collects what is compared of each new row: about a kilobyte a row."""

    def __init__(self) -> None:
        self.outlines: list[Outline] = []
        self._unsaved: dict[int, tuple[int, Any]] = {}  # by identity
        self._next = count(1)

    def take(self, one: Judged) -> None:
        """Remember a row that is to be a new event."""
        if one.outcome != Outcome.CREATE or one.submission is None:
            return
        event, rows = one.submission.event, one.submission.given
        days = bounds(event.start_earliest, event.end_latest)
        if days is None:
            return
        place = event.location
        outline = Outline(
            f"line {one.row.line}",
            one.title,
            *days,
            who=self._keys(r.cleaned_data["someone"] for r in rows["participations"]),
            tracks=self._keys(r.cleaned_data["process"] for r in rows["tracks"]),
            place=place.pk if place else None,
            kind=event.type_id,
            lasts=event.date_kind == Kind.EXTENT,
        )
        self.outlines.append(outline)

    def _keys(self, things: Iterator[Any]) -> frozenset[int]:
        """The keys of stored things; of those to be made, negative ones of our own."""
        return frozenset(thing.pk or self._own_key(thing) for thing in things)

    def _own_key(self, thing: Any) -> int:
        if id(thing) not in self._unsaved:
            self._unsaved[id(thing)] = -next(self._next), thing
        return self._unsaved[id(thing)][0]

    def found(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Line and likely duplicates. Of two rows of the file the later one repeats."""
        ordered = sorted(self.outlines, key=lambda outline: outline.first)
        for start in range(0, len(ordered), TOGETHER):
            some = ordered[start : start + TOGETHER]
            titles = {outline.key: outline.title for outline in some}
            for key, likely in likely_duplicates_of_many(some).items():
                line = _line(key)
                earlier = [one for one in likely if _line(one.key) < line]
                if earlier:
                    yield line, list(_in_words(earlier, titles))


def _line(key: Any) -> int:
    """The line of a row; 0 for a stored event."""
    return 0 if isinstance(key, int) else int(str(key).removeprefix("line "))


def _in_words(likely: list[Likely], titles: dict[Any, str]) -> Iterator[dict[str, Any]]:
    keys = [one.key for one in likely if isinstance(one.key, int)]
    stored = Event.objects.in_bulk(keys)
    for one in likely:
        why = ", ".join(one.reasons)
        if isinstance(one.key, int):
            if event := stored.get(one.key):
                yield {"event": one.key, "title": event.title, "why": why}
        else:
            yield {"line": _line(one.key), "title": titles[one.key], "why": why}


def mark(batch: ImportBatch, repeats: Repeats) -> int:
    """Write down which rows are possible duplicates; returns how many."""
    marked = 0
    found = list(repeats.found())
    for start in range(0, len(found), _KEYS):
        some = dict(found[start : start + _KEYS])
        rows = list(batch.rows.filter(line__in=list(some)))
        for row in rows:
            row.outcome, row.duplicates = Outcome.DUPLICATE, some[row.line]
        ImportedRow.objects.bulk_update(rows, ["outcome", "duplicates"], batch_size=100)
        marked += len(rows)
    return marked
