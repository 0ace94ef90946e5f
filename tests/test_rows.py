"""What a row says, without a database: marks, participants, headings, prose."""

import pytest

from timeline.dates import read_date
from timeline.eventrecord import ParticipationRecord, PartyRecord
from timeline.presentation.blocks import months_of
from timeline.presentation.marks import mark_of, shape_of
from timeline.presentation.prose import prose
from timeline.presentation.quotes import web_address
from timeline.presentation.rows import EventRow, place_words, when_words
from timeline.presentation.sides import line_of, sides_of


def party(name: str, kind: str = "state") -> PartyRecord:
    slug = name.lower().replace(" ", "-")
    return PartyRecord(slug=slug, name=name, names={}, kind=kind)


RUSSIA = party("Russia")
MINISTRY = party("Ministry of Defence", "body")
UKRAINE = party("Ukraine")


def part(
    who: PartyRecord, role: str, *sides: PartyRecord, attendance: str = ""
) -> ParticipationRecord:
    return ParticipationRecord(
        participant=who,
        role=role,
        attendance=attendance,
        office="",
        on_behalf_of=sides[0] if sides else None,
        side_chain=list(sides),
        note="",
    )


def row(number: int, typed: str) -> EventRow:
    when = read_date(typed)
    return EventRow(
        number=number,
        address=f"/events/{number}-x/",
        title=f"Event {number}",
        date=when,
        mark=mark_of(when, "confirmed", "talks"),
        when="",
        date_words="",
        family="talks",
        family_label="Talks",
        place="",
        chips=[],
        who=[],
        quotes=[],
        links=[],
        outlets="",
        sources="",
    )


@pytest.mark.parametrize(
    ("typed", "shape"),
    [
        ("16 May 2025 13:35", "time"),
        ("16 May 2025", "day"),
        ("16 May 2025, morning", "about"),
        ("23-25 May 2025", "days"),
        ("about 14 May 2025", "about"),
        ("16 May 2025?", "about"),
        ("between 16 and 22 May 2025", "between"),
        ("May 2025", "between"),
        ("by 2 June 2025", "before"),
        ("after 2 June 2025", "after"),
        ("since 12 May 2025", "ongoing"),
    ],
)
def test_the_shape_of_a_mark_says_how_well_the_date_is_known(
    typed: str, shape: str
) -> None:
    assert shape_of(read_date(typed)) == shape


def test_a_postponed_event_is_drawn_as_planned() -> None:
    assert mark_of(read_date("2 June 2025"), "postponed", "talks").fill == "planned"


def test_an_event_that_did_not_take_place_says_what_it_was_set_for() -> None:
    assert when_words(read_date("15 May 2025"), "off") == "was set for 15 May"


def test_a_delegation_is_one_entry_under_its_side() -> None:
    medinsky = party("Vladimir Medinsky", "person")
    line = line_of(
        [part(RUSSIA, "party"), part(medinsky, "head-of-delegation", RUSSIA)]
    )
    assert [entry.phrase + entry.side + entry.people for entry in line] == [
        "Russia, Vladimir Medinsky, head of delegation"
    ]


def test_a_visiting_delegation_is_not_named_twice() -> None:
    medinsky = party("Vladimir Medinsky", "person")
    line = line_of(
        [part(RUSSIA, "visitor"), part(medinsky, "head-of-delegation", RUSSIA)]
    )
    assert [entry.phrase + entry.side + entry.people for entry in line] == [
        "Visitor: Russia, Vladimir Medinsky, head of delegation"
    ]


def test_a_minister_stands_under_the_state_not_under_the_ministry() -> None:
    minister = party("Rustem Umerov", "person")
    (side,) = sides_of([part(minister, "delegate", MINISTRY, UKRAINE)])
    assert side.party["name"] == "Ukraine"


def test_a_host_is_named_as_host_beside_the_parties() -> None:
    line = line_of([part(UKRAINE, "party"), part(RUSSIA, "host")])
    assert [entry.phrase for entry in line] == ["", "Host: "]


def said(parts: list[ParticipationRecord]) -> list[str]:
    return [entry.phrase + entry.side + entry.people for entry in line_of(parts)]


