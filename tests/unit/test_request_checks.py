"""Checks of request bodies: what is refused, which item is named, and what is let through."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qwen_demo.api import request_checks
from qwen_demo.api.request_checks import CheckedBody, check_content_type, check_request, parse_body
from qwen_demo.errors import InvalidRequest, media_param

CHAT, COMPLETIONS, RESPONSES, *_ = request_checks.MEDIA_OF
URL = "data:image/png;base64,AAAA"
TEXT = {"type": "text", "text": "?"}
IMAGE = {"type": "image_url", "image_url": {"url": URL}}
INPUT_IMAGE = {"type": "input_image", "image_url": URL}


def check(body: dict[str, Any], path: str = CHAT) -> CheckedBody:
    return check_request(path, body, max_sequences=8, max_logprobs=20)


def user(content: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": content}]}


def refused(body: dict[str, Any], path: str = CHAT) -> str | None:
    with pytest.raises(InvalidRequest) as caught:
        check(body, path)
    assert caught.value.message
    return caught.value.param


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "not JSON"),
        (b"", "not JSON"),
        (b"[]", "must be a JSON object"),
        (b"null", "must be a JSON object"),
        (b'{"a": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"n": ' + b"1" * 10_000 + b"}", "number that is too long"),
        (b'{"a": [' + b"1," * 600_000 + b"1]}", "too many values"),
        (b'{"a": "\\ud800"}', "surrogate"),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(data: bytes, message: str):
    with pytest.raises(InvalidRequest, match=message):
        parse_body(data)


def test_a_whole_surrogate_pair_is_text():
    assert parse_body(b'{"a": "\\ud83d\\ude00"}') == {"a": "😀"}


KEYS = st.sampled_from(["type", "text", "image_url", "url", "role", "content", "uuid"])
VALUES = st.sampled_from([None, 0, "", "user", "text", "image_url", "input_image", "\ud800", URL])
JSON = st.recursive(VALUES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner))


@given(message=JSON)
def test_any_message_is_let_through_or_refused_with_its_place(message: Any):
    for path, key in ((CHAT, "messages"), (RESPONSES, "input")):
        try:
            check(parse_body(json.dumps({key: [message]}).encode()), path)
        except InvalidRequest as error:
            assert "surrogate" in error.message or (error.param or "").startswith(key)


@pytest.mark.parametrize("value", [None, "", "text/plain", "multipart/form-data; boundary=x"])
def test_a_body_that_does_not_say_it_is_json_is_refused(value: str | None):
    with pytest.raises(InvalidRequest, match="Content-Type"):
        check_content_type(value)
    check_content_type("Application/JSON; charset=utf-8")


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"model": 3}, "model"),
        ({"n": 9}, "n"),
        ({"n": 0}, "n"),
        ({"n": "2"}, "n"),
        ({"n": True}, "n"),
        ({"use_beam_search": True}, "use_beam_search"),
        ({"best_of": 2}, "best_of"),
        ({"prompt_logprobs": 0}, "prompt_logprobs"),
        ({"priority": -1}, "priority"),
        ({"truncate_prompt_tokens": 5}, "truncate_prompt_tokens"),
        ({"kv_transfer_params": {}}, "kv_transfer_params"),
        ({"ec_transfer_params": {"a": 1}}, "ec_transfer_params"),
        ({"top_logprobs": 21}, "top_logprobs"),
        ({"top_logprobs": -1}, "top_logprobs"),
        ({"bad_words": ["a"] * 65}, "bad_words"),
        ({"logit_bias": {str(i): 1 for i in range(1025)}}, "logit_bias"),
        ({"stop_token_ids": [1] * 1025}, "stop_token_ids"),
        ({"messages": []}, "messages"),
        ({"messages": "hi"}, "messages"),
        ({"messages": [{"role": "user", "content": "x"}] * 2049}, "messages"),
    ],
)
def test_fields_that_are_refused(fields: dict[str, Any], param: str):
    assert refused(user("x") | fields) == param


@pytest.mark.parametrize(
    "fields",
    [
        {"n": 8},
        {"n": None},
        {"best_of": 1},
        {"use_beam_search": False},
        {"priority": 0},
        {"logprobs": True, "top_logprobs": 20},
        {"temperature": "left to vLLM"},
    ],
)
def test_fields_that_are_let_through(fields: dict[str, Any]):
    assert check(user("x") | fields) == CheckedBody(())


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("hi", ""),
        ({"content": "x"}, ".role"),
        ({"role": "wizard", "content": "x"}, ".role"),
        ({"role": [], "content": "x"}, ".role"),
        ({"role": "user"}, ".content"),
        ({"role": "user", "content": None}, ".content"),
        ({"role": "assistant", "content": None}, ".content"),
        ({"role": "user", "content": 3}, ".content"),
        ({"role": "user", "content": ["x"]}, ".content[0]"),
        ({"role": "user", "content": [{"text": "x"}]}, ".content[0].type"),
        ({"role": "user", "content": [{"type": "wibble"}]}, ".content[0].type"),
        ({"role": "user", "content": [{"type": "image_embeds"}]}, ".content[0].type"),
        ({"role": "user", "content": [{"type": "text"}]}, ".content[0].text"),
        ({"role": "user", "content": [TEXT, {"type": "image_url"}]}, ".content[1].image_url"),
        (
            {"role": "user", "content": [{"type": "image_url", "image_url": URL}]},
            ".content[0].image_url",
        ),
        (
            {"role": "user", "content": [{"type": "image_url", "image_url": {"url": ""}}]},
            ".content[0].image_url",
        ),
        ({"role": "user", "content": [IMAGE | {"uuid": "k"}]}, ".content[0].uuid"),
        (
            {"role": "user", "content": [{"type": "image_url", "image_url": None, "uuid": "k"}]},
            ".content[0].uuid",
        ),
        (
            {
                "role": "user",
                "content": [{"type": "image_url", "image_url": {"url": URL, "uuid": 1}}],
            },
            ".content[0].image_url.uuid",
        ),
        ({"role": "system", "content": [IMAGE]}, ".content[0].image_url"),
        ({"role": "assistant", "content": [IMAGE]}, ".content[0].image_url"),
    ],
)
def test_messages_that_are_refused_are_named(message: Any, place: str):
    body = {"messages": [{"role": "user", "content": "before"}, message]}
    assert refused(body) == f"messages[1]{place}"


def test_too_many_parts_are_refused():
    assert refused(user([TEXT] * 4097)) == "messages"


def test_an_assistant_that_only_calls_tools_has_no_content():
    call = {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    assert check({"messages": [message]}) == CheckedBody(())


def test_pictures_are_found_with_their_places():
    video = {"type": "video_url", "video_url": {"url": "https://a/b.mp4"}}
    body = {
        "messages": [
            {"role": "system", "content": "x"},
            {"role": "user", "content": [TEXT, IMAGE]},
            {"role": "tool", "content": [video]},
        ]
    }
    checked = check(body)
    image_place, video_place = (
        "messages[1].content[1].image_url",
        "messages[2].content[0].video_url",
    )
    assert checked.media == ((image_place, URL), (video_place, "https://a/b.mp4"))
    assert checked.place_of(media_param(URL)) == image_place
    assert checked.place_of("temperature") is None


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "prompt"),
        ({"prompt": []}, "prompt"),
        ({"prompt": None, "prompt_embeds": "AAAA"}, "prompt"),
        ({"prompt": ["a"] * 9}, "prompt"),
        ({"prompt": ["a"] * 3, "n": 3}, "n"),
        ({"prompt": [[1], [2]], "n": 5}, "n"),
        ({"prompt": "a", "logprobs": 21}, "logprobs"),
        ({"prompt": "a", "logprobs": 1, "echo": True}, "echo"),
    ],
)
def test_completions_that_are_refused(body: dict[str, Any], param: str):
    assert refused(body, COMPLETIONS) == param


@pytest.mark.parametrize("prompt", ["a", ["a"] * 8, [1] * 900, [[1, 2]] * 8])
def test_completions_that_are_let_through(prompt: Any):
    assert check({"prompt": prompt}, COMPLETIONS) == CheckedBody(())


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "input"),
        ({"input": 3}, "input"),
        ({"input": []}, "input"),
        ({"input": ["x"]}, "input[0]"),
        ({"input": "x", "background": True}, "background"),
        ({"input": "x", "conversation": "c"}, "conversation"),
        ({"input": "x", "tools": [{"type": "web_search"}]}, "tools[0].type"),
        (
            {"input": [{"role": "user", "content": [INPUT_IMAGE | {"uuid": "k"}]}]},
            "input[0].content[0].uuid",
        ),
        (
            {"input": [{"role": "user", "content": [{"type": "input_image", "file_id": "f"}]}]},
            "input[0].content[0].image_url",
        ),
        (
            {"input": [{"role": "user", "content": [{"type": "input_file"}]}]},
            "input[0].content[0].type",
        ),
        (
            {"input": [{"type": "function_call_output", "output": [{"type": "input_file"}]}]},
            "input[0].output[0].type",
        ),
        ({"input": [{"role": "assistant", "content": []}]}, "input[0].content"),
        (
            {"input": [{"role": "assistant", "content": [{"type": "refusal", "refusal": "x"}]}]},
            "input[0].content[0].type",
        ),
    ],
)
def test_responses_that_are_refused(body: dict[str, Any], param: str):
    assert refused(body, RESPONSES) == param


def test_pictures_of_responses_are_found():
    item = {"role": "user", "content": [{"type": "input_text", "text": "?"}, INPUT_IMAGE]}
    checked = check({"input": [item], "tools": [{"type": "function", "name": "f"}]}, RESPONSES)
    assert checked.media == (("input[0].content[1].image_url", URL),)
