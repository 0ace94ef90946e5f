"""A change of the public record in words: what, which fields, why. No query."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from timeline.dates import moment_words
from timeline.formats.changes import FIELD_WORDS
from timeline.models.versions import EventVersion
from timeline.presentation.addresses import prefixed
from timeline.presentation.naming import label_of, language, listed


class ChangeRow(NamedTuple):
    """One version, as the change feed and the history of its event show it."""

    number: int
    event: int
    moment: str
    change: str  # its code
    label: str
    title: str
    address: str  # of the version, or of the event that it ended; empty: none
    fields: str  # which changed, in words
    reason: str
    correction: str
    into: str  # the address of the event that tells it now
    difference: str  # the address of what changed; empty for the first version
    history: str


def change_row(version: EventVersion, *, is_gone: bool = False) -> ChangeRow:
    """The row of a version. ``is_gone``: its event was withdrawn since, and no
    version of it can be opened."""
    number, event = version.number, version.event_id
    own = prefixed(f"/e/{event}")
    is_shown = version.change in EventVersion.SHOWN
    changed = number > 1 and is_shown and not is_gone
    into = version.merged_into
    address = f"{own}/v{number}" if is_shown else own
    return ChangeRow(
        number=number,
        event=event,
        moment=moment_words(version.recorded_at, language()),
        change=version.change,
        label=label_of("change", version.change),
        title=version.title,
        address="" if is_gone else address,
        fields=field_words(version.changed_fields),
        reason=version.reason,
        correction=version.correction,
        into=prefixed(f"/e/{into}") if into else "",
        difference=f"{own}/v{number - 1}-v{number}" if changed else "",
        history=f"{own}/history",
    )


def field_words(names: Iterable[str]) -> str:
    """``date, sources``: fields of the record in the reader's words."""
    return listed(field_label(name) for name in names)


def field_label(name: str) -> str:
    """What a field of the record is called among words; unknown ones by their name."""
    return _(FIELD_WORDS[name]) if name in FIELD_WORDS else name
