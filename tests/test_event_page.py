"""The page of one event, its short address and its fixed versions, over HTTP."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from tests import cast
from tests.counting import at_most
from tests.markup import address_of, calls, page, the_talks
from timeline import publishing
from timeline.citing import CITATION_FILES, STYLES
from timeline.codebook.sample import sample_record
from timeline.eventrecord import (
    CitationRecord,
    CommitmentRecord,
    DateRecord,
    PartyRecord,
    TrackRecord,
)
from timeline.models.events import Event
from timeline.models.versions import LATEST, EventVersion
from timeline.presentation import eventpage
from timeline.presentation.account import round_words
from timeline.presentation.claims import claim_words, statement_words
from timeline.presentation.dots import dots_of
from timeline.presentation.hours import zone_words
from timeline.presentation.promises import commitment_words

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
        "Translation by the editors",
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


# In words


def test_a_source_that_disputes_says_so_in_a_sentence() -> None:
    said = {"about": "who", "states": "two envoys", "stance": "disputes"}
    made_up = sample_record()["citations"][0]
    citation = CitationRecord(**{**made_up, **said})  # type: ignore[typeddict-item]
    assert statement_words(citation) == "Disputes who took part: Two envoys."


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/Istanbul", "Istanbul time (UTC+3)."),
        ("Asia/Kolkata", "Kolkata time (UTC+5:30)."),
        ("America/St_Johns", "St Johns time (UTC−2:30)."),
        ("UTC", "UTC."),
        ("Nowhere/Atall", ""),
        ("", ""),
    ],
)
def test_a_zone_is_named_by_its_city_with_its_offset(zone: str, said: str) -> None:
    when = DateRecord(**{**sample_record()["date"], "time_zone": zone})
    summer = DateRecord(**{**when, "start_earliest": "2025-05-16"})
    assert zone_words(summer, None) == said


def test_a_zone_without_a_time_is_not_said() -> None:
    when = DateRecord(**{**sample_record()["date"], "time_start": ""})
    assert zone_words(when, None) == ""


def test_a_round_has_the_name_editors_gave_it() -> None:
    track = sample_record()["tracks"][0]
    assert round_words(track) == "round 2"
    named = TrackRecord(**{**track, "round_label": "the proximity round"})
    assert round_words(named) == "the proximity round"


@pytest.mark.parametrize("language", ["uk", "ru", "tr", "ar"])
def test_the_page_is_read_in_every_language(reader: Client, language: str) -> None:
    made = the_talks()
    html = page(reader, f"/{language}{address_of(made)}")
    assert f'<h1 lang="en" dir="ltr">{made.title}</h1>' in html
    assert f'href="/{language}/participants/russia/"' in html
    assert f'href="/{language}/processes/istanbul-talks/"' in html
    assert "16 May 2025" not in html.partition("<main")[2].partition("citebox")[0]


def test_names_are_those_of_the_readers_language(reader: Client) -> None:
    made = the_talks()
    html = page(reader, f"/ru{address_of(made)}")
    assert "<bdi>Россия</bdi>" in html
    assert "<bdi>Владимир Мединский</bdi>" in html
    assert "Стамбул" in html


# The process as dots


def test_every_event_of_the_process_is_a_dot_that_leads_to_it(reader: Client) -> None:
    made = calls(4)
    html = page(reader, address_of(made[1]))
    dots = html.partition('<svg class="dots"')[2].partition("</svg>")[0]
    for event in made:
        assert f'<a href="{address_of(event)}"' in dots
        assert f"<title>{event.title}, " in dots
    assert dots.count('aria-current="page"') == 1
    assert dots.count('class="ring"') == 1
    assert 'tabindex="-1"' not in dots


def test_many_dots_are_not_in_the_order_of_the_tab_key() -> None:
    days = [version_on(date(2025, 1, 1) + timedelta(n), n) for n in range(1, 40)]
    few, many = dots_of(days[:10], 3, "talks"), dots_of(days, 3, "talks")
    assert few
    assert many
    assert few.in_tab_order
    assert not many.in_tab_order


def test_a_day_that_is_not_known_is_a_bracket_and_never_a_dot() -> None:
    sure = [version_on(date(2025, 5, day), day) for day in (1, 20)]
    vague = version_on(date(2025, 5, 5), 3)
    vague.start_latest = vague.end_latest = date(2025, 5, 9)
    open_ended = version_on(date(2025, 5, 6), 4)
    open_ended.start_latest = open_ended.end_latest = LATEST
    shown = dots_of([sure[0], vague, open_ended, sure[1]], 3, "talks")
    assert shown
    first, bracket, until_now, _ = shown.dots
    assert first.bracket is None
    assert bracket.bracket
    assert until_now.bracket
    assert float(bracket.bracket.left) < float(bracket.bracket.right)
    assert float(until_now.bracket.right) == 1144
    assert bracket.bracket.top != until_now.bracket.top


def test_time_runs_from_right_to_left_where_the_language_does() -> None:
    days = [version_on(date(2025, 5, day), day) for day in (1, 8, 20)]
    left_to_right = dots_of(days, 1, "talks")
    with override("ar"):
        right_to_left = dots_of(days, 1, "talks")
    assert left_to_right
    assert right_to_left
    xs = [float(dot.x) for dot in right_to_left.dots]
    assert xs == sorted(xs, reverse=True)
    assert xs == [1184 - float(dot.x) for dot in left_to_right.dots]


def version_on(day: date, number: int) -> EventVersion:
    """An unsaved version of an event of that day."""
    return EventVersion(
        event_id=number,
        slug=f"talks-{number}",
        title=f"Delegations meet for the {number}th time",
        family="talks",
        shown_status="confirmed",
        order_key=day.toordinal() << 24,
        start_earliest=day,
        start_latest=day,
        end_latest=day,
    )


# Cite


def test_the_cite_box_has_every_style_of_the_fixed_version(reader: Client) -> None:
    made = the_talks()
    html = page(reader, address_of(made))
    box = html.partition('class="citebox"')[2].partition("</section>")[0]
    fixed = f"{settings.SITE_URL}/e/{made.number}/v1"
    assert f"record e/{made.number}, version 1" in box
    assert box.count(fixed) == 1 + len(STYLES)
    for extension in CITATION_FILES:
        assert f'href="/e/{made.number}/v1.{extension}"' in box
    for style in STYLES:
        assert f'<label class="lab" for="cite-{style.name}">{style.label}' in box


def test_a_long_process_shows_the_events_nearest_to_this_one(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eventpage, "MOST_DOTS", 2)
    made = calls(7)
    html = page(reader, address_of(made[3]))
    dots = html.partition('<svg class="dots"')[2].partition("</svg>")[0]
    assert dots.count("<a ") == 5
    assert "with the 5 events nearest to it" in dots
    assert f'rel="prev">{made[2].title}' in html
    assert f'rel="next">{made[4].title}' in html


def test_events_of_one_moment_are_neighbours_in_the_order_of_the_list(
    reader: Client,
) -> None:
    made = [the_talks(title=f"Delegations meet for the {n}th time") for n in (1, 2, 3)]
    html = page(reader, address_of(made[1]))
    assert f'rel="prev">{made[0].title}' in html
    assert f'rel="next">{made[2].title}' in html


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_costs_as_many_queries_however_long_the_process(
    reader: Client, number: int
) -> None:
    made = calls(number)
    with at_most(8):
        page(reader, address_of(made[1]))
