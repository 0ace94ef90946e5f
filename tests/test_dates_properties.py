"""What holds for every date: bounds, words, EDTF and filter agree."""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import edtf as oracle
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.thorough import tries
from timeline.dates import (
    DateError,
    EventDate,
    block,
    certain,
    from_edtf,
    heading_words,
    meets,
    might,
    other_readings,
    read_date,
    read_echo,
    row_words,
    words,
)

BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


def bounds_of(day: EventDate) -> tuple[date | None, ...]:
    return tuple(getattr(day, name) for name in BOUNDS)


years = st.one_of(st.integers(1, 9999), st.integers(2024, 2026))
marks = st.sampled_from(["", "", "", "~", "?", "%"])
days = st.one_of(st.dates(), st.dates(date(2024, 11, 1), date(2025, 12, 31)))
plain_parts = st.one_of(
    days.map(date.isoformat),
    days.map(lambda day: day.isoformat()[:7]),
    st.builds(lambda y, s: f"{y:04}-{s}", years, st.integers(21, 24)),
    years.map(lambda y: f"{y:04}"),
    st.integers(0, 999).map(lambda tens: f"{tens:03}X"),
    st.integers(0, 99).map(lambda hundreds: f"{hundreds:02}XX"),
)
parts = st.builds(str.__add__, plain_parts, marks)
gaps = st.sampled_from(["..", ""])
intervals = st.one_of(
    st.builds("{}/{}".format, parts, parts),
    st.builds("{}/{}".format, parts, gaps),
    st.builds("{}/{}".format, gaps, parts),
)
spans = st.one_of(parts, st.builds("{}..{}".format, parts, parts))
sets = st.one_of(
    st.lists(spans, min_size=1, max_size=4).map(lambda s: f"[{','.join(s)}]"),
    st.builds("[..{}]".format, parts),
    st.builds("[{}..]".format, parts),
    st.builds("[..{},{}]".format, parts, parts),
    st.builds("[{},{}..]".format, parts, parts),
)


def valid(edtf: str) -> EventDate:
    try:
        return from_edtf(edtf)
    except DateError:
        assume(False)
        raise


event_dates = st.one_of(parts, intervals, sets).map(valid)


@settings(max_examples=tries(600, usual=120), deadline=None)
@given(event_dates)
def test_the_canonical_form_gives_the_same_date_again(day: EventDate) -> None:
    again = from_edtf(day.edtf)
    assert again == day or again.text == again.edtf
    assert (again.edtf, again.kind, *bounds_of(again)) == (
        day.edtf,
        day.kind,
        *bounds_of(day),
    )
    assert read_date(day.edtf).edtf == day.edtf


@settings(max_examples=tries(1000, usual=200), deadline=None)
@given(event_dates, st.booleans())
def test_what_readers_see_can_be_typed_and_means_the_same(
    day: EventDate, with_weekday: bool
) -> None:
    said = words(day, with_weekday=with_weekday)
    assume(len(said) <= 200)
    again = read_date(said)
    assert bounds_of(again) == bounds_of(day)
    assert again.edtf == day.edtf


@settings(max_examples=tries(400, usual=100), deadline=None)
@given(event_dates)
def test_an_earliest_day_is_never_after_its_latest(day: EventDate) -> None:
    pairs = (
        (day.start_earliest, day.start_latest),
        (day.end_earliest, day.end_latest),
        (day.start_earliest, day.end_earliest),
        (day.start_latest, day.end_latest),
    )
    for low, high in pairs:
        assert low is None or high is None or low <= high


@settings(max_examples=tries(400, usual=100), deadline=None)
@given(event_dates)
def test_every_date_can_be_shown_everywhere(day: EventDate) -> None:
    heading = block(day)
    assert heading.coarse == (heading.numeral == "")
    assert heading.month
    assert heading_words(day)
    assert row_words(day) is not None
    assert read_echo(day).startswith("Read as ")
    assert words(day, with_year=False)


@settings(max_examples=tries(400, usual=100), deadline=None)
@given(event_dates)
def test_every_other_reading_can_be_typed_and_is_another(day: EventDate) -> None:
    for label, text in other_readings(day):
        assert label[0] == label[0].upper()
        assert read_date(text).edtf != day.edtf


@settings(max_examples=tries(1000, usual=200), deadline=None)
@given(st.text(max_size=60))
@example("\x00")
@example("١٥ May ٢٠٢٥")
@example("x" * 5000)
@example("[" * 200)
@example("? " * 99)
@example("c" + " c" * 99)
@example("\ud800")
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    read_or_refuse(text)


WORDS = re.findall(
    r"\S+",
    """15 16 31 2025 0 99 1998 May June Thursday early mid late half1 first half of Q2
    winter 2024–25 spring 1990s 20th century between and or by before after since from
    until to – - , ? ~ about perhaps 13:35 1:35pm morning UTC+3 Europe/Istanbul 199X
    2025-05-15 15.05.2025 05/06/2025 .. / [ ] X onwards today noon the on
    мая травень Mayıs مايو/أيار الثاني г. пятница""",
)


