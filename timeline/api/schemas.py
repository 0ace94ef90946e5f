"""JSON Schema (2020-12) of the types that answers are made of."""

from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from timeline.codebook.field_words import FIELD_MEANINGS
from timeline.eventrecord import Names

Schema = dict[str, Any]
_PLAIN: dict[Any, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    NoneType: "null",
}
_BASES = ("EventItem", "EventRecord")  # one has the fields of the other


def schema_of(hint: Any) -> Schema:
    """The schema of a type; a type with fields is referred to by its name."""
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    origin, parts = get_origin(hint), get_args(hint)
    if origin is list:
        return {"type": "array", "items": schema_of(parts[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(parts[1])}
    if origin in (Union, UnionType):
        return {"anyOf": [schema_of(part) for part in parts]}
    return {"$ref": f"#/components/schemas/{name_of(hint)}"}


def name_of(kind: type) -> str:
    """``Event`` for ``EventRecord``, as the codebook has it."""
    return kind.__name__.removesuffix("Record")


def components(kinds: Mapping[str, Any]) -> dict[str, Schema]:
    """The schemas of the types and of every type within them, by name."""
    found: dict[str, Schema] = {}
    for kind in kinds.values():
        _add(kind, found)
    return dict(sorted(found.items()))


def _add(hint: Any, found: dict[str, Schema]) -> None:
    for kind in _typed(hint):
        name = name_of(kind)
        if name not in found:
            found[name] = _object(kind)
            for inner in get_type_hints(kind).values():
                _add(inner, found)


def _typed(hint: Any) -> Iterator[Any]:
    """The types with fields in a hint."""
    if is_typeddict(hint):
        yield hint
    for part in get_args(hint):
        yield from _typed(part)


def _object(kind: Any) -> Schema:
    if kind is Names:
        return {
            "type": "object",
            "description": "Names by language code (BCP 47).",
            "additionalProperties": {"type": "string"},
        }
    meanings = _meanings(kind.__name__)
    properties = {
        key: _described(schema_of(hint), meanings.get(key))
        for key, hint in get_type_hints(kind).items()
    }
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(kind.__required_keys__),
    }


def _meanings(name: str) -> Mapping[str, Any]:
    return FIELD_MEANINGS.get("EventRecord" if name in _BASES else name, {})


def _described(schema: Schema, meaning: Any) -> Schema:
    return {**schema, "description": str(meaning)} if meaning else schema
