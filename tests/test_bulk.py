"""Actions on many events of the list, and the searches kept above it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.test_admin import LIST, page
from timeline.forms.submission import EventSubmission
from timeline.models.events import Event
from timeline.models.searches import SavedSearch
from timeline.models.versions import EventVersion, PublicRecord

pytestmark = pytest.mark.django_db
SEARCHES = f"{LIST}searches/"


@pytest.fixture
def nora(world):
    return cast.editor_client("nora")


def drafts(count, **columns):
    return [cast.draft(f"The talks of the number {n}", **columns) for n in range(count)]


def act(client, action, events, **given):
    """Choose events in the list, then answer the page that asks."""
    chosen = {"action": action, "_selected_action": [event.pk for event in events]}
    asked = client.post(LIST, chosen)
    assert asked.status_code == 200
    assert f"{len(events)} event" in page(asked)
    keys = ",".join(str(event.pk) for event in events)
    assert f'name="keys" value="{keys}"' in page(asked) or len(events) > 1
    return client.post(LIST, chosen | {"apply": "1", "keys": keys} | given, follow=True)


def history(event):
    rows = LogEntry.objects.filter(object_id=str(event.pk))
    return [row.get_change_message() for row in rows.order_by("pk")]


# Publishing


def test_many_are_published_at_one_moment_and_each_problem_is_said(nora):
    good = drafts(3)
    bad = cast.draft("Talks that nobody reported", sources=[])
    nobody = cast.draft("Talks that nobody attended", who=[])
    answer = page(act(nora, "publish_selected", [*good, bad, nobody], reason="New"))
    assert "3 events published." in answer
    assert "“Talks that nobody reported” was not published. Nothing is" in answer
    assert "“Talks that nobody attended” was not published. Say who" in answer
    assert len({v.recorded_at for v in EventVersion.objects.all()}) == 1
    assert PublicRecord.objects.get().data_version == 1
    assert history(good[0]) == ["Published: New"]
    assert history(bad) == []
    again = page(act(nora, "publish_selected", good, reason="Again"))
    assert "3 had nothing new" in again
    assert EventVersion.objects.count() == 3


# Topics, processes, key events


def test_topics_are_added_and_count_as_an_edit(nora):
    with_one = cast.published("Talks about trade and aid", topics=["economic"])
    with_both = cast.draft("More talks about the same", topics=["economic", "health"])
    before = {e.pk: e.changed for e in Event.objects.all()}
    given = {"topics": ["economic", "health"]}
    answer = page(act(nora, "tag_selected", [with_one, with_both], **given))
    assert "1 event changed." in answer
    assert "readers see the change when you publish them again" in answer
    assert "“More talks about the same” was left alone: it has these topics" in answer
    after = Event.objects.get(pk=with_one.pk)
    assert {t.slug for t in after.topics.all()} == {"economic", "health"}
    assert after.changed > before[after.pk] and after.has_unpublished_changes
    assert Event.objects.get(pk=with_both.pk).changed == before[with_both.pk]
    assert history(with_one) == ["Topics added: Economy, Health."]
    assert history(with_both) == []


def test_events_enter_a_process_and_stay_in_the_round_they_are_in(nora):
    track = cast.istanbul_track()
    fresh = cast.draft("Talks of no process yet")
    no_round = cast.draft("Talks of no round yet", tracks=[track])
    first = cast.draft("Talks of the first round", tracks=[(track, 1)])
    third = cast.draft("Talks of the third round", tracks=[(track, 3)])
    events = [fresh, no_round, first, third]
    given = {"track": "Istanbul talks", "round": "3"}
    answer = page(act(nora, "enter_selected", events, **given))
    assert "2 events changed." in answer
    assert "it is in round 1 of this process; change that on its page." in answer
    assert "“Talks of the third round” was left alone: it is in this process" in answer
    rounds = [event.tracks.get().round.number for event in events]
    assert rounds == [3, 3, 1, 3]
    assert history(fresh) == ["Added to the process Istanbul talks, round 3."]


def test_a_process_nobody_knows_is_asked_for_again(nora):
    event = cast.draft()
    for name in ("No such process", "", "\x00", "x" * 900):
        answer = page(act(nora, "enter_selected", [event], track=name, round="0"))
        assert "What you chose" in answer
    assert not event.tracks.exists()


def test_events_are_marked_as_key_and_back(nora):
    plain, key = cast.draft("Talks like any other"), cast.draft("Key talks", key=True)
    answer = page(act(nora, "mark_selected", [plain, key], key="yes"))
    assert "1 event changed." in answer and "is a key event already" in answer
    assert Event.objects.filter(key=True).count() == 2
    act(nora, "mark_selected", [plain, key], key="no")
    assert not Event.objects.filter(key=True).exists()


def test_who_has_the_form_open_meanwhile_is_told(nora):
    """The control of counting as an edit: without it this save would win unseen."""
    event = cast.draft()
    opened = EventSubmission(instance=Event.objects.whole().get(pk=event.pk))
    act(nora, "mark_selected", [event], key="yes")
    boxes = {"title": event.title, "type": event.type.slug, "date": "16 May 2025"}
    boxes |= {"seen": opened.form["seen"].value(), "_save": "1"}
    answer = nora.post(f"{LIST}{event.pk}/change/", boxes)
    assert "Somebody else saved this event" in page(answer)


def test_the_events_are_locked_before_they_are_written(nora):
    event = cast.draft()
    with CaptureQueriesContext(connection) as asked:
        act(nora, "mark_selected", [event], key="yes")
    if connection.features.has_select_for_update:
        lines = [q["sql"] for q in asked if "timeline_event" in q["sql"]]
        locking = next(n for n, line in enumerate(lines) if "FOR UPDATE" in line)
        writing = next(n for n, line in enumerate(lines) if line.startswith("UPDATE"))
        assert locking < writing
    assert Event.objects.get().key


@pytest.mark.parametrize(
    ("action", "given"),
    [
        ("publish_selected", {"reason": "New"}),
        ("tag_selected", {"topics": ["economic"]}),
        ("enter_selected", {"track": "Istanbul talks", "round": "2"}),
        ("mark_selected", {"key": "yes"}),
    ],
)
def test_an_action_costs_the_same_for_three_and_for_thirty(nora, action, given):
    costs = []
    for count in (3, 30):
        Event.objects.all().delete()
        events = drafts(count)
        keys = ",".join(str(event.pk) for event in events)
        chosen = {"action": action, "_selected_action": [events[0].pk]}
        with CaptureQueriesContext(connection) as asked:
            nora.post(LIST, chosen | {"apply": "1", "keys": keys} | given)
        costs.append(len(asked))
        assert LogEntry.objects.filter(object_id=str(events[-1].pk)).exists()
    assert costs[1] <= costs[0] + 2  # a publishing makes its first rows once


def test_all_of_a_long_list_are_chosen_by_their_keys(nora, monkeypatch):
    """What is done is what was shown, and more than can be done says so."""
    events = drafts(4)
    across = {"action": "mark_selected", "_selected_action": [events[0].pk]}
    across |= {"select_across": "1", "index": "0"}
    monkeypatch.setattr("timeline.admin.bulk.MANY", 3)
    asked = page(nora.post(LIST, across))
    assert "4 events" in asked and "So many take a while" in asked
    monkeypatch.setattr("timeline.admin.bulk.MOST", 3)
    refused = page(nora.post(LIST, across, follow=True))
    assert "Narrow the list" in refused
    assert not Event.objects.filter(key=True).exists()


def test_no_key_that_is_sent_is_a_fault(nora):
    event = cast.draft()
    chosen = {"action": "mark_selected", "_selected_action": [event.pk], "apply": "1"}
    for keys in ("", "\x00", "-1,²,9" + "9" * 80, "abc", f"{event.pk},{event.pk + 1}"):
        answer = nora.post(LIST, chosen | {"keys": keys, "key": "yes"}, follow=True)
        assert answer.status_code == 200
    assert Event.objects.get().key


def test_someone_who_may_only_look_is_offered_no_action(world, django_user_model):
    viewer = django_user_model.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_event"))
    client = Client()
    client.force_login(viewer, "django.contrib.auth.backends.ModelBackend")
    event = cast.draft()
    assert "mark_selected" not in page(client.get(LIST))
    chosen = {"action": "mark_selected", "_selected_action": [event.pk], "apply": "1"}
    client.post(LIST, chosen | {"key": "yes"})
    assert not Event.objects.get().key


# Saved searches


def keep(client, query, name="Drafts to finish", **more):
    sent = {"_keep": "1", "page": "list", "query": query, "name": name} | more
    return client.post(SEARCHES, sent, follow=True)


def test_a_search_is_kept_from_the_list_and_leads_back_to_it(nora):
    where = f"{LIST}?desk_state__exact=draft&q=talks&p=2"
    assert 'value="desk_state__exact=draft&amp;q=talks"' in page(nora.get(where))
    answer = keep(nora, "desk_state__exact=draft&q=talks&p=2")
    assert answer.redirect_chain[-1][0] == f"{LIST}?desk_state__exact=draft&q=talks"
    assert 'aria-current="page">Drafts to finish' in page(answer)
    assert "Save this search" not in page(nora.get(LIST))  # nothing to keep


def test_a_search_of_the_queue_leads_to_the_queue(nora):
    keep(nora, "state=in-review", name="Waiting", page="queue")
    assert f'href="{LIST}queue/?state=in-review"' in page(nora.get(SEARCHES))
    assert "Waiting" not in page(nora.get(LIST))


def test_others_see_only_what_is_shared_and_change_nothing(nora):
    keep(nora, "q=secret", name="Mine alone")
    keep(nora, "q=talks", name="For the desk", shared="on")
    olga = cast.editor_client("olga")
    shown = page(olga.get(LIST))
    assert "For the desk" in shown and "Mine alone" not in shown
    search = SavedSearch.objects.get(name="For the desk")
    for button in ("_rename", "_remove"):
        sent = {button: search.pk, f"s{search.pk}-name": "Taken over"}
        assert "somebody else’s" in page(olga.post(SEARCHES, sent, follow=True))
    assert SavedSearch.objects.get(pk=search.pk).name == "For the desk"


def test_a_search_is_renamed_shared_and_removed(nora):
    keep(nora, "q=talks")
    keep(nora, "q=visits", name="Visits")
    search = SavedSearch.objects.get(name="Visits")
    name = f"s{search.pk}-name"
    sent = {
        "_rename": search.pk,
        name: "  State   visits ",
        f"s{search.pk}-shared": "on",
    }
    nora.post(SEARCHES, sent)
    search.refresh_from_db()
    assert (search.name, search.shared) == ("State visits", True)
    taken = nora.post(SEARCHES, sent | {name: "Drafts to finish"}, follow=True)
    assert "You have a search called “Drafts to finish” already." in page(taken)
    empty = nora.post(SEARCHES, sent | {name: " "}, follow=True)
    assert "Give the search a name." in page(empty)
    nora.post(SEARCHES, {"_remove": search.pk})
    assert [s.name for s in SavedSearch.objects.all()] == ["Drafts to finish"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Filter or search the list first"),
        ("p=3&e=1", "Filter or search the list first"),
        ("//evil.example/", "Filter or search the list first"),
        ("q=%00", "could not be read"),
        ("q=%FF", "could not be read"),
        ("q=a%0d%0aSet-Cookie:x", "could not be read"),
        ("javascript:alert(1)=1", "could not be read"),
        ("&".join(f"a{n}=1" for n in range(60)), "could not be read"),
        (f"q={'x' * 400}", "could not be read"),
        (f"q={'x' * 5000}", "longer than 2000"),
    ],
)
def test_what_is_no_filter_is_not_kept(nora, query, said):
    answer = keep(nora, query)
    assert answer.status_code == 200 and said in page(answer)
    assert not SavedSearch.objects.exists()


def test_a_kept_search_is_only_ever_a_list_of_the_desk(nora):
    keep(nora, 'q=https://evil.example/"><script>x</script>', page="//evil.example")
    shown = page(nora.get(LIST))
    assert f'href="{LIST}?q=https%3A%2F%2Fevil.example%2F%22%3E%3Cscript' in shown
    assert "<script>x" not in shown
    for key in ("", "\x00", "9" * 80, "-1", "²"):
        for button in ("_rename", "_remove"):
            assert nora.post(SEARCHES, {button: key}).status_code == 302
    assert SavedSearch.objects.count() == 1


def test_an_editor_keeps_no_more_searches_than_can_be_found(nora, monkeypatch):
    monkeypatch.setattr("timeline.forms.searches.MOST", 2)
    for number in range(4):
        answer = keep(nora, f"q={number}", name=f"Number {number}")
    assert "Remove one you no longer use" in page(answer)
    assert SavedSearch.objects.count() == 2
