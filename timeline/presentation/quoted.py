"""What was used from a source: its documents, the events, every quote."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from timeline.dates import day_words, words
from timeline.eventrecord import CitationRecord
from timeline.models.versions import (
    EventVersion,
    EventVersionQuerySet,
    Heading,
    VersionTerm,
)
from timeline.presentation.cards import address_of
from timeline.presentation.marks import event_date
from timeline.presentation.naming import language
from timeline.presentation.quotes import Quote, language_name, quote_of
from timeline.presentation.rows import path_of

D = VersionTerm.Dimension
MOST_USES = 3  # of a document on the page of its outlet
MOST_WEIGHED = 1000  # events that are looked at for what a source disputes


class Listed(NamedTuple):
    """A document of an outlet."""

    slug: str
    published: str
    language: str


class Use(NamedTuple):
    """An event that cites a document, with the quote taken for it."""

    address: str
    title: str
    date: str
    quote: Quote | None
    disputes: str  # what it disputes, in words


class Document(NamedTuple):
    """A document with what was used from it."""

    address: str
    title: str
    published: str
    uses: list[Use]
    events: int

    @property
    def more(self) -> int:
        """Events that cite it beyond those listed."""
        return self.events - len({use.address for use in self.uses})


class Weight(NamedTuple):
    """How often a source supports and disputes what is told, in ``of`` events."""

    supports: int
    disputes: int
    of: int


def documents_of(outlet: str, at: datetime | None = None) -> list[Listed]:
    """The documents of an outlet as they came out; undated ones last. One query."""
    headings = Heading.objects.at(at).filter(
        dimension=D.DOCUMENT, card__outlet__slug=outlet
    )
    rows = headings.values_list("value", "card__published", "card__language")
    listed = [Listed(value, day or "", lang or "") for value, day, lang in rows]
    return sorted(listed, key=lambda d: (not d.published, d.published, d.slug))


def languages_of(documents: Iterable[Listed]) -> list[tuple[str, int]]:
    """The languages of documents, each with how many there are."""
    counts = Counter(d.language for d in documents if d.language)
    return [(language_name(code), n) for code, n in counts.most_common()]


def with_uses(slugs: list[str], at: datetime | None = None) -> list[Document]:
    """Those documents, each with its first uses. Four queries."""
    terms = VersionTerm.objects.at(at).filter(
        dimension=D.DOCUMENT, value__in=slugs, role=""
    )
    ranked = terms.annotate(
        rank=Window(
            RowNumber(),
            partition_by=F("value"),
            order_by=[F("order_key").asc(), F("version").asc()],
        )
    ).filter(rank__lte=MOST_USES)
    pairs = list(ranked.values_list("value", "version_id"))
    versions = EventVersion.objects.defer("csv_line").in_bulk({pk for _, pk in pairs})
    counts = dict(terms.values_list("value").annotate(events=Count("pk")))
    cards = {
        h.value: h
        for h in Heading.objects.at(at).filter(dimension=D.DOCUMENT, value__in=slugs)
    }
    cited: dict[str, list[EventVersion]] = {}
    for value, pk in pairs:
        cited.setdefault(value, []).append(versions[pk])
    return [
        _document(cards[slug], cited.get(slug, []), counts.get(slug, 0), at)
        for slug in slugs
        if slug in cards
    ]


def _document(
    heading: Heading, versions: list[EventVersion], events: int, at: datetime | None
) -> Document:
    versions.sort(key=lambda version: (version.order_key, version.event_id))
    return Document(
        address_of(D.DOCUMENT, heading.value),
        heading.label,
        published_words(heading.card),
        uses_of(versions, heading.value, fixed=at is not None),
        events,
    )


def published_words(card: dict[str, Any]) -> str:
    iso = card.get("published", "")
    return day_words(date.fromisoformat(iso), language()) if iso else ""


def uses_of(
    versions: Iterable[EventVersion], document: str, *, fixed: bool = False
) -> list[Use]:
    """Each use of a document in the versions, in their order."""
    return [
        _use(version, citation, fixed)
        for version in versions
        for citation in version.record["citations"]
        if citation["source"] == document
    ]


def _use(version: EventVersion, citation: CitationRecord, fixed: bool) -> Use:
    return Use(
        path_of(version, fixed=fixed),
        version.title,
        words(event_date(version.record["date"]), language=language()),
        quote_of(citation) if citation["quote"] else None,
        _disputed(citation),
    )


def _disputed(citation: CitationRecord) -> str:
    if citation["stance"] != "disputes":
        return ""
    if citation["states"]:
        return _("Disputes it: %(claim)s") % {"claim": citation["states"]}
    return _("Disputes it")


def resting_on(
    heading: Heading, outlets: Iterable[str] = (), at: datetime | None = None
) -> EventVersionQuerySet:
    """Events with no other source than this document, this outlet or these outlets."""
    present = EventVersion.objects.at(at)
    if heading.dimension == D.DOCUMENT:
        alone = present.with_term(D.DOCUMENT, [heading.value], at=at)
        return alone.filter(source_count=1)
    own = [*outlets] or [heading.value]
    others = VersionTerm.objects.filter(
        version=OuterRef("pk"), dimension=D.SOURCE, role=""
    ).exclude(value__in=own)
    return present.with_term(D.SOURCE, own, at=at).exclude(Exists(others))


def group_of(heading: Heading, at: datetime | None = None) -> list[str]:
    """The outlets of its owner that the record uses, itself among them. One query."""
    owner = heading.card.get("group", "")
    if heading.dimension != D.SOURCE or not owner:
        return []
    found = Heading.objects.at(at).filter(dimension=D.SOURCE, card__group=owner)
    return list(found.values_list("value", flat=True))


def weight_of(heading: Heading, at: datetime | None = None) -> Weight:
    """How often it supports and disputes, in its latest events. One query."""
    present = EventVersion.objects.at(at)
    own = present.with_term(heading.dimension, [heading.value], at=at).newest_first()
    found = list(own.values_list("record__citations", flat=True)[:MOST_WEIGHED])
    stances = Counter(
        citation["stance"]
        for citations in found
        for citation in citations
        if heading.value in {citation["source"], citation["outlet_slug"]}
    )
    disputes = stances.pop("disputes", 0)
    return Weight(sum(stances.values()), disputes, len(found))
