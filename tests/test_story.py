"""The story of Istanbul, entered as it unfolded: told rightly then, now and as of then.

It was to be on the 15th, was held on the 16th, and one outlet still says Thursday.
"""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests import cast
from tests.reading import text_of
from tests.replaying import Replica
from tests.story import FEED, WHOLE, Change, Reader, edit, enter, source
from tests.test_renaming import rename
from timeline.models.events import Event

pytestmark = pytest.mark.django_db

TO_TALK = "Russia and Ukraine are to hold direct talks in Istanbul"
LANDS = "The Russian delegation lands in Istanbul"
RUMOUR = "The two presidents are said to meet in Istanbul"
TALKED = "Russia and Ukraine hold their first direct talks since 2022"
EXCHANGED = "Russia and Ukraine exchange 1,000 prisoners each"


THE_LANDING_SHOWS_IT = Change(
    "2v2",
    "modified",
    "relations",
    "Changed related events",
    "Related event changed",
)


def talks_are_announced_for_the_15th(reader: Reader) -> None:
    enter(
        TO_TALK,
        type="negotiation-round",
        date="15 May 2025",
        status="announced",
        rows={
            "citations": [source("Reuters", "announced", "11 May 2025")],
            "participations": [{"participant": "Russia"}, {"participant": "Ukraine"}],
        },
    )
    reader.is_told(
        Change("1v1", "added"),
        says={
            1: [
                f"Planned {TO_TALK} Thursday 15 May 2025",
                "Announced. Reported by one outlet so far",
                "Who is to take part Russia Party Ukraine Party",
            ]
        },
        hides={1: ["Moved from", "Was set for", "Who took part"]},
        row={
            "status": "announced",
            "standing": "reported",
            "date_text": "15 May 2025",
            "planned_dates": "",
            "attendance": " | ",
        },
        certain=[1],
        marks={1: "planned"},
        spoken="Russia, to take part. TITLE. 15 May 2025 (planned).",
    )


def the_delegations_are_named_and_expected(reader: Reader) -> None:
    """And somebody who was invited will not come."""
    head = {"role": "head-of-delegation"}
    new = {"role": "delegate", "create_as": "person", "create_for": "Ukraine"}
    no = {"role": "invited", "attendance": "declined"}
    edit(
        ("participations", 2, {"participant": "Vladimir Medinsky"} | head),
        ("participations", 3, {"participant": "Rustem Umerov"} | head),
        ("participations", 4, {"participant": "Oleh Bondar"} | new),
        ("participations", 5, {"participant": "Fidan", "role": "chair"}),
        ("participations", 6, {"participant": "Rubio"} | no),
        press=("_everybody", "expected"),
        status="scheduled",
        reason="The delegations were named.",
    )
    reader.is_told(
        Change(
            "1v2",
            "modified",
            "participations | status",
            "Changed who took part, status",
            "The delegations were named.",
        ),
        says={
            1: [
                "Scheduled. Reported by one outlet so far",
                "Minister of Defence of Ukraine. Expected Oleh Bondar Expected",
                "Marco Rubio Invited. Secretary of State. Declined",
            ]
        },
        hides={1: ["Announced.", "Attended", "Did not attend"]},
        row={"status": "scheduled", "attendance": "expected | " * 6 + "declined"},
        certain=[1],
        marks={1: "planned"},
        spoken="United States, will not attend. TITLE. 15 May 2025 (planned).",
    )


def one_delegation_lands_and_there_is_a_rumour(reader: Reader) -> None:
    enter(
        LANDS,
        type="visit",
        date="15 May 2025, morning",
        rows={
            "citations": [source("Reuters", "landed", "15 May 2025")],
            "participations": [{"participant": "Russia"}],
            "relations": [{"kind": "part-of", "target": "1"}],
        },
    )
    enter(
        RUMOUR,
        type="bilateral-meeting",
        date="between 15 and 17 May 2025",
        status="unconfirmed",
        rows={
            "citations": [source("TASS", "rumour", "15 May 2025")],
            "participations": [{"participant": "Russia"}],
        },
    )
    reader.is_told(
        Change("2v1", "added"),
        Change("3v1", "added"),
        says={
            1: [LANDS],
            2: [f"{LANDS} Thursday 15 May 2025, morning", "Istanbul talks", TO_TALK],
            3: [RUMOUR, "Unconfirmed", "Between 15 and 17 May 2025"],
        },
        hides={2: ["Planned"]},
        row={"version": "2", "status": "scheduled"},
        certain=[1, 2],
        might=[3],
        marks={1: "planned", 2: "reported", 3: "reported"},
        spoken="Russia, took part. TITLE. between 15 and 17 May 2025 (unconfirmed).",
    )


