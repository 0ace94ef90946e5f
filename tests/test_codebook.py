"""About the data: every code, column, field and parameter has its meaning there."""

import re
from collections.abc import Iterable
from typing import Any, get_type_hints

import pytest
from django.test import Client
from django.utils.translation import override

from tests import cast
from tests.chronicle import make_chronicle
from tests.counting import at_most
from tests.markup import Outline, page, the_talks
from timeline.codebook.book import CHAPTERS
from timeline.codebook.chapters.borders import GROUNDS
from timeline.codebook.chapters.coverage import MOST_YEARS
from timeline.codebook.chapters.dates import TYPED
from timeline.codebook.chapters.files import record_types
from timeline.codebook.field_words import FIELD_MEANINGS
from timeline.codebook.filter_words import FILTER_WORDS
from timeline.codebook.marked import MARKED
from timeline.codebook.sample import sample_record
from timeline.codebook.shape import Section, Term
from timeline.codebook.type_words import TYPE_MEANINGS
from timeline.codebook.words import MEANINGS
from timeline.codelists.labels import labels
from timeline.codelists.tables import FAMILIES, ROLES, event_types, topics
from timeline.dates import Kind, PartOfDay, read_date
from timeline.eventrecord import EventRecord
from timeline.formats import CHANGE_FORMATS, FORMATS, citations, participations
from timeline.formats.changes import FIELD_WORDS, OWN_NOTES
from timeline.formats.csv import COLUMNS
from timeline.models.events import Commitment, Event, EventRelation, Participation
from timeline.models.locations import Location
from timeline.models.participants import Participant
from timeline.models.sources import Citation, Outlet, Source
from timeline.models.versions import EventVersion
from timeline.presentation.marks import SHAPES
from timeline.records import event_record
from timeline.selection.vocabulary import PARAMETERS, STATUSES

LANGUAGES = ("en", "uk", "ru", "tr", "ar")


@pytest.fixture
def reader() -> Client:
    return cast.reader_client()


def sections(chapter: str) -> tuple[Section, ...]:
    return CHAPTERS[chapter].sections()


def terms(chapter: str) -> list[Term]:
    return [term for section in sections(chapter) for term in section.terms]


def codes(chapter: str, anchor: str) -> set[str]:
    """The codes of one section."""
    found = [s for s in sections(chapter) if s.anchor == anchor]
    assert len(found) == 1, anchor
    return {term.code for term in found[0].terms}


# Nothing is missing, and nothing is there that is no longer used


@pytest.mark.parametrize(
    ("chapter", "anchor", "known"),
    [
        ("dates", "marks", SHAPES),
        ("dates", "kinds-of-date", [kind.value for kind in Kind]),
        ("dates", "parts-of-day", [part.value for part in PartOfDay]),
        ("dates", "filter", ["certain", "might"]),
        ("statuses", "shown", STATUSES),
        ("statuses", "lifecycle", Event.Status.values),
        ("statuses", "standing", ["confirmed", "reported", "disputed"]),
        ("roles", "roles", Participation.Role.values),
        ("roles", "weights", {role.weight for role in ROLES}),
        ("roles", "attendance", Participation.Attendance.values),
        ("roles", "participants", Participant.Kind.values),
        ("kinds", "fit", {row.fit for row in event_types()}),
        ("kinds", "quad-class", {row.quad_class for row in event_types()} - {""}),
        ("kinds", "format", Event.Format.values),
        ("topics", "topics", [topic.slug for topic in topics()]),
        ("places", "kinds-of-place", Location.Kind.values),
        ("places", "precision", Location.Precision.values),
        ("sources", "outlet-kind", Outlet.Kind.values),
        ("sources", "document-kind", Source.Kind.values),
        ("sources", "about", Citation.About.values),
        ("sources", "stance", Citation.Stance.values),
        ("sources", "source-grade", Citation.SourceGrade.values),
        ("sources", "information-grade", Citation.InformationGrade.values),
        ("relations", "relations", EventRelation.Kind.values),
        ("relations", "commitments", Commitment.Status.values),
        ("changes", "change", EventVersion.Change.values),
        ("filters", "parameters", PARAMETERS),
        ("columns", "formats", FORMATS),
        ("columns", "columns", COLUMNS),
        ("columns", "participation-columns", participations.COLUMN_NOTES),
        ("columns", "citation-columns", citations.COLUMN_NOTES),
    ],
)
def test_a_section_holds_every_code_of_its_list(
    chapter: str, anchor: str, known: Iterable[str]
) -> None:
    assert codes(chapter, anchor) == set(known)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_event_type_stands_in_its_family(family: tuple[str, ...]) -> None:
    slugs = {row.slug for row in event_types() if row.reader_family == family[0]}
    assert codes("kinds", f"family-{family[0]}") == slugs


