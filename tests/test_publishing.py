"""Publishing appends; readers see what was published and nothing else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from tests import cast
from timeline import publishing
from timeline.models.events import Event, Participation
from timeline.models.versions import EventVersion, Heading, PublicRecord, VersionTerm
from timeline.publishing import PublishError

pytestmark = pytest.mark.django_db


def test_the_first_publishing_adds_a_version_and_gives_a_number():
    draft = cast.draft()
    assert draft.number is None
    version = publishing.publish(draft, editor="nora")
    draft.refresh_from_db()
    assert (draft.number, draft.desk_state) == (1, Event.DeskState.PUBLISHED)
    assert (version.event_id, version.number, version.change) == (1, 1, "added")
    assert version.record["title"] == cast.TALKS
    assert PublicRecord.now().data_version == 1


def test_publishing_again_supersedes_and_says_which_fields_changed():
    event = cast.published()
    event.title = "Russia and Ukraine hold direct talks in Istanbul"
    event.save()
    second = publishing.publish(event, editor="nora", reason="Shorter")
    first = EventVersion.objects.get(number=1)
    assert second.changed_fields == ["slug", "title"]
    assert second.change == "modified"
    assert first.superseded_at == second.recorded_at
    assert not VersionTerm.objects.filter(version=first, present=True).exists()


def test_publishing_what_did_not_change_writes_nothing():
    event = cast.published()
    before = PublicRecord.now().data_version
    publishing.publish(event, editor="nora", reason="again")
    assert EventVersion.objects.count() == 1
    assert PublicRecord.now().data_version == before
    event.refresh_from_db()
    assert not event.has_unpublished_changes


def test_an_edit_after_publishing_shows_as_unpublished_changes():
    event = cast.published()
    assert not event.has_unpublished_changes
    event.summary = "Both sides met for two hours [1]."
    event.save()
    assert event.has_unpublished_changes


@pytest.mark.parametrize(
    ("left_out", "says"),
    [
        ({"sources": []}, "Nothing is published without a source"),
        ({"who": []}, "at least one participant"),
    ],
)
def test_nothing_is_published_without_a_source_and_somebody(left_out, says):
    draft = cast.draft(**left_out)
    with pytest.raises(PublishError, match=says):
        publishing.publish(draft, editor="nora")
    assert not EventVersion.objects.exists()
    assert Event.objects.get(pk=draft.pk).number is None


def test_withdrawing_needs_a_reason_and_takes_the_event_from_readers():
    event = cast.published()
    with pytest.raises(PublishError, match="Say why"):
        publishing.withdraw(event, editor="nora", reason=" ")
    version = publishing.withdraw(event, editor="nora", reason="Entered twice")
    assert version.change == "withdrawn"
    assert not EventVersion.objects.present().exists()
    assert not Heading.objects.at(None).exists()
    assert not VersionTerm.objects.filter(present=True).exists()


def test_a_withdrawn_event_can_be_published_again_under_its_number():
    event = cast.published()
    publishing.withdraw(event, editor="nora", reason="By mistake")
    again = cast.publish(event, reason="It was right")
    assert (again.number, EventVersion.objects.count()) == (1, 3)
    assert EventVersion.objects.present().count() == 1


def test_merging_points_to_the_other_event():
    kept, twice = (
        cast.published(),
        cast.published(title="First direct talks since 2022"),
    )
    version = publishing.merge(twice, kept, editor="nora", reason="The same event")
    assert (version.change, version.merged_into) == ("merged", kept.number)
    with pytest.raises(PublishError, match="another event"):
        publishing.merge(kept, kept, editor="nora", reason="x")


def test_a_relation_to_a_draft_is_told_once_the_draft_is_published():
    draft = cast.draft(title="The prisoners are exchanged", date="23–25 May 2025")
    talks = cast.published(relations=[("follows", draft)])
    assert cast.version_of(talks).record["relations"] == []
    cast.publish(draft)
    relations = cast.version_of(talks).record["relations"]
    assert [r["title"] for r in relations] == ["The prisoners are exchanged"]


def test_a_relation_to_a_withdrawn_event_is_told_no_longer():
    first = cast.published("The envoys agree to meet", date="15 May 2025")
    second = cast.published(relations=[("follows", first)])
    publishing.withdraw(first, editor="nora", reason="Entered twice")
    version = cast.version_of(second)
    assert (version.number, version.record["relations"]) == (2, [])
    assert version.reason == "Related event withdrawn"


def test_an_unfinished_edit_of_a_related_event_is_not_published_with_it():
    draft = cast.draft(title="The prisoners are exchanged", date="23–25 May 2025")
    talks = cast.published(relations=[("follows", draft)])
    talks.summary = "Not finished yet"
    talks.save()
    cast.publish(draft)
    assert cast.version_of(talks).record["summary"] == ""
    assert EventVersion.objects.filter(event_id=talks.number).count() == 1


def test_renaming_republishes_what_shows_the_name_and_keeps_the_past():
    shown, other = cast.published(), cast.published(who=[(cast.rubio(), "speaker")])
    ukraine = cast.ukraine()
    ukraine.name_it("Ukraine (renamed)")
    ukraine.save()
    written = publishing.republish([shown, other], editor="nora", reason="Renamed")
    assert written == 1
    names = [
        [p["participant"]["name"] for p in v.record["participations"]]
        for v in EventVersion.objects.filter(event_id=shown.number).order_by("number")
    ]
    assert names == [["Russia", "Ukraine"], ["Russia", "Ukraine (renamed)"]]


def test_headings_follow_what_is_shown():
    event = cast.published(where=cast.istanbul())
    assert Heading.objects.filter(dimension="place", value="istanbul").exists()
    event.location = cast.ankara()
    event.save()
    cast.publish(event, reason="Moved")
    places = Heading.objects.filter(dimension="place")
    assert set(places.at(None).values_list("value", flat=True)) == {"ankara", "turkiye"}
    before = EventVersion.objects.get(number=1).recorded_at
    assert set(places.at(before).values_list("value", flat=True)) == {
        "istanbul",
        "turkiye",
    }


def test_a_tenure_that_ends_later_never_rewrites_what_was_published():
    event = cast.published(who=[(cast.umerov(), "head-of-delegation")])
    office = cast.version_of(event).record["participations"][0]["office"]
    assert office == "Minister of Defence of Ukraine"
    cast.umerov().tenures.update(office="Secretary of the Security Council")
    assert cast.version_of(event).record["participations"][0]["office"] == office


def test_the_order_of_a_day_is_time_then_the_editors_order():
    noon = cast.published(title="The talks start at noon", date="16 May 2025 12:00")
    cast.published(
        title="The delegations take their seats",
        date="16 May 2025",
        relations=[("before", noon)],
    )
    cast.published(
        title="The delegations leave the hall",
        date="16 May 2025",
        relations=[("after", noon)],
    )
    cast.published(title="A statement comes at no known hour", date="16 May 2025")
    cast.published(
        title="Breakfast is served to the envoys", date="16 May 2025, morning"
    )
    cast.published(title="Something happens some time in May", date="May 2025")
    cast.published(title="Something ends by the seventeenth", date="by 17 May 2025")
    titles = [v.title for v in EventVersion.objects.present().chronological()]
    assert titles == [
        "Something happens some time in May",
        "Breakfast is served to the envoys",
        "The delegations take their seats",
        "The talks start at noon",
        "The delegations leave the hall",
        "A statement comes at no known hour",
        "Something ends by the seventeenth",
    ]


def test_two_outlets_confirm_one_reports_and_a_dispute_disputes():
    one = cast.published(sources=[cast.article(cast.reuters())])
    two = cast.published(
        sources=[cast.article(cast.reuters()), cast.article(cast.tass())]
    )
    differ = cast.published(
        sources=[
            (cast.article(cast.reuters()), {"about": "date", "states": "16 May"}),
            (cast.article(cast.tass()), {"about": "date", "states": "15 May"}),
        ]
    )
    found = [cast.version_of(e).standing for e in (one, two, differ)]
    assert found == ["reported", "confirmed", "disputed"]


def test_two_outlets_of_one_owner_are_one_source():
    for outlet in (cast.reuters(), cast.tass()):
        outlet.group = "One Owner"
        outlet.save()
    event = cast.published(
        sources=[cast.article(cast.reuters()), cast.article(cast.tass())]
    )
    assert cast.version_of(event).standing == "reported"


def test_the_same_role_twice_is_refused_by_the_database():
    event = cast.draft()
    with pytest.raises(IntegrityError):
        Participation.objects.create(
            event=event, participant=cast.russia(), role="party"
        )


def test_since_a_day_certainly_covers_that_day():
    cast.published(date="since 12 May 2025")
    assert EventVersion.objects.certainly_between(None, None).count() == 1
    day = cast.read_date("12 May 2025").start_earliest
    assert EventVersion.objects.certainly_between(day, day).count() == 1


def test_an_edit_that_is_not_published_does_not_show_through_a_related_event():
    first = cast.published("The envoys agree to meet", date="15 May 2025")
    first.title, first.slug = "A secret new title", "a-secret-new-title"
    first.save()
    second = cast.published(relations=[("follows", first)])
    (relation,) = cast.version_of(second).record["relations"]
    assert relation["title"] == "The envoys agree to meet"
    assert relation["slug"] == "the-envoys-agree-to-meet"


def test_a_new_title_shows_on_the_pages_of_related_events():
    first = cast.published("The envoys agree to meet", date="15 May 2025")
    second = cast.published(relations=[("follows", first)])
    first.title = "The envoys agree to meet in May"
    first.save()
    cast.publish(first, reason="The month is known")
    (relation,) = cast.version_of(second).record["relations"]
    assert relation["title"] == "The envoys agree to meet in May"
    assert not Event.objects.get(pk=second.pk).has_unpublished_changes


def test_an_event_put_beside_another_stands_next_to_it():
    noon = cast.published("The envoys have lunch", date="16 May 2025 12:00")
    before = cast.published("The envoys arrive", relations=[("before", noon)])
    after = cast.published("The envoys leave", relations=[("after", noon)])
    last = cast.published("The envoys are home", relations=[("after", after)])
    evening = cast.published("The envoys have dinner", date="16 May 2025 18:00")
    order = [v.event_id for v in EventVersion.objects.present().chronological()]
    made = [before, noon, after, last, evening]
    assert order == [event.number for event in made]


def test_a_clock_behind_the_last_publishing_does_not_stop_the_next():
    event = cast.published()
    later = timezone.now() + timedelta(minutes=5)
    EventVersion.objects.update(recorded_at=later)
    PublicRecord.objects.update(changed_at=later)
    event.title = "Russia and Ukraine hold direct talks in Istanbul"
    event.save()
    version = publishing.publish(event, editor="nora", reason="Shorter")
    assert version.recorded_at == later + timedelta.resolution
