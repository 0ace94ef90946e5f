"""The visual timeline and the comparison: the events of the list, in lanes."""

import re
from datetime import date
from random import Random
from typing import Any

import pytest
from django.test import Client

from tests import cast
from tests.chronicle import make_chronicle, random_queries, random_query
from tests.counting import Questions
from tests.drawings import points
from tests.markup import page
from tests.test_page_and_file import filed
from tests.thorough import tries
from timeline.chart import Chart, Lanes, chart_of, matrix_of
from timeline.chart.asking import LaneKey
from timeline.chart.bins import counted, counted_by_lane, periods_of
from timeline.chart.extent import frame_of
from timeline.chart.items import items_of
from timeline.chart.lanes import Lane
from timeline.models.versions import EventVersion
from timeline.selection import Selection

pytestmark = pytest.mark.django_db

TODAY = date(2025, 5, 20)
WHO = ("russia", "ukraine", "turkiye", "nato")
_ROW = re.compile(r'<th scope="row" class="ti" id="r(\d+)"')
_ONWARD = re.compile(r'href="[^"]*\?([^"#]*cursor=a\.[^"#]*)#table"')
_MARK = re.compile(r'<a class="m [^"]*" href="([^"]*)" [^>]*data-e="(\d+)"')


def drawn(query: str, *lanes: str, **more: Any) -> Chart:
    keys = [LaneKey(*lane.split(":")) for lane in lanes]
    chosen = Lanes().with_lanes(keys) if lanes else None
    return chart_of(Selection.from_query(query), lanes=chosen, today=TODAY, **more)


def in_table(reader: Client, query: str, path: str = "/timeline/") -> list[int]:
    """The events of all pages of the table."""
    numbers: list[int] = []
    while True:
        html = reader.get(f"{path}?{query}", follow=True).content.decode()
        numbers += [int(n) for n in _ROW.findall(html)]
        onward = _ONWARD.search(html)
        if onward is None:
            return numbers
        query = onward[1].replace("&amp;", "&")


def accounted(chart: Chart) -> list[tuple[int, int]]:
    """The count of each lane, and how many events are marks or in its strip."""
    return [
        (
            lane.lane.count,
            len(lane.marks) or strip_of(lane) + lane.unknown,
        )
        for lane in chart.lanes
    ]


def strip_of(lane: Any) -> int:
    return sum(
        int(cell.name.rpartition(": ")[2].replace(",", "")) for cell in lane.bins
    )


# Nothing is missing


@pytest.mark.no_cover
def test_the_table_holds_the_events_of_the_file_in_its_order():
    make_chronicle(60)
    reader = cast.reader_client()
    random = Random(31)
    for query in random_queries(random, 25):
        rows, _count = filed(reader, query)
        assert in_table(reader, query) == [int(row["event_id"]) for row in rows], query


@pytest.mark.no_cover
def test_every_event_is_a_mark_or_is_counted_in_each_of_its_lanes():
    make_chronicle(60)
    random = Random(32)
    for query in random_queries(random, 40):
        chart = drawn(query, *(f"who:{slug}" for slug in WHO))
        for count, found in accounted(chart):
            assert count == found, query
        selected = {v.event_id for v in Selection.from_query(query).versions()}
        strips = any(lane.bins or lane.unknown for lane in chart.lanes)
        marks = {mark.event for lane in chart.lanes for mark in lane.marks}
        assert marks <= selected
        assert strips or marks == selected, query


@pytest.mark.no_cover
def test_a_lane_counts_what_its_participant_selects():
    make_chronicle(60)
    chart = drawn("", *(f"who:{slug}" for slug in WHO))
    for lane in chart.columns:
        chosen = Selection.from_query(f"who={lane.key.value}")
        assert lane.count == chosen.count


@pytest.mark.no_cover
@pytest.mark.parametrize("by", ["who", "process", "place", "kind"])
def test_lanes_of_every_sort_account_for_every_event(by: str):
    make_chronicle(60)
    selection = Selection.from_query("")
    chart = chart_of(selection, lanes=Lanes(by=by), today=TODAY)
    assert chart.columns
    assert all(count == found for count, found in accounted(chart))
    inside = {m.event for lane in chart.lanes for m in lane.marks}
    strips = any(lane.bins or lane.unknown for lane in chart.lanes)
    assert strips or len(inside) == selection.count


