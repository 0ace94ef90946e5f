"""Every model, so that Django finds them. Import from the module that owns one."""

from timeline.models.codes import EventType, Topic
from timeline.models.differences import DifferentEvent
from timeline.models.events import (
    Commitment,
    Event,
    EventRelation,
    EventTrack,
    Participation,
    PlannedDate,
)
from timeline.models.imports import (
    ImportBatch,
    ImportedName,
    ImportedRow,
    ImportMapping,
)
from timeline.models.locations import Location, LocationName
from timeline.models.participants import (
    Membership,
    Participant,
    ParticipantName,
    Tenure,
)
from timeline.models.presence import Presence
from timeline.models.republishing import (
    PreparedHeading,
    PreparedVersion,
    Republishing,
)
from timeline.models.reviews import EventWriter, Review
from timeline.models.searches import SavedSearch
from timeline.models.sources import Citation, Outlet, Source
from timeline.models.tracks import Round, Track
from timeline.models.versions import (
    EventVersion,
    FormerSlug,
    Heading,
    PublicRecord,
    VersionTerm,
)

__all__ = [
    "Citation",
    "Commitment",
    "DifferentEvent",
    "Event",
    "EventRelation",
    "EventTrack",
    "EventType",
    "EventVersion",
    "EventWriter",
    "FormerSlug",
    "Heading",
    "ImportBatch",
    "ImportMapping",
    "ImportedName",
    "ImportedRow",
    "Location",
    "LocationName",
    "Membership",
    "Outlet",
    "Participant",
    "ParticipantName",
    "Participation",
    "PlannedDate",
    "PreparedHeading",
    "PreparedVersion",
    "Presence",
    "PublicRecord",
    "Republishing",
    "Review",
    "Round",
    "SavedSearch",
    "Source",
    "Tenure",
    "Topic",
    "Track",
    "VersionTerm",
]
