"""The public shape of an event: what a version stores and every reader gets.

The API, the files and the codebook are made from these types. A key is always
present; what is not known is ``""``, ``None`` or an empty list, as typed here.
Dates are ISO 8601 (``2025-05-15``), instants ISO 8601 with offset, codes are text.
"""

from typing import NotRequired, TypedDict


class Names(TypedDict, total=False):
    """Names by language (BCP 47): what readers of that language see."""

    en: str
    uk: str
    ru: str
    tr: str
    ar: str


class TypeRecord(TypedDict):
    slug: str
    label: str
    family: str  # one of timeline.codelists.FAMILIES
    cameo: str  # text: "036" keeps its zero
    plover: str  # event and mode, "CONSULT visit"; "" when PLOVER has none


class DateRecord(TypedDict):
    text: str  # what the editor typed
    edtf: str
    kind: str  # timeline.dates.Kind
    precision: str
    start_earliest: str | None  # None: unbounded
    start_latest: str | None
    end_earliest: str | None
    end_latest: str | None
    time_start: str  # "13:35" local to the place; "" when not known
    time_end: str
    part_of_day: str
    time_zone: str  # IANA
    best_guess: str | None


class PlaceRecord(TypedDict):
    slug: str
    name: str
    names: Names
    kind: str
    latitude: float | None  # WGS 84 degrees; never a country's middle
    longitude: float | None
    geo_precision: str
    time_zone: str
    ancestors: list["AncestorRecord"]  # nearest first


class AncestorRecord(TypedDict):
    slug: str
    name: str
    names: Names
    kind: str
    iso2: str


class PartyRecord(TypedDict):
    """A participant as named in an event."""

    slug: str
    name: str
    names: Names
    kind: str


class ParticipationRecord(TypedDict):
    participant: PartyRecord
    role: str
    attendance: str
    office: str  # held on the event's date
    on_behalf_of: PartyRecord | None  # the side: a state, body or organisation
    side_chain: list[PartyRecord]  # all that the participant acts for, nearest first
    note: str


class CitationRecord(TypedDict):
    number: int  # the [1] of the summary
    source: str  # slug of the source's page
    outlet: str
    outlet_slug: str
    outlet_kind: str
    outlet_country: str
    title: str
    byline: str
    url: str
    published: str
    language: str
    quote: str
    quote_language: str
    translation: str
    translated_by: str
    speaker: PartyRecord | None
    locator: str
    archive_url: str
    accessed: str
    about: str
    states: str
    stance: str
    source_grade: str
    information_grade: str


class PlannedDateRecord(TypedDict):
    date: DateRecord
    announced: str
    reason: str
    citation: int | None


class RelationRecord(TypedDict):
    kind: str
    event_id: int
    title: str
    slug: str
    date: str


class TrackRecord(TypedDict):
    slug: str
    name: str
    round: int | None
    round_label: str


class TopicRecord(TypedDict):
    slug: str
    label: str


class CommitmentRecord(TypedDict):
    debtor: PartyRecord
    beneficiary: PartyRecord | None
    what: str
    due: str  # as typed
    status: str
    # Not in versions that were published before commitments told of these.
    due_edtf: NotRequired[str]  # "" when it has no date
    due_earliest: NotRequired[str | None]  # the first day it may mean
    due_latest: NotRequired[str | None]  # the last; it is late after that
    implemented_by: NotRequired[list["ImplementingRecord"]]


class ImplementingRecord(TypedDict):
    """A public event that carried a commitment out, wholly or in part."""

    event_id: int
    title: str
    slug: str
    date: str  # in English words


class DifferenceRecord(TypedDict):
    """One point on which the sources differ."""

    about: str
    says: list["ClaimRecord"]
    says_otherwise: list["ClaimRecord"]


class ClaimRecord(TypedDict):
    states: str
    outlet: str
    citation: int


class CorrectionRecord(TypedDict):
    """What readers of the version before should know."""

    version: int  # that came with it
    recorded_at: str
    text: str


class EventRecord(TypedDict):
    event_id: int
    version: int
    slug: str
    title: str
    summary: str  # Markdown, sources marked [1]
    type: TypeRecord
    topics: list[TopicRecord]
    key: bool
    status: str  # lifecycle
    standing: str  # confirmed, reported, disputed
    format: str
    date: DateRecord
    day_order: int
    planned_dates: list[PlannedDateRecord]
    place: PlaceRecord | None  # None: not known
    participations: list[ParticipationRecord]
    citations: list[CitationRecord]
    differences: list[DifferenceRecord]
    tracks: list[TrackRecord]
    relations: list[RelationRecord]
    commitments: list[CommitmentRecord]
    recorded_at: str
    corrections: NotRequired[list[CorrectionRecord]]  # oldest first; none: left out
    date_match: NotRequired[str]  # "certain" or "might", for the dates asked for
