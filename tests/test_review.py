"""From a draft to the record: who sends, who decides, what readers see meanwhile."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import cast
from tests.test_admin import ADD, LANDS, LIST, arrival, boxes_of, page
from timeline import reviewing
from timeline.admin.queue import LISTS
from timeline.models.events import Event
from timeline.models.reviews import EventWriter, Review
from timeline.models.versions import EventVersion
from timeline.publishing import PublishError
from timeline.reviewing import send_for_review

pytestmark = pytest.mark.django_db
QUEUE = "/admin/timeline/event/queue/"
MOVED = "The Russian delegation lands in Istanbul at noon"


@pytest.fixture
def desk_of_several(settings, world):
    settings.ONE_PERSON_DESK = False
    cast.reuters()


@pytest.fixture
def wanda(desk_of_several) -> Client:
    """She writes; she is no reviewer."""
    return cast.client_of(cast.writer())


@pytest.fixture
def rosa(desk_of_several) -> Client:
    """She reviews."""
    return cast.client_of(cast.reviewer())


def add(client: Client, button: str, **changes) -> Event | None:
    client.post(ADD, arrival(**changes) | {button: "1"})
    return Event.objects.first()


def edit(client: Client, event: Event, button: str, **changes):
    """Open the form of an event, type, and press a button."""
    form = change(event)
    return client.post(form, boxes_of(client.get(form)) | changes | {button: "1"})


def change(event: Event) -> str:
    return reverse("admin:timeline_event_change", args=[event.pk])


def review(event: Event) -> str:
    return reverse("admin:timeline_event_review", args=[event.pk])


def decide(client: Client, event: Event, button: str, **said):
    """Open the review, and press a button of it."""
    seen = client.get(review(event)).context["seen"]
    return client.post(review(event), {"seen": seen, button: "1"} | said)


def state(event: Event) -> str:
    return Event.objects.get(pk=event.pk).desk_state


def outcomes() -> list[str]:
    return list(Review.objects.order_by("pk").values_list("outcome", flat=True))


# The way of a new event


def test_a_new_event_goes_from_draft_through_review_to_readers(wanda, rosa):
    event = add(wanda, "_send", send_note="Seen by two of us")
    assert (state(event), EventVersion.objects.count()) == ("in-review", 0)
    queue = page(rosa.get(QUEUE))
    assert LANDS in queue and "New to readers." in queue and "wanda" in queue
    shown = page(rosa.get(review(event)))
    assert "New to readers" in shown and "Vladimir Medinsky" in shown
    assert rosa.get("/api/events").json()["count"] == 0
    answer = decide(rosa, event, "_approve")
    assert answer.headers["Location"] == QUEUE
    assert state(event) == "published"
    assert EventVersion.objects.get().editor == "rosa"
    assert outcomes() == ["approved"]
    assert LANDS not in page(rosa.get(QUEUE))


def test_changes_of_a_published_event_wait_while_readers_keep_theirs(wanda, rosa):
    event = cast.published(LANDS, "15 May 2025", kind="visit")
    edit(wanda, event, "_send", title=MOVED)
    assert state(event) == "published"
    assert EventVersion.objects.get().title == LANDS
    shown = page(rosa.get(review(event)))
    assert "What would change" in shown and "<ins> at noon</ins>" in shown
    assert "1 change: Title." in page(rosa.get(QUEUE))
    refused = decide(rosa, event, "_approve")
    assert "Say what changed and why" in page(refused)
    decide(rosa, event, "_approve", reason="The hour is known")
    version = EventVersion.objects.get(number=2)
    assert (version.title, version.reason) == (MOVED, "The hour is known")
    assert version.changed_fields == ["slug", "title"]


def test_a_reviewer_tells_readers_what_was_wrong(wanda, rosa):
    event = cast.published(LANDS, "15 May 2025", kind="visit")
    assert 'name="correction"' not in page(rosa.get(review(event)))
    edit(wanda, event, "_send", title=MOVED)
    assert 'name="correction"' in page(rosa.get(review(event)))
    answer = decide(rosa, event, "_approve", correction="It was at noon.")
    assert "Say what changed and why" in page(answer)
    assert 'value="It was at noon."' in page(answer)
    decide(rosa, event, "_approve", reason="As heard", correction="It was at noon.")
    version = EventVersion.objects.get(number=2)
    assert (version.reason, version.correction) == ("As heard", "It was at noon.")
    reader = cast.reader_client()
    assert "It was at noon." in page(reader.get(f"/e/{event.number}", follow=True))
    edit(wanda, event, "_save", summary="They came by plane. [1]")
    preview = reverse("admin:timeline_event_preview", args=[event.pk])
    assert "It was at noon." in page(wanda.get(preview))


def test_what_is_returned_comes_back_with_the_note(wanda, rosa):
    event = add(wanda, "_send")
    assert "Say what is to be mended" in page(decide(rosa, event, "_return"))
    decide(rosa, event, "_return", note="Which airport?")
    assert (state(event), outcomes()) == ("draft", ["returned"])
    assert "rosa returned it: “Which airport?”" in page(wanda.get(change(event)))
    assert "Returned: Which airport?" in page(wanda.get(f"{QUEUE}?list=sent-back"))
    edit(wanda, event, "_send", title=MOVED)
    assert (state(event), outcomes()) == ("in-review", ["returned", "waiting"])
    assert "Which airport?" not in page(wanda.get(f"{QUEUE}?list=sent-back"))


def test_without_a_button_nothing_is_decided(wanda, rosa):
    event = add(wanda, "_send")
    assert rosa.post(review(event), {"reason": "x"}).status_code == 200
    assert (state(event), outcomes()) == ("in-review", ["waiting"])


def test_what_is_rejected_stays_at_the_desk(wanda, rosa):
    event = add(wanda, "_send")
    decide(rosa, event, "_reject", note="It was another delegation")
    assert (state(event), outcomes()) == ("draft", ["rejected"])
    assert not EventVersion.objects.exists()


def test_who_sent_it_can_take_it_back_and_others_cannot(wanda):
    event = add(wanda, "_send")
    will = cast.client_of(cast.writer("will"))
    assert "Only wanda, who sent it" in page(decide(will, event, "_take_back"))
    assert state(event) == "in-review"
    decide(wanda, event, "_take_back")
    assert (state(event), outcomes()) == ("draft", ["taken-back"])
    assert "does not wait" in page(decide(wanda, event, "_take_back"))


# What is refused


def test_what_readers_could_not_get_is_not_sent_for_review(wanda):
    answer = wanda.post(ADD, arrival(citations=[]) | {"_send": "1"})
    assert "Nothing is published without a source." in page(answer)
    assert LANDS in page(answer)
    assert not Event.objects.exists() and not Review.objects.exists()


def test_what_readers_have_already_is_not_sent_for_review(wanda):
    event = cast.published()
    wanda.post(review(event), {"_send": "1"})
    assert outcomes() == []
    with pytest.raises(PublishError, match="readers have this text already"):
        send_for_review(event, by=cast.writer())


def test_an_event_waits_for_one_review_only(wanda):
    event = add(wanda, "_send")
    with pytest.raises(PublishError, match="wanda sent it"):
        send_for_review(event, by=cast.writer("will"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(event=event, changed=event.changed)
    assert outcomes() == ["waiting"]


def test_an_editor_who_is_no_reviewer_publishes_nowhere(wanda):
    """By the form, the list, the review or withdrawing."""
    waiting = add(wanda, "_send")
    there = cast.published()
    refused = wanda.post(ADD, arrival(title=MOVED) | {"_publish": "1"})
    assert "Only reviewers publish and withdraw." in page(refused)
    assert 'name="_publish"' not in page(wanda.get(ADD))
    acted = {"action": "publish_selected", "_selected_action": [waiting.pk]}
    wanda.post(LIST, acted | {"apply": "1", "reason": "x"})
    for button in ("_approve", "_return", "_reject"):
        assert decide(wanda, waiting, button, note="x").status_code == 403
    withdrawing = reverse("admin:timeline_event_withdraw", args=[there.pk])
    assert wanda.post(withdrawing, {"reason": "x"}).status_code == 403
    assert (state(waiting), state(there)) == ("in-review", "published")
    assert EventVersion.objects.count() == 1
    assert Event.objects.count() == 2


def test_deciding_asks_who_it_is_whatever_the_door_let_in(wanda, django_user_model):
    """Each door asks as well, so that no request gets here to be refused."""
    waiting, there, writer = add(wanda, "_send"), cast.published(), cast.writer()
    for decide, said in (
        (reviewing.approve, {"seen": waiting.changed.isoformat()}),
        (reviewing.return_, {"note": "x"}),
        (reviewing.reject, {"note": "x"}),
        (reviewing.publish_as, {"reason": "x"}),
        (reviewing.withdraw_as, {"reason": "x"}),
    ):
        event = there if decide is reviewing.withdraw_as else waiting
        with pytest.raises(PublishError, match="Only reviewers publish"):
            decide(event, by=writer, **said)
    stranger = django_user_model.objects.create_user("stranger", is_staff=True)
    with pytest.raises(PublishError, match="Only who may change events"):
        send_for_review(cast.draft(), by=stranger)
    assert (state(waiting), state(there)) == ("in-review", "published")
    assert (outcomes(), EventVersion.objects.count()) == (["waiting"], 1)


# Two pairs of eyes


def test_nobody_approves_or_publishes_what_they_wrote(rosa):
    event = add(rosa, "_send")
    assert "You wrote some of this text yourself" in page(rosa.get(review(event)))
    refused = decide(rosa, event, "_approve")
    assert "somebody else has to approve it" in page(refused)
    refused = edit(rosa, event, "_publish")
    assert "somebody else has to approve it" in page(refused)
    acted = {"action": "publish_selected", "_selected_action": [event.pk]}
    rosa.post(LIST, acted | {"apply": "1", "reason": "x"})
    assert (state(event), outcomes()) == ("in-review", ["waiting"])
    decide(cast.client_of(cast.reviewer("ruth")), event, "_approve")
    assert state(event) == "published"


def test_a_one_person_desk_approves_its_own(rosa, settings):
    settings.ONE_PERSON_DESK = True
    event = add(rosa, "_send")
    decide(rosa, event, "_approve")
    assert state(event) == "published"


def test_a_reviewer_who_mends_a_word_cannot_approve_it_any_more(wanda, rosa):
    event = add(wanda, "_send")
    edit(rosa, event, "_save", title=MOVED)
    assert state(event) == "in-review"
    assert "somebody else has to" in page(decide(rosa, event, "_approve"))
    assert "rosa, wanda" in ", ".join(
        sorted(rosa.get(review(event)).context["writers"])
    )


def test_after_a_version_the_text_is_nobodys(wanda, rosa):
    event = add(rosa, "_send")
    decide(cast.client_of(cast.reviewer("ruth")), event, "_approve")
    edit(wanda, event, "_send", title=MOVED)
    decide(rosa, event, "_approve", reason="The hour is known")
    assert EventVersion.objects.get(number=2).title == MOVED


def test_a_text_that_changed_meanwhile_is_shown_again(wanda, rosa):
    event = add(wanda, "_send")
    seen = rosa.get(review(event)).context["seen"]
    edit(wanda, event, "_save", title=MOVED)
    answer = rosa.post(review(event), {"seen": seen, "_approve": "1"})
    assert answer.status_code == 409
    assert "saved this event after you opened it" in page(answer)
    assert MOVED in page(answer)
    assert (state(event), outcomes()) == ("in-review", ["waiting"])
    assert "Edited since it was sent." in page(rosa.get(QUEUE))
    answer = rosa.post(review(event), {"seen": answer.context["seen"], "_approve": "1"})
    assert EventVersion.objects.get().title == MOVED


def test_what_is_published_otherwise_leaves_the_queue(wanda, settings):
    event = add(wanda, "_send")
    settings.ONE_PERSON_DESK = True
    edit(cast.editor_client(), event, "_publish")
    assert (state(event), outcomes()) == ("published", ["superseded"])


def test_who_saved_is_remembered_once(wanda, rosa):
    event = add(wanda, "_save")
    edit(wanda, event, "_save", title=MOVED)
    event.refresh_from_db()
    writer = EventWriter.objects.get()
    assert (str(writer.user), writer.at) == ("wanda", event.changed)


def test_many_are_sent_for_review_from_the_list(wanda, rosa):
    whole, bare = cast.draft(), cast.draft(LANDS, sources=[])
    acted = {"action": "send_selected", "_selected_action": [whole.pk, bare.pk]}
    shown = page(wanda.post(LIST, acted, follow=True))
    assert "1 event sent for review." in shown
    assert "Nothing is published without a source." in shown
    assert (state(whole), state(bare)) == ("in-review", "draft")
    acted = {"action": "publish_selected", "_selected_action": [whole.pk]}
    rosa.post(LIST, acted | {"apply": "1", "reason": "Looked at"})
    assert (state(whole), outcomes()) == ("published", ["superseded"])


# The queue and the pages


def test_the_queue_is_narrowed_by_its_query_string(wanda, rosa):
    talks = cast.draft(tracks=[cast.istanbul_track()])
    lands = cast.draft(LANDS, "15 May 2025", kind="visit")
    send_for_review(talks, by=cast.writer())
    send_for_review(lands, by=cast.reviewer())
    long_ago = timezone.now() - timedelta(days=9)
    Review.objects.filter(event=talks).update(sent_at=long_ago)
    listed = {
        query: [row.event for row in rosa.get(f"{QUEUE}?{query}").context["rows"]]
        for query in (
            "",
            "kind=travel",
            "editor=wanda",
            "process=istanbul-talks",
            "age=week",
            "age=month",
            "kind=nonsense&p=%00",
        )
    }
    assert listed == {
        "": [talks, lands],
        "kind=travel": [lands],
        "editor=wanda": [talks],
        "process=istanbul-talks": [talks],
        "age=week": [talks],
        "age=month": [],
        "kind=nonsense&p=%00": [talks, lands],
    }
    shown = page(rosa.get(QUEUE))
    assert "1 week" in shown
    assert "“Kind” could not be read" in page(rosa.get(f"{QUEUE}?kind=nonsense"))


def test_every_list_costs_the_same_for_more(rosa):
    costs = []
    for numbers in (range(4), range(4, 14)):
        for number in numbers:
            event = cast.published(f"The delegations meet for day {number}")
            later = {"title": f"They part on day {number}", "changed": timezone.now()}
            Event.objects.filter(pk=event.pk).update(**later)
            if number % 2:
                send_for_review(event, by=cast.writer())
        lists = [f"{QUEUE}?list={one.slug}" for one in LISTS]
        costs.append([queries(rosa, path) for path in (*lists, LIST)])
    assert costs[0] == costs[1]
    shown = page(rosa.get(LIST))
    assert "Published, unpublished changes: Title. In review" in shown


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as made:
        assert client.get(path).status_code == 200
    return len(made)


def test_the_form_says_which_changes_readers_do_not_see(wanda):
    event = cast.published(LANDS, "15 May 2025", kind="visit")
    edit(wanda, event, "_save", title=MOVED)
    shown = page(wanda.get(change(event)))
    assert "Readers do not see these changes: Title." in shown


def test_the_preview_is_the_readers_page_and_nothing_is_written(wanda):
    event = add(wanda, "_save", summary="They came by **plane**. [1]")
    before = Event.objects.values().get()
    answer = wanda.get(reverse("admin:timeline_event_preview", args=[event.pk]))
    shown = page(answer)
    assert "Preview: readers do not see this." in shown
    assert "<strong>plane</strong>" in shown and "noindex" in shown
    assert "Cite this event" not in shown and "ld+json" not in shown
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert Event.objects.values().get() == before
    assert not EventVersion.objects.exists()


def test_a_preview_without_a_date_asks_for_one(wanda):
    event = cast.draft()
    Event.objects.filter(pk=event.pk).update(edtf="", date_text="")
    address = reverse("admin:timeline_event_preview", args=[event.pk])
    answer = wanda.get(address, follow=True)
    assert "say when it was" in page(answer)
