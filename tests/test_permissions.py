"""Who may what: every address, by everybody, for an event in every state.

``tests/permits.py`` has the tables: each address is in one class, and a class says what
everybody gets. An address that is in none, such as one that was added, fails the test
and is named by it.
"""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import cast
from tests.permits import (
    BUTTONS,
    DELETING,
    DESK_ADDRESSES,
    DOORS,
    FILE_SENT,
    MODEL_DOORS,
    MODELS,
    OF_AN_EVENT,
    PEOPLE,
    READER_ADDRESSES,
    READERS,
    STATES,
    WHATS,
    Button,
    named,
)
from tests.test_admin import arrival
from tests.test_drafts_stay_in import ADDRESSES
from timeline import publishing
from timeline.models.events import Event, EventRelation
from timeline.models.imports import ImportBatch
from timeline.models.participants import Membership
from timeline.models.republishing import Republishing
from timeline.models.reviews import Review
from timeline.models.versions import EventVersion
from timeline.reviewing import send_for_review
from timeline.reviewing.groups import group

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover, pytest.mark.one_database]


@pytest.fixture
def desk(world: Any) -> dict[str, Event]:
    """An event in each state, and a row of everything else."""
    cast.reuters()
    shown = {"where": cast.istanbul(), "tracks": [cast.istanbul_track()]}
    shown["planned"] = ["15 May 2025"]
    made = {state: cast.draft(f"An event that is {state}", **shown) for state in STATES}
    send_for_review(made["in review"], by=cast.member("editor", "Editors"))
    cast.publish(made["published"])
    publishing.withdraw(cast.publish(made["withdrawn"]), editor="x", reason="x")
    return {state: Event.objects.get(pk=one.pk) for state, one in made.items()}


@pytest.fixture
def clients(desk: Any) -> dict[str, Client]:
    groups = {"editor": "Editors", "reviewer": "Reviewers"}
    groups |= {"administrator": "Administrators"}
    users = {who: cast.member(who, group) for who, group in groups.items()}
    signed_in = {who: cast.client_of(user) for who, user in users.items()}
    return {"anonymous": Client(), **signed_in}


