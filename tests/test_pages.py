"""The chronology and what all pages have in common, over HTTP."""

import gzip
import re
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from rcssmin import cssmin

import timeline
from tests import cast
from tests.counting import Questions
from tests.markup import (
    FIXED,
    SUBJECTS,
    Form,
    Outline,
    address_of,
    calls,
    page,
    the_talks,
)
from timeline.models.events import Event
from timeline.selection import Selection, TooSlow

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20  # of any page, whatever it shows
VIEWS = ("/timeline/", "/compare/", "/map/", "/table/", "/years/", "/about/dates/")
STYLES = Path(timeline.__file__).parent / "static" / "timeline"


@pytest.fixture
def reader() -> Client:
    return cast.reader_client()


# The chronology


def test_the_chronology_shows_an_event_with_its_day_and_its_sources(
    reader: Client,
) -> None:
    made = the_talks()
    html = page(reader, "/")
    assert f'href="{address_of(made)}"' in html
    assert "13:35" in html
    assert "Dolmabahçe Palace, Istanbul" in html
    assert "1 source" in html


def test_an_event_of_one_source_says_so_and_a_confirmed_one_is_silent(
    reader: Client,
) -> None:
    cast.published(sources=[cast.article(cast.reuters())])
    assert 'class="chip reported"' in page(reader, "/")
    two = [cast.article(cast.reuters()), cast.article(cast.tass())]
    cast.published("Both sides speak again by phone", "17 May 2025", sources=two)
    assert page(reader, "/").count('class="chip') == 1


def test_a_draft_changes_no_byte_of_any_page(reader: Client) -> None:
    the_talks()
    pages = [*FIXED, *SUBJECTS, "/?from=2025-05-16", "/?q=talks", "/e/1/v1"]
    before = {address: page(reader, address) for address in pages}
    newcomer = cast.state("Georgia", "GE")
    cast.draft("Georgia hosts a meeting of ministers", who=[(newcomer, "host")])
    assert {address: page(reader, address) for address in pages} == before


def test_an_editors_chronology_is_the_readers(reader: Client) -> None:
    the_talks()
    assert page(cast.editor_client(), "/") == page(reader, "/")


def test_a_new_installation_says_how_to_begin(reader: Client) -> None:
    html = page(reader, "/")
    assert "No events yet" in html
    assert 'href="/admin/"' in html


def test_no_results_offers_changes_that_lead_to_events(reader: Client) -> None:
    the_talks()
    html = page(reader, "/?q=zebra")
    assert "No events match all of this" in html
    escapes = html.partition('class="relax"')[2].partition("</ul>")[0]
    found = re.findall(r'href="([^"]+)"', escapes)
    assert found
    for address in found:
        assert 'class="ev"' in page(reader, address.replace("&amp;", "&"))


def test_a_date_that_is_none_is_said_and_the_search_runs_without_it(
    reader: Client,
) -> None:
    the_talks()
    html = page(reader, "/?from=31+June+2025")
    assert "is not a date" in html
    assert 'value="31 June 2025"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="ev"' in html


def test_one_event_has_no_strip_and_names_its_neighbours(reader: Client) -> None:
    calls(3)
    html = page(reader, "/?from=2025-05-02&to=2025-05-02")
    assert "hist-w" not in html
    assert "Before it:" in html
    assert "Delegations meet for the 1th time</bdi>, 1 May 2025" in html


def test_the_strip_has_a_square_for_each_event_and_says_it_in_words(
    reader: Client,
) -> None:
    calls(3)
    html = page(reader, "/")
    wide = html.partition('class="hist-w"')[2].partition("</svg>")[0]
    solid = re.search(r'class="h-in" d="([^"]*)"', wide)
    assert solid
    assert solid[1].count("M") == 3
    assert "Events per day. Shown: 30 April to 4 May 2025." in wide


def test_a_valid_query_is_sent_to_its_canonical_address(reader: Client) -> None:
    the_talks()
    response = reader.get("/?sort=newest&who=Russia&q=")
    assert response.status_code == 302
    assert response.headers["Location"] == "/?who=russia"


