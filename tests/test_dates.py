"""Dates: what an editor typed, and what was understood."""

from datetime import date, time

import pytest

from timeline.dates import (
    DateError,
    Kind,
    PartOfDay,
    from_edtf,
    other_readings,
    read_date,
    row_words,
    words,
)
from timeline.dates.parts import day_part


def refusal(text: str) -> DateError:
    with pytest.raises(DateError) as caught:
        read_date(text)
    return caught.value


def bounds(text: str) -> str:
    """The four bounds as ``16,22,16,22`` would be in the design, but in full."""
    day = read_date(text)
    four = day.start_earliest, day.start_latest, day.end_earliest, day.end_latest
    return " ".join(edge.isoformat() if edge else "null" for edge in four)


# The table of the product's section 3, row by row.
MAY_15 = " ".join(["2025-05-15"] * 4)
TABLE = [
    ("15 May 2025", "2025-05-15", Kind.EXACT, MAY_15),
    ("2025-05-15", "2025-05-15", Kind.EXACT, MAY_15),
    ("15.05.2025", "2025-05-15", Kind.EXACT, MAY_15),
    (
        "14-15 May 2025",
        "2025-05-14/2025-05-15",
        Kind.EXTENT,
        "2025-05-14 2025-05-14 2025-05-15 2025-05-15",
    ),
    (
        "between 16 and 22 May 2025",
        "[2025-05-16..2025-05-22]",
        Kind.BETWEEN,
        "2025-05-16 2025-05-22 2025-05-16 2025-05-22",
    ),
    (
        "May 2025",
        "2025-05",
        Kind.WITHIN,
        "2025-05-01 2025-05-31 2025-05-01 2025-05-31",
    ),
    (
        "spring 2025",
        "2025-21",
        Kind.WITHIN,
        "2025-03-01 2025-05-31 2025-03-01 2025-05-31",
    ),
    ("2025", "2025", Kind.WITHIN, "2025-01-01 2025-12-31 2025-01-01 2025-12-31"),
    (
        "about 15 May 2025",
        "2025-05-15~",
        Kind.APPROXIMATE,
        "2025-05-14 2025-05-16 2025-05-14 2025-05-16",
    ),
    (
        "about May 2025",
        "2025-05~",
        Kind.APPROXIMATE,
        "2025-04-21 2025-06-10 2025-04-21 2025-06-10",
    ),
    (
        "about 2025",
        "2025~",
        Kind.APPROXIMATE,
        "2024-07-01 2026-06-30 2024-07-01 2026-06-30",
    ),
    ("15 May 2025?", "2025-05-15?", Kind.UNCERTAIN, MAY_15),
    (
        "mid-May 2025",
        "[2025-05-11..2025-05-20]",
        Kind.BETWEEN,
        "2025-05-11 2025-05-20 2025-05-11 2025-05-20",
    ),
    (
        "early June 2025",
        "[2025-06-01..2025-06-10]",
        Kind.BETWEEN,
        "2025-06-01 2025-06-10 2025-06-01 2025-06-10",
    ),
    (
        "by 2 June 2025",
        "[..2025-06-02]",
        Kind.BEFORE,
        "null 2025-06-02 null 2025-06-02",
    ),
    (
        "after 2 June 2025",
        "[2025-06-03..]",
        Kind.AFTER,
        "2025-06-03 null 2025-06-03 null",
    ),
    (
        "since 12 May 2025",
        "2025-05-12/..",
        Kind.ONGOING,
        "2025-05-12 2025-05-12 null null",
    ),
]


@pytest.mark.parametrize(("typed", "edtf", "kind", "four"), TABLE)
def test_every_row_of_the_table_both_ways(
    typed: str, edtf: str, kind: Kind, four: str
) -> None:
    day = read_date(typed)
    assert (day.text, day.edtf, day.kind) == (typed, edtf, kind)
    assert bounds(typed) == bounds(edtf) == four
    assert from_edtf(edtf, text=typed) == day


