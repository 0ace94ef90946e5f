"""The other readings of one query: a table, years by months, and what is shared."""

import csv
import io
import re
from datetime import date
from html import unescape
from random import Random

import pytest
from django.test import Client

from tests import cast
from tests.chronicle import make_chronicle, random_queries
from tests.counting import Questions
from tests.markup import address_of, calls, page, the_talks
from tests.thorough import tries
from timeline.presentation import heads
from timeline.presentation.years import tint, years_of
from timeline.selection import Selection

pytestmark = pytest.mark.django_db
_ROW = re.compile(r'<(?:li|tr) class="ev" id="e(\d+)"')
_ONWARD = re.compile(r'rel="next" href="[^"?]*\?([^"]*cursor=a\.[^"]*)"')
_ONWARD_BACK = re.compile(r'rel="prev" href="[^"?]*\?([^"]*cursor=a\.[^"]*)"')


@pytest.fixture
def reader() -> Client:
    return cast.reader_client()


def pages_of(reader: Client, path: str, query: str) -> list[int]:
    """The public numbers on all pages of a view."""
    numbers: list[int] = []
    while True:
        html = reader.get(f"{path}?{query}", follow=True).content.decode()
        numbers += [int(number) for number in _ROW.findall(html)]
        onward = _ONWARD.search(html) or _ONWARD_BACK.search(html)
        if onward is None:
            return numbers
        query = unescape(onward[1])


def filed(reader: Client, query: str) -> list[int]:
    text = b"".join(reader.get(f"/events.csv?{query}")).decode("utf-8-sig")
    return [int(row["event_id"]) for row in csv.DictReader(io.StringIO(text))]


# One query, one set of events


@pytest.mark.no_cover
def test_list_table_years_and_file_hold_the_same_events(reader: Client) -> None:
    make_chronicle(60)
    random = Random(42)
    for query in random_queries(random, tries(60, usual=20)):
        rows = filed(reader, query)
        assert pages_of(reader, "/", query) == rows, query
        assert pages_of(reader, "/table/", query) == rows, query
        assert years_of(Selection.from_query(query)).total == len(rows), query


def test_the_sum_of_a_year_is_its_months_and_those_not_known() -> None:
    make_chronicle(60)
    years = years_of(Selection.from_query(""))
    for row in years.rows:
        assert row.total == sum(m.count for m in row.months) + row.month_not_known
    assert years.total == 60


# The table


def test_the_table_says_what_the_list_says_of_an_event(reader: Client) -> None:
    made = the_talks()
    html = page(reader, "/table/")
    row = html.partition('<tr class="ev"')[2].partition("</tr>")[0]
    assert f'href="{address_of(made)}"' in row
    for words in ("16 May 2025", "Talks", "Vladimir Medinsky", "1 source", "Reuters"):
        assert words in row
    assert "Dolmabahçe Palace, Istanbul" in row
    assert 'class="chip reported"' in row


def test_a_confirmed_event_says_so_in_its_own_column(reader: Client) -> None:
    two = [cast.article(cast.reuters()), cast.article(cast.tass())]
    cast.published(sources=two)
    assert "Confirmed" in page(reader, "/table/")


def test_the_heading_of_the_dates_turns_the_table_round(reader: Client) -> None:
    calls(3)
    newest = page(reader, "/table/")
    assert 'aria-sort="descending"><a href="/table/?sort=oldest"' in newest
    oldest = page(reader, "/table/?sort=oldest")
    assert 'aria-sort="ascending"><a href="/table/"' in oldest
    assert _ROW.findall(newest) == _ROW.findall(oldest)[::-1]


def test_a_table_without_events_offers_changes_that_stay_in_the_table(
    reader: Client,
) -> None:
    the_talks()
    html = page(reader, "/table/?q=zebra")
    found = re.findall(r'href="(/table/[^"]*)"', html.partition('class="relax"')[2])
    assert found
    assert 'class="ev"' in page(reader, unescape(found[0]))


def test_the_table_marks_what_only_might_fall_there(reader: Client) -> None:
    cast.published(date="between 16 and 22 May 2025")
    html = page(reader, "/table/?from=2025-05-15&to=2025-05-20")
    assert "Might fall outside your dates" in html


def test_a_table_of_the_past_leads_to_the_versions_of_then(reader: Client) -> None:
    made = the_talks()
    then = cast.version_of(made).recorded_at.isoformat().replace("+00:00", "Z")
    assert f'href="/e/{made.number}/v1"' in page(reader, f"/table/?as_of={then}")


