"""A version -> what its row in a list shows. No query, no template logic."""

from typing import NamedTuple

from timeline.codelists.tables import FAMILIES
from timeline.dates import EventDate, row_words, words
from timeline.eventrecord import EventRecord, PlaceRecord
from timeline.models.versions import EventVersion
from timeline.presentation.addresses import prefixed
from timeline.presentation.marks import Mark, event_date, mark_of
from timeline.presentation.quotes import Quote, SourceLink, links_of, quotes_of
from timeline.presentation.sides import Who, line_of

FAMILY_LABELS: dict[str, str] = {family.slug: family.label for family in FAMILIES}
QUOTES_SHOWN = 3
_WITHIN_A_CITY = {"site", "district"}


class Chip(NamedTuple):
    """An exception to the usual case, in an icon and words."""

    style: str
    icon: str
    words: str


CHIPS = {
    "planned": Chip("planned", "clock", "Planned"),
    "reported": Chip("reported", "one", "Reported, one source"),
    "disputed": Chip("disputed", "split", "Disputed"),
    "postponed": Chip("postponed", "move", "Postponed"),
    "off": Chip("off", "off", "Did not take place"),
    "unconfirmed": Chip("reported", "warn", "Unconfirmed"),
}
CANCELLED = Chip("off", "off", "Cancelled")
MIGHT = Chip("maybe", "", "Might fall outside your dates")


class EventRow(NamedTuple):
    """Everything a row shows, ready for ``_event_row.html``."""

    number: int
    address: str
    title: str
    date: EventDate
    mark: Mark
    when: str  # what the day heading does not say; empty for an exact day
    date_words: str
    family: str
    family_label: str
    place: str
    chips: list[Chip]
    who: list[Who]
    quotes: list[Quote]
    links: list[SourceLink]
    outlets: str
    sources: str  # "3 sources"


def row_of(
    version: EventVersion, *, might: bool = False, fixed: bool = False
) -> EventRow:
    """The row of a version.

    ``might``: it might fall outside the dates asked for. ``fixed``: it leads to this
    version, not to the event as it stands now.
    """
    record: EventRecord = version.record
    when = event_date(record["date"])
    links = links_of(record["citations"])
    return EventRow(
        number=version.event_id,
        address=path_of(version, fixed=fixed),
        title=record["title"],
        date=when,
        mark=mark_of(when, version.shown_status, version.family),
        when=when_words(when, version.shown_status),
        date_words=words(when),
        family=version.family,
        family_label=FAMILY_LABELS.get(version.family, version.family),
        place=place_words(record["place"], record["format"]),
        chips=chips_of(version, might=might),
        who=line_of(record["participations"]),
        quotes=quotes_of(record["citations"])[:QUOTES_SHOWN],
        links=links,
        outlets=", ".join(dict.fromkeys(link.outlet for link in links)),
        sources="1 source" if len(links) == 1 else f"{len(links)} sources",
    )


def path_of(version: EventVersion, *, fixed: bool = False) -> str:
    """Where the event is read; said here, as ``reverse`` for each row is slow."""
    if fixed:
        return prefixed(f"/e/{version.event_id}/v{version.number}")
    return prefixed(f"/events/{version.address}/")


def when_words(when: EventDate, status: str) -> str:
    """The words beside the mark."""
    if status == "off":
        return f"was set for {words(when, with_year=False)}"
    return row_words(when)


def chips_of(version: EventVersion, *, might: bool = False) -> list[Chip]:
    """The exceptions of an event, as chips; none for a confirmed one."""
    chips = [CHIPS[version.shown_status]] if version.shown_status in CHIPS else []
    if version.status == "cancelled":
        chips = [CANCELLED]
    if version.standing == "disputed" and version.shown_status != "disputed":
        chips.append(CHIPS["disputed"])
    return [*chips, MIGHT] if might else chips


def place_words(place: PlaceRecord | None, form: str) -> str:
    """``Dolmabahçe Palace, Istanbul``: up to the city, as a row says it."""
    if place is None:
        return "By phone or video" if form == "remote" else "Place not known"
    if place["kind"] not in _WITHIN_A_CITY:
        return place["name"]
    larger = [a["name"] for a in place["ancestors"] if a["kind"] != "region"][:1]
    return ", ".join(dict.fromkeys([place["name"], *larger]))


def whole_place_words(place: PlaceRecord | None, form: str) -> str:
    """``Dolmabahçe Palace, Istanbul, Türkiye``: up to the country."""
    if place is None:
        return place_words(place, form)
    larger = [a["name"] for a in place["ancestors"] if a["kind"] != "region"]
    return ", ".join(dict.fromkeys([place["name"], *larger]))
