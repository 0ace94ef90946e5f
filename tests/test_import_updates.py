"""Rows of events that are there: refused with a sentence, or changed and undone."""

import pytest

from tests import cast
from tests.test_import_round_trip import chronology, exported, sent
from timeline.importing.applying import ImportRefused
from timeline.importing.running import APPLY, PLAN, UNDO, run
from timeline.models.events import Event
from timeline.models.versions import EventVersion
from timeline.publishing import merge, withdraw

__all__ = ["chronology"]
pytestmark = pytest.mark.django_db


def problem(row, **more):
    """The sentence a file of this one row is refused with."""
    batch = sent([row], **more)
    assert batch.counts == {"refused": 1}
    ((column, _value, sentence),) = batch.rows.get().problems
    return column, sentence


def test_rows_that_cannot_be_used_are_refused_with_what_to_do(chronology):
    row = next(
        r for r in exported() if r["title"].startswith("Russia and Ukraine hold")
    )
    number = row["event_id"]
    cases = [
        (
            {"event_id": "999"},
            "event_id",
            "No event has the number 999. Leave it empty",
        ),
        ({"event_id": "12b"}, "event_id", "“12b” is not an event's number."),
        ({"version": "7"}, "version", f"Event {number} has no version “7”"),
        ({"standing": "disputed"}, "standing", "Edit sources and source_urls instead."),
        ({"country": "Greece"}, "country", "Edit place instead."),
        ({"title": "x" * 111}, "title", "110"),
        ({"title": ""}, "title", "Say who did what"),
        ({"type": "meeting"}, "type", "“meeting” is not a kind of event. Write"),
        ({"roles": "party"}, "roles", "roles has 1 entry, participants has 3"),
        ({"roles": "party | a | b"}, "roles", "“a” is not a role. Write party"),
        ({"participants": "Rusia | Ukraine | Vladimir Medinsky"}, "participants", ""),
        ({"place": "Istanbull"}, "place", "No place is called “Istanbull”."),
        ({"edtf": "2025-02-30"}, "edtf", "February 2025 has 28 days"),
        (
            {"date_text": "18 May 2025", "edtf": "2025-05-19"},
            "edtf",
            "Edit date_text only",
        ),
        ({"relations": "follows"}, "relations", "follows 12"),
        ({"relations": "follows 999"}, "relations", "No event has the number"),
        ({"sources": " | ", "source_urls": " | ", "quotes": ""}, "sources", ""),
        (
            {"participants": "", "roles": "", "attendance": "", "offices": ""},
            "participants",
            "at least one",
        ),
    ]
    for edits, column, said in cases:
        batch = sent([row | edits])
        left = batch.rows.get()
        assert left.outcome in {"refused", "waiting"}, edits
        assert left.problems, edits
        found, _, sentence = left.problems[0]
        assert (found, said in sentence) == (column, True), (edits, left.problems)
    assert EventVersion.objects.count() == 3


def test_an_event_that_is_gone_or_twice_in_the_file_is_refused(chronology):
    rows = exported()
    row_of = {int(r["event_id"]): r for r in rows}
    june, talks = chronology
    batch = sent([rows[0], rows[0], rows[1]])
    assert batch.counts == {"same": 2, "refused": 1}
    assert "Line 2 is about event" in batch.rows.get(outcome="refused").problems[0][2]
    withdraw(june, editor="nora", reason="It was a rumour.")
    edited = row_of[june.number] | {"status": "announced"}
    assert "was withdrawn: It was a rumour." in problem(edited)[1]
    other = Event.objects.get(title__contains="thousand")
    merge(other, talks, editor="nora", reason="The same")
    edited = row_of[other.number] | {"status": "announced"}
    assert f"merged into {talks.number}" in problem(edited)[1]