def test_counts_of_the_database_are_those_of_the_events():
    make_chronicle(60)
    random = Random(33)
    keys = [LaneKey("who", slug) for slug in WHO] + [LaneKey("kind", "talks")]
    lanes = [Lane(key, key.value) for key in keys]
    for query in random_queries(random, 25):
        selection = Selection.from_query(query)
        items = items_of(selection, lanes)
        frame = frame_of(selection, items, today=TODAY)
        periods = periods_of(frame, random.choice([60, 300, 1018]), len(lanes))
        found, rest = counted_by_lane(selection, keys, periods)
        for n, key in enumerate(keys):
            members = [item.when for item in items if item.parts[n]]
            assert found[key] == counted(members, periods), selection.canonical
        others = [item.when for item in items if not item.lanes]
        assert rest == counted(others, periods), selection.canonical


def test_many_events_are_counted_in_periods_and_lead_to_them(monkeypatch):
    make_chronicle(60)
    monkeypatch.setattr("timeline.chart.charts.MOST_EVENTS", 10)
    chart = drawn("", "who:russia", "who:ukraine")
    assert not any(lane.marks for lane in chart.lanes)
    assert all(count == found for count, found in accounted(chart))
    cell = chart.lanes[0].bins[0]
    query = cell.address.partition("?")[2]
    there = Selection.from_query(query, beside=("lane",))
    assert there.window
    assert there.count >= int(cell.name.rpartition(": ")[2])


# What is drawn


def test_everything_drawn_is_inside_the_picture():
    make_chronicle(60)
    random = Random(34)
    for _ in range(25):
        chart = drawn(random_query(random))
        for d in paths_of(chart):
            for x, y in points(d):
                assert -6 <= x <= chart.width + 6, d
                assert -1 <= y <= float(chart.height) + 1, d


def test_right_to_left_is_the_same_picture_from_the_other_side():
    make_chronicle(60)
    for query in ("", "from=2025-05-10&to=2025-05-20", "from=2025-05-15&to=2025-05-16"):
        plain, mirrored = drawn(query), drawn(query, mirrored=True)
        for one, other in zip(plain.lanes, mirrored.lanes, strict=True):
            for a, b in zip(one.marks, other.marks, strict=True):
                assert float(a.x) == pytest.approx(plain.width - float(b.x), abs=0.2)
        for a, b in zip(plain.ticks, mirrored.ticks, strict=True):
            assert float(a.x) == pytest.approx(plain.width - float(b.x), abs=0.2)
            assert (a.anchor, b.anchor) == ("start", "end")


def paths_of(chart: Chart) -> list[str]:
    found = [chart.shades, chart.faint, chart.strong, chart.today]
    found += [tie.d for tie in chart.ties] + [label.d for label in chart.labels]
    for lane in chart.lanes:
        found += [lane.d, *(cell.d for cell in lane.bins)]
        found += [part.d for mark in lane.marks for part in mark.parts]
    return [d for d in found if d]


def test_those_who_met_are_joined_and_the_host_is_smaller():
    who = [(cast.russia(), "party"), (cast.ukraine(), "party"), (cast.fidan(), "chair")]
    cast.published(date="16 May 2025 13:35", who=who)
    chart = drawn("", "who:russia", "who:nato", "who:ukraine", "who:turkiye")
    russia, nato, ukraine, turkiye = (lane.marks for lane in chart.lanes[:4])
    assert [len(m) for m in (russia, nato, ukraine, turkiye)] == [1, 0, 1, 1]
    (tie,) = chart.ties
    (_x, top), (_x, foot) = points(tie.d)
    assert foot - top > 100
    assert tall(russia[0].parts[-1].d) == 2 * tall(turkiye[0].parts[-1].d)
    assert "Türkiye, Chair." in turkiye[0].name


def tall(d: str) -> float:
    ys = [abs(x) for x, _y in points(d)]
    return max(ys) - min(ys)


def test_an_arrow_points_at_whom_it_is_addressed_to():
    who = [(cast.russia(), "party"), (cast.ukraine(), "addressee")]
    cast.published(date="11 May 2025", kind="call-for-talks", who=who)
    down = drawn("", "who:russia", "who:ukraine")
    up = drawn("", "who:ukraine", "who:russia")
    assert tip(down.lanes[1].marks[0].parts[-1].d) == "down"
    assert tip(up.lanes[0].marks[0].parts[-1].d) == "up"
    assert down.lanes[1].marks[0].name.startswith("Ukraine, addressed.")


def tip(d: str) -> str:
    base, _other, point = points(d)
    return "down" if point[1] > base[1] else "up"


