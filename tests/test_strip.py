"""The density strip: every event once, and none more exactly than is known."""

import re
from datetime import date, timedelta
from random import Random

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from tests.chronicle import make_chronicle, random_queries
from tests.counting import Questions
from tests.markup import calls, page
from timeline.dates import Window
from timeline.presentation.calendar import UNITS
from timeline.presentation.columns import Item, laid_out
from timeline.presentation.drawing import MOST_LANES, Drawing
from timeline.presentation.strip import Strip, strip_of
from timeline.selection import Selection

pytestmark = pytest.mark.django_db
MAY = date(2025, 5, 1)
TODAY = date(2025, 6, 1)


def strip(query: str = "", *, rtl: bool = False) -> Strip:
    made = strip_of(Selection.from_query(query), today=TODAY, rtl=rtl)
    assert made is not None
    return made


def squares(paths: list[str]) -> int:
    return "".join(paths).count("M")


def drawing(rtl: bool = False) -> Drawing:
    return Drawing(880, 62, MAY, MAY + timedelta(days=30), rtl=rtl)


# What is in it


def test_the_days_asked_for_are_dark_and_those_around_them_grey() -> None:
    calls(9)
    wide = strip("from=2025-05-04&to=2025-05-06").wide
    assert squares(wide.chosen.squares) == 3
    assert squares(wide.around.squares) == 6


def test_nothing_is_grey_without_dates() -> None:
    calls(4)
    wide = strip().wide
    assert squares(wide.chosen.squares) == 4
    assert not wide.around.squares
    assert not wide.band_width


def test_other_filters_stay_for_the_events_around() -> None:
    calls(3)
    cast.published("NATO meets alone", "4 May 2025", who=[(cast.nato(), "party")])
    wide = strip("from=2025-05-02&to=2025-05-03&who=russia").wide
    assert squares(wide.around.squares) == 1


def test_what_was_planned_or_did_not_happen_is_hollow() -> None:
    calls(2)
    cast.published("A meeting is planned", "3 May 2025", status="scheduled")
    cast.published("A meeting is cancelled", "3 May 2025", status="cancelled")
    wide = strip().wide
    assert squares(wide.chosen.squares) == 2
    assert squares(wide.planned) == 2


@pytest.mark.parametrize(
    "vague", ["between 3 and 9 May 2025", "May 2025", "by 3 May 2025", "2025"]
)
def test_a_vague_date_is_never_a_square(vague: str) -> None:
    calls(2)
    cast.published("Something happens at some time", vague)
    made = strip()
    assert squares(made.wide.chosen.squares) == 2
    assert "it is not known when exactly" in made.text


def test_a_date_vague_in_days_is_a_square_among_years() -> None:
    cast.published("An early treaty", "4 May 1990")
    cast.published("A later treaty", "4 May 2025")
    cast.published("Something happens at some time", "May 2001")
    assert squares(strip().wide.chosen.squares) == 3


def test_an_event_of_several_days_is_a_line_below() -> None:
    calls(2)
    cast.published("Ministers meet for days", "3–5 May 2025")
    made = strip()
    assert squares(made.wide.chosen.squares) == 2
    assert made.wide.chosen.spans
    assert "1 event lasted longer" in made.text


def test_dates_that_only_might_fall_there_are_around_when_they_are_hidden() -> None:
    calls(6)
    cast.published("Something happens at some time", "between 4 and 9 May 2025")
    days = "from=2025-05-02&to=2025-05-05"
    assert strip(days).wide.chosen.windows
    hidden = strip(f"{days}&maybe=0").wide
    assert hidden.around.windows
    assert not hidden.chosen.windows


@pytest.mark.no_cover
def test_the_words_count_what_is_chosen_for_random_queries() -> None:
    make_chronicle(60)
    random = Random(5)
    drawn = 0
    for query in random_queries(random, 120):
        selection = Selection.from_query(query)
        made = strip_of(selection, today=TODAY)
        if made is None or selection.window is None:
            continue
        drawn += 1
        said = f"The chosen dates hold {selection.count} events."
        assert said in made.text, query
    assert drawn > 10


def test_few_events_or_many_cost_the_same_queries() -> None:
    calls(3)
    few = queries_of("from=2025-05-02&to=2025-05-20")
    calls(27)
    assert queries_of("from=2025-05-02&to=2025-05-20") == few <= 4


def queries_of(query: str) -> int:
    with Questions() as asked:
        strip(query)
    return asked.number


def test_dates_far_from_every_event_do_not_stretch_the_picture() -> None:
    calls(3)
    wide = strip("from=0900-01-01&to=9000-01-01").wide
    assert (wide.end - wide.start).days < 30
    assert wide.band_width


