"""The OpenAPI description is valid, and the site keeps every word of it.

schemathesis asks each address what the description allows and what it forbids, through
WSGI as a server does, and compares statuses, headers and bodies with it. ``REQUESTS``
says how many requests of each sort an address gets.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.checks import FailureGroup, positive_data_acceptance

from tests.markup import the_talks
from timeline.api import schemas
from timeline.api.description import openapi

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
EACH = int(os.environ.get("REQUESTS", "6"))  # requests of each sort to each address
SORTS = ("positive", "negative")
# A value may be of the right sort and name nothing in the record: that is refused.
NOT_ASKED = [positive_data_acceptance]


@pytest.fixture
def app() -> Iterator[WSGIHandler]:
    """The site, on the connection the test has."""
    the_talks()
    the_talks(date="between 16 and 22 May 2025", summary="")
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield WSGIHandler()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_description_is_valid_openapi() -> None:
    OpenAPIV31SpecValidator(openapi(base_url=SITE)).validate()


@pytest.mark.no_cover
def test_nothing_that_is_asked_of_an_address_breaks_its_description(
    app: WSGIHandler,
) -> None:
    assert found(app) == []


def test_the_control_shows_that_a_wrong_description_is_noticed(
    app: WSGIHandler, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number where the description says text, and nothing is left unsaid."""
    monkeypatch.setitem(schemas._PLAIN, str, "integer")
    assert found(app, only="/api/formats")


def found(app: WSGIHandler, only: str = "") -> list[str]:
    """What schemathesis finds, by address and sort of request."""
    described = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    operations: Any = described.get_all_operations()
    return [
        f"{operation.label} {sort}: {failure}"
        for operation in (each.ok() for each in operations)
        if not only or operation.path == only
        for sort in SORTS
        if (failure := asked(operation, sort))
    ]


def asked(operation: Any, sort: str) -> str:
    """Ask an address a few times; the first failure in words."""

    @settings(
        max_examples=EACH,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=operation.as_strategy(generation_mode=schemathesis.GenerationMode(sort))
    )
    def ask(case: Any) -> None:
        case.call_and_validate(excluded_checks=NOT_ASKED)

    if sort == "negative" and not list(operation.iter_parameters()):
        return ""  # there is nothing to forbid
    try:
        ask()
    except FailureGroup as failures:
        return "; ".join(f"{f.title}: {f}" for f in failures.exceptions)
    return ""
