"""The OpenAPI 3.1 description, made from the registries the answers are made from."""

from typing import Any

from django.conf import settings
from django.utils.translation import override

from timeline.api.names import KINDS as NAMES
from timeline.api.operations import IN_PATH, OPERATIONS, Operation
from timeline.api.parameters import of_file, of_names, of_selection
from timeline.api.problems import CHAPTER, MEDIA_TYPE, ProblemDetails
from timeline.api.problems import KINDS as PROBLEMS
from timeline.api.schemas import components, schema_of
from timeline.formats import FORMATS, Format

VERSION = "1.0.0"  # of the description; raise it with what it describes
_ALWAYS = ("slow", "down")
_PROBLEM = {MEDIA_TYPE: {"schema": schema_of(ProblemDetails)}}
_TEXT = {"text/plain": {"schema": {"type": "string"}}}
_HEADERS = {
    "ETag": "The same as long as the answer is; send it as If-None-Match.",
    "X-Row-Count": "Rows of the whole file.",
    "X-Data-Version": "The state of the record the file was made from.",
    "Repr-Digest": "SHA-256 of the whole file (RFC 9530).",
    "Accept-Ranges": "bytes: the file can be taken in parts.",
}


def openapi(*, base_url: str) -> dict[str, Any]:
    """The description in English, as JSON has it."""
    with override("en"):
        return {
            "openapi": "3.1.0",
            "info": {
                "title": settings.SITE_NAME,
                "version": VERSION,
                "description": (
                    "Sourced diplomatic events, dated no more exactly than is known. "
                    "Every address is read with the parameters of the pages, and "
                    "answers exactly what was asked for or says what cannot be used."
                ),
            },
            "externalDocs": {"url": f"{base_url}{CHAPTER}"},
            "servers": [{"url": base_url}],
            "paths": {
                **{op.path: {"get": _operation(op)} for op in OPERATIONS},
                **{f"/events.{n}": {"get": _file(f)} for n, f in FORMATS.items()},
            },
            "components": {
                "parameters": {p["name"]: p for p in of_selection()},
                "schemas": components(_shapes()),
            },
        }


def _shapes() -> dict[str, Any]:
    return {op.name: op.answers for op in OPERATIONS} | {"problem": ProblemDetails}


def _operation(operation: Operation) -> dict[str, Any]:
    answer = {"application/json": {"schema": schema_of(operation.answers)}}
    return {
        "operationId": operation.name,
        "summary": str(operation.summary),
        "parameters": [*_in_path(operation), *_in_query(operation)],
        "responses": {
            "200": _response("What was asked for.", answer, ("ETag",)),
            "304": {"description": "The copy that If-None-Match names is good."},
            **_refusals((*operation.problems, *_ALWAYS), _PROBLEM),
        },
    }


def _in_path(operation: Operation) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for name, schema in IN_PATH.items()
        if f"{{{name}}}" in operation.path
    ]


def _in_query(operation: Operation) -> list[dict[str, Any]]:
    kinds = NAMES.get(operation.path.removeprefix("/api/"))
    own = [of_names(n, kinds.kinds if kinds else ()) for n in operation.reads]
    return [*(_selecting() if operation.selects else []), *own]


def _selecting() -> list[dict[str, Any]]:
    return [{"$ref": f"#/components/parameters/{p['name']}"} for p in of_selection()]


def _file(fmt: Format) -> dict[str, Any]:
    """A file of a selection: whole, or a range of it."""
    body: dict[str, Any] = {fmt.media_type: {}}
    errors = _PROBLEM | _TEXT
    return {
        "operationId": f"events-{fmt.name}",
        "summary": fmt.label,
        "parameters": [*_selecting(), of_file(fmt)],
        "responses": {
            "200": _response("The whole file.", body, tuple(_HEADERS)),
            "206": _response("The part that Range asks for.", body, tuple(_HEADERS)),
            "304": {"description": "The copy that If-None-Match names is good."},
            **_refusals(("parameters", "range", "busy", *_ALWAYS), errors),
        },
    }


def _response(
    description: str, content: dict[str, Any], headers: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "description": description,
        "content": content,
        "headers": {
            name: {"description": _HEADERS[name], "schema": {"type": "string"}}
            for name in headers
        },
    }


def _refusals(names: tuple[str, ...], content: dict[str, Any]) -> dict[str, Any]:
    """An answer for each status; kinds of one status are told together."""
    said: dict[str, list[str]] = {}
    for name in names:
        said.setdefault(str(PROBLEMS[name].status), []).append(PROBLEMS[name].title)
    return {
        status: {"description": ". ".join(titles) + ".", "content": content}
        for status, titles in sorted(said.items())
    }
