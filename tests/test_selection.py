"""One query string, one set of events: pages, counts and facets agree."""

from random import Random
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from tests import cast
from tests.chronicle import make_chronicle, random_queries
from tests.counting import Questions
from tests.thorough import tries
from timeline import publishing
from timeline.models.events import Event
from timeline.models.versions import EventVersion
from timeline.selection import Selection

pytestmark = pytest.mark.django_db
HUNDREDS = tries(200, usual=25)


@pytest.fixture
def chronicle() -> list[Event]:
    return make_chronicle(120)


def walk(query: str) -> list[int]:
    """The public numbers on every page of a query, in order."""
    numbers: list[int] = []
    selection = Selection.from_query(query)
    while True:
        page = selection.page()
        numbers += [v.event_id for v in page.versions]
        onward = page.later if selection.order == "oldest" else page.earlier
        if onward is None or "cursor=a." not in onward.query:
            return numbers
        selection = Selection.from_query(onward.query)


@pytest.mark.no_cover
def test_pages_hold_the_whole_selection_in_its_order(chronicle):
    random = Random(7)
    for query in random_queries(random, HUNDREDS):
        selection = Selection.from_query(query)
        assert selection.is_valid, (query, selection.problems)
        whole = [v.event_id for v in selection.versions()]
        assert walk(query) == whole, query
        assert len(whole) == selection.count, query
        assert selection.sentence().text.startswith(_said(len(whole))), query


def _said(count: int) -> str:
    return f"{count or 'No'} event" + ("" if count == 1 else "s")


@pytest.mark.no_cover
@pytest.mark.parametrize("part", range(5))
def test_every_facet_count_is_the_count_of_its_page(chronicle, part):
    """In parts, so that two workers share them."""
    for query in [*random_queries(Random(11), HUNDREDS)][part::5]:
        for facet in Selection.from_query(query).facets():
            for value in facet.values:
                target = Selection.from_query(value.query)
                assert target.is_valid, (query, value)
                assert target.count == value.count, (query, facet.name, value)


def test_going_back_meets_the_pages_gone_through(chronicle):
    first = Selection.from_query("sort=oldest").page()
    second = Selection.from_query(first.later.query).page()
    back = Selection.from_query(second.earlier.query).page()
    assert [v.event_id for v in back.versions] == [v.event_id for v in first.versions]
    assert second.earlier.count == len(first.versions)
    assert first.later.count == len(second.versions)


@pytest.mark.no_cover
def test_the_canonical_query_selects_the_same_and_is_stable(chronicle):
    random = Random(13)
    for query in random_queries(random, HUNDREDS):
        selection = Selection.from_query(query)
        again = Selection.from_query(selection.canonical)
        assert again.canonical == selection.canonical
        assert again.count == selection.count


def test_links_beyond_the_dates_lead_to_as_many_events_as_they_say(chronicle):
    page = Selection.from_query("from=2025-05-15&to=2025-05-16&maybe=0").page()
    for link in (page.earlier, page.later):
        assert link is not None
        assert "cursor" not in link.query
        assert Selection.from_query(link.query).count == link.count


def test_might_rows_are_counted_and_can_be_hidden(chronicle):
    both = Selection.from_query("from=2025-05-15&to=2025-05-16")
    certain = Selection.from_query("from=2025-05-15&to=2025-05-16&maybe=0")
    matches = [both.date_match(v) for v in both.versions()]
    assert both.might_count == matches.count("might") > 0
    assert certain.count == matches.count("certain")
    assert certain.hidden_might_count == both.might_count


@pytest.mark.no_cover
def test_widening_the_dates_never_loses_an_event(chronicle):
    random = Random(3)
    for _ in range(50):
        first, last = sorted((random.randint(1, 28), random.randint(1, 28)))
        narrow = _numbers(f"from=2025-05-{first:02}&to=2025-05-{last:02}")
        wide = _numbers(f"from=2025-04-{first:02}&to=2025-06-{last:02}")
        assert narrow <= wide


