"""The marks of the visual timeline: shapes, places, labels. No database."""

from datetime import date, timedelta
from itertools import combinations, pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drawings import points
from timeline.chart import axis, beside, bins, labels, moving, packing, shapes
from timeline.chart.knowing import known
from timeline.chart.pen import Pen, Scale
from timeline.chart.zoom import OFFERED, ZOOMS, Frame
from timeline.dates import EventDate, Kind, read_date

PARTS = ("morning", "midday", "afternoon", "evening")
TYPED = (
    "{a}",
    "{a} 13:35",
    "{a} 13:35–15:00",
    "{a}, {part}",
    "{a}?",
    "about {a}",
    "{a} to {b}",
    "about {a} to {b}",
    "between {a} and {b}",
    "by {a}",
    "after {a}",
    "until {a}",
    "since {a}",
    "{month}",
    "{year}",
    "spring {year}",
    "mid-{month}",
    "{month} to {later}",
    "since {month}",
    "{a} or {b}",
)


@st.composite
def event_dates(draw: st.DrawFn) -> EventDate:
    """A date of any shape in the years around 2025."""
    first = draw(st.dates(date(2023, 1, 1), date(2026, 12, 31)))
    last = first + timedelta(days=draw(st.integers(1, 400)))
    words = draw(st.sampled_from(TYPED)).format(
        a=f"{first:%-d %B %Y}",
        b=f"{last:%-d %B %Y}",
        part=draw(st.sampled_from(PARTS)),
        month=f"{first:%B %Y}",
        later=f"{last + timedelta(days=32):%B %Y}",
        year=first.year,
    )
    return read_date(words)


@st.composite
def frames(draw: st.DrawFn) -> Frame:
    first = draw(st.dates(date(2022, 1, 1), date(2027, 1, 1)))
    days = draw(st.one_of(st.integers(0, 40), st.integers(0, 6000)))
    return Frame(first, first + timedelta(days=days))


def scale_of(frame: Frame) -> Scale:
    return Scale(frame.start, frame.end, 150, 1168)


def styles(when: EventDate, frame: Frame) -> set[str]:
    figure = shapes.figure_of(
        known(when), frame.zoom, scale_of(frame), date(2025, 5, 16).toordinal()
    )
    parts = shapes.parts_of(figure, 50, Pen(1184), half=False, status="confirmed")
    return {part.style for part in parts}


def longest_doubt(when: EventDate) -> float:
    """Within how many days the start and the end may lie, read from the bounds."""
    if when.kind in {Kind.BEFORE, Kind.AFTER}:
        return inf
    start = _days(when.start_earliest, when.start_latest)
    end = (
        0.0 if when.kind is Kind.ONGOING else _days(when.end_earliest, when.end_latest)
    )
    if when.part_of_day:
        return 0.25
    if when.time_start:
        return 0.0
    return max(start, end)


def _days(first: date | None, last: date | None) -> float:
    return inf if first is None or last is None else (last - first).days + 1


@given(event_dates(), frames())
def test_a_mark_is_solid_only_when_its_date_is_known_at_the_zoom(
    when: EventDate, frame: Frame
):
    if "g-core" in styles(when, frame):
        assert longest_doubt(when) <= frame.zoom.unit


