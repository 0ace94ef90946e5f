"""Editors bring in a file through the admin: nothing is stored before they agree."""

import csv
import io
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import cast
from timeline.importing import running
from timeline.models.events import Event
from timeline.models.imports import ImportBatch, ImportMapping
from timeline.models.locations import Location
from timeline.models.participants import Participant
from timeline.models.sources import Outlet, Source
from timeline.models.versions import EventVersion

pytestmark = pytest.mark.django_db
LIST = "/admin/timeline/importbatch/"
HEADERS = "Headline;Kind;Day;Where;Country;Who;Outlet;Link"
TRIP = "Umerov visits Antalya for talks;visit;14 May 2025;Antalya;Türkiye;Rustem Umerov;Reuters;https://news.example/umerov"
NEW = "Someone New visits Izmir and Ankara;visit;15 May 2025;Izmir;Türkiye;Someone New;Hürriyet;https://news.example/new"
BAD = "Russia hosts talks on a day there is none;visit;31 February 2025;Ankara;Türkiye;Russia;Reuters;https://news.example/bad"
MAPPING = {
    "Headline": "title",
    "Kind": "type",
    "Day": "date_text",
    "Where": "place",
    "Country": "country",
    "Who": "participants",
    "Outlet": "sources",
    "Link": "source_urls",
}


@pytest.fixture
def nora(world):
    cast.reuters()
    cast.umerov()
    return cast.editor_client("nora")


def sent(client, *lines, name="trips.csv", headers=HEADERS) -> ImportBatch:
    """A file of these lines, sent; its page says how it was read."""
    text = "\n".join([headers, *lines])
    file = SimpleUploadedFile(name, text.encode())
    answer = client.post(f"{LIST}add/", {"file": file})
    assert answer.status_code == 302
    return ImportBatch.objects.get()


def tried(client, *lines, publishing=True, **more) -> ImportBatch:
    batch = sent(client, *lines)
    boxes = {f"map-{n}": column for n, column in enumerate(MAPPING.values())}
    said = {**boxes, "publishing": "1" if publishing else "", "_plan": "1", **more}
    answer = client.post(f"{LIST}{batch.pk}/read/", said)
    assert answer.status_code == 302, page(answer)
    batch.refresh_from_db()
    return batch


def act(client, batch, **said):
    answer = client.post(f"{LIST}{batch.pk}/change/", said, follow=True)
    batch.refresh_from_db()
    return page(answer)


def store(client, batch, **said):
    return act(client, batch, _store="1", reason="Trips of May 2025", **said)


def shown(client, batch, where="change/"):
    return page(client.get(f"{LIST}{batch.pk}/{where}"))


def page(answer):
    return answer.content.decode()


def test_a_file_says_how_it_was_read_before_anything_else(nora):
    batch = sent(nora, TRIP)
    said = shown(nora, batch, "read/")
    assert "semicolon" in said
    assert "say below what its columns mean" in said
    assert "Umerov visits Antalya for talks" in said
    assert "<th" not in said.split("What each column means")[1].split("Such as")[0]
    assert not Event.objects.exists()


def test_a_mapped_file_is_tried_and_then_stored_and_published(nora):
    batch = tried(nora, TRIP, save_as="Trips of ours")
    assert batch.counts == {"create": 1}
    assert not Event.objects.exists()
    assert "would do" in shown(nora, batch)
    assert "Say why" in act(nora, batch, _store="1")
    assert not Event.objects.exists()
    assert "Stored on" in store(nora, batch)
    version = EventVersion.objects.get()
    assert (version.title, version.editor) == (
        "Umerov visits Antalya for talks",
        "nora",
    )
    assert version.reason == "Trips of May 2025"
    assert version.record["place"]["name"] == "Antalya"
    assert version.record["citations"][0]["url"] == "https://news.example/umerov"
    store(nora, batch)
    assert Event.objects.count() == EventVersion.objects.count() == 1
    saved = ImportMapping.objects.get()
    assert (saved.name, saved.mapping) == ("Trips of ours", MAPPING)
    again = nora.post(
        f"{LIST}add/",
        {"file": SimpleUploadedFile("b.csv", f"{HEADERS}\n{TRIP}".encode())},
    )
    assert '<option value="participants" selected>' in page(nora.get(again.url))


