"""What was typed about an event, weighed: what its sources state, and its standing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from timeline import claims
from timeline.claims import Claim, Told
from timeline.models.events import Event
from timeline.models.sources import Citation

if TYPE_CHECKING:
    from timeline.forms.citations import CitationForm
    from timeline.forms.submission import EventSubmission


class Weighed(NamedTuple):
    """What readers would see: what is shown, what sources state, the standing."""

    told: Told
    claims: list[Claim]
    standing: str


def weighed(event: Event) -> Weighed:
    """Of a stored event. Give one of ``Event.objects.whole()``."""
    parts = [(p.participant, p.attendance) for p in event.participations.all()]
    citations = list(event.citations.all())
    independent = {c.source.outlet.independence for c in citations}
    told = Told(event.date, event.location, parts)
    return _weighed(told, claims.claims_of(citations), independent)


def weighed_typed(submission: "EventSubmission", stored: Event) -> Weighed:
    """Of what was typed and checked; sections that were not typed are as stored."""
    given, event = submission.given, submission.event
    if "participations" in given:
        parts = [
            (row.cleaned_data["someone"], row.cleaned_data["attendance"])
            for row in given["participations"]
        ]
    else:
        parts = [(p.participant, p.attendance) for p in stored.participations.all()]
    rows = given.get("citations", [])
    independent = {row.cleaned_data["source"].outlet.independence for row in rows}
    told = Told(event.date, event.location, parts)
    return _weighed(told, list(typed_claims(rows)), independent)


def typed_claims(rows: "list[CitationForm]") -> Iterator[Claim]:
    """What checked rows state, in their order."""
    for number, row in enumerate(rows, start=1):
        data = row.cleaned_data
        yield Claim(
            data["about"],
            data["states"],
            data["stance"] == Citation.Stance.DISPUTES,
            data["source"].outlet.name,
            data.get("number") or number,
        )


def _weighed(told: Told, stated: list[Claim], independent: set[str]) -> Weighed:
    differs = any(True for _ in claims.differences(told, stated))
    standing = claims.standing(differs=differs, independent=independent)
    return Weighed(told, stated, standing)
