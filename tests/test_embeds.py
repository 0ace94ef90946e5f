"""Views inside other sites: what they show, what they may do, and oEmbed."""

import html as markup
import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from tests import cast
from tests.counting import Questions
from tests.markup import Outline, calls, page, the_talks
from timeline.models.events import Event
from timeline.selection import Selection, TooSlow

pytestmark = pytest.mark.django_db
FRAMES = ("/embed/list/", "/embed/timeline/", "/embed/map/")
SITE = settings.SITE_URL
MOST_QUERIES = 20


@pytest.fixture
def reader() -> Client:
    return cast.reader_client()


# What a frame may do


@pytest.mark.parametrize("frame", FRAMES)
def test_any_site_may_frame_an_embed_and_it_runs_nothing(
    reader: Client, frame: str
) -> None:
    the_talks()
    answer = reader.get(frame)
    policy = dict(
        part.strip().split(" ", 1)
        for part in answer.headers["Content-Security-Policy"].split(";")
    )
    assert policy["frame-ancestors"] == "*"
    assert policy["script-src"] == "'none'"
    assert policy["default-src"] == "'none'"
    assert "X-Frame-Options" not in answer.headers
    assert "<script" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/display/", "/about/", "/admin/login/"])
def test_no_other_page_may_be_framed(reader: Client, address: str) -> None:
    answer = reader.get(address)
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("frame", FRAMES)
def test_an_embed_reads_and_sets_no_cookie(reader: Client, frame: str) -> None:
    the_talks()
    plain = reader.get(frame)
    reader.cookies["theme"] = "dark"
    again = reader.get(frame)
    assert again.content == plain.content
    assert again.headers["ETag"] == plain.headers["ETag"]
    assert not again.cookies


@pytest.mark.parametrize("frame", FRAMES)
def test_every_link_of_an_embed_leaves_the_frame(reader: Client, frame: str) -> None:
    the_talks()
    html = page(reader, frame)
    links = re.findall(r"<a\b[^>]*>", html)
    assert links
    assert all('target="_blank" rel="noopener"' in link for link in links)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("language", ["", "/ar"])
def test_every_embed_is_well_made(reader: Client, frame: str, language: str) -> None:
    the_talks()
    outline = Outline(page(reader, language + frame))
    assert outline.levels[:1] == [1]
    assert outline.levels.count(1) == 1
    assert len(outline.ids) == len(set(outline.ids))
    assert not outline.unnamed
    assert "style" not in outline.attributes
    assert not {"style", "script", "form", "nav"} & set(outline.tags)


# What it shows


@pytest.mark.parametrize(
    ("frame", "whole"),
    [
        ("/embed/list/", "/?who=russia"),
        ("/embed/timeline/", "/timeline/?who=russia"),
        ("/embed/map/", "/map/?who=russia"),
    ],
)
def test_an_embed_says_its_view_and_leads_to_it(
    reader: Client, frame: str, whole: str
) -> None:
    the_talks()
    html = page(reader, f"{frame}?who=russia&theme=dark")
    assert Selection.from_query("who=russia").sentence().text in markup.unescape(html)
    assert f'href="{SITE}{whole}"' in html.partition("<footer>")[2]


def test_the_list_shows_the_events_of_the_query_in_its_order(reader: Client) -> None:
    first, second = calls(2)
    cast.published("Rubio speaks to reporters", "3 May 2025")
    html = page(reader, "/embed/list/?process=istanbul-talks")
    assert html.index(first.title) < html.index(second.title)
    assert "Rubio speaks" not in html