def _numbers(query: str) -> set[int]:
    return {v.event_id for v in Selection.from_query(query).versions()}


def test_ways_out_of_nothing_lead_somewhere(chronicle):
    selection = Selection.from_query(
        "who=nato&place=ankara&has=key&kind=travel&q=grain"
    )
    assert selection.count == 0
    ways = selection.escapes()
    assert 2 <= len(ways) <= 5
    for way in ways:
        assert Selection.from_query(way.query).count == way.count > 0


def test_the_query_box_turns_tokens_into_filters():
    cast.published(where=cast.istanbul())
    selection = Selection.from_query('q=who:Rossiya+who:"Ukraine"+-kind:travel+talks')
    assert selection.params["who"] == ["ukraine"]
    assert selection.query.words == "talks"
    assert "-kind:travel" in selection.query.encode().replace("%3A", ":")
    assert [p.parameter for p in selection.problems] == ["who"]


def test_an_unknown_token_is_searched_as_a_word_and_reported():
    cast.published()
    selection = Selection.from_query("q=country:Russia")
    problem = selection.problems[0]
    assert problem.title == "There is no filter called “country”"
    assert "place or who" in problem.message
    assert selection.query.words == "country Russia"
    assert Selection.from_query(selection.canonical).is_valid


def test_a_value_is_found_by_any_spelling():
    cast.published(where=cast.istanbul())
    for spelling in ("russia", "Russian Federation", "Россия", "росія"):
        assert Selection.from_query(f"who={spelling}").params["who"] == ["russia"]
    assert Selection.from_query("place=Стамбул").params["place"] == ["istanbul"]


def test_a_state_is_found_through_the_people_who_act_for_it():
    cast.published(who=[(cast.medinsky(), "speaker")])
    assert Selection.from_query("who=russia").count == 1
    assert Selection.from_query("who=russia&role=speaker").count == 1
    assert Selection.from_query("who=russia&role=host").count == 0


def test_all_together_asks_each_of_the_chosen_for_the_role():
    cast.published(who=[(cast.russia(), "party"), (cast.ukraine(), "party")])
    cast.published(who=[(cast.russia(), "host"), (cast.ukraine(), "party")])
    together = Selection.from_query("who=russia&who=ukraine&mode=all&role=party")
    assert together.count == 1
    assert Selection.from_query("who=russia&who=ukraine&role=party").count == 2


def test_a_date_that_is_none_is_left_out_and_mended():
    cast.published()
    selection = Selection.from_query("from=31+June+2025&who=russia")
    problem = selection.problems[0]
    assert problem.title == "“31 June 2025” is not a date"
    assert [c.label for c in problem.changes] == ["30 June 2025", "1 July 2025"]
    assert selection.window is None
    assert selection.form_values["from"] == "31 June 2025"
    assert selection.count == 1


def test_reversed_dates_offer_to_be_swapped():
    selection = Selection.from_query("from=20+May+2025&to=15+May+2025")
    assert selection.problems[0].title == "The end is before the start"
    assert selection.problems[0].changes[0].query == "from=2025-05-15&to=2025-05-20"


def test_the_sentence_says_the_view():
    cast.published(where=cast.istanbul(), tracks=[cast.istanbul_track()])
    cast.published("Ukraine hands Russia its list", "between 16 and 22 May 2025")
    text = (
        Selection.from_query("from=2025-05-15&to=2025-05-20&who=russia&who=ukraine")
        .sentence()
        .text
    )
    assert text == (
        "2 events dated 15 to 20 May 2025, involving any of Russia or Ukraine. "
        "One of them might fall outside these dates. Oldest first."
    )


