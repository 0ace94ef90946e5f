"""The editors' door, through the browser's own requests."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from timeline.forms.submission import EventSubmission, form_data
from timeline.models.codes import EventType, Topic
from timeline.models.events import Event
from timeline.models.participants import Participant
from timeline.models.sources import Source
from timeline.models.versions import EventVersion

pytestmark = pytest.mark.django_db
ADD = "/admin/timeline/event/add/"
LIST = "/admin/timeline/event/"
LANDS = "Russian delegation lands in Istanbul"
WORDS = "The Russian delegation arrived in Istanbul on Thursday morning."


def arrival(**changes):
    """The arrival of the Russian delegation, as an editor types it."""
    boxes = {
        "title": LANDS,
        "type": "visit",
        "date": "15 May 2025, morning",
        "place": "Istanbul",
        "status": "took-place",
    }
    rows = {
        "citations": [
            {
                "url": "https://news.example/arrival",
                "outlet": "Reuters",
                "published": "15 May 2025",
                "quote": WORDS,
            }
        ],
        "participations": [
            {"participant": "Russian Federation", "role": "party"},
            {
                "participant": "Vladimir Medinsky",
                "role": "head-of-delegation",
                "create_as": "person",
                "create_for": "Россия",
            },
        ],
    }
    for name, value in changes.items():
        (rows if isinstance(value, list) else boxes)[name] = value
    return form_data(boxes, **rows)


def press(client, button, address=ADD, **changes):
    data = arrival(**changes)
    data[button] = "1"
    return client.post(address, data)


def page(answer):
    return answer.content.decode()


@pytest.fixture
def nora(world):
    cast.reuters()
    return cast.editor_client("nora")


def test_an_event_is_entered_and_published_in_one_go(nora):
    answer = press(nora, "_publish")
    assert answer.status_code == 302
    record = EventVersion.objects.get().record
    assert record["title"] == LANDS
    assert record["date"]["start_earliest"] == "2025-05-15"
    assert record["date"]["part_of_day"] == "morning"
    assert record["date"]["time_zone"] == "Europe/Istanbul"
    assert record["place"]["name"] == "Istanbul"
    assert record["citations"][0]["quote"] == WORDS
    assert record["citations"][0]["source"] == "reuters-2025-05-15"
    medinsky = record["participations"][1]
    assert medinsky["participant"]["kind"] == "person"
    assert medinsky["side_chain"][0]["slug"] == "russia"


def test_a_busy_database_loses_nothing_that_was_typed(nora, monkeypatch):
    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(EventSubmission, "save", locked)
    answer = press(nora, "_publish")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Save again in a moment" in page(answer)
    assert LANDS in page(answer) and WORDS in page(answer)
    assert not Event.objects.exists()


def test_a_new_person_is_found_by_name_afterwards(nora):
    press(nora, "_save")
    assert Participant.objects.spelled("vladimir medinsky").get().acts_for.name == (
        "Russia"
    )


def test_the_version_and_the_history_say_who_published(nora):
    press(nora, "_publish")
    assert EventVersion.objects.get().editor == "nora"
    event = Event.objects.get()
    history = nora.get(reverse("admin:timeline_event_history", args=[event.pk]))
    assert "Added and published." in page(history)


def test_a_draft_stays_out_of_the_record(nora):
    press(nora, "_save")
    assert Event.objects.get().desk_state == "draft"
    assert not EventVersion.objects.exists()


def test_an_unknown_participant_keeps_everything_typed(nora):
    answer = press(
        nora, "_publish", participations=[{"participant": "Rusia", "note": "By plane"}]
    )
    shown = page(answer)
    assert answer.status_code == 200
    assert "No participant is called “Rusia”. Nearest: Russia." in shown
    assert 'value="participations-0-participant=Russia"' in shown
    for typed in (LANDS, "15 May 2025, morning", WORDS, 'value="Rusia"', "By plane"):
        assert typed in shown
    assert not Event.objects.exists()


def test_nothing_is_published_without_a_source(nora):
    answer = press(nora, "_publish", citations=[])
    assert "Nothing is published without a source." in page(answer)
    assert LANDS in page(answer)
    assert not Event.objects.exists()
    assert not Participant.objects.filter(name="Vladimir Medinsky").exists()


def test_an_ambiguous_date_is_asked_about(nora):
    shown = page(press(nora, "_save", date="05/06/2025"))
    assert "5 June or 6 May?" in shown
    assert 'value="date=5 June 2025"' in shown
    assert 'value="date=6 May 2025"' in shown
    assert not Event.objects.exists()


def test_choosing_an_offered_date_puts_it_in_the_box(nora):
    data = arrival(date="05/06/2025")
    data["_use"] = "date=5 June 2025"
    shown = page(nora.post(ADD, data))
    assert 'value="5 June 2025"' in shown
    assert "Thursday 5 June 2025" in shown
    assert WORDS in shown
    assert not Event.objects.exists()


def test_another_source_can_be_added_without_a_script(nora):
    data = arrival()
    data["_add"] = "citations"
    shown = page(nora.post(ADD, data))
    assert 'name="citations-TOTAL_FORMS" value="2"' in shown
    assert 'name="citations-1-url"' in shown
    assert WORDS in shown
    assert "errornote" not in shown


def test_a_look_alike_is_refused_with_its_twin(nora):
    twin = "Ruѕѕia"  # with two Cyrillic letters
    answer = press(
        nora, "_save", participations=[{"participant": twin, "create_as": "state"}]
    )
    assert "There is a state called “Russia”" in page(answer)
    assert Participant.objects.filter(kind="state").count() == 4


def test_the_second_version_needs_a_reason(nora):
    press(nora, "_publish")
    event = Event.objects.get()
    change = reverse("admin:timeline_event_change", args=[event.pk])
    later = {"title": "A Russian delegation lands in Istanbul"}
    refused = press(nora, "_publish", change, **later)
    assert "Say what changed and why" in page(refused)
    assert Event.objects.get().title == LANDS
    said = {"reason": "Title corrected", "correction": "They landed twice."}
    press(nora, "_publish", change, **said, **later)
    second = EventVersion.objects.get(number=2)
    assert (second.reason, second.correction) == tuple(said.values())
    assert "They landed twice." not in page(nora.get(change))


def test_saving_a_published_event_leaves_readers_their_version(nora):
    press(nora, "_publish")
    event = Event.objects.get()
    change = reverse("admin:timeline_event_change", args=[event.pk])
    press(nora, "_save", change, title="A Russian delegation lands in Istanbul")
    assert EventVersion.objects.get().title == LANDS
    assert "unpublished changes" in page(nora.get(change))


def test_the_loser_of_two_editors_sees_both_texts(nora):
    press(nora, "_save")
    event = Event.objects.get()
    change = reverse("admin:timeline_event_change", args=[event.pk])
    seen = event.changed.isoformat()
    press(nora, "_save", change, seen=seen, summary="Hers")
    answer = press(nora, "_save", change, seen=seen, summary="Mine")
    assert "Somebody else saved this event" in page(answer)
    assert "<td>Hers</td><td>Mine</td>" in page(answer)
    assert Event.objects.get().summary == "Hers"
    now = Event.objects.get().changed.isoformat()
    assert f'value="{now}"' in page(answer)


def test_an_opened_form_saves_unchanged(nora):
    event = cast.published(
        sources=[(cast.article(cast.reuters()), {"quote": WORDS})],
        tracks=[(cast.istanbul_track(), 2)],
        planned=["15 May 2025"],
        where=cast.dolmabahce(),
        topics=["military"],
    )
    change = reverse("admin:timeline_event_change", args=[event.pk])
    data = boxes_of(nora.get(change))
    data["_publish"] = "1"
    data["reason"] = "Looked through"
    assert nora.post(change, data).status_code == 302
    assert EventVersion.objects.get().number == 1


def boxes_of(answer):
    """What a browser would send back of a form it was shown."""
    submission = answer.context["submission"]
    forms = [submission.form]
    forms += [form for rows in submission.sections.values() for form in rows.forms]
    data = {}
    for name, rows in submission.sections.items():
        data[f"{name}-TOTAL_FORMS"] = len(rows.forms)
        data[f"{name}-INITIAL_FORMS"] = 0
    for box in (box for form in forms for box in form):
        value = box.field.prepare_value(box.value())
        if value not in (None, "", False):
            data[box.html_name] = value
    return data


def test_the_same_link_is_the_same_source(nora):
    press(nora, "_save")
    press(nora, "_save", title="Russia sends a delegation to Istanbul")
    assert Source.objects.count() == 1


def test_a_stored_source_is_never_overwritten(nora):
    press(nora, "_save")
    row = {"url": "https://news.example/arrival", "published": "16 May 2025"}
    answer = press(nora, "_save", citations=[row])
    assert "The stored source says “15 May 2025”." in page(answer)
    assert Source.objects.get().published == date(2025, 5, 15)


def test_withdrawing_asks_for_a_reason_and_tells_readers(nora):
    event = cast.published()
    address = reverse("admin:timeline_event_withdraw", args=[event.pk])
    assert "Say why" in page(nora.post(address, {"reason": ""}))
    nora.post(address, {"reason": "It did not happen"})
    last = EventVersion.objects.get(superseded_at=None)
    assert (last.change, last.reason) == ("withdrawn", "It did not happen")


def test_published_events_are_not_deleted(nora):
    event, draft = cast.published(), cast.draft("The talks that nobody saw yet")
    keys = [event.pk, draft.pk]
    chosen = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    answer = nora.post(LIST, chosen, follow=True)
    assert "withdraw them with a reason instead" in page(answer)
    assert Event.objects.count() == 2
    delete = reverse("admin:timeline_event_delete", args=[event.pk])
    assert nora.post(delete, {"post": "yes"}).status_code == 403
    nora.post(LIST, chosen | {"_selected_action": [draft.pk]})
    assert list(Event.objects.all()) == [event]


def test_selected_drafts_are_published_only_through_the_gate(nora):
    good, bad = cast.draft(), cast.draft("Talks that nobody reported", sources=[])
    chosen = {"action": "publish_selected", "_selected_action": [good.pk, bad.pk]}
    assert "Reason" in page(nora.post(LIST, chosen))
    answer = nora.post(LIST, chosen | {"apply": "1", "reason": "New"}, follow=True)
    assert "1 event published." in page(answer)
    assert "Nothing is published without a source." in page(answer)
    assert EventVersion.objects.get().event_id == Event.objects.get(pk=good.pk).number


def test_renaming_says_how_many_events_show_the_old_name(nora):
    event = cast.published(where=cast.istanbul())
    someone = cast.ukraine()
    change = reverse("admin:timeline_participant_change", args=[someone.pk])
    data = {"name": "Ukraine (state)", "kind": "state", "iso2": "UA"}
    answer = nora.post(change, data | empty_inlines(), follow=True)
    assert "1 published event shows it" in page(answer)
    assert "Ukraine (state)" not in str(cast.version_of(event).record)
    publish_again(nora, someone)
    assert cast.version_of(event).number == 2
    assert "Ukraine (state)" in str(cast.version_of(event).record)
    assert Participant.objects.spelled("ukraine").get() == someone
    assert Participant.objects.spelled("ukraine (state)").get() == someone


def publish_again(client, someone):
    """From the list to the preview, and through it; the page that follows."""
    chosen = {"action": "publish_again", "_selected_action": [someone.pk]}
    leads = client.post("/admin/timeline/participant/", chosen)["Location"]
    return client.post(leads, {"reason": "Renamed"}, follow=True)


def empty_inlines():
    """The counts of a participant's inlines, with no row in them."""
    return {
        f"{prefix}-{count}_FORMS": "0"
        for prefix in ("names", "tenures", "memberships")
        for count in ("TOTAL", "INITIAL")
    }