# Years


def test_a_month_counts_the_events_that_began_in_it_and_leads_to_them(
    reader: Client,
) -> None:
    calls(3)
    cast.published("They meet in June", "2 June 2025")
    html = page(reader, "/years/")
    (query,) = re.findall(
        r'<a href="/\?([^"]*)"><span class="mn">May<.*?</span> 3</a>', html
    )
    assert query == "from=2025-05-01&amp;to=2025-05-31"
    assert len(filed(reader, unescape(query))) == 3
    assert '<td class="tot" role="cell">4</td>' in html


@pytest.mark.parametrize(
    ("typed", "month", "year"),
    [
        ("3 May 2025", 1, 0),
        ("30 April to 2 May 2025", 1, 0),
        ("about 14 May 2025", 1, 0),
        ("May 2025", 1, 0),
        ("since 12 May 2025", 1, 0),
        ("between 20 May and 3 June 2025", 0, 1),
        ("2025", 0, 1),
        ("by 5 May 2025", 0, 0),
        ("after 5 May 2025", 0, 0),
        ("1990s", 0, 0),
    ],
)
def test_an_event_counts_where_it_is_known_to_have_begun(
    typed: str, month: int, year: int
) -> None:
    cast.published(date=typed)
    years = years_of(Selection.from_query(""))
    assert sum(m.count for row in years.rows for m in row.months) == month
    assert sum(row.month_not_known for row in years.rows) == year
    assert years.year_not_known == 1 - month - year


def test_years_without_events_are_said_and_long_runs_of_them_shortened() -> None:
    for year in (1990, 1992, 2025):
        cast.published(f"They meet in {year}", f"3 May {year}")
    rows = [(row.first, row.year) for row in years_of(Selection.from_query("")).rows]
    assert rows[:2] == [(2025, 2025), (1993, 2024)]
    assert rows[2:] == [(1992, 1992), (1991, 1991), (1990, 1990)]


def test_the_links_of_years_keep_the_other_filters_and_stay_in_the_dates() -> None:
    calls(9)
    query = "from=2025-05-03&to=2025-06-15&who=russia"
    (row,) = years_of(Selection.from_query(query)).rows
    assert row.months[4].query == "from=2025-05-03&to=2025-05-31&who=russia"
    assert row.query == query


def test_tints_go_from_one_to_five() -> None:
    assert [tint(count, 100) for count in (0, 1, 100)] == [0, 1, 5]
    tints = [tint(count, 100) for count in range(101)]
    assert tints == sorted(tints)
    assert set(tints) == {0, 1, 2, 3, 4, 5}


# More events than a list can hold


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "MOST_IN_LIST", 2)
    calls(3)


@pytest.mark.usefixtures("crowded")
def test_too_many_events_are_years_first(reader: Client) -> None:
    html = page(reader, "/")
    assert '<table class="yr"' in html
    assert 'class="ev"' not in html
    assert re.search(r'href="/years/" aria-current="page">Years<', html)


@pytest.mark.usefixtures("crowded")
@pytest.mark.parametrize("query", ["", "sort=oldest", "who=russia"])
def test_their_list_is_one_step_away_in_either_order(
    reader: Client, query: str
) -> None:
    first = page(reader, f"/?{query}")
    to_list = unescape(re.findall(r'<a href="([^"]*)">List</a>', first)[0])
    html = page(reader, to_list)
    assert [int(n) for n in _ROW.findall(html)] == filed(reader, query)
    flip = re.findall(r'<a href="([^"]*)">(?:Oldest|Newest) first</a>', html)[0]
    turned = page(reader, unescape(flip))
    assert _ROW.findall(turned) == _ROW.findall(html)[::-1]


@pytest.mark.usefixtures("crowded")
def test_with_dates_they_are_a_list(reader: Client) -> None:
    assert 'class="ev"' in page(reader, "/?from=2025-05-01")


# What stands above every view


def test_every_view_leads_to_the_others_with_the_same_query(reader: Client) -> None:
    calls(3)
    for view in ("/", "/table/", "/years/"):
        html = page(reader, f"{view}?who=russia")
        tabs = html.partition('class="tabs"')[2].partition("</nav>")[0]
        assert re.findall(r'href="([^"]*)"', tabs)[-4:] == [
            "/?who=russia",
            "/timeline/?who=russia",
            "/table/?who=russia",
            "/map/?who=russia",
        ]
        assert tabs.count("aria-current") == 1


