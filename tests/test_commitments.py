"""Who owes what to whom by when, and what carried it out: in record and pages."""

from datetime import date

import pytest

from tests import cast
from tests.markup import address_of, page
from tests.reading import section, text_of, today
from tests.test_claims import change, opened, tick_in
from timeline.codebook.sample import sample_record
from timeline.models.events import Commitment, Event
from timeline.models.versions import EventVersion
from timeline.presentation.promises import due_latest, owed_in
from timeline.publishing import withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def exchange() -> tuple[Event, Event, Commitment]:
    """They agree on an exchange, due by 1 June; the exchange is still a draft."""
    agreed = cast.draft("They agree to exchange prisoners", "16 May 2025")
    owed = cast.commitment(
        agreed,
        "Hand over 1,000 prisoners",
        debtor=cast.russia(),
        by="by 1 June 2025",
        beneficiary=cast.ukraine(),
    )
    done = cast.draft("A thousand prisoners come home", "25 May 2025")
    owed.implemented_by.add(done)
    return cast.publish(agreed), done, owed


def told_of(agreed: Event) -> dict:
    [told] = cast.version_of(agreed).record["commitments"]
    return told


def test_a_commitment_tells_its_bounds_and_only_the_public_events_that_met_it():
    agreed, done, _ = exchange()
    told = told_of(agreed)
    assert (told["due_edtf"], told["due_earliest"], told["due_latest"]) == (
        "[..2025-06-01]",
        None,
        "2025-06-01",
    )
    assert told["implemented_by"] == []  # a draft
    done = cast.publish(done)
    told = told_of(agreed)
    assert [e["event_id"] for e in told["implemented_by"]] == [done.number]
    done.title = "One thousand prisoners come home"
    done.save()
    cast.publish(done, reason="Plainer")
    [shown] = told_of(agreed)["implemented_by"]
    assert (shown["title"], shown["date"]) == (done.title, "25 May 2025")
    agreed.summary = "Both sides say so."
    agreed.save()
    cast.publish(agreed, reason="Longer")  # alone, it still knows what carried it out
    assert told_of(agreed)["implemented_by"] == [shown]
    withdraw(done, editor="nora", reason="Counted twice.")
    assert told_of(agreed)["implemented_by"] == []
    assert cast.version_of(agreed).reason == "Related event withdrawn"
    assert cast.version_of(agreed).number == 5


def test_the_pages_say_what_is_due_and_link_what_carried_it_out(monkeypatch):
    agreed, done, owed = exchange()
    reader = cast.reader_client()
    today(monkeypatch, date(2025, 6, 2))
    late = "This date has passed; no implementation is recorded"
    said = text_of(page(reader, address_of(agreed)))
    assert "Hand over 1,000 prisoners. Due by 1 June 2025. Still open." in said
    assert late in said and done.title not in said
    owes = text_of(section(page(reader, "/participants/russia/"), "owedh"))
    assert "Hand over 1,000 prisoners Ukraine by 1 June 2025" in owes and late in owes
    owed.status = Commitment.Status.PARTLY
    owed.save()
    done = cast.publish(done)
    for address in (address_of(agreed), "/participants/ukraine/"):
        html = page(reader, address)
        assert f'href="{address_of(done)}"' in html and late not in html
        assert "This date has passed" in text_of(html)
    today(monkeypatch, date(2025, 6, 1))
    assert "This date has passed" not in page(reader, address_of(agreed))
    with_promise = page(reader, "/table/?has=commitment")
    assert agreed.title in with_promise


def test_a_version_from_before_the_bounds_is_read_by_its_words():
    [new] = sample_record()["commitments"]
    keys = ("debtor", "beneficiary", "what", "due", "status")
    old = {key: new[key] for key in keys}
    assert due_latest(old) == due_latest(new) == date(2031, 6, 1)
    assert due_latest(old | {"due": "soon"}) is None
    [owed] = owed_in([old], today=date(2031, 6, 2))
    assert owed.done == [] and owed.late.startswith("This date has passed;")
    made, _, _ = exchange()
    version = EventVersion.objects.get(event_id=made.number)
    version.record["commitments"] = [old]
    EventVersion.objects.filter(pk=version.pk).update(record=version.record)
    assert "Publish the route" in page(cast.reader_client(), address_of(made))
    assert cast.publish(made, reason="Again") and told_of(made)["due_latest"]


def test_a_process_lists_the_late_first_and_the_next_date_of_a_round(monkeypatch):
    track = cast.istanbul_track()
    agreed = cast.draft("They agree on two things", tracks=[(track, 1)])
    for what, by, status in (
        ("A list", "1 May 2025", "done"),
        ("A date", "9 June 2025", "open"),
        ("A truce", "1 June 2025", "partly"),
    ):
        cast.commitment(agreed, what, debtor=cast.russia(), by=by, status=status)
    cast.publish(agreed)
    cast.published(
        "They are to meet again",
        "20 June 2025",
        status="scheduled",
        tracks=[(track, 2)],
    )
    today(monkeypatch, date(2025, 6, 2))
    html = page(cast.reader_client(), "/processes/istanbul-talks/")
    owed = text_of(section(html, "owedh"))
    assert owed.index("A truce") < owed.index("A date") < owed.index("A list")
    assert "Next: 20 June 2025 (planned)" in text_of(section(html, "roundsh"))
    today(monkeypatch, date(2025, 6, 21))
    html = page(cast.reader_client(), "/processes/istanbul-talks/")
    assert "Next: 20 June" not in text_of(section(html, "roundsh"))


def test_an_event_that_was_over_before_the_agreement_is_asked_about():
    nora = cast.editor_client()
    before = cast.published("Prisoners come home early", "1 May 2025")
    made = cast.draft("They agree to exchange prisoners", "16 May 2025")
    row = {
        "debtor": "Russia",
        "what": "Exchange them",
        "due": "1 June 2025",
        "status": "open",
        "implemented_by": str(before.number),
    }
    data = opened(made, _save="1") | {
        "commitments-TOTAL_FORMS": "1",
        "commitments-INITIAL_FORMS": "0",
        **{f"commitments-0-{box}": text for box, text in row.items()},
    }
    html = nora.post(change(made), data).content.decode()
    assert "(1 May 2025) was over before this was agreed (16 May 2025)" in text_of(html)
    assert not Commitment.objects.exists()
    answer = nora.post(change(made), data | {"accepted": tick_in(html)})
    assert answer.status_code == 302
    assert Commitment.objects.get().implemented_by.get() == before
