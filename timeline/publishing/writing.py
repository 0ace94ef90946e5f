"""Rows of many publishings written at once."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Exists, OuterRef, Value
from django.db.models.functions import Greatest

from timeline.headings import CARDED, headings_of
from timeline.models.events import Event
from timeline.models.reviews import Review
from timeline.models.versions import EventVersion, Heading, VersionTerm
from timeline.terms import terms_of

_CARD_FIELDS = ["kind", "label", "sort_label", "spellings", "card"]


def settle(
    events: Collection[Event], renamed: Collection[Event], now: datetime
) -> None:
    """Write the desk's side of publishings without touching ``changed``.

    A review that still waits has nothing left to decide.
    """
    waiting = Review.objects.waiting().filter(event__in=[e.pk for e in events])
    waiting.update(outcome=Review.Outcome.SUPERSEDED, decided_at=now)
    Event.objects.bulk_update(renamed, ["number", "slug"], batch_size=200)
    at = Greatest("changed", Value(now, output_field=DateTimeField()))
    for state in sorted({event.desk_state for event in events}):
        keys = [event.pk for event in events if event.desk_state == state]
        rows = Event.objects.filter(pk__in=keys)
        rows.update(desk_state=state, published_at=at)


def supersede(versions: Collection[EventVersion], now: datetime) -> None:
    if not versions:
        return
    keys = [version.pk for version in versions]
    EventVersion.objects.filter(pk__in=keys).update(superseded_at=now)
    VersionTerm.objects.filter(version__in=keys).update(present=False)


def write_terms(versions: Iterable[EventVersion]) -> None:
    VersionTerm.objects.bulk_create(
        VersionTerm(
            version=version,
            dimension=dimension,
            value=value,
            role=role,
            order_key=version.order_key,
            present=version.superseded_at is None,
        )
        for version in versions
        for dimension, value, role in terms_of(version.record)
    )


def write_headings(events: Iterable[Event], now: datetime) -> None:
    """Let the cards of what the events show say what the desk says now."""
    write_cards(headings_of(events), now)


def write_cards(headings: Iterable[Heading], now: datetime) -> None:
    """Let these be the cards from ``now`` on.

    A card that changed is kept as it stood. Four queries at most.
    """
    wanted = {(h.dimension, h.value): h for h in headings}
    present = Heading.objects.at(None).filter(
        dimension__in={dimension for dimension, _value in wanted},
        value__in={value for _dimension, value in wanted},
    )
    changed = []
    for old in present:
        new = wanted.get((old.dimension, old.value))
        if new is None or card_of(old) == card_of(new):
            wanted.pop((old.dimension, old.value), None)
        else:
            changed.append(old.pk)
    if changed:
        old_cards = Heading.objects.filter(pk__in=changed)
        old_cards.filter(recorded_at=now).delete()  # nobody ever saw them
        old_cards.update(superseded_at=now)
    for heading in wanted.values():
        heading.recorded_at = now
    Heading.objects.bulk_create(wanted.values())


def card_of(heading: Heading) -> list[Any]:
    """What readers see of it, to be compared."""
    return [getattr(heading, name) for name in _CARD_FIELDS]


def end_unused_headings(versions: Collection[EventVersion], now: datetime) -> None:
    """From ``now`` on no card stands of what only these superseded versions showed."""
    if not versions:
        return
    values = VersionTerm.objects.filter(version__in=versions, dimension__in=CARDED)
    used = VersionTerm.objects.filter(
        dimension=OuterRef("dimension"), value=OuterRef("value"), present=True
    )
    Heading.objects.at(None).filter(
        ~Exists(used),
        dimension__in=CARDED,
        value__in=values.values("value"),
    ).update(superseded_at=now)