def the_talks_are_moved_to_the_16th(reader: Reader) -> None:
    plan = {
        "announced": "11 May 2025",
        "reason": "One delegation waited for the other",
        "citation": "1",
    }
    edit(press=("_move", ""), date="16 May 2025", reason="The talks moved.", moved=plan)
    reader.is_told(
        Change(
            "1v3",
            "modified",
            "date | planned_dates",
            "Changed date, planned dates",
            "The talks moved.",
        ),
        THE_LANDING_SHOWS_IT,
        says={
            1: [
                "Planned Moved from 15 May",
                "Friday 16 May 2025",
                "Was set for 15 May 2025, announced 11 May 2025",
                "One delegation waited for the other",
            ]
        },
        hides={1: ["Thursday 15 May 2025 The day"]},
        row={
            "status": "scheduled",
            "date_text": "16 May 2025",
            "planned_dates": "2025-05-15",
        },
        certain=[2],
        might=[3],
        marks={1: "planned", 2: "reported", 3: "reported"},
        spoken="Ukraine, to take part. TITLE. 16 May 2025 (planned).",
    )


def the_talks_are_held(reader: Reader) -> None:
    edit(
        ("participations", 4, {"attendance": "absent"}),
        (
            "citations",
            1,
            source("Anadolu", "held", "16 May 2025", create_as="news-agency"),
        ),
        press=("_everybody", "attended"),
        title=TALKED,
        date="16 May 2025 13:35",
        status="took-place",
        summary="They met for the first time in three years. [1] [2]",
        reason="The talks were held.",
    )
    reader.is_told(
        Change(
            "1v4",
            "modified",
            "citations | date | participations | slug | standing | status | summary"
            " | title",
            "Changed sources, date, who took part",
            "The talks were held.",
        ),
        THE_LANDING_SHOWS_IT._replace(id="2v3"),
        says={
            1: [
                f"Moved from 15 May {TALKED}",
                "Friday 16 May 2025, 13:35",
                "Confirmed: 2 sources",
                "Who took part",
                "Oleh Bondar Did not attend",
                "Marco Rubio Invited. Secretary of State. Declined",
                "Was set for 15 May 2025",
            ]
        },
        hides={1: [TO_TALK, "Planned Moved", "Expected", "Scheduled"]},
        row={
            "status": "took-place",
            "standing": "confirmed",
            "planned_dates": "2025-05-15",
            "time_start": "13:35",
            "attendance": "attended | attended | attended | attended | absent | "
            "attended | declined",
        },
        certain=[2],
        might=[3],
        marks={1: "confirmed", 2: "reported", 3: "reported"},
        spoken="United States, did not attend. TITLE. 16 May 2025, 13:35.",
    )


def one_outlet_still_says_thursday(reader: Reader) -> None:
    thursday = {"about": "date", "states": "15 May 2025"}
    edit(
        ("citations", 2, source("TASS", "held", "17 May 2025", **thursday)),
        reason="One outlet has another day.",
    )
    reader.is_told(
        Change(
            "1v5",
            "modified",
            "citations | differences | standing",
            "where the sources differ, how well it is supported",
            "One outlet has another day.",
        ),
        says={
            1: [
                f"Disputed Moved from 15 May {TALKED} Friday 16 May 2025, 13:35",
                "Disputed: 3 sources",
                "15 May 2025. TASS 3",
            ]
        },
        hides={1: ["Confirmed"]},
        row={"standing": "disputed", "date_text": "16 May 2025 13:35"},
        certain=[2],
        might=[3],
        marks={1: "disputed", 2: "reported", 3: "reported"},
        spoken="Russia, took part. TITLE. 16 May 2025, 13:35 (disputed).",
    )


def an_exchange_is_agreed(reader: Reader) -> None:
    owed = {
        "debtor": "Russia",
        "beneficiary": "Ukraine",
        "what": "Exchange 1,000 prisoners each",
        "due": "by 25 May 2025",
    }
    edit(("commitments", 0, owed), reason="An exchange was agreed.")
    reader.is_told(
        Change(
            "1v6",
            "modified",
            "commitments",
            "Changed what was promised",
            "An exchange was agreed.",
        ),
        says={1: ["Exchange 1,000 prisoners each. Due by 25 May 2025. Still open."]},
        row={"version": "6", "standing": "disputed"},
        certain=[2],
        might=[3],
        marks={1: "disputed", 2: "reported", 3: "reported"},
        spoken="Ukraine, took part. TITLE. 16 May 2025, 13:35 (disputed).",
    )


def the_exchange_is_carried_out(reader: Reader) -> None:
    enter(
        EXCHANGED,
        type="prisoner-exchange",
        date="23-25 May 2025",
        place="",
        rows={
            "citations": [
                source("Reuters", "exchange", "25 May 2025"),
                source("Anadolu", "exchange", "25 May 2025"),
            ],
            "participations": [{"participant": "Russia"}, {"participant": "Ukraine"}],
            "relations": [{"kind": "implements", "target": "1"}],
        },
    )
    done = {"status": "done", "implemented_by": "4"}
    edit(("commitments", 0, done), reason="The exchange was carried out.")
    reader.is_told(
        Change("4v1", "added"),
        Change(
            "1v7",
            "modified",
            "commitments",
            "Changed what was promised",
            "The exchange was carried out.",
        ),
        says={
            1: ["Exchange 1,000 prisoners each. Due by 25 May 2025.", EXCHANGED],
            4: [TALKED, "23–25 May 2025"],
        },
        hides={1: ["Still open"]},
        row={"version": "7"},
        certain=[2],
        might=[3],
        marks={1: "disputed", 2: "reported", 3: "reported", 4: "confirmed"},
        spoken="Ukraine, took part. TITLE. 23–25 May 2025.",
    )


