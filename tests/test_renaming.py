"""Renaming what published events show: seen before, published at one moment."""

import pytest
from django.urls import reverse

from tests import cast
from tests.test_admin import empty_inlines
from timeline.models.events import Event
from timeline.models.participants import Participant, Tenure
from timeline.models.republishing import Republishing
from timeline.models.reviews import EventWriter
from timeline.models.versions import EventVersion, Heading, PublicRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def nora():
    return cast.editor_client()


def page(answer):
    return answer.content.decode()


def rename(client, someone, name, **more):
    """Save the form of a participant under another name; where that leads."""
    change = reverse("admin:timeline_participant_change", args=[someone.pk])
    data = {"name": name, "kind": someone.kind, "iso2": someone.iso2}
    if someone.acts_for:
        data["acts_for"] = someone.acts_for.name
    return client.post(change, data | empty_inlines() | more)


def test_a_rename_is_shown_before_it_is_published_at_one_moment(nora):
    shown = [cast.published(f"Envoys meet for the {n}th time") for n in (1, 2)]
    other = cast.published("Rubio calls Fidan", who=[(cast.rubio(), "party")])
    busy = cast.published("Envoys of both sides meet in private")
    Event.objects.get(pk=busy.pk).save()
    leads = rename(nora, cast.ukraine(), "Ukraine (state)")["Location"]
    before = PublicRecord.now().data_version
    answer = page(nora.get(leads))
    assert "<h1>Ukraine is now Ukraine (state)</h1>" in answer
    assert "3 published events show it" in answer
    assert "2 of them change for readers" in answer
    assert "<del>Ukraine</del> → <ins>Ukraine (state)</ins>" in answer
    assert "Envoys meet for the 1th time" in answer
    assert "Rubio calls Fidan" not in answer
    assert "1 with unpublished changes" in answer
    assert "Say why" in page(nora.post(leads, {"reason": ""}))
    assert PublicRecord.now().data_version == before
    done = page(nora.post(leads, {"reason": "They call it so"}, follow=True))
    assert "Published on" in done
    job = Republishing.objects.get()
    assert job.result == {"versions": 2, "left": 1, "refused": []}
    assert PublicRecord.now().data_version == before + 1
    new = [cast.version_of(event) for event in shown]
    assert len({version.recorded_at for version in new}) == 1
    for version in new:
        assert version.number == 2
        assert version.reason == "They call it so"
        assert version.editor == "nora"
        assert version.changed_fields == ["participations"]
        assert version.record["recorded_at"] == version.recorded_at.isoformat()
        assert version.recorded_at.isoformat() in version.csv_line
        old = EventVersion.objects.get(event_id=version.event_id, number=1)
        assert old.superseded_at == version.recorded_at
        assert terms(old) == terms(version)
    assert cast.version_of(other).number == 1
    assert cast.version_of(busy).number == 1
    heading = Heading.objects.at(None).get(value="ukraine")
    assert heading.label == "Ukraine (state)"
    for address in ("/", "/?who=ukraine", '/?q="ukraine state"', "/events.csv"):
        assert page_text(nora, address).count("Ukraine (state)") >= 2, address


def page_text(client, address):
    answer = client.get(address, headers={"cookie": ""})
    if answer.streaming:
        return b"".join(answer.streaming_content).decode()
    return page(answer)


def terms(version):
    return sorted(version.terms.values_list("dimension", "value", "role"))


# Offices


