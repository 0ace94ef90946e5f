"""Names are cleaned, compared and kept apart."""

import tracemalloc
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.names import clean, clean_text, fold, skeleton, slugify

LOOK_ALIKES = (
    "Russia",
    "Rυssia",
    "Russіa",
    "Ruѕѕia",
    "Russiа",
    "RUSSIA",
    "Russia\u200b",
    "\u202eRussia",
    " Russia ",
    "Russ\u00adia",
    "Rússia",
    "Ｒｕｓｓｉａ",
    "Rus\u2060sia",
    "𝐑𝐮𝐬𝐬𝐢𝐚",
)


def test_look_alikes_of_one_name_have_one_skeleton():
    assert {skeleton(name) for name in LOOK_ALIKES} == {"russia"}


def test_different_names_have_different_skeletons():
    names = ("Mali", "Malawi", "Niger", "Nigeria", "Iran", "Iraq", "Росія", "Росси")
    assert len({skeleton(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Recep Tayyip Erdoğan", "erdogan"),
        ("Çırağan Palace", "ciragan"),
        ("Łódź", "LODZ"),
        ("Høfði", "hofdi"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("Обʼєднаних", "об'єднаних"),
        ("Фёдор", "Федор"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_accents_case_and_apostrophes_do_not_matter(written, typed):
    assert fold(typed) in fold(written)


def test_invisible_marks_are_dropped_and_lines_kept_apart():
    assert clean("a\u202eb\x00c\u200b  d") == "abc d"
    assert clean_text("one\r\n\r\ntwo \x07") == "one\n\ntwo"


@given(st.text(max_size=80))
def test_a_clean_name_is_clean_and_composed(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=80))
def test_an_address_part_is_plain_latin(text):
    slug = slugify(text)
    assert len(slug) <= 70
    assert slug == "" or slug.replace("-", "").isascii()


def test_an_address_part_is_cut_at_a_word():
    long = "Russia and Ukraine hold their first direct talks since the year 2022 today"
    assert slugify(long) == (
        "russia-and-ukraine-hold-their-first-direct-talks-since-the-year-2022"
    )
    assert slugify("Зеленський") == ""


def test_whole_texts_are_not_kept_in_memory():
    """A server that publishes for months must not keep every text it folded."""
    text = "Çırağan " * 1000
    tracemalloc.start()
    for number in range(50):
        fold(f"{text}{number}")
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 100_000
