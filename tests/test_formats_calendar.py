"""The calendar, opened by three independent readers: the right day and instant."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import ics
import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.opened import entries_of
from tests.told import a_view, dated, place, record, told, when, written, written_of
from timeline.codelists.labels import labels

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1)


def an_entry(date: Any, **more: Any) -> tuple[Any, Any, Any]:
    """The one event of a calendar as icalendar, vobject and ics see it."""
    data = written_of("ics", record(1, "They meet", date=date, **more))
    (entry,) = entries_of(data)
    text = data.decode()
    (theirs,) = vobject.readOne(text).vevent_list
    (another,) = ics.Calendar(text).events
    return entry, theirs, another


def instants(date: Any) -> set[tuple[str, str | None]]:
    """When the event begins and ends, in UTC, as each reader says."""
    entry, theirs, another = an_entry(date)
    ends = hasattr(theirs, "dtend")
    assert ends == ("DTEND" in entry)
    return {
        (said(entry["DTSTART"].dt), said(entry["DTEND"].dt) if ends else None),
        (said(theirs.dtstart.value), said(theirs.dtend.value) if ends else None),
        (said(another.begin.datetime), said(another.end.datetime) if ends else None),
    }


def said(moment: Any) -> str:
    assert isinstance(moment, datetime)
    assert moment.utcoffset() == timedelta(0)
    return f"{moment:%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    ("typed", "zone", "instant"),
    [
        ("16 May 2025 13:35", "Europe/Istanbul", "2025-05-16 10:35:00"),
        ("16 May 2016 13:35", "Europe/Istanbul", "2016-05-16 10:35:00"),
        ("16 January 2016 13:35", "Europe/Istanbul", "2016-01-16 11:35:00"),
        ("29 March 2025 13:00", "Europe/Berlin", "2025-03-29 12:00:00"),
        ("31 March 2025 13:00", "Europe/Berlin", "2025-03-31 11:00:00"),
        ("30 March 2025 01:59", "Europe/Berlin", "2025-03-30 00:59:00"),
        ("30 March 2025 02:30", "Europe/Berlin", "2025-03-30 01:30:00"),  # skipped
        ("30 March 2025 03:00", "Europe/Berlin", "2025-03-30 01:00:00"),
        ("26 October 2025 02:30", "Europe/Berlin", "2025-10-26 00:30:00"),  # twice
        ("26 October 2025 03:00", "Europe/Berlin", "2025-10-26 02:00:00"),
        ("9 March 2025 02:30", "America/New_York", "2025-03-09 07:30:00"),  # skipped
        ("2 November 2025 01:30", "America/New_York", "2025-11-02 05:30:00"),  # twice
        ("2 November 2025 02:00", "America/New_York", "2025-11-02 07:00:00"),
        ("5 October 2025 02:15", "Australia/Lord_Howe", "2025-10-04 15:45:00"),
        ("6 April 2025 01:45", "Australia/Lord_Howe", "2025-04-05 14:45:00"),  # twice
        ("1 January 2025 00:10", "Asia/Kathmandu", "2024-12-31 18:25:00"),
        ("15 August 2015 09:00", "Asia/Pyongyang", "2015-08-15 00:30:00"),
        ("8 May 1945 23:01", "Europe/Berlin", "1945-05-08 21:01:00"),
        ("1 July 1880 12:00", "Europe/Paris", "1880-07-01 11:50:39"),  # of the place
    ],
)
def test_a_clock_time_opens_at_its_instant(typed: str, zone: str, instant: str) -> None:
    assert instants(when(typed, zone)) == {(instant, None)}
    (entry,) = entries_of(written_of("ics", record(1, "A", date=when(typed, zone))))
    assert f"{typed[-5:]} ({zone})" in entry["DESCRIPTION"]


@pytest.mark.parametrize(
    ("typed", "zone", "start", "end"),
    [
        ("16 May 2025 13:35-15:00", "Europe/Kyiv", "05-16 10:35", "05-16 12:00"),
        ("14-15 May 2025, 22:00-03:00", "Europe/Kyiv", "05-14 19:00", "05-15 00:00"),
        (
            "14 May 2025 10:00 - 15 May 2025",
            "Europe/Kyiv",
            "05-14 07:00",
            "05-15 21:00",
        ),
        ("26 October 2025 01:30-02:30", "Europe/Berlin", "10-25 23:30", "10-26 00:30"),
        (
            "29-30 March 2025, 22:00-04:00",
            "Europe/Berlin",
            "03-29 21:00",
            "03-30 02:00",
        ),
    ],
)
def test_a_meeting_with_an_end_lasts_as_long_as_it_did(
    typed: str, zone: str, start: str, end: str
) -> None:
    expected = (f"2025-{start}:00", f"2025-{end}:00")
    assert instants(when(typed, zone)) == {expected}


def test_what_goes_on_begins_at_its_instant_and_has_no_end() -> None:
    goes_on = when("since 12 May 2025 10:00", "Europe/Kyiv")
    assert instants(goes_on) == {("2025-05-12 07:00:00", None)}


@pytest.mark.parametrize(
    ("typed", "first", "after"),
    [
        ("15 May 2025", "2025-05-15", "2025-05-16"),
        ("16 May 2025 13:35", "2025-05-16", "2025-05-17"),  # nobody knows the zone
        ("14-15 May 2025", "2025-05-14", "2025-05-16"),
        ("28 February 2024", "2024-02-28", "2024-02-29"),
        ("between 16 and 22 May 2025", "2025-05-16", "2025-05-23"),
        ("May 2025", "2025-05-01", "2025-06-01"),
        ("about 15 May 2025", "2025-05-14", "2025-05-17"),
        ("15 May 2025?", "2025-05-15", "2025-05-16"),
        ("by 2 June 2025", "2025-06-02", "2025-06-03"),
        ("after 2 June 2025", "2025-06-03", "2025-06-04"),
        ("since 12 May 2025", "2025-05-12", "2025-05-13"),
        ("until 3 May 2025", "2025-05-03", "2025-05-04"),
    ],
)
def test_days_are_whole_days_and_the_end_is_the_day_after(
    typed: str, first: str, after: str
) -> None:
    entry, theirs, another = an_entry(when(typed))
    days = (date.fromisoformat(first), date.fromisoformat(after))
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == days
    assert (theirs.dtstart.value, theirs.dtend.value) == days
    assert another.all_day
    assert (another.begin.date(), another.end.date()) == days


def test_a_zone_that_no_table_has_makes_a_whole_day() -> None:
    for zone in ("Mars/Olympus", "../../etc/passwd", "Europe"):
        entry, *_ = an_entry(when("16 May 2025 13:35", zone))
        assert entry["DTSTART"].dt == date(2025, 5, 16)


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_all_are_in_the_calendar(
    day: str, zone: str
) -> None:
    clocks = ("00:10", "23:50", "")
    for clock in clocks:
        edge = dated(day, day, *[day] * 4, time_start=clock, time_zone=zone)
        (entry,) = entries_of(written_of("ics", record(1, "A", date=edge)))
        start = entry["DTSTART"].dt
        assert abs(start.year - int(day[:4])) <= 1
    lasting = dated("", "9998/9999", "9998-01-01", *["9999-12-31"] * 3)
    (entry,) = entries_of(written_of("ics", record(1, "A", date=lasting)))
    assert entry["DTEND"].dt == date(9999, 12, 31)


@pytest.mark.parametrize(
    ("typed", "behind", "status"),
    [
        ("15 May 2025", "", "CONFIRMED"),
        ("14-15 May 2025", "", "CONFIRMED"),
        ("since 12 May 2025", " (since 12 May 2025)", "CONFIRMED"),
        ("between 16 and 22 May 2025", " (between 16 and 22 May 2025)", "TENTATIVE"),
        ("about 15 May 2025", " (about 15 May 2025)", "TENTATIVE"),
        ("15 May 2025?", " (15 May 2025, not certain)", "TENTATIVE"),
        ("May to June 2025", " (May–June 2025)", "TENTATIVE"),
        ("by 2 June 2025", " (by 2 June 2025)", "TENTATIVE"),
        ("until 3 May 2025", " (until 3 May 2025)", "TENTATIVE"),
    ],
)
def test_a_date_that_is_not_known_exactly_says_so(
    typed: str, behind: str, status: str
) -> None:
    entry, theirs, another = an_entry(when(typed))
    assert {str(entry["SUMMARY"]), theirs.summary.value, another.name} == {
        f"They meet{behind}"
    }
    assert (entry["STATUS"], entry["TRANSP"]) == (status, "TRANSPARENT")


def test_each_status_of_an_event_is_one_of_a_calendar() -> None:
    statuses = {}
    for status in labels("lifecycle"):
        (entry,) = entries_of(written_of("ics", record(1, "A", status=status)))
        statuses[status] = (str(entry["STATUS"]), str(entry["SUMMARY"]))
    assert statuses == {
        "announced": ("TENTATIVE", "A (announced)"),
        "scheduled": ("TENTATIVE", "A (scheduled)"),
        "postponed": ("TENTATIVE", "A (postponed)"),
        "under-way": ("CONFIRMED", "A"),
        "took-place": ("CONFIRMED", "A"),
        "cancelled": ("CANCELLED", "A (cancelled)"),
        "did-not-take-place": ("CANCELLED", "A (did not take place)"),
        "unconfirmed": ("TENTATIVE", "A (unconfirmed)"),
    }


def test_a_later_version_replaces_the_earlier_one() -> None:
    first, third = record(5, "A"), record(5, "B", version=3, slug="b")
    (old,) = entries_of(written_of("ics", first))
    (new,) = entries_of(written_of("ics", third))
    assert old["UID"] == new["UID"] == "event-5@timeline.example"
    assert (old["SEQUENCE"], new["SEQUENCE"]) == (0, 2)
    published = datetime(2025, 5, 16, 9, tzinfo=UTC)
    assert new["DTSTAMP"].dt == new["LAST-MODIFIED"].dt == published
    assert new["URL"] == "https://timeline.example/events/5-b/"


def test_the_place_is_named_up_to_its_country_and_has_its_point() -> None:
    at = place("Palace", "site", (-33.9, 18.5), [("Cape Town", "city")])
    (entry,) = entries_of(written_of("ics", record(1, "A", place=at)))
    assert entry["LOCATION"] == "Palace, Cape Town"
    assert (entry["GEO"].latitude, entry["GEO"].longitude) == (-33.9, 18.5)
    (nowhere,) = entries_of(written_of("ics", record(1, "A")))
    assert not {"LOCATION", "GEO"} & set(nowhere)


def test_the_calendar_says_its_view_and_when_to_ask_again() -> None:
    calendar = vobject.readOne(written("ics").decode())
    assert calendar.x_wr_calname.value.endswith(a_view().sentence)
    text = written("ics", view=a_view(query="who=russia")).decode()
    assert "SOURCE;VALUE=URI:https://timeline.example/events.ics?who=russia" in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:P1D" in text


def test_lines_end_with_crlf_and_have_at_most_75_octets() -> None:
    letters = record(1, "ї🕊️ت" * 60, summary="x\n" * 200)
    data = written("ics", events=[*told(), (letters, "might")])
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) == 75
    assert all(line.decode() for line in lines if line)


@settings(max_examples=40)
@given(TEXT, TEXT)
@example("a\\nb; c, d:", "\\")
@example("BEGIN:VEVENT", "END:VEVENT")
@example("é" * 60, "🕊️" * 60)
def test_any_text_opens_as_it_was(title: str, name: str) -> None:
    data = written_of("ics", record(1, title, place=place(name, "sea")))
    (entry,) = entries_of(data)
    assert (str(entry["SUMMARY"]), str(entry["LOCATION"])) == (title, name)


def test_lines_and_control_letters_of_a_text_end_no_line_of_the_file() -> None:
    odd = "one\r\ntwo\rthree\x0b\x00four\n"
    (entry,) = entries_of(written_of("ics", record(1, "A", summary=odd)))
    assert "one\ntwo\nthreefour\n" in str(entry["DESCRIPTION"])