def test_an_exact_time_keeps_the_bounds_of_its_day() -> None:
    day = read_date("16 May 2025 13:35")
    assert (day.edtf, day.kind, day.time_start) == (
        "2025-05-16",
        Kind.EXACT,
        time(13, 35),
    )
    assert (day.zone, day.sorting_time) == ("", time(13, 35))
    assert from_edtf(day.edtf, text=day.text, time_start=day.time_start) == day


def test_two_possible_orders_are_asked_about_and_never_guessed() -> None:
    error = refusal("05/06/2025")
    assert error.message == "5 June or 6 May? Write 5 June 2025 or 6 May 2025."
    assert error.suggestions == ("5 June 2025", "6 May 2025")


SAME = {
    "2025-05-15": """15/05/2025; 05/15/2025; 2025/05/15; 2025.5.15; 15th May 2025;
        May 15, 2025; Thursday 15 May 2025; Thu, 15 May 2025; 15 MAY 2025;
        the 15th of May, 2025; on 15 May 2025; [2025-05-15]; 2025-05-15/2025-05-15;
        ١٥ May ٢٠٢٥; １５ May 2025; 15 May 2025; 15\u200e May 2025; 2025 May 15;
        between 15 and 15 May 2025; 15-05-2025""",
    "2025-05-05": "05/05/2025",
    "2025-05": """05/2025; 5.2025; 2025/05; 2025-05-XX; in May 2025;
        some time in May 2025""",
    "2025": "2025-XX; 2025-XX-XX; the year 2025; during 2025",
    "2025-05-14/2025-05-15": """14–15 May 2025; 14—15 May 2025; 14 to 15 May 2025;
        from 14 to 15 May 2025; 14 May - 15 May 2025; 14 May 2025 through 15 May 2025;
        May 14–15, 2025; 2025-05-14 to 2025-05-15; 2025-05-14 - 2025-05-15;
        14 May 2025 – 15 May; Wed 14 until Thu 15 May 2025; 14.05.2025–15.05.2025;
        14 to 2025-05-15""",
    "2025-05-30/2025-06-02": "30 May–2 June 2025; 30 May to 2 June 2025",
    "2024-12-28/2025-01-03": "28 Dec 2024 – 3 Jan 2025",
    "2025-05/2025-06": "May–June 2025; May 2025 to June 2025",
    "2024/2025": "2024–2025; 2024-2025; from 2024 to 2025",
    "1998/1999": "1998–99; 1998 to 99",
    "2025-21/2025-23": "spring–autumn 2025; spring to fall 2025",
    "[2025-05-16..2025-05-22]": """some time between 16 and 22 May 2025;
        between 16 May and 22 May 2025; between 2025-05-16 and 2025-05-22;
        between 16 May 2025 and 22 May 2025; between 16–22 May 2025""",
    "[2025-05-30..2025-06-02]": "between 30 May and 2 June 2025",
    "2025-05-15~": """around 15 May 2025; circa 15 May 2025; c. 15 May 2025;
        ca. 15 May 2025; ~15 May 2025; on or about 15 May 2025; 15 May 2025~;
        approximately 15 May 2025""",
    "2025-05-15?": """perhaps 15 May 2025; possibly 15 May 2025; 15 May 2025 (?);
        15 May 2025, not certain; 15 May 2025 (uncertain)""",
    "2025-05-15%": "perhaps about 15 May 2025; about 15 May 2025?; 2025-05-15~ ?",
    "2025-05-14~/2025-05-15~": "about 14–15 May 2025",
    "2025-05-14~/2025-05-15": "from about 14 May 2025 to 15 May 2025",
    "[2025-05-21..2025-05-31]": "late May 2025; the end of May 2025; end of May 2025",
    "[2025-02-16..2025-02-28]": "second half of February 2025",
    "[2025-01..2025-04]": "early 2025; beginning of 2025; the start of 2025",
    "[2025-04..2025-06]": "Q2 2025; second quarter of 2025",
    "[2025-01..2025-06]": "first half of 2025; H1 2025",
    "[1994..1996]": "mid-1990s; middle of the 1990s",
    "[0007..0009]": "late 000X",
    "[1950..1999]": "second half of the 20th century",
    "199X": "1990s; the 1990s; 199x; 199X",
    "19XX": "20th century; the 20th century; 19xx",
    "2024-24": "winter 2024; winter 2024–25; winter 2024/25; winter of 2024-2025",
    "2024-24/2027": "winter 2024–2027",
    "[..2025-06-02]": """on or before 2 June 2025; no later than 2 June 2025;
        not later than 2 June 2025""",
    "[..2025-06-01]": "before 2 June 2025; prior to 2 June 2025",
    "[..2025-05]": "before June 2025",
    "[..2024]": "before 2025",
    "[..2025-02]": "before spring 2025",
    "[..1989]": "before the 1990s",
    "[..2025-05-20]": "by mid-May 2025",
    "[..2025-05-31]": "by the end of May 2025",
    "[2025-07..]": "after June 2025; later than June 2025",
    "[2025-06-02..]": "on or after 2 June 2025; no earlier than 2 June 2025",
    "2025-05-12/..": """from 12 May 2025; 12 May 2025 onwards; 12 May 2025 – present;
        still going on since 12 May 2025; 12 May 2025 to now; 12 May 2025 onward""",
    "2025-05-12/": "from 12 May 2025, end not known",
    "../2025-06-02": "until 2 June 2025; till 2 June 2025; up to 2 June 2025",
    "/2025-06-02": "until 2 June 2025, start not known",
    "[2025-05-15,2025-05-16]": """15 or 16 May 2025; 16 May 2025 or 15 May 2025;
        [2025-05-16, 2025-05-15]; 2025-05-15 or 2025-05-16""",
    "[2025-05-15,2025-05-16,2025-05-19]": "15, 16 or 19 May 2025",
    "[2025-05-01,2025-05-16..2025-05-22]": "between 16 and 22 May 2025 or 1 May 2025",
    "[..2025-05-02,2025-05-05]": "by 2 May 2025 or 5 May 2025",
    "[2025-05-01..2025-05-10,2025-05-11..2025-05-20]": "early or mid May 2025",
}
SAME_ROWS = [
    (edtf, text.strip()) for edtf, texts in SAME.items() for text in texts.split(";")
]


