"""The words of filters: parameters in canonical order, fixed choices, labels."""

from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy, override

from timeline.codelists.labels import LANGUAGES as OUR_LANGUAGES
from timeline.codelists.languages import LANGUAGES
from timeline.codelists.tables import FAMILIES, ROLES, event_types, topics
from timeline.models.versions import VersionTerm
from timeline.names import fold
from timeline.selection.wording import lazy_label

Choices = dict[str, Any]  # code -> its label, as text in the reader's language
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

MODES = ("any", "all")
SORTS = {"newest": gettext_lazy("Newest first"), "oldest": gettext_lazy("Oldest first")}
# Codes and what they are called in the reader's language, in the order of the form.
# ``lazy_label`` reads the label when it is shown.
_TYPES = {f"{t.reader_family}.{t.slug}": t.slug for t in event_types()}
FAMILY_LABELS: Choices = {f.slug: lazy_label("family", f.slug) for f in FAMILIES}
TYPE_LABELS: Choices = {kind: lazy_label("type", t) for kind, t in _TYPES.items()}
KINDS: Choices = {**FAMILY_LABELS, **TYPE_LABELS}
ROLE_LABELS: Choices = {role.slug: lazy_label("role", role.slug) for role in ROLES}
_SHOWN = "confirmed reported disputed planned postponed off unconfirmed"
_LIFECYCLE = "announced scheduled under-way took-place cancelled did-not-take-place"
STATUSES: Choices = {code: lazy_label("status", code) for code in _SHOWN.split()}
LIFECYCLE: Choices = {code: lazy_label("status", code) for code in _LIFECYCLE.split()}
_POINTS = ("all", "date", "place", "who", "outcome")
_MARKS = ("quote", "key", "commitment", *(f"disputed-{point}" for point in _POINTS))
HAS: Choices = {code: lazy_label("has", code) for code in _MARKS}

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
# The parameters whose values are the same in every record.
FIXED: dict[str, Choices] = {
    "kind": KINDS,
    "status": {**STATUSES, **LIFECYCLE},
    "has": HAS,
    "lang": {code: lazy_label("language", code) for code in LANGUAGES},
    "role": ROLE_LABELS,
}
TOPICS: Choices = {t.slug: lazy_label("topic", t.slug) for t in topics()}
NOUNS = {
    "who": gettext_lazy("participant"),
    "role": gettext_lazy("role"),
    "kind": gettext_lazy("kind"),
    "status": gettext_lazy("status"),
    "process": gettext_lazy("process"),
    "place": gettext_lazy("place"),
    "source": gettext_lazy("source"),
    "lang": gettext_lazy("language"),
    "topic": gettext_lazy("topic"),
    "has": gettext_lazy("mark"),
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


def choices(name: str) -> dict[str, str]:
    """The codes of a parameter in :data:`FIXED`, labelled in the reader's language."""
    return {code: str(label) for code, label in FIXED[name].items()}


@cache
def codes_by_label(name: str) -> dict[str, str]:
    """Every folded label of a parameter's codes, or of topics, in our languages.

    Where two languages mean different codes by one word, the earlier language wins.
    """
    coded = TOPICS if name == "topic" else FIXED[name]
    found: dict[str, str] = {}
    for language in reversed(OUR_LANGUAGES):
        with override(language):
            found |= {fold(str(label)): code for code, label in coded.items()}
    return found


def kind_alias(text: str) -> str:
    """A bare type slug as its kind: ``visit`` is ``travel.visit``; families stay."""
    if text in KINDS:
        return text
    return next((kind for kind, slug in _TYPES.items() if slug == text), text)


def with_article(name: str) -> str:
    """``the United States``: names that English gives an article."""
    needs = name.startswith(("United ", "European ", "Netherlands", "Philippines"))
    return f"the {name}" if needs else name
