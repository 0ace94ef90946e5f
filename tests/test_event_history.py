"""What happened to an event, what differs between two of its states, and going back."""

import pytest
from django.urls import reverse

from tests import cast
from tests.test_admin import page
from tests.test_claims import tick_in
from tests.test_conflicts import boxes_of, change_of
from timeline.admin.leading import preview_address
from timeline.forms.book import keep_spelled
from timeline.models.events import Event, EventRelation
from timeline.models.participants import Participant, ParticipantName
from timeline.models.sources import Source
from timeline.models.versions import EventVersion
from timeline.restoring.boxes import desk_boxes, restored

pytestmark = pytest.mark.django_db


@pytest.fixture
def nora(world):
    return cast.editor_client("nora")


@pytest.fixture
def talks(world):
    """An event with something in every box, published."""
    reuters = cast.article(cast.reuters(), published=None)
    made = cast.draft(
        date="16 May 2025 13:35",
        who=[
            (world.russia, "party"),
            (cast.medinsky(), "head-of-delegation", {"attendance": "attended"}),
            (cast.fidan(), "host", {"office": "Host of the talks", "note": "Opened"}),
        ],
        where=world.dolmabahce,
        sources=[
            (reuters, {"quote": "They met.", "speaker": cast.rubio()}),
            (cast.article(cast.tass()), {"about": "date", "states": "Thursday"}),
        ],
        tracks=[(world.talks, 2)],
        planned=["15 May 2025"],
        topics=["military", "economic"],
        key=True,
        summary="They met [1].",
    )
    cast.commitment(made, "Exchange 1,000", debtor=world.russia, by="June 2025")
    other = cast.published("Marco Rubio speaks in Antalya on the talks", "15 May 2025")
    EventRelation.objects.create(event=made, kind="follows", target=other)
    return cast.publish(made)


def restore_of(event, version):
    return reverse("admin:timeline_event_restore", args=[event.pk, version])


def test_a_record_typed_again_is_the_event_as_it_stands(talks):
    record = cast.version_of(talks).record
    found = restored(record, talks)
    now = desk_boxes(talks)
    assert found.notes == []
    assert found.held.boxes == now.boxes
    for section, rows in now.rows.items():
        assert found.held.rows[section] == rows, section


def test_the_history_tells_versions_beside_saves(nora, talks):
    nora.post(
        change_of(talks), edited(nora, talks, title="The talks of Istanbul begin")
    )
    data = edited(nora, talks, reason="Title corrected", _publish="1")
    data.pop("_save")
    nora.post(change_of(talks), data)
    text = page(nora.get(reverse("admin:timeline_event_history", args=[talks.pk])))
    assert text.index("Version 2: Modified") < text.index("Saved as a draft.")
    assert text.index("Saved as a draft.") < text.index("Version 1: Added")
    assert "Reason: Title corrected" in text
    assert "Changed: address, title" in text
    assert restore_of(talks, 1) in text


def edited(client, event, **typed):
    return boxes_of(client.get(change_of(event))) | {"_save": "1"} | typed


def test_any_two_states_are_compared_field_by_field_in_words(nora, talks):
    data = edited(nora, talks, status="cancelled", reason="Off", _publish="1", key="")
    data |= {"participations-0-DELETE": "on", "participations-1-attendance": "absent"}
    data.pop("_save"), data.pop("key")
    assert nora.post(change_of(talks), data).status_code == 302
    nora.post(change_of(talks), edited(nora, talks, summary="At the desk"))
    address = reverse("admin:timeline_event_difference", args=[talks.pk])
    text = page(nora.get(f"{address}?old=1&new=2"))
    assert "<del>Took place</del></td><td><ins>Cancelled</ins>" in text
    assert "<del>Attended</del></td><td><ins>Absent</ins>" in text
    assert "Participant “Russia”</th><td><del>Participant: Russia" in text
    assert "Reason: Off" in text
    assert "At the desk" not in text
    assert "<ins>At the desk</ins>" in page(nora.get(address))
    assert "There is no such version" in page(nora.get(f"{address}?old=9&new=²"))
    assert "They say the same" in page(nora.get(f"{address}?old=2&new=2"))


