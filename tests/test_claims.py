"""What sources state: compared by meaning, shown, filtered, never lost in silence."""

import csv
import io
import json
from typing import Any

import pytest

from tests import cast
from tests.reading import text_of
from tests.test_import_round_trip import exported, sent
from timeline.claims import Claim, Told, differences
from timeline.dates import read_date
from timeline.forms.submission import EventSubmission, form_data
from timeline.importing.running import APPLY, run
from timeline.models.events import Event
from timeline.models.sources import Outlet

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SUPPORTS, DISPUTES = False, True


def differing(told: Told, *stated: tuple[str, str] | tuple[str, str, bool]):
    """The points on which these differ: (about, states, and whether it disputes)."""
    claims = [
        Claim(about, states, bool(more and more[0]), f"Outlet {number}", number)
        for number, (about, states, *more) in enumerate(stated, start=1)
    ]
    return [
        (p.about, [c.citation for c in p.says], [c.citation for c in p.says_otherwise])
        for p in differences(told, claims)
    ]


def told(date: str = "16 May 2025", where=None, parts=()) -> Told:
    return Told(read_date(date), where, parts)


@pytest.mark.parametrize(
    ("shown", "one", "other", "differ"),
    [
        ("15 May 2025", "2025-05-15", "15 May", False),
        ("15 May 2025", "May 2025", "15.05.2025", False),
        ("May 2025", "15 May 2025", "16 May 2025", True),
        ("May 2025", "15 May 2025", "", False),
        ("16 May 2025", "15 May 2025", "", True),  # the value shown takes part
        ("16 May 2025 13:35", "16 May 2025 15:00", "", True),
        ("16 May 2025 13:35", "16 May 2025", "", False),
        ("between 15 and 17 May 2025", "17 May 2025", "", False),
        ("14-15 May 2025", "14-16 May 2025", "", False),
        ("14-15 May 2025", "15-16 May 2025", "", True),
        ("16 May 2025", "in the afternoon", "", False),
    ],
)
def test_dates_differ_when_both_cannot_be_right(shown, one, other, differ):
    found = differing(told(shown), ("date", one), ("date", other))
    assert bool(found) is differ


def test_a_source_that_disputes_is_believed_unless_it_states_what_is_shown():
    shown = told("between 15 and 17 May 2025")
    stated = [("date", "17 May 2025"), ("date", "15 May 2025", DISPUTES)]
    assert differing(shown, *stated) == [("date", [1], [2])]
    assert differing(told("15 May 2025"), *stated) == [("date", [2], [1])]
    words = [("outcome", "no such order given", DISPUTES), ("all", "x", DISPUTES)]
    assert differing(shown, *words) == [("all", [], [2]), ("outcome", [], [1])]


@pytest.mark.parametrize(
    ("states", "differ"),
    [
        ("İstanbul", False),
        ("Стамбул", False),
        ("Constantinople, Türkiye", False),
        ("Turkey", False),
        ("Dolmabahçe Sarayı", False),
        ("Dolmabahce Palace, Istanbul", False),
        ("Ankara", True),
        ("Ankara, Turkey", True),
    ],
)
def test_places_differ_when_neither_lies_in_the_other(states, differ):
    cast.dolmabahce(), cast.ankara()
    assert bool(differing(told(where=cast.istanbul()), ("place", states))) is differ


def test_places_are_compared_with_each_other_when_none_is_shown():
    cast.istanbul(), cast.ankara()
    same = ("place", "Istanbul"), ("place", "Стамбул"), ("place", "Istanbul, Turkey")
    assert differing(told(), *same) == []
    assert differing(told(), *same, ("place", "Ankara")) == [("place", [1, 2, 3], [4])]


def test_who_and_outcome_differ_when_one_subject_has_two_values():
    parts = [(cast.rubio(), "absent"), (cast.fidan(), "expected")]
    shown = told(parts=parts)
    assert differing(shown, ("who", "Rubio: attended")) == [("who", [], [1])]
    assert differing(shown, ("who", "Rubio: did not come")) == []
    assert differing(shown, ("who", "Fidan: absent"), ("who", "Hakan Fidan: came")) == [
        ("who", [1], [2])
    ]
    assert differing(shown, ("who", "two envoys"), ("who", "three envoys")) == []
    exchanged = (
        ("outcome", "Prisoners: 1,000"),
        ("outcome", "prisoners: 1000"),
    )
    assert differing(shown, *exchanged, ("outcome", "truce: none")) == []
    assert differing(shown, *exchanged, ("outcome", "Prisoners: 800")) == [
        ("outcome", [1, 2], [3])
    ]


# Through the doors


def disputed() -> Event:
    """Reuters has the date shown; TASS still says Thursday; they agree on the place."""
    return cast.published(
        "Delegations meet in Istanbul",
        where=cast.istanbul(),
        sources=[
            (cast.article(cast.reuters()), {"about": "date", "states": "16 May 2025"}),
            (cast.article(cast.tass()), {"about": "date", "states": "15 May 2025"}),
            (cast.article(cast.outlet("AA")), {"about": "place", "states": "Стамбул"}),
        ],
    )


def test_a_dispute_is_on_the_page_in_the_filter_and_in_the_files():
    made, reader = disputed(), cast.reader_client()
    cast.published("Another meeting", "17 May 2025")
    page = reader.get(f"/events/{cast.version_of(made).address}/").content.decode()
    table = text_of(page[page.index('id="dif"') :].partition("</table>")[0])
    assert "The date 16 May 2025. Reuters 1 15 May 2025. TASS 2" in table
    assert "The place" not in table
    for asked, listed in {
        "has=disputed-date": True,
        "status=disputed": True,
        "has=disputed-place": False,
    }.items():
        for door in ("/table/", "/events.csv", "/events.json"):
            body = b"".join(reader.get(f"{door}?{asked}")).decode()
            assert ("Delegations meet in Istanbul" in body) is listed, (door, asked)
            assert not listed or "Another meeting" not in body
    whole = b"".join(reader.get("/events.csv")).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(whole))
    assert {row["title"]: row["standing"] for row in rows} == {
        "Delegations meet in Istanbul": "disputed",
        "Another meeting": "reported",
    }
    body = b"".join(reader.get("/events.json?has=disputed-date"))
    [found] = json.loads(body)["events"]
    assert [d["about"] for d in found["differences"]] == ["date"]