def test_who_stayed_away_is_named_and_not_joined():
    who = [
        (cast.ukraine(), "party"),
        (cast.russia(), "party", {"attendance": "absent"}),
    ]
    cast.published(date="15 May 2025", who=who)
    chart = drawn("", "who:russia", "who:ukraine")
    assert not chart.ties
    assert chart.lanes[0].marks[0].name.startswith("Russia, did not attend.")


def test_nobody_took_part_in_what_is_planned_or_was_called_off():
    declined = (cast.rubio(), "invited", {"attendance": "declined"})
    who = [(cast.russia(), "party"), declined]
    where = {"who": who, "where": cast.istanbul()}
    for status, russia, states, there, note in (
        ("scheduled", "to take part", "will not attend", "to take place here", True),
        ("postponed", "to take part", "will not attend", "to take place here", True),
        ("cancelled", "was to take part", "did not attend", "was to be here", True),
        ("took-place", "took part", "did not attend", "took place here", False),
    ):
        made = cast.published(f"Talks {status}", "15 May 2025", status=status, **where)
        chart = drawn(f"q={status}", "who:russia", "who:united-states")
        named = [mark.name for lane in chart.lanes for mark in lane.marks]
        assert [name.partition(".")[0] for name in named] == [
            f"Russia, {russia}",
            f"United States, {states}",
        ]
        assert all(name.endswith(").") is note for name in named), named
        matrix = matrix_of(Selection.from_query(f"q={status}"), chart.columns)
        assert [c.words for c in matrix.rows[0].cells] == [russia, states]
        by_place = drawn(f"q={status}", "place:istanbul")
        assert f"Istanbul, {there}." in by_place.lanes[0].marks[0].name
        assert made.title in named[0]


def test_what_did_not_take_place_is_struck_and_says_so():
    who = [(cast.russia(), "party"), (cast.ukraine(), "party")]
    cast.published(date="15 May 2025", status="did-not-take-place", who=who, key=True)
    chart = drawn("from=2025-05-01&to=2025-05-31")
    mark = chart.lanes[0].marks[0]
    assert mark.style.endswith("st-off")
    assert "g-strike" in [part.style for part in mark.parts]
    assert chart.ties[0].style.endswith("st-off")
    assert chart.labels[0].text.note == "did not take place"


def test_a_vague_date_before_the_days_that_are_known_points_out_of_the_chart():
    cast.published(date="16 May 2025", who=[(cast.russia(), "party")])
    cast.published(date="20 May 2025", who=[(cast.russia(), "party")])
    cast.published(date="2022", who=[(cast.russia(), "party")])
    chart = drawn("")
    assert (chart.frame.first, chart.frame.last) == (
        date(2025, 5, 16),
        date(2025, 5, 20),
    )
    assert len(chart.lanes[0].marks) == 3
    assert "g-core" not in [p.style for p in chart.lanes[0].marks[0].parts]


def test_only_key_events_have_labels_at_a_month_and_all_at_a_week():
    cast.published(date="15 May 2025 10:00", title="Envoys meet", key=True)
    cast.published(date="16 May 2025 10:00", title="Envoys leave")
    month = drawn("from=2025-05-01&to=2025-05-31")
    week = drawn("from=2025-05-12&to=2025-05-18")
    assert [label.text.words for label in month.labels] == ["Envoys meet"]
    assert not month.beside
    assert [text.words for text in week.beside] == ["Envoys meet", "Envoys leave"]


def test_today_is_a_line_only_where_it_is_in_the_chart():
    cast.published(date="15 May 2025")
    assert drawn("from=2025-05-01&to=2025-05-31").today
    assert not drawn("from=2025-04-01&to=2025-04-30&maybe=0").today


def test_the_picture_is_said_in_two_sentences():
    who = [(cast.russia(), "party"), (cast.ukraine(), "party")]
    cast.published(date="16 May 2025", who=who)
    chart = drawn("from=2025-05-01&to=2025-05-31", "who:russia", "who:ukraine")
    assert chart.label == (
        "2 lanes, 1 to 31 May 2025, with the number of events in each: Russia 1, "
        "Ukraine 1. A vertical line joins the lanes of one event."
    )


# The page


def test_the_page_draws_a_link_for_every_mark_and_no_style(reader_page=page):
    event = cast.published(date="16 May 2025", who=[(cast.russia(), "party")])
    html = page(cast.reader_client(), "/timeline/")
    assert _MARK.findall(html) == [(f"/e/{event.number}", str(event.number))]
    assert "style=" not in html
    assert "<script>" not in html