def test_the_canonical_address_is_not_sent_anywhere_else(reader: Client) -> None:
    the_talks()
    query = "/?from=2025-05-15&to=2025-05-20&maybe=0&who=russia&kind=talks&minsrc=2"
    assert reader.get(query).status_code == 200


def test_the_form_sends_back_what_is_chosen(reader: Client) -> None:
    the_talks()
    html = page(reader, "/?from=2025-05-15&who=russia")
    assert re.search(r'name="who" value="russia" checked', html)
    assert 'id="from" name="from" value="15 May 2025"' in html


def test_pressing_the_button_changes_nothing_that_was_not_changed(
    reader: Client,
) -> None:
    the_talks(topics=["military"], key=True)
    asked = (
        "/?q=hours&from=2025-05-15&to=2025-06-01&who=russia&who=ukraine&mode=all"
        "&role=party&kind=talks.negotiation-round&status=reported"
        "&process=istanbul-talks&place=istanbul&source=reuters&lang=en"
        "&topic=military&has=key&sort=newest"
    )
    form = Form(page(reader, asked))
    sent = reader.get("/", form.pairs_as_data())
    assert sent.headers.get("Location") == asked


def test_without_the_tick_the_form_hides_dates_that_only_might_fall_there(
    reader: Client,
) -> None:
    cast.published("Terms are being prepared for a truce", "May 2025")
    the_talks()
    ticked = reader.get("/?from=2025-05-16&to=2025-05-16&maybe=0&maybe=1", follow=True)
    unticked = reader.get("/?from=2025-05-16&to=2025-05-16&maybe=0", follow=True)
    assert "<strong>2 events</strong>" in ticked.content.decode()
    assert "Might fall outside your dates" in ticked.content.decode()
    assert "<strong>1 event</strong>" in unticked.content.decode()


def test_every_phrase_of_the_sentence_leads_to_its_filter_group(
    reader: Client,
) -> None:
    the_talks()
    html = page(
        reader,
        "/?q=hours&from=2025-05-15&who=russia&role=party&kind=talks&status=reported"
        "&process=istanbul-talks&place=istanbul&source=reuters&lang=en",
    )
    outline = Outline(html)
    groups = [anchor for anchor in outline.anchors if anchor.startswith("f-")]
    assert len(groups) >= 9
    assert set(groups) <= set(outline.ids)


def test_the_csv_link_asks_for_the_same_events(reader: Client) -> None:
    the_talks()
    html = page(reader, "/?who=russia")
    assert 'href="/events.csv?who=russia"' in html


def test_a_fetch_request_gets_only_the_results(reader: Client) -> None:
    the_talks()
    html = page(reader, "/", **{"X-Requested-With": "fetch"})
    assert 'class="ev"' in html
    assert "<html" not in html


