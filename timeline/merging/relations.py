"""What points at a thing that can be merged, and what happens to two that collide.

Every foreign key of the models is here; a test counts them.
"""

from typing import NamedTuple

from django.db.models import Model

from timeline.models.events import (
    Commitment,
    Event,
    EventTrack,
    Participation,
)
from timeline.models.locations import Location, LocationName
from timeline.models.participants import (
    Membership,
    Participant,
    ParticipantName,
    Tenure,
)
from timeline.models.sources import Citation, Outlet, Source
from timeline.models.tracks import Round, Track


class Relation(NamedTuple):
    """Rows of ``model`` whose ``field`` points at the thing.

    Two rows that agree in ``alike`` (beside the field) are one: the one of the thing
    that goes is dropped, after blanks of the other were filled from it. With
    ``refuses`` they are for an editor to merge first. A row that would point at itself
    through ``other`` is dropped, or that column emptied when it can be.
    """

    model: type[Model]
    field: str
    words: tuple[str, str]  # one, several
    alike: tuple[str, ...] = ()
    refuses: bool = False
    other: str = ""
    drops_itself: bool = False


MERGED: dict[type[Model], tuple[Relation, ...]] = {
    Participant: (
        Relation(
            Participation,
            "participant",
            ("part in an event", "parts in events"),
            alike=("event", "role"),
            other="on_behalf_of",
        ),
        Relation(
            Participation,
            "on_behalf_of",
            ("part on its behalf", "parts on its behalf"),
            other="participant",
        ),
        Relation(Participant, "acts_for", ("one who acts for it", "who act for it")),
        Relation(
            Tenure,
            "person",
            ("office held", "offices held"),
            alike=("office", "organisation", "start", "end"),
        ),
        Relation(Tenure, "organisation", ("office of it", "offices of it")),
        Relation(
            Membership,
            "organisation",
            ("member", "members"),
            alike=("member", "start"),
            other="member",
            drops_itself=True,
        ),
        Relation(
            Membership,
            "member",
            ("membership", "memberships"),
            alike=("organisation", "start"),
            other="organisation",
            drops_itself=True,
        ),
        Relation(
            ParticipantName,
            "participant",
            ("spelling", "spellings"),
            alike=("language", "name"),
        ),
        Relation(Citation, "speaker", ("quotation", "quotations")),
        Relation(Commitment, "debtor", ("commitment of it", "commitments of it")),
        Relation(Commitment, "beneficiary", ("commitment to it", "commitments to it")),
    ),
    Location: (
        Relation(Event, "location", ("event there", "events there")),
        Relation(
            Location,
            "parent",
            ("place in it", "places in it"),
            alike=("kind", "skeleton"),
            refuses=True,
        ),
        Relation(Outlet, "country", ("outlet of it", "outlets of it")),
        Relation(
            LocationName,
            "location",
            ("spelling", "spellings"),
            alike=("language", "name"),
        ),
    ),
    Outlet: (Relation(Source, "outlet", ("document", "documents")),),
    Source: (Relation(Citation, "source", ("citation", "citations")),),
    Track: (
        Relation(Round, "track", ("round", "rounds"), alike=("number",)),
        Relation(
            EventTrack,
            "track",
            ("event in it", "events in it"),
            alike=("event",),
        ),
    ),
    Round: (Relation(EventTrack, "round", ("event in it", "events in it")),),
}
# Columns in which two must not differ: the sentence when they do.
MUST_AGREE = {
    "kind": "One is a {ours}, the other a {theirs}. Give both the same kind first.",
    "wikidata_id": (
        "They have different Wikidata ids, {ours} and {theirs}: Wikidata takes them "
        "for two things. Correct the wrong one first."
    ),
    "iso2": (
        "They have different ISO 3166 codes, {ours} and {theirs}: they are two "
        "countries. Correct the wrong one first."
    ),
}
# What stays as the one that is kept has it; every other blank column is filled.
OWN = frozenset({"id", "name", "slug", "skeleton", "position", "number", "population"})