def test_going_back_stores_nothing_until_it_is_saved_and_keeps_renamed_things(
    nora, talks, world
):
    EventRelation.objects.create(
        event=talks, kind="part-of", target=cast.draft("A draft nobody has seen yet")
    )
    data = edited(nora, talks, title="Something else happened in Istanbul")
    nora.post(change_of(talks), data)
    russia = Participant.objects.get(pk=world.russia.pk)
    russia.name_it("Federation of Russia")
    russia.save()
    keep_spelled(russia, ParticipantName, "participant")
    Source.objects.filter(title="").update(title="Renamed")
    answer = nora.get(restore_of(talks, 1))
    assert Event.objects.get(pk=talks.pk).title == data["title"]
    assert "Nothing is stored until you save or publish." in page(answer)
    boxes = boxes_of(answer)
    assert boxes["title"] == cast.TALKS
    assert boxes["reason"] == "Back to version 1"
    assert f'action="{change_of(talks)}"' in page(answer)
    assert nora.post(change_of(talks), boxes | {"_publish": "1"}).status_code == 302
    event = Event.objects.get(pk=talks.pk)
    assert event.title == cast.TALKS
    assert event.participations.first().participant == russia
    assert {r.target.title for r in event.relations.all()} == {
        "Marco Rubio speaks in Antalya on the talks",
        "A draft nobody has seen yet",
    }
    assert cast.version_of(event).reason == "Back to version 1"


def test_what_is_not_there_any_more_is_said_and_typed_as_it_was(nora, talks):
    data = edited(nora, talks, place="Ankara", reason="Moved", _publish="1")
    data |= {"participations-2-DELETE": "on", "citations-1-DELETE": "on"}
    data |= {"tracks-0-DELETE": "on"}
    data.pop("_save")
    asked = nora.post(change_of(talks), data)  # a source that counts goes
    data["accepted"] = tick_in(page(asked))
    assert nora.post(change_of(talks), data).status_code == 302
    event = Event.objects.get(pk=talks.pk)
    Source.objects.filter(citations=None).delete()
    cast.fidan().delete()
    cast.dolmabahce().delete()
    cast.istanbul_track().delete()
    answer = nora.get(restore_of(event, 1))
    text = page(answer)
    assert "The participant “Hakan Fidan” is not there under this name" in text
    assert "The place “Dolmabahçe Palace” is not there under this name" in text
    assert "was removed since. It is entered again" in text
    boxes = boxes_of(answer)
    assert boxes["participations-2-participant"] == "Hakan Fidan"
    assert boxes["place"] == "Dolmabahçe Palace"
    refused = nora.post(change_of(event), boxes | {"_save": "1"})
    assert "No participant is called “Hakan Fidan”" in page(refused)
    boxes |= {
        "participations-2-create_as": "person",
        "create_place_as": "site",
        "create_place_in": "Istanbul",
        "tracks-0-create": "on",
    }
    assert nora.post(change_of(event), boxes | {"_save": "1"}).status_code == 302
    again = Event.objects.get(pk=event.pk)
    assert again.location.name == "Dolmabahçe Palace"
    assert again.citations.count() == 2


def test_what_was_merged_since_is_what_it_became(nora, talks):
    before = cast.version_of(talks).record
    article = Source.objects.get(outlet=cast.reuters())
    same = cast.article(cast.reuters(), "The same article", url="https://r.example/1")
    minister = cast.participant("Minister Fidan", "person")
    palace = cast.place("The Palace of Dolmabahçe", "site", cast.istanbul())
    for stays, goes in (
        (same, article),
        (minister, cast.fidan()),
        (palace, cast.dolmabahce()),
    ):
        errand = preview_address(type(stays), [goes.pk], into=stays.pk)
        nora.post(errand, {"reason": "They are one"})
    found = restored(before, Event.objects.get(pk=talks.pk))
    assert found.notes == []
    assert found.held.rows["citations"][0]["url"] == same.url
    assert found.held.rows["participations"][2]["participant"] == minister.name
    assert found.held.boxes["place"].startswith(palace.name)


def test_going_back_is_compared_with_who_saved_meanwhile(nora, talks):
    boxes = boxes_of(nora.get(restore_of(talks, 1)))
    omar = cast.editor_client("omar")
    omar.post(change_of(talks), edited(omar, talks, summary="His"))
    answer = nora.post(change_of(talks), boxes | {"_save": "1"})
    assert "Saved by omar" in page(answer)


@pytest.mark.parametrize("door", ["history", "difference", "restore"])
def test_the_pages_of_the_history_are_for_editors_and_lead_nowhere_politely(
    nora, talks, door, django_user_model
):
    more = [1] if door == "restore" else []
    address = reverse(f"admin:timeline_event_{door}", args=[talks.pk, *more])
    nowhere = reverse(f"admin:timeline_event_{door}", args=[99999, *more])
    assert nora.get(address).status_code == 200
    assert nora.get(nowhere).status_code == 302
    assert cast.reader_client().get(address).status_code == 302
    stranger = cast.reader_client()
    stranger.force_login(
        django_user_model.objects.create_user("stranger", is_staff=True),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    assert stranger.get(address).status_code == 403
    assert EventVersion.objects.filter(event_id=talks.number).count() == 1