def test_a_filter_is_taken_away_within_the_view(reader: Client) -> None:
    calls(3)
    for view in ("/table/", "/years/"):
        html = page(reader, f"{view}?from=2025-05-01&who=russia")
        assert f'class="x" href="{view}?from=2025-05-01"' in html
        assert 'href="/?from=2025-05-01&amp;who=russia#f-who"' in html


def test_a_mistake_is_said_with_links_that_stay_in_the_view(reader: Client) -> None:
    calls(3)
    for view in ("/table/", "/years/"):
        html = page(reader, f"{view}?from=31+June+2025")
        assert "is not a date" in html
        assert re.search(rf'role="alert".*href="{view}\?from=2025-', html, re.DOTALL)


def test_a_fixed_version_keeps_its_events_when_more_come(reader: Client) -> None:
    calls(3)
    html = page(reader, "/?who=russia")
    field = re.findall(r'id="share-fixed" value="([^"]*)"', html)[0]
    fixed = "/" + unescape(field).partition("8000/")[2]
    calls(2)
    assert len(_ROW.findall(page(reader, fixed))) == 3
    assert len(_ROW.findall(page(reader, "/?who=russia"))) == 5


def test_a_view_can_be_cited_in_words_in_two_styles_and_as_files(
    reader: Client,
) -> None:
    calls(3)
    html = page(reader, "/?who=russia")
    for name in ("cite-plain", "cite-apa", "cite-chicago"):
        text = html.partition(f'id="{name}"')[2].partition("</textarea>")[0]
        assert "3 events involving Russia" in text, name
        assert "as_of=" in text, name
    for address in ("/cite.bib?who=russia", "/cite.ris?who=russia"):
        assert f'href="{address}"' in html
        assert reader.get(address).status_code == 200


def test_the_code_to_embed_is_an_iframe_that_runs_nothing(reader: Client) -> None:
    the_talks()
    html = page(reader, '/?q="two+hours"')
    code = html.partition('id="embed-code"')[2].partition(">")[2]
    code = unescape(code.partition("</textarea>")[0])
    assert code.startswith('<iframe src="http://127.0.0.1:8000/embed/list/?q=%22two')
    assert "script" not in code
    assert code.count("<") == 2
    assert "&quot;two hours&quot;" in code


def test_nothing_found_is_nothing_to_cite_or_download(reader: Client) -> None:
    the_talks()
    html = page(reader, "/?q=zebra")
    assert 'name="panel"' not in html
    assert "Download CSV" not in html


# What the script and the printer get


def test_a_fetch_request_gets_the_parts_that_change_and_nothing_else(
    reader: Client,
) -> None:
    calls(3)
    html = page(reader, "/?who=russia", **{"X-Requested-With": "fetch"})
    whole = page(reader, "/?who=russia")
    parts = re.findall(r'data-part="(\w+)"', html)
    assert parts == re.findall(r'data-part="(\w+)"', whole)
    assert parts == ["search", "head", "filters", "results"]
    assert "<html" not in html
    for _, opening in re.findall(r'(?m)^<(\w+) ([^>]*data-part="\w+")', html):
        assert opening in whole


def test_a_printed_page_says_when_and_from_which_data(reader: Client) -> None:
    calls(3)
    cast.published("Envoys meet once more")
    for view in ("/", "/table/", "/years/"):
        html = page(reader, view)
        foot = html.partition('class="print-only printed">')[2].partition("</p>")[0]
        assert "data version 2 of" in foot
        assert "http://127.0.0.1:8000/about/" in foot
    assert 'data-short="/e/1"' in page(reader, "/")


# Cost


def test_many_events_cost_no_more_queries_than_few(reader: Client) -> None:
    addresses = ("/table/", "/years/", "/", "/?from=2025-05-02")
    calls(3)
    few = {address: queries_of(reader, address) for address in addresses}
    assert max(few.values()) <= 14
    calls(27)
    assert few == {address: queries_of(reader, address) for address in addresses}


def queries_of(reader: Client, address: str) -> int:
    with Questions() as asked:
        page(reader, address)
    return asked.number


def test_the_last_month_of_time_has_an_end() -> None:
    cast.published("The end of the calendar", "3 December 9998")
    (row,) = years_of(Selection.from_query("")).rows
    assert row.months[11].query.endswith("to=9998-12-31")
    assert row.year == date(9998, 12, 3).year