@pytest.mark.parametrize(("edtf", "typed"), SAME_ROWS)
def test_the_same_date_may_be_typed_in_many_ways(edtf: str, typed: str) -> None:
    assert read_date(typed).edtf == edtf


def test_only_canonical_forms_of_a_sane_length_come_from_edtf() -> None:
    with pytest.raises(DateError, match="too long"):
        from_edtf("[" + "2025," * 100 + "2025]")
    assert from_edtf(" 2025-05 ").text == "2025-05"


def test_relative_words_need_the_day_they_were_written() -> None:
    thursday = date(2025, 5, 15)
    assert read_date("yesterday", today=thursday).edtf == "2025-05-14"
    assert read_date("Tomorrow", today=thursday).edtf == "2025-05-16"
    with pytest.raises(DateError, match="Years run from 1 to 9999"):
        read_date("tomorrow", today=date.max)


def test_the_text_is_kept_as_typed_but_trimmed_and_composed() -> None:
    assert read_date("  15 MAY 2025 \n").text == "15 MAY 2025"
    assert read_date("15\u200b May 2025").text == "15 May 2025"


def test_a_winter_is_named_by_the_year_it_begins_in() -> None:
    assert bounds("winter 2025") == "2025-12-01 2026-02-28 2025-12-01 2026-02-28"
    assert words(read_date("winter 2025")) == "winter 2025–26"
    assert ("Winter 2024–25", "winter 2024–25") in other_readings(read_date("2025-24"))
    assert not any("0000" in text for _, text in other_readings(read_date("0001-24")))


def test_the_calendar_ends_with_the_years_1_and_9999() -> None:
    assert bounds("about 0001") == "0001-01-01 0002-06-30 0001-01-01 0002-06-30"
    assert bounds("9999-24") == "9999-12-01 9999-12-31 9999-12-01 9999-12-31"
    assert bounds("about 9999").endswith("9998-07-01 9999-12-31")
    assert bounds("about 1 January 0001").startswith("0001-01-01 0001-01-02")
    assert words(from_edtf("[0001-01-01..]")) == "on or after 1 January 0001"


