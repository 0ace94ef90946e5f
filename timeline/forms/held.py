"""What a form of an event holds, box by box, as it would be typed.

The same for a form that was just opened, for one that was sent, and for what readers
have: two of them can be compared, and each can be typed again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.http import QueryDict

from timeline.forms.rows import MOST_ROWS, row_count

if TYPE_CHECKING:
    from timeline.forms.submission import EventSubmission

Row = dict[str, Any]  # box: a text, a list of texts, or True
# What is not about the event: how the form was opened, what is still to be made.
NOT_HELD = frozenset(
    {
        "seen",
        "opened",
        "merging",
        "reason",
        "correction",
        "accepted",
        "create_as",
        "create_for",
        "create_place_as",
        "create_place_in",
        "create",
        "DELETE",
    }
)
_SALT = "timeline.forms.held"


@dataclass(slots=True)
class Held:
    """Boxes of the event, and rows by section; what is empty is left out.

    ``places`` has the number of each row in the post it came from. A section that was
    not sent is not in ``rows``.
    """

    boxes: Row = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)


def held_by(submission: "EventSubmission") -> Held:
    """What a form shows. Rows marked for removal, and blank ones, do not count."""
    held = Held(dict(_filled(submission.form)))
    for name, section in submission.sections.items():
        if section.is_bound and not section.given:
            continue
        there = [
            (number, dict(_filled(form)))
            for number, form in enumerate(section.forms)
            if _counts(form)
        ]
        held.places[name] = [number for number, _ in there]
        held.rows[name] = [row for _, row in there]
    return held


def _counts(form: Any) -> bool:
    says = any(as_text(form[name].value()) for name in form.says_something)
    return says and not form["DELETE"].value()


def _filled(form: Any) -> Iterator[tuple[str, Any]]:
    for box in form:
        if box.name not in NOT_HELD and (value := plain(box.value())):
            yield box.name, value


def plain(value: Any) -> Any:
    """What was typed, without what only a browser adds; empty for nothing."""
    if isinstance(value, list | tuple):
        return sorted(map(str, value))
    if value is True:
        return True
    return str(value or "").replace("\r\n", "\n").strip()


def as_text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(plain(value))


# Typing it again.
def put_row(data: QueryDict, section: str, row: Mapping[str, Any]) -> int | None:
    """Add a row to a post; its number, or None where there is no room for one more."""
    number = row_count(data, section)
    if number >= MOST_ROWS:
        return None
    write_row(data, section, number, row)
    return number


def write_row(
    data: QueryDict, section: str, number: int, row: Mapping[str, Any]
) -> None:
    """Type the boxes of a row that is there, or of the one after the last."""
    count = max(row_count(data, section), number + 1)
    data[f"{section}-TOTAL_FORMS"] = str(count)
    data.setdefault(f"{section}-INITIAL_FORMS", "0")
    for name, value in row.items():
        put(data, f"{section}-{number}-{name}", value)


def put(data: QueryDict, name: str, value: Any) -> None:
    """Type a value into a box; an empty one empties it."""
    if not value:
        data.pop(name, None)
    elif isinstance(value, list):
        data.setlist(name, value)
    else:
        data[name] = "on" if value is True else str(value)


# Remembering what a form was opened with, in the form itself.
def sealed(value: Any) -> str:
    """A value of plain data as a hidden box carries it."""
    return signing.dumps(value, salt=_SALT, compress=True)


def unsealed(text: str) -> Any:
    """The value again; None for what we did not seal."""
    try:
        return signing.loads(text, salt=_SALT) if text else None
    except signing.BadSignature:
        return None
