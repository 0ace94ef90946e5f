"""What the card of a heading says of a participant, a place or a source."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from timeline.codelists.labels import labels
from timeline.models.versions import Heading, VersionTerm, VersionTermQuerySet
from timeline.presentation.addresses import prefixed
from timeline.presentation.naming import heading_name, label_of

D = VersionTerm.Dimension
PATHS: dict[str, str] = {
    D.WHO: "/participants/",
    D.PLACE: "/places/",
    D.SOURCE: "/sources/",
    D.DOCUMENT: "/sources/",
    D.PROCESS: "/processes/",
}
PARAMETERS: dict[str, str] = {
    D.WHO: "who",
    D.PLACE: "place",
    D.SOURCE: "source",
    D.DOCUMENT: "source",
    D.PROCESS: "process",
}
KIND_LISTS: dict[str, str] = {
    D.WHO: "participant-kind",
    D.PLACE: "place-kind",
    D.SOURCE: "outlet-kind",
    D.DOCUMENT: "document-kind",
}
Pair = tuple[str, str]  # dimension and value


def address_of(dimension: str, value: str) -> str:
    """The page of a value: ``/uk/participants/russia/``."""
    return prefixed(f"{PATHS[dimension]}{value}/")


def terms_of(
    dimension: str, value: str, at: datetime | None = None
) -> VersionTermQuerySet:
    """One term for each event that holds the value, now or ``at`` a moment.

    Of the present the index alone answers.
    """
    terms = VersionTerm.objects.at(at)
    return terms.filter(dimension=dimension, value=value, role="")


def headings_of(
    pairs: Iterable[Pair], at: datetime | None = None
) -> dict[Pair, Heading]:
    """The headings of (dimension, value) pairs. One query; none for no pairs."""
    wanted = set(pairs)
    if not wanted:
        return {}
    found = (
        Heading.objects.at(at)
        .filter(
            dimension__in={d for d, _value in wanted}, value__in={v for _d, v in wanted}
        )
        .defer("spellings")
    )
    return {
        (h.dimension, h.value): h for h in found if (h.dimension, h.value) in wanted
    }


def larger_places(heading: Heading, at: datetime | None = None) -> list[Heading]:
    """The places around it that have a page, nearest first. One query."""
    return _carded(D.PLACE, heading.card.get("in", []), at)


def sides_of(heading: Heading, at: datetime | None = None) -> list[Heading]:
    """Whom a participant acts for, as far as they have a page. One query."""
    return _carded(D.WHO, heading.card.get("acts_for", []), at)


def _carded(
    dimension: str, listed: list[dict[str, str]], at: datetime | None
) -> list[Heading]:
    found = headings_of(((dimension, each["slug"]) for each in listed), at)
    keys = [(dimension, each["slug"]) for each in listed]
    return [found[key] for key in keys if key in found]


def kind_of(dimension: str, kind: str, said: str) -> str:
    """The code of a kind: of outlets and documents cards keep the English words."""
    if dimension not in {D.SOURCE, D.DOCUMENT}:
        return kind
    codes = {words: code for code, words in labels(KIND_LISTS[dimension]).items()}
    return codes.get(said, "other")


def kind_words(heading: Heading) -> str:
    """``Government body``, ``City``, ``News agency``; empty for a process."""
    if heading.dimension not in KIND_LISTS:
        return ""
    card = heading.card
    said = card.get("outlet_kind") or card.get("document_kind") or ""
    kind = kind_of(heading.dimension, heading.kind, said)
    return label_of(KIND_LISTS[heading.dimension], kind)


def point_words(card: Mapping[str, Any]) -> str:
    """``41.0138, 28.9497``: latitude and longitude in degrees; empty without one."""
    if card.get("latitude") is None:
        return ""
    return f"{card['latitude']:.4f}, {card['longitude']:.4f}"


def precision_words(card: Mapping[str, Any]) -> str:
    """How well the coordinates of a place are known, in a sentence."""
    if card.get("latitude") is None:
        return _("No point is given: an area has none of its own.")
    return {
        "exact": _("The point is that of the site itself."),
        "place": _("The point is that of the town or city, not of the exact site."),
        "area": _("The place is known only as an area; the point is one within it."),
    }.get(card.get("geo_precision", ""), "")


def own_names(heading: Heading) -> list[tuple[str, str]]:
    """Language and name: how it is called elsewhere than in the page's language.

    The names in its own languages come first; those of the record's other languages
    follow in the order of the site's. The name the page shows is left out.
    """
    card, shown = heading.card, heading_name(heading)
    names = dict.fromkeys(card.get("native", []), "")
    said = card.get("names", {})
    for code in (code for code, _own in settings.LANGUAGES if code in said):
        names[said[code]] = names.get(said[code]) or code
    return [(code, name) for name, code in names.items() if name != shown]
