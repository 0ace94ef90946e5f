"""Submissions of one batch: looked up once, saved together, each judged alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from timeline.forms.book import NameBook
from timeline.forms.event import EventForm
from timeline.forms.participations import ParticipationForm
from timeline.forms.saving import save_many
from timeline.forms.submission import EventSubmission, form_data
from timeline.models.events import Event
from timeline.models.participants import Participant
from timeline.models.sources import Outlet, Source
from timeline.models.versions import EventVersion
from timeline.publishing import PublishError

pytestmark = pytest.mark.django_db
LINK = "https://news.example/visits"
CITED = {"url": LINK, "outlet": "Reuters"}
JANE = {"participant": "Jane Doe", "create_as": "person", "create_for": "Ukraine"}


def visit(number, book, *, who=(), cited=CITED, **boxes):
    data = {
        "title": f"Marco Rubio visits Istanbul for the {number}th time",
        "type": "visit",
        "date": "15 May 2025",
        "place": "Istanbul",
        "topics": ["military"],
    } | boxes
    rows = [{"participant": "Marco Rubio", "role": "visitor"}, *who]
    cited = [cited] if cited else []
    posted = form_data(data, citations=cited, participations=rows)
    return EventSubmission(posted, user=cast.editor(), book=book)


@pytest.fixture
def desk(world):
    cast.rubio()
    cast.reuters()


def test_a_batch_makes_each_new_name_and_document_once(desk):
    book = NameBook()
    together = [visit(n, book, who=[JANE]) for n in range(3)]
    assert all(each.is_valid() for each in together)
    events = save_many(together, publish=True, reason="Imported")
    assert Participant.objects.filter(name="Jane Doe").count() == 1
    assert Participant.objects.get(name="Jane Doe").acts_for == cast.ukraine()
    assert Source.objects.get().url == LINK
    assert [event.number for event in events] == [1, 2, 3]
    for version in EventVersion.objects.all():
        parts = version.record["participations"]
        assert [p["participant"]["name"] for p in parts] == ["Marco Rubio", "Jane Doe"]
        assert version.record["topics"] == [{"slug": "military", "label": "Military"}]
        assert version.editor == "nora"


def test_what_a_refused_submission_asked_for_is_not_made_by_the_others(desk):
    cast.article(cast.reuters(), "", url=LINK, published=None)
    book = NameBook()
    titled = CITED | {"title": "Not this title"}
    new = {"url": "https://other.example/1", "outlet": "Other", "create_as": "other"}
    refused = [
        visit(1, book, who=[JANE], cited=titled, date="31 Feb 2025"),
        visit(2, book, cited=new, type="no-such-type"),
    ]
    assert not any(each.is_valid() for each in refused)
    fine = visit(3, book, who=[JANE | {"create_for": ""}], cited=CITED)
    assert fine.is_valid()
    save_many([fine])
    assert Participant.objects.get(name="Jane Doe").acts_for is None
    assert Source.objects.get().title == ""
    assert not Outlet.objects.filter(name="Other").exists()


def test_a_name_made_by_one_submission_is_known_to_those_read_after_it(desk):
    book = NameBook()
    plain = {"participant": "Jane Doe"}
    assert not visit(1, book, who=[plain]).is_valid()
    first = visit(2, book, who=[JANE])
    assert first.is_valid()
    save_many([first])
    second = visit(3, book, who=[plain])
    assert second.is_valid(), second.errors
    assert save_many([second])[0].participations.count() == 2


def test_a_document_of_another_outlet_makes_a_host_unclear_again(desk):
    cast.tass()
    cast.article(cast.reuters(), "First", url="https://shared.example/1")
    book = NameBook()
    unnamed = [
        visit(n, book, cited={"url": f"https://shared.example/{n}"}) for n in "23"
    ]
    other = visit(4, book, cited={"url": "https://shared.example/4", "outlet": "TASS"})
    assert unnamed[0].is_valid() and other.is_valid()
    save_many([unnamed[0], other])
    assert not unnamed[1].is_valid()
    assert "Say who published it" in unnamed[1].errors[0].sentence


def test_a_batch_is_stored_whole_or_not_at_all_and_says_which_one_failed(desk):
    book = NameBook()
    good, bad = visit(1, book, who=[JANE]), visit(2, book, cited=None)
    assert good.is_valid() and bad.is_valid()
    assert (good.lacks(), len(bad.lacks())) == ([], 1)
    with pytest.raises(PublishError, match="for the 2th time”: Nothing is published"):
        save_many([good, bad], publish=True)
    assert not Event.objects.exists()
    assert not Participant.objects.filter(name="Jane Doe").exists()


def test_a_batch_updates_what_is_there_and_keeps_sections_it_leaves_out(desk):
    event = save_many([_valid(visit(1, None))], publish=True)[0]
    posted = form_data({"title": event.title, "type": "visit", "date": "16 May 2025"})
    for key in [key for key in posted if "TOTAL" in key or "INITIAL" in key]:
        del posted[key]
    change = _valid(EventSubmission(posted, instance=event, book=NameBook()))
    assert change.lacks() == []
    with pytest.raises(PublishError, match="Say what changed and why"):
        save_many([change], publish=True)
    save_many([change], publish=True, reason="The day was wrong")
    version = cast.version_of(event)
    assert (version.number, version.reason) == (2, "The day was wrong")
    assert version.changed_fields == ["date", "place", "topics"]


def _valid(submission):
    assert submission.is_valid(), submission.errors
    return submission


def test_the_queries_of_a_batch_do_not_grow_with_what_is_known(desk):
    costs = []
    for size in (3, 30):
        book = NameBook()
        links = [f"{LINK}/{size}/{n}" for n in range(size)]
        with CaptureQueriesContext(connection) as taken:
            book.expect_links(links)
            together = [
                _valid(visit(n, book, cited=CITED | {"url": link}))
                for n, link in enumerate(links)
            ]
            save_many(together, publish=True)
        costs.append(len(taken))
    # The database takes only so many values at a time: some rows take two.
    assert costs[1] - costs[0] <= 25


def test_forms_of_a_batch_share_their_boxes_and_change_none_of_them(desk):
    """What one form sets in a box would be seen in every form after it."""
    before = {form: looks_of(form) for form in (EventForm, ParticipationForm)}
    together = [visit(1, NameBook()), visit(2, NameBook(), type="statement")]
    assert all(each.is_valid() for each in together)
    first, second = (each.form for each in together)
    assert first.fields["summary"] is second.fields["summary"]
    assert first.fields["type"] is not second.fields["type"]
    assert (first.instance.type.slug, second.instance.type.slug) == (
        "visit",
        "statement",
    )
    assert {form: looks_of(form) for form in before} == before
    shown = EventSubmission().sections["participations"].forms[0]
    assert shown.fields["role"].widget.attrs["aria-label"] == "Part played 1"


def looks_of(form):
    return {
        name: (
            vars(field.widget)["attrs"].copy(),
            field.label,
            vars(field).get("known"),
        )
        for name, field in form.base_fields.items()
    }
