"""The small axis under a typed date at the desk."""

import pytest

from timeline.admin.axis import EDGE, WIDTH, axis_of


def test_a_date_between_two_days_has_a_bracket_at_each_end() -> None:
    axis = axis_of("between 16 and 22 May 2025")
    assert axis is not None
    assert axis.style == "g-win"
    assert axis.brackets.count("M") == 2
    assert [tick.label for tick in axis.ticks][:3] == ["14 May", "15", "16"]


@pytest.mark.parametrize("typed", ["by 2 June 2025", "after 2 June 2025"])
def test_an_open_date_has_one_bracket_and_runs_to_the_edge(typed: str) -> None:
    axis = axis_of(typed)
    assert axis is not None
    assert axis.brackets.count("M") == 1
    assert axis.left == EDGE or axis.left + axis.width == WIDTH - EDGE


def test_an_exact_day_is_solid_and_has_no_bracket() -> None:
    axis = axis_of("16 May 2025, 13:35")
    assert axis is not None
    assert (axis.style, axis.brackets) == ("g-core", "")


@pytest.mark.parametrize(
    "typed", ["2025", "May 2025", "1990s", "0001", "9999-12-31", "since 12 May 2025"]
)
def test_every_axis_stays_in_its_drawing(typed: str) -> None:
    axis = axis_of(typed)
    assert axis is not None
    assert axis.left >= EDGE
    assert axis.left + axis.width <= WIDTH
    assert 1 <= len(axis.ticks) <= 15


def test_what_is_not_a_date_has_no_axis() -> None:
    assert axis_of("31 June 2025") is None
