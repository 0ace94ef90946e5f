"""Dates: what is refused, why, and what to write instead."""

import pytest

from timeline.dates import (
    DateError,
    read_date,
)


def refusal(text: str) -> DateError:
    with pytest.raises(DateError) as caught:
        read_date(text)
    return caught.value


REFUSED = [
    ("31 June 2025", "“31 June 2025” is not a date. June has 30 days."),
    ("29 February 2025", "February 2025 has 28 days."),
    ("0 May 2025", "Days start at 1."),
    ("2025-02-30", "February 2025 has 28 days."),
    ("2025-13-01", "There is no month 13."),
    ("2025-00-01", "There is no month 0."),
    ("1998-99", "There is no month 99."),
    ("05.15.2025", "With dots the day comes first"),
    ("00/00/2025", "There is no month 0."),
    ("00/05/2025", "Days and months start at 1."),
    ("31/02/2025", "February 2025 has 28 days."),
    ("0000", "Years run from 1 to 9999."),
    ("12025", "Years run from 1 to 9999."),
    ("15 May 12025", "Years run from 1 to 9999."),
    ("-0044", "outside the years 1 to 9999"),
    ("Y170000002", "outside the years 1 to 9999"),
    ("before 1 January 0001", "before the year 1"),
    ("after 31 December 9999", "after the year 9999"),
    ("22–16 May 2025", "The end is before the start. Swap them?"),
    ("28 Dec – 3 Jan 2025", "The end is before the start. Swap them?"),
    ("June–May 2025", "The end is before the start. Swap them?"),
    ("between 22 and 16 May 2025", "The end is before the start. Swap them?"),
    ("2025/2024", "The end is before the start. Swap them?"),
    ("Thursday 16 May 2025", "16 May 2025 is a Friday, not a Thursday."),
    ("Monday 1 January 0001", None),
    ("Sunday 1 January 0001", "1 January 0001 is a Monday, not a Sunday."),
    ("15 May 25", "Which century is the year 25 in?"),
    ("May 15 25", "Which century is the year 25 in?"),
    ("15.05.25", "Which century is the year 25 in?"),
    ("29.02.23", "Which century is the year 23 in?"),
    ("15.15.25", "Which century is the year 25 in?"),
    ("90s", "Which century are the 90s in?"),
    ("5s", "Which century are the 5s in?"),
    ("1995s", "“1995s” is not a decade."),
    ("1900s", "The decade from 1900, or the 20th century?"),
    ("101st century", "“the 101st century” cannot be stored."),
    ("0th century", "“the 0th century” cannot be stored."),
    ("2010–12", "A month or a range of years?"),
    ("15 and 16 May 2025", "One event that lasted, or two events?"),
    ("15 and hello", "One event that lasted, or two events?"),
    ("15 May", "The year is missing."),
    ("15", "The year is missing."),
    ("15 2025", "The month is missing."),
    ("1999 to 98", "The month is missing."),
    ("15 May 2025 2025", "is not a date we can read"),
    ("", "There is no date here."),
    ("?", "There is no date here."),
    ("of the", "A date is missing here."),
    ("15 Mya 2025", "Did you mean “May”?"),
    ("hello", "“hello” is not a word we read in a date."),
    ("before the end of May 2025", "“end” is not a word we read in a date."),
    ("before mid-May 2025", "have no exact edge"),
    ("since early 2025", "have no exact edge"),
    ("early spring 2025", "has no agreed edges"),
    ("first half of spring 2025", "“A half” of a season"),
    ("Q1 of May 2025", "“A quarter” of a month"),
    ("14–15 May 2025 or 18 May 2025", "cannot be one of several dates"),
    ("since 14 May 2025 or by 18 May 2025", "cannot be one of several dates"),
    ("by 2 May or after 3 May", "The year is missing."),
    ("after 2 May 2025 or after 3 June 2025", "already covers another"),
    ("by 2 May 2025 or by 3 June 2025", "already covers another"),
    ("between 15, 16 and 17 and 18 May 2025", "“Between” takes two dates"),
    ("14–15–16 May 2025", "A range has two ends."),
    ("yesterday", "depends on when it was written"),
    ("../..", "There is no date in this."),
    ("[..]", "There is no date in this."),
    ("[2025-05-15", "A set of dates ends with a square bracket."),
    ("{2025-05-15,2025-05-16}", "every one of these dates is meant"),
    ("{}", "every one of these dates is meant"),
    ("2025-05-14/2025-05-15/2025-05-16", "An interval has one slash"),
    ("[2025-XX-15]", "This is not EDTF level 1."),
    ("[199X-05]", "This is not EDTF level 1."),
    ("2025-?05", "The month is missing."),
    ("[2025-?05]", "This is not EDTF level 1."),
    ("15 May\x002025", "There is a control character in this."),
    ("1" * 201, "This is too long for a date."),
    ("1" * 100_000, "This is too long for a date."),
    ("1 or 2 or 3 or 4 or 5 or 6 or 7 or 8 or 9 or 10 or 11 or 12 or 13 or 14 or 15 "
     "or 16 or 17 or 18 or 19 May 2025", "too many dates for one event"),
    ("16 May 2025 25:10", "“25:10” is not a time."),
    ("16 May 2025 13 pm", "“13 pm” is not a time."),
    ("May 2025 13:35", "A time needs an exact day."),
    ("about 15 May 2025, morning", "A time needs an exact day."),
    ("16 May 2025, about 13:35", "“about 13:35” is a guess at a time."),
    ("16 May 2025, 13:35, afternoon", "the time or the part of the day, not both"),
    ("16 May 2025, 15:35–13:35", "The end time is before the start."),
    ("since 16 May 2025, 13:35–15:35", "has no end time"),
    ("16 May 2025 1:00 2:00 3:00", "at most two times"),
    ("16 May 2025 13:35 EST", "“EST” is not a time zone we know."),
    ("16 May 2025 13:35 Europe/Istanbool", "one such as Europe/Istanbul or"),
    ("16 May 2025 13:35 zzzz/qqqq", "one such as Europe/Istanbul."),
    ("16 May 2025 13:35 UTC+5:30", "There is no such fixed zone."),
    ("16 May 2025 13:35 UTC+23", "There is no such fixed zone."),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "why"), REFUSED)