def test_ending_an_office_later_never_changes_what_was_held_then(nora):
    umerov = cast.umerov()
    Tenure.objects.filter(person=umerov).update(end=None)
    then = cast.published(who=[(umerov, "head-of-delegation")])
    after = cast.published(
        "Umerov speaks after he left the ministry",
        "1 September 2025",
        who=[(umerov, "speaker")],
    )
    assert offices(then) == offices(after) == ["Minister of Defence of Ukraine"]
    tenure = umerov.tenures.get()
    change = reverse("admin:timeline_tenure_change", args=[tenure.pk])
    data = {
        "office": tenure.office,
        "organisation": "Ukraine",
        "start": "6 September 2023",
        "start_precision": "day",
        "end": "17 July 2025",
        "end_precision": "day",
    }
    leads = nora.post(change, data)["Location"]
    answer = page(nora.get(leads))
    assert "2 published events show it" in answer
    assert "1 of them changes for readers" in answer
    assert "Umerov speaks after he left" in answer
    assert cast.TALKS not in answer
    assert "<del>Minister of Defence of Ukraine</del> → <ins>empty</ins>" in answer
    assert offices(after) == ["Minister of Defence of Ukraine"], "nothing is silent"
    nora.post(leads, {"reason": "He left on 17 July"})
    assert (cast.version_of(then).number, cast.version_of(after).number) == (1, 2)
    assert offices(then) == ["Minister of Defence of Ukraine"]
    assert offices(after) == [""]
    assert '"end": "2025-07-17"' in str(
        Heading.objects.at(None).get(value="rustem-umerov").card
    ).replace("'", '"')
    delete = reverse("admin:timeline_tenure_delete", args=[tenure.pk])
    answer = page(nora.post(delete, {"post": "yes"}, follow=True))
    assert "1 of them changes for readers" in answer
    assert cast.TALKS in answer


def offices(event):
    parts = cast.version_of(event).record["participations"]
    return [part["office"] for part in parts]


def test_a_day_outside_every_office_is_flagged_beside_the_form(nora):
    words = "Nobody knows which office Umerov held on that day"
    rubio = (cast.rubio(), "party")
    who = [(cast.umerov(), "speaker"), rubio, (cast.ukraine(), "party")]
    event = cast.draft(date="1 September 2025", who=who)
    form = reverse("admin:timeline_event_change", args=[event.pk])
    answer = page(nora.get(form))
    assert words.replace("Umerov", "Rustem Umerov") in answer
    assert "office Marco Rubio" not in answer
    assert "office Ukraine" not in answer
    event.participations.update(office="Secretary")
    assert "Nobody knows which office" not in page(nora.get(form))


def test_a_card_changes_although_no_event_does(nora):
    event = cast.published()
    leads = rename(nora, cast.ukraine(), "Ukraine", description="A state in Europe.")
    answer = page(nora.get(leads["Location"]))
    assert "None of them changes for readers" in answer
    nora.post(leads["Location"], {"reason": "Described"})
    assert cast.version_of(event).number == 1
    card = Heading.objects.at(None).get(value="ukraine").card
    assert card["description"] == "A state in Europe."


def test_nothing_is_asked_when_readers_see_the_same(nora):
    cast.published()
    someone = cast.participant("Envoy nobody saw", "group")
    assert "/republishing/" not in rename(nora, someone, "Another envoy")["Location"]
    same = rename(nora, cast.ukraine(), "Ukraine")["Location"]
    assert "/republishing/" not in same


def test_one_who_may_not_change_the_thing_may_not_publish_it_again(
    nora, django_user_model
):
    cast.published()
    leads = rename(nora, cast.ukraine(), "Ukraine (state)")["Location"]
    guest = django_user_model.objects.create_user("guest", is_staff=True)
    other = cast.editor_client("other")
    other.force_login(guest, "django.contrib.auth.backends.ModelBackend")
    assert other.get(leads).status_code == 403
    assert other.post(leads, {"reason": "x"}).status_code == 403
    assert not Republishing.objects.exists()


def test_nobody_publishes_their_own_text_by_going_on_with_a_renaming(settings):
    settings.ONE_PERSON_DESK = False
    rosa, other = cast.reviewer(), cast.published("Envoys meet a second time")
    busy = cast.published("Envoys of both sides meet in private")
    edited_by(cast.writer(), busy)
    land = cast.ukraine()
    Participant.objects.filter(pk=land.pk).update(name="Ukraine (state)")
    job = Republishing.objects.create(
        model="participant",
        keys=[land.pk],
        also=[busy.pk],
        editor=rosa,
        reason="They call it so",
        state=Republishing.State.FAILED,
        total=2,
    )
    edited_by(rosa, busy)  # after it was chosen, before one goes on
    address = reverse("admin:timeline_republishing_change", args=[job.pk])
    done = page(cast.client_of(rosa).post(address, follow=True))
    assert "Published on" in done
    assert cast.version_of(other).number == 2
    assert cast.version_of(busy).number == 1
    job.refresh_from_db()
    assert (job.result["left"], job.also) == (1, [])


def edited_by(user, event):
    event.summary = f"Told by {user}."
    event.save()
    EventWriter.note([(event, user.pk)])
