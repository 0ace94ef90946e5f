"""The page of one event, its short address and its fixed versions, over HTTP."""

import pytest
from django.conf import settings
from django.test import Client

from tests import cast
from tests.markup import address_of, calls, page, the_talks
from timeline import publishing
from timeline.eventrecord import CommitmentRecord, PartyRecord
from timeline.models.events import Event
from timeline.presentation.account import claim_words, commitment_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return cast.reader_client()


# One event


def test_an_events_page_tells_it_all(reader: Client) -> None:
    quoted = {
        "quote": "Barış için bir fırsat.",
        "quote_language": "tr",
        "translation": "A chance for peace.",
        "translated_by": "the editors",
        "speaker": cast.fidan(),
    }
    disputing = {"about": "date", "states": "13:30", "stance": "disputes"}
    made = the_talks(
        sources=[
            (cast.article(cast.reuters()), quoted),
            (cast.article(cast.tass()), disputing),
        ],
        planned=["15 May 2025"],
    )
    html = page(reader, address_of(made))
    for said in (
        "Friday 16 May 2025, 13:35",
        "Istanbul time (UTC+3).",
        "Head of delegation",
        '<blockquote lang="tr"',
        "A chance for peace.",
        "Translation by the editors.",
        "Where the sources differ",
        "Was set for 15 May 2025",
        "Disputed: 2 sources",
        'href="#s1" id="r1"',
        'href="#r1"',
        "version 1",
    ):
        assert said in html, said


def test_relations_are_told_from_both_ends(reader: Client) -> None:
    talks = the_talks()
    exchange = cast.published(
        "Both sides exchange 1,000 prisoners each",
        "23-25 May 2025",
        relations=[("implements", talks)],
    )
    assert "Carries out" in page(reader, address_of(exchange))
    html = page(reader, address_of(talks))
    assert "Carried out by" in html
    assert f'href="{address_of(exchange)}"' in html


def test_the_neighbours_of_an_event_are_those_of_its_process(reader: Client) -> None:
    first, second, third = calls(3)
    cast.published("A visit that is part of no process", "2 May 2025")
    html = page(reader, address_of(second))
    assert f'rel="prev">{first.title}' in html
    assert f'rel="next">{third.title}' in html
    assert "number 2 of 3 events" in html


def test_the_short_address_leads_to_the_long_one_for_ever(reader: Client) -> None:
    made = the_talks()
    response = reader.get(f"/e/{made.number}")
    assert response.status_code == 301
    assert response.headers["Location"] == address_of(made)


def test_an_old_title_in_the_address_leads_to_the_new_one(reader: Client) -> None:
    made = the_talks()
    response = reader.get(f"/events/{made.number}-an-old-title/")
    assert response.status_code == 301
    assert response.headers["Location"] == address_of(made)


def test_a_withdrawn_event_is_gone_with_its_reason(reader: Client) -> None:
    made = the_talks()
    publishing.withdraw(made, editor="nora", reason="Reported in error.")
    for address in (address_of(made), f"/e/{made.number}", f"/e/{made.number}/v1"):
        response = reader.get(address)
        assert response.status_code == 410
        html = response.content.decode()
        assert "Reported in error." in html
        assert "two hours" not in html


def test_a_merged_event_leads_to_the_one_it_became(reader: Client) -> None:
    kept = the_talks()
    double = the_talks(title="The same talks, entered a second time")
    publishing.merge(double, kept, editor="nora", reason="The same event.")
    response = reader.get(address_of(double), follow=True)
    assert response.redirect_chain[0][1] == 301
    assert response.redirect_chain[-1][0] == address_of(kept)


@pytest.mark.parametrize(
    "address",
    [
        "/e/99",
        "/events/99-nothing/",
        "/e/1/v9",
        "/e/999999999999999999",
        "/participants/nobody/",
        "/sources/russia/",
    ],
)
def test_what_was_never_published_is_not_found(reader: Client, address: str) -> None:
    the_talks()
    assert reader.get(address).status_code == 404


def test_a_draft_has_no_page(reader: Client) -> None:
    cast.draft()
    assert reader.get("/e/1").status_code == 404


def test_a_fixed_version_stays_what_it_was(reader: Client) -> None:
    made = the_talks()
    Event.objects.filter(pk=made.pk).update(summary="They met for three hours [1].")
    cast.publish(made)
    old = page(reader, f"/e/{made.number}/v1")
    assert "two hours" in old
    assert "See the event as it stands now" in old
    assert f'rel="canonical" href="{settings.SITE_URL}{address_of(made)}"' in old
    assert "three hours" in page(reader, address_of(made))


@pytest.mark.parametrize(
    ("states", "about", "said"),
    [
        ("2025-05-17", "date", "17 May 2025."),
        ("some time that week", "date", "Some time that week."),
        ("no such order given.", "outcome", "No such order given."),
        ("2025", "outcome", "2025."),
    ],
)
def test_what_a_source_states_is_a_sentence_with_a_date_in_words(
    states: str, about: str, said: str
) -> None:
    assert claim_words(states, about) == said


def test_a_commitment_says_who_owes_what_to_whom_and_how_it_stands() -> None:
    owed = CommitmentRecord(
        debtor=PartyRecord(slug="a", name="Russia", names={}, kind="state"),
        beneficiary=PartyRecord(slug="b", name="Ukraine", names={}, kind="state"),
        what="Exchange all prisoners.",
        due="1 June 2025",
        status="open",
    )
    assert commitment_words(owed) == (
        "Russia to Ukraine: Exchange all prisoners. Due 1 June 2025. Still open."
    )
