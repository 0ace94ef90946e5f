"""Entering an event quickly: what the form offers, by buttons and to its scripts."""

import html
import re
from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests import cast
from tests.test_admin import ADD, LIST, arrival, page, press
from timeline.models.events import Event
from timeline.models.participants import Participant

pytestmark = pytest.mark.django_db
LINK = "https://www.reuters.example/world/2025/05/16/landing"
ADDRESSES = ("source-details/", "process-offers/", "participants-of/", "searches/")


@pytest.fixture
def nora(world):
    outlet = cast.reuters()
    outlet.homepage = "https://reuters.example/"
    outlet.save()
    return cast.editor_client("nora")


def boxes(answer):
    """What stands in the one-line boxes and chosen lists of a form, by name."""
    shown = page(answer)
    found = {}
    for tag in re.findall(r"<input [^>]*>", shown):
        name, value = (
            re.search(r' name="([^"]+)"', tag),
            re.search(r' value="([^"]*)"', tag),
        )
        if name and "__prefix__" not in name[1]:
            found[name[1]] = html.unescape(value[1]) if value else ""
    for name, options in re.findall(
        r'<select name="([^"]+)"(.*?)</select>', shown, re.S
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def pressed(client, button, value, **typed):
    """The form after a button that stores nothing."""
    data = arrival(participations=typed.pop("participations", []))
    data.update(typed)
    data[button] = value
    answer = client.post(ADD, data)
    assert answer.status_code == 200
    assert not Event.objects.filter(title=data["title"]).exists()
    return answer


# What a link tells


def test_a_link_tells_outlet_and_language_and_asks_for_the_day(nora):
    sent = {
        "citations-0-url": LINK,
        "citations-0-outlet": "",
        "citations-0-published": "",
    }
    answer = pressed(nora, "_details", "citations-0", **sent)
    there = boxes(answer)
    assert there["citations-0-outlet"] == "Reuters"
    assert there["citations-0-language"] == "en"
    assert there["citations-0-published"] == ""  # offered, never filled in
    today = date.today()
    assert there["citations-0-accessed"] == f"{today.day} {today:%B} {today.year}"
    assert 'value="citations-0-published=16 May 2025"' in page(answer)
    asked = nora.get(f"{LIST}source-details/", {"url": LINK, "row": "0"}).json()
    assert asked["boxes"]["outlet"] == "Reuters"
    assert "citations-0-published=16 May 2025" in asked["lines"]


def test_what_was_typed_is_not_replaced_by_the_link(nora):
    sent = {"citations-0-url": LINK, "citations-0-outlet": "TASS"}
    there = boxes(pressed(nora, "_details", "citations-0", **sent))
    assert there["citations-0-outlet"] == "TASS"
    assert there["citations-0-published"] == "15 May 2025"


def test_a_stored_source_tells_all_it_knows(nora):
    source = cast.article(cast.reuters())
    told = nora.get(f"{LIST}source-details/", {"url": source.url}).json()
    assert told["boxes"]["title"] == "Delegations meet in Istanbul"
    assert told["boxes"]["published"] == "16 May 2025"
    assert "stored already" in told["lines"]


def test_an_unknown_host_is_said_to_be_unknown(nora):
    link = {"url": "https://nobody.example/2025-13-45/2025/02/30/a"}
    told = nora.get(f"{LIST}source-details/", link).json()
    assert "outlet" not in told["boxes"]
    assert "No outlet is known at nobody.example" in told["lines"]
    assert "_use" not in told["lines"]  # no such day


# Who took part elsewhere


def talks(**columns):
    absent = {"attendance": "absent", "office": "Aide", "note": "By plane"}
    who = [
        (cast.medinsky(), "head-of-delegation", absent),
        (cast.fidan(), "host", {"on_behalf_of": cast.nato()}),
    ]
    return cast.published(who=who, **columns)


def test_participants_are_copied_with_roles_and_without_offices(nora):
    event = talks()
    there = boxes(pressed(nora, "_copy", str(event.pk)))
    row = {
        name.removeprefix("participations-0-"): text
        for name, text in there.items()
        if name.startswith("participations-0-")
    }
    assert (row["participant"], row["role"]) == (
        "Vladimir Medinsky",
        "head-of-delegation",
    )
    assert (row["office"], row["attendance"], row["note"]) == ("", "", "")
    assert there["participations-1-on_behalf_of"] == "NATO"
    told = nora.get(f"{LIST}participants-of/", {"key": event.pk}).json()["rows"]
    assert [one["participant"] for one in told] == ["Vladimir Medinsky", "Hakan Fidan"]
    assert set(told[0]) == {"participant", "role", "on_behalf_of"}


def test_copying_leaves_what_is_there_and_fills_empty_rows_first(nora):
    event = talks()
    rows = [{"participant": "hakan fidan", "role": "host"}, {"role": "party"}]
    answer = pressed(nora, "_copy", str(event.pk), participations=rows)
    there = boxes(answer)
    assert there["participations-TOTAL_FORMS"] == "2"
    assert there["participations-0-participant"] == "hakan fidan"
    assert there["participations-1-participant"] == "Vladimir Medinsky"
    assert "1 participant copied" in page(answer)
    assert "1 were there already" in page(answer)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (cast.TALKS, "2 participants copied"),
        ("1", "2 participants copied"),
        ("Talks nobody held", "No event has the number or the title"),
        ("", "Write the title or the number of an event"),
    ],
)
def test_an_event_to_copy_from_is_named_by_number_or_title(nora, named, said):
    talks()
    assert said in page(pressed(nora, "_copy", "", _copy_from=named))


