"""The page of an outlet with its documents, and that of one document."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from timeline.models.versions import (
    EventVersion,
    Heading,
    PublicRecord,
    VersionTerm,
)
from timeline.presentation.bars import bars_of
from timeline.presentation.cards import address_of, kind_words, terms_of
from timeline.presentation.moments import and_moment, past_of
from timeline.presentation.naming import heading_name
from timeline.presentation.quoted import (
    documents_of,
    group_of,
    languages_of,
    published_words,
    resting_on,
    uses_of,
    weight_of,
    with_uses,
)
from timeline.presentation.quotes import language_name, web_address
from timeline.presentation.rows import row_of
from timeline.presentation.sharing import joined
from timeline.views.answer import answer, published
from timeline.views.listing import (
    Asked,
    moment_of,
    not_in_list,
    one_of,
    part_of,
    read,
)
from timeline.views.subjects.finding import counted, following, heading_or_404

D = VersionTerm.Dimension
DOCUMENTS = 30  # of an outlet on a page
USES = 60  # events of a document on a page
ALONE = 100  # events that rest on it alone, on a page of them
ALONE_FIRST = 8  # of them on the source's own page
SHOWN = {"alone": "alone", "group": "group"}


@published
@following(D.SOURCE, D.DOCUMENT)
def source(request: HttpRequest, slug: str, *, public: PublicRecord) -> HttpResponse:
    """An outlet with its documents, or a document, with every quote used.

    ``show=alone`` and ``show=group`` list the events that rest on it, or on the
    outlets of its owner, alone; ``after`` goes on in a long list.
    """
    asked = read(request.GET, ("show", "after", "as_of"))
    at = moment_of(asked)
    heading = heading_or_404(slug, D.SOURCE, D.DOCUMENT, at=at)
    shown = one_of(asked, "show", SHOWN)
    if shown:
        context = _alone(heading, asked, at)
        return answer(request, "timeline/source_alone.html", context)
    count = terms_of(heading.dimension, slug, at).count()
    context = _about(heading, at) | counted(heading, count, at)
    if heading.dimension == D.SOURCE:
        context |= _outlet(heading, asked, at)
    else:
        context |= _document(heading, asked, at)
    context["problems"] = asked.problems
    return answer(request, "timeline/source.html", context)


def _about(heading: Heading, at: datetime | None) -> dict[str, Any]:
    card = heading.card
    return {
        "heading": heading,
        "name": heading_name(heading),
        "is_outlet": heading.dimension == D.SOURCE,
        "kind": kind_words(heading),
        "language": language_name(card.get("language", "")),
        "published": published_words(card),
        "url": web_address(card.get("url") or card.get("homepage") or ""),
        "bars": bars_of(heading.dimension, heading.value, at),
        "weight": weight_of(heading, at),
        **_resting(heading, at),
        "start": and_moment("", at),
    }


def _resting(heading: Heading, at: datetime | None) -> dict[str, Any]:
    """How many events rest on it alone and on its owner's outlets; the latest."""
    alone = resting_on(heading, at=at)
    group = group_of(heading, at)
    together = resting_on(heading, group, at).count() if len(group) > 1 else 0
    latest = alone.newest_first().defer("csv_line")[:ALONE_FIRST]
    return {
        "alone": alone.count(),
        "group": group,
        "together": together,
        "latest_alone": [row_of(version, fixed=at is not None) for version in latest],
    }


def _outlet(heading: Heading, asked: Asked, at: datetime | None) -> dict[str, Any]:
    """The documents of an outlet, a page of them."""
    listed = documents_of(heading.value, at)
    slugs = [document.slug for document in listed]
    start = 0
    if asked["after"] in slugs:
        start = slugs.index(asked["after"]) + 1
    elif asked["after"]:
        asked.problems.append(not_in_list("after", asked["after"]))
    shown = slugs[start : start + DOCUMENTS]
    more = start + DOCUMENTS < len(slugs)
    return {
        "written_in": languages_of(listed),
        "documents": with_uses(shown, at),
        "listed": len(listed),
        "first": start + 1,
        "last": start + len(shown),
        "next": and_moment(urlencode({"after": shown[-1]}), at) if more else "",
        "is_later": bool(start),
    }


def _document(heading: Heading, asked: Asked, at: datetime | None) -> dict[str, Any]:
    """Every use of one document, a page of them."""
    present = EventVersion.objects.at(at)
    present = present.with_term(heading.dimension, [heading.value], at=at)
    part = part_of(present, asked, USES)
    return {
        "uses": uses_of(part.versions, heading.value, fixed=at is not None),
        "next": and_moment(urlencode({"after": part.after}), at) if part.after else "",
        "is_later": part.is_later,
    }


def _alone(heading: Heading, asked: Asked, at: datetime | None) -> dict[str, Any]:
    """The events with no source but this one, or the outlets of its owner."""
    group = group_of(heading, at) if asked["show"] == "group" else []
    found = resting_on(heading, group, at)
    part = part_of(found, asked, ALONE, newest=True)
    pairs = [("show", asked["show"]), ("after", part.after)]
    return {
        "heading": heading,
        "name": heading_name(heading),
        "title": _title(heading, group),
        "count": found.count(),
        "rows": [row_of(version, fixed=at is not None) for version in part.versions],
        "next": and_moment(urlencode(pairs), at) if part.after else "",
        "is_later": part.is_later,
        "start": and_moment(urlencode(pairs[:1]), at),
        "past": past_of(
            at,
            joined(address_of(heading.dimension, heading.value), urlencode(pairs[:1])),
        ),
        "problems": asked.problems,
    }


def _title(heading: Heading, group: list[str]) -> str:
    if group:
        owner = heading.card["group"]
        return _("Events that rest on the outlets of %(name)s alone") % {"name": owner}
    name = heading_name(heading)
    return _("Events that rest on %(name)s alone") % {"name": name}
