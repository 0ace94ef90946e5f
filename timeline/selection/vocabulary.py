"""The words of filters: parameters in canonical order, fixed choices, labels."""

from timeline.codelists.tables import FAMILIES, ROLES, event_types
from timeline.models.versions import VersionTerm

D = VersionTerm.Dimension

PARAMETERS = (
    "q",
    "from",
    "to",
    "maybe",
    "who",
    "mode",
    "role",
    "kind",
    "status",
    "process",
    "place",
    "source",
    "minsrc",
    "lang",
    "topic",
    "has",
    "sort",
    "cursor",
    "as_of",
)
REPEATED = frozenset(
    {"who", "kind", "status", "process", "place", "source", "lang", "topic", "has"}
)
MOST_VALUES = 10  # of one repeated parameter
LONGEST_VALUE = 300  # characters of any value

# What people type for a filter that has another name here.
OTHER_NAMES = {
    "country": ("place", "who"),
    "where": ("place",),
    "location": ("place",),
    "city": ("place",),
    "participant": ("who",),
    "person": ("who",),
    "state": ("who",),
    "type": ("kind",),
    "family": ("kind",),
    "date": ("from", "to"),
    "since": ("from",),
    "until": ("to",),
    "before": ("to",),
    "after": ("from",),
    "track": ("process",),
    "outlet": ("source",),
    "src": ("source",),
    "language": ("lang",),
    "order": ("sort",),
    "page": ("cursor",),
    "text": ("q",),
    "search": ("q",),
    "id": (),
}

STATUSES = {
    "confirmed": "Confirmed",
    "reported": "Reported, one source",
    "disputed": "Disputed",
    "planned": "Planned",
    "postponed": "Postponed",
    "off": "Did not take place",
    "unconfirmed": "Unconfirmed",
}
LIFECYCLE = {
    "announced": "Announced",
    "scheduled": "Scheduled",
    "under-way": "Under way",
    "took-place": "Took place",
    "cancelled": "Cancelled",
    "did-not-take-place": "Did not take place, as set",
}
HAS = {"quote": "With a quote", "key": "Key events"}
MODES = {"any": "Any of these", "all": "All together"}
SORTS = {"newest": "Newest first", "oldest": "Oldest first"}
FAMILY_LABELS: dict[str, str] = {family.slug: family.label for family in FAMILIES}
TYPE_LABELS = {f"{t.reader_family}.{t.slug}": t.label for t in event_types()}
KINDS: dict[str, str] = {**FAMILY_LABELS, **TYPE_LABELS}
ROLE_LABELS = {role.slug: role.label for role in ROLES}

# A repeated parameter: where its values stand, and its fixed choices if it has some.
DIMENSIONS = {
    "who": (D.WHO,),
    "kind": (D.KIND,),
    "status": (D.STATUS,),
    "process": (D.PROCESS,),
    "place": (D.PLACE,),
    "source": (D.SOURCE, D.DOCUMENT),
    "lang": (D.LANGUAGE,),
    "topic": (D.TOPIC,),
    "has": (D.HAS,),
}
FIXED = {"kind": KINDS, "status": {**STATUSES, **LIFECYCLE}, "has": HAS}
NOUNS = {
    "who": "participant",
    "role": "role",
    "kind": "kind",
    "status": "status",
    "process": "process",
    "place": "place",
    "source": "source",
    "lang": "language",
    "topic": "topic",
    "has": "mark",
}
# Filter groups of the form, by parameter: the ids are f-<group>.
GROUPS = {
    "q": "q",
    "from": "when",
    "to": "when",
    "maybe": "when",
    "who": "who",
    "mode": "who",
    "role": "who",
    "kind": "what",
    "topic": "what",
    "status": "status",
    "has": "status",
    "process": "process",
    "place": "where",
    "source": "src",
    "minsrc": "src",
    "lang": "src",
}


def kind_alias(text: str) -> str:
    """A bare type slug as its kind: ``visit`` is ``travel.visit``; families stay."""
    if text in KINDS:
        return text
    found = [kind for kind in TYPE_LABELS if kind.partition(".")[2] == text]
    return found[0] if found else text


def with_article(name: str) -> str:
    """``the United States``: names that English gives an article."""
    needs = name.startswith(("United ", "European ", "Netherlands", "Philippines"))
    return f"the {name}" if needs else name
