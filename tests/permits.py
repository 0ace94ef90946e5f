"""Who may what, in tables: each address is in a class, each button has its people.

``tests/test_permissions.py`` asks all of it. An address that is added must be put into
a class here.
"""

from typing import NamedTuple

# Who asks, in the order of every row below.
PEOPLE = ("anonymous", "editor", "reviewer", "administrator")
STATES = ("draft", "in review", "published", "withdrawn")
Answers = tuple[int, int, int, int]

# 1. What readers open. Everybody gets what anybody gets: nobody is somebody there.

READERS: dict[str, int | Answers] = {
    "page": 200,
    "moved": 302,
    "not there": 404,
    # by the state of the event
    "event": (404, 404, 200, 410),
    "event, short": (404, 404, 301, 410),
    "event, changes": (404, 404, 200, 200),  # without what it said
    "event, two versions": (404, 404, 404, 410),  # none of these has two to see
}
READER_ADDRESSES = {
    "page": """
        timeline:chronology timeline:visual timeline:compare timeline:table
        timeline:years timeline:map timeline:participants timeline:participant
        timeline:places timeline:place timeline:sources timeline:source
        timeline:processes timeline:process timeline:about timeline:about-chapter
        timeline:keyboard timeline:accessibility timeline:display timeline:download
        timeline:embed-list timeline:embed-timeline timeline:embed-map
        timeline:suggest timeline:count files:export files:view-citation files:oembed
        files:api files:api-events files:api-facets files:api-formats
        files:api-description files:api-participants files:api-participants-card
        files:api-places files:api-places-card files:api-sources
        files:api-sources-card files:api-processes files:api-processes-card
        files:healthz files:robots timeline:changes files:changes
    """,
    "moved": "timeline:",
    "not there": "files:api-nothing",
    "event": """
        timeline:event timeline:event-version files:event-citation files:api-event
        files:api-version
    """,
    "event, short": "timeline:event-short",
    "event, changes": "timeline:event-history",
    "event, two versions": "timeline:event-difference",
}
OF_AN_EVENT = {
    "timeline:event": "/events/{number}-{slug}/",
    "timeline:event-short": "/e/{number}",
    "timeline:event-version": "/e/{number}/v1",
    "timeline:event-history": "/e/{number}/history",
    "timeline:event-difference": "/e/{number}/v1-v2",
    "files:event-citation": "/e/{number}/v1.bib",
    "files:api-event": "/api/events/{number}",
    "files:api-version": "/api/events/{number}/versions/1",
}

# 2. What is opened at the desk: anonymous, editor, reviewer, administrator. 302 leads
# to where one signs in.

DOORS: dict[str, Answers] = {
    "everybody": (200, 302, 302, 302),  # who is in is not asked to sign in
    "desk": (302, 200, 200, 200),
    "moved on": (302, 302, 302, 302),
    "not there": (302, 404, 404, 404),
    "only by a button": (302, 405, 405, 405),
    "reviewers": (302, 403, 200, 200),
    "administrators": (302, 403, 403, 200),
    "nobody": (302, 403, 403, 403),
}
DESK_ADDRESSES = {
    "everybody": "login",
    "desk": """
        index password_change password_change_done jsi18n app_list timeline_lookup
        timeline_date_reading timeline_queue timeline_event_review
        timeline_event_preview timeline_import_read timeline_import_report
        timeline_import_names timeline_claim_reading timeline_event_difference
        timeline_participants_of timeline_process_offers timeline_searches
        timeline_source_details
    """,
    "moved on": "timeline_event_restore timeline_republishing_merge",
    "only by a button": "logout timeline_event_presence",
    "reviewers": "timeline_event_withdraw timeline_undo_publishings",
    "administrators": "auth_user_password_change",
    "not there": "view_on_site nothing",
    "nobody": "autocomplete",
}
# The addresses each model has: its list, a new row, one row, its history, deleting it.
WHATS = ("changelist", "add", "change", "history", "delete")
MODEL_DOORS = {
    "written": ("desk", "desk", "desk", "desk", "desk"),
    "rows of others": ("desk", "nobody", "desk", "desk", "desk"),
    "read": ("desk", "nobody", "desk", "desk", "nobody"),
    "begun elsewhere": ("desk", "moved on", "desk", "desk", "nobody"),
    "accounts": ("administrators",) * 5,
    "nobody's": ("nobody",) * 5,
}
MODELS = {
    "written": """
        timeline_event timeline_importbatch timeline_location timeline_participant
        timeline_outlet timeline_source timeline_track
    """,
    "rows of others": "timeline_tenure timeline_membership",
    "read": """
        timeline_participation timeline_citation timeline_planneddate
        timeline_eventrelation timeline_eventtrack timeline_round timeline_commitment
        timeline_eventtype timeline_topic
    """,
    "begun elsewhere": "timeline_republishing",
    "accounts": "auth_user auth_group",
    "nobody's": "axes_accessattempt axes_accesslog axes_accessfailurelog",
}
FILE_SENT = ("timeline_importbatch", "change")  # leads on to how it is read
# Deleting is for what readers never saw.
DELETING = {"draft": "desk", "in review": "desk"}

# 3. What is pressed, and by whom it is done, for an event in which state. Everybody
# else is refused, and nothing changes.

EDITORS = {"editor", "reviewer", "administrator"}
REVIEWERS = {"reviewer", "administrator"}
ANY = set(STATES)


class Button(NamedTuple):
    """A post to an address of an event, and when it is done."""

    where: str  # below the event's own address; empty: the list
    said: dict[str, str]
    by: set[str]
    states: set[str]


BUTTONS = {
    "save": Button("change", {"_save": "1"}, EDITORS, ANY),
    "publish": Button("change", {"_publish": "1", "reason": "x"}, REVIEWERS, ANY),
    "save and send": Button("change", {"_send": "1"}, EDITORS, ANY - {"in review"}),
    "send": Button("review", {"_send": "1"}, EDITORS, {"draft", "withdrawn"}),
    "take back": Button("review", {"_take_back": "1"}, EDITORS, {"in review"}),
    "approve": Button("review", {"_approve": "1"}, REVIEWERS, {"in review"}),
    "return": Button("review", {"_return": "1", "note": "x"}, REVIEWERS, {"in review"}),
    "reject": Button("review", {"_reject": "1", "note": "x"}, REVIEWERS, {"in review"}),
    "withdraw": Button("withdraw", {"reason": "x"}, REVIEWERS, {"published"}),
    "delete": Button("delete", {"post": "yes"}, EDITORS, {"draft", "in review"}),
    "send these": Button(
        "", {"action": "send_selected"}, EDITORS, {"draft", "withdrawn"}
    ),
    "publish these": Button(
        "",
        {"action": "publish_selected", "apply": "1", "reason": "x"},
        REVIEWERS,
        ANY - {"published"},  # nothing new to publish
    ),
    "delete these": Button(
        "",
        {"action": "delete_selected", "post": "yes"},
        EDITORS,
        {"draft", "in review"},
    ),
}


def named(table: dict[str, str]) -> dict[str, str]:
    """By name, its class."""
    return {name: kind for kind, names in table.items() for name in names.split()}