def test_the_next_row_goes_on_with_the_role_before_it(nora):
    rows = [{"participant": "Russia", "role": "mediator"}]
    answer = pressed(nora, "_add", "participations", participations=rows)
    assert boxes(answer)["participations-1-role"] == "mediator"
    first = re.search(r"<input[^>]*autofocus[^>]*>", page(answer))
    assert first and "participations-1-participant" in first[0]


# What was used lately, and what a process offers


def test_what_an_editor_used_lately_comes_first_in_an_empty_box(nora):
    press(nora, "_save", participations=[{"participant": "Ukraine", "role": "party"}])
    press(
        nora,
        "_save",
        title="Ukraine visits Ankara in May",
        place="Ankara",
        participations=[{"participant": "NATO", "role": "party"}],
    )
    asked = f"{LIST}lookup/participants/?q="
    assert [one["text"] for one in nora.get(asked).json()["results"]] == [
        "NATO",
        "Ukraine",
    ]
    places = nora.get(f"{LIST}lookup/places/?q=").json()["results"]
    assert [one["text"] for one in places] == ["Ankara", "Istanbul"]
    olga = cast.editor_client("olga")
    assert olga.get(asked).json()["results"] == []
    shown = page(nora.get(ADD))
    for button in ("participants=NATO", "places=Ankara", "outlets=Reuters"):
        assert f'name="_take" value="{button}"' in shown
        assert f'name="_take" value="{button}"' not in page(olga.get(ADD))


def test_a_recent_name_is_put_into_its_box_without_script(nora):
    there = boxes(pressed(nora, "_take", "participants=NATO"))
    assert there["participations-0-participant"] == "NATO"
    rows = [{"participant": "Russia", "role": "party"}]
    there = boxes(pressed(nora, "_take", "participants=NATO", participations=rows))
    assert there["participations-1-participant"] == "NATO"
    assert boxes(pressed(nora, "_take", "places=Ankara"))["place"] == "Ankara"


def test_a_process_offers_the_place_and_people_of_its_last_event(nora):
    track = cast.istanbul_track()
    first = talks(where=cast.istanbul(), tracks=[(track, 1)])
    off = {"date": "20 May 2025", "where": cast.antalya(), "status": "cancelled"}
    cast.draft("Talks that were called off", tracks=[track], **off)
    cast.draft(
        "A later meeting in Ankara", "1 July 2025", where=cast.ankara(), tracks=[track]
    )
    asked = {"process": "Istanbul talks", "on": "2 June 2025"}
    shown = page(nora.get(f"{LIST}process-offers/", asked))
    assert 'value="place=Istanbul"' in shown
    assert "Istanbul, as the last event of this process" in shown
    assert f'name="_copy" value="{first.pk}"' in shown
    assert "Antalya" not in shown and "Ankara" not in shown
    assert 'value="place=Ankara"' in page(
        nora.get(f"{LIST}process-offers/", {"process": "Istanbul talks"})
    )
    lookup = {"q": "", "process": "Istanbul talks", "on": "2 June 2025"}
    found = nora.get(f"{LIST}lookup/places/", lookup).json()["results"]
    assert found[0] == {
        "text": "Istanbul",
        "label": "Istanbul",
        "detail": "as the last event of it",
    }


def test_the_form_shows_those_offers_without_script(nora):
    event = talks(where=cast.istanbul(), tracks=[cast.istanbul_track()])
    typed = {
        "tracks-TOTAL_FORMS": "1",
        "tracks-0-track": "Istanbul talks",
        "place": "",
        "date": "2 June 2025",
    }
    answer = pressed(nora, "_add", "tracks", **typed)
    assert 'name="_use" value="place=Istanbul"' in page(answer)
    assert f'name="_copy" value="{event.pk}"' in page(answer)


# Dates


