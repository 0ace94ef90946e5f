"""Who is who at the desk: three groups, made by a migration, and what they bar."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import Client

from tests import cast
from tests.test_admin import page
from tests.test_import_admin import LIST, TRIP, act, sent, tried
from timeline.importing.applying import ImportRefused, apply
from timeline.importing.running import reading_of
from timeline.models.events import Event
from timeline.models.reviews import EventWriter
from timeline.models.versions import EventVersion
from timeline.reviewing.groups import ADMINISTRATORS, EDITORS, GROUPS, REVIEWERS, group

pytestmark = pytest.mark.django_db
migration = importlib.import_module("timeline.migrations.0010_groups")
PUBLISH, IMPORT = "timeline.publish_event", "timeline.import_events"


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_each_group_may_all_that_the_one_before_it_may():
    editors, reviewers, administrators = map(may, GROUPS)
    assert editors < reviewers < administrators
    assert reviewers - editors == {"publish_event"}
    assert {"add_user", "change_group"} <= administrators - reviewers
    assert {"import_events", "add_event", "change_location"} <= editors
    hand = ("add_review", "change_eventversion", "delete_eventwriter")
    assert administrators.isdisjoint(hand)


def may(name: str) -> set[str]:
    return set(group(name).permissions.values_list("codename", flat=True))


def test_editors_of_before_lose_nothing_and_get_importing():
    """The site had the group of Editors, made before there were imports."""
    Group.objects.all().delete()
    old = Group.objects.create(name=EDITORS)
    nora = User.objects.create_user("nora", is_staff=True)
    nora.groups.add(old)
    migration.make_permissions(apps, None)
    migration.make_groups(apps, None)
    assert fresh(nora).has_perms([PUBLISH, IMPORT])
    assert may(EDITORS) >= {"import_events", "add_importbatch"}
    assert "publish_event" not in may(EDITORS)
    migration.remove_groups(apps, None)
    assert set(Group.objects.values_list("name", flat=True)) == {EDITORS}
    assert not fresh(nora).has_perm(PUBLISH)


def test_a_fresh_database_has_the_groups_filled():
    names = set(Group.objects.values_list("name", flat=True))
    assert names >= {EDITORS, REVIEWERS, ADMINISTRATORS}
    assert "publish_event" in may(REVIEWERS)


def test_whoever_began_an_unpublished_event_counts_as_its_writer():
    begun = cast.draft(created_by=cast.writer())
    cast.published("The talks are over for the day", created_by=cast.writer())
    migration.note_writers(apps, None)
    assert [row.event for row in EventWriter.objects.all()] == [begun]


def test_an_administrator_makes_no_superuser_and_touches_none():
    ada = cast.client_of(cast.administrator())
    root = User.objects.create_superuser("root", password="password")
    wanda = cast.writer()
    change = f"/admin/auth/user/{wanda.pk}/change/"
    asked = {"username": "wanda", "is_active": "on", "is_staff": "on"}
    moments = {"date_joined_0": "2025-05-15", "date_joined_1": "10:00"}
    said = asked | moments | {"first_name": "Wanda", "is_superuser": "on"}
    assert ada.post(change, said).status_code == 302
    assert (fresh(wanda).first_name, fresh(wanda).is_superuser) == ("Wanda", False)
    for where in ("change/", "password/", "delete/"):
        assert ada.post(f"/admin/auth/user/{root.pk}/{where}", {}).status_code == 403


# Importing by who may not publish


@pytest.fixture
def wanda(world: None) -> Client:
    cast.reuters()
    cast.umerov()
    return cast.client_of(cast.writer())


def test_an_editor_imports_drafts_and_is_told_who_publishes(wanda):
    batch = sent(wanda, TRIP)
    form = page(wanda.get(f"{LIST}{batch.pk}/read/"))
    assert "A reviewer publishes them" in form and "Publish them" not in form
    refused = wanda.post(f"{LIST}{batch.pk}/read/", {"publishing": "1", "_plan": "1"})
    assert "A reviewer publishes them" in page(refused)
    batch.delete()
    batch = tried(wanda, TRIP, publishing=False)
    act(wanda, batch, _store="1")
    assert Event.objects.get().desk_state == "draft"
    assert str(EventWriter.objects.get().user) == "wanda"


def test_an_import_that_is_to_be_published_is_stored_by_a_reviewer_only(wanda):
    batch = tried(cast.editor_client(), TRIP)
    shown = act(wanda, batch, _store="1", reason="Bringing in May")
    assert "Nothing was stored: only reviewers publish." in shown
    assert not Event.objects.exists()
    act(cast.client_of(cast.reviewer()), batch, _store="1", reason="Bringing in May")
    assert EventVersion.objects.exists()
    shown = act(wanda, batch, _undo="1", **{"undo-reason": "Sent twice"})
    assert Event.objects.get().desk_state == "published"


def test_an_import_is_not_published_by_who_wrote_it_in_a_desk_of_several(
    wanda, settings
):
    batch = tried(cast.editor_client(), TRIP)
    settings.ONE_PERSON_DESK = False
    rows = reading_of(batch).rows()
    with pytest.raises(ImportRefused, match="somebody else has to approve it"):
        apply(batch, rows, publisher=cast.editor())
    assert not Event.objects.exists()
