"""A file holds the rows of the screen: the same events, order and number."""

import csv
import io
import re
from random import Random

import pytest
from django.test import Client

from tests import cast
from tests.chronicle import make_chronicle, random_queries
from tests.opened import numbers_at_once
from tests.thorough import tries
from timeline.formats import FORMATS
from timeline.formats.csv import read_cell

pytestmark = pytest.mark.django_db

_ROW = re.compile(r'<li class="ev[^"]*" id="e(\d+)"')
_COUNT = re.compile(r'id="view"[^>]*>\s*<strong>([\d,]+|No) events?</strong>')
_ONWARD = re.compile(r'rel="(?:next|prev)" href="/\?([^"]*cursor=a\.[^"]*)"')


def shown(reader: Client, query: str) -> tuple[list[int], int]:
    """Public numbers over all pages of a query, and the count in its sentence."""
    numbers: list[int] = []
    page = reader.get(f"/?{query}", follow=True).content.decode()
    said = _COUNT.search(page)
    count = 0 if said is None or said[1] == "No" else int(said[1].replace(",", ""))
    while True:
        numbers += [int(number) for number in _ROW.findall(page)]
        onward = _ONWARD.search(page)
        if onward is None:
            return numbers, count
        query = onward[1].replace("&amp;", "&")
        page = reader.get(f"/?{query}").content.decode()


def filed(reader: Client, query: str) -> tuple[list[dict[str, str]], int]:
    """The rows of the CSV of a query, and how many its header announced."""
    answer = reader.get(f"/events.csv?{query}")
    assert answer.status_code == 200, (query, answer.content)
    text = b"".join(answer).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return rows, int(answer.headers["X-Row-Count"])


@pytest.mark.no_cover
@pytest.mark.parametrize("part", range(4))
def test_every_file_holds_the_events_of_all_pages_in_their_order(part):
    """Random selections, in parts so that two workers share them."""
    make_chronicle(120)
    reader = cast.reader_client()
    for query in [*random_queries(Random(2025), tries(200, usual=24))][part::4]:
        numbers, count = shown(reader, query)
        assert len(numbers) == count, query
        for name in FORMATS:
            answer = reader.get(f"/events.{name}?{query}")
            assert answer.status_code == 200, (name, query, answer.content)
            assert numbers_at_once(name, b"".join(answer)) == numbers, (name, query)
            assert int(answer.headers["X-Row-Count"]) == count, (name, query)


def test_the_row_says_what_the_page_says():
    event = cast.published(
        title="Russian delegation lands in Istanbul",
        date="15 May 2025, morning",
        kind="visit",
        who=[
            (cast.russia(), "party"),
            (cast.medinsky(), "head-of-delegation", {"attendance": "attended"}),
        ],
        where=cast.istanbul(),
        sources=[(cast.article(cast.reuters()), {"quote": "=The delegation landed."})],
        tracks=[(cast.istanbul_track(), 1)],
    )
    reader = cast.reader_client()
    rows, _ = filed(reader, "from=2025-05-15&to=2025-05-15&who=russia")
    assert len(rows) == 1
    row = rows[0]
    page = reader.get(row["url"].partition("8000")[2]).content.decode()
    assert row["event_id"] == str(event.number)
    for words in (row["title"], row["place"], "Vladimir Medinsky", "Reuters"):
        assert words in page
    assert (row["start_earliest"], row["end_latest"]) == ("2025-05-15", "2025-05-15")
    assert (row["date_match"], row["country"]) == ("certain", "Türkiye")
    assert row["participants"] == "Russia | Vladimir Medinsky"
    assert row["roles"] == "party | head-of-delegation"
    assert row["attendance"] == " | attended"
    assert row["quotes"] == "'=The delegation landed."
    assert read_cell(row["quotes"]) == "=The delegation landed."
    assert (row["cameo"], row["date_prec"]) == ("042", "1")


def test_a_might_row_is_marked_in_page_and_file():
    cast.published(date="between 16 and 22 May 2025")
    reader = cast.reader_client()
    rows, _ = filed(reader, "from=2025-05-15&to=2025-05-20")
    assert [row["date_match"] for row in rows] == ["might"]
    page = reader.get("/?from=2025-05-15&to=2025-05-20").content.decode()
    assert "Might fall outside your dates" in page
    assert filed(reader, "from=2025-05-15&to=2025-05-20&maybe=0")[0] == []
