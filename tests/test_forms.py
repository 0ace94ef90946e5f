"""What was typed about an event: understood, or refused with what to write instead."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from timeline.forms.book import NameBook
from timeline.forms.dating import exact_day, reading_of
from timeline.forms.naming import Participants, Places, UnclearError
from timeline.forms.rows import LanguageField
from timeline.forms.submission import (
    SECTIONS,
    EventSubmission,
    StaleEventError,
    form_data,
)
from timeline.models.events import Event
from timeline.models.locations import Location
from timeline.models.participants import Participant
from timeline.models.sources import Outlet, Source
from timeline.models.tracks import Track
from timeline.publishing import PublishError

pytestmark = pytest.mark.django_db
TITLE = "Russia and Ukraine hold talks in Istanbul"
SECTION_NAMES = {section.name for section in SECTIONS}
BOTH = [{"participant": "Russia"}, {"participant": "Ukraine"}]
ARTICLE = {"url": "https://news.example/talks", "outlet": "Reuters"}


def submission(*, instance=None, **changes):
    boxes = {"title": TITLE, "type": "negotiation-round", "date": "16 May 2025"}
    rows = {"citations": [ARTICLE], "participations": BOTH}
    for name, value in changes.items():
        (rows if name in SECTION_NAMES else boxes)[name] = value
    cast.reuters()
    return EventSubmission(form_data(boxes, **rows), instance=instance)


def saved(**changes):
    made = submission(**changes)
    assert made.is_valid(), made.errors
    return made.save()


def refused(**changes):
    """The sentences of what is refused, joined."""
    made = submission(**changes)
    assert not made.is_valid()
    assert not Event.objects.exists()
    return " ".join(fault.sentence for fault in made.errors)


def names(event):
    return [part.participant.name for part in event.participations.all()]


# Names


@pytest.mark.parametrize(
    "typed", ["Russia", "russia", "Россия", "russian federation", "Russia (state)"]
)
def test_any_spelling_finds_the_participant(world, typed):
    assert Participants().find(typed) == world.russia


def test_a_name_two_have_is_asked_about(world):
    country = cast.participant("Georgia", "state")
    area = cast.participant("Georgia", "territory")
    with pytest.raises(UnclearError) as caught:
        Participants().find("Georgia")
    assert "is the name of 2 participants" in caught.value.message
    offered = [offer.text for offer in caught.value.offers]
    assert [Participants().find(text) for text in offered] == [country, area]
    assert Participants().find("Georgia (territory)") == area


def test_a_place_is_told_apart_by_where_it_lies(world):
    texas = cast.place("Texas", "province", cast.country("United States", "US"))
    paris = cast.place("Paris", "city", cast.country("France", "FR"))
    other = cast.place("Paris", "city", texas)
    assert Places().find("Paris, France") == paris
    assert Places().find("Paris, Texas, United States") == other
    assert Places().find("Paris (Texas)") == other
    with pytest.raises(UnclearError, match="2 places"):
        Places().find("Paris")


def test_a_stored_event_shows_names_that_find_the_same_again(world):
    cast.participant("Georgia", "territory")
    country = cast.participant("Georgia", "state")
    event = cast.draft(who=[(country, "party")])
    shown = EventSubmission(instance=event)
    text = shown.sections["participations"].forms[0].initial["participant"]
    assert Participants().find(text) == country


def test_the_new_person_is_shared_by_all_boxes(world):
    event = saved(
        participations=[
            {
                "participant": "Vladimir Medinsky",
                "create_as": "person",
                "create_for": "Russia",
            }
        ],
        citations=[ARTICLE | {"quote": "We agreed.", "speaker": "vladimir medinsky"}],
    )
    medinsky = Participant.objects.get(name="Vladimir Medinsky")
    assert event.citations.get().speaker == medinsky
    assert medinsky.acts_for == world.russia


def test_a_body_and_its_minister_can_be_new_together(world):
    saved(
        participations=[
            {"participant": "A. Minister", "create_as": "person", "create_for": "MFA"},
            {"participant": "MFA", "create_as": "body", "create_for": "Ukraine"},
        ]
    )
    assert [p.name for p in Participant.objects.get(name="A. Minister").sides()] == [
        "MFA",
        "Ukraine",
    ]


def test_two_new_ones_cannot_act_for_each_other(world):
    sentences = refused(
        participations=[
            {"participant": "First", "create_as": "body", "create_for": "Second"},
            {"participant": "Second", "create_as": "body", "create_for": "First"},
        ]
    )
    assert "cannot act for itself" in sentences


def test_asking_again_to_create_finds_the_first(world):
    row = {"participant": "Keith Kellogg", "create_as": "person"}
    saved(participations=[row])
    saved(participations=[row])
    assert Participant.objects.filter(name="Keith Kellogg").count() == 1


def test_a_new_place_says_where_it_lies(world):
    assert "Say where the new place lies" in refused(
        place="Çırağan Palace", create_place_as="site"
    )
    event = saved(
        place="Çırağan Palace", create_place_as="site", create_place_in="Istanbul"
    )
    assert event.location.in_words() == "Çırağan Palace, Istanbul, Türkiye"
    assert Location.objects.spelled("ciragan palace").get() == event.location


@pytest.mark.parametrize("typed", ["\u200b\u200b", "\u202e", "\ufeff"])
def test_invisible_names_do_not_count(world, typed):
    row = {"participant": typed, "create_as": "person"}
    assert names(saved(participations=[row, *BOTH])) == ["Russia", "Ukraine"]


# Sources


def test_the_outlet_is_taken_from_the_link(world):
    Outlet.objects.filter(pk=cast.reuters().pk).update(
        homepage="https://www.reuters.com/"
    )
    event = saved(citations=[{"url": "https://www.reuters.com/world/talks"}])
    assert event.citations.get().source.outlet.name == "Reuters"


def test_an_unknown_outlet_is_asked_for_and_can_be_created(world):
    link = {"url": "https://paper.example/1"}
    assert "Say who published it" in refused(citations=[link])
    row = link | {"outlet": "The Paper", "create_as": "newspaper"}
    event = saved(citations=[row])
    assert event.citations.get().source.outlet.kind == "newspaper"


def test_two_quotes_of_one_article_are_one_source(world):
    event = saved(
        citations=[
            ARTICLE | {"quote": "First.", "title": "Talks"},
            ARTICLE | {"quote": "Second.", "byline": "A. Reporter"},
        ]
    )
    source = Source.objects.get()
    assert (source.title, source.byline) == ("Talks", "A. Reporter")
    assert [c.number for c in event.citations.all()] == [1, 2]


def test_a_document_without_a_link_is_found_again(world):
    row = {"outlet": "Reuters", "title": "Communique", "published": "16 May 2025"}
    saved(citations=[row])
    saved(citations=[row])
    assert Source.objects.get().slug == "reuters-2025-05-16"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://a.example/b", "http://", "data:text/html,x"]
)
def test_only_web_addresses_are_links(world, link):
    refused(citations=[{"url": link, "outlet": "Reuters"}])


def test_a_disputing_source_says_what_it_states(world):
    assert "must say what it states" in refused(
        citations=[ARTICLE | {"stance": "disputes"}]
    )


def test_numbers_may_be_swapped(world):
    other = {"url": "https://news.example/other", "outlet": "Reuters"}
    event = saved(citations=[ARTICLE | {"number": 1}, other | {"number": 2}])
    again = submission(
        instance=event, citations=[ARTICLE | {"number": 2}, other | {"number": 1}]
    )
    assert again.is_valid()
    again.save()
    assert [c.source.url for c in event.citations.all()] == [
        other["url"],
        ARTICLE["url"],
    ]


def test_a_number_is_given_once(world):
    twice = [ARTICLE | {"number": 1}, ARTICLE | {"number": 1, "quote": "Again."}]
    assert "Another source has this number." in refused(citations=twice)


# Dates


@pytest.mark.parametrize("typed", ["15 May 2025", "2025-05-15", "15.05.2025"])
def test_a_day_is_typed_as_people_write_it(typed):
    assert exact_day(typed) == date(2025, 5, 15)


@pytest.mark.parametrize("typed", ["May 2025", "about 15 May 2025", "14-15 May 2025"])
def test_a_day_must_be_one_day(world, typed):
    row = ARTICLE | {"published": typed}
    assert "is not one exact day" in refused(citations=[row])


def test_a_reading_offers_the_other_readings():
    reading = reading_of("between 16 and 22 May 2025", zone="Europe/Istanbul")
    assert reading.shape == "between"
    assert reading.earliest == "Friday 16 May 2025"
    assert all(reading_of(offer.text).error == "" for offer in reading.others)


def test_a_best_guess_lies_within_the_date(world):
    vague = {"date": "between 16 and 22 May 2025"}
    assert "lies outside the date" in refused(best_guess="1 June 2025", **vague)
    assert saved(best_guess="17 May 2025", **vague).best_guess == date(2025, 5, 17)


def test_a_zone_typed_with_the_time_is_kept(world):
    event = saved(date="16 May 2025 13:35 Europe/Kyiv", place="Istanbul")
    assert event.zone() == "Europe/Kyiv"


# What surrounds it


def test_everything_around_an_event_is_kept(world):
    first = saved(title="The sides agree to meet in Istanbul")
    event = saved(
        tracks=[{"track": "Istanbul talks", "round": 1}],
        planned_dates=[{"date": "15 May 2025", "reason": "Late", "citation": 1}],
        relations=[{"kind": "follows", "target": first.title}],
        commitments=[
            {
                "debtor": "Russia",
                "beneficiary": "Ukraine",
                "what": "Hand over 1,000 prisoners",
                "due": "by 2 June 2025",
                "implemented_by": first.title,
            }
        ],
        topics=["military", "diplomatic"],
    )
    assert event.tracks.get().round.number == 1
    assert event.planned_dates.get().citation.number == 1
    assert event.relations.get().target == first
    assert event.commitments.get().implemented_by.get() == first
    assert event.commitments.get().end_latest == date(2025, 6, 2)
    assert event.topics.count() == 2


def test_a_new_process_and_its_round_are_created_on_request(world):
    row = {"track": "Geneva talks", "round": 2}
    assert "No process is called “Geneva talks”" in refused(tracks=[row])
    event = saved(tracks=[row | {"create": True}])
    assert event.tracks.get().track == Track.objects.get(name="Geneva talks")
    assert event.tracks.get().round.in_words() == "round 2"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ({"relations": [{"target": "#4821"}]}, "No event has the number"),
        ({"planned_dates": [{"date": "May 2025", "citation": 9}]}, "has the number 9"),
        ({"planned_dates": [{"reason": "Late"}]}, "Write when it was to have been."),
        ({"commitments": [{"debtor": "Russia"}]}, "Say what is owed."),
        ({"participations": [*BOTH, *BOTH]}, "has this role already"),
        ({"participations": [{"office": "Minister"}]}, "Say who took part"),
        ({"tracks": [{"round": 1}]}, "Say which process"),
    ],
)
def test_what_is_missing_around_it_is_said(world, rows, sentence):
    assert sentence in refused(**rows)


def test_an_event_is_not_related_to_itself(world):
    event = saved()
    again = submission(instance=event, relations=[{"target": TITLE}])
    assert not again.is_valid()


# All or nothing


def test_a_draft_may_know_no_date_and_no_source(world):
    assert saved(date="", citations=[], participations=[]).desk_state == "draft"


def test_a_refused_publishing_leaves_nothing_behind(world):
    made = submission(
        citations=[],
        participations=[{"participant": "Somebody New", "create_as": "person"}],
    )
    assert made.is_valid()
    with pytest.raises(PublishError):
        made.save(publish=True)
    assert "Nothing is published without a source." in made.errors[0].sentence
    assert not Participant.objects.filter(name="Somebody New").exists()
    assert not Event.objects.exists()
    assert made.event.pk is None


def test_an_outdated_form_is_not_stored(world):
    event = saved()
    made = submission(
        instance=event,
        seen="2025-05-16T00:00:00+00:00",
        summary="Mine",
        topics=["military"],
    )
    assert made.is_valid()
    with pytest.raises(StaleEventError):
        made.save()
    assert Event.objects.get().summary == ""
    assert made.form["topics"].value() == ["military"]


def test_a_post_that_leaves_a_section_out_leaves_it_alone(world):
    event = saved()
    data = form_data({"title": TITLE, "type": "visit", "date": "16 May 2025"})
    for count in ("TOTAL", "INITIAL"):
        del data[f"participations-{count}_FORMS"]
    made = EventSubmission(data, instance=event)
    assert made.is_valid()
    made.save()
    assert names(event) == ["Russia", "Ukraine"]
    assert not event.citations.exists()


def test_a_row_marked_for_removal_goes_and_is_not_checked(world):
    event = saved()
    rows = [*BOTH, {"participant": "Nobody Known", "DELETE": True}]
    again = submission(instance=event, participations=rows)
    assert again.is_valid()
    assert names(again.save()) == ["Russia", "Ukraine"]


@pytest.mark.parametrize("count", ["-1", "abc", "100000", ""])
def test_a_nonsense_row_count_is_refused_calmly(world, count):
    made = submission()
    data = made.form.data.copy()
    data["participations-TOTAL_FORMS"] = count
    assert isinstance(EventSubmission(data).is_valid(), bool)


@pytest.mark.parametrize("text", ["\x00", "x\x00y", "\ud800", "a" * 20_000])
@pytest.mark.parametrize(
    "box", ["title", "date", "place", "summary", "time_zone", "best_guess", "reason"]
)
def test_hostile_text_is_refused_or_cleaned(world, box, text):
    made = submission(**{box: text})
    if made.is_valid():
        event = made.save()
        assert "\x00" not in f"{event.title}{event.summary}"


@pytest.mark.parametrize("text", ["x\x00y", "\ud800", "a" * 20_000])
@pytest.mark.parametrize("box", ["office", "create_as", "on_behalf_of", "role"])
def test_hostile_text_in_a_row_is_refused_or_cleaned(world, box, text):
    made = submission(participations=[{"participant": "Russia", box: text}])
    if made.is_valid():
        assert names(made.save()) == ["Russia"]


def test_opening_an_event_costs_the_same_at_every_size(world):
    costs = []
    for size in (3, 30):
        who = [
            (cast.participant(f"Person {n}", "person"), "delegate") for n in range(size)
        ]
        event = cast.draft(f"Talks of {size} people", who=who)
        with CaptureQueriesContext(connection) as taken:
            EventSubmission(instance=event)
        costs.append(len(taken))
    assert costs[0] == costs[1]


def test_a_book_makes_two_of_one_name_and_different_kind(world):
    book = NameBook()
    book.participants.announce("Wagner", "group")
    assert book.participants.find("Wagner").kind == "group"
    assert book.participants.find("wagner") is book.participants.find("Wagner")


def test_an_event_published_while_its_form_was_being_saved_stays_published(world):
    """Publishing from the list does not count as a change of the text."""
    event = saved()
    late = submission(instance=Event.objects.get(pk=event.pk), title=TITLE + " again")
    assert late.is_valid()
    cast.publish(event)
    late.save()
    event.refresh_from_db()
    assert (event.number, event.desk_state) == (1, Event.DeskState.PUBLISHED)
    assert event.has_unpublished_changes


def test_emptying_the_date_box_forgets_the_date(world):
    event = saved()
    emptied = submission(instance=event, date="")
    assert emptied.is_valid(), emptied.errors
    emptied.save()
    event = Event.objects.get()
    assert (event.date, event.start_earliest, event.date_text) == (None, None, "")


def test_a_link_that_hides_its_host_behind_a_name_is_refused(world):
    says = refused(citations=[ARTICLE | {"url": "https://reuters.com@else.example/1"}])
    assert "leads somewhere else" in says


def test_new_documents_are_stored_in_one_order_whatever_the_order_of_the_rows(world):
    """Two editors who cite the same ones in opposite orders must not deadlock."""
    links = ["https://news.example/z", "https://news.example/a"]
    event = saved(citations=[{"url": link, "outlet": "Reuters"} for link in links])
    assert [c.source.url for c in event.citations.order_by("number")] == links
    assert [s.url for s in Source.objects.order_by("pk")] == links[::-1]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("en", "en"), ("English", "en"), ("en-GB", "en"), ("Swedish", "sv"), ("", "")],
)
def test_a_language_is_its_code_or_its_name(typed, code):
    assert LanguageField().clean(typed) == code


def test_a_language_nobody_knows_is_refused_with_what_to_write():
    with pytest.raises(ValidationError, match="Write its code, such as en"):
        LanguageField().clean("Klingon")
