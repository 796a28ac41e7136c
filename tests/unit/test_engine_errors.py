"""vLLM's error bodies, as seen on 0.32, become OpenAI's; nothing of the inside is left."""

import json
from typing import Any

import pytest

from qwen_demo.api.engine_errors import clean_message, to_demo_error
from qwen_demo.api.request_checks import CheckedBody
from qwen_demo.errors import DemoError, media_param

URL = "https://a/b.png"


def convert(status: int, content: Any, checked: CheckedBody | None = None) -> DemoError:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return to_demo_error(status, body, checked, "req-1")


def vllm_error(message: str, code: int, param: str | None = None) -> dict[str, Any]:
    return {"error": {"message": message, "type": "BadRequestError", "param": param, "code": code}}


def test_a_refusal_keeps_its_message_and_param_and_gets_openais_type():
    error = convert(400, vllm_error("temperature must be in [0, 2], got 3.0.", 400, "temperature"))
    assert (error.status, error.param) == (400, "temperature")
    assert error.to_openai()["error"] == {
        "message": "temperature must be in [0, 2], got 3.0.",
        "type": "invalid_request_error",
        "param": "temperature",
        "code": None,
    }


@pytest.mark.parametrize(
    ("param", "code"), [("model", "model_not_found"), ("response_id", "not_found")]
)
def test_404_says_what_was_not_found(param: str, code: str):
    error = convert(404, vllm_error("It does not exist.", 404, param))
    assert (error.status, error.code) == (404, code)


@pytest.mark.parametrize("status", [422, 501])
def test_client_faults_with_odd_statuses_are_400(status: int):
    assert convert(status, vllm_error("Not so.", status)).status == 400


@pytest.mark.parametrize("content", [vllm_error("CUDA at /srv/x", 500), b"Internal Server Error"])
def test_a_fault_of_the_server_tells_only_the_id(content: Any):
    error = convert(500, content)
    assert (error.status, error.code) == (500, "engine_error")
    assert "req-1" in error.message and "CUDA" not in error.message


def test_a_picture_that_the_template_leaves_out_is_a_fault_of_the_client():
    content = vllm_error("Failed to apply prompt replacement for mm_items['image'][0]", 500)
    error = convert(500, content)
    assert (error.status, error.param) == (400, "messages")


def test_a_busy_engine_is_503_with_retry_after():
    error = convert(503, vllm_error("The engine is currently busy", 503))
    assert error.status == 503 and "Retry-After" in error.headers()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"error": "Unauthorized"}, "Unauthorized"),
        ({"detail": "There was an error parsing the body"}, "There was an error parsing the body"),
        (vllm_error("", 400), "The request can't be answered."),
        ([], "The request can't be answered."),
        (b"Disallowed CORS origin", "The request can't be answered."),
    ],
)
def test_other_forms_of_bodies_get_a_message_too(content: Any, message: str):
    assert convert(400, content).message == message


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (
            "1 validation error:\n  {'type': 'int_parsing', 'loc': 'body.max_tokens', "
            "'msg': 'Input should be a valid integer', 'input': 'abc'}",
            "max_tokens: Input should be a valid integer",
        ),
        (
            "2 validation errors:\n  {'type': 'x', 'loc': 'body', 'msg': \"Can't be\"}\n"
            "  {'type': 'x', 'loc': 'body.input.0.EasyInputMessageParam.role', 'msg': 'Bad'}",
            "Can't be; input.0.role: Bad",
        ),
        (
            "9 validation errors:\n"
            + "".join(f"  {{'loc': 'body.a{i}', 'msg': 'Bad'}}\n" for i in range(9)),
            "a0: Bad; a1: Bad; a2: Bad",
        ),
        ("Too long. (parameter=input_tokens, value=9)", "Too long."),
        (
            "Failed to apply Qwen3VLProcessor on data={'images': [<PIL>]} with kwargs={}",
            "The picture or text can't be processed.",
        ),
        (
            "safe_apply_chat_template() got multiple values for argument 'x'",
            "One of the parameters can't be given here.",
        ),
        ("x" * 5000, "x" * 600),
    ],
)
def test_messages_lose_what_is_of_the_inside(raw: str, clean: str):
    assert clean_message(raw) == clean


def test_an_error_about_a_picture_names_its_part():
    checked = CheckedBody((("messages[0].content[0].image_url", URL),))
    error = convert(400, vllm_error("Not reached.", 400, media_param(URL)), checked)
    assert error.code == "invalid_image"
    assert error.message == "messages[0].content[0].image_url: Not reached."