def test_publishing_again_leaves_alone_what_is_being_changed(nora):
    event = cast.published()
    Event.objects.get(pk=event.pk).save()
    answer = publish_again(nora, cast.ukraine())
    assert "Left alone, with unpublished changes</dt><dd>1<" in page(answer)
    assert EventVersion.objects.count() == 1


@pytest.mark.parametrize("address", [LIST, ADD, "/admin/timeline/participant/"])
def test_a_stranger_is_sent_to_sign_in(world, address):
    answer = Client().get(address)
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]


def test_someone_without_permissions_gets_nothing(world, django_user_model):
    django_user_model.objects.create_user("guest", password="x", is_staff=True)
    guest = Client()
    guest.force_login(
        django_user_model.objects.get(), "django.contrib.auth.backends.ModelBackend"
    )
    event = cast.published()
    assert press(guest, "_save").status_code == 403
    for address in (
        LIST,
        ADD,
        f"{LIST}{event.pk}/change/",
        f"{LIST}{event.pk}/withdraw/",
        f"{LIST}lookup/participants/?q=rus",
        f"{LIST}date-reading/?text=2025",
    ):
        assert guest.get(address).status_code == 403, address


def test_someone_who_may_only_look_cannot_write(world, django_user_model):
    viewer = django_user_model.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_event"))
    client = Client()
    client.force_login(viewer, "django.contrib.auth.backends.ModelBackend")
    event = cast.published()
    change = f"{LIST}{event.pk}/change/"
    shown = page(client.get(change))
    assert "disabled" in shown
    assert "_publish" not in shown
    assert press(client, "_save", change).status_code == 403