@given(event_dates(), st.sampled_from(ZOOMS))
def test_what_is_known_at_the_zoom_is_solid_where_the_chart_shows_it(
    when: EventDate, zoom
):
    if longest_doubt(when) > zoom.unit or when.start_earliest is None:
        return
    middle = when.start_earliest
    around = max(zoom.days // 2 - 1, 0)
    first = max(middle.toordinal() - around, 1)
    frame = Frame(date.fromordinal(first), middle + timedelta(days=around))
    if frame.zoom == zoom:
        assert "g-core" in styles(when, frame)


@pytest.mark.parametrize(
    ("words", "zoom", "shape"),
    [
        ("16 May 2025 13:35", "day", "disc"),
        ("16 May 2025 13:35", "month", "disc"),
        ("16 May 2025", "day", "bracket"),
        ("16 May 2025", "week", "bracket"),
        ("16 May 2025", "month", "block"),
        ("16 May 2025", "year", "disc"),
        ("16 May 2025, morning", "day", "haze"),
        ("16 May 2025, morning", "week", "about"),
        ("about 16 May 2025", "month", "haze"),
        ("about 16 May 2025", "year", "about"),
        ("15–18 May 2025", "day", "lasting"),
        ("15–18 May 2025", "month", "dumbbell"),
        ("between 16 and 22 May 2025", "month", "bracket"),
        ("between 16 and 22 May 2025", "year", "block"),
        ("May 2025", "month", "bracket"),
        ("May 2025", "year", "bracket"),
        ("May 2025", "decade", "disc"),
        ("2025", "decade", "bracket"),
        ("by 16 May 2025", "month", "before"),
        ("after 16 May 2025", "decade", "after"),
        ("since 12 May 2025", "month", "ongoing"),
        ("since 2025", "month", "ongoing-from"),
    ],
)
def test_a_date_opens_into_brackets_where_it_is_not_known(words, zoom, shape):
    when = read_date(words)
    frame = Frame(date(2025, 5, 16), date(2025, 5, 16)).around(date(2025, 5, 16), zoom)
    figure = shapes.figure_of(
        known(when), frame.zoom, scale_of(frame), date(2025, 5, 30).toordinal()
    )
    assert frame.zoom.name == zoom
    assert figure.shape == shape


@given(event_dates(), frames())
def test_every_mark_is_inside_the_plot(when: EventDate, frame: Frame):
    figure = shapes.figure_of(
        known(when), frame.zoom, scale_of(frame), date(2025, 5, 16).toordinal()
    )
    pen = Pen(1184)
    for status in ("confirmed", "off", "disputed"):
        for part in shapes.parts_of(figure, 50, pen, half=False, status=status):
            for x, y in points(part.d):
                assert 134 <= x <= 1184, (figure, part)
                assert 38 <= y <= 62, (figure, part)


@given(event_dates(), frames(), st.booleans())
def test_a_mirrored_mark_is_the_same_mark_from_the_other_side(
    when: EventDate, frame: Frame, half: bool
):
    figure = shapes.figure_of(known(when), frame.zoom, scale_of(frame), 739387)
    drawn = [
        shapes.parts_of(figure, 50, Pen(1184, mirrored), half=half, status="off")
        for mirrored in (False, True)
    ]
    for plain, mirrored in zip(*drawn, strict=True):
        there = {(round(1184 - x, 1), y) for x, y in points(mirrored.d)}
        assert _near(set(points(plain.d)), there), (plain, mirrored)


def _near(one: set[tuple[float, float]], other: set[tuple[float, float]]) -> bool:
    """The same points, as far as they are rounded in the paths."""
    return all(
        any(abs(x - a) < 0.25 and abs(y - b) < 0.25 for a, b in other) for x, y in one
    )


@given(event_dates(), frames(), st.booleans())
def test_no_mark_has_a_hole_where_two_of_its_shapes_overlap(
    when: EventDate, frame: Frame, mirrored: bool
):
    """All shapes of a path run the same way round, as the winding rule wants it."""
    figure = shapes.figure_of(known(when), frame.zoom, scale_of(frame), 739387)
    for part in shapes.parts_of(
        figure, 50, Pen(1184, mirrored), half=False, status="confirmed"
    ):
        closed = [shape for shape in part.d.split("M")[1:] if shape.endswith("z")]
        assert all(is_clockwise(shape) for shape in closed), part


def is_clockwise(shape: str) -> bool:
    """A disc by the sweep of its arcs; a shape of lines by its area, y downward."""
    if "a" in shape:
        return " 0 1 1 " in shape
    corners = points(f"M{shape}")
    sides = zip(corners, [*corners[1:], corners[0]], strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in sides) >= 0


@given(event_dates(), frames(), st.text("abcdefgh ", min_size=1, max_size=110))
def test_words_in_a_lane_never_run_over_the_end_of_their_mark(
    when: EventDate, frame: Frame, title: str
):
    scale = scale_of(frame)
    figure = shapes.figure_of(known(when), frame.zoom, scale, 739387)
    own = figure.left, figure.right
    for status in ("confirmed", "off", "disputed"):
        label = beside.beside(beside.Mark(own, figure, status), title, "", scale)
        if label is None:
            continue
        left, right = label.extent
        assert right <= own[0] or left >= own[1] or own[0] < left < right < own[1]
        assert scale.left <= left
        assert right <= scale.right + 6.1
        if status == "off" and right <= own[1] and left >= own[0]:
            assert own[1] + label.width > scale.right  # no room after it


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 200)), max_size=60))
def test_marks_of_one_row_never_overlap(given_extents):
    extents = [(left, left + width) for left, width in given_extents]
    rows = packing.packed(extents)
    for a, b in combinations(range(len(extents)), 2):
        if rows[a] == rows[b]:
            first, second = sorted((extents[a], extents[b]))
            assert first[1] + packing.GAP <= second[0]


