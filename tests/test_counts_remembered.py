"""What was counted is counted once, and never said of another state of the record."""

import pytest
from django.utils.translation import override

from tests import cast
from tests.chronicle import make_chronicle
from tests.counting import Questions
from timeline import publishing
from timeline.selection import Facet, Selection
from timeline.selection.facets import _Counts
from timeline.selection.memory import MEMORY, Memory

pytestmark = pytest.mark.django_db


def facet_counts(query: str) -> dict[str, dict[str, int]]:
    facets = Selection.from_query(query).facets()
    return {f.name: {v.value: v.count for v in f.values} for f in facets}


def test_the_second_reader_of_a_view_asks_for_its_names_only():
    make_chronicle(12)
    query = "who=russia&from=2025-05-01&to=2025-06-30"
    asked = []
    for _reader in range(2):
        with Questions() as seen:
            selection = Selection.from_query(query)
            selection.sentence()
            selection.facets()
        asked.append(seen.number)
    assert asked[1] <= 4 < asked[0]


def test_a_reader_of_another_language_gets_the_same_counts_in_its_words():
    make_chronicle(12)
    english = Selection.from_query("kind=talks").facets()
    with override("uk"):
        ukrainian = Selection.from_query("kind=talks").facets()
    assert [_counts(f) for f in english] == [_counts(f) for f in ukrainian]
    assert english[2].values[0].label == "Talks"
    assert ukrainian[2].values[0].label == "Переговори"


def _counts(facet: Facet) -> list[int]:
    return [value.count for value in facet.values]


def test_publishing_is_counted_at_once():
    cast.published()
    assert Selection.from_query("who=russia").count == 1
    assert facet_counts("")["who"]["russia"] == 1
    second = cast.published("Russia and Ukraine meet again", "17 May 2025")
    assert Selection.from_query("who=russia").count == 2
    assert facet_counts("")["who"]["russia"] == 2
    publishing.withdraw(second, editor="nora", reason="Entered twice")
    assert Selection.from_query("who=russia").count == 1
    assert facet_counts("")["who"]["russia"] == 1


def test_counts_are_the_same_counted_and_remembered():
    make_chronicle(60)
    for query in ("", "who=russia", "from=2025-05-10&to=2025-05-20", "kind=talks"):
        MEMORY.clear()
        first = facet_counts(query), Selection.from_query(query).count
        again = facet_counts(query), Selection.from_query(query).count
        assert first == again


def test_reading_all_terms_in_order_counts_the_same(monkeypatch):
    make_chronicle(60)
    queries = ("who=russia", "from=2025-05-01", "status=confirmed", "q=delegates")
    looked_up = [facet_counts(query) for query in queries]
    MEMORY.clear()
    monkeypatch.setattr(_Counts, "_is_most", True)
    assert [facet_counts(query) for query in queries] == looked_up


def test_an_empty_record_is_not_remembered():
    assert Selection.from_query("").count == 0
    assert MEMORY.size == 0


def test_memory_forgets_what_was_not_asked_for_longest():
    memory = Memory(most=4)
    memory.keep("a", {"x": 1})
    memory.keep("b", {"x": 1})
    assert memory.recall("a") == {"x": 1}
    memory.keep("c", {"x": 1})
    assert memory.recall("b") is None
    assert memory.recall("a") == memory.recall("c") == {"x": 1}
    assert memory.size == 4


def test_memory_never_grows_beyond_its_limit():
    memory = Memory(most=10)
    for number in range(100):
        memory.keep(number % 7, {"x": {str(n): n for n in range(number % 5)}})
        assert memory.size <= 10
    memory.keep("large", tuple(range(11)))
    assert memory.recall("large") is None
    assert memory.size == 0