def test_what_is_not_a_date_is_refused_with_a_reason(
    typed: str, why: str | None
) -> None:
    if why is None:
        assert read_date(typed)
        return
    error = refusal(typed)
    assert why in error.message
    for suggestion in error.suggestions:
        assert read_date(suggestion)


NEAREST = [
    ("31 June 2025", ("30 June 2025", "1 July 2025")),
    ("29 February 2025", ("28 February 2025", "1 March 2025")),
    ("0 May 2025", ("1 May 2025", "30 April 2025")),
    ("32 December 9999", ("31 December 9999",)),
    ("2025-13-01", ("December 2025",)),
    ("1998-99", ("1998–1999", "December 1998")),
    ("05.15.2025", ("15 May 2025",)),
    ("00/05/2025", ()),
    ("22–16 May 2025", ("16 May 2025 to 22 May 2025",)),
    (
        "28 Dec – 3 Jan 2025",
        ("28 December 2024 to 3 January 2025", "3 January 2025 to 28 December 2025"),
    ),
    ("Thursday 16 May 2025", ("Friday 16 May 2025", "Thursday 15 May 2025")),
    ("Sunday 1 January 0001", ("Monday 1 January 0001",)),
    ("15 May 25", ("15 May 2025", "15 May 1925")),
    ("29.02.24", ("29 February 2024", "29 February 1924")),
    ("29.02.00", ("29 February 2000",)),
    ("90s", ("1990s", "2090s")),
    ("1900s", ("190X", "the 20th century")),
    ("2010–12", ("December 2010", "2010–2012")),
    ("15 and 16 May 2025", ("15–16 May 2025", "15 or 16 May 2025")),
    ("12025", ("9999",)),
]


@pytest.mark.parametrize(("typed", "nearest"), NEAREST)
def test_a_refusal_names_the_nearest_dates(
    typed: str, nearest: tuple[str, ...]
) -> None:
    assert refusal(typed).suggestions == nearest
