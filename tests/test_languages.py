"""Five languages: every word translated, every plural right, no English left over."""

import re
from gettext import GNUTranslations
from pathlib import Path

import pytest

from tests.translations import (
    PLURALS,
    ROOT,
    Message,
    catalog,
    extracted,
    header,
    placeholders,
    read_po,
)
from timeline.codelists import tables
from timeline.codelists.alphabets import sort_key
from timeline.codelists.labels import LANGUAGES, label, labels, lists
from timeline.codelists.languages import LANGUAGES as SOURCE_LANGUAGES
from timeline.models import (
    events,
    locations,
    participants,
    sources,
    versions,
)

OTHERS = tuple(PLURALS)
# CLDR 45, cardinal plurals of whole numbers; the order of forms in the catalogs.
FORMS = {
    "uk": ("one", "few", "many"),
    "ru": ("one", "few", "many"),
    "tr": ("one", "other"),
    "ar": ("zero", "one", "two", "few", "many", "other"),
}
COUNTS = (0, 1, 2, 3, 5, 11, 21, 100, 102)
_SLAVIC = ["many", "one", "few", "few", "many", "many", "one", "many", "few"]
CLDR = {
    "uk": _SLAVIC,
    "ru": _SLAVIC,
    "tr": ["other", "one"] + ["other"] * 7,
    "ar": ["zero", "one", "two", "few", "few", "many", "many", "other", "other"],
}
ONE_NUMBER = {("ar", 0), ("ar", 1), ("ar", 2), ("tr", 0)}  # forms that may say it
_SPEAKS = re.compile(r"[^\W\d_]")


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    """Every word that templates and code ask a translation for."""
    with extracted() as found:
        return read_po(found)


@pytest.fixture(params=OTHERS)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


# The catalogs


def test_the_words_of_pages_are_found(words):
    assert len(words) > 300
    assert {"Chronology", "No events", "Newest first"} <= {m.text for m in words}


def test_every_word_is_in_the_catalog(words, language):
    """Run ``python -m tests.translations update``."""
    known = {message.key: message.plural for message in read_po(catalog(language))}
    assert {m.text for m in words if known.get(m.key) != m.plural} == set()
    assert set(known) - {m.key for m in words} == set()


def test_every_word_is_translated(language):
    """``python -m tests.translations missing`` lists them."""
    missing = [m.text for m in read_po(catalog(language)) if m.missing]
    assert not missing, f"{len(missing)} in {language}: {missing}"


def test_no_translation_is_a_guess(language):
    assert [m.text for m in read_po(catalog(language)) if m.fuzzy] == []


def test_a_plural_has_as_many_forms_as_the_language(language):
    for message in read_po(catalog(language)):
        wanted = len(FORMS[language]) if message.plural else 1
        assert len(message.said) == wanted, message.text


def test_translations_keep_what_is_filled_in(language):
    for message in read_po(catalog(language)):
        for form, said in enumerate(message.said):
            if said:
                assert _faults(message, said, (language, form)) == set(), said


def _faults(message: Message, said: str, form: tuple[str, int]) -> set[str]:
    """The placeholders that were lost or made up."""
    wanted = placeholders(message.text) | placeholders(message.plural)
    lost, made_up = wanted - placeholders(said), placeholders(said) - wanted
    if message.plural and form in ONE_NUMBER:
        lost -= wanted & {"count", "shown", "number", "found", "n"}
    return lost | made_up


def test_translations_keep_the_marks_of_html(language):
    for message in read_po(catalog(language)):
        for said in filter(None, message.said):
            assert _tags(said) in {_tags(message.text), _tags(message.plural)}, said


def _tags(text: str) -> tuple[str, ...]:
    return tuple(sorted(re.findall(r"<[^>]*>", text)))


def test_a_catalog_names_its_language_and_plural_rule(language):
    assert catalog(language).read_text(encoding="utf-8").startswith(header(language))


def test_what_pages_read_is_what_was_translated(language):
    """Run ``python -m tests.translations compile``."""
    compiled = _compiled(language)
    for message in read_po(catalog(language)):
        key = "\x04".join(filter(None, message.key))
        for form, said in enumerate(message.said):
            found = compiled.get((key, form) if message.plural else key, "")
            assert found == ("" if message.missing else said), message.text


def _compiled(language: str) -> dict[object, str]:
    with catalog(language).with_suffix(".mo").open("rb") as lines:
        read = GNUTranslations(lines)
    return dict(read._catalog)  # type: ignore[attr-defined]