def test_the_list_says_how_many_more_there_are(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls(3)
    monkeypatch.setattr("timeline.views.embeds.ROWS", 2)
    html = page(reader, "/embed/list/")
    assert html.count("<li>") == 2
    assert "1 more event" in html


def test_an_embed_in_arabic_runs_from_right_to_left(reader: Client) -> None:
    the_talks()
    html = page(reader, "/ar/embed/list/")
    assert '<html lang="ar" dir="rtl"' in html
    assert f'href="{SITE}/ar/"' in html


@pytest.mark.parametrize("frame", FRAMES)
def test_an_embed_without_events_says_so(reader: Client, frame: str) -> None:
    the_talks()
    assert "No events match" in page(reader, f"{frame}?q=nothing+at+all")


@pytest.mark.parametrize(
    ("query", "said"),
    [("from=31+June+2025", "31 June 2025"), ("theme=pink", "pink"), ("x=1", "“x”")],
)
@pytest.mark.parametrize("frame", FRAMES)
def test_what_cannot_be_used_is_said_inside_the_frame(
    reader: Client, frame: str, query: str, said: str
) -> None:
    the_talks()
    html = page(reader, f"{frame}?{query}")
    alert = html.partition('role="alert"')[2].partition("</div>")[0]
    assert said in alert


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_frame_can_ask_for_a_theme(reader: Client, theme: str) -> None:
    assert f'data-theme="{theme}"' in page(reader, f"/embed/list/?theme={theme}")
    assert "data-theme" not in page(reader, "/embed/list/?theme=auto")
    assert "data-theme" not in page(reader, "/embed/list/")


def test_lanes_of_a_comparison_are_drawn_and_lead_back_to_it(reader: Client) -> None:
    the_talks()
    html = page(reader, "/embed/timeline/?lane=who:russia&lane=kind:talks")
    assert 'role="alert"' not in html
    foot = html.partition("<footer>")[2]
    assert f"{SITE}/compare/?lane=who" in foot


@pytest.mark.parametrize("frame", FRAMES)
def test_a_search_that_is_too_slow_says_so_inside_the_frame(
    reader: Client, frame: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: Any, **__: Any) -> None:
        raise TooSlow

    monkeypatch.setattr("timeline.views.embeds._shown", slow)
    answer = reader.get(frame)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "took too long" in answer.content.decode()
    assert "<nav" not in answer.content.decode()


def test_no_embed_costs_more_queries_with_more_events(reader: Client) -> None:
    calls(3)
    few = {frame: queries_of(reader, frame) for frame in FRAMES}
    calls(12)
    many = {frame: queries_of(reader, frame) for frame in FRAMES}
    assert many == few
    assert max(few.values()) <= MOST_QUERIES


def queries_of(reader: Client, address: str) -> int:
    with Questions() as queries:
        page(reader, address)
    return queries.number


def test_an_embed_changes_when_the_record_does(reader: Client) -> None:
    made = the_talks()
    etag = reader.get("/embed/list/").headers["ETag"]
    headers = {"If-None-Match": etag}
    assert reader.get("/embed/list/", headers=headers).status_code == 304
    Event.objects.filter(pk=made.pk).update(title="The talks have another title now")
    cast.publish(made)
    assert reader.get("/embed/list/", headers=headers).status_code == 200


# oEmbed


def asked(reader: Client, url: str, **more: str) -> Any:
    return reader.get(f"/oembed?{urlencode({'url': url, **more})}")


@pytest.mark.parametrize(
    ("path", "frame"),
    [
        ("/?who=russia", "/embed/list/?who=russia"),
        ("/timeline/?who=russia", "/embed/timeline/?who=russia"),
        (
            "/compare/?lane=who%3Arussia",
            "/embed/timeline/?lane=who%3Arussia",
        ),
        ("/map/", "/embed/map/"),
        ("/uk/?who=russia", "/uk/embed/list/?who=russia"),
    ],
)
def test_oembed_answers_a_frame_of_the_same_view(
    reader: Client, path: str, frame: str
) -> None:
    the_talks()
    said = asked(reader, f"{SITE}{path}").json()
    assert (said["version"], said["type"]) == ("1.0", "rich")
    source = re.search(r'<iframe src="([^"]+)"', said["html"])
    assert source
    assert markup.unescape(source[1]) == SITE + frame
    assert page(reader, frame)


def test_the_title_of_oembed_is_the_sentence_in_the_language_of_the_address(
    reader: Client,
) -> None:
    the_talks()
    for path, language in (("/?who=russia", "en"), ("/uk/?who=russia", "uk")):
        said = asked(reader, SITE + path).json()
        with override(language):
            assert said["title"] == Selection.from_query("who=russia").sentence().text
        assert said["title"] in markup.unescape(said["html"])


def test_a_page_says_where_to_ask(reader: Client) -> None:
    the_talks()
    for path in ("/?who=russia", "/map/", "/ar/map/"):
        html = page(reader, path)
        found = re.search(r'type="application/json\+oembed" href="([^"]+)"', html)
        assert found, path
        link = urlsplit(markup.unescape(found[1]))
        assert dict(parse_qsl(link.query)) == {"url": SITE + path}
        assert reader.get(f"{link.path}?{link.query}").json()["type"] == "rich"
    assert "json+oembed" not in page(reader, "/about/")


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [("300", "200", (300, 200)), ("9000", "9000", (760, 600)), ("", "", (760, 600))],
)
def test_a_frame_is_no_larger_than_asked(
    reader: Client, width: str, height: str, expected: tuple[int, int]
) -> None:
    said = asked(reader, f"{SITE}/", maxwidth=width, maxheight=height).json()
    assert (said["width"], said["height"]) == expected
    assert f'width="{expected[0]}" height="{expected[1]}"' in said["html"]


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/",
        f"{SITE}.elsewhere.example/",
        f"{SITE}/about/",
        f"{SITE}/admin/",
        f"{SITE}/no/such/page/",
        f"{SITE}",
        "javascript:alert(1)",
        "http://[::1",
        "x",
    ],
)
def test_an_address_that_cannot_be_shown_is_not_found(reader: Client, url: str) -> None:
    assert asked(reader, url).status_code == 404


@pytest.mark.parametrize("wanted", ["xml", "yaml"])
def test_another_format_is_not_implemented(reader: Client, wanted: str) -> None:
    assert asked(reader, f"{SITE}/", format=wanted).status_code == 501


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("", "url"),
        (f"url={SITE}/&maxwidth=wide", "maxwidth"),
        (f"url={SITE}/&maxheight=0", "maxheight"),
    ],
)
def test_what_oembed_cannot_use_is_named(
    reader: Client, query: str, named: str
) -> None:
    answer = reader.get(f"/oembed?{query}")
    assert answer.status_code == 400
    assert answer.content.decode().startswith(f"{named}: ")


def test_a_title_cannot_break_out_of_the_frame(reader: Client) -> None:
    the_talks()
    query = urlencode({"q": '"><script>alert(1)</script>'})
    said = asked(reader, f"{SITE}/?{query}").json()
    assert "<script" not in said["html"]
    assert json.dumps(said)