def test_marks_that_do_not_meet_share_the_first_row():
    assert packing.packed([(0, 10), (20, 30), (40, 50)]) == [0, 0, 0]


def test_a_lane_is_crowded_when_rows_do_not_help():
    far = [n * 50.0 for n in range(20)]
    near = [100.0] * 8 + far
    assert not packing.is_crowded(far, 9)
    assert packing.is_crowded(near, 9)
    assert not packing.is_crowded(near, 3)


wanted_labels = st.lists(
    st.builds(
        labels.Wanted,
        x=st.floats(150, 1168),
        title=st.text("abcdefgh ", min_size=1, max_size=80),
        rank=st.tuples(st.integers(0, 3), st.integers(0, 100)),
    ),
    max_size=25,
)


@given(wanted_labels)
def test_labels_never_overlap_and_stay_inside(wanted):
    found = labels.placed(wanted, 4, 1180)
    for place in found:
        assert place.x0 >= 4
        assert place.x1 <= 1180
    for one, other in combinations(found, 2):
        if one.row == other.row:
            assert one.x1 <= other.x0 or other.x1 <= one.x0
        for above, below in ((one, other), (other, one)):
            if above.row >= below.row:
                assert not below.x0 < above.leader < below.x1


def test_a_label_says_as_much_of_its_title_as_has_room():
    title = "Russia and Ukraine exchange 1,000 prisoners each over three days"
    alone = labels.placed([labels.Wanted(300, title, (0,))], 4, 1180)
    assert alone[0].words == title
    near = [labels.Wanted(300, title, (0,)), labels.Wanted(480, title, (1,))]
    found = {place.wanted: place for place in labels.placed(near, 4, 1180)}
    assert found[0].words != title
    assert found[1].words == title


def test_the_most_important_label_is_kept():
    several = [labels.Wanted(600, f"Label {n}" * 4, (n,)) for n in range(9)]
    kept = {place.wanted for place in labels.placed(several, 4, 1180)}
    assert 0 in kept
    assert len(kept) < 9


@given(frames())
def test_labels_of_the_axis_never_overlap(frame: Frame):
    scale = scale_of(frame)
    shown = [tick for tick in axis.ticks(frame, scale) if tick.label]
    assert shown, frame
    for before, after in pairwise(sorted(shown)):
        assert before.x + len(before.label) * axis.LETTER <= after.x


@given(frames(), st.integers(1, 13))
def test_periods_cover_the_frame_and_are_few_enough(frame: Frame, lanes: int):
    periods = bins.periods_of(frame, 1018, lanes)
    assert periods.starts[0] == frame.first
    assert periods.after == frame.last.toordinal() + 1
    assert list(periods.starts) == sorted(set(periods.starts))
    assert len(periods.starts) * lanes <= bins.MOST_CELLS + lanes
    assert periods.number(frame.last) == len(periods.starts) - 1


@given(st.dates(), st.sampled_from(OFFERED))
def test_a_zoom_leads_to_a_window_of_that_zoom_around_the_day(day: date, name: str):
    frame = Frame(day, day).around(day, name)
    assert frame.first <= day <= frame.last
    edge = date(11, 1, 1) <= day <= date(9990, 1, 1)
    assert frame.zoom.name == name or not edge


@given(frames(), st.sampled_from((-1, 1)))
def test_earlier_and_later_windows_touch_and_lead_back(frame: Frame, step: int):
    there = frame.shifted(step)
    assert there is not None
    touching = there.last if step < 0 else there.first
    edge = frame.first if step < 0 else frame.last
    assert abs((touching - edge).days) == 1


def test_whole_months_are_followed_by_whole_months():
    may = Frame(date(2025, 5, 1), date(2025, 5, 31))
    assert may.shifted(1) == Frame(date(2025, 6, 1), date(2025, 6, 30))
    assert may.shifted(-3) == Frame(date(2025, 2, 1), date(2025, 2, 28))
    assert Frame(date.min, date.max).shifted(1) is None


def test_tints_go_from_one_to_five():
    assert [bins.tint(n, 100) for n in (1, 30, 50, 70, 100)] == [1, 2, 3, 4, 5]
    assert moving.OFFERED == OFFERED
