"""What an editor is asked before a form is saved: never silently.

Asked of an event readers know: a source goes that states what is shown, or whose going
changes how well the event is supported. Asked of any: a commitment carried out before
it was made. The value shown never changes by itself.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from timeline import claims
from timeline.forms.weighing import Weighed, weighed, weighed_typed
from timeline.models.events import Event
from timeline.models.sources import Citation
from timeline.names import fold

if TYPE_CHECKING:
    from timeline.forms.submission import EventSubmission

STANDING_WORDS = {
    "confirmed": "Confirmed",
    "reported": "Reported by one source",
    "disputed": "Disputed",
}
_POINTS = {Citation.About.DATE: "date", Citation.About.PLACE: "place"}
_Key = tuple[int | None, str, str]  # the document, the point, what it states there


class Changed(NamedTuple):
    """The standing of an event before and after its sources change."""

    before: str
    after: str


class Asked(NamedTuple):
    """What is asked, in sentences, and how the standing changes if it does."""

    sentences: list[str]
    standing: Changed | None = None

    @property
    def token(self) -> str:
        """What a tick sends: it holds for these sentences and no others."""
        return sha256("\n".join(self.sentences).encode()).hexdigest()[:16]


def asked_of(submission: "EventSubmission") -> Asked:
    """What to ask before this is saved. Only after validation.

    One query, and those of the whole event when a source goes.
    """
    early = list(_carried_out_early(submission))
    event = submission.event
    if not event.pk or event.number is None or "citations" not in submission.given:
        return Asked(early)
    gone = _gone(submission, event)
    if not gone:
        return Asked(early)
    stored = Event.objects.whole().get(pk=event.pk)
    before, after = weighed(stored), weighed_typed(submission, stored)
    lost = list(_lost(before, after, gone))
    changed = None
    if before.standing != after.standing:
        changed = Changed(before.standing, after.standing)
        lost.append(_standing_words(changed))
    return Asked([*lost, *early], changed)


def _gone(submission: "EventSubmission", event: Event) -> set[int]:
    """The numbers of the citations whose statement is in no row any more."""
    kept: set[_Key] = {
        (data["source"].pk, data["about"], fold(data["states"]))
        for data in (row.cleaned_data for row in submission.given["citations"])
    }
    rows = event.citations.values_list("number", "source", "about", "states")
    return {
        number
        for number, source, about, states in rows
        if (source, about, fold(states)) not in kept
    }


def _lost(before: Weighed, after: Weighed, gone: set[int]) -> Iterator[str]:
    """A sentence for each point whose shown value no source states any more."""
    for about, point in _POINTS.items():
        stating = [
            claim.outlet
            for claim in before.claims
            if claim.about == about
            and claim.citation in gone
            and claims.states_what_is_shown(after.told, claim)
        ]
        still = any(
            claims.states_what_is_shown(after.told, claim)
            for claim in after.claims
            if claim.about == about
        )
        if stating and not still:
            yield (
                f"{stating[0]} states the {point} that is shown. The {point} stays as "
                "it is, and no source states it any more."
            )


def _standing_words(changed: Changed) -> str:
    before, after = (STANDING_WORDS[one] for one in changed)
    return f"Readers see “{before}” now. With these sources they will see “{after}”."


def _carried_out_early(submission: "EventSubmission") -> Iterator[str]:
    """Events said to carry out what was only agreed after they had ended."""
    agreed = submission.event.start_earliest
    for row in submission.given.get("commitments", []):
        done: Iterable[Event] = row.cleaned_data["events"]
        for event in done:
            if agreed and event.end_latest and event.end_latest < agreed:
                yield (
                    f"“{event}” ({event.date_text}) was over before this was agreed "
                    f"({submission.event.date_text}), and is said to carry it out."
                )
