"""Beside the event form: its state, the checks, the row as readers will see it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from timeline.admin.axis import axis_of
from timeline.admin.shortcuts import EVERYBODY
from timeline.admin.standing import (
    cited_rows,
    suggested,
    understood,
    write_notes,
)
from timeline.codelists.tables import FAMILIES, ROLES
from timeline.dates import DateError, read_date, row_words, words
from timeline.due import UNTOLD
from timeline.duplicates import likely_duplicates
from timeline.forms.dating import Reading, exact_day, reading_of
from timeline.forms.offices import persons_without_office
from timeline.forms.resembling import outline_of
from timeline.forms.submission import EventSubmission
from timeline.models.events import Event
from timeline.presentation.rows import place_words
from timeline.records import LIFECYCLE_SHOWN

_PHRASES = {role.slug: role.phrase for role in ROLES}
_FAMILIES: dict[str, str] = {family.slug: family.label for family in FAMILIES}
# A status readers see -> its chip (icon, words) and how the mark is filled.
_SHOWN = {
    "confirmed": ("", "", "confirmed"),
    "reported": ("one", "Reported, one source", "reported"),
    "disputed": ("split", "Disputed", "disputed"),
    "planned": ("clock", "Planned", "planned"),
    "postponed": ("move", "Postponed", "planned"),
    "off": ("off", "Did not take place", "off"),
    "unconfirmed": ("warn", "Unconfirmed", "reported"),
}
ICONS = {"ok": "check", "bad": "warn", "hm": "one"}
MOST_OPEN = 2  # sources; of more, each is one line until it is opened


class Check(NamedTuple):
    """One line of “Before you publish”: ok, bad or hm, and where to mend it."""

    state: str
    words: str
    target: str = ""

    @property
    def icon(self) -> str:
        return ICONS[self.state]


class Preview(NamedTuple):
    """The row as readers will see it."""

    title: str
    when: str
    family: str
    kind: str
    place: str
    who: list[tuple[str, str]]  # phrase and name; those without a phrase first
    status: str
    icon: str
    chip: str
    mark: dict[str, str]


def page_context(submission: EventSubmission) -> dict[str, Any]:
    """Everything the template shows beside the boxes."""
    reading = reading_beside(submission)
    standing = suggested(submission)
    write_notes(submission)
    return {
        "submission": submission,
        "form": submission.form,
        "citations": submission.sections["citations"],
        "participations": submission.sections["participations"],
        "tracks": submission.sections["tracks"],
        "around": [
            ("planned_dates", "Earlier plans", submission.sections["planned_dates"]),
            ("relations", "Related events", submission.sections["relations"]),
            ("commitments", "Commitments", submission.sections["commitments"]),
        ],
        "reading": reading,
        "axis": axis_of(str(submission.form["date"].value() or "")),
        "reading_mark": reading_mark(reading, _family(submission)),
        "standing": standing,
        "everybody": EVERYBODY,
        "attended": any(_values(submission, "participations", "participant")),
        "folded": is_folded(submission),
        "checks": list(checks(submission, reading)),
        "likely": list(likely(submission)),
        "preview": preview(submission, reading, standing.standing),
        "families": FAMILIES,
        "faults": submission.errors if submission.form.is_bound else [],
    }


def is_folded(submission: EventSubmission) -> bool:
    """True when the sources are stored ones, and too many to be all open."""
    stored = not submission.form.is_bound
    return stored and len(cited_rows(submission)) > MOST_OPEN


def reading_beside(submission: EventSubmission) -> Reading | None:
    """How the date is read; one that says too little, by the day of the article."""
    reading = submission.form.reading
    if not reading or not reading.error:
        return reading
    days = _values(submission, "citations", "published")
    written = next((day for text in days if (day := _exact(text))), None)
    text = str(submission.form["date"].value() or "")
    return reading_of(text, zone=reading.zone, written=written)


def _exact(text: str) -> date | None:
    try:
        return exact_day(text) if text else None
    except ValidationError:
        return None


class Resembling(NamedTuple):
    """Another event that may be this one: why, and in what state it is."""

    event: Event
    state: str
    reasons: str


def likely(submission: EventSubmission) -> Iterator[Resembling]:
    """The events that may be this one entered before, the likeliest first."""
    outline = outline_of(submission)
    found = likely_duplicates(outline) if outline else []
    events = Event.objects.in_bulk([other.key for other in found])
    for other in found:
        if event := events.get(other.key):
            reasons = ", ".join(other.reasons)
            yield Resembling(
                event, state_words(event), f"{reasons[:1].upper()}{reasons[1:]}"
            )


def checks(submission: EventSubmission, reading: Reading | None) -> Iterator[Check]:
    """What publishing asks for, and what would make the event better."""
    cited = cited_rows(submission)
    yield from checks_of(
        dated=bool(reading and not reading.error),
        attended=any(_values(submission, "participations", "participant")),
        quoted={row["quote"].id_for_label: bool(row["quote"].value()) for row in cited},
    )
    yield from _office_checks(submission, reading)
    yield from _status_checks(submission)


def stored_checks(event: Event) -> Iterator[Check]:
    """The checks of an event as it is stored. Give it with its rows prefetched."""
    cited = sorted(event.citations.all(), key=lambda citation: citation.number)
    yield from checks_of(
        dated=bool(event.edtf),
        attended=bool(event.participations.all()),
        quoted={f"id_citations-{n}-quote": bool(c.quote) for n, c in enumerate(cited)},
    )


def checks_of(
    *, dated: bool, attended: bool, quoted: Mapping[str, bool]
) -> Iterator[Check]:
    """The checks; ``quoted`` says of each source's box whether it has a quote."""
    if dated:
        yield Check("ok", "Date understood")
    else:
        yield Check("bad", "Write the date as the source says it", "id_date")
    words = "At least one participant" if attended else "Say who took part"
    target = "" if attended else "id_participations-0-participant"
    yield Check("ok" if attended else "bad", words, target)
    yield from _source_checks(quoted)


