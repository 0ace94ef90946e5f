"""Three texts of one event: as a form was opened, as stored now, as typed.

What only they changed is taken over, what only you changed is kept, and where both
changed the same box to different things you choose. Nothing typed is thrown away: a
row they removed is marked for removal, not dropped.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.http import QueryDict

from timeline.forms.held import Held, Row, as_text, put, put_row
from timeline.forms.words import LEADS, BoxWords

REMOVED = "This row removed"
BOTH_CITED = (
    "Both of you added a source, and theirs has its number already. Check the [1], [2] "
    "of your summary."
)


class Taken(NamedTuple):
    """A box or row that only they changed, as it is now in your form."""

    label: str
    text: str


class Clash(NamedTuple):
    """A box both changed. ``puts`` types theirs: HTML names and values."""

    key: str
    label: str
    was: str
    theirs: str
    mine: str
    puts: list[list[Any]]


class Merged(NamedTuple):
    """The post that holds both texts, and what is to be said of it."""

    data: QueryDict
    taken: list[Taken]
    clashes: list[Clash]


def merge(
    data: QueryDict, *, mine: Held, theirs: Held, base: Held | None, words: BoxWords
) -> Merged:
    """Put what only they changed into a copy of the post ``data``, which holds mine.

    Without ``base``, what a form was opened with, every difference is to be chosen.
    """
    merging = _Merging(data.copy(), mine, theirs, base, words)
    merging.boxes()
    for section in mine.rows:
        merging.section(section)
    return Merged(merging.data, merging.taken, merging.clashes)


class _Merging:
    def __init__(
        self,
        data: QueryDict,
        mine: Held,
        theirs: Held,
        base: Held | None,
        words: BoxWords,
    ) -> None:
        self.data, self.words = data, words
        self.mine, self.theirs, self.base = mine, theirs, base
        self.taken: list[Taken] = []
        self.clashes: list[Clash] = []

    def boxes(self) -> None:
        base = self.base.boxes if self.base else None
        sent = {n: v for n, v in self.theirs.boxes.items() if self._was_sent(n)}
        for name in self._differing(self.mine.boxes, sent):
            self._choose(
                name,
                self.words.label(name),
                [h.get(name) if h is not None else None for h in (base, sent)],
                self.mine.boxes.get(name),
                lambda value, name=name: self.words.value(name, value),
            )

    def _was_sent(self, name: str) -> bool:
        """Boxes to tick send nothing when they are empty; others always do."""
        return name in self.data or name in {"key", "topics"}

    def _differing(self, mine: Row, theirs: Row) -> Iterator[str]:
        for name in dict.fromkeys([*mine, *theirs]):
            if mine.get(name) != theirs.get(name):
                yield name

    def _choose(
        self, box: str, label: str, others: list[Any], mine: Any, say: Any
    ) -> None:
        """Of one box that differs: take theirs, keep mine, or ask."""
        was, theirs = others
        if self.base is not None and was == mine:
            put(self.data, box, theirs)
            self.taken.append(Taken(label, say(theirs) or "empty"))
        elif self.base is None or was != theirs:
            puts = [[box, theirs]]
            self.clashes.append(
                Clash(box, label, say(was), say(theirs), say(mine), puts)
            )

    # Rows.
    def section(self, name: str) -> None:
        base_rows = self.base.rows.get(name, []) if self.base else None
        known = {r.get("number") for r in base_rows or []} - {None}
        mine = dict(_keyed(name, self.mine.rows[name], known))
        theirs = dict(_keyed(name, self.theirs.rows.get(name, []), known))
        base = dict(_keyed(name, base_rows or [], known))
        at = dict(zip(mine, self.mine.places[name], strict=True))
        if name == "citations" and base and mine.keys() - base and theirs.keys() - base:
            self.taken.append(Taken("Source numbers", BOTH_CITED))
        for key in dict.fromkeys([*mine, *theirs]):
            if key in mine and key in theirs:
                self._row(name, at[key], base.get(key), theirs[key], mine[key])
            elif key in theirs:
                self._theirs_only(name, base.get(key), theirs[key])
            elif key in base:
                self._removed(name, at[key], base[key], mine[key])

    def _row(
        self, section: str, number: int, was: Row | None, theirs: Row, mine: Row
    ) -> None:
        for name in self._differing(mine, theirs):
            if name == "number" and not mine.get(name):
                continue  # not typed: it is given when it is stored
            self._choose(
                f"{section}-{number}-{name}",
                self.words.row_label(section, mine, name),
                [None if was is None else was.get(name), theirs.get(name)],
                mine.get(name),
                lambda value, name=name: self.words.value(name, value, section),
            )

    def _theirs_only(self, section: str, was: Row | None, theirs: Row) -> None:
        """They added it, or I removed what they kept."""
        if was is not None and was == theirs:
            return
        number = put_row(self.data, section, theirs)
        if number is None:
            return
        label = self.words.row_label(section, theirs)
        said = self.words.row(section, theirs)
        if self.base is not None and was is None:
            self.taken.append(Taken(f"{label} added", said))
            return
        box = f"{section}-{number}-DELETE"
        self.data[box] = "on"
        before = self.words.row(section, was) if was else ""
        self.clashes.append(Clash(box, label, before, said, REMOVED, [[box, ""]]))

    def _removed(self, section: str, number: int, was: Row, mine: Row) -> None:
        """They removed a row that I have."""
        box, label = f"{section}-{number}-DELETE", self.words.row_label(section, mine)
        if mine == was:
            self.data[box] = "on"
            self.taken.append(Taken(f"{label} removed", "marked for removal"))
            return
        texts = [self.words.row(section, row) for row in (was, mine)]
        self.clashes.append(
            Clash(box, label, texts[0], REMOVED, texts[1], [[box, True]])
        )


def _keyed(
    section: str, rows: list[Row], numbers: set[Any]
) -> Iterator[tuple[tuple[Any, ...], Row]]:
    """Each row with what makes it the same row in another text.

    A source that was there is known by its number; all others by what they name, and
    by how many before them name the same.
    """
    seen: dict[Any, int] = {}
    for row in rows:
        number = row.get("number")
        named: Any = (number,) if number in numbers and number else _name(section, row)
        seen[named] = seen.get(named, 0) + 1
        yield (named, seen[named]), row


def _name(section: str, row: Row) -> tuple[str, ...]:
    if section == "citations":
        url = as_text(row.get("url"))
        return (
            (url,) if url else (as_text(row.get("outlet")), as_text(row.get("title")))
        )
    return tuple(as_text(row.get(n)).casefold() for n in LEADS[section][:1])


class Difference(NamedTuple):
    """A box or row in which two texts of an event differ, in words."""

    label: str
    old: str
    new: str


def differences(old: Held, new: Held, words: BoxWords) -> Iterator[Difference]:
    """Where two texts differ, in the order of the form."""
    for name in dict.fromkeys([*old.boxes, *new.boxes]):
        a, b = old.boxes.get(name), new.boxes.get(name)
        if a != b:
            yield Difference(
                words.label(name), words.value(name, a), words.value(name, b)
            )
    for section in dict.fromkeys([*old.rows, *new.rows]):
        yield from _row_differences(section, old, new, words)


def _row_differences(
    section: str, old: Held, new: Held, words: BoxWords
) -> Iterator[Difference]:
    before, after = old.rows.get(section, []), new.rows.get(section, [])
    numbers = {row.get("number") for row in before} - {None}
    was, now = (
        dict(_keyed(section, before, numbers)),
        dict(_keyed(section, after, numbers)),
    )
    for key in dict.fromkeys([*was, *now]):
        if key in was and key in now:
            for name in dict.fromkeys([*was[key], *now[key]]):
                a, b = was[key].get(name), now[key].get(name)
                if a != b:
                    yield Difference(
                        words.row_label(section, now[key], name),
                        words.value(name, a, section),
                        words.value(name, b, section),
                    )
        else:
            row = was.get(key) or now[key]
            texts = [
                words.row(section, side[key]) if key in side else ""
                for side in (was, now)
            ]
            yield Difference(words.row_label(section, row), texts[0], texts[1])
