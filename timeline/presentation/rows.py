"""A version -> what its row in a list shows. No query, no template logic."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timeline.codelists.tables import FAMILIES
from timeline.dates import EventDate, row_words, words
from timeline.eventrecord import AncestorRecord, EventRecord, PlaceRecord
from timeline.models.versions import EventVersion
from timeline.presentation.addresses import of_event, prefixed
from timeline.presentation.marks import Mark, event_date, mark_of
from timeline.presentation.moved import moved_words
from timeline.presentation.naming import (
    label_of,
    language,
    lazy_label,
    listed,
    name_in,
)
from timeline.presentation.quotes import Quote, SourceLink, links_of, quotes_of
from timeline.presentation.sides import Who, line_of

# In the reader's language, read when shown.
FAMILY_LABELS = {f.slug: lazy_label("family", f.slug) for f in FAMILIES}
QUOTES_SHOWN = 3
_WITHIN_A_CITY = {"site", "district"}


class Chip(NamedTuple):
    """An exception to the usual case, in an icon and words."""

    style: str
    icon: str
    words: str


CHIPS = {
    "planned": Chip("planned", "clock", lazy_label("status", "planned")),
    "reported": Chip("reported", "one", lazy_label("status", "reported")),
    "disputed": Chip("disputed", "split", lazy_label("status", "disputed")),
    "postponed": Chip("postponed", "move", lazy_label("status", "postponed")),
    "off": Chip("off", "off", lazy_label("status", "off")),
    "unconfirmed": Chip("reported", "warn", lazy_label("status", "unconfirmed")),
}
CANCELLED = Chip("off", "off", lazy_label("status", "cancelled"))


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
        date_words=words(when, language=language()),
        family=version.family,
        family_label=label_of("family", version.family),
        place=place_words(record["place"], record["format"]),
        chips=chips_of(version, might=might),
        who=line_of(record["participations"]),
        quotes=quotes_of(record["citations"])[:QUOTES_SHOWN],
        links=links,
        outlets=listed(dict.fromkeys(link.outlet for link in links)),
        sources=sources_words(len(links)),
    )


def path_of(version: EventVersion, *, fixed: bool = False) -> str:
    """Where the event is read; said here, as ``reverse`` for each row is slow."""
    if fixed:
        return prefixed(f"/e/{version.event_id}/v{version.number}")
    return of_event(version.event_id, version.slug)


def when_words(when: EventDate, status: str) -> str:
    """The words beside the mark."""
    if status == "off":
        day = words(when, with_year=False, language=language())
        return _("was set for %(date)s") % {"date": day}
    return row_words(when, language=language())


def sources_words(count: int) -> str:
    """``3 sources``."""
    return ngettext("%(count)s source", "%(count)s sources", count) % {"count": count}


def chips_of(version: EventVersion, *, might: bool = False) -> list[Chip]:
    """The exceptions of an event, as chips; none for a confirmed one."""
    chips = [CHIPS[version.shown_status]] if version.shown_status in CHIPS else []
    if version.status == "cancelled":
        chips = [CANCELLED]
    if version.standing == "disputed" and version.shown_status != "disputed":
        chips.append(CHIPS["disputed"])
    said = [chip._replace(words=str(chip.words)) for chip in chips]
    if moved := moved_words(version.record):
        said.append(Chip("postponed", "move", moved))
    if might:
        said.append(Chip("maybe", "", _("Might fall outside your dates")))
    return said


def place_words(place: PlaceRecord | None, form: str) -> str:
    """``Dolmabahçe Palace, Istanbul``: up to the city, as a row says it."""
    if place is None:
        if form == "remote":
            return label_of("format", "remote")
        return _("Place not known")
    if place["kind"] not in _WITHIN_A_CITY:
        return name_in(place)
    return _within(place, _larger(place)[:1])


def whole_place_words(place: PlaceRecord | None, form: str) -> str:
    """``Dolmabahçe Palace, Istanbul, Türkiye``: up to the country."""
    if place is None:
        return place_words(place, form)
    return _within(place, _larger(place))


def _larger(place: PlaceRecord) -> list[AncestorRecord]:
    """What the place lies in, nearest first, without regions of the world."""
    return [a for a in place["ancestors"] if a["kind"] != "region"]


def _within(place: PlaceRecord, larger: list[AncestorRecord]) -> str:
    names = [name_in(place), *(name_in(around) for around in larger)]
    return listed(dict.fromkeys(names))
