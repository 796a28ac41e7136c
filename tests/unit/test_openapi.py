"""The OpenAPI document of the public routes, made of vLLM's document of all of its routes."""

from typing import Any

from qwen_demo.api.openapi import public_document
from qwen_demo.api.routes import METHOD_OF
from qwen_demo.chat import EngineStatus, State
from tests.unit.test_gateway import Stack


def described(name: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{name}"}
    answers = {"200": {"description": "Good"}, "501": {"description": "Not Implemented"}}
    body = {"content": {"application/json": {"schema": schema}}}
    return {"post": {"requestBody": body, "responses": answers}}


VLLM: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "FastAPI", "version": "0.32"},
    "paths": {
        "/v1/models": {"get": {"responses": {"200": {"description": "Good"}}}},
        "/v1/chat/completions": described("Chat"),
        "/v1/completions": described("Chat"),
        "/v1/responses": described("Chat"),
        "/invocations": described("Secret"),
    },
    "components": {
        "schemas": {
            "Chat": {"properties": {"messages": {"items": {"$ref": "#/components/schemas/Part"}}}},
            "Part": {"properties": {"parts": {"items": {"$ref": "#/components/schemas/Part"}}}},
            "Secret": {"type": "object"},
        }
    },
}


def test_only_public_routes_and_what_they_refer_to_are_in_it():
    document = public_document(VLLM, METHOD_OF, needs_key=False)
    assert set(document["paths"]) == {*METHOD_OF, "/health", "/health/live"}
    assert list(document["components"]["schemas"]) == ["Chat", "DetectionRequest", "Error", "Part"]
    assert "0.32" not in str(document) and "security" not in document
    chat = document["paths"]["/v1/chat/completions"]["post"]
    assert chat["requestBody"] == VLLM["paths"]["/v1/chat/completions"]["post"]["requestBody"]
    assert set(chat["responses"]) == {"200", "default"}


def test_where_keys_are_asked_for_it_says_how_they_are_sent():
    document = public_document(VLLM, METHOD_OF, needs_key=True)
    assert document["security"] == [{"bearer": []}, {"header": []}]
    assert set(document["components"]["securitySchemes"]) == {"bearer", "header"}


async def test_the_gateway_serves_it():
    reply = await Stack(api_schema=lambda: VLLM).ask("GET", "/openapi.json")
    assert (reply.status, reply.json()) == (200, public_document(VLLM, METHOD_OF, False))


async def test_while_the_engine_is_loading_it_is_503():
    status = EngineStatus(State.LOADING, "weights")
    reply = await Stack(status, api_schema=lambda: VLLM).ask("GET", "/openapi.json")
    assert (reply.status, reply.error()["code"]) == (503, "engine_not_ready")


async def test_without_a_document_it_is_404_and_does_not_fall_to_the_page():
    stack = Stack()
    assert (await stack.ask("GET", "/openapi.json")).status == 404
    assert not stack.page_scopes