@settings(max_examples=tries(2000, usual=500), deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_any_heap_of_date_words_is_a_date_or_a_date_error(heap: list[str]) -> None:
    read_or_refuse(" ".join(heap))
    read_or_refuse("".join(heap))


def read_or_refuse(text: str) -> None:
    """A date whose words mean the same, or an error whose suggestions are dates."""
    try:
        day = read_date(text)
    except DateError as error:
        assert error.message
        for suggestion in error.suggestions:
            assert read_date(suggestion)
    else:
        assert len(day.text) <= 200
        assert len(day.edtf) <= 200
        if len(words(day)) <= 200:
            again = read_date(words(day))
            assert (again.edtf, again.time_start, again.time_end) == (
                day.edtf,
                day.time_start,
                day.time_end,
            )
            assert (again.part_of_day, again.zone) == (day.part_of_day, day.zone)


edges = st.one_of(st.none(), st.dates(date(2025, 4, 1), date(2025, 7, 1)))


@st.composite
def four_bounds(draw: st.DrawFn) -> SimpleNamespace:
    """Any bounds that a date may have: ordered, and open only on its outside."""
    low, middle, middle_too, high = sorted(
        draw(st.tuples(*[st.dates(date(2025, 4, 1), date(2025, 7, 1))] * 4))
    )
    swap = draw(st.booleans())
    start_latest, end_earliest = (middle_too, middle) if swap else (middle, middle_too)
    bounds: list[date | None] = [low, start_latest, end_earliest, high]
    opened = draw(st.sampled_from([(), (0,), (0, 1), (0, 2), (0, 1, 2), (3,), (2, 3)]))
    if draw(st.booleans()):
        opened = tuple(3 - index for index in opened)
    for index in opened:
        bounds[index] = None
    return SimpleNamespace(**dict(zip(BOUNDS, bounds, strict=True)))


windows = st.tuples(four_bounds(), edges, edges, st.integers(0, 40), st.integers(0, 40))


@settings(max_examples=tries(500, usual=100), deadline=None)
@given(st.lists(windows, min_size=20, max_size=20))
def test_a_certain_row_also_meets_and_a_wider_window_keeps_every_row(
    ten_thousand: list[tuple[SimpleNamespace, date | None, date | None, int, int]],
) -> None:
    for bounds, a, b, earlier, later in ten_thousand:
        if a and b and a > b:
            a, b = b, a
        wide = a and a - timedelta(days=earlier), b and b + timedelta(days=later)
        is_certain, is_met = certain(bounds, a, b), meets(bounds, a, b)
        assert is_met or not is_certain
        assert might(bounds, a, b) == (is_met and not is_certain)
        assert meets(bounds, *wide) or not is_met
        assert certain(bounds, *wide) or not is_certain


@settings(max_examples=tries(500, usual=100), deadline=None)
@given(event_dates, days, st.integers(0, 400))
def test_of_real_dates_a_certain_one_also_meets(
    day: EventDate, first: date, length: int
) -> None:
    last = date.fromordinal(min(first.toordinal() + length, date.max.toordinal()))
    assert not certain(day, first, last) or meets(day, first, last)


def as_date(moment: object) -> date:
    return date(*moment[:3])  # type: ignore[index]


# Below: the edtf library as an oracle, for what it gets right. Known to be wrong, and
# so left out: it ends every winter in its December; it accepts 29 February 2025 and
# raises later; it accepts reversed intervals; it invents an end for ``2025-05-15/``;
# and its reach of "about" is its own.
agreed = st.one_of(
    days.map(date.isoformat),
    days.map(lambda day: day.isoformat()[:7]),
    st.builds(lambda y, s: f"{y:04}-{s}", years, st.integers(21, 23)),
    years.map(lambda y: f"{y:04}"),
)


@settings(max_examples=60, deadline=None)
@given(agreed)
def test_the_edtf_library_agrees_on_single_dates(text: str) -> None:
    theirs = oracle.parse_edtf(text)
    ours = from_edtf(text)
    assert as_date(theirs.lower_strict()) == ours.start_earliest
    assert as_date(theirs.upper_strict()) == ours.end_latest


@settings(max_examples=60, deadline=None)
@given(days, days)
def test_the_edtf_library_agrees_on_intervals_that_run_forward(
    one: date, other: date
) -> None:
    start, end = sorted((one, other))
    theirs = oracle.parse_edtf(f"{start}/{end}")
    ours = from_edtf(f"{start}/{end}")
    assert as_date(theirs.lower_strict()) == ours.start_earliest
    assert as_date(theirs.upper_strict()) == ours.end_latest


@settings(max_examples=60, deadline=None)
@given(days, st.sampled_from("~?%"))
def test_the_edtf_library_agrees_on_what_a_mark_means(day: date, mark: str) -> None:
    theirs = oracle.parse_edtf(f"{day}{mark}")
    assert as_date(theirs.lower_strict()) == day
    about = theirs.is_approximate or theirs.is_uncertain_and_approximate
    assert bool(about) == (mark in "~%")
    ours = from_edtf(f"{day}{mark}")
    reaches = ours.start_earliest != day or ours.end_latest != day
    assert reaches == (mark in "~%")


@pytest.mark.parametrize("year", [2024, 2025])
def test_seasons_follow_one_another_as_in_the_edtf_library(year: int) -> None:
    texts = [f"{year}-{season}" for season in range(21, 25)]
    theirs = [oracle.parse_edtf(text).lower_strict() for text in texts]
    assert theirs == sorted(theirs)
    ours = [from_edtf(text) for text in texts]
    starts = [day.start_earliest for day in ours]
    assert [as_date(moment) for moment in theirs] == starts
