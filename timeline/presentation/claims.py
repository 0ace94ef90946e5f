"""What sources state, agree on and dispute, in whole sentences."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from timeline.eventrecord import CitationRecord, ClaimRecord, DifferenceRecord
from timeline.presentation.naming import label_of
from timeline.presentation.saying import (
    capital,
    ended,
    isolated,
    typed_words,
)

_SAYS = {
    "all": _("Says of the event: %(said)s"),
    "date": _("Says of the date: %(said)s"),
    "place": _("Says of the place: %(said)s"),
    "who": _("Says of who took part: %(said)s"),
    "outcome": _("Says of the outcome: %(said)s"),
}
_DISPUTES = {
    "all": _("Disputes the event: %(said)s"),
    "date": _("Disputes the date: %(said)s"),
    "place": _("Disputes the place: %(said)s"),
    "who": _("Disputes who took part: %(said)s"),
    "outcome": _("Disputes the outcome: %(said)s"),
}


class Claim(NamedTuple):
    """What a source states on a point, with the number of the source."""

    states: str
    outlet: str
    citation: int


class Difference(NamedTuple):
    """A point on which the sources differ, and what they say."""

    point: str
    says: list[Claim]  # empty: as told on the page
    says_otherwise: list[Claim]


def claim_words(states: str, about: str) -> str:
    """What a source states, as a sentence; a date as readers see it."""
    said = typed_words(states) if about == "date" else states
    return ended(capital(said.strip()))


def statement_words(citation: CitationRecord) -> str:
    """``Says of the date: 17 May 2025.``, ``Disputes the date: ...``, or nothing."""
    if not citation["states"]:
        return ""
    sentences = _DISPUTES if citation["stance"] == "disputes" else _SAYS
    said = claim_words(citation["states"], citation["about"])
    return str(sentences[citation["about"]]) % {"said": isolated(said)}


def difference_of(difference: DifferenceRecord) -> Difference:
    """Both columns of a point, with what each source states as a sentence."""
    about = difference["about"]
    return Difference(
        label_of("about", about),
        [_claim(claim, about) for claim in difference["says"]],
        [_claim(claim, about) for claim in difference["says_otherwise"]],
    )


def _claim(claim: ClaimRecord, about: str) -> Claim:
    said = claim_words(claim["states"], about)
    return Claim(said, claim["outlet"], claim["citation"])
