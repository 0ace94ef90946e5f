"""Moments of the public record: how they are read, and which one of them counts."""

import re
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _

from timeline.models.versions import PublicRecord

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def moment_asked(text: str, *, begins: bool = False) -> datetime:
    """The moment of the record that a text asks for. One query.

    A day (its end, UTC) or an instant, without a zone of UTC; no later than the last
    change. ``begins``: of a day the last moment before it, for what is asked since
    then. Raises ValueError; see :func:`advice`.
    """
    try:
        return _settled(_read(text, begins=begins))
    except OverflowError as error:
        raise ValueError("A moment before the first or after the last") from error


def _read(text: str, *, begins: bool) -> datetime:
    if _DAY.fullmatch(text):
        if begins:
            start = datetime.combine(date.fromisoformat(text), time.min, UTC)
            return start - timedelta.resolution
        return datetime.combine(date.fromisoformat(text), time.max, UTC)
    moment = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _settled(moment: datetime) -> datetime:
    """The moment, but no later than the last change of the record.

    What is being published now bears a moment that has begun already: a view "as of
    now" would change when it is done. As of the last change nothing changes any more.
    """
    last = PublicRecord.now().changed_at
    return min(moment, last) if last else moment


def instant(moment: datetime | None) -> str:
    """The moment as addresses say it; empty for none."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else ""


def advice() -> str:
    """What to write instead of what is no moment."""
    return _("Write a day like 2025-06-01, or a time like 2025-06-01T12:00:00Z.")
