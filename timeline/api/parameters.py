"""The parameters of addresses as OpenAPI describes them, from the registries."""

from typing import Any
from urllib.parse import parse_qsl

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timeline.api.asking import MOST, USUAL
from timeline.codebook.filter_words import FILTER_WORDS
from timeline.formats import Format
from timeline.selection.vocabulary import (
    FIXED,
    LONGEST_VALUE,
    MODES,
    MOST_VALUES,
    PARAMETERS,
    REPEATED,
    SORTS,
)

# What JSON addresses read beside a selection: what it does, and an example.
BESIDE: dict[str, tuple[str | Promise, str]] = {
    "limit": (_("How many items a page has: 1 to 200, usually 50."), "limit=20"),
    "cursor": (
        _("A place in the list; take the address of “next” or “prev” as it is."),
        "cursor=a.russia",
    ),
    "q": (_("A part of the name, in any spelling and without accents."), "q=zelen"),
    "kind": (_("A kind of participant or place."), "kind=state"),
    "as_of": (
        _("A day or a moment: the record as it stood then."),
        "as_of=2026-01-01",
    ),
    "rows": (_("What one row of the file stands for."), "rows=event"),
}
_TEXT = {"type": "string", "maxLength": LONGEST_VALUE}
_CHOICES: dict[str, tuple[str, ...]] = {
    "maybe": ("0", "1"),
    "mode": MODES,
    "sort": tuple(SORTS),
    **{name: tuple(choices) for name, choices in FIXED.items()},
}
_OTHERS: dict[str, dict[str, Any]] = {
    "minsrc": {"type": "integer", "minimum": 1, "maximum": 99},
    "cursor": {"type": "string", "pattern": r"^[ab]\.[0-9]{1,15}\.[0-9]{1,18}$"},
    "limit": {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
}


def of_selection() -> list[dict[str, Any]]:
    """Every parameter that selects events, in canonical order."""
    return [_of_selection(name) for name in PARAMETERS]


def of_file(fmt: Format) -> dict[str, Any]:
    """The parameter ``rows`` of a format."""
    units = list(fmt.units)
    return parameter("rows", {"type": "string", "enum": units, "default": units[0]})


def of_names(name: str, kinds: tuple[str, ...]) -> dict[str, Any]:
    """A parameter of a list of names, or ``limit``."""
    schemas: dict[str, dict[str, Any]] = {
        "kind": {"type": "string", "enum": list(kinds)},
        "cursor": {"type": "string", "pattern": r"^[ab]\.[-a-zA-Z0-9_]{1,100}$"},
        "limit": _OTHERS["limit"],
    }
    return parameter(name, schemas.get(name, _TEXT))


def parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter of :data:`BESIDE`."""
    return {
        "name": name,
        "in": "query",
        "description": str(BESIDE[name][0]),
        "allowEmptyValue": True,
        "schema": schema,
    }


def _of_selection(name: str) -> dict[str, Any]:
    words = FILTER_WORDS[name]
    example = [v for key, v in parse_qsl(words.example) if key == name]
    schema = _schema(name)
    if name in REPEATED:
        schema = {"type": "array", "items": schema, "maxItems": MOST_VALUES}
    found: dict[str, Any] = {
        "name": name,
        "in": "query",
        "description": str(words.meaning),
        "allowEmptyValue": True,  # the empty box of a form: as if it were left out
        "schema": schema,
    }
    if example:
        found["example"] = example if name in REPEATED else _typed(schema, example[0])
    return found


def _schema(name: str) -> dict[str, Any]:
    if name in _CHOICES:
        return {"type": "string", "enum": list(_CHOICES[name])}
    return _OTHERS.get(name, _TEXT)


def _typed(schema: dict[str, Any], text: str) -> Any:
    return int(text) if schema["type"] == "integer" else text