def test_boxes_suggest_any_spelling_with_the_office_of_that_day(nora):
    cast.umerov()
    where = f"{LIST}lookup/participants/?q=Umierov&on=16 May 2025"
    found = nora.get(where).json()["results"]
    assert found[0]["text"] == "Rustem Umerov"
    assert found[0]["detail"] == "Umierov, Minister of Defence of Ukraine"
    places = nora.get(f"{LIST}lookup/places/?q=constantin").json()["results"]
    assert places[0]["label"] == "Istanbul"


@pytest.mark.parametrize(
    "what", ["participants", "places", "outlets", "processes", "events"]
)
@pytest.mark.parametrize("text", ["", "%00", "%00rus", "x" * 5000, "9" * 90, "%F0"])
def test_suggestions_take_anything(nora, what, text):
    answer = nora.get(f"{LIST}lookup/{what}/?q={text}&on={text}")
    assert answer.status_code == 200
    assert len(answer.json()["results"]) <= 20


def test_the_date_is_read_while_it_is_typed(nora):
    shown = page(nora.get(f"{LIST}date-reading/?text=between 16 and 22 May 2025"))
    assert "Friday 16 May 2025" in shown
    assert "Thursday 22 May 2025" in shown


HOSTILE = [
    "start_earliest__year=99999999999",
    "start_earliest__year=0&start_earliest__month=99",
    "start_earliest__day=abc",
    "q=%00",
    "q=" + "a" * 5000,
    "q=" + "9" * 400,
    "family=%00",
    "desk_state__exact=%00",
    "status__exact=%00",
    "key__exact=2",
    "p=99999999999999999999",
    "p=-1",
    "p=abc",
    "o=999.-999.abc",
    "all=1",
    "_to_field=password",
    "_popup=1",
    "_facets=1",
    "id__exact=99999999999999999999999",
    "type__slug=%00",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_the_list_takes_anything(nora, query):
    cast.published()
    answer = nora.get(f"{LIST}?{query}", follow=True)
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("key", ["99999999999999999999", "%00", "abc", "-1", "0"])
def test_an_address_that_leads_nowhere_is_no_crash(nora, key):
    for end in ("change/", "delete/", "history/", "withdraw/"):
        answer = nora.get(f"{LIST}{key}/{end}", follow=True)
        assert answer.status_code in (200, 404), end


MODELS = [
    "citation",
    "commitment",
    "event",
    "eventrelation",
    "eventtrack",
    "eventtype",
    "location",
    "membership",
    "outlet",
    "participant",
    "participation",
    "planneddate",
    "round",
    "source",
    "tenure",
    "topic",
    "track",
]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("query", ["", "?q=istanbul", "?q=%00", "?p=0"])
def test_every_list_opens_and_searches(nora, model, query):
    cast.published(where=cast.istanbul(), tracks=[(cast.istanbul_track(), 1)])
    answer = nora.get(f"/admin/timeline/{model}/{query}", follow=True)
    assert answer.status_code == 200


NOUNS = {
    "participant": cast.umerov,
    "location": cast.istanbul,
    "outlet": cast.reuters,
    "source": lambda: cast.article(cast.tass()),
    "track": cast.istanbul_track,
}


@pytest.mark.parametrize("model", NOUNS)
def test_every_form_opens(nora, model):
    one = NOUNS[model]()
    for place in ("add", f"{one.pk}/change", f"{one.pk}/history", f"{one.pk}/delete"):
        assert nora.get(f"/admin/timeline/{model}/{place}/").status_code == 200, place


def test_a_person_is_entered_with_spellings_and_offices(nora):
    rows = empty_inlines() | {
        "names-TOTAL_FORMS": "1",
        "names-0-name": "Кит Келлог",
        "names-0-language": "ru",
        "names-0-kind": "preferred",
        "tenures-TOTAL_FORMS": "1",
        "tenures-0-office": "Special envoy",
        "tenures-0-organisation": "USA",
        "tenures-0-start": "20 January 2025",
        "tenures-0-start_precision": "day",
        "tenures-0-end_precision": "day",
    }
    data = {"name": "Keith Kellogg", "kind": "person", "acts_for": "США"}
    nora.post("/admin/timeline/participant/add/", data | rows)
    someone = Participant.objects.spelled("кит келлог").get()
    assert someone == Participant.objects.spelled("keith kellogg").get()
    assert someone.acts_for == cast.united_states()
    assert someone.office_on(date(2025, 5, 15)) == "Special envoy"


def test_members_are_named_and_an_organisation_is_not_its_own(nora, world):
    change = f"/admin/timeline/participant/{world.nato.pk}/change/"
    data = {"name": "NATO", "kind": "organisation"} | empty_inlines()
    data |= {"memberships-TOTAL_FORMS": "1", "memberships-0-start": "1949-04-04"}
    answer = nora.post(change, data | {"memberships-0-member": "NATO"})
    assert "An organisation is not its own member." in page(answer)
    nora.post(change, data | {"memberships-0-member": "USA"})
    assert world.nato.memberships.get().member == world.united_states


def test_a_source_entered_by_itself_gets_an_address(nora):
    data = {"outlet": "Reuters", "title": "Talks", "kind": "article"}
    nora.post("/admin/timeline/source/add/", data | {"published": "16 May 2025"})
    assert Source.objects.get().slug == "reuters-2025-05-16"


def test_an_outlet_is_not_entered_twice(nora):
    data = {"name": "REUTERS", "kind": "newspaper"}
    answer = nora.post("/admin/timeline/outlet/add/", data)
    assert "There is already “Reuters”" in page(answer)


@pytest.mark.parametrize("model", ["eventtype", "topic"])
def test_code_lists_are_relabelled_but_neither_added_nor_deleted(nora, model):
    key = {"eventtype": EventType, "topic": Topic}[model].objects.first().pk
    change = f"/admin/timeline/{model}/{key}/change/"
    assert nora.get(change).status_code == 200
    assert nora.post(change, {"label": "Another label"}).status_code == 302
    assert nora.get(f"/admin/timeline/{model}/add/").status_code == 403
    assert nora.get(f"/admin/timeline/{model}/{key}/delete/").status_code == 403


def test_a_place_cannot_lie_in_what_lies_in_it(nora, world):
    change = f"/admin/timeline/location/{world.istanbul.pk}/change/"
    data = {"name": "Istanbul", "kind": "city", "geo_precision": "place"}
    data |= {"names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0"}
    answer = nora.post(change, data | {"parent": "Dolmabahçe Palace"})
    assert "already leads back to this one" in page(answer)
    assert nora.post(change, data | {"parent": "Turkey"}).status_code == 302


def test_a_participant_that_looks_like_another_is_refused(nora):
    add = "/admin/timeline/participant/add/"
    data = {"name": "Ukrаine", "kind": "state"}  # with a Cyrillic letter
    answer = nora.post(add, data | empty_inlines())
    assert "There is a state called “Ukraine”" in page(answer)


def test_the_list_is_searched_by_any_spelling(nora):
    cast.published(where=cast.istanbul(), who=[(cast.turkiye(), "host")])
    assert cast.TALKS in page(nora.get(f"{LIST}?q=turkey"))
    assert cast.TALKS in page(nora.get(f"{LIST}?q=стамбул"))
    assert cast.TALKS not in page(nora.get(f"{LIST}?q=moscow"))


def test_the_list_costs_the_same_at_every_size(nora, django_assert_num_queries):
    made = 0
    for size in (3, 30):
        while made < size:
            made += 1
            cast.published(f"The talks of the number {made}", where=cast.istanbul())
        with django_assert_num_queries(13):
            nora.get(LIST)


@pytest.mark.django_db(transaction=True)
def test_looking_at_a_list_holds_up_no_editor():
    """On SQLite every transaction of ours waits for the one who writes."""
    door = cast.editor_client()
    with CaptureQueriesContext(connection) as taken:
        assert door.get(LIST).status_code == 200
    assert not [q["sql"] for q in taken if q["sql"].startswith("BEGIN")]


def test_the_way_back_to_the_desk_is_called_so_on_every_page(nora):
    cast.published()
    someone = cast.russia().pk
    for name in ("event", "participant", "location", "source", "outlet", "track"):
        paths = [reverse(f"admin:timeline_{name}_changelist")]
        if name != "event":
            paths.append(reverse(f"admin:timeline_{name}_add"))
        if name == "participant":
            asked = ("change", "delete", "history")
            paths += [
                reverse(f"admin:timeline_{name}_{a}", args=[someone]) for a in asked
            ]
        for path in paths:
            html = nora.get(path).content.decode()
            crumbs = html.partition('class="breadcrumbs"')[2].partition("</div>")[0]
            words = re.sub(r"<[^>]+>|\s+", " ", crumbs.partition(">")[2]).split()
            assert words[:2] == ["Desk", "›"], (path, words)
            assert "Home" not in words, path
