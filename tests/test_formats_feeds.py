"""Atom by the rules of RFC 4287, JSON Feed by those of its version 1.1."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.told import a_view, cited, record, told, took_part, written, written_of

ATOM = "{http://www.w3.org/2005/Atom}"
ANY = st.text(st.characters(exclude_categories=["Cs"]))
_RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII
)
PAYLOADS = [
    "<script>alert(1)</script>",
    "[here](javascript:alert(1))",
    '<img src=x onerror="alert(1)">',
    "![](https://evil.example/pixel.png)",
    "<style>p{}</style> <iframe src=https://evil.example></iframe>",
]
# RFC 4287, sections 4.1.1 and 4.1.2: how often a child may stand there.
_ONE = (1, 1)
_SOME = (0, 10**9)
FEED_CHILDREN = {
    "id": _ONE,
    "title": _ONE,
    "updated": _ONE,
    "generator": (0, 1),
    "icon": (0, 1),
    "logo": (0, 1),
    "rights": (0, 1),
    "subtitle": (0, 1),
    "author": (1, 10**9),  # else every entry needs one
    "category": _SOME,
    "contributor": _SOME,
    "link": _SOME,
    "entry": _SOME,
}
ENTRY_CHILDREN = {
    "id": _ONE,
    "title": _ONE,
    "updated": _ONE,
    "content": (0, 1),
    "published": (0, 1),
    "rights": (0, 1),
    "source": (0, 1),
    "summary": (0, 1),
    "author": _SOME,
    "category": _SOME,
    "contributor": _SOME,
    "link": _SOME,
}


def atom_faults(data: bytes) -> list[str]:
    """What RFC 4287 does not allow in a feed."""
    root = ElementTree.fromstring(data)  # noqa: S314 - made here
    if root.tag != f"{ATOM}feed":
        return [f"The root is {root.tag}."]
    faults = _children(root, FEED_CHILDREN) + _constructs(root)
    if not any(link.get("rel") == "self" for link in root.findall(f"{ATOM}link")):
        faults.append("The feed does not link to itself.")
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        faults += _children(entry, ENTRY_CHILDREN) + _constructs(entry)
        if entry.find(f"{ATOM}content") is None:
            faults.append("An entry without content.")
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    return faults + [f"Two entries {name}." for name, n in ids.items() if n > 1]


def _children(parent: Any, allowed: dict[str, tuple[int, int]]) -> list[str]:
    found = Counter(child.tag.removeprefix(ATOM) for child in parent)
    faults = [f"No {name} in a {parent.tag}." for name in found if name not in allowed]
    for name, (least, most) in allowed.items():
        if not least <= found[name] <= most:
            faults.append(f"{found[name]} of {name} in a {parent.tag}.")
    alternates = Counter(
        (link.get("type"), link.get("hreflang"))
        for link in parent.findall(f"{ATOM}link")
        if link.get("rel", "alternate") == "alternate"
    )
    return faults + [f"Two alternates {one}." for one, n in alternates.items() if n > 1]


def _is_date(child: Any) -> bool:
    text = child.text or ""
    return bool(_RFC3339.fullmatch(text)) and bool(datetime.fromisoformat(text).tzinfo)


# Sections 3 and 4.2: what a child must be, and what is wrong when it is not.
_RULES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "updated": (_is_date, "This is not a date."),
    "published": (_is_date, "This is not a date."),
    "id": (lambda one: bool(urlsplit(one.text or "").scheme), "This is not an IRI."),
    "link": (lambda one: bool(one.get("href")), "A link without href."),
    "category": (lambda one: bool(one.get("term")), "A category without term."),
    "author": (
        lambda one: len(one.findall(f"{ATOM}name")) == 1,
        "An author without one name.",
    ),
    "title": (lambda one: not len(one), "Elements inside a text."),
    "summary": (lambda one: not len(one), "Elements inside a text."),
    "content": (lambda one: not len(one), "Elements inside escaped HTML."),
}


def _constructs(parent: Any) -> list[str]:
    """Dates, ids, links, persons, categories and texts."""
    found = ((child, child.tag.removeprefix(ATOM)) for child in parent)
    rules = ((child, *_RULES[name]) for child, name in found if name in _RULES)
    return [fault for child, keeps, fault in rules if not keeps(child)]


@pytest.mark.parametrize("events", [told(), []])
def test_the_atom_feed_keeps_the_rules_of_rfc_4287(events: Any) -> None:
    assert atom_faults(written("atom", events=iter(events))) == []


def test_feed_readers_take_the_atom_feed_without_complaint() -> None:
    feed = feedparser.parse(written("atom"))
    assert feed.bozo == 0
    assert feed.version == "atom10"
    assert [entry.title for entry in feed.entries] == [e["title"] for e, _ in told()]
    assert feed.feed.author_detail.name == "Diplomatic Timeline"
    first = feed.entries[0]
    assert first.link == (
        "https://timeline.example/events/12-russia-and-ukraine-hold-direct-talks/"
    )
    assert {tag.term for tag in first.tags} == {
        "negotiation-round",
        "talks",
        "military",
        "executive",
    }


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("<id>https://timeline.example/e/13</id>", ""), "0 of id"),
        (("<author>", "<contributor>"), "0 of author"),
        (("<name>", "<named>"), "An author without one name"),
        (("term=", "label2="), "A category without term"),
        (("/e/13<", "/e/12<"), "Two entries"),
        (("2025-05-16T09:00:00+00:00", "16 May 2025"), "is not a date"),
        (("2025-05-16T09:00:00+00:00", "2025-05-16T09:00:00"), "is not a date"),
        (('rel="self"', 'rel="via"'), "does not link to itself"),
        (("&lt;p&gt;By 31", "<p/>By 31"), "Elements inside"),
        (("<summary>", "<abstract>"), "No abstract"),
    ],
)
def test_the_rules_find_what_breaks_them(change: tuple[str, str], fault: str) -> None:
    text = written("atom").decode().replace(*change)
    if change[1].startswith("<"):
        text = text.replace(f"</{change[0][1:]}", f"</{change[1][1:]}")
    assert any(fault in found for found in atom_faults(text.encode()))


def test_the_id_stays_when_the_title_changes_and_the_link_goes_to_the_new_one() -> None:
    first, second = record(3, "A"), record(3, "B", version=2, slug="b")
    for name in ("id", "link"):
        old, new = (
            getattr(feedparser.parse(written_of("atom", event)).entries[0], name)
            for event in (first, second)
        )
        assert (old == new) == (name == "id")


def test_when_an_event_was_first_published_is_said_only_where_it_is_known() -> None:
    feed = feedparser.parse(
        written_of("atom", record(1, "A"), record(2, "B", version=2))
    )
    assert ["published" in entry for entry in feed.entries] == [True, False]
    items = json.loads(
        written_of("feed.json", record(1, "A"), record(2, "B", version=2))
    )["items"]
    assert ["date_published" in item for item in items] == [True, False]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_a_feed_runs_or_loads_anything(payload: str) -> None:
    event = record(
        1,
        payload,
        summary=payload,
        participations=[took_part(payload, "party", office=payload)],
        citations=[cited(1, payload, title=payload, url="javascript:alert(1)")],
    )
    for html in (
        feedparser.parse(written_of("atom", event), sanitize_html=False)
        .entries[0]
        .content[0]
        .value,
        json.loads(written_of("feed.json", event))["items"][0]["content_html"],
        json.loads(written_of("timelinejs.json", event))["events"][0]["text"]["text"],
    ):
        tags = set(re.findall(r"<\s*/?([a-z!]+)", html, re.IGNORECASE))
        assert tags <= {"p", "ul", "li", "em", "strong", "a"}
        assert not re.findall(r"<[^>]*(?:src|on\w+|javascript)", html)


def test_sources_and_summary_are_read_in_the_feed() -> None:
    html = json.loads(written("feed.json"))["items"][0]["content_html"]
    assert '<a href="https://agency.example/1">Agency: Talks end</a>' in html
    assert "<p>No truce, no date [2].</p>" in html
    assert "<li>Rustem Umerov: Head of delegation, Attended</li>" in html


@settings(max_examples=40)
@given(ANY)
@example("\x00\x0b\ufffe\uffff")
@example("]]>&lt;<b>")
def test_any_text_keeps_the_feed_whole(text: str) -> None:
    data = written_of("atom", record(1, text, summary=text))
    assert [f for f in atom_faults(data) if "of title" not in f] == []
    (item,) = json.loads(written_of("feed.json", record(1, text)))["items"]
    assert item["title"] == text


# JSON Feed 1.1 (jsonfeed.org/version/1.1)

FEED_KEYS = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "description": str,
    "language": str,
    "authors": list,
    "items": list,
}
ITEM_KEYS = {
    "id": str,
    "url": str,
    "title": str,
    "content_html": str,
    "content_text": str,
    "summary": str,
    "date_published": str,
    "date_modified": str,
    "authors": list,
    "tags": list,
    "language": str,
}


def feed_faults(feed: dict[str, Any]) -> list[str]:
    """What JSON Feed 1.1 does not allow."""
    faults = _keys(feed, FEED_KEYS, {"version", "title", "items"})
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        faults.append("Another version.")
    for item in feed.get("items", ()):
        faults += _keys(item, ITEM_KEYS, {"id"})
        if not {"content_html", "content_text"} & set(item):
            faults.append("An item without content.")
        for name in ("date_published", "date_modified"):
            if name in item and not _RFC3339.fullmatch(item[name]):
                faults.append(f"{item[name]!r} is not a date.")
        if not all(isinstance(tag, str) for tag in item.get("tags", ())):
            faults.append("A tag that is not text.")
    ids = Counter(item.get("id") for item in feed.get("items", ()))
    return faults + [f"Two items {name}." for name, n in ids.items() if n > 1]


def _keys(
    found: dict[str, Any], known: Mapping[str, type], needed: set[str]
) -> list[str]:
    faults = [f"No {name}." for name in needed - set(found)]
    for name, value in found.items():
        if name.startswith("_"):
            if not isinstance(value, dict):
                faults.append(f"The extension {name} is not an object.")
        elif name not in known or not isinstance(value, known[name]):
            faults.append(f"{name} is not allowed, or not that.")
    return faults


def test_the_json_feed_keeps_the_rules_of_version_1_1() -> None:
    feed = json.loads(written("feed.json", view=a_view(query="who=russia")))
    assert feed_faults(feed) == []
    assert feed["feed_url"] == "https://timeline.example/events.feed.json?who=russia"
    assert feed["home_page_url"] == a_view().address
    assert all(author["name"] for author in feed["authors"])


def test_the_rules_of_json_feed_find_what_breaks_them() -> None:
    feed = json.loads(written("feed.json"))
    item = feed["items"][0]
    for broken in (
        {**feed, "version": "1.1"},
        {**feed, "feed": ""},
        {**feed, "items": [item, item]},
        {**feed, "items": [{**item, "id": 12}]},
        {**feed, "items": [{**item, "date_modified": "yesterday"}]},
        {**feed, "items": [{**item, "tags": [1]}]},
        {**feed, "items": [{n: v for n, v in item.items() if n != "content_html"}]},
        {n: v for n, v in feed.items() if n != "title"},
    ):
        assert feed_faults(broken) != []