def test_the_table_says_the_part_of_every_lane():
    who = [
        (cast.russia(), "party"),
        (cast.fidan(), "chair"),
        (cast.ukraine(), "addressee"),
    ]
    cast.published(date="16 May 2025", who=who)
    cast.published(date="17 May 2025", who=[(cast.nato(), "party")])
    lanes = "lane=who:russia&lane=who:turkiye&lane=who:ukraine&lane=who:nato"
    html = page(cast.reader_client(), f"/timeline/?sort=oldest&{lanes}")
    table = html.partition("<tbody>")[2]
    said = re.findall(r'headers="l\d r1">.*?<span class="vh">([^<]*)', table)
    assert said == ["took part", "Chair", "addressed", "not involved"]
    headers = re.findall(r'<th scope="col" class="lc" id="(l\d)">', html)
    assert headers == ["l0", "l1", "l2", "l3"]


def test_lanes_stand_in_the_order_of_the_address_and_can_be_moved():
    cast.published(who=[(cast.russia(), "party"), (cast.ukraine(), "party")])
    reader = cast.reader_client()
    address = "/timeline/?lane=who:russia&lane=who:ukraine"
    moved = reader.get(f"{address}&up=who:ukraine")
    assert moved.status_code == 302
    assert moved["Location"] == "/timeline/?lane=who:ukraine&lane=who:russia"
    html = page(reader, moved["Location"])
    assert re.findall(r'id="l\d"><span><bdi>(\w+)', html) == ["Ukraine", "Russia"]
    assert 'name="up" value="who:russia"' in html


def test_a_name_becomes_a_lane():
    cast.published(who=[(cast.russia(), "party")], tracks=[cast.istanbul_track()])
    reader = cast.reader_client()
    answer = reader.get("/compare/?lane=Russian+Federation&lane=Istanbul+talks&lane=")
    assert answer["Location"] == (
        "/compare/?lane=who:russia&lane=process:istanbul-talks"
    )


def test_a_comparison_without_lanes_explains_itself():
    cast.published(who=[(cast.russia(), "party")])
    html = page(cast.reader_client(), "/compare/")
    assert "Choose what to compare" in html
    assert 'name="lane" value="who:russia"' in html
    assert "data-chart" not in html


def test_a_comparison_says_how_many_are_in_none_of_its_lanes():
    cast.published(who=[(cast.russia(), "party")])
    cast.published(who=[(cast.nato(), "party")])
    html = page(cast.reader_client(), "/compare/?lane=who:russia")
    assert "1 event of this view is in none of these lanes." in html
    assert 'href="/compare/?who=russia&amp;lane=who:russia"' in html
    assert len(_ROW.findall(html)) == 2


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("lanes=planet", "There are no lanes by “planet”"),
        ("lane=who:nobody", "There is no lane “who:nobody”"),
        ("lane=who:rusia", "lane=who:russia"),
        ("lane=:::", "There is no lane “:::”"),
        ("lane=who:", "There is no lane “who:”"),
        ("lanes=who&lane=kind:talks", "does not go with lanes of another sort"),
        ("lane=who:russia&up=who:nato", "“who:nato” is not one of the lanes"),
        ("lane=" + "x" * 400, "There is no lane"),
        ("lane=%00", "There is no lane"),
        ("lane=<script>", "There is no lane “&lt;script&gt;”"),
    ],
)
def test_what_cannot_be_a_lane_is_said(query: str, said: str):
    cast.published(who=[(cast.russia(), "party"), (cast.nato(), "party")])
    for path in ("/timeline/", "/compare/")[: 1 if "sort" in said else 2]:
        if path == "/compare/" and "lanes=" in query and "planet" not in query:
            continue
        answer = cast.reader_client().get(f"{path}?{query}")
        assert answer.status_code == 200
        assert said in answer.content.decode(), path


def test_a_chart_has_twelve_lanes_and_says_what_it_leaves_out():
    from_kinds = [f"lane=kind:{family}" for family in ("talks", "travel", "action")]
    people = [cast.participant(f"Party {n}", "organisation") for n in range(13)]
    cast.published(who=[(someone, "party") for someone in people])
    lanes = [f"lane=who:{someone.slug}" for someone in people]
    answer = cast.reader_client().get(f"/compare/?{'&'.join(lanes + from_kinds)}")
    html = answer.content.decode()
    assert "A chart has up to 12 lanes" in html
    assert len(re.findall(r'scope="col" class="lc"', html)) == 12


