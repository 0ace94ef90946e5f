"""The place of an event in a chronology."""

from datetime import date, time

from timeline.dates import EventDate, sort_rank
from timeline.models.events import Event
from timeline.models.versions import EARLIEST
from timeline.related import Published, as_published

NO_TIME = 24 * 60  # sorts after every clock time of its day
MIDDLE = 512  # day orders run from -512 to 511


def order_key(event: Event, published: Published) -> int:
    """The place in a chronology as one integer.

    In order of weight: the day (the earliest start, or the first bound that is
    known), exact before vague, the minute of local time (no time sorts last), the
    editors' order within the day. Ties are broken by the public number.
    """
    when = event.date
    assert when is not None
    known = (d for d in _bounds(when) if d is not None)
    day = next(known, date.min).toordinal()
    minute, order = day_position(event, published)
    order = min(max(order, -MIDDLE), MIDDLE - 1) + MIDDLE
    return ((day * 8 + sort_rank(when)) * 2048 + minute) * 1024 + order


def day_position(event: Event, published: Published) -> tuple[int, int]:
    """Minute of the day (:data:`NO_TIME` when unknown) and order among equals.

    An event without a time that an editor put before or after another of the same
    day takes the minute readers see that event at.
    """
    when = event.date
    own = minute_of(when.sorting_time if when else None)
    if own != NO_TIME:
        return own, 0
    steps = {"before": -1, "after": 1}
    beside = [r for r in event.relations.all() if r.kind in steps]
    for relation, target in as_published(beside, published):
        if target.start_earliest == (event.start_earliest or EARLIEST):
            key = target.order_key
            return key >> 10 & 2047, (key & 1023) - MIDDLE + steps[relation.kind]
    return NO_TIME, 0


def minute_of(clock: time | None) -> int:
    return clock.hour * 60 + clock.minute if clock else NO_TIME


def _bounds(when: EventDate) -> tuple[date | None, ...]:
    return (
        when.start_earliest,
        when.start_latest,
        when.end_earliest,
        when.end_latest,
    )