def test_about_reaches_further_for_longer_spans() -> None:
    assert bounds("about spring 2025").startswith("2025-02-01 2025-06-30")
    assert bounds("about the 1990s").startswith("1985-01-01 2004-12-31")
    assert bounds("about the 20th century").startswith("1875-01-01 2024-12-31")


def test_nothing_ends_before_it_starts_even_when_both_are_vague() -> None:
    assert bounds("2025-05-20/2025-05") == "2025-05-20 2025-05-20 2025-05-20 2025-05-31"
    assert bounds("2025-05/2025-05-20") == "2025-05-01 2025-05-20 2025-05-20 2025-05-20"


CLOCKS = [
    ("16 May 2025, 13:35", "13:35"),
    ("16 May 2025 at 1:35 pm", "13:35"),
    ("16 May 2025 1.35 p.m.", "13:35"),
    ("16 May 2025 at 13.35", "13:35"),
    ("13:35 on 16 May 2025", "13:35"),
    ("16 May 2025 13:35:20", "13:35:20"),
    ("16 May 2025, noon", "12:00"),
    ("12 am 16 May 2025", "00:00"),
    ("16 May 2025, 13:35 local time", "13:35"),
    ("16 May 2025, 13:35–15:35", "13:35–15:35"),
    ("from 13:35 to 15:35 on 16 May 2025", "13:35–15:35"),
    ("16 May 2025, 13:35–13:35", "13:35"),
    ("16 May 2025, 13:35 Europe/Istanbul", "13:35 Europe/Istanbul"),
    ("16 May 2025 (europe/istanbul) 13:35", "13:35 Europe/Istanbul"),
    ("16 May 2025, 13:35 UTC", "13:35 UTC"),
    ("16 May 2025, 13:35 GMT+3", "13:35 UTC+3"),
    ("16 May 2025, 13:35 UTC-05:00", "13:35 UTC-5"),
    ("2025-05-16T13:35Z", "13:35 UTC"),
    ("2025-05-16 13:35z", "13:35 UTC"),
    ("2025-05-16T13:35:00+03:00", "13:35 UTC+3"),
    ("2025-05-16 13:35+03:00", "13:35 UTC+3"),
    ("2025-05-16T13:35", "13:35"),
    ("morning of 16 May 2025", "morning"),
    ("16 May 2025, early morning", "early morning"),
    ("dawn on 16 May 2025", "early morning"),
    ("in the late evening of 16 May 2025", "evening"),
    ("16 May 2025, overnight", "night"),
    ("16 May 2025", ""),
]


@pytest.mark.parametrize(("typed", "clock"), CLOCKS)
def test_a_row_adds_only_the_clock_to_an_exact_day(typed: str, clock: str) -> None:
    day = read_date(typed)
    assert day.edtf == "2025-05-16"
    assert row_words(day) == clock
    assert words(day) == ", ".join(part for part in ("16 May 2025", clock) if part)


def test_a_fixed_zone_is_stored_under_its_iana_name() -> None:
    assert read_date("16 May 2025 13:35 UTC+3").zone == "Etc/GMT-3"


def test_an_event_that_lasted_has_its_times_on_its_first_and_last_day() -> None:
    day = read_date("14 May 2025 22:00 – 15 May 2025 03:00")
    assert (day.edtf, day.time_start, day.time_end) == (
        "2025-05-14/2025-05-15",
        time(22),
        time(3),
    )
    assert words(day) == "14–15 May 2025, 22:00–03:00"


def test_a_part_of_day_sorts_by_a_time_that_is_never_shown() -> None:
    assert read_date("15 May 2025, morning").sorting_time == time(9)
    assert read_date("15 May 2025").sorting_time is None
    order = [part.sorting_time for part in PartOfDay]
    assert order == sorted(order)


def test_a_part_carries_one_mark_of_each_sort() -> None:
    day = day_part(2025, 5, 15)
    assert day.qualified("?").qualified("~").edtf == "2025-05-15%"
    assert day.qualified("~").qualified("~").edtf == "2025-05-15~"