def test_names_are_asked_for_and_made_only_when_agreed(nora):
    batch = tried(nora, TRIP, NEW)
    assert batch.counts == {"create": 1, "waiting": 1}
    assert "3 names to decide" in shown(nora, batch)
    names = {n.text: n for n in batch.names.all()}
    said = shown(nora, batch, "names/")
    assert "Someone New" in said and "Hürriyet" in said and "Izmir, Türkiye" in said
    keys = {text: f"name-{name.pk}-" for text, name in names.items()}
    person, place = keys["Someone New"], keys["Izmir"]
    answer = nora.post(
        f"{LIST}{batch.pk}/names/",
        {
            f"{person}answer": "create",
            f"{place}answer": "create",
            f"{place}kind": "city",
        },
    )
    assert "Say what kind it is." in page(answer)
    assert "Say where it lies" in page(answer)
    nora.post(
        f"{LIST}{batch.pk}/names/",
        {
            f"{person}answer": "create",
            f"{person}kind": "person",
            f"{place}answer": "create",
            f"{place}kind": "city",
            f"{place}lies_in": "Türkiye",
            f"{keys['Hürriyet']}answer": "use",
            f"{keys['Hürriyet']}use": "Reuters",
            "_again": "1",
        },
    )
    batch.refresh_from_db()
    assert batch.counts == {"create": 2}
    assert not Participant.objects.filter(name="Someone New").exists()
    store(nora, batch)
    assert Participant.objects.get(name="Someone New").kind == "person"
    assert Location.objects.get(name="Izmir").parent.name == "Türkiye"
    assert not Outlet.objects.filter(name="Hürriyet").exists()
    assert EventVersion.objects.count() == 2
    undone = act(nora, batch, _undo="1", **{"undo-reason": "The wrong file"})
    assert "2 withdrawn" in undone
    assert (
        EventVersion.objects.filter(change="withdrawn", reason="The wrong file").count()
        == 2
    )
    assert Participant.objects.filter(name="Someone New").exists()  # history shows it


def test_all_undecided_names_can_be_agreed_to_at_once_and_one_offered_taken(nora):
    typo = NEW.replace("Someone New", "Rustem Umerow")
    batch = tried(nora, typo, publishing=False)
    name = batch.names.get(shelf="participants")
    assert "Rustem Umerov (person" in shown(nora, batch, "names/")
    box = f"name-{name.pk}-"
    used = {
        f"{box}use": "",
        f"{box}answer": "",
        "_use": f"{box}use=Rustem Umerov",
        f"{box}keep_spelling": "on",
    }
    nora.post(f"{LIST}{batch.pk}/names/", used)
    for shelf, kind in (("places", "city"), ("outlets", "newspaper")):
        nora.post(
            f"{LIST}{batch.pk}/names/",
            {"_all": shelf, f"{shelf}-shelf": shelf, f"{shelf}-kind": kind},
        )
    act(nora, batch, _again="1")
    assert batch.counts == {"create": 1}
    store(nora, batch)
    event = Event.objects.get()
    assert (event.desk_state, event.number) == ("draft", None)
    assert event.participations.get().participant == cast.umerov()
    assert Participant.objects.spelled("Rustem Umerow").get() == cast.umerov()
    assert Outlet.objects.get(name="Hürriyet").kind == "newspaper"
    assert "1 removed" in act(nora, batch, _undo="1", **{"undo-reason": "Wrong file"})
    assert not Event.objects.exists()
    assert not Source.objects.exists()
    assert not Location.objects.filter(name="Izmir").exists()
    assert not Outlet.objects.filter(name="Hürriyet").exists()
    assert not Participant.objects.spelled("Rustem Umerow").exists()