def test_a_cell_edited_on_both_sides_is_a_conflict_and_others_are_not(chronology):
    _, talks = chronology
    row = next(r for r in exported() if r["event_id"] == str(talks.number))
    event = Event.objects.get(pk=talks.pk)
    event.title = "Russia and Ukraine talk for two hours"
    event.save()
    cast.publish(event, reason="Shorter")
    column, sentence = problem(row | {"title": "Russia and Ukraine talk"})
    assert column == "title"
    for text in (cast.TALKS, event.title, "this row says “Russia and Ukraine talk”"):
        assert text in sentence
    batch = sent([row | {"status": "unconfirmed"}])
    run(batch, APPLY)
    event.refresh_from_db()
    assert (event.status, event.title) == (
        "unconfirmed",
        "Russia and Ukraine talk for two hours",
    )
    event.status = "took-place"
    event.save()  # and not published
    now = next(r for r in exported() if r["event_id"] == str(talks.number))
    assert "unpublished changes" in problem(now | {"title": "Talks in Istanbul"})[1]


def test_a_changed_event_gets_back_what_it_held_and_an_edited_one_is_left(chronology):
    june, talks = chronology
    rows = exported()
    before = {r["event_id"]: {**r} for r in rows}
    for row in rows:
        row["title"] = f"{row['title'][:80].lstrip(chr(39))} again"
    mine = next(r for r in rows if r["event_id"] == str(talks.number))
    mine |= {"date_text": "17 May 2025 14:00", "place": "Ankara"}
    mine |= {"participants": "Ukraine | Türkiye", "roles": "party | host"}
    mine |= {"attendance": "", "offices": "", "quotes": "New words | "}
    batch = sent(rows)
    assert batch.counts == {"change": 3}
    run(batch, APPLY)
    assert {p.participant.name for p in talks.participations.all()} == {
        "Ukraine",
        "Türkiye",
    }
    cast.publish(june, reason="A publishing is not an edit")
    edited = Event.objects.get(title__contains="thousand")
    edited.summary = "An editor wrote this since."
    edited.save()
    with pytest.raises(ImportRefused, match="Say why"):
        run(batch, UNDO, editor=cast.editor())
    assert batch.state == "applied"
    run(batch, UNDO, editor=cast.editor(), reason="The wrong file")
    after = {r["event_id"]: r for r in exported()}
    moved = {"version", "recorded_at"}
    for number in (str(june.number), str(talks.number)):
        differ = {c: v for c, v in after[number].items() if v != before[number][c]}
        assert differ.keys() <= moved, differ
    assert after[str(edited.number)]["title"].endswith("again")
    ((_line, title, why),) = batch.result["undone"]["left"]
    assert title.endswith("again") and why == "edited since"
    assert EventVersion.objects.filter(reason="The wrong file").count() == 2
    talks.refresh_from_db()
    assert not talks.has_unpublished_changes
    assert talks.citations.first().locator == "paragraph 3"
    with pytest.raises(ImportRefused):
        run(batch, UNDO, editor=cast.editor(), reason="Twice")
    with pytest.raises(ImportRefused):
        run(batch, PLAN)


def test_entries_that_move_take_along_what_the_file_does_not_carry(chronology):
    _, talks = chronology
    row = next(r for r in exported() if r["event_id"] == str(talks.number))
    row |= {"participants": "Vladimir Medinsky | Türkiye | Russia"}
    row |= {"roles": "head-of-delegation | mediator | party"}
    row |= {"attendance": "attended |  | ", "offices": ""}
    row |= {
        "sources": "TASS: Talks: day one",
        "source_urls": "https://news.example/tass-talks-day-one",
        "quotes": "'=SUM(A1)",
    }
    row |= {"relations": "follows 2"}
    run(sent([row]), APPLY)
    parts = [(p.participant.name, p.role, p.note) for p in talks.participations.all()]
    assert parts == [
        ("Vladimir Medinsky", "head-of-delegation", ""),
        ("Türkiye", "mediator", ""),
        ("Russia", "party", "Delegation of twelve"),
    ]
    citation = talks.citations.get()
    assert (citation.number, citation.quote) == (2, "=SUM(A1)")
    exchange = next(r for r in exported() if "thousand" in r["title"])
    run(sent([exchange | {"relations": "after 1"}]), APPLY)
    kinds = {r.kind for r in Event.objects.get(number=2).relations.all()}
    assert kinds == {"after", "implements"}  # the one to a draft is kept
