"""A selection and its rows speak the reader's language; addresses speak none."""

from random import Random
from urllib.parse import urlencode

import pytest
from django.utils.translation import override

from tests import cast
from tests.chronicle import make_chronicle, random_queries
from timeline.codelists.labels import LANGUAGES, label
from timeline.models.versions import Heading
from timeline.presentation.naming import heading_name, label_of, name_in
from timeline.presentation.rows import row_of
from timeline.selection import Selection

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
OTHERS = ("uk", "ru", "tr", "ar")


@pytest.mark.no_cover
def test_addresses_are_the_same_in_every_language():
    make_chronicle(60)
    random = Random(5)
    for query in random_queries(random, 40):
        said = {}
        for language in LANGUAGES:
            with override(language):
                selection = Selection.from_query(query)
                removals = [p.remove for p in selection.sentence().phrases if p.remove]
                links = {v.query for f in selection.facets() for v in f.values}
                said[language] = (selection.canonical, removals, links)
        assert all(others == said["en"] for others in said.values()), query


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kind_status_role_or_language_is_typed_in_any_language(language):
    cast.published(topics=["diplomatic"])
    codes = {
        "kind": ("talks", label("family", "talks", language)),
        "status": ("planned", label("status", "planned", language)),
        "role": ("host", label("role", "host", language)),
        "lang": ("uk", label("language", "uk", language)),
        "has": ("quote", label("has", "quote", language)),
        "topic": ("diplomatic", label("topic", "diplomatic", language)),
    }
    for name, (code, typed) in codes.items():
        for reader in LANGUAGES:
            with override(reader):
                selection = Selection.from_query(urlencode({name: typed.upper()}))
                assert selection.is_valid, (name, typed, selection.problems)
                assert selection.canonical == f"{name}={code}"


def test_a_type_is_typed_by_its_label_in_any_language():
    for language in LANGUAGES:
        typed = label("type", "veto", language)
        selection = Selection.from_query(urlencode({"kind": typed}))
        assert selection.canonical == "kind=action.veto"


def test_a_sentence_of_labels_names_every_filter_uninflected():
    cast.published(where=cast.istanbul(), tracks=[cast.istanbul_track()])
    query = "from=2025-05-15&to=2025-05-20&who=russia&who=ukraine&place=istanbul"
    with override("ru"):
        selection = Selection.from_query(query)
        phrases = [p.text for p in selection.sentence().phrases if p.remove is not None]
        labels = [v.label for f in selection.facets() for v in f.values if v.chosen]
    assert phrases[1:] == ["Стамбул", "Россия", "Украина"]
    assert set(labels) == {"Стамбул", "Россия", "Украина"}
    assert "15" in phrases[0]
    assert "мая 2025" in phrases[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_filter_is_a_phrase_with_a_way_out_in_every_language(language):
    make_chronicle(60)
    random = Random(9)
    with override(language):
        for query in random_queries(random, 40):
            selection = Selection.from_query(query)
            ways = {p.remove for p in selection.sentence().phrases if p.remove_label}
            assert len(ways) >= min(selection.active_filters, 1)
            assert selection.canonical not in ways
            for way in ways:
                assert Selection.from_query(way).active_filters <= (
                    selection.active_filters
                )


def test_the_boxes_of_dates_are_read_again_in_their_own_language():
    for language in LANGUAGES:
        with override(language):
            shown = Selection.from_query("from=2025-05-16&to=2025-06-02").form_values
            typed = urlencode({"from": shown["from"], "to": shown["to"]})
            again = Selection.from_query(typed)
            assert again.canonical == "from=2025-05-16&to=2025-06-02", shown


def test_a_name_without_a_spelling_stays_as_recorded():
    cast.published(who=[(cast.nato(), "party"), (cast.russia(), "party")])
    nato, russia = (Heading.objects.get(value=v) for v in ("nato", "russia"))
    with override("uk"):
        assert heading_name(nato) == "NATO"
        assert heading_name(russia) == "Росія"
        assert name_in({"name": "NATO", "names": {}}) == "NATO"
        assert name_in({"name": "Russia", "names": {"uk": "Росія"}}) == "Росія"
    with override("tr"):
        assert heading_name(russia) == "Russia"


def test_a_code_without_a_label_is_said_as_recorded():
    assert label_of("topic", "new-topic", "New topic") == "New topic"
    assert label_of("topic", "new-topic") == "new-topic"
    with pytest.raises(KeyError):
        label_of("colours", "red")


def test_a_row_speaks_the_language_of_its_reader():
    made = cast.published(
        "Envoys are to meet",
        "23-25 May 2025",
        who=[
            (cast.russia(), "host"),
            (cast.ukraine(), "party", {"attendance": "declined"}),
        ],
        where=cast.istanbul(),
        status="cancelled",
    )
    version = cast.version_of(made)
    with override("ru"):
        row = row_of(version, might=True)
    assert row.family_label == "Переговоры"
    assert row.place == "Стамбул"
    assert row.chips[0].words == "Отменено"
    assert "мая 2025" in row.date_words
    assert row.mark.label == "Точные дни"
    assert [(w.phrase, w.side, w.people) for w in row.who] == [
        ("", "Украина", ", отказ"),
        ("Принимающая сторона: ", "Россия", ""),
    ]
    assert row_of(version).family_label == "Talks"


@pytest.mark.parametrize("language", OTHERS)
def test_source_languages_are_listed_in_the_order_of_the_alphabet(language):
    outlets = [cast.reuters(), cast.tass(), cast.outlet("Anadolu", language="tr")]
    cast.published(sources=[cast.article(outlet) for outlet in outlets])
    with override(language):
        facets = {f.name: f for f in Selection.from_query("").facets()}
    shown = [v.value for v in facets["lang"].values]
    assert sorted(shown) == ["en", "ru", "tr"]
    wanted = {"uk": "en ru tr", "ru": "en ru tr", "tr": "en ru tr", "ar": "en tr ru"}
    assert shown == wanted[language].split()
