"""Announced, moved, held or not: entered in few steps, told to readers, never lost."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import cast
from tests.markup import address_of, page
from tests.reading import text_of
from tests.test_claims import change, opened
from timeline.due import overdue_commitments, overdue_plans
from timeline.forms.submission import EventSubmission, form_data
from timeline.models.events import Commitment, Event
from timeline.publishing import withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def value_of(html: str, name: str) -> str:
    """What stands in a box of the form."""
    tag = html.partition(f'name="{name}"')
    before, after = tag[0].rpartition("<")[2], tag[2].partition(">")[0]
    return (before + after).partition('value="')[2].partition('"')[0]


def chosen(html: str, name: str) -> str:
    """What is chosen in a list of the form."""
    options = html.partition(f'<select name="{name}"')[2].partition("</select>")[0]
    return options.partition("selected")[0].rpartition('value="')[2].partition('"')[0]


def test_one_button_makes_the_date_an_earlier_plan_and_asks_for_the_new_one():
    nora = cast.editor_client()
    made = cast.published("The talks are announced", "15 May 2025", status="announced")
    html = nora.post(change(made), opened(made, _move="")).content.decode()
    assert value_of(html, "date") == ""
    assert value_of(html, "planned_dates-0-date") == "15 May 2025"
    assert "15 May 2025 is among the earlier plans now." in text_of(html)
    assert chosen(html, "status") == "scheduled"
    assert Event.objects.get().date_text == "15 May 2025"  # nothing is stored yet
    told = {
        "planned_dates-TOTAL_FORMS": "1",
        "planned_dates-INITIAL_FORMS": "0",
        "planned_dates-0-date": "15 May 2025",
        "planned_dates-0-announced": "11 May 2025",
        "planned_dates-0-reason": "The delegations came late",
        "planned_dates-0-citation": "1",
    }
    held = {"date": "16 May 2025", "status": "took-place", "_publish": ""}
    answer = nora.post(change(made), opened(made, **told, **held))
    assert answer.status_code == 302
    said = text_of(page(cast.reader_client(), address_of(made)))
    assert "Was set for 15 May 2025, announced 11 May 2025" in said
    assert "The delegations came late" in said and "Moved from 15 May" in said
    row = text_of(page(cast.reader_client(), "/"))
    assert "Moved from 15 May" in row
    # Moved once more: the first plan keeps its row.
    html = nora.post(change(made), opened(made, **told, _move="")).content.decode()
    assert value_of(html, "planned_dates-0-announced") == "11 May 2025"
    assert value_of(html, "planned_dates-1-date") == "16 May 2025"


def test_a_plan_that_was_kept_or_may_have_been_is_not_called_moved():
    for when in ("15 May 2025", "between 15 and 17 May 2025", "May 2025"):
        made = cast.published(f"Held {when}", when, planned=["15 May 2025"])
        assert "Moved from" not in page(cast.reader_client(), address_of(made))


def test_the_attendance_of_everybody_listed_is_settled_by_one_button():
    nora = cast.editor_client()
    who = [
        (cast.russia(), "party"),
        (cast.umerov(), "delegate", {"attendance": "expected"}),
        (cast.rubio(), "delegate", {"attendance": "declined"}),
    ]
    made = cast.draft(who=who)
    for code, settled in (
        ("expected", ["expected", "expected", "declined"]),
        ("attended", ["attended", "attended", "declined"]),
        ("absent", ["absent", "absent", "declined"]),
        ("nonsense", ["", "expected", "declined"]),
    ):
        html = nora.post(change(made), opened(made, _everybody=code)).content.decode()
        boxes = [f"participations-{n}-attendance" for n in range(3)]
        assert [chosen(html, box) for box in boxes] == settled, code
    assert [p.attendance for p in made.participations.all()] == [
        "",
        "expected",
        "declined",
    ]


def test_what_is_still_to_come_cannot_have_taken_place():
    cast.russia(), cast.reuters()
    later = timezone.localdate() + timedelta(days=3)
    event = {"title": "They are to meet again", "type": "meeting", "date": later}
    for status, refused in (("took-place", True), ("", True), ("scheduled", False)):
        boxes = event | {"type": "negotiation-round", "status": status}
        submission = EventSubmission(form_data(boxes))
        assert submission.is_valid() is not refused
        said = " ".join(fault.sentence for fault in submission.errors)
        assert ("is still to come. Choose Announced" in said) is refused
    soon = {"date": later - timedelta(days=2), "type": "negotiation-round"}
    assert EventSubmission(
        form_data(event | soon)
    ).is_valid()  # it is that day somewhere


def test_what_has_passed_without_an_outcome_is_listed_at_the_desk():
    plan = {"status": "scheduled"}
    gone = cast.draft("They were to meet", "1 June 2025", **plan)
    sooner = cast.published("They were to call", "by 20 May 2025", status="announced")
    cast.draft("They are to meet in June", "June 2025", **plan)
    cast.draft("They met", "1 June 2025")
    ended = cast.published("They were to sign", "1 May 2025", **plan)
    owed = cast.commitment(gone, "A list", debtor=cast.russia(), by="1 June 2025")
    cast.commitment(gone, "Peace", debtor=cast.russia(), by="3 June 2025")
    cast.commitment(ended, "Ink", debtor=cast.russia(), by="1 May 2025")
    done = cast.commitment(gone, "Tea", debtor=cast.russia(), by="1 May 2025")
    Commitment.objects.filter(pk=done.pk).update(status="done")
    withdraw(ended, editor="nora", reason="It was a rumour.")
    day = date(2025, 6, 2)
    assert [*overdue_plans(at=day)] == [sooner, gone]
    assert [*overdue_plans(at=date(2025, 6, 1))] == [sooner]
    assert [*overdue_commitments(at=day)] == [owed]
    nora = cast.editor_client()
    queue = "/admin/timeline/event/queue/"
    said = text_of(nora.get(f"{queue}?list=plans").content.decode())
    assert "Plans that passed 3" in said
    assert "They were to call by 20 May 2025 Announced Published" in said
    said = text_of(nora.get(f"{queue}?list=commitments").content.decode())
    assert "A list Russia 1 June 2025 Open Nothing recorded They were to meet" in said
    form = text_of(nora.get(change(gone)).content.decode())
    assert "Its date has passed. Say in the status what became of it" in form
    stranger = cast.reader_client().get(queue)
    assert stranger.status_code == 302


def test_a_date_is_moved_whatever_is_sent_as_the_number_of_rows():
    nora = cast.editor_client()
    made = cast.published("The talks are announced", "15 May 2025", status="announced")
    for nonsense in ("9" * 5000, "²", "-1", ""):
        sent = opened(made, _move="") | {"planned_dates-TOTAL_FORMS": nonsense}
        html = nora.post(change(made), sent).content.decode()
        assert value_of(html, "planned_dates-0-date") == "15 May 2025", nonsense[:9]
