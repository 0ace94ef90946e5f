"""Two entries that are one thing: merged with all that points at them, or refused."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from tests import cast
from timeline import merging
from timeline.admin.leading import preview_address
from timeline.models.events import Participation
from timeline.models.locations import Location
from timeline.models.participants import Membership, Participant, Tenure
from timeline.models.republishing import Republishing
from timeline.models.sources import Outlet, Source
from timeline.models.tracks import Round, Track
from timeline.models.versions import FormerSlug, Heading, PublicRecord, VersionTerm
from timeline.republishing.showing import events_showing
from timeline.selection.moments import instant

pytestmark = pytest.mark.django_db
REASON = {"reason": "They are one"}


@pytest.fixture
def nora():
    return cast.editor_client()


def page(answer):
    if answer.streaming:
        return b"".join(answer.streaming_content).decode()
    return answer.content.decode()


def chosen(client, *two):
    """The preview of a merge of two that were ticked in a list; the first is kept."""
    model = two[0]._meta.model_name
    data = {"action": "merge_two", "_selected_action": [one.pk for one in two]}
    return client.post(f"/admin/timeline/{model}/", data)["Location"]


def merged(client, stays, goes):
    """The page after merging ``goes`` into ``stays``."""
    return page(client.post(chosen(client, stays, goes), REASON, follow=True))


def turkey():
    return cast.participant("Turkey (Republic)", "state", fr="Turquie", tr="Türkei")


def test_two_participants_become_one_with_all_that_points_at_them(nora):
    stays, goes = cast.turkiye(), turkey()
    erdogan = cast.person("Recep Tayyip Erdoğan", goes, ("President", None, None))
    Membership.objects.create(organisation=cast.nato(), member=stays)
    Membership.objects.create(organisation=cast.nato(), member=goes)
    both = cast.published(
        "Türkiye meets itself in both names", who=[(stays, "host"), (goes, "host")]
    )
    spoke = cast.published(
        "Erdoğan opens the talks in Istanbul",
        who=[(erdogan, "speaker", {"on_behalf_of": goes}), (goes, "chair")],
        sources=[(cast.article(cast.reuters()), {"speaker": goes})],
    )
    cast.commitment(spoke, "Host the next round", debtor=goes, by="2 June 2025")
    spoke = cast.publish(spoke)
    answer = page(nora.get(chosen(nora, stays, goes)))
    for said in (
        "<h1>Turkey (Republic) becomes Türkiye</h1>",
        "2 parts in events, 1 part on its behalf, 1 one who acts for it",
        "1 commitment of it",
        "Both have the same role in 1 of the same events",
        "1 membership that both have become one",
        "2 published events show one of them",
        "Keep the other one instead",
    ):
        assert said in answer, said
    before = PublicRecord.now().data_version
    assert "Published on" in merged(nora, stays, goes)
    assert PublicRecord.now().data_version == before + 1
    assert not Participant.objects.filter(pk=goes.pk).exists()
    assert list(
        Participation.objects.filter(event=both).values_list("participant")
    ) == [(stays.pk,)]
    record = cast.version_of(spoke).record
    assert "turkey-republic" not in str(record)
    assert record["participations"][0]["on_behalf_of"]["slug"] == "turkiye"
    assert record["commitments"][0]["debtor"]["name"] == "Türkiye"
    assert record["citations"][0]["speaker"]["slug"] == "turkiye"
    assert Tenure.objects.get(person=erdogan).organisation == stays
    assert Membership.objects.get().member == stays
    assert Participant.objects.spelled("Turkey (Republic)").get() == stays
    preferred = stays.names.filter(language="tr", kind="preferred")
    assert [spelling.name for spelling in preferred] == ["Türkiye"]
    assert record["participations"][1]["participant"]["names"]["fr"] == "Turquie"
    assert not VersionTerm.objects.filter(
        present=True, value="turkey-republic"
    ).exists()
    assert not Heading.objects.at(None).filter(value="turkey-republic").exists()


def test_old_addresses_lead_to_the_one_that_is_kept(nora):
    stays, goes = cast.turkiye(), turkey()
    cast.published("Türkiye hosts the envoys in Istanbul", who=[(stays, "host")])
    old = cast.published("Turkey receives a delegation", who=[(goes, "host")])
    moment = cast.version_of(old).recorded_at.isoformat().replace("+", "%2B")
    past = f"/events.csv?who=turkey-republic&as_of={moment}"
    then = page(nora.get(past))
    assert "Turkey receives" in then
    merged(nora, stays, goes)
    slug = goes.slug
    assert FormerSlug.objects.get(value=slug).now == stays.slug
    for lead in ("", "/uk", "/ar"):
        answer = nora.get(f"{lead}/participants/{slug}/?from=2025")
        assert answer.status_code == 301
        assert answer["Location"] == f"{lead}/participants/turkiye/?from=2025"
    answer = nora.get(f"/api/participants/{slug}")
    assert answer.status_code == 301
    assert answer["Location"].endswith("/api/participants/turkiye")
    now = instant(PublicRecord.now().changed_at)
    answer = nora.get(f"/api/participants/{slug}?as_of={now}")
    assert answer.status_code == 301
    asked = urlencode({"as_of": now})
    assert answer["Location"].endswith(f"/api/participants/turkiye?{asked}")
    answer = nora.get(f"/?who={slug}")
    assert (answer.status_code, answer["Location"]) == (302, "/?who=turkiye")
    for file in ("events.csv", "events.atom", "events.ics", "api/events"):
        answer = page(nora.get(f"/{file}?who={slug}"))
        assert "Turkey receives" in answer, file
        assert "hosts the envoys" in answer, file
    assert page(nora.get(past)) == then
    assert nora.get("/participants/nobody/").status_code == 404
    again = Participant(kind="state")
    again.name_it("Turkey (Republic)")
    assert again.slug == "turkey-republic-2"
    assert chain_of(nora, stays) == {slug: "anatolia", "turkiye": "anatolia"}


def chain_of(client, stays):
    """What leads where after the one that was kept is merged as well."""
    third = cast.participant("Anatolia", "state")
    stays.iso2 = ""
    stays.save()
    leads = preview_address(Participant, [stays.pk], into=third.pk)
    assert client.post(leads, REASON).status_code == 302
    return dict(FormerSlug.objects.values_list("value", "now"))


def test_a_merge_with_unpublished_changes_in_the_way_is_not_done(nora):
    stays, goes = cast.turkiye(), turkey()
    busy = cast.published("Turkey receives a delegation", who=[(goes, "host")])
    busy.summary = "Still being written."
    busy.save()
    leads = chosen(nora, stays, goes)
    answer = page(nora.post(leads, REASON))
    assert "Nothing was done. These have unpublished changes" in answer
    assert Participant.objects.filter(pk=goes.pk).exists()
    assert not Republishing.objects.exists()
    nora.post(leads, REASON | {"also": busy.pk})
    version = cast.version_of(busy)
    assert version.record["summary"] == "Still being written."
    assert version.changed_fields == ["participations", "summary"]
    assert version.record["participations"][0]["participant"]["slug"] == "turkiye"


def test_what_cannot_be_one_is_refused_in_words(nora):
    stays, goes = cast.turkiye(), turkey()
    stays.wikidata_id, goes.wikidata_id = "Q43", "Q12560"
    stays.save()
    goes.save()
    leads = chosen(nora, stays, goes)
    answer = page(nora.get(leads))
    assert "different Wikidata ids, Q43 and Q12560" in answer
    assert "Merge and publish</button>" not in answer
    assert "different Wikidata" in page(nora.post(leads, REASON))
    assert Participant.objects.filter(pk=goes.pk).exists()
    top = cast.participant("Union", "organisation")
    middle = cast.participant("Council", "organisation", acts_for=top)
    low = cast.participant("Bureau", "organisation", acts_for=middle)
    said = merging.plan(top, low).refusals
    assert said == [
        "Union is above Bureau through others. Change “Acts for” of Council first."
    ]
    assert "Give both the same kind" in merging.plan(low, stays).refusals[0]
    with pytest.raises(merging.MergeRefused, match="Council first"):
        merging.join(top, low)
    merging.join(middle, low)
    assert Participant.objects.get(pk=low.pk).acts_for == top


def test_two_places_become_one(nora):
    stays = cast.istanbul()
    zone = {"time_zone": stays.time_zone, "wikidata_id": "Q406"}
    goes = cast.place("Stambul", "city", stays.parent, **zone)
    pier = cast.place("Galataport", "site", goes)
    event = cast.published("Delegations land in Stambul", where=pier)
    answer = page(nora.get(chosen(nora, stays, goes)))
    assert "1 place in it" in answer
    assert "“wikidata id” is empty and becomes Q406." in answer
    merged(nora, stays, goes)
    version = cast.version_of(event)
    assert [p["slug"] for p in version.record["place"]["ancestors"]] == [
        "istanbul",
        "turkiye",
    ]
    assert version.changed_fields == ["place"]
    places = version.terms.filter(dimension="place", present=True)
    assert set(places.values_list("value", flat=True)) == {
        "galataport",
        "istanbul",
        "turkiye",
    }
    assert Location.objects.get(pk=stays.pk).wikidata_id == "Q406"
    assert Location.objects.spelled("stambul").get() == stays
    assert nora.get("/places/stambul/")["Location"] == "/places/istanbul/"
    assert "Delegations land" in page(nora.get("/events.csv?place=stambul"))
    room = pier
    for name in ("Terminal", "Hall", "Gate"):
        room = cast.place(name, "site", room)
    high = cast.published("Delegations wait at the gate", where=room)
    assert high in events_showing(Location, [stays.parent.pk])
    other = cast.place("Byzantium", "city", stays.parent)
    cast.place("Galataport", "site", other)
    assert (
        merging.plan(other, stays)
        .refusals[0]
        .startswith("There is a “Galataport” in both.")
    )


def test_outlets_documents_and_processes_become_one(nora):
    stays, goes = cast.reuters(), cast.outlet("Reuters News", homepage="https://r.ex/")
    one, two = cast.article(stays), cast.article(goes, "The same article again")
    event = cast.published(sources=[one, two])
    assert cast.version_of(event).standing == "confirmed"
    merged(nora, stays, goes)
    version = cast.version_of(event)
    assert (version.standing, version.changed_fields) == (
        "reported",
        ["citations", "standing"],
    )
    assert Outlet.objects.get(pk=stays.pk).homepage == "https://r.ex/"
    assert nora.get("/sources/reuters-news/")["Location"] == "/sources/reuters/"
    two.refresh_from_db()
    answer = page(nora.get(chosen(nora, one, two)))
    assert "1 event cites both" in answer
    assert "is not kept" in answer
    merged(nora, one, two)
    assert Source.objects.get() == one
    assert cast.version_of(event).source_count == 1
    assert nora.get(f"/sources/{two.slug}/").status_code == 301

    track = cast.istanbul_track()
    other = Track(summary="")
    other.name_it("Talks of Istanbul")
    other.save()
    Round.objects.bulk_create(Round(track=other, number=n) for n in (1, 4))
    both = cast.published(tracks=[track, (other, 1)])
    fourth = cast.published("The fourth round is held", tracks=[(other, 4)])
    answer = page(nora.get(chosen(nora, track, other)))
    assert "1 round that both have become one" in answer
    merged(nora, track, other)
    assert cast.version_of(both).record["tracks"] == [
        {
            "slug": track.slug,
            "name": track.name,
            "round": 1,
            "round_label": "round 1",
        }
    ]
    assert cast.version_of(fourth).record["tracks"][0]["round"] == 4
    assert list(track.rounds.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert nora.get(f"/processes/{other.slug}/").status_code == 301


def test_the_one_to_keep_is_named_in_a_box_beside_the_form(nora):
    _stays, goes = cast.turkiye(), turkey()
    form = page(nora.get(reverse("admin:timeline_participant_change", args=[goes.pk])))
    page_ = f"{reverse('admin:timeline_republishing_merge')}?model=participant&amp;key="
    assert f"{page_}{goes.pk}" in form
    address = f"{page_}{goes.pk}".replace("&amp;", "&")
    assert "Merge Turkey (Republic) into another" in page(nora.get(address))
    assert "nobody" in page(nora.post(address, {"into": "nobody"})).lower()
    leads = nora.post(address, {"into": "Türkiye"})["Location"]
    assert "becomes Türkiye" in page(nora.get(leads))
    assert nora.post(leads, REASON).status_code == 302
    for address in (
        "add/",
        "add/?model=x&key=1",
        "add/?model=event&key=1",
        "99/change/",
    ):
        answer = nora.get(f"/admin/timeline/republishing/{address}")
        assert answer.status_code == 302, address


def test_everything_that_points_at_what_can_be_merged_is_known():
    for model, relations in merging.MERGED.items():
        known = {(relation.model, relation.field) for relation in relations}
        assert known == {
            (one.related_model, one.field.name)
            for one in model._meta.related_objects
            if one.one_to_many
        }, model


def test_dates_of_offices_that_both_held_are_compared_as_well():
    stays = cast.person("Sergey Lavrov", cast.russia(), ("Minister", None, None))
    goes = cast.person(
        "Sergei Lavrov",
        cast.russia(),
        ("Minister", None, None),
        ("Envoy", date(1994, 1, 1), None),
    )
    merging.join(goes, stays)
    assert {t.office for t in stays.tenures.all()} == {"Minister", "Envoy"}
    assert stays.tenures.count() == 2
