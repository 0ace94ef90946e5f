"""What may have been entered before is shown beside the form, never refused."""

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from timeline.duplicates import (
    likely_duplicates,
    likely_duplicates_of_many,
    likeness,
    outlines_of,
)
from timeline.forms.book import NameBook
from timeline.forms.resembling import outline_of
from timeline.forms.submission import EventSubmission, form_data
from timeline.models.differences import DifferentEvent
from timeline.models.events import Event

pytestmark = pytest.mark.django_db
AGAIN = "Ukraine and Russia hold their first direct talks since 2022"
ADD = "/admin/timeline/event/add/"


def likely(event):
    (outline,) = outlines_of([event])
    return {one.key: one.reasons for one in likely_duplicates(outline)}


def shown(response):
    page = response.content.decode()
    return page.partition('class="dup"')[2].partition("</section>")[0]


def address(event):
    return f"/admin/timeline/event/{event.pk}/change/"


def typed(title=AGAIN, date="16 May 2025", who=("Russia", "Ukraine"), **boxes):
    parts = [{"participant": name, "role": "party"} for name in who]
    cited = [{"url": "https://news.example/again", "outlet": "Reuters"}]
    boxes = {"title": title, "type": "negotiation-round", "date": date} | boxes
    return form_data(boxes, citations=cited, participations=parts)


def test_the_same_talks_entered_twice_are_told_with_reasons():
    first = cast.published(tracks=[cast.istanbul_track()], where=cast.istanbul())
    second = cast.draft(AGAIN, tracks=[cast.istanbul_track()], where=cast.dolmabahce())
    reasons = (
        "same day",
        "both in Istanbul talks",
        "both involve Russia and Ukraine",
        "same title",
    )
    assert likely(first) == {second.pk: reasons}
    assert likely(second) == {first.pk: reasons}


@pytest.mark.parametrize(
    ("date", "why"),
    [
        ("15 May 2025", "a day apart"),
        ("May 2025", "the dates overlap"),
        ("about 17 May 2025", "the dates overlap"),
        ("16-17 May 2025", "the dates overlap"),
        ("since 16 May 2025", "same day"),
        ("by 16 May 2025", "same day"),
        ("14 May 2025", None),
        ("17-19 May 2025", None),
        ("June 2025", None),
    ],
)
def test_the_dates_must_touch(date, why):
    first, second = cast.draft(), cast.draft(date=date)
    found = likely(second)
    assert found.get(first.pk, (None,))[0] == why
    assert (first.pk in found) == (second.pk in likely(first))


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Prisoners are exchanged at the border of Belarus"},
        {"who": [(cast.russia, "party"), (cast.nato, "party")], "kind": "visit"},
        {"who": [(cast.rubio, "speaker")]},
    ],
)
def test_what_shares_too_little_is_not_told(other):
    first = cast.draft()
    if "who" in other:
        other = other | {"who": [(make(), role) for make, role in other["who"]]}
    second = cast.draft(**other)
    assert likely(first) == likely(second) == {}


def test_visits_to_two_places_on_a_day_are_two_events():
    rubio, rome = [(cast.rubio(), "visitor")], cast.country("Italy", "IT")
    cast.draft("Marco Rubio visits Ankara", who=rubio, where=cast.ankara())
    there = cast.draft("Marco Rubio visits Italy", who=rubio, where=rome)
    assert likely(there) == {}


def test_titles_are_alike_by_their_words():
    assert likeness("Rubio visits Ankara", "RUBIO visited Ankara") == 1
    assert likeness("Rubio visits Ankara", "Envoys meet in Geneva") == 0
    assert likeness("", "") == 0


def test_a_different_event_is_remembered_for_both():
    first, second = cast.draft(), cast.draft(AGAIN)
    said = DifferentEvent.say(second, first, by=cast.editor().pk)
    assert (said.first, said.second, str(said.said_by)) == (first, second, "nora")
    assert DifferentEvent.say(first, second, by=None) == said
    assert likely(first) == likely(second) == {}
    with pytest.raises(IntegrityError), transaction.atomic():
        DifferentEvent.objects.create(first=second, second=first)
    with pytest.raises(ValueError, match="same as itself"):
        DifferentEvent.say(first, first, by=None)


def test_a_file_is_compared_with_what_is_stored_and_within_itself(
    world, django_assert_max_num_queries
):
    cast.reuters()
    stored = cast.draft()
    book = NameBook()
    rows = [typed(), typed(date="20 May 2025"), typed("Talks resume", "21 May 2025")]
    rows += [typed(date="20 May 2025"), typed(date="")]
    checked = [EventSubmission(row, book=book) for row in rows]
    assert all(each.is_valid() for each in checked)
    outlines = [outline_of(each, n) for n, each in enumerate(checked)]
    assert outlines.pop() is None
    outlines = [o._replace(key=("row", o.key)) for o in outlines]
    with django_assert_max_num_queries(8):
        found = likely_duplicates_of_many(outlines)
    keys = {key: [one.key for one in others] for key, others in found.items()}
    assert keys == {
        ("row", 0): [stored.pk],
        ("row", 1): [("row", 3)],
        ("row", 3): [("row", 1)],
    }


def test_the_queries_for_one_do_not_grow_with_what_is_stored(
    django_assert_max_num_queries,
):
    for size in (3, 30):
        for _ in range(size):
            made = cast.draft(where=cast.istanbul())
        (outline,) = outlines_of([made])
        with django_assert_max_num_queries(7):
            assert len(likely_duplicates(outline)) == min(5, size - 1)


# Beside the form


def test_the_form_shows_what_may_be_the_same_and_remembers_that_it_is_not(world):
    client = cast.editor_client()
    first, second = cast.published(), cast.draft(AGAIN)
    panel = shown(client.get(address(second)))
    assert address(first) in panel and "16 May 2025 (Published)" in panel
    assert "Same day, both involve Russia and Ukraine, same title." in panel
    data = typed(title="Half a new title") | {"_different": str(first.pk)}
    answer = client.post(address(second), data)
    assert "is a different event" in answer.content.decode()
    assert "Half a new title" in answer.content.decode()
    assert shown(answer) == shown(client.get(address(first))) == ""
    assert Event.objects.get(pk=second.pk).title == AGAIN
    assert DifferentEvent.objects.get().said_by == cast.editor()


def test_a_refused_draft_shows_what_may_be_the_same_without_the_button(world):
    first = cast.published()
    answer = cast.editor_client().post(ADD, typed(status="no-such-status"))
    assert address(first) in shown(answer)
    assert "_different" not in shown(answer)
    assert Event.objects.count() == 1


def test_saving_is_never_refused_for_it(world):
    client = cast.editor_client()
    cast.reuters()
    cast.published()
    answer = client.post(ADD, typed() | {"_publish": ""}, follow=True)
    assert Event.objects.published().count() == 2
    assert "Already entered?" in answer.content.decode()


@pytest.mark.parametrize("key", ["", "0", "x", "²", "9" * 30, "\x00"])
def test_a_button_of_an_event_that_is_not_there_changes_nothing(world, key):
    event = cast.draft()
    answer = cast.editor_client().post(
        address(event), typed() | {"_different": key}, follow=True
    )
    assert answer.status_code == 200
    assert not DifferentEvent.objects.exists()