def test_parties_come_before_whoever_is_named_with_a_phrase() -> None:
    assert said([part(UKRAINE, "host"), part(RUSSIA, "party")]) == [
        "Russia",
        "Host: Ukraine",
    ]


def test_a_phrase_is_said_once_for_all_it_is_about() -> None:
    line = line_of([part(RUSSIA, "subject"), part(UKRAINE, "subject")])
    assert [entry.phrase for entry in line] == ["About: ", ""]
    assert [entry.also for entry in line] == [False, True]


def test_a_side_in_two_parts_is_named_once() -> None:
    assert said([part(RUSSIA, "addressee"), part(RUSSIA, "subject")]) == [
        "Addressed to and about: Russia"
    ]


def test_a_mediator_of_the_host_stands_for_himself() -> None:
    president = party("Recep Tayyip Erdoğan", "person")
    parts = [part(UKRAINE, "host"), part(president, "mediator", UKRAINE)]
    assert said(parts) == ["Host: Ukraine", "Mediator: Recep Tayyip Erdoğan"]


def test_who_declined_is_said() -> None:
    (entry,) = line_of([part(RUSSIA, "invited", attendance="declined")])
    assert entry.phrase + entry.side + entry.people == "Invited: Russia, declined"


def test_a_crowd_of_parties_is_cut_and_counted() -> None:
    line = line_of([part(party(f"State {n}"), "party") for n in range(30)])
    assert len(line) == 8
    assert line[-1].side == "23 others"


def test_a_palace_is_named_with_its_city_and_an_unknown_place_as_unknown() -> None:
    assert place_words(None, "") == "Place not known"
    assert place_words(None, "remote") == "By phone or video"


def test_days_come_under_their_month_in_the_order_of_the_selection() -> None:
    rows = [row(1, "1 May 2025"), row(2, "May 2025"), row(3, "2 June 2025")]
    may, june = months_of(rows)
    assert (may.label, june.label) == ("May 2025", "June 2025")
    assert [b.heading for b in may.blocks] == [
        "Thursday 1 May 2025",
        "Some time in May 2025",
    ]


def test_a_year_has_a_heading_of_its_own_and_is_not_put_in_january() -> None:
    months = months_of([row(1, "1 January 2025"), row(2, "2025")])
    assert [month.label for month in months] == ["January 2025", "2025"]


def test_an_event_of_three_days_continues_under_the_later_ones() -> None:
    rows = [row(1, "23-25 May 2025"), row(2, "24 May 2025"), row(3, "26 May 2025")]
    blocks = months_of(rows)[0].blocks
    continued = [[(c.row.number, c.day, c.days) for c in b.continued] for b in blocks]
    assert continued == [[], [(1, 2, 3)], []]


def test_a_vague_block_is_never_said_to_continue() -> None:
    rows = [row(1, "between 16 and 22 May 2025"), row(2, "18 May 2025")]
    assert not any(b.continued for b in months_of(rows)[0].blocks)


def test_source_marks_become_links_and_the_first_is_the_way_back() -> None:
    html = prose("They met [1]. They spoke [1].", [1])
    assert html.count('href="#s1"') == 2
    assert html.count('id="r1"') == 1


def test_a_mark_without_a_source_stays_text() -> None:
    assert "[7]" in prose("They met [7].", [1])


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        '[x](https://e.example "onmouseover=1")',
        "![x](https://e.example/x.png)",
        '<a href="data:text/html,x">x</a>',
        "[a [1] b](https://e.example/[1])",
    ],
)
def test_hostile_markdown_leaves_nothing_that_runs(hostile: str) -> None:
    html = str(prose(hostile, [1]))
    for bad in ("script", "javascript:", "img", "data:", "onerror", "title="):
        assert bad not in _tags(html)
    assert html.count("<a ") == html.count("</a>") <= 1


def _tags(html: str) -> str:
    """Only what stands inside tags."""
    return "".join(piece.partition(">")[0] for piece in html.split("<")[1:])


def test_only_web_addresses_are_linked() -> None:
    assert web_address("https://e.example/") == "https://e.example/"
    assert web_address("javascript:alert(1)") == ""