def test_each_phrase_of_the_sentence_can_be_taken_out():
    cast.published(where=cast.istanbul())
    selection = Selection.from_query("who=russia&who=ukraine&place=istanbul&minsrc=2")
    removals = {
        p.remove_label: p.remove
        for p in selection.sentence().phrases
        if p.remove is not None
    }
    assert removals == {
        "Remove filter: place, Istanbul": "who=russia&who=ukraine&minsrc=2",
        "Remove filter: participant, Russia": "who=ukraine&place=istanbul&minsrc=2",
        "Remove filter: participant, Ukraine": "who=russia&place=istanbul&minsrc=2",
        "Remove filter: at least 2 sources": "who=russia&who=ukraine&place=istanbul",
    }


def test_as_of_shows_the_record_as_it_stood():
    event = cast.published()
    first = cast.version_of(event)
    event.title = "Russia and Ukraine meet in Istanbul"
    event.save()
    cast.publish(event, reason="Shorter title")
    then = Selection.from_query(
        f"as_of={first.recorded_at.isoformat().replace('+', '%2B')}"
    )
    assert [v.title for v in then.versions()] == [cast.TALKS]
    assert [v.title for v in Selection.from_query("").versions()] == [event.title]
    assert EventVersion.objects.count() == 2


@pytest.mark.parametrize("size", [3, 30])
def test_a_selection_asks_a_fixed_number_of_questions(size):
    make_chronicle(size)
    selection = Selection.from_query("who=russia&from=2025-05-01&to=2025-06-30")
    with Questions() as asked:
        selection = Selection.from_query("who=russia&from=2025-05-01&to=2025-06-30")
        selection.sentence()
        selection.facets()
        selection.page()
    assert asked.number <= 14


def test_a_chosen_document_counts_the_events_it_leads_to():
    cast.published()
    slug = cast.article(cast.reuters()).slug
    facets = {f.name: f for f in Selection.from_query(f"source={slug}").facets()}
    counts = {v.value: v.count for v in facets["source"].values}
    assert counts[slug] == 1


def test_a_short_spelling_is_found_among_many_that_contain_it():
    crowd = [(cast.participant(f"Rustam {n}", "person"), "delegate") for n in range(60)]
    cast.published("A crowd of envoys meets", who=crowd)
    cast.published(who=[(cast.united_states(), "party")])
    selection = Selection.from_query("who=US")
    assert [v.value for v in selection.query.who] == ["united-states"]


def test_an_exclusion_with_a_slip_is_not_offered_as_its_opposite():
    cast.published()
    (problem,) = Selection.from_query("q=-who:rusia").problems
    assert "Did you mean Russia?" in problem.message
    assert problem.changes == ()


@pytest.mark.parametrize("box", ["\u200bwho:russia", "wh\u2060o:russia"])
def test_invisible_marks_do_not_keep_a_token_from_being_read(box):
    cast.published()
    selection = Selection.from_query(urlencode({"q": box}))
    assert selection.canonical == "who=russia"


def test_a_way_to_later_events_leads_to_some():
    cast.published("The envoys arrive", date="15 May 2025")
    cast.published(date="between 16 and 22 May 2025")
    assert Selection.from_query("to=2025-05-15&maybe=0").page().later is None
    later = Selection.from_query("to=2025-05-15").page().later
    assert later
    assert later.count == 1


def test_a_question_about_the_past_is_answered_when_its_subject_is_gone():
    event = cast.published("NATO meets", who=[(cast.nato(), "party")])
    moment = timezone.now().isoformat()
    publishing.withdraw(event, editor="nora", reason="Entered twice")
    past = Selection.from_query(urlencode({"who": "nato", "as_of": moment}))
    assert past.is_valid
    assert [v.event_id for v in past.versions()] == [event.number]
    assert not Selection.from_query("who=nato").is_valid


def test_a_cursor_beyond_the_last_event_shows_the_first_page():
    cast.published()
    selection = Selection.from_query("cursor=a.1.1")
    assert [v.title for v in selection.page().versions] == [cast.TALKS]
