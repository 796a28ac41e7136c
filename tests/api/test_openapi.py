"""Our OpenAPI document, and what schemathesis makes of it: requests of every shape, no 5xx."""

from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import BaseSchema, Case, GenerationMode

from qwen_demo.api.routes import ANSWERS
from tests.api.test_hostile import error_of
from tests.conftest import RunningServer

LENGTHS = ("max_tokens", "max_completion_tokens", "max_output_tokens")
SETTINGS = settings(
    max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def api(server: RunningServer) -> BaseSchema:
    return schemathesis.openapi.from_url(f"{server.url}/openapi.json", timeout=60)


def test_the_document_is_of_the_public_routes_alone(server: RunningServer) -> None:
    document = requests.get(f"{server.url}/openapi.json", timeout=60).json()
    assert set(document["paths"]) == {
        *("/health", "/health/live", "/v1/models", "/v1/detect", "/v1/point"),
        *("/v1/chat/completions", "/v1/completions", "/v1/responses"),
    }
    request = document["paths"]["/v1/chat/completions"]["post"]["requestBody"]
    name = request["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
    assert "messages" in document["components"]["schemas"][name]["properties"]


def shorten(body: Any) -> None:
    """A request that happens to be good shall not write for minutes."""
    if isinstance(body, dict):
        for name in LENGTHS:
            if not isinstance(body.get(name), str):
                body[name] = 2


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.name.lower())
@pytest.mark.parametrize("path", ANSWERS)
def test_what_the_document_allows_and_what_not_is_answered_or_refused(
    api: BaseSchema, path: str, mode: GenerationMode
) -> None:
    operation = api.find_operation_by_label(f"POST {path}")
    assert operation is not None

    @SETTINGS
    @given(operation.as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:
        shorten(case.body)
        reply = case.call(timeout=30)
        assert reply.status_code < 500, reply.text
        if reply.status_code >= 400:
            error_of(reply)

    ask()
