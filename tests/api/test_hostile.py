"""What a stranger may send: each fault is a 4xx in OpenAI's form, at once, and the engine lives on.

The table follows what vLLM 0.32 does with the same requests when nothing stands before it.
"""

import base64
import io
import json
import struct
import time
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.conftest import RunningServer

CHAT, COMPLETIONS, RESPONSES = "/v1/chat/completions", "/v1/completions", "/v1/responses"
SECRETS = ("Traceback", 'File "', "0x7f", "site-packages", "/root", "/home", "<path>")


def png(width: int, height: int) -> bytes:
    """A black 1-bit PNG; a few kilobytes, however many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * ((width + 7) // 8 + 1) * height, 9)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (64, 48), **options: Any) -> str:
    """A data URL of a picture of one colour."""
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, kind, **options)
    return data_url(buffer.getvalue())


def data_url(data: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(data).decode()


def chat(**fields: Any) -> dict[str, Any]:
    messages = [{"role": "user", "content": "hi"}]
    return {"model": "qwen3-vl-demo", "max_tokens": 2, "messages": messages} | fields


def showing(url: Any, **part: Any) -> dict[str, Any]:
    parts = [{"type": "text", "text": "?"}, {"type": "image_url", "image_url": {"url": url}} | part]
    return chat(messages=[{"role": "user", "content": parts}])


def says(content: Any, role: str = "user") -> dict[str, Any]:
    return chat(messages=[{"role": role, "content": content}])


def post(server: RunningServer, path: str, body: Any, **options: Any) -> requests.Response:
    return requests.post(server.url + path, json=body, timeout=30, **options)


def error_of(reply: requests.Response) -> dict[str, Any]:
    """The error of a reply that must be a whole OpenAI error without anything of the inside."""
    content = reply.json()
    assert list(content) == ["error"]
    error = content["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["message"] and isinstance(error["code"], str | None)
    assert not [secret for secret in SECRETS if secret in error["message"]]
    assert reply.headers["x-request-id"]
    return error


@pytest.fixture(scope="module", autouse=True)
def engine_survives(server: RunningServer) -> Iterator[None]:
    yield
    assert server.health() == 200
    assert server.running_requests() == 0
    assert server.metric("qwen_demo_slots_held") == 0
    assert server.process.poll() is None


FIELDS = {
    "unknown model": ({"model": "zz"}, "model"),
    "model is a number": ({"model": 3}, "model"),
    "no messages": ({"messages": None}, "messages"),
    "empty messages": ({"messages": []}, "messages"),
    "prompt too long": (
        {"messages": [{"role": "user", "content": "word " * 9000}]},
        "input_tokens",
    ),
    "max_tokens too large": ({"max_tokens": 10**9}, "max_tokens"),
    "max_tokens 0": ({"max_tokens": 0}, "max_tokens"),
    "max_tokens -1": ({"max_tokens": -1}, "max_tokens"),
    "max_tokens a word": ({"max_tokens": "many"}, "max_tokens"),
    "temperature -1": ({"temperature": -1}, "temperature"),
    "temperature 3": ({"temperature": 3}, "temperature"),
    "temperature a word": ({"temperature": "hot"}, "temperature"),
    "top_p 0": ({"top_p": 0}, "top_p"),
    "top_p 1.5": ({"top_p": 1.5}, "top_p"),
    "top_k -5": ({"top_k": -5}, None),
    "frequency_penalty 9": ({"frequency_penalty": 9}, None),
    "five stops": ({"stop": list("abcde")}, "stop"),
    "min_tokens over max_tokens": ({"min_tokens": 100}, None),
    "logit_bias out of vocabulary": ({"logit_bias": {"999999": 1}}, "logit_bias"),
    "logit_bias of a word": ({"logit_bias": {"a": 1}}, "logit_bias"),
    "stop_token_ids out of vocabulary": ({"stop_token_ids": [-5]}, "stop_token_ids"),
    "allowed_token_ids empty": ({"allowed_token_ids": []}, "allowed_token_ids"),
    "seed too large": ({"seed": 2**70}, "seed"),
    "top_logprobs 100": ({"logprobs": True, "top_logprobs": 100}, "top_logprobs"),
    "prompt_logprobs": ({"prompt_logprobs": 5}, "prompt_logprobs"),
    "beam search": ({"use_beam_search": True}, "use_beam_search"),
    "bad_words": ({"bad_words": ["x"] * 200}, "bad_words"),
    "priority": ({"priority": -3}, "priority"),
    "n 1000": ({"n": 1000}, "n"),
    "n 0": ({"n": 0}, "n"),
    "truncated prompt": ({"truncate_prompt_tokens": 1}, "truncate_prompt_tokens"),
    "a bad regex": ({"structured_outputs": {"regex": "(["}}, None),
    "a bad schema": (
        {
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "a", "schema": {"type": "wibble"}},
            }
        },
        None,
    ),
    "an unknown response_format": ({"response_format": {"type": "xml"}}, "response_format.type"),
    "chat_template": ({"chat_template": "{{ 1 }}"}, None),
    "chat_template_kwargs of the call": ({"chat_template_kwargs": {"conversation": 1}}, None),
    "mm_processor_kwargs": ({"mm_processor_kwargs": {"max_pixels": 1}}, "mm_processor_kwargs"),
    "media_io_kwargs": ({"media_io_kwargs": {"image": {}}}, "media_io_kwargs"),
    "cache_salt too long": ({"cache_salt": "x" * 2000}, "cache_salt"),
    "tools that need a parser": (
        {"tools": [{"type": "function", "function": {"name": "f"}}], "tool_choice": "auto"},
        None,
    ),
}


@pytest.mark.parametrize(("fields", "param"), FIELDS.values(), ids=FIELDS)
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_bad_fields(
    server: RunningServer, fields: dict[str, Any], param: str, stream: bool
) -> None:
    reply = post(server, CHAT, chat(stream=stream) | fields)
    assert reply.status_code == (404 if fields.get("model") == "zz" else 400)
    error = error_of(reply)
    assert error["type"] == "invalid_request_error"
    if param:
        assert error["param"] == param


def test_stream_options_without_a_stream(server: RunningServer) -> None:
    reply = post(server, CHAT, chat(stream_options={"include_usage": True}))
    assert (reply.status_code, error_of(reply)["param"]) == (400, "stream_options")


MESSAGES = {
    "content null": (says(None), "messages[0].content"),
    "an unknown role": (says("x", role="wizard"), "messages[0].role"),
    "a part that is a string": (says(["x"]), "messages[0].content[0]"),
    "a part of no known type": (says([{"type": "wibble"}]), "messages[0].content[0].type"),
    "a text part without text": (says([{"type": "text"}]), "messages[0].content[0].text"),
    "image_embeds": (
        says([{"type": "image_embeds", "image_embeds": "AAAA"}]),
        "messages[0].content[0].type",
    ),
    "audio": (
        says([{"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}]),
        "messages[0].content[0].type",
    ),
    "a picture's uuid": (showing(picture("PNG"), uuid="k"), "messages[0].content[1].uuid"),
    "only a uuid": (
        says([{"type": "image_url", "image_url": None, "uuid": "k"}]),
        "messages[0].content[0].uuid",
    ),
    "an empty URL": (showing(""), "messages[0].content[1].image_url"),
    "a picture from the assistant": (
        says([{"type": "image_url", "image_url": {"url": picture("PNG")}}], role="assistant"),
        "messages[0].content[0].image_url",
    ),
    "200 pictures": (
        says([{"type": "image_url", "image_url": {"url": picture("PNG", size=(8, 8))}}] * 200),
        "image",
    ),
    "a video": (
        says([{"type": "video_url", "video_url": {"url": "data:video/mp4;base64,AAAA"}}]),
        None,
    ),
}


@pytest.mark.parametrize(("body", "param"), MESSAGES.values(), ids=MESSAGES)
def test_bad_messages(server: RunningServer, body: dict[str, Any], param: str | None) -> None:
    reply = post(server, CHAT, body)
    assert reply.status_code == 400
    error = error_of(reply)
    if param:
        assert error["param"] == param


PICTURES = {
    "bad base64": "data:image/png;base64,@@@",
    "no comma": "data:image/png;base64",
    "no base64": "data:image/png,abc",
    "text": data_url(b"hello"),
    "nothing": data_url(b""),
    "SVG": data_url(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "PDF": data_url(b"%PDF-1.4"),
    "EPS": data_url(b"%!PS-Adobe-3.0 EPSF-3.0"),
    "cut off": data_url(base64.b64decode(picture("PNG", size=(300, 300))[22:])[:90]),
    "PPM": picture("PPM"),
    "ICO": picture("ICO"),
    "1x300": data_url(png(1, 300)),
    "4000x8": data_url(png(4000, 8)),
    "a bomb of 169 megapixels": data_url(png(13_000, 13_000)),
    "a bomb of 400 megapixels": data_url(png(20_000, 20_000)),
    "a file": "file:///etc/passwd",
    "ftp": "ftp://example.com/a.png",
    "no scheme": "/etc/passwd",
    "this server": "http://127.0.0.1:{port}/health",
    "a closed port": "http://127.0.0.1:9/",
    "localhost": "http://localhost:{port}/health",
    "decimal": "http://2130706433:{port}/health",
    "hexadecimal": "http://0x7f.1:{port}/health",
    "octal": "http://0177.0.0.1:{port}/health",
    "IPv6": "http://[::1]:{port}/health",
    "IPv4 in IPv6": "http://[::ffff:127.0.0.1]:{port}/health",
    "cloud metadata": "http://169.254.169.254/latest/meta-data/",
    "a private network": "http://10.0.0.1/",
    "two hosts": "http://127.0.0.1:{port}\\@example.com/",
    "a user": "http://example.com@127.0.0.1:{port}/health",
    "no host": "http://",
    "an unknown name": "http://no-such-host.invalid/a.png",
}


@pytest.mark.parametrize("url", PICTURES.values(), ids=PICTURES)
def test_bad_pictures_are_refused_at_once_and_named(server: RunningServer, url: str) -> None:
    began = time.monotonic()
    reply = post(server, CHAT, showing(url.replace("{port}", str(server.port))))
    place = "messages[0].content[1].image_url"
    assert reply.status_code == 400 and time.monotonic() - began < 8
    error = error_of(reply)
    assert (error["param"], error["code"]) == (place, "invalid_image")
    assert error["message"].startswith(place)


def test_addresses_inside_look_alike_whether_anybody_listens(server: RunningServer) -> None:
    urls = (f"http://127.0.0.1:{server.port}/health", "http://127.0.0.1:9/", "http://10.0.0.1/")
    messages = {post(server, CHAT, showing(url)).json()["error"]["message"] for url in urls}
    assert len(messages) == 1


def test_the_page_refuses_pictures_of_the_second_message_by_their_place(
    server: RunningServer,
) -> None:
    good, bad = picture("PNG"), data_url(b"hello")
    messages = [
        {"role": "user", "content": [{"type": "image_url", "image_url": {"url": good}}]},
        {"role": "assistant", "content": "Black."},
        {"role": "user", "content": [{"type": "image_url", "image_url": {"url": bad}}]},
    ]
    error = error_of(post(server, CHAT, chat(messages=messages)))
    assert error["param"] == "messages[2].content[0].image_url"


GOOD = {
    "JPEG": picture("JPEG"),
    "CMYK": picture("JPEG", "CMYK"),
    "WebP": picture("WEBP"),
    "GIF": picture("GIF"),
    "BMP": picture("BMP"),
    "TIFF": picture("TIFF"),
    "RGBA": picture("PNG", "RGBA"),
    "1 bit": picture("PNG", "1"),
    "16 bit": picture("PNG", "I;16"),
    "1x1": picture("PNG", size=(1, 1)),
    "49 megapixels": data_url(png(7000, 7000)),
    "a script behind": picture("PNG")[:-4]
    + base64.b64encode(b"<script>alert(1)</script>").decode(),
}


@pytest.mark.parametrize("url", GOOD.values(), ids=GOOD)
def test_odd_but_good_pictures_are_seen(server: RunningServer, url: str) -> None:
    text_only = post(server, CHAT, says("?")).json()["usage"]["prompt_tokens"]
    reply = post(server, CHAT, showing(url))
    assert reply.status_code == 200, reply.text
    assert reply.json()["usage"]["prompt_tokens"] > text_only + 2


@pytest.mark.parametrize("text", ["<|image_pad|>", "<|vision_start|><|video_pad|>", "<|im_end|>"])
def test_the_models_own_tokens_as_text(server: RunningServer, text: str) -> None:
    assert post(server, CHAT, says(text)).status_code == 200
    body = showing(picture("PNG"))
    body["messages"][0]["content"][0]["text"] = text
    assert post(server, CHAT, body).status_code in (200, 400)


BODIES = {
    "cut off": b"{",
    "a list": b"[]",
    "null": b"null",
    "not UTF-8": b'{"a": "\xff"}',
    "deep lists": b"[" * 100_000,
    "deep in a field": b'{"messages": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a long number": b'{"n": ' + b"1" * 10_000 + b"}",
    "NaN": json.dumps(chat(temperature=float("nan"))).encode(),
    "Infinity": json.dumps(chat(top_p=float("inf"))).encode(),
    "half a surrogate pair": json.dumps(says("\ud800")).encode(),
    "millions of values": b'{"messages": [' + b"{}," * 3_000_000 + b"{}]}",
    "nothing": b"",
}


@pytest.mark.parametrize("data", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("path", [CHAT, COMPLETIONS, RESPONSES])
def test_bodies_that_are_no_request(server: RunningServer, path: str, data: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    reply = requests.post(server.url + path, data=data, headers=headers, timeout=30)
    assert reply.status_code == 400
    error_of(reply)


def test_a_body_of_another_type(server: RunningServer) -> None:
    reply = requests.post(server.url + CHAT, data=json.dumps(chat()), timeout=30)
    assert reply.status_code == 400
    assert "Content-Type" in error_of(reply)["message"]


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_of_100_megabytes(server: RunningServer, chunked: bool) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 1_000_000

    data: Any = parts() if chunked else b"x" * 100_000_000
    headers = {"Content-Type": "application/json"}
    with requests.Session() as session:
        reply = session.post(server.url + CHAT, data=data, headers=headers, timeout=30)
        assert (reply.status_code, error_of(reply)["code"]) == (413, "request_too_large")
        assert session.post(server.url + CHAT, json=chat(), timeout=30).status_code == 200


COMPLETION_FAULTS = {
    "no prompt": {},
    "an empty prompt": {"prompt": ""},
    "an empty list": {"prompt": []},
    "an empty prompt in a list": {"prompt": [[]]},
    "nine prompts": {"prompt": ["a"] * 9},
    "a token out of vocabulary": {"prompt": [99_999_999]},
    "a negative token": {"prompt": [-1]},
    "a mixed list": {"prompt": [1, "a"]},
    "an object": {"prompt": {"a": 1}},
    "embeddings": {"prompt_embeds": "AAAA"},
    "a suffix": {"prompt": "a", "suffix": "b"},
    "logprobs of the prompt": {"prompt": "a", "echo": True, "logprobs": 1},
    "99 logprobs": {"prompt": "a", "logprobs": 99},
    "best_of": {"prompt": "a", "best_of": 3},
}


@pytest.mark.parametrize("body", COMPLETION_FAULTS.values(), ids=COMPLETION_FAULTS)
def test_bad_completions(server: RunningServer, body: dict[str, Any]) -> None:
    reply = post(server, COMPLETIONS, {"model": "qwen3-vl-demo", "max_tokens": 2} | body)
    assert reply.status_code == 400
    error_of(reply)


def showing_response(**part: Any) -> dict[str, Any]:
    return {"input": [{"role": "user", "content": [{"type": "input_image"} | part]}]}


RESPONSE_FAULTS = {
    "no input": {},
    "an empty input": {"input": []},
    "a number": {"input": 3},
    "an unknown item": {"input": [{"type": "wibble"}]},
    "an unknown role": {"input": [{"role": "wizard", "content": "x"}]},
    "a file": {"input": [{"role": "user", "content": [{"type": "input_file"}]}]},
    "a picture by file id": showing_response(file_id="f"),
    "a picture that is none": showing_response(image_url=data_url(b"x")),
    "a picture inside": showing_response(image_url="http://127.0.0.1/"),
    "a picture's uuid": showing_response(image_url=picture("PNG"), uuid="k"),
    "in the background": {"input": "x", "background": True},
    "a conversation": {"input": "x", "conversation": "c"},
    "a tool of OpenAI's": {"input": "x", "tools": [{"type": "web_search"}]},
    "an MCP server": {
        "input": "x",
        "tools": [{"type": "mcp", "server_label": "a", "server_url": "http://127.0.0.1:9"}],
    },
    "an answer without a part": {
        "input": [
            {"type": "message", "role": "assistant", "id": "", "status": "completed", "content": []}
        ]
    },
    "an answer that is a refusal": {
        "input": [{"role": "assistant", "content": [{"type": "refusal", "refusal": "x"}]}]
    },
    "a stored prompt": {"input": "x", "prompt": {"id": "p"}},
    "temperature 9": {"input": "x", "temperature": 9},
    "no tokens": {"input": "x", "max_output_tokens": 0},
}


@pytest.mark.parametrize("body", RESPONSE_FAULTS.values(), ids=RESPONSE_FAULTS)
def test_bad_responses(server: RunningServer, body: dict[str, Any]) -> None:
    reply = post(server, RESPONSES, {"model": "qwen3-vl-demo"} | body)
    assert reply.status_code == 400
    error_of(reply)


@pytest.mark.parametrize(
    ("path", "field"), [(CHAT, "user"), (COMPLETIONS, "prompt"), (RESPONSES, "input")]
)
def test_a_stream_that_the_engine_refuses_late_is_a_400(
    server: RunningServer, path: str, field: str
) -> None:
    body = chat(stream=True, logit_bias={"999999": 1}) | {field: "hi"}
    reply = post(server, path, body)
    assert reply.status_code == 400
    assert "vocab" in error_of(reply)["message"]


def test_a_response_that_is_not_kept(server: RunningServer) -> None:
    body = {"model": "qwen3-vl-demo", "input": "x", "previous_response_id": "resp_1"}
    reply = post(server, RESPONSES, body)
    assert (reply.status_code, error_of(reply)["code"]) == (404, "not_found")


HIDDEN = [
    *("/invocations", "/tokenize", "/detokenize", "/generative_scoring", "/scale_elastic_ep"),
    *("/version", "/ping", "/load", "/server_info", "/collective_rpc", "/sleep", "/metricsfoo"),
    *("/docs", "/redoc", "/openapi.yaml", "/docs/oauth2-redirect", "/inference/v1/generate"),
    *("/v1/messages", "/v1/embeddings", "/v1/chat/completions/render", "/v1/systemone"),
    *("/v1/chat/completions/batch", "/v1/responses/x", "/v1/load_lora_adapter", "/V1/models"),
    *("//v1/models", "/v1//models", "/v1/models/", "/./v1/models/../tokenize"),
]


@pytest.mark.parametrize("path", HIDDEN)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_other_route_of_vllm_or_fastapi_is_there(
    server: RunningServer, method: str, path: str
) -> None:
    request = requests.Request(method, server.url, json=chat()).prepare()
    request.url = server.url + path  # as it is, not tidied up
    with requests.Session() as session:
        reply = session.send(request, timeout=30)
    assert reply.status_code in (404, 405)
    assert "openapi" not in reply.text and "choices" not in reply.text


def test_wrong_methods_say_which_are_right(server: RunningServer) -> None:
    for method, path, allow in (("GET", CHAT, "POST"), ("POST", "/v1/models", "GET")):
        reply = requests.request(method, server.url + path, timeout=30)
        assert (reply.status_code, reply.headers["allow"]) == (405, allow)
        error_of(reply)


KEYS = st.sampled_from(
    ["role", "content", "type", "text", "image_url", "url", "name", "tool_calls", "tool_call_id"]
)
LEAVES = st.sampled_from(
    [None, True, 0, -1, 1e308, "", "user", "assistant", "text", "image_url", "\x00", "\U0001f600"]
) | st.just(picture("PNG", size=(8, 8)))
ANYTHING = st.recursive(LEAVES, lambda part: st.lists(part) | st.dictionaries(KEYS, part))
PART = st.fixed_dictionaries({"type": st.sampled_from(["text", "image_url"])}) | ANYTHING
MESSAGE = st.fixed_dictionaries(
    {"role": st.sampled_from(["user", "assistant", "tool", "system"])},
    optional={"content": st.text() | st.lists(PART) | ANYTHING, "tool_calls": ANYTHING},
)
FIELD_NAMES = st.sampled_from(
    [
        *(
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "max_tokens",
            "min_tokens",
            "n",
            "seed",
            "user",
        ),
        *("stop", "stop_token_ids", "bad_words", "logprobs", "top_logprobs", "logit_bias", "echo"),
        *("tools", "tool_choice", "response_format", "structured_outputs", "stream_options"),
        *("metadata", "documents", "chat_template_kwargs", "reasoning_effort", "vllm_xargs"),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    messages=st.lists(MESSAGE, min_size=1, max_size=3),
    fields=st.dictionaries(FIELD_NAMES, ANYTHING, max_size=2),
)
def test_made_up_requests_never_break_the_server(
    server: RunningServer, messages: Any, fields: Any
) -> None:
    reply = post(server, CHAT, chat(messages=messages) | {"max_tokens": 1} | fields)
    assert reply.status_code in (200, 400), reply.text
    if reply.status_code == 400:
        error_of(reply)
