"""Dates: what readers and editors see."""

import pytest

from timeline.dates import (
    Block,
    DateError,
    block,
    heading_words,
    other_readings,
    read_date,
    read_echo,
    row_words,
    words,
)

SAID = [
    ("14-15 May 2025", "14–15 May 2025", "14–15 May"),
    ("30 May to 2 June 2025", "30 May–2 June 2025", "30 May–2 June"),
    ("28 Dec 2024 – 3 Jan 2025", *["28 December 2024–3 January 2025"] * 2),
    ("Q2 2025", "between April and June 2025", "between April and June"),
    ("[2025-05-01,2025-05-16..2025-05-22]",
     "1 May 2025 or between 16 and 22 May 2025", "1 May or between 16 and 22 May"),
    ("mid-May 2025", "between 11 and 20 May 2025", "between 11 and 20 May"),
    ("around 15 May 2025", "about 15 May 2025", "about 15 May"),
    ("15 May 2025?", "15 May 2025, not certain", "not certain"),
    ("15 May 2025?, 13:35", "15 May 2025, 13:35, not certain", "13:35, not certain"),
    ("14–15 May 2025?", "14–15 May 2025, not certain", "14–15 May, not certain"),
    ("by 2 June 2025", "by 2 June 2025", "by 2 June"),
    ("after 2 June 2025", "after 2 June 2025", "after 2 June"),
    ("[2025-21..]", "on or after spring 2025", "on or after spring"),
    ("since 12 May 2025", "since 12 May 2025", "since 12 May"),
    ("since 12 May 2025, 13:35", "since 12 May 2025, 13:35", "since 12 May, 13:35"),
    ("May 2025", "May 2025", "May"),
    ("2025", "2025", "2025"),
    ("1990s", "the 1990s", "the 1990s"),
    ("190X", "the decade from 1900", "the decade from 1900"),
    ("22nd century", "the 22nd century", "the 22nd century"),
    ("11th century", "the 11th century", "the 11th century"),
    ("15 May 476", "15 May 476", ""),
    ("15 or 16 May 2025", "15 or 16 May 2025", "15 or 16 May"),
    ("[2025-05-15~,2025-05-16?]", "about 15 May 2025 or perhaps 16 May 2025",
     "about 15 May or perhaps 16 May"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "said", "in_a_row"), SAID)
def test_readers_see_the_date_in_words(typed: str, said: str, in_a_row: str) -> None:
    assert words(read_date(typed)) == said
    assert row_words(read_date(typed)) == in_a_row


def test_words_may_name_the_weekday() -> None:
    assert words(read_date("2025-05-15"), with_weekday=True) == "Thursday 15 May 2025"


def test_a_language_without_a_table_is_refused() -> None:
    with pytest.raises(DateError, match="Use one of: en"):
        words(read_date("2025"), language="xx")