def _office_checks(
    submission: EventSubmission, reading: Reading | None
) -> Iterator[Check]:
    """Who held offices, but none that is known on the day of the event."""
    day = _day_of(submission)
    if day is None or reading is None or reading.error:
        return
    rows = submission.sections["participations"].forms
    wanted = {
        str(row["participant"].value() or "").strip(): row
        for row in reversed(rows)
        if not str(row["office"].value() or "").strip()
    }
    found = persons_without_office(list(wanted), day)
    for name in sorted(found, key=list(reversed(wanted)).index):
        words = f"Nobody knows which office {name} held on that day"
        yield Check("hm", words, wanted[name]["office"].id_for_label)


def _day_of(submission: EventSubmission) -> date | None:
    """The day by which offices are chosen; see ``timeline.records``."""
    try:
        when = read_date(str(submission.form["date"].value() or "")[:200])
    except DateError:
        return None
    return when.start_earliest or when.start_latest or when.end_latest


def _status_checks(submission: EventSubmission) -> Iterator[Check]:
    """A plan whose date has passed waits for its outcome."""
    when = understood(str(submission.form["date"].value() or ""))
    status = str(submission.form["status"].value() or "")
    passed = when and when.end_latest and when.end_latest < timezone.localdate()
    if passed and status in UNTOLD:
        words = "Its date has passed. Say in the status what became of it"
        yield Check("hm", words, "id_status")


def _source_checks(quoted: Mapping[str, bool]) -> Iterator[Check]:
    if not quoted:
        yield Check("bad", "Add a source that says this happened", "id_citations-0-url")
        return
    yield Check("ok", f"{len(quoted)} source{'' if len(quoted) == 1 else 's'}")
    if not all(quoted.values()):
        first = next(box for box, is_there in quoted.items() if not is_there)
        yield Check("hm", "Paste the sentence that says this happened", first)
    if len(quoted) == 1:
        yield Check(
            "hm",
            "One source so far. Add a second and the status can become “Confirmed”.",
        )


def _values(submission: EventSubmission, name: str, box: str) -> Iterator[str]:
    for row in submission.sections[name].forms:
        yield str(row[box].value() or "").strip()


def reading_mark(reading: Reading | None, family: str) -> dict[str, str]:
    """The mark of a date that was understood, in the colour of the kind."""
    shape = reading.shape if reading else ""
    return {"shape": shape, "fill": "confirmed", "family": family}


def _family(submission: EventSubmission) -> str:
    slug = str(submission.form["type"].value() or "")
    kind = submission.book.memory.types.get(slug)
    return kind.family if kind else "other"


def preview(
    submission: EventSubmission, reading: Reading | None, standing: str
) -> Preview | None:
    """None until there is a title."""
    form = submission.form
    title = str(form["title"].value() or "").strip()
    if not title:
        return None
    family = _family(submission)
    shape = reading.shape if reading and not reading.error else ""
    status = _status(submission, standing)
    icon, chip, fill = _SHOWN[status]
    return Preview(
        title=title,
        when=_when(str(form["date"].value() or "")),
        family=family,
        kind=_FAMILIES.get(family, "Kind not chosen"),
        place=_place(submission),
        who=sorted(_who(submission), key=lambda who: bool(who[0])),
        status="reported" if status == "unconfirmed" else status,
        icon=icon,
        chip=chip,
        mark={"shape": shape, "fill": fill, "family": family},
    )


def _place(submission: EventSubmission) -> str:
    """What is typed, or what the row says of an event that has no place."""
    form = submission.form
    typed = str(form["place"].value() or "")
    return typed or place_words(None, str(form["format"].value() or ""))


def _when(text: str) -> str:
    """What the row says beside its mark; an exact day, which is in a heading there."""
    try:
        when = read_date(text)
        return row_words(when) or words(when)
    except DateError:
        return "Date not known"


def _status(submission: EventSubmission, standing: str) -> str:
    """The status readers would see, as far as the boxes tell."""
    lifecycle = {str(status): shown for status, shown in LIFECYCLE_SHOWN.items()}
    typed = str(submission.form["status"].value() or "")
    return lifecycle.get(typed, standing or "reported")


def _who(submission: EventSubmission) -> Iterator[tuple[str, str]]:
    for row in submission.sections["participations"].forms:
        name = str(row["participant"].value() or "").strip()
        if name:
            yield _PHRASES.get(str(row["role"].value() or ""), ""), name


def state_words(event: Event | None) -> str:
    """``Draft``, ``Published``, ``Published, unpublished changes``."""
    if event is None or event.pk is None:
        return "Not saved yet"
    changed = ", unpublished changes" if event.has_unpublished_changes else ""
    return f"{event.get_desk_state_display()}{changed}"
