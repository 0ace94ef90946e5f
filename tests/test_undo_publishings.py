"""The last publishings of an account, undone as one; readers' history is kept."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests import cast
from tests.test_admin import page
from tests.test_renaming import rename
from timeline import publishing
from timeline.models.events import Event
from timeline.models.versions import EventVersion, PublicRecord
from timeline.publishing import PublishError
from timeline.restoring import publishings

pytestmark = pytest.mark.django_db
PAGE = "/admin/timeline/event/undo-publishings/"
GOOD, BAD = "The talks in Istanbul begin", "The talks in Istanbul were a hoax"


def edit(event, title, editor, **columns):
    """A new title, published by ``editor``."""
    event = Event.objects.get(pk=event.pk)
    event.title = title
    for name, value in columns.items():
        setattr(event, name, value)
    event.save()
    publishing.publish(event, editor=editor, reason="Edited")
    return event


@pytest.fixture
def vandal(world):
    """One event changed twice by mallory, one added by mallory, one changed by nora
    after mallory."""
    cast.editor("mallory")
    changed, since = cast.published(GOOD), cast.published("A second meeting follows")
    edit(changed, BAD, "mallory")
    edit(changed, f"{BAD} indeed", "mallory", summary="Nonsense")
    edit(since, "A second meeting is off", "mallory")
    added = cast.draft("Nothing of this ever happened")
    publishing.publish(added, editor="mallory")
    edit(since, "A second meeting follows soon", "nora")
    return changed, added, since


def history(event):
    rows = EventVersion.objects.filter(event_id=Event.objects.get(pk=event.pk).number)
    return list(rows.order_by("number").values_list("title", "change", "editor"))


def test_a_page_shows_what_will_happen_and_then_does_it(vandal):
    changed, added, since = vandal
    nora = cast.editor_client("nora")
    text = page(nora.get(PAGE, {"account": "mallory", "last": "10"}))
    assert f"Goes back to version 1, “{GOOD}”." in text
    assert "Is withdrawn: it was published first by one of these." in text
    assert "nora published version 3 since." in text
    assert Event.objects.get(pk=changed.pk).title == f"{BAD} indeed"
    before = PublicRecord.now().data_version
    keys = publishings.last_publishings("mallory", 10)
    refused = nora.post(PAGE, {"version": keys})
    assert "Say why" in page(refused)
    answer = nora.post(PAGE, {"version": keys, "reason": "Vandalism"}, follow=True)
    assert "1 event went back, 1 event withdrawn." in page(answer)
    assert "“A second meeting follows soon” was left alone." in page(answer)
    event = Event.objects.get(pk=changed.pk)
    assert (event.title, event.summary) == (GOOD, "")
    assert not event.has_unpublished_changes
    assert history(changed) == [
        (GOOD, "added", "editor"),
        (BAD, "modified", "mallory"),
        (f"{BAD} indeed", "modified", "mallory"),
        (GOOD, "modified", "nora"),
    ]
    assert cast.version_of(event).reason == "Vandalism"
    number = Event.objects.get(pk=added.pk).number
    gone = cast.reader_client().get(f"/e/{number}", follow=True)
    assert (gone.status_code, "Vandalism" in page(gone)) == (410, True)
    assert cast.version_of(since).title == "A second meeting follows soon"
    assert PublicRecord.now().data_version > before


def test_what_somebody_changed_since_is_undone_only_when_it_is_chosen(vandal):
    since = vandal[2]
    nora = cast.editor_client("nora")
    keys = publishings.last_publishings("mallory", 10)
    numbers = [Event.objects.get(pk=since.pk).number]
    nora.post(PAGE, {"version": keys, "reason": "Vandalism", "also": numbers})
    assert cast.version_of(since).title == "A second meeting follows"


def test_a_renaming_is_no_text_to_go_back_to_and_that_is_said(world):
    event = cast.published(GOOD)
    rename(cast.editor_client("nora"), cast.russia(), "Rossiya")
    publishing.publish(event, editor="mallory", reason="Renamed")
    assert len(history(event)) == 2
    keys = publishings.last_publishings("mallory", 1)
    nora = cast.editor_client("nora")
    answer = nora.post(PAGE, {"version": keys, "reason": "Vandalism"}, follow=True)
    assert f"“{GOOD}” was left alone. Readers would see the same" in page(answer)
    assert "went back" not in page(answer)
    assert len(history(event)) == 2


def test_unpublished_changes_at_the_desk_are_left_alone(vandal):
    changed = Event.objects.get(pk=vandal[0].pk)
    changed.summary = "Nora is mending this"
    changed.save()
    steps = publishings.plan(publishings.last_publishings("mallory", 10))
    step = next(s for s in steps if s.number == changed.number)
    assert (step.does, step.may_choose) == ("left", True)


def test_only_the_last_ones_are_undone_and_a_withdrawal_is_one(vandal):
    changed = Event.objects.get(pk=vandal[0].pk)
    publishing.withdraw(changed, editor="mallory", reason="Gone!")
    mallory = publishings.last_publishings("mallory", 1)
    publishings.undo(mallory, editor=cast.editor("nora"), reason="Vandalism")
    assert cast.version_of(changed).title == f"{BAD} indeed"
    assert cast.version_of(changed).change == "modified"


def test_it_is_one_transaction(vandal, monkeypatch):
    def failing(*args, **kwargs):
        raise PublishError(["The last one fails."])

    monkeypatch.setattr(publishings, "withdraw", failing)
    before = EventVersion.objects.count()
    nora = cast.editor_client("nora")
    keys = publishings.last_publishings("mallory", 10)
    answer = nora.post(PAGE, {"version": keys, "reason": "Vandalism"}, follow=True)
    assert "Nothing was undone. The last one fails." in page(answer)
    assert EventVersion.objects.count() == before
    assert Event.objects.get(pk=vandal[0].pk).title == f"{BAD} indeed"


def test_a_command_says_what_it_would_do_and_does_it(vandal):
    out = StringIO()
    ask = ("undo_publishings", "mallory", "--last", "10")
    call_command(*ask, "--dry-run", stdout=out)
    assert f"Goes back to version 1, “{GOOD}”." in out.getvalue()
    assert cast.version_of(vandal[0]).title == f"{BAD} indeed"
    cast.editor("nora")
    for missing in ((), ("--reason", "Vandalism")):
        with pytest.raises(CommandError, match="Write --"):
            call_command(*ask, *missing, stdout=out)
    with pytest.raises(CommandError, match="1 left alone") as left:
        call_command(*ask, "--reason", "Vandalism", "--editor", "nora", stdout=out)
    assert left.value.returncode == 2
    assert cast.version_of(vandal[0]).title == GOOD
    for user, last, words in (
        ("nobody", "1", "Nobody signs in as nobody"),
        ("mallory", "0", "from 1 to"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("undo_publishings", user, "--last", last)


def test_only_those_who_may_publish_undo_and_the_page_takes_anything(
    vandal, django_user_model
):
    assert reverse("admin:timeline_undo_publishings") == PAGE
    assert cast.reader_client().get(PAGE).status_code == 302
    stranger = django_user_model.objects.create_user("stranger", is_staff=True)
    client = cast.reader_client()
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(PAGE).status_code == 403
    nora = cast.editor_client("nora")
    for query in (
        {"account": "nobody", "last": "9e9"},
        {"account": "mallory\x00", "last": "²"},
        {"account": "stranger", "last": "1"},
        {"version": "x"},
    ):
        assert nora.get(PAGE, query).status_code == 200
    assert nora.post(PAGE, {"version": ["x", "9" * 30]}).status_code == 200