def test_a_search_that_takes_too_long_says_what_would_help(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(self: Selection) -> None:
        raise TooSlow

    monkeypatch.setattr(Selection, "page", slow)
    response = reader.get("/")
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "took too long" in response.content.decode()


def test_pages_of_the_past_link_to_those_around(reader: Client) -> None:
    calls(4)
    html = page(reader, "/?from=2025-05-02&to=2025-05-03")
    assert "Earlier: 1 May 2025 (1)" in html
    assert "Later: 4 May 2025 (1)" in html


def test_a_view_of_the_past_leads_to_the_versions_of_then(reader: Client) -> None:
    made = the_talks()
    then = cast.version_of(made).recorded_at
    Event.objects.filter(pk=made.pk).update(title="The talks have another title now")
    cast.publish(made)
    moment = then.isoformat().replace("+00:00", "Z")
    html = page(reader, f"/?as_of={moment}")
    assert f'href="/e/{made.number}/v1"' in html
    assert "another title" not in html


# Looks, caching, cost


def test_a_chosen_theme_is_kept_in_a_cookie(reader: Client) -> None:
    reader.post("/display/", {"theme": "dark"})
    assert 'data-theme="dark"' in page(reader, "/about/")
    reader.post("/display/", {"theme": "auto"})
    assert "data-theme" not in page(reader, "/about/")


def test_the_display_page_never_sends_a_reader_to_another_site(
    reader: Client,
) -> None:
    data = {"theme": "dark", "next": "https://elsewhere.example/"}
    assert reader.post("/display/", data).headers["Location"] == "/display/"


@pytest.mark.parametrize("wanted", ["abc", "timeline:chronology", "x\ny"])
def test_the_display_page_takes_no_word_for_the_name_of_a_page(
    reader: Client, wanted: str
) -> None:
    answer = reader.post("/display/", {"theme": "dark", "next": wanted})
    assert answer.status_code == 302
    assert "\n" not in answer.headers["Location"]


def test_a_theme_that_is_none_is_refused(reader: Client) -> None:
    assert reader.post("/display/", {"theme": "pink"}).status_code == 400


def test_a_page_that_has_not_changed_is_not_sent_again(reader: Client) -> None:
    made = the_talks()
    etag = reader.get("/").headers["ETag"]
    assert reader.get("/", headers={"If-None-Match": etag}).status_code == 304
    reader.cookies["theme"] = "dark"
    assert reader.get("/", headers={"If-None-Match": etag}).status_code == 200
    del reader.cookies["theme"]
    Event.objects.filter(pk=made.pk).update(title="The talks have another title now")
    cast.publish(made)
    assert reader.get("/", headers={"If-None-Match": etag}).status_code == 200


def test_a_new_day_makes_yesterdays_copy_stale(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    the_talks()
    etag = reader.get("/").headers["ETag"]
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    assert reader.get("/", headers={"If-None-Match": etag}).status_code == 200


def test_no_page_costs_more_queries_with_more_events(reader: Client) -> None:
    addresses = (*FIXED, *SUBJECTS, "/e/2/v1", "/?kind=talks", "/?q=hours&who=russia")
    calls(3)
    few = {address: queries_of(reader, address) for address in addresses}
    calls(27)
    many = {address: queries_of(reader, address) for address in addresses}
    assert many == few
    assert max(few.values()) <= MOST_QUERIES


def queries_of(reader: Client, address: str) -> int:
    with Questions() as queries:
        page(reader, address)
    return queries.number


@pytest.mark.no_cover
@pytest.mark.one_database
def test_fifty_events_fit_in_thirty_kilobytes(reader: Client) -> None:
    for n in range(50):
        the_talks(title=f"Delegations meet for the {n}th time", date="16 May 2025")
    html = page(reader, "/")
    assert html.count('class="ev"') == 50
    assert len(gzip.compress(html.encode())) <= 30 * 1024


def test_the_style_of_any_page_fits_in_fifteen_kilobytes(reader: Client) -> None:
    """As it is served: without comments and line ends, compressed."""
    the_talks()
    for address in (*FIXED, *SUBJECTS, *VIEWS):
        sheets = re.findall(
            r'stylesheet" href="[^"]*/(\w+)[\w.]*\.css"', page(reader, address)
        )
        assert len(sheets) > 4, address
        assert sum(map(weight, sheets)) <= 15 * 1024, address


@cache
def weight(sheet: str) -> int:
    small = cssmin((STYLES / f"{sheet}.css").read_text())
    return len(gzip.compress(small.encode()))


@pytest.mark.parametrize("address", [*FIXED, *SUBJECTS, "/e/1/v1", "/display/"])
def test_every_page_is_well_made(reader: Client, address: str) -> None:
    the_talks()
    cast.published("Terms are being prepared for a truce", "May 2025")
    html = page(reader, address)
    outline = Outline(html)
    assert outline.levels.count(1) == 1
    steps = zip(outline.levels, outline.levels[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.anchors) <= set(outline.ids)
    assert not outline.unnamed
    assert "style" not in outline.attributes
    assert "style" not in outline.tags
    kinds = set(re.findall(r"<script ([^>]*?)(?: src=[^>]*)?>", html))
    assert kinds <= {'type="module"', 'type="application/ld+json"'}
    assert html.count("<script") == len(re.findall("<script type=", html))


@pytest.mark.parametrize("address", [*FIXED, *SUBJECTS])
def test_only_reading_is_allowed(reader: Client, address: str) -> None:
    the_talks()
    assert reader.post(address).status_code == 405