def the_hour_is_corrected(reader: Reader) -> None:
    edit(
        date="16 May 2025 14:35",
        reason="The palace gave the hour.",
        correction="The talks began at 14:35, not at 13:35.",
    )
    reader.is_told(
        Change(
            "1v8",
            "modified",
            "corrections | date",
            "Changed correction, date",
            "The palace gave the hour.",
            "The talks began at 14:35, not at 13:35.",
        ),
        THE_LANDING_SHOWS_IT._replace(id="2v4"),
        THE_LANDING_SHOWS_IT._replace(id="4v2"),
        says={
            1: [
                "Friday 16 May 2025, 14:35",
                "The talks began at 14:35, not at 13:35.",
            ]
        },
        hides={1: ["May 2025, 13:35"]},
        row={"time_start": "14:35", "planned_dates": "2025-05-15"},
        certain=[2],
        might=[3],
        marks={1: "disputed", 2: "reported", 3: "reported", 4: "confirmed"},
        spoken="Russia, took part. TITLE. 16 May 2025, 14:35 (disputed).",
    )


def a_head_of_delegation_is_spelled_otherwise(reader: Reader) -> None:
    nora, named = cast.editor_client(), "Vladimir Medinskiy"
    preview = rename(nora, cast.medinsky(), named)["Location"]
    shows = text_of(nora.get(preview).content.decode())
    assert f"Vladimir Medinsky is now {named}" in shows and TALKED in shows
    reader.is_told_nothing_new()
    nora.post(preview, {"reason": "Spelled as he spells it."})
    his, before = "/participants/vladimir-medinsky/", reader.kept[-1].moment
    assert f"<h1><bdi>{named}</bdi></h1>" in reader.page(his)
    assert "<h1><bdi>Vladimir Medinsky</bdi></h1>" in reader.page(
        f"{his}?as_of={before}"
    )
    reader.is_told(
        Change(
            "1v9",
            "modified",
            "participations",
            "Changed who took part",
            "Spelled as he spells it.",
        ),
        says={1: [f"{named} Head of delegation. Aide to the President", TALKED]},
        hides={1: ["Medinsky "]},
        row={"version": "9"},
        certain=[2],
        might=[3],
        marks={1: "disputed", 2: "reported", 3: "reported", 4: "confirmed"},
        spoken="Russia, took part. TITLE. 16 May 2025, 14:35 (disputed).",
    )


def the_rumour_is_withdrawn(reader: Reader) -> None:
    rumour = Event.objects.get(title=RUMOUR)
    withdrawing = reverse("admin:timeline_event_withdraw", args=[rumour.pk])
    rosa = cast.client_of(cast.reviewer())
    rosa.post(withdrawing, {"reason": "It was an invention."})
    gone = reader.client.get("/e/3", follow=True)
    assert gone.status_code == 410
    assert "It was an invention." in gone.content.decode()
    reader.gone[3] = "It was an invention."
    reader.is_told(
        Change("3v2", "withdrawn", reason="It was an invention."),
        says={1: [TALKED]},
        hides={1: [RUMOUR]},
        row={"version": "9"},
        certain=[2],
        marks={1: "disputed", 2: "reported", 4: "confirmed"},
        spoken="Russia, took part. TITLE. 16 May 2025, 14:35 (disputed).",
    )


STEPS = (
    ("2025-05-11T09:00", talks_are_announced_for_the_15th),
    ("2025-05-14T17:00", the_delegations_are_named_and_expected),
    ("2025-05-15T07:30", one_delegation_lands_and_there_is_a_rumour),
    ("2025-05-15T18:00", the_talks_are_moved_to_the_16th),
    ("2025-05-16T13:00", the_talks_are_held),
    ("2025-05-17T08:00", one_outlet_still_says_thursday),
    ("2025-05-17T09:00", an_exchange_is_agreed),
    ("2025-05-25T20:00", the_exchange_is_carried_out),
    ("2025-05-26T08:00", the_hour_is_corrected),
    ("2025-05-27T08:00", a_head_of_delegation_is_spelled_otherwise),
    ("2025-05-28T08:00", the_rumour_is_withdrawn),
)


@pytest.mark.no_cover
def test_the_story_is_told_rightly_after_every_step(world, settings, monkeypatch):
    settings.ONE_PERSON_DESK = False
    for known in (cast.medinsky, cast.umerov, cast.fidan, cast.rubio):
        known()
    cast.reuters(), cast.tass()
    reader = Reader()
    for moment, step in STEPS:
        now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        step(reader)
    reader.looks_back()
    first, last = reader.kept[0], reader.kept[-1]
    copy = Replica(first.files[WHOLE])
    copy.apply(last.files[FEED])
    assert copy.export() == last.files[WHOLE]
