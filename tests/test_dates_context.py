"""Texts that say less than a date, read by the day of the article."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from timeline.dates import is_relative, meanings, read_date

FRIDAY = date(2025, 5, 16)
NOW = date(2026, 1, 3)


def texts(text, written=FRIDAY):
    return [said for said, _ in meanings(text, written=written, today=NOW)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Thursday", ["15 May 2025", "22 May 2025"]),
        ("on Thursday", ["15 May 2025", "22 May 2025"]),
        ("Friday", ["16 May 2025", "23 May 2025"]),
        ("last Friday", ["9 May 2025"]),
        ("next Thursday", ["22 May 2025"]),
        ("yesterday", ["15 May 2025"]),
        ("today 13:35", ["16 May 2025 13:35"]),
        ("Thursday morning", ["15 May 2025 morning", "22 May 2025 morning"]),
        ("by Thursday", ["by 15 May 2025", "by 22 May 2025"]),
        ("16 May", ["16 May 2025", "16 May 2024", "16 May 2026"]),
        (
            "16 May 13:35",
            ["16 May 2025 13:35", "16 May 2024 13:35", "16 May 2026 13:35"],
        ),
        ("mid-May", ["mid-May 2025", "mid-May 2024", "mid-May 2026"]),
        ("31/12", ["31/12/2025", "31/12/2024", "31/12/2026"]),
        ("29 February", ["29 February 2024"]),
        ("31 June", []),
        ("16 May 2025", []),
        ("05/06/2025", []),
        ("the delegation", []),
        ("", []),
    ],
)
def test_a_text_that_says_too_little_is_read_by_the_article(text, meant):
    assert texts(text) == meant


def test_both_orders_of_day_and_month_are_offered_for_the_nearest_year_first():
    assert texts("5/6")[:2] == ["5 June 2025", "6 May 2025"]


def test_a_relative_day_means_nothing_without_an_article():
    assert is_relative("on Thursday evening")
    assert texts("Thursday", written=None) == []
    assert texts("16 May", written=None) == ["16 May 2026", "16 May 2025"]


def test_the_button_says_how_far_the_day_is_from_the_article():
    labels = [label for _, label in meanings("Thursday", written=FRIDAY, today=NOW)]
    assert labels == [
        "15 May 2025 (Thursday, the day before the article)",
        "22 May 2025 (Thursday, 6 days after the article)",
    ]


@pytest.mark.parametrize("edge", [date.min, date.max])
@pytest.mark.parametrize("text", ["yesterday", "tomorrow", "last Monday", "16 May"])
def test_the_ends_of_the_calendar_are_no_fault(edge, text):
    assert all(read_date(said) for said in texts(text, written=edge))


WORDS = ["last", "next", "on", "Thursday", "today", "16", "5/6", "May", "13:35", "by"]


@examples(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=6), st.text(max_size=20))
def test_whatever_is_offered_can_be_typed(words, rest):
    for said in texts(" ".join([*words, rest])) + texts(rest):
        assert read_date(said).edtf