def test_an_empty_record_and_an_empty_selection_are_said():
    reader = cast.reader_client()
    assert "No events yet" in page(reader, "/timeline/")
    cast.published(date="16 May 2025", who=[(cast.russia(), "party")])
    html = page(reader, "/timeline/?from=2020-01-01&to=2020-01-31")
    assert "No events match all of this" in html
    assert "Any date" in html
    nothing = "/compare/?from=2020-01-01&to=2020-01-31&lane=who:russia"
    assert "No events match all of this" in page(reader, nothing)


def test_zooms_and_neighbouring_windows_are_links_that_keep_the_rest():
    cast.published(date="16 May 2025", who=[(cast.russia(), "party")])
    query = "from=2025-05-01&to=2025-05-31&who=russia"
    html = page(cast.reader_client(), f"/timeline/?{query}&lane=who:russia")
    links = dict(
        re.findall(r'href="/timeline/\?([^"]*)"[^>]* data-key="([^"]*)"', html)
    )
    found = {key: href.replace("&amp;", "&") for href, key in links.items()}
    kept = "who=russia&lane=who:russia"
    assert found["PageUp"] == f"from=2025-04-01&to=2025-04-30&{kept}"
    assert found["PageDown"] == f"from=2025-06-01&to=2025-06-30&{kept}"
    assert found["+"] == f"from=2025-05-12&to=2025-05-18&{kept}"
    assert found["-"] == f"from=2025-01-01&to=2025-12-31&{kept}"


def test_the_overview_shows_the_whole_record_and_leads_into_it():
    cast.published(date="16 May 2022")
    cast.published(date="20 June 2025")
    html = page(cast.reader_client(), "/timeline/?from=2025-06-01&to=2025-06-30")
    strip = html.partition('<figure class="over">')[2].partition("</figure>")[0]
    assert "All events, 1 May 2022 to 30 June 2025." in strip
    assert 'href="/timeline/?from=2022-05-01&amp;to=2022-05-31"' in strip
    assert 'aria-label="1 to 31 May 2022: 1 event"' in strip


def test_a_view_of_the_past_leads_to_the_versions_of_then():
    event = cast.published(date="16 May 2025", who=[(cast.russia(), "party")])
    moment = EventVersion.objects.get().recorded_at.isoformat().replace("+00:00", "Z")
    html = page(cast.reader_client(), f"/timeline/?as_of={moment}")
    assert _MARK.findall(html)[0][0] == f"/e/{event.number}/v1"


def test_arabic_time_runs_from_right_to_left():
    cast.published(date="16 May 2025", who=[(cast.russia(), "party")])
    html = page(cast.reader_client(), "/ar/timeline/?from=2025-05-01&to=2025-05-31")
    here, there = (
        drawn("from=2025-05-01&to=2025-05-31", mirrored=mirrored).lanes[0].marks[0].x
        for mirrored in (True, False)
    )
    assert f'data-x="{here}"' in html
    assert float(here) == pytest.approx(1184 - float(there), abs=0.2)
    assert 'href="/ar/e/' in html


@pytest.mark.no_cover
@pytest.mark.parametrize("size", [3, tries(300, usual=120)])
def test_as_many_queries_for_many_events_as_for_three(size):
    reader = cast.reader_client()
    make_chronicle(size)
    addresses = ("/timeline/", "/timeline/?lanes=kind", "/compare/?lane=who:russia")
    for address, queries in zip(addresses, (9, 7, 7), strict=True):
        with Questions() as asked:
            html = reader.get(address).content.decode()
        assert asked.number == queries, asked.texts
        assert len(html) < 150_000
        assert len(html.partition("data-chart")[2].partition("</svg>")[0]) < 100_000


def test_a_table_beside_many_lanes_is_shorter():
    """So that the page stays under 150 KB."""
    make_chronicle(60)
    lanes = list(drawn("", "who:russia", "who:ukraine").columns)
    few, many = (matrix_of(Selection.from_query(""), lanes * n) for n in (1, 6))
    assert len(few.rows) > 25 >= len(many.rows) > 0
    assert many.page.earlier


def test_the_table_of_a_selection_has_its_lanes():
    cast.published(date="16 May 2025", who=[(cast.russia(), "party")])
    cast.published(date="1 May 2025", who=[(cast.ukraine(), "party")])
    chart = drawn("", "who:russia", "who:ukraine")
    matrix = matrix_of(Selection.from_query(""), chart.columns)
    assert [lane.label for lane in matrix.lanes] == ["Russia", "Ukraine"]
    assert [cell.words for cell in matrix.rows[0].cells] == [
        "took part",
        "not involved",
    ]
