"""That an event was moved, where its row and its page say what is out of the usual."""

from datetime import date

from django.utils.translation import gettext as _

from timeline.dates import EventDate, words
from timeline.eventrecord import EventRecord
from timeline.presentation.marks import event_date
from timeline.presentation.naming import language


def moved_words(record: EventRecord) -> str:
    """``Moved from 15 May``, by the last plan that cannot be the date shown.

    Empty when there is none: a plan that was kept moved nothing.
    """
    when = event_date(record["date"])
    plans = [event_date(planned["date"]) for planned in record["planned_dates"]]
    for plan in reversed(plans):
        if _apart(plan, when):
            said = words(plan, with_year=_years_differ(plan, when), language=language())
            return _("Moved from %(date)s") % {"date": said}
    return ""


def _apart(one: EventDate, other: EventDate) -> bool:
    """True when no day can be meant by both."""
    return _last(one) < _first(other) or _last(other) < _first(one)


def _first(when: EventDate) -> date:
    return when.start_earliest or date.min


def _last(when: EventDate) -> date:
    return when.end_latest or date.max


def _years_differ(one: EventDate, other: EventDate) -> bool:
    years = {day.year for day in (_first(one), _last(one), _first(other), _last(other))}
    return len(years) > 1