def opened(made: Event, **boxes: str) -> dict[str, Any]:
    """What the form of a stored event would send, with boxes typed over."""
    submission = EventSubmission(instance=Event.objects.whole().get(pk=made.pk))
    event = {
        box.html_name: box.value() or ""
        for box in submission.form
        if box.name not in {"key", "topics"}
    }
    rows: dict[str, Any] = {
        name: [{n: v for n, v in form.initial.items() if v} for form in made_rows.forms]
        for name, made_rows in submission.sections.items()
        if name in {"citations", "participations"}
    }
    data = form_data(event, **rows).dict()
    return data | {"reason": "A source was checked again."} | boxes


def change(made: Event) -> str:
    return f"/admin/timeline/event/{made.pk}/change/"


def tick_in(page: str) -> str:
    return page.partition('id="id_accepted" value="')[2].partition('"')[0]


def test_a_source_that_counts_goes_only_when_the_editor_was_told():
    made, nora = disputed(), cast.editor_client()
    without_tass = opened(made, **{"citations-1-DELETE": "on", "_publish": "1"})
    page = nora.post(change(made), without_tass).content.decode()
    assert "Readers see “Disputed” now." in page
    assert "With these sources they will see “Confirmed”." in page
    assert made.citations.count() == 3 and cast.version_of(made).number == 1
    # A tick for other sentences is no tick.
    stale = nora.post(change(made), without_tass | {"accepted": "0" * 16})
    assert stale.status_code == 200 and made.citations.count() == 3
    answer = nora.post(change(made), without_tass | {"accepted": tick_in(page)})
    assert answer.status_code == 302
    assert made.citations.count() == 2
    version = cast.version_of(made)
    assert (version.standing, version.record["date"]["text"]) == (
        "confirmed",
        "16 May 2025",
    )


def test_the_value_shown_stays_when_the_only_source_that_states_it_goes():
    made, nora = disputed(), cast.editor_client()
    data = opened(made, **{"citations-0-DELETE": "on", "_publish": "1"})
    page = nora.post(change(made), data).content.decode()
    assert "Reuters states the date that is shown. The date stays as it is" in page
    answer = nora.post(change(made), data | {"accepted": tick_in(page)})
    assert answer.status_code == 302
    version = cast.version_of(made)
    assert version.record["date"]["text"] == "16 May 2025"
    assert version.standing == "disputed"  # TASS still says the 15th


def test_nothing_is_asked_of_a_draft_or_of_a_source_that_does_not_count():
    nora = cast.editor_client()
    sources = [cast.article(cast.reuters()), cast.article(cast.tass())]
    three = [*sources, cast.article(cast.outlet("AA"))]
    for made in (cast.draft(sources=sources), cast.published(sources=three)):
        data = opened(made, **{"citations-1-DELETE": "on", "_save": "1"})
        assert nora.post(change(made), data).status_code == 302
        assert made.citations.count() == len(three) - (2 if made.number is None else 1)


def test_the_form_says_at_once_that_a_source_has_another_date_or_place():
    nora, made = cast.editor_client(), disputed()
    page = nora.get(change(made)).content.decode()
    assert "Differs from the date above: readers will see a dispute." in page
    assert "Agrees with the date above." in page
    asked = {"date": "16 May 2025", "place": "Istanbul"}
    for about, states, said in (
        ("date", "15 May 2025", "Differs from the date above"),
        ("date", "Friday, or so", "Not read as a date"),
        ("place", "Ankara", "Differs from the place above"),
        ("place", "İstanbul", "Agrees with the place above"),
        ("outcome", "Ankara", ""),
        ("nothing", "\x00", ""),
    ):
        query = {"about": about, "states": states, **asked}
        answer = nora.get("/admin/timeline/event/claim-reading/", query)
        assert said in text_of(answer.content.decode())
        assert bool(answer.content.strip()) is bool(said)


def test_the_form_suggests_the_standing_from_independent_outlets():
    nora = cast.editor_client()
    sources = [cast.article(cast.reuters()), cast.article(cast.tass())]
    made = cast.draft(sources=sources)
    page = text_of(nora.get(change(made)).content.decode())
    assert "What the sources give: Two independent outlets: Confirmed." in page
    Outlet.objects.filter(name__in=["Reuters", "TASS"]).update(group="One House")
    page = text_of(nora.get(change(made)).content.decode())
    assert "One outlet: Reported by one source." in page
    assert "Reuters and TASS belong to One House: they count once." in page
    page = text_of(nora.get(change(disputed())).content.decode())
    assert "Two independent outlets: Disputed." in page
    assert "TASS on the date: 15 May 2025." in page


def test_the_dry_run_of_an_import_tells_that_the_standing_would_change():
    disputed()
    [row] = exported()
    sources, urls = row["sources"].split(" | "), row["source_urls"].split(" | ")
    fewer = {"sources": " | ".join(sources[::2]), "source_urls": " | ".join(urls[::2])}
    batch = sent([row | fewer])
    assert batch.counts == {"change": 1}
    assert ["standing", "disputed", "confirmed"] in batch.rows.get().changes
    run(batch, APPLY)
    assert Event.objects.get().citations.count() == 2
