"""A version -> what the page of its event shows, with the events around it."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from timeline.eventrecord import TrackRecord
from timeline.models.versions import EventVersion, VersionTerm
from timeline.presentation.account import account_of
from timeline.presentation.cites import cited_version, styled
from timeline.presentation.dots import dots_of
from timeline.presentation.linked import linked_data
from timeline.presentation.marks import event_date
from timeline.presentation.moments import and_moment, today_at
from timeline.presentation.rows import path_of
from timeline.presentation.saying import date_words
from timeline.presentation.sharing import joined

D = VersionTerm.Dimension
Neighbour = tuple[str, str, str]  # address, title, date
MOST_RELATED = 50
MOST_DOTS = 60  # on each side of the event
DOT_COLUMNS = (
    "event_id",
    "slug",
    "title",
    "order_key",
    "family",
    "shown_status",
    "start_earliest",
    "start_latest",
    "end_latest",
)


def event_page(version: EventVersion, at: datetime | None = None) -> dict[str, Any]:
    """What the page shows, as of now or of a moment.

    At most six queries beyond the version's, which need not be stored: a preview has
    one that nobody wrote.
    """
    account = account_of(version, _related_from(version, at), today=today_at(at))
    track = account.record["tracks"][0] if account.record["tracks"] else None
    cited = cited_version(version)
    return {
        "account": account,
        "record": account.record,
        "version": version,
        "fixed": False,
        "changes": version.number - 1,
        "track": account.tracks[0] if account.tracks else None,
        "round": track["round"] if track else None,
        "cited": cited,
        "styles": styled(cited, version),
        "linked_data": linked_data(version),
        **_around(version, track, at),
    }


def _related_from(version: EventVersion, at: datetime | None) -> list[VersionTerm]:
    """The relations of other events to this one, now or at the moment."""
    terms = VersionTerm.objects.at(at).filter(
        dimension=D.RELATION, value=str(version.event_id)
    )
    terms = terms.exclude(role="").select_related("version")
    return list(terms.order_by("order_key", "pk")[:MOST_RELATED])


def _around(
    version: EventVersion, track: TrackRecord | None, at: datetime | None
) -> dict[str, Any]:
    """The events before and after, in the same process when it has one."""
    if track is None:
        before, after = _beside(version, at)
        return {"before": before, "after": after, "dots": None}
    others = _of_process(version, track["slug"], at)
    earlier, later = _earlier(version, others), _later(version, others)
    beside = [v.pk for v in (*earlier[-1:], *later[:1])]
    whole = EventVersion.objects.defer("csv_line").in_bulk(beside)
    shown = [*earlier, version, *later]
    complete = max(len(earlier), len(later)) < MOST_DOTS
    return {
        "before": _neighbour(whole[earlier[-1].pk], at) if earlier else None,
        "after": _neighbour(whole[later[0].pk], at) if later else None,
        "dots": dots_of(shown, version.event_id, track["name"], complete=complete),
    }


def _beside(
    version: EventVersion, at: datetime | None
) -> tuple[Neighbour | None, Neighbour | None]:
    """The events before and after in the whole chronology."""
    key, number = version.order_key, version.event_id
    present = EventVersion.objects.at(at).defer("csv_line").exclude(event_id=number)
    before = present.filter(order_key__lte=key)
    before = before.exclude(order_key=key, event_id__gt=number).newest_first()
    after = present.filter(order_key__gte=key)
    after = after.exclude(order_key=key, event_id__lt=number).chronological()
    return _neighbour(before.first(), at), _neighbour(after.first(), at)


def _earlier(
    version: EventVersion, others: QuerySet[VersionTerm]
) -> list[EventVersion]:
    """Up to MOST_DOTS events of a process before this one, oldest first."""
    key, number = version.order_key, version.event_id
    same = Q(order_key=key, version__event_id__gte=number)
    terms = others.filter(order_key__lte=key).exclude(same)
    return _nearest(terms.order_by("-order_key", "-version__event_id"))


def _later(version: EventVersion, others: QuerySet[VersionTerm]) -> list[EventVersion]:
    """Up to MOST_DOTS events of a process after this one, oldest first."""
    key, number = version.order_key, version.event_id
    same = Q(order_key=key, version__event_id__lte=number)
    terms = others.filter(order_key__gte=key).exclude(same)
    return _nearest(terms.order_by("order_key", "version__event_id"))


def _of_process(
    version: EventVersion, process: str, at: datetime | None
) -> QuerySet[VersionTerm]:
    """The terms of the other events of a process; their index is in their order."""
    terms = VersionTerm.objects.at(at).filter(
        dimension=D.PROCESS, value=process, role=""
    )
    return terms.exclude(version__event_id=version.event_id)


def _nearest(terms: QuerySet[VersionTerm]) -> list[EventVersion]:
    """The versions of the first terms, with what a dot needs, oldest first."""
    first = list(terms.values_list("version", flat=True)[:MOST_DOTS])
    found = EventVersion.objects.filter(pk__in=first, change__in=EventVersion.SHOWN)
    return list(found.only(*DOT_COLUMNS).chronological())


def _neighbour(version: EventVersion | None, at: datetime | None) -> Neighbour | None:
    """Address, title and date of an event, for a link."""
    if version is None:
        return None
    when = date_words(event_date(version.record["date"]))
    return joined(path_of(version), and_moment("", at)), version.title, when