def test_plural_rules_are_those_of_cldr(language):
    with catalog(language).with_suffix(".mo").open("rb") as lines:
        plural = GNUTranslations(lines).plural
    assert [FORMS[language][plural(n)] for n in COUNTS] == CLDR[language]


def test_words_are_asked_for_by_names_that_the_collector_knows():
    """``gettext as say`` would leave its words out of the catalogs."""
    aliased = re.compile(r"\b\w*gettext\w* as (\w+)")
    for path in (ROOT / "timeline").rglob("*.py"):
        assert set(aliased.findall(path.read_text(encoding="utf-8"))) <= {"_"}, path


# The code lists


def test_every_label_is_there_in_five_languages():
    for name in lists():
        for code, english in labels(name).items():
            for language in LANGUAGES:
                said = label(name, code, language)
                assert bool(said) == bool(english), (name, code, language)
                assert said == said.strip(), (name, code, language)


@pytest.mark.parametrize(
    ("language", "script"),
    [("uk", "а-яєіїґʼ"), ("ru", "а-яё"), ("ar", "\u0600-\u06ff")],
)
def test_labels_are_in_the_letters_of_their_language(language, script):
    other = re.compile(rf"[^\W\d_{script}]", re.IGNORECASE)
    for name in lists():
        if not name.endswith("-grade"):  # A to F stay Latin
            for code, said in labels(name, language).items():
                assert not other.search(said), (name, code, said)


MODELS = {
    "lifecycle": events.Event.Status,
    "role": events.Participation.Role,
    "format": events.Event.Format,
    "place-kind": locations.Location.Kind,
    "participant-kind": participants.Participant.Kind,
    "outlet-kind": sources.Outlet.Kind,
    "document-kind": sources.Source.Kind,
    "geo-precision": locations.Location.Precision,
    "stance": sources.Citation.Stance,
    "source-grade": sources.Citation.SourceGrade,
    "information-grade": sources.Citation.InformationGrade,
    "change": versions.EventVersion.Change,
}
CODES = {
    "attendance": events.Participation.Attendance,
    "attendance-phrase": events.Participation.Attendance,
    "relation": events.EventRelation.Kind,
    "relation-back": events.EventRelation.Kind,
    "commitment": events.Commitment.Status,
    "about": sources.Citation.About,
}


@pytest.mark.parametrize("name", MODELS)
def test_english_labels_are_those_of_the_models(name):
    assert labels(name) == dict(MODELS[name].choices)


@pytest.mark.parametrize("name", CODES)
def test_every_code_of_the_models_has_a_label(name):
    assert list(labels(name)) == list(CODES[name].values)


def test_english_labels_are_those_of_the_tables():
    assert labels("type") == {t.slug: t.label for t in tables.event_types()}
    assert labels("topic") == {t.slug: t.label for t in tables.topics()}
    assert labels("role") == {r.slug: r.label for r in tables.ROLES}
    assert labels("role-phrase") == {r.slug: r.phrase for r in tables.ROLES}
    assert labels("attendance") == {a.slug: a.label for a in tables.ATTENDANCES}
    assert labels("attendance-phrase") == {a.slug: a.phrase for a in tables.ATTENDANCES}
    families = {f.slug: f.label for f in tables.FAMILIES}
    assert labels("family") == families | {"other": "Other"}
    assert labels("family-note") == {f.slug: f.note for f in tables.FAMILIES}
    assert labels("language") == SOURCE_LANGUAGES


def test_an_unknown_list_or_code_is_refused():
    with pytest.raises(KeyError):
        label("colours", "red")
    with pytest.raises(KeyError):
        label("family", "red")


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("uk", "Гаага ґава Європа Ізраїль їжак йод Київ Яїр"),
        ("ru", "Ёжин Ереван Житомир Иран Йемен Киев"),
        (
            "tr",
            "Cenevre Çin Hollanda Irak İsviçre Japonya Oslo Ötüken Suriye Şam",
        ),
        ("ar", "الأردن البحرين السودان العراق الكويت مصر اليمن"),
        ("en", "Åland Ankara Bern Éire"),
    ],
)
def test_names_sort_as_in_the_alphabet_of_the_language(language, names):
    expected = names.split()
    jumbled = sorted(expected, key=lambda name: name[::-1])
    assert sorted(jumbled, key=lambda name: sort_key(name, language)) == expected


def test_nothing_of_the_catalogs_is_left_in_the_wrong_folder():
    found = {path.parent.parent.name for path in ROOT.rglob("timeline/**/django.po")}
    assert found == set(OTHERS)
    assert Path(catalog("uk")).is_file()