BLOCKS = [
    ("15 May 2025", "15", "Thursday", "May 2025", "Thursday 15 May 2025"),
    ("15 May 2025?", "15", "Thursday", "May 2025", "Thursday 15 May 2025"),
    (
        "14–15 May 2025",
        "14–15",
        "Wed to Thu",
        "May 2025",
        "Wednesday 14–Thursday 15 May 2025",
    ),
    (
        "30 May–2 June 2025",
        "30–2",
        "Fri to Mon",
        "May–June 2025",
        "Friday 30 May–Monday 2 June 2025",
    ),
    (
        "between 28 Dec 2024 and 3 Jan 2025",
        "[28–3]",
        "Day not known",
        "December 2024–January 2025",
        "Some time between 28 December 2024 and 3 January 2025",
    ),
    (
        "between 16 and 22 May 2025",
        "[16–22]",
        "Day not known",
        "May 2025",
        "Some time between 16 and 22 May 2025",
    ),
    (
        "about 15 May 2025",
        "[14–16]",
        "Day not known",
        "May 2025",
        "Some time about 15 May 2025",
    ),
    ("by 2 June 2025", "–2]", "Day not known", "June 2025", "By 2 June 2025"),
    ("after 2 June 2025", "[3–", "Day not known", "June 2025", "After 2 June 2025"),
    ("since 12 May 2025", "12–", "Since Monday", "May 2025", "Since 12 May 2025"),
    (
        "2025-05-12/",
        "12–",
        "From Monday",
        "May 2025",
        "From 12 May 2025, end not known",
    ),
    ("until 2 June 2025", "–2", "Until Monday", "June 2025", "Until 2 June 2025"),
    ("15 or 17 May 2025", "[15–17]", "Day not known", "May 2025", "15 or 17 May 2025"),
    (
        "from about 14 May 2025 to 20 May 2025",
        "[13–20]",
        "Day not known",
        "May 2025",
        "From about 14 May 2025 to 20 May 2025",
    ),
    ("May 2025", "", "", "May 2025", "Some time in May 2025"),
    ("spring 2025?", "", "", "spring 2025", "Some time in spring 2025"),
]


@pytest.mark.parametrize(("typed", "numeral", "weekday", "month", "heading"), BLOCKS)
def test_a_date_stands_under_its_own_heading(
    typed: str, numeral: str, weekday: str, month: str, heading: str
) -> None:
    day = read_date(typed)
    first, last = day.start_earliest, day.end_latest
    coarse = numeral == ""
    assert block(day) == Block(numeral, first, last, weekday, month, coarse)
    assert heading_words(day) == heading


ECHOES = [
    ("15 May 2025", "Read as 15 May 2025."),
    ("14–15 May 2025", "Read as 14–15 May 2025: it lasted 2 days."),
    ("May–June 2025", "Read as May–June 2025: it lasted."),
    (
        "about 15 May 2025",
        "Read as about 15 May 2025: some time from 14 to 16 May 2025.",
    ),
    ("May 2025", "Read as May 2025: one day, not known which."),
]


@pytest.mark.parametrize(("typed", "echo"), ECHOES)
def test_the_editor_is_told_how_the_date_was_read(typed: str, echo: str) -> None:
    assert read_echo(read_date(typed)) == echo


OTHERS = [
    (
        "between 16 and 22 May 2025",
        [
            ("It lasted from 16 to 22 May", "16–22 May 2025"),
            ("About 16 May", "about 16 May 2025"),
        ],
    ),
    ("16–22 May 2025", [("Between 16 and 22 May", "between 16 and 22 May 2025")]),
    (
        "15 May 2025",
        [
            ("About 15 May", "about 15 May 2025"),
            ("15 May, not certain", "15 May 2025, not certain"),
        ],
    ),
    (
        "16 May 2025, 13:35",
        [("16 May, not certain", "16 May 2025, 13:35, not certain")],
    ),
    (
        "by 2 June 2025",
        [("Until 2 June", "until 2 June 2025"), ("2 June", "2 June 2025")],
    ),
    (
        "until 2 June 2025",
        [("By 2 June", "by 2 June 2025"), ("2 June", "2 June 2025")],
    ),
    (
        "after 2 June 2025",
        [("Since 2 June", "since 2 June 2025"), ("2 June", "2 June 2025")],
    ),
    (
        "[2025-21..]",
        [("Since spring", "since spring 2025"), ("Spring", "spring 2025")],
    ),
    (
        "since 12 May 2025",
        [
            ("12 May", "12 May 2025"),
            ("From 12 May, end not known", "from 12 May 2025, end not known"),
        ],
    ),
    ("15 or 16 May 2025", []),
]


@pytest.mark.parametrize(("typed", "others"), OTHERS)
def test_the_editor_is_offered_what_else_it_may_mean(
    typed: str, others: list[tuple[str, str]]
) -> None:
    assert list(other_readings(read_date(typed))) == others
