"""What was typed about an event -> what duplicates are looked for by."""

from collections.abc import Hashable, Iterator
from typing import Any

from timeline.dates import Kind
from timeline.duplicates import Outline, bounds, outlines_of
from timeline.forms.submission import EventSubmission

UNSAVED = "not saved"


def outline_of(submission: EventSubmission, key: Hashable = UNSAVED) -> Outline | None:
    """The outline of what was typed, as far as it was understood; None without a date.

    Of a submission that was not checked, that of the stored event. ``key`` stands for
    an event that is not saved yet: give each row of a file its own. No query for what
    was checked, else two.
    """
    event = submission.event
    typed = getattr(submission.form, "cleaned_data", None)
    if typed is None:
        stored = outlines_of([event]) if event.pk else []
        return stored[0] if stored else None
    when, kind, place = typed.get("date"), typed.get("type"), typed.get("location")
    if not when or not (known := bounds(when.start_earliest, when.end_latest)):
        return None
    return Outline(
        event.pk or key,
        typed.get("title", ""),
        *known,
        who=frozenset(_keys(submission, "participations", "someone")),
        tracks=frozenset(_keys(submission, "tracks", "process")),
        place=place.pk if place else None,
        kind=kind.pk if kind else None,
        lasts=when.kind == Kind.EXTENT,
    )


def _keys(submission: EventSubmission, name: str, box: str) -> Iterator[Any]:
    """The keys of those named in a section that are stored already."""
    for row in submission.sections[name].forms:
        one = getattr(row, "cleaned_data", {}).get(box)
        if one is not None and one.pk and not row.typed("DELETE"):
            yield one.pk
