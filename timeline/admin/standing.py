"""Beside the status box: what the sources make of an event, while it is typed."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from timeline import claims
from timeline.claims import Claim, Told
from timeline.dates import DateError, EventDate, read_date
from timeline.forms.asking import STANDING_WORDS
from timeline.forms.citations import host_of, outlet_of
from timeline.forms.submission import EventSubmission
from timeline.models.locations import Location
from timeline.models.sources import Citation, Outlet, Source
from timeline.names import clean

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")
_POINTS = {
    "all": "the event",
    "date": "the date",
    "place": "the place",
    "who": "who took part",
    "outcome": "the outcome",
}


class Suggested(NamedTuple):
    """The standing the boxes would give, and why, in sentences."""

    standing: str  # empty without a source
    words: str
    reasons: list[str]


class _Cited(NamedTuple):
    row: Any
    name: str  # the outlet, as far as it is known
    group: str  # what it must differ in to count as independent
    owner: str


def suggested(submission: EventSubmission) -> Suggested:
    """What readers would see of the sources as typed. A query or three for each."""
    cited = [_cited(row) for row in cited_rows(submission)]
    if not cited:
        return Suggested("", "", [])
    differing = list(_differing(submission, cited))
    groups = {one.group for one in cited}
    standing = claims.standing(differs=bool(differing), independent=groups)
    counted = _NUMBERS[len(groups)] if len(groups) < len(_NUMBERS) else str(len(groups))
    outlets = "independent outlets" if len(groups) > 1 else "outlet"
    return Suggested(
        standing,
        f"{counted} {outlets}: {STANDING_WORDS[standing]}.",
        [*_of_one_owner(cited), *differing],
    )


def cited_rows(submission: EventSubmission) -> list[Any]:
    """The rows of sources in which something is cited and that stay."""
    return [
        row
        for row in submission.sections["citations"].forms
        if (_box(row, "url") or _box(row, "title")) and not row["DELETE"].value()
    ]


def _cited(row: Any) -> _Cited:
    named, url = clean(_box(row, "outlet"))[:200], _box(row, "url")[:1000]
    found = Outlet.objects.named(named).first() if named else _outlet_at(url)
    if found is None:
        name = named or host_of(url)
        return _Cited(row, name, name.casefold(), "")
    return _Cited(row, found.name, found.independence, found.group)


def _outlet_at(url: str) -> Outlet | None:
    source = Source.objects.filter(url=url).select_related("outlet").first()
    return source.outlet if source and url else outlet_of(url)


def _of_one_owner(cited: list[_Cited]) -> Iterator[str]:
    """Outlets that count once, because they are of one owner or the same."""
    together: dict[str, dict[str, str]] = defaultdict(dict)
    for one in cited:
        together[one.group][one.name] = one.owner
    for names in together.values():
        if len(names) > 1:
            owner = next(iter(names.values()))
            yield f"{' and '.join(names)} belong to {owner}: they count once."


def _differing(submission: EventSubmission, cited: list[_Cited]) -> Iterator[str]:
    """The points on which the boxes say that sources differ."""
    stated = [_claim(one, number) for number, one in enumerate(cited, start=1)]
    for point in claims.differences(told(submission), stated):
        outlets = dict.fromkeys(claim.outlet for claim in point.says_otherwise)
        said = "; ".join(claim.states for claim in point.says_otherwise)
        yield f"{' and '.join(outlets)} on {_POINTS[point.about]}: {said}."


def _claim(one: _Cited, number: int) -> Claim:
    about, stance = _box(one.row, "about"), _box(one.row, "stance")
    known = about if about in Citation.About.values else Citation.About.ALL.value
    disputes = stance == Citation.Stance.DISPUTES
    return Claim(known, clean(_box(one.row, "states")), disputes, one.name, number)


def told(submission: EventSubmission) -> Told:
    """What the boxes say the event shows, as far as it is understood."""
    when = understood(str(submission.form["date"].value() or ""))
    return Told(when, _place(submission), list(_parts(submission)))


def understood(text: str) -> EventDate | None:
    try:
        return read_date(text[:200])
    except DateError:
        return None


def _place(submission: EventSubmission) -> Location | None:
    form = submission.form
    if hasattr(form, "cleaned_data"):
        found: Location | None = form.cleaned_data.get("location")
        return found
    return submission.event.location


def _parts(submission: EventSubmission) -> Iterator[tuple[Any, str]]:
    """Who is listed: as checked, else as stored."""
    rows = submission.sections["participations"].forms
    checked = [getattr(row, "cleaned_data", {}) for row in rows]
    if any(data.get("someone") for data in checked):
        for data in checked:
            if data.get("someone"):
                yield data["someone"], str(data.get("attendance") or "")
    elif submission.event.pk:
        for part in submission.event.participations.select_related("participant"):
            yield part.participant, part.attendance


def _box(row: Any, name: str) -> str:
    return str(row[name].value() or "").strip()


# Beside the box of what a source states.


class Note(NamedTuple):
    """How a statement stands to what the event shows: ok, hm or bad."""

    state: str
    words: str


def note_of(about: str, states: str, told: Told) -> Note | None:
    """What to say at once of a date or a place that a source states; else None."""
    states = clean(states)[:300]
    if not states or about not in {Citation.About.DATE, Citation.About.PLACE}:
        return None
    point = _POINTS[about]
    if claims.contradiction(told, about, states):
        return Note("bad", f"Differs from {point} above: readers will see a dispute.")
    if about == Citation.About.DATE:
        return _date_note(states, told)
    if told.place is None:
        return None
    return Note("ok", "Agrees with the place above.")


def write_notes(submission: EventSubmission) -> None:
    """Give each row of a source the note beside what it states."""
    shown = told(submission)
    for row in submission.sections["citations"].forms:
        row.claim_note = note_of(_box(row, "about"), _box(row, "states"), shown)


def _date_note(states: str, told: Told) -> Note | None:
    if claims.stated_date(told, states) is None:
        return Note("hm", "Not read as a date: it is not compared with the date above.")
    return Note("ok", "Agrees with the date above.") if told.when else None
