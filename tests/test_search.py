"""The same words find the same events on both databases."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from timeline.models.versions import EventVersion
from timeline.search import Matches, SearchStopped, read_words, time_limit, words_of
from timeline.selection import TooSlow, stopping_after

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def events():
    cast.published(
        title="Erdoğan receives Zelenskyy in Ankara",
        summary="Türkiye's president speaks of a ceasefire, O'Brien reports.",
        where=cast.ankara(),
    )
    cast.published(
        title="Envoys discuss prisoners at the Çırağan Palace",
        sources=[(cast.article(cast.tass()), {"quote": "«Мы готовы», — сказал он"})],
        where=cast.istanbul(),
    )


def found(text: str) -> list[str]:
    query = read_words(text)
    versions = EventVersion.objects.filter(Matches(query)).order_by("event_id")
    return [v.title.split()[0] for v in versions]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("erdogan", ["Erdoğan"]),
        ("ERDOĞAN", ["Erdoğan"]),
        ("ciragan", ["Envoys"]),
        ("turkiye", ["Erdoğan", "Envoys"]),
        ("prisoner", ["Envoys"]),  # a plain word also finds longer words
        ('"prisoner"', []),  # a quoted one does not
        ('"at the Çırağan Palace"', ["Envoys"]),
        ('"the at"', []),
        ("готовы", ["Envoys"]),
        ("o'brien", ["Erdoğan"]),
        ("обговорення", []),
        ("-prisoners", ["Erdoğan"]),
        ("-prisoners -ceasefire", []),
        ("ankara -prisoners", ["Erdoğan"]),
        ("president's", ["Erdoğan"]),
        ("", ["Erdoğan", "Envoys"]),
        ("!!!", ["Erdoğan", "Envoys"]),
        ("Стамбул", ["Envoys"]),
    ],
)
def test_words_find(typed, titles):
    assert found(typed) == titles


@given(st.text(max_size=60))
def test_no_text_breaks_a_search(text):
    list(EventVersion.objects.filter(Matches(read_words(text))))


@given(st.text(max_size=80))
def test_words_are_letters_and_digits_only(text):
    assert all(word.isalnum() for word in words_of(text))


def test_superseded_words_do_not_find_the_present():
    event = cast.published(title="A first title about grain")
    event.title = "A second title about gas"
    event.save()
    cast.publish(event, reason="Corrected")
    present = EventVersion.objects.present()
    assert not present.filter(Matches(read_words("grain"))).exists()
    assert present.filter(Matches(read_words("gas"))).exists()
    assert EventVersion.objects.filter(Matches(read_words("grain"))).exists()


SLOW = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) "
    "SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(20)",
}


def test_a_query_that_takes_too_long_is_stopped():
    with pytest.raises(TooSlow), stopping_after(0.2), connection.cursor() as cursor:
        cursor.execute(SLOW[connection.vendor])


def test_a_quick_query_is_not_stopped_and_the_limit_ends_with_its_block():
    with time_limit(5):
        assert EventVersion.objects.count() == 2
    assert EventVersion.objects.count() == 2


def test_other_database_errors_are_not_taken_for_slowness():
    with pytest.raises(Exception) as caught, time_limit(5), connection.cursor() as c:
        c.execute("SELECT * FROM no_such_table")
    assert not isinstance(caught.value, SearchStopped)
