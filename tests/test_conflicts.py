"""Two editors, one event: what each typed is there in the end, or can be chosen."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import cast
from tests.test_admin import page
from timeline import publishing
from timeline.fields import RisingDateTimeField
from timeline.forms import submission as submissions
from timeline.models.events import Event
from timeline.models.versions import EventVersion

pytestmark = pytest.mark.django_db
QUOTED = {"quote": "They met."}


def change_of(event):
    return reverse("admin:timeline_event_change", args=[event.pk])


def boxes_of(answer):
    """What a browser would send back: empty boxes too, but not empty ticks."""
    submission = answer.context["submission"]
    forms = [submission.form]
    forms += [form for rows in submission.sections.values() for form in rows.forms]
    data = {
        f"{name}-{count}": number
        for name, rows in submission.sections.items()
        for count, number in (("TOTAL_FORMS", len(rows.forms)), ("INITIAL_FORMS", 0))
    }
    for box in (box for form in forms for box in form):
        value = box.field.prepare_value(box.value())
        if value not in (None, False, []):
            data[box.html_name] = value
        elif not hasattr(box.field.widget, "check_test") and box.name != "topics":
            data[box.html_name] = ""
    return data


class Desk:
    """One editor with the form of an event open."""

    def __init__(self, name, event):
        self.client, self.address = cast.editor_client(name), change_of(event)
        self.boxes = boxes_of(self.client.get(self.address))

    def press(self, button="_save", value="1", **typed):
        self.boxes |= typed
        answer = self.client.post(self.address, self.boxes | {button: value})
        if answer.status_code == 200:
            self.boxes = boxes_of(answer)
        return answer

    def row(self, section, number, **typed):
        self.boxes |= {f"{section}-{number}-{k}": v for k, v in typed.items()}
        count = f"{section}-TOTAL_FORMS"
        self.boxes[count] = max(int(self.boxes[count]), number + 1)


@pytest.fixture
def event(world):
    article = cast.article(cast.reuters())
    return cast.draft(
        who=[(world.russia, "party"), (world.ukraine, "party")],
        sources=[(article, QUOTED)],
        where=world.istanbul,
        topics=["military"],
    )


@pytest.fixture
def nora(event):
    return Desk("nora", event)


@pytest.fixture
def omar(event):
    return Desk("omar", event)


def test_what_only_they_changed_is_taken_over_and_the_rest_is_kept(nora, omar):
    hers = {"summary": "Hers", "time_zone": "Europe/Istanbul"}
    assert nora.press(**hers, topics=["economic"]).status_code == 302
    answer = omar.press(title="His title of the talks in Istanbul", format="in-person")
    assert "Somebody else saved this event" in page(answer)
    assert "Saved by nora" in page(answer)
    assert "Nothing is left to choose" in page(answer)
    assert "Taken over, because only they changed it (3)" in page(answer)
    assert Event.objects.get().title == cast.TALKS
    assert omar.press().status_code == 302
    stored = Event.objects.get()
    assert (stored.summary, stored.time_zone) == ("Hers", "Europe/Istanbul")
    assert [t.slug for t in stored.topics.all()] == ["economic"]
    assert stored.title == "His title of the talks in Istanbul"
    assert stored.format == "in-person"


def test_a_box_both_changed_is_chosen_by_buttons_without_a_script(nora, omar):
    nora.press(summary="Hers", title="Her title of the talks", status="cancelled")
    answer = omar.press(summary="His", title="His title of the talks", status="")
    text = page(answer)
    assert "<td>Hers</td><td>His</td>" in text
    assert "<td>Took place</td><td>Cancelled</td>" in text
    answer = omar.press("_take", "summary", reason="kept as well")
    assert 'value="summary"' not in page(answer)
    assert 'value="title"' in page(answer)
    assert omar.boxes["summary"] == "Hers"
    assert omar.boxes["reason"] == "kept as well"
    omar.press("_keep", "title")
    omar.press("_take", "*")
    assert "Nothing is left to choose" in page(omar.press("_again"))
    assert omar.press().status_code == 302
    stored = Event.objects.get()
    assert stored.summary == "Hers"
    assert stored.title == "His title of the talks"
    assert stored.status == "cancelled"


def test_rows_they_added_and_removed_are_shown_and_both_are_stored(nora, omar, world):
    nora.row("participations", 1, DELETE="on")
    nora.row("participations", 2, participant="Türkiye", role="mediator")
    nora.row("citations", 1, url="https://news.example/hers", outlet="Reuters")
    nora.press()
    omar.row("participations", 0, role="host", note="His note")
    omar.row("citations", 1, url="https://news.example/his", outlet="Reuters")
    answer = omar.press()
    text = page(answer)
    assert "Participant “Ukraine” removed" in text
    assert "Participant “Türkiye” added" in text
    assert "Both of you added a source" in text
    assert omar.press().status_code == 302
    parts = Event.objects.get().participations.all()
    assert [(p.participant.name, p.role) for p in parts] == [
        ("Russia", "host"),
        ("Türkiye", "mediator"),
    ]
    cited = {c.source.url: c.number for c in Event.objects.get().citations.all()}
    assert cited["https://news.example/hers"] == 2
    assert cited["https://news.example/his"] == 3


def test_a_row_they_removed_and_you_changed_is_yours_to_choose(nora, omar):
    nora.row("participations", 1, DELETE="on")
    nora.row("participations", 0, note="Hers")
    nora.press()
    omar.row("participations", 0, DELETE="on")
    omar.row("participations", 1, note="His")
    answer = omar.press()
    text = page(answer)
    assert text.count("This row removed") == 2
    omar.press("_take", "*")
    assert omar.press().status_code == 302
    parts = Event.objects.get().participations.all()
    assert [(p.participant.name, p.note) for p in parts] == [("Russia", "Hers")]


def test_an_event_deleted_meanwhile_is_entered_anew_with_all_that_was_typed(
    event, nora, omar, monkeypatch
):
    event.delete()
    answer = omar.press(summary="His")
    assert "Somebody deleted this event" in page(answer)
    assert 'action="/admin/timeline/event/add/"' in page(answer)
    assert omar.boxes["summary"] == "His"
    omar.address = reverse("admin:timeline_event_add")
    assert omar.press().status_code == 302
    again = Event.objects.get()
    assert (again.summary, again.participations.count()) == ("His", 2)


def test_an_event_deleted_between_reading_and_saving_loses_nothing(
    event, omar, monkeypatch
):
    valid = submissions.EventSubmission.is_valid

    def deleting(made):
        found = valid(made)
        Event.objects.filter(pk=event.pk).delete()
        return found

    monkeypatch.setattr(submissions.EventSubmission, "is_valid", deleting)
    answer = omar.press(summary="His")
    assert "Somebody deleted this event" in page(answer)
    assert omar.boxes["summary"] == "His"


def test_an_event_withdrawn_meanwhile_is_not_published_unseen(event):
    cast.publish(event)
    omar = Desk("omar", event)
    publishing.withdraw(event, editor="nora", reason="It was a hoax")
    answer = omar.press("_publish", summary="His", reason="Better")
    assert "Somebody withdrew this event" in page(answer)
    assert EventVersion.objects.get(superseded_at=None).change == "withdrawn"
    assert omar.press("_save").status_code == 302
    assert Event.objects.get().summary == "His"


def test_a_forged_or_missing_opening_asks_about_every_difference(nora, omar):
    nora.press(summary="Hers")
    for opened in ("", "eyJ9:forged:sig", "\x00"):
        omar.boxes["opened"] = opened
        answer = omar.client.post(omar.address, {**omar.boxes, "_save": "1"})
        assert answer.status_code == 200
    omar.boxes["opened"] = ""
    assert "<td>Hers</td><td></td>" in page(omar.press())


def test_no_two_saves_share_a_moment_whatever_the_clock_says(event, monkeypatch):
    moments = set()
    now = datetime(2025, 5, 16, tzinfo=UTC)
    for clock in (now, now, now - timedelta(days=1)):
        monkeypatch.setattr(timezone, "now", lambda clock=clock: clock)
        stored = Event.objects.get()
        stored.save()
        moments.add(Event.objects.get().changed)
    assert len(moments) == 3
    cast.publish(event)
    monkeypatch.setattr(timezone, "now", lambda: now - timedelta(days=2))
    Event.objects.get().save()
    assert Event.objects.get().has_unpublished_changes


def test_saving_at_one_moment_is_a_conflict_all_the_same(nora, omar, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    nora.press(summary="Hers")
    omar.press(summary="Hers")
    mila = Desk("mila", Event.objects.get())
    nora = Desk("nora", Event.objects.get())
    nora.press(summary="Hers again")
    assert "Somebody else saved" in page(mila.press(summary="Mine"))


def test_control_with_a_plain_moment_the_second_save_is_not_noticed(
    nora, omar, monkeypatch
):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    monkeypatch.setattr(RisingDateTimeField, "pre_save", lambda field, made, add: now)
    Event.objects.get().save()
    mila = Desk("mila", Event.objects.get())
    Desk("nora", Event.objects.get()).press(summary="Hers")
    assert mila.press(summary="Mine").status_code == 302
    assert Event.objects.get().summary == "Mine"