@pytest.fixture
def _unwritten(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Pages of the desk are decided and not written out: who may is what is asked.

    Nor are a thousand refusals written into the log.
    """
    caplog.set_level(logging.CRITICAL, "django.request")
    nothing = property(lambda response: "")
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", nothing)


def addresses() -> Iterator[str]:
    """The name of every address: ``timeline:event``, ``admin:index``."""
    return _walk(get_resolver().url_patterns, "", "")


def _walk(patterns: list[Any], space: str, path: str) -> Iterator[str]:
    for one in patterns:
        here = f"{path}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, one.namespace or space, here)
        elif isinstance(one, URLPattern):
            yield f"{space}:{one.name or _nameless(here)}"


def _nameless(path: str) -> str:
    if path.startswith("admin/"):
        return "old" if path.endswith("<path:object_id>/") else "nothing"
    return ""


def test_every_address_is_in_a_class():
    desk = set(named(DESK_ADDRESSES)) | {"old"}
    desk |= {f"{model}_{what}" for model in named(MODELS) for what in WHATS}
    known = {f"admin:{name}" for name in desk} | set(named(READER_ADDRESSES))
    found = set(addresses())
    assert found - known == set(), "Say in tests/permits.py who may open these"
    assert known - found == set(), "These are not there any more"


def test_readers_pages_and_files_are_the_same_for_everybody(desk, clients):
    wrong = {}
    for name, kind in named(READER_ADDRESSES).items():
        if kind.startswith("event"):
            continue
        path = sample(name)
        expected = READERS[kind]
        first = clients["anonymous"].get(path)
        others = [_status(clients[who], path, first) for who in PEOPLE[1:]]
        answers = [first.status_code, *others]
        if answers != [expected] * len(PEOPLE):
            wrong[path] = answers
    assert wrong == {}


def sample(name: str) -> str:
    """An address of that name with something behind it."""
    return ADDRESSES["" if name == "timeline:" else name][0]


def _status(client: Client, path: str, first: Any) -> int:
    """The status; 304 is that of the ``first`` answer, whose fingerprint is sent."""
    known = {"If-None-Match": first["ETag"]} if first.has_header("ETag") else {}
    status = client.get(path, headers=known).status_code
    return first.status_code if status == 304 else status


def test_an_event_is_opened_by_readers_in_its_state_only(desk, clients):
    kinds, wrong = named(READER_ADDRESSES), {}
    for name, pattern in OF_AN_EVENT.items():
        expected = READERS[kinds[name]]
        for who in PEOPLE:
            paths = [_of(pattern, desk[state], n) for n, state in enumerate(STATES)]
            answers = tuple(clients[who].get(path).status_code for path in paths)
            if answers != expected:
                wrong[name, who] = answers
    assert wrong == {}


def _of(pattern: str, event: Event, place: int) -> str:
    """An address of the event; of one without a number, that of the next numbers."""
    return pattern.format(number=event.number or 90 + place, slug=event.slug or "x")


def test_pages_in_another_language_are_open_to_everybody(clients):
    moved = {}
    for name in named(READER_ADDRESSES):
        if name.startswith("timeline:") and name not in OF_AN_EVENT:
            status = clients["anonymous"].get(f"/uk{sample(name)}").status_code
            if status not in {200, 302}:
                moved[name] = status
    assert moved == {}


# The desk


@pytest.fixture
def rows(desk: dict[str, Event]) -> dict[str, int]:
    """The key of one row of every model of the admin, by its name there."""
    ada = cast.member("administrator", "Administrators")
    batch = ImportBatch.objects.create(file_name="x.csv", stored="none", editor=ada)
    made = {
        "timeline_event": desk["draft"],
        "timeline_importbatch": batch,
        "timeline_tenure": cast.umerov().tenures.get(),
        "timeline_membership": Membership.objects.create(
            member=cast.turkiye(), organisation=cast.nato()
        ),
        "timeline_commitment": cast.commitment(
            desk["draft"], "Exchange", debtor=cast.russia(), by="June 2025"
        ),
        "timeline_eventrelation": EventRelation.objects.create(
            event=desk["draft"], target=desk["published"], kind="follows"
        ),
        "timeline_republishing": Republishing.objects.create(
            model="participant", keys=[cast.russia().pk], title="Russia", reason="x"
        ),
        "auth_user": cast.member("editor", "Editors"),
        "auth_group": group("Editors"),
        "axes_accessattempt": AccessAttempt.objects.create(failures_since_start=1),
        "axes_accesslog": AccessLog.objects.create(),
        "axes_accessfailurelog": AccessFailureLog.objects.create(),
    }
    keys = {name: row.pk for name, row in made.items()}
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        if name not in keys:
            keys[name] = model._default_manager.values_list("pk", flat=True)[0]
    return keys


@pytest.mark.usefixtures("_unwritten")
def test_the_desk_is_opened_by_those_who_may(clients, rows):
    wrong = {}
    for path, expected in desk_paths(rows):
        answers = tuple(clients[who].get(path).status_code for who in PEOPLE)
        if answers != DOORS[expected]:
            wrong[path] = (expected, answers)
    assert wrong == {}


def desk_paths(rows: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Every address of the desk, filled in, with its class."""
    for name, kind in named(DESK_ADDRESSES).items():
        yield desk_path(name, rows), kind
    for model, kind in named(MODELS).items():
        for what, door in zip(WHATS, MODEL_DOORS[kind], strict=True):
            keys = [] if what in {"changelist", "add"} else [rows[model]]
            path = reverse(f"admin:{model}_{what}", args=keys)
            yield path, "moved on" if (model, what) == FILE_SENT else door
        yield reverse(f"admin:{model}_changelist") + f"{rows[model]}/", "moved on"


def desk_path(name: str, rows: dict[str, int]) -> str:
    """An address of the desk that belongs to no model."""
    event, batch = rows["timeline_event"], rows["timeline_importbatch"]
    args: dict[str, list[Any]] = {
        "app_list": ["timeline"],
        "auth_user_password_change": [rows["auth_user"]],
        "view_on_site": [1, 1],
        "timeline_lookup": ["places"],
    }
    if name == "nothing":
        return "/admin/nothing/"
    if name.startswith("timeline_event_"):
        args[name] = [event, 1] if name.endswith("_restore") else [event]
    if name.startswith("timeline_import_"):
        args[name] = [batch]
    return reverse(f"admin:{name}", args=args.get(name, []))


@pytest.mark.usefixtures("_unwritten")
def test_an_event_is_deleted_at_the_desk_only_before_readers_saw_it(clients, desk):
    wrong = {}
    for state, event in desk.items():
        path = reverse("admin:timeline_event_delete", args=[event.pk])
        answers = tuple(clients[who].get(path).status_code for who in PEOPLE)
        if answers != DOORS[DELETING.get(state, "nobody")]:
            wrong[state] = answers
    assert wrong == {}


@pytest.mark.usefixtures("_unwritten")
def test_a_button_does_it_for_those_who_may_and_changes_nothing_else(clients, desk):
    wrong = {}
    for name, button in BUTTONS.items():
        for who in PEOPLE:
            done = {s for s in STATES if pressed(clients[who], button, desk[s])}
            if done != (button.states if who in button.by else set()):
                wrong[name, who] = done
    assert wrong == {}


def pressed(client: Client, button: Button, event: Event) -> bool:
    """True when pressing changed anything; it is undone again.

    A refusal is a page, the door, or 403; never a crash.
    """
    before = everything()
    with transaction.atomic():
        answer = press(client, button, event)
        assert answer.status_code in {200, 302, 403}
        changed = everything() != before
        transaction.set_rollback(True)
    return changed


def press(client: Client, button: Button, event: Event) -> Any:
    said = dict(button.said)
    if not button.where:
        path = reverse("admin:timeline_event_changelist")
        return client.post(path, said | {"_selected_action": [event.pk]})
    path = reverse(f"admin:timeline_event_{button.where}", args=[event.pk])
    if button.where == "change":
        said = {**arrival(title=f"{event.title}, now").dict(), **said}
    return client.post(path, said | {"seen": event.changed.isoformat()})


def everything() -> list[Any]:
    """All that a button could change."""
    return [
        list(Event.objects.order_by("pk").values_list("pk", "desk_state", "title")),
        list(Review.objects.order_by("pk").values_list("pk", "outcome")),
        list(EventVersion.objects.order_by("pk").values_list("pk", "change")),
    ]


@pytest.mark.usefixtures("_unwritten")
def test_what_events_show_is_written_by_editors_and_accounts_by_administrators(
    clients, rows
):
    """An empty form is refused with what to mend to those who may, else at the door."""
    wrong = {}
    for model, kind in named(MODELS).items():
        if kind in {"written", "accounts", "nobody's", "rows of others"}:
            doors = dict(zip(WHATS, MODEL_DOORS[kind], strict=True))
            for what in ("add", "change"):
                if (model, what) == FILE_SENT:
                    continue
                keys = [rows[model]] if what == "change" else []
                path = reverse(f"admin:{model}_{what}", args=keys)
                answers = [clients[who].post(path, {}).status_code for who in PEOPLE]
                refused = [status in {302, 403} for status in answers]
                may = [status not in {302, 403} for status in DOORS[doors[what]]]
                if [not one for one in refused] != may:
                    wrong[path] = answers
    assert wrong == {}
