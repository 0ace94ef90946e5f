"""Dates: the days a reader asks for, and how vague a date is."""

from datetime import date

import pytest

from timeline.dates import (
    DateError,
    Window,
    acled_time_precision,
    certain,
    might,
    read_date,
    read_echo,
    read_window,
    sort_rank,
    ucdp_date_prec,
)

WINDOWS = [
    ("15 May 2025", "20 May 2025", "15 to 20 May 2025", 6),
    ("May 2025", "May 2025", "1 to 31 May 2025", 31),
    ("2025", "2025", "1 January to 31 December 2025", 365),
    ("winter 2024", "", "from 1 December 2024", None),
    ("", "spring 2025", "up to 31 May 2025", None),
    ("", " ", "any day", None),
    ("2025-05-15", "15.05.2025", "15 May 2025", 1),
    ("28 Dec 2024", "3 Jan 2025", "28 December 2024 to 3 January 2025", 7),
]


@pytest.mark.parametrize(("start", "end", "said", "length"), WINDOWS)
def test_the_filter_boxes_are_read_and_said_back(
    start: str, end: str, said: str, length: int | None
) -> None:
    window = read_window(start, end)
    assert (window.words(), window.days) == (said, length)


def test_the_window_is_echoed_with_its_length() -> None:
    echo = read_echo(Window(date(2025, 5, 15), date(2025, 5, 20)))
    assert echo == "Read as 15 to 20 May 2025, 6 days."
    assert read_echo(read_window("2025-05-15", "2025-05-15")).endswith(", 1 day.")
    assert read_echo(read_window("2025-05-15", "")) == "Read as from 15 May 2025."


@pytest.mark.parametrize(
    ("start", "end", "field", "why"),
    [
        ("31 June 2025", "", "from", "June has 30 days."),
        ("", "hello", "to", "not a word we read"),
        ("by 2 June 2025", "", "from", "Write it under To."),
        ("", "since 2 June 2025", "to", "Write it under From."),
        ("20 May 2025", "15 May 2025", "both", "Swap them?"),
    ],
)
def test_a_bad_window_says_which_box_is_wrong(
    start: str, end: str, field: str, why: str
) -> None:
    with pytest.raises(DateError) as caught:
        read_window(start, end)
    assert caught.value.field == field
    assert why in caught.value.message


def test_a_reversed_window_offers_the_two_texts_swapped() -> None:
    with pytest.raises(DateError) as caught:
        read_window("20 May 2025", "15 May 2025")
    first, last = caught.value.suggestions
    assert read_window(first, last).days == 6


MATCHES = [
    ("16 May 2025", "certain"),
    ("14–15 May 2025", "certain"),
    ("14–21 May 2025", "certain"),
    ("21 May 2025", "no"),
    ("between 16 and 22 May 2025", "might"),
    ("between 16 and 20 May 2025", "certain"),
    ("May 2025", "might"),
    ("by 17 May 2025", "might"),
    ("by 14 May 2025", "no"),
    ("after 17 May 2025", "might"),
    ("after 20 May 2025", "no"),
    ("since 12 May 2025", "might"),
    ("since 17 May 2025", "certain"),
    ("until 17 May 2025", "certain"),
    ("until 22 May 2025", "might"),
    ("until 14 May 2025", "no"),
]


@pytest.mark.parametrize(("typed", "match"), MATCHES)
def test_from_15_to_20_may_a_date_is_certain_or_might_fall_there(
    typed: str, match: str
) -> None:
    day, window = read_date(typed), (date(2025, 5, 15), date(2025, 5, 20))
    assert certain(day, *window) == (match == "certain")
    assert might(day, *window) == (match == "might")


def test_without_limits_every_date_is_certain() -> None:
    assert all(certain(read_date(typed), None, None) for typed, _ in MATCHES)


CODES = [
    ("15 May 2025", 1, 1, 0),
    ("14–15 May 2025", 1, 1, 0),
    ("15 May 2025?", 1, 1, 1),
    ("about 15 May 2025", 2, 2, 2),
    ("between 16 and 22 May 2025", 3, 2, 2),
    ("mid-May 2025", 4, 3, 3),
    ("May 2025", 4, 3, 3),
    ("spring 2025", 5, 3, 4),
    ("2025", 5, 3, 5),
    ("1990s", 5, 3, 6),
    ("by 2 June 2025", 5, 3, 7),
    ("since 12 May 2025", 5, 3, 0),
]


@pytest.mark.parametrize(("typed", "ucdp", "acled", "rank"), CODES)
def test_vagueness_is_told_in_the_codes_of_other_projects(
    typed: str, ucdp: int, acled: int, rank: int
) -> None:
    day = read_date(typed)
    assert ucdp_date_prec(day) == ucdp
    assert acled_time_precision(day) == acled
    assert sort_rank(day) == rank
