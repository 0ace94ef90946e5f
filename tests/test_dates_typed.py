"""Dates: names typed in five languages, and errors said in them."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import timeline.dates
from tests.test_dates_properties import event_dates
from tests.test_dates_refused import REFUSED
from timeline.dates import (
    DateError,
    EventDate,
    block,
    day_words,
    days_range_words,
    heading_words,
    month_words,
    other_readings,
    read_date,
    read_echo,
    read_window,
    row_words,
    short_range_words,
    suggestions_in,
    words,
)

LANGUAGES = ("en", "uk", "ru", "tr", "ar")
languages = st.sampled_from(LANGUAGES)

TYPED = {
    "2025-05-16": """16 травня 2025; 16 ТРАВНЯ 2025 р.; 16 травня 2025 року;
        п’ятниця, 16 травня 2025; п'ятниця, 16 травня 2025; пʼятниця, 16 травня 2025;
        16 мая 2025; 16 Мая 2025 г.; 16 мая 2025 года; пятница, 16 мая 2025;
        16 май 2025; 16 травень 2025;
        16 Mayıs 2025; 16 mayis 2025; 16 MAYIS 2025; 16 May 2025 Cuma;
        16 Mayıs 2025 Cuma;
        16 مايو/أيار 2025; 16 أيار/مايو 2025; 16 مايو / أيار 2025; 16 مايو 2025;
        16 أيار 2025; 16 ايار 2025; ١٦ مايو ٢٠٢٥; 16 مَايُو 2025;
        الجمعة 16 مايو/أيار 2025""",
    "2025-02-01": """1 лютого 2025; 1 февраля 2025; 1 Şubat 2025; 1 subat 2025;
        1 شباط 2025""",
    "2025-01-03": "3 كانون الثاني 2025; 3 يناير/كانون الثاني 2025; 3 янв. 2025",
    "2025-10": """жовтень 2025; октября 2025; EKİM 2025; ekim 2025; EKIM 2025;
        2025 Ekim; تشرين الأول 2025; تشرين الاول 2025; أكتوبر/تشرين الأول 2025;
        жовт. 2025; окт 2025""",
    "2025-11": "تشرين الثاني 2025; листопад 2025; ноября 2025; Kasim 2025",
    "2025": "2025 год; 2025 року; عام 2025",
    "2025-05-15/2025-05-20": "15–20 травня 2025; 15-20 мая 2025; 15–20 Mayıs 2025",
    "2025-05-30/2025-06-02": "30 травня – 2 червня 2025; 30 Mayıs – 2 Haziran 2025",
}  # fmt: skip
TYPED_ROWS = [
    (edtf, text.strip()) for edtf, texts in TYPED.items() for text in texts.split(";")
]


@pytest.mark.parametrize(("edtf", "typed"), TYPED_ROWS)
def test_the_names_of_months_are_read_in_five_languages(edtf: str, typed: str) -> None:
    assert read_date(typed).edtf == edtf
    assert read_date(typed).text == typed


def test_the_filter_boxes_take_them_too() -> None:
    window = read_window("травень 2025", "٢ حزيران 2025")
    assert (window.first, window.last) == (date(2025, 5, 1), date(2025, 6, 2))


@pytest.mark.parametrize(
    "typed", ["16 травняк 2025", "16 жовтняя 2025", "16 г 2025 мм"]
)
def test_what_only_begins_like_a_month_is_not_read(typed: str) -> None:
    with pytest.raises(DateError):
        read_date(typed)


@settings(max_examples=300, deadline=None)
@given(st.dates(), languages)
def test_a_day_and_a_month_can_be_typed_as_they_are_shown(
    day: date, language: str
) -> None:
    assert read_date(day_words(day, language)).start_earliest == day
    month = read_date(month_words(day.year, day.month, language))
    assert month.edtf == day.isoformat()[:7]
    short = read_date(month_words(day.year, day.month, language, short=True))
    assert short == month or short.edtf == month.edtf


SENTENCES = {
    node.args[0].value
    for path in Path(timeline.dates.__file__).parent.rglob("*.py")
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(node, ast.Call)
    and getattr(node.func, "id", "") == "gettext_noop"
    and isinstance(node.args[0], ast.Constant)
}


@pytest.mark.parametrize("typed", [typed for typed, why in REFUSED if why])
def test_every_sentence_of_an_error_can_be_translated(typed: str) -> None:
    with pytest.raises(DateError) as caught:
        read_date(typed)
    error = caught.value
    assert error.template in SENTENCES
    assert set(re.findall(r"%\((\w+)\)s", error.template)) <= set(error.values)
    assert str(error) == error.message
    for language in LANGUAGES:
        assert error.template % error.values_in(language)
    if error.values:
        assert error.template % error.values_in("en") == error.message
    else:
        assert error.template == error.message


def test_no_sentence_is_raised_that_is_not_marked_for_the_translators() -> None:
    raised = [
        node.args[0]
        for path in Path(timeline.dates.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "DateError"
    ]
    assert len(raised) > 40
    assert not [node for node in raised if isinstance(node, ast.Constant)]


def refusal(typed: str) -> DateError:
    with pytest.raises(DateError) as caught:
        read_date(typed)
    return caught.value


def test_the_values_of_an_error_are_in_the_language() -> None:
    error = refusal("31 June 2025")
    assert error.template == "“%(text)s” is not a date. %(month)s has %(days)s."
    assert error.values_in("uk") == {
        "text": "31 червня 2025",
        "month": "Червень",
        "days": "30 днів",
    }
    assert error.values_in("ru")["month"] == "Июнь"
    assert refusal("29 February 2025").values_in("ar")["month"] == "فبراير/شباط 2025"
    assert refusal("05/06/2025").values_in("tr") == {
        "one": "5 Haziran",
        "other": "6 Mayıs",
        "first": "5 Haziran 2025",
        "second": "6 Mayıs 2025",
    }
    wrong = refusal("Thursday 16 May 2025").values_in("ru")
    assert (wrong["right"], wrong["wrong"]) == ("пятница", "четверг")
    assert refusal("1900s").values_in("ru")["century"] == "20-й век"
    assert refusal("0th century").values_in("uk")["century"] == "0 століття"
    zone = refusal("16 May 2025 13:35 Europe/Istanbool")
    assert " або " in zone.values_in("uk")["known"]


def test_a_box_of_the_filter_keeps_the_sentence_and_its_values() -> None:
    with pytest.raises(DateError) as caught:
        read_window("31 червня 2025", "")
    error = caught.value
    assert error.field == "from"
    assert error.values_in("uk")["text"] == "31 червня 2025"
    assert error.message == "“31 June 2025” is not a date. June has 30 days."


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", "30 June 2025"),
        ("uk", "30 червня 2025"),
        ("tr", "30 Haziran 2025"),
        ("ar", "30 يونيو/حزيران 2025"),
    ],
)
def test_suggestions_can_be_typed_in_the_language(language: str, first: str) -> None:
    assert suggestions_in(refusal("31 June 2025"), language)[0] == first


def test_a_suggestion_that_only_english_reads_stays_english() -> None:
    assert suggestions_in(refusal("1900s"), "uk") == ("190X", "the 20th century")


@settings(max_examples=500, deadline=None)
@given(event_dates, languages)
def test_every_date_is_said_in_every_language(day: EventDate, language: str) -> None:
    said = words(day, language=language)
    assert "{" not in said
    assert "  " not in said
    everything = [
        said,
        words(day, with_year=False, with_weekday=True, language=language),
        words(day, with_weekday=True, language=language),
        row_words(day, language=language),
        heading_words(day, language=language),
        block(day, language=language).weekday,
        block(day, language=language).month,
        read_echo(day, language=language),
        *(label for label, _ in other_readings(day, language=language)),
    ]
    for text in everything:
        assert language in ("en", "tr") or not re.search("[A-Za-z]", text), text
        assert language != "ar" or not re.search("[-–—]", text), text


@settings(max_examples=300, deadline=None)
@given(st.dates(), st.dates(), languages)
def test_days_and_ranges_name_their_year(one: date, two: date, language: str) -> None:
    first, last = sorted((one, two))
    years = {str(edge.year) for edge in (one, two)}
    said = days_range_words(first, last, language)
    assert all(year in said for year in years)
    assert words(read_date(f"{one}"), language=language).find(f"{one.year}") > 0
    label = short_range_words(first, last, language)
    assert language != "ar" or not re.search("[-–—]", said + label)
    assert len(years) == 1 or all(year in label for year in years)
