"""How vague a date is, in our own order and in other projects' codes."""

from datetime import date

from timeline.dates.event_date import Bounds, EventDate, Kind

_LONGER_THAN_KNOWN = 10**7


def _doubt_in_days(earliest: date | None, latest: date | None) -> int:
    if earliest is None or latest is None:
        return _LONGER_THAN_KNOWN
    return (latest - earliest).days + 1


def days_of_doubt(bounds: Bounds) -> int:
    """Between how many days its start or its end may lie, whichever is more.

    1 when both are known to the day, however long the event lasted.
    """
    return max(
        _doubt_in_days(bounds.start_earliest, bounds.start_latest),
        _doubt_in_days(bounds.end_earliest, bounds.end_latest),
    )


def ucdp_date_prec(bounds: Bounds) -> int:
    """The equivalent of ``date_prec`` in the UCDP GED codebook.

    1: the day is known. 2: known within 2 to 6 days. 3: the week is known. 4: known
    within 8 to 30 days, or the month. 5: longer than a month, up to a year. UCDP has
    no code for anything vaguer, so that is 5 too. An event that lasted from a known
    day to a known day is 1.
    """
    steps = ((1, 1), (6, 2), (7, 3), (31, 4))
    return _first_step(days_of_doubt(bounds), steps, otherwise=5)


def acled_time_precision(bounds: Bounds) -> int:
    """The equivalent of ``time_precision`` in the ACLED codebook.

    1: the day is known. 2: the week is known. 3: the month is known. ACLED codes
    nothing vaguer, so that is 3 too.
    """
    return _first_step(days_of_doubt(bounds), ((1, 1), (7, 2)), otherwise=3)


def sort_rank(day: EventDate) -> int:
    """Exact before vague, for dates that start on the same day.

    0: the start is a known day (also of an event that lasted or still goes on).
    1: a known day that the source doubts. Then by how long the start may have to wait:
    2 up to a week, 3 a month, 4 a season, 5 a year, 6 longer, 7 without limit.
    """
    doubt = _doubt_in_days(day.start_earliest, day.start_latest)
    if doubt == 1:
        return 1 if day.kind is Kind.UNCERTAIN else 0
    steps = ((7, 2), (31, 3), (92, 4), (366, 5), (_LONGER_THAN_KNOWN - 1, 6))
    return _first_step(doubt, steps, otherwise=7)


def _first_step(value: int, steps: tuple[tuple[int, int], ...], otherwise: int) -> int:
    return next((code for limit, code in steps if value <= limit), otherwise)
