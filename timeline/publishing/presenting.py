"""Makes all prepared versions of a republishing present, in one transaction.

Readers see all of it or nothing: the rows are written by the database from the
prepared ones, so that nobody else who writes waits for long.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import (
    CharField,
    DateTimeField,
    F,
    JSONField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Greatest, Replace

from timeline import search
from timeline.headings import heading_rows
from timeline.models.events import Event
from timeline.models.republishing import PreparedVersion, Republishing
from timeline.models.versions import EventVersion, FormerSlug, VersionTerm
from timeline.publishing import writing
from timeline.publishing.copying import copy_rows
from timeline.publishing.preparing import COLUMNS
from timeline.publishing.problems import PublishError
from timeline.publishing.sitting import Sitting

Outcome = PreparedVersion.Outcome
SOME = 500  # events in memory at a time
_COPIED_TERM = ("dimension", "value", "role")


class Presented(NamedTuple):
    versions: int
    refused: list[str]  # events that cannot be published, and why


def stale(prepared: QuerySet[PreparedVersion]) -> QuerySet[PreparedVersion]:
    """Those whose event was edited, published or withdrawn since they were made."""
    return prepared.exclude(
        event__changed=F("stamp"),
        event__desk_state=Event.DeskState.PUBLISHED,
        follows__superseded_at__isnull=True,
    )


def present_rows(
    prepared: QuerySet[PreparedVersion], *, now: datetime, editor: str, reason: str
) -> int:
    """Make the ready ones present; none of ``prepared`` is :func:`stale`."""
    ready = prepared.filter(outcome=Outcome.READY)
    settled = prepared.filter(outcome__in=[Outcome.READY, Outcome.SAME])
    at = Greatest("changed", Value(now, output_field=DateTimeField()))
    Event.objects.filter(pk__in=settled.values("event")).update(published_at=at)
    followed = ready.values("follows")
    EventVersion.objects.filter(pk__in=followed).update(superseded_at=now)
    written = copy_rows(EventVersion, ready, _version(now, editor, reason))
    new = EventVersion.objects.filter(
        event_id=OuterRef("event_number"), superseded_at__isnull=True
    )
    ready.update(becomes=Subquery(new.values("pk")[:1]))
    _write_terms(ready)
    VersionTerm.objects.filter(version__in=followed).update(present=False)
    search.index_kept(ready.values_list("becomes", "words"))
    return written


def _version(now: datetime, editor: str, reason: str) -> dict[str, Any]:
    """The columns of a version from those of a prepared one."""

    def at_this_moment(text: Any) -> Replace:
        return Replace(
            text,
            Cast("moment", TextField()),  # type: ignore[arg-type]
            Value(now.isoformat(), TextField()),
            output_field=TextField(),
        )

    said = {
        "event_id": F("event_number"),
        "number": F("number"),
        "change": Value(EventVersion.Change.MODIFIED, CharField()),
        "changed_fields": F("changed_fields"),
        "reason": Value(reason, CharField()),
        "correction": Value("", CharField()),
        "editor": Value(editor, CharField()),
        "recorded_at": Value(now, DateTimeField()),
    }
    columns = {name: F(name) for name in COLUMNS}
    return {
        **said,
        **columns,
        "csv_line": at_this_moment("csv_line"),
        "record": Cast(at_this_moment(Cast("record", TextField())), JSONField()),
    }


def _write_terms(ready: QuerySet[PreparedVersion]) -> None:
    """Those that stay the same are copied, others are made from the records."""
    after = "version__followed_by"
    same = VersionTerm.objects.filter(
        **{f"{after}__in": ready.filter(same_terms=True).values("pk")}
    )
    columns: dict[str, Any] = {name: F(name) for name in _COPIED_TERM}
    columns |= {
        "version": F(f"{after}__becomes"),
        "order_key": F(f"{after}__order_key"),
        "present": Value(True),
    }
    copy_rows(VersionTerm, same, columns)
    others = ready.filter(same_terms=False).only("becomes", "order_key", "record")
    for some in _by_the(others.order_by("pk")):
        writing.write_terms(
            EventVersion(pk=row.becomes, order_key=row.order_key, record=row.record)
            for row in some
        )


def _by_the(rows: QuerySet[PreparedVersion]) -> Iterable[list[PreparedVersion]]:
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), SOME):
        yield list(rows.filter(pk__in=keys[start : start + SOME]))


def present_anew(
    keys: Collection[int], sitting: Sitting, *, reason: str, refused: list[str]
) -> int:
    """Publish these as they are now; the number of new versions."""
    for key in keys:
        try:
            sitting.publish(sitting.events[key], reason=reason)
        except PublishError as error:
            refused.append(str(error.named()))
    sitting.write()
    return len(sitting.written)


def present_cards(job: Republishing, *, now: datetime) -> None:
    """Write the cards that are to be others, and drop those nothing shows any more."""
    values = job.headings.values_list("dimension", "value")
    writing.write_cards(heading_rows(values), now)
    other = job.prepared.filter(outcome=Outcome.READY, same_terms=False)
    followed = EventVersion.objects.filter(pk__in=other.values("follows"))
    writing.end_unused_headings(followed.only("pk"), now)


def keep_slug(dimension: str, old: str, new: str, *, now: datetime) -> None:
    """Let the addresses of ``old`` lead to ``new``, and all that led to ``old``.

    Nothing is kept of what readers never saw.
    """
    FormerSlug.objects.filter(dimension=dimension, now=old).update(now=new)
    FormerSlug.objects.filter(dimension=dimension, value=new).delete()
    if VersionTerm.objects.filter(dimension=dimension, value=old).exists():
        FormerSlug.objects.update_or_create(
            dimension=dimension, value=old, defaults={"now": new, "since": now}
        )