def test_a_relative_day_is_offered_by_the_day_of_the_article_and_never_stored(nora):
    answer = press(nora, "_publish", date="Thursday")
    assert answer.status_code == 200 and not Event.objects.exists()
    shown = page(answer)
    assert 'name="_use" value="date=15 May 2025"' in shown  # published on the 15th
    assert "15 May 2025 (Thursday, the day of the article)" in shown
    asked = {"text": "Thursday", "written": "16 May 2025"}
    assert "the day before the article" in page(nora.get(f"{LIST}date-reading/", asked))
    asked["written"] = "May 2025"
    assert "when the source was published" in page(
        nora.get(f"{LIST}date-reading/", {"text": "Thursday"})
    )


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("05/06/2025", ["5 June 2025", "6 May 2025"]),
        ("16 May", ["16 May 2025", "16 May 2024", "16 May 2026"]),
        ("between 16 and 22 May 2025", ["about 16 May 2025"]),
    ],
)
def test_other_readings_are_buttons_before_and_after_saving(nora, text, offers):
    saved = page(press(nora, "_publish", date=text, title="Short"))
    asked = {"text": text, "written": "15 May 2025"}
    typing = page(nora.get(f"{LIST}date-reading/", asked))
    for offer in offers:
        assert f'value="date={offer}"' in typing
        assert f'value="date={offer}"' in saved


# Another from the same source


def test_the_next_event_of_an_article_keeps_source_and_process(nora):
    tracks = [{"track": "Istanbul talks", "round": 1}]
    answer = press(nora, "_another", tracks=tracks)
    event = Event.objects.get()
    assert event.desk_state == "draft"
    assert answer["Location"] == f"{ADD}?from={event.pk}"
    shown = nora.get(answer["Location"])
    there = boxes(shown)
    assert there["citations-0-url"] == "https://news.example/arrival"
    assert there["citations-0-outlet"] == "Reuters"
    assert there["citations-0-published"] == "15 May 2025"
    assert "arrived in Istanbul on Thursday" not in page(shown)  # words of the other
    assert (there["tracks-0-track"], there["tracks-0-round"]) == ("Istanbul talks", "1")
    assert (there["title"], there["participations-0-participant"]) == ("", "")
    assert there["status"] == "took-place"
    assert "Mend this first" not in page(shown)


def test_the_participants_are_kept_when_ticked(nora):
    answer = press(nora, "_another", _keep_who=True)
    there = boxes(nora.get(answer["Location"]))
    assert there["participations-0-participant"] == "Russia"
    assert there["participations-1-role"] == "head-of-delegation"
    assert there["participations-2-participant"] == ""


# What anyone may send


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00rus",
        "x" * 5000,
        "9" * 90,
        "-1",
        "https://[",
        "https://a@b/",
        "²",
    ],
)
def test_nothing_that_is_sent_is_a_fault(nora, text):
    talks(tracks=[cast.istanbul_track()])
    keys = ("url", "row", "process", "on", "event", "key", "named", "from", "who", "q")
    asked = dict.fromkeys(keys, text)
    for address in ADDRESSES:
        assert nora.get(f"{LIST}{address}", asked).status_code == 200, address
    assert nora.get(ADD, asked).status_code == 200
    for button in ("_copy", "_details", "_take", "_add", "_use"):
        data = arrival(_copy_from=text)
        data[button] = text
        rows = text[:4] or "0"  # of the most there can be, once is enough
        data["participations-TOTAL_FORMS"] = rows if button == "_add" else "1"
        data["title"] = "Short"  # whatever is pressed, nothing can be stored
        assert nora.post(ADD, data).status_code == 200, button
    assert Participant.objects.spelled_like("rusrus").count() == 0


def test_nobody_is_told_anything_without_a_permission(world, django_user_model):
    talks()
    guest = django_user_model.objects.create_user("guest", is_staff=True)
    client = Client()
    client.force_login(guest, "django.contrib.auth.backends.ModelBackend")
    for address in ADDRESSES:
        assert client.get(f"{LIST}{address}?key=1").status_code == 403, address
        assert Client().get(f"{LIST}{address}").status_code == 302, address
    guest.user_permissions.add(Permission.objects.get(codename="view_event"))
    assert client.get(f"{ADD}?from=1").status_code == 403


def test_the_form_costs_the_same_whatever_the_editor_wrote(
    nora, django_assert_num_queries
):
    counts = set()
    for size in (2, 8):
        for number in range(Event.objects.count(), size):
            name = f"Visit of the number {number}"
            press(nora, "_save", title=name, tracks=[{"track": "Istanbul talks"}])
        with django_assert_num_queries(20, exact=False) as asked:
            nora.get(ADD)
        counts.add(len(asked))
    assert len(counts) == 1
