"""Renaming what published events show: seen before, published at one moment."""

import pytest
from django.urls import reverse

from tests import cast
from tests.test_admin import empty_inlines
from timeline.models.events import Event
from timeline.models.republishing import Republishing
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
    heading = Heading.objects.get(value="ukraine")
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
