"""What each JSON address answers, as types; the description is made from them.

A key is always present; what is not known is ``""``, ``None`` or an empty list.
"""

from typing import TypedDict

from timeline.eventrecord import EventRecord, Names


class EventItem(EventRecord):
    """An event with its address; ``date_match`` is always there."""

    url: str  # absolute, of its page


class EventsPage(TypedDict):
    items: list[EventItem]
    count: int  # of all pages
    might: int  # of these, the ones that only might fall within the dates
    sentence: str  # the selection in words
    data_version: int
    next: str | None  # absolute, of the next page; null at the end
    prev: str | None


class Choice(TypedDict):
    value: str
    label: str
    count: int  # events of the selection that ``address`` asks for
    chosen: bool
    address: str


class Group(TypedDict):
    name: str  # the parameter
    label: str
    total: int  # values there are; the most frequent are listed
    values: list[Choice]


class FacetsAnswer(TypedDict):
    facets: list[Group]
    count: int
    might: int
    data_version: int


class NameItem(TypedDict):
    slug: str
    name: str
    names: Names
    kind: str
    events: int  # published events that hold it
    url: str  # absolute, of its page
    address: str  # absolute, of the same as JSON


class NamesPage(TypedDict):
    items: list[NameItem]
    count: int
    next: str | None
    prev: str | None


class Named(TypedDict):
    slug: str
    name: str


class Office(TypedDict):
    office: str
    start: str  # ISO 8601, as far as it is known: "2025", "2025-05"
    end: str


class ParticipantItem(NameItem):
    native: list[str]
    description: str
    iso2: str
    wikidata: str
    acts_for: list[Named]  # nearest first
    offices: list[Office]


class PlaceItem(NameItem):
    latitude: float | None  # WGS 84 degrees
    longitude: float | None
    geo_precision: str
    time_zone: str
    iso2: str
    wikidata: str
    within: list[Named]  # the larger places, nearest first


class OutletItem(NameItem):
    outlet_kind: str
    country: str
    language: str
    homepage: str
    group: str


class DocumentItem(NameItem):
    outlet: Named
    title: str
    byline: str
    web_address: str
    published: str
    language: str
    document_kind: str


class Round(TypedDict):
    number: int
    label: str


class ProcessItem(NameItem):
    summary: str  # Markdown
    rounds: list[Round]


class FormatItem(TypedDict):
    name: str
    label: str
    media_type: str
    rows: list[str]  # values of the parameter ``rows``, the usual one first
    address: str


class FormatsAnswer(TypedDict):
    items: list[FormatItem]


class Links(TypedDict):
    """The beginning: every list there is."""

    links: dict[str, str]
    description: str  # of the OpenAPI document
    documentation: str