def test_every_field_of_the_record_stands_in_its_type() -> None:
    for name, kind in record_types().items():
        assert codes("record", name.removesuffix("Record").lower()) == {
            *get_type_hints(kind)
        }


@pytest.mark.parametrize("chapter", [c for c in CHAPTERS if c != "coverage"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_a_label_a_meaning_and_an_example(
    chapter: str, language: str
) -> None:
    with override(language):
        for term in terms(chapter):
            assert term.label.strip(), term.code
            assert term.definition.strip(), term.code
            empty = chapter in {"columns", "record"}  # an empty cell is an example too
            assert empty or term.example.strip(), term.code


def test_no_meaning_is_of_a_code_that_is_gone() -> None:
    for name, meanings in MEANINGS.items():
        if name in {"status", "standing", "lifecycle"}:
            continue
        assert name in UNLABELLED or set(meanings) == set(labels(name)), name
    assert set(MEANINGS["status"]) == set(STATUSES)
    assert set(TYPE_MEANINGS) == {row.slug for row in event_types()}
    assert set(FILTER_WORDS) == set(PARAMETERS)
    assert set(FIELD_MEANINGS) == set(record_types())


UNLABELLED = {
    "kind",
    "precision",
    "date_prec",
    "date_match",
    "part_of_day",
    "weight",
    "fit",
    "quad_class",
}


def test_every_text_of_the_registries_is_marked_for_translators() -> None:
    units = [unit for fmt in FORMATS.values() for unit in fmt.units.values()]
    notes = [note for unit in units for note in unit.notes.values()]
    notes += OWN_NOTES.values()
    columns = {text for note in notes for text in (note.meaning, note.values) if text}
    every = [*FORMATS.values(), *CHANGE_FORMATS.values()]
    formats = {text for fmt in every for text in (fmt.label, fmt.note)}
    fields = set(FIELD_WORDS.values())
    roles = {role.note for role in ROLES}
    about = {topic.note for topic in topics()}
    assert set(MARKED) == columns | formats | roles | about | fields


# What is worked out is true


@pytest.mark.parametrize("typed", TYPED)
def test_a_date_of_the_table_is_shown_with_its_bounds(typed: str) -> None:
    (table,) = [s for s in sections("dates") if s.anchor == "bounds"]
    (row,) = [r for r in table.rows if r.cells[0] == typed]
    cells = dict(zip(table.heads, row.cells, strict=True))
    when = read_date(typed)
    assert cells["EDTF"] == when.edtf
    for bound in ("start_earliest", "start_latest", "end_earliest", "end_latest"):
        day = getattr(when, bound)
        assert cells[bound] == (day.isoformat() if day else "")


def test_an_example_of_a_column_is_a_cell_of_a_file() -> None:
    cells = {
        f"{section.prefix}-{term.code}": term.example
        for section in sections("columns")
        for term in section.terms
    }
    made_up = sample_record()
    assert cells["term-title"] == made_up["title"]
    assert cells["term-cameo"] == "040"
    assert cells["term-participants"] == "Austria | Ana Kovač"
    assert cells["participation-office"] == "Minister of Infrastructure"
    assert cells["citation-stance"] == "disputes"
    assert cells["term-url"].endswith(
        "/events/12-austria-and-slovenia-agree-on-a-rail-link/"
    )


@pytest.mark.django_db
def test_the_made_up_event_has_the_fields_of_a_real_one() -> None:
    made = the_talks(planned=["15 May 2025"])
    real: Any = event_record(made, version=1, recorded_at=made.changed)
    made_up: Any = sample_record()
    made_up.pop("date_match")
    made_up.pop("corrections")  # only there when something was corrected
    assert set(made_up) == set(real)
    for part in ("type", "date", "place"):
        assert set(made_up[part]) == set(real[part])
    for part in ("participations", "citations", "tracks", "planned_dates"):
        mine, theirs = made_up[part], real[part]
        assert set(mine[0]) == set(theirs[0])


def test_the_types_of_fields_are_said_as_json_has_them() -> None:
    said = {t.code: t.facts[0].value for t in terms("record")}
    assert said["latitude"] == "number or null"
    assert said["participations"] == "list of object: Participation"
    assert said["names"] == "object: language code to name"
    assert get_type_hints(EventRecord).keys() <= said.keys()


def test_a_disputed_place_is_listed_where_the_gazetteer_has_it() -> None:
    (table,) = [s for s in sections("borders") if s.anchor == "disputed"]
    under = {row.cells[0]: row.cells[1] for row in table.rows}
    assert len(under) == len(GROUNDS)
    assert under["Crimea"] == "Ukraine"
    assert under["East Jerusalem"] == "West Bank, Palestine"
    assert under["Kosovo"] == "An entry of its own"
    assert under["Spratly Islands"] == "South China Sea"


@pytest.mark.no_cover
@pytest.mark.one_database
@pytest.mark.django_db
def test_every_example_of_a_filter_is_one_that_pages_understand(
    reader: Client,
) -> None:
    make_chronicle(12)
    for chapter in CHAPTERS:
        for term in terms(chapter):
            if not term.query or "=istanbul" in term.query:
                continue
            html = reader.get(f"/?{term.query}", follow=True).content.decode()
            assert "is not a" not in html, term.query
            assert "no filter called" not in html, term.query


@pytest.mark.django_db
def test_coverage_counts_what_the_filters_find(reader: Client) -> None:
    make_chronicle(60)
    counted = 0
    for section in sections("coverage"):
        for row in section.rows:
            if section.anchor == "years":
                continue
            html = page(reader, f"/?{row.query}")
            found = re.search(r"<strong>([\d,]+) events?</strong>", html)
            assert found
            assert found[1] == row.cells[-1], row
            counted += 1
    assert counted > 15


@pytest.mark.django_db
def test_coverage_counts_every_event_in_one_year() -> None:
    make_chronicle(60)
    (years,) = [s for s in sections("coverage") if s.anchor == "years"]
    assert sum(int(row.cells[1]) for row in years.rows) == 60
    assert any(row.cells[0] == "2025" for row in years.rows)


# Pages


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_is_a_page_with_one_anchor_for_each_term(
    reader: Client, chapter: str, language: str
) -> None:
    the_talks()
    prefix = "" if language == "en" else f"/{language}"
    outline = Outline(page(reader, f"{prefix}/about/{chapter}/"))
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.levels[0] == 1
    assert not {"style", "onclick"} & set(outline.attributes)
    with override(language):
        for section in sections(chapter):
            for term in section.terms:
                assert f"{section.prefix}-{term.code}" in outline.ids
    assert set(outline.anchors) <= {*outline.ids, ""}


@pytest.mark.django_db
def test_the_contents_lead_to_every_chapter(reader: Client) -> None:
    html = page(reader, "/about/")
    for chapter in CHAPTERS:
        assert f'href="/about/{chapter}/"' in html
    assert 'id="marks"' in html  # an older address leads here


@pytest.mark.django_db
def test_a_chapter_that_is_none_is_not_found(reader: Client) -> None:
    assert reader.get("/about/nothing/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_costs_few_queries_whatever_there_is(
    reader: Client, chapter: str
) -> None:
    make_chronicle(8)
    with at_most(30):
        page(reader, f"/about/{chapter}/")


@pytest.mark.django_db
def test_many_years_are_counted_by_decade() -> None:
    cast.published_together(
        cast.event(f"The parties meet in the year {year}", str(year))
        for year in range(1990, 1990 + MOST_YEARS + 2)
    )
    (years,) = [s for s in sections("coverage") if s.anchor == "years"]
    assert [row.cells for row in years.rows] == [
        ("1990–1999", "10"),
        ("2000–2009", "10"),
        ("2010–2019", "10"),
        ("2020–2029", "2"),
    ]
    assert years.rows[0].query == "from=1990&to=1999"
