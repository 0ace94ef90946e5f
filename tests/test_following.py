"""A view is followed by its feeds and its calendar, and is a file in every format."""

from html import unescape
from random import Random
from typing import Any

import pytest
from django.test import Client

from tests import cast
from tests.chronicle import make_chronicle, random_query
from tests.markup import page
from tests.opened import numbers_in
from tests.test_page_and_file import shown
from timeline.formats import FORMATS

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
FOLLOWED = {
    "ics": "text/calendar",
    "atom": "application/atom+xml",
    "feed.json": "application/feed+json",
}


@pytest.fixture
def reader() -> Client:
    return cast.reader_client()


@pytest.mark.parametrize("path", ["/", "/table/", "/timeline/", "/map/", "/uk/"])
def test_programs_find_the_feeds_of_the_view_in_the_head(
    reader: Client, path: str
) -> None:
    cast.published()
    html = page(reader, f"{path}?who=russia")
    head = unescape(html[: html.index("</head>")])
    assert {name for name, fmt in FORMATS.items() if fmt.follow} == set(FOLLOWED)
    for name, media_type in FOLLOWED.items():
        link = f'<link rel="alternate" type="{media_type}" title="'
        assert link in head
        assert f'href="{SITE}/events.{name}?who=russia">' in head


def test_readers_find_the_feeds_of_the_view_to_copy(reader: Client) -> None:
    cast.published()
    html = unescape(page(reader, "/?from=2025-05-01&to=2025-05-31&who=russia"))
    panel = html[html.index('id="follow"') :]
    panel = panel[: panel.index("</details>")]
    query = "from=2025-05-01&to=2025-05-31&who=russia"
    for name in FOLLOWED:
        address = f"{SITE}/events.{name}?{query}"
        assert f'value="{address}" readonly' in panel
        assert reader.get(address.removeprefix(SITE)).status_code == 200


def test_a_query_with_a_mistake_has_no_feeds(reader: Client) -> None:
    cast.published()
    html = page(reader, "/?from=nonsense")
    assert "/events.atom" not in html


def test_a_view_without_events_can_be_followed(reader: Client) -> None:
    cast.published()
    html = page(reader, "/?from=2030-01-01&to=2030-12-31")
    assert 'type="application/atom+xml"' in html


def fetched(reader: Client, name: str, query: str) -> Any:
    answer = reader.get(f"/events.{name}?{query}")
    assert answer.status_code == 200, (name, query, answer.content)
    assert answer.headers["Content-Type"] == FORMATS[name].media_type
    assert f'.{name}"' in answer.headers["Content-Disposition"]
    return answer


@pytest.mark.no_cover
def test_every_format_holds_the_events_of_the_page_in_their_order(
    reader: Client,
) -> None:
    make_chronicle(60)
    random = Random(2026)
    for _ in range(3):
        query = random_query(random)
        numbers, count = shown(reader, query)
        for name in FORMATS:
            answer = fetched(reader, name, query)
            assert numbers_in(name, b"".join(answer)) == numbers, (name, query)
            assert int(answer.headers["X-Row-Count"]) == count