@given(
    st.lists(
        st.tuples(st.dates(date(1, 1, 2), date(9999, 12, 30)), st.integers(0, 400_000)),
        min_size=1,
        max_size=12,
    )
)
def test_every_event_has_one_place_and_columns_are_known_days(
    given_dates: list[tuple[date, int]],
) -> None:
    items = [item(first, length) for first, length in given_dates]
    first = min(i.start_earliest for i in items)
    last = max(i.end_latest for i in items)
    layout = laid_out(items, [], first, last, None)
    placed = sum(column.total for column in layout.columns.values())
    assert placed + len(layout.spans) == len(items)
    assert 2 < layout.size <= 105
    for place in layout.columns:
        assert 0 <= place < layout.size
    for span in layout.spans:
        assert layout.unit.between(span.item.start_earliest, span.item.end_latest)


def item(first: date, length: int) -> Item:
    last = date.fromordinal(min(first.toordinal() + length, date.max.toordinal()))
    return Item(first, last, first, last, 1)


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_a_day_is_in_the_column_that_starts_at_or_before_it(day: date) -> None:
    for unit in UNITS:
        number = unit.number(day)
        assert unit.start(number) <= day
        after = unit.start(number + 1)
        assert day < after or after == date.max


# How it is drawn


def test_brackets_share_lanes_only_when_they_do_not_meet() -> None:
    made = drawing()
    made.bracket(made.chosen, 10, 100, (True, True))
    made.bracket(made.chosen, 50, 200, (True, True))
    made.bracket(made.chosen, 300, 400, (True, True))
    assert len(made.lanes) == 2


def test_a_bracket_cut_by_the_picture_is_not_closed_there() -> None:
    made = drawing()
    made.bracket(made.chosen, 8, 100, (False, True))
    assert squares(made.chosen.brackets) == 1


def test_there_are_never_more_lanes_than_there_is_room_for() -> None:
    made = drawing()
    for _ in range(MOST_LANES + 3):
        made.bracket(made.chosen, 10, 100, (True, True))
    assert squares(made.chosen.windows) == MOST_LANES


def test_time_is_linear_between_the_edges_the_script_is_told() -> None:
    made = drawing()
    days = [made.x((MAY + timedelta(days=n)).toordinal()) for n in (0, 10, 20, 30)]
    assert days == [8, 296, 584, 872]
    assert (made.first_x, made.last_x) == (8, 872)


def test_from_right_to_left_every_place_is_mirrored() -> None:
    ltr, rtl = drawing(), drawing(rtl=True)
    assert (rtl.first_x, rtl.last_x) == (872, 8)
    for one in (ltr, rtl):
        one.square(one.planned, 100, 10, 0)
        one.tick(100, "1 May")
        one.band(100, 200)
    assert ltr.planned == ["M100 50h10v10h-10z"]
    assert rtl.planned == ["M770 50h10v10h-10z"]
    assert (rtl.ticks[0].x, rtl.band_x, rtl.band_width) == ("780", "680", "100")


def test_the_strip_of_a_page_in_arabic_says_which_way_time_runs(client: Client) -> None:
    calls(3)
    with translation.override("en"):  # what the page turned on is turned off again
        html = page(client, "/ar/")
    assert 'data-left="872" data-right="8"' in html
    with translation.override("ar"):
        caption = strip(rtl=True).caption
    assert caption in html


def test_a_bracket_hooks_inwards_whichever_way_time_runs() -> None:
    for rtl in (False, True):
        made = drawing(rtl)
        made.bracket(made.chosen, 100, 200, (True, True))
        xs = [
            float(x) for x in re.findall(r"M([\d.]+) ", "".join(made.chosen.brackets))
        ]
        assert sorted(xs) == ([104, 196] if not rtl else [684, 776])


def test_the_band_is_the_days_asked_for() -> None:
    calls(9)
    made = strip("from=2025-05-04&to=2025-05-06").wide
    day = made.x(2) - made.x(1)
    left = made.x(date(2025, 5, 4).toordinal())
    assert made.band_x == f"{left:.1f}".removesuffix(".0")
    assert float(made.band_width) == pytest.approx(3 * day, abs=0.1)


def test_labels_name_days_without_repeating_the_month() -> None:
    calls(20)
    labels = [tick.label for tick in strip().wide.ticks]
    assert labels[0].endswith(("April", "May"))
    assert all(label.isdigit() for label in labels[2:])


def test_a_window_is_cut_where_its_dates_are_open() -> None:
    calls(9)
    made = strip("from=2025-05-05").wide
    assert squares(made.chosen.squares) == 5
    assert squares(made.around.squares) == 4
    assert Window(date(2025, 5, 5), None).days is None