def test_all_or_nothing_stores_nothing_and_only_good_rows_the_good_ones(nora):
    batch = tried(nora, TRIP, BAD)
    assert batch.counts == {"create": 1, "refused": 1}
    said = shown(nora, batch)
    assert "“31 February 2025” is not a date" in said or "31 February 2025" in said
    assert "February 2025 has 28 days" in said
    assert "Nothing was stored: 1 of the rows" in store(nora, batch)
    assert batch.state == "failed"
    assert not Event.objects.exists()
    store(nora, batch, only_good_rows="on")
    assert batch.state == "applied"
    assert [e.title for e in Event.objects.all()] == ["Umerov visits Antalya for talks"]


def test_refused_rows_go_out_with_the_reason_and_come_back_mended(nora):
    batch = tried(nora, TRIP, BAD)
    answer = nora.get(f"{LIST}{batch.pk}/refused.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["Headline"] == BAD.split(";")[0]
    assert row["Day"] == "31 February 2025"
    assert row["why_refused"].startswith("Day: ")
    mended = text.replace("31 February 2025", "28 February 2025")
    path = running.folder() / "mended.csv"
    path.write_text(mended)
    again = running.receive([mended.encode()], "mended.csv", editor=None)
    again.mapping = MAPPING
    again.save()
    running.run(again, running.PLAN)
    assert again.counts == {"create": 1}


def test_versions_say_who_stored_the_file_not_who_sent_it(nora):
    batch = tried(nora, TRIP)
    assert "Stored on" in store(cast.editor_client("olga"), batch)
    assert EventVersion.objects.get().editor == "olga"


def test_an_import_needs_its_own_permission(nora):
    batch = tried(nora, TRIP)
    permission = Permission.objects.get(codename="import_events")
    for group in cast.editor().groups.all():
        group.permissions.remove(permission)
    for where in (
        "add/",
        f"{batch.pk}/change/",
        f"{batch.pk}/read/",
        f"{batch.pk}/names/",
        f"{batch.pk}/refused.csv",
        "",
    ):
        assert nora.get(LIST + where).status_code == 403
        assert nora.post(LIST + where, {"_store": "1"}).status_code == 403
    assert not Event.objects.exists()


def test_a_plan_that_the_record_has_left_behind_is_not_stored(nora):
    batch = tried(nora, TRIP)
    Participant.objects.filter(name="Rustem Umerov").delete()
    assert "Nothing was stored" in store(nora, batch)
    assert not Event.objects.exists()


def test_hostile_addresses_and_files_are_answered_plainly(nora):
    batch = sent(nora, TRIP)
    for where in (
        "99999999999999999999/change/",
        "7/read/",
        "x/change/",
        f"{batch.pk}/names/?p=99999999999",
    ):
        assert nora.get(LIST + where).status_code in {200, 302, 404}
    assert "Choose a file" in page(nora.post(f"{LIST}add/", {}))
    ImportBatch.objects.all().delete()
    strange = sent(nora, "\x00", headers="a\x00,b")
    answer = nora.get(f"{LIST}{strange.pk}/read/")
    assert answer.status_code == 200
    assert nora.post(f"{LIST}{strange.pk}/read/", {"_plan": "1"}).status_code in {
        200,
        302,
    }


def test_the_time_of_killing_is_said_and_the_work_begun_again(nora):
    batch = tried(nora, TRIP)
    ImportBatch.objects.update(state="applying")
    assert "It was stopped before its end. Nothing was stored." in shown(nora, batch)
    with running.held(batch):
        assert "Look again" in shown(nora, batch)
        assert "at work already" in store(nora, batch)
    store(nora, batch)
    assert batch.state == "applied"
    assert Event.objects.count() == 1


def test_a_file_is_kept_in_the_data_folder_only(nora, settings):
    batch = sent(nora, TRIP, name="../../etc/passwd.csv")
    assert Path(settings.DATA_DIR) in running.file_of(batch).parents
    assert batch.file_name == "passwd.csv"
