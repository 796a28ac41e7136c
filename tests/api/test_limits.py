"""Limits on the real engine: slots, queue, rate, body, time, and pictures by URL."""

import asyncio
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from itertools import count
from typing import Any

import aiohttp
import pytest
import requests
from PIL import Image

from tests.conftest import RunningServer, launch, wait_until

CHAT = "/v1/chat/completions"
SLOTS, QUEUE = 3, 2  # of the four slots one is the page's
TIME_LIMIT_S = 10
ENDLESS = 8000
BURST = 500
ADDRESSES = (f"198.18.{number // 250}.{number % 250 + 1}" for number in count())


@pytest.fixture(scope="module")
def limited() -> Iterator[RunningServer]:
    with ExitStack() as stack:
        server = launch(
            stack,
            *("--max-concurrent-requests", "4", "--max-queued-requests", str(QUEUE)),
            *("--request-timeout", str(TIME_LIMIT_S), "--max-body-mb", "1"),
            *("--rate-limit", "5/minute", "--allow-private-media-urls"),
            *("--log-format", "json"),
        )
        server.wait_ready()
        yield server
        assert server.health() == 200


@pytest.fixture(autouse=True)
def nothing_is_left_running(limited: RunningServer) -> Iterator[None]:
    yield
    wait_until(lambda: limited.running_requests() == 0, 10, "the end of every request")
    assert limited.metric("qwen_demo_slots_held") == limited.metric("qwen_demo_queue_length") == 0


def chat(max_tokens: int = 2, **fields: Any) -> dict[str, Any]:
    messages = [{"role": "user", "content": "hi"}]
    body = {"model": "qwen3-vl-demo", "max_tokens": max_tokens, "messages": messages}
    return body | {"ignore_eos": max_tokens == ENDLESS} | fields


def post(server: RunningServer, body: Any, client: str = "", **options: Any) -> requests.Response:
    """Ask as a client with an address of its own, so that the rate limit is not in the way."""
    headers = {"X-Forwarded-For": client or next(ADDRESSES)}
    return requests.post(server.url + CHAT, json=body, headers=headers, timeout=60, **options)


def log_line(server: RunningServer, request_id: str) -> dict[str, Any]:
    """The log's line about a request; it is written after the answer."""
    lines: list[dict[str, Any]] = []

    def is_there() -> bool:
        logged = [json.loads(line) for line in server.log().splitlines() if line.startswith("{")]
        lines[:] = [line for line in logged if line.get("request_id") == request_id]
        return bool(lines)

    wait_until(is_there, 5, "the log's line")
    assert len(lines) == 1
    return lines[0]


async def test_of_a_burst_of_500_exactly_as_many_are_let_in_as_there_are_places(
    limited: RunningServer,
) -> None:
    body = chat(ENDLESS, stream=True)
    held = [post(limited, body, stream=True) for _ in range(SLOTS)]  # so that none ends too soon
    assert {reply.status_code for reply in held} == {200}
    rejected = counted(limited, "qwen_demo_rejections_total")
    statuses: Counter[int] = Counter()

    async def ask(session: aiohttp.ClientSession) -> None:
        headers = {"X-Forwarded-For": next(ADDRESSES)}
        async with session.post(limited.url + CHAT, json=chat(), headers=headers) as reply:
            content = await reply.json()
            statuses[reply.status] += 1
            if reply.status != 200:
                assert reply.headers["retry-after"] == "5"
                assert content["error"]["code"] == "rate_limit_exceeded"

    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session, asyncio.TaskGroup() as group:
        for _ in range(BURST):
            group.create_task(ask(session))
        async with asyncio.timeout(TIME_LIMIT_S):
            while statuses.total() < BURST - QUEUE:
                await asyncio.sleep(0.05)
        assert limited.metric("qwen_demo_queue_length") == QUEUE
        for reply in held:
            reply.close()
    assert statuses == {200: QUEUE, 429: BURST - QUEUE}
    assert counted(limited, "qwen_demo_rejections_total") == rejected + BURST - QUEUE


def test_a_client_that_leaves_the_queue_gives_up_its_place_at_once(limited: RunningServer) -> None:
    held = [post(limited, chat(ENDLESS, stream=True), stream=True) for _ in range(SLOTS)]
    headers = {"X-Forwarded-For": next(ADDRESSES)}
    with pytest.raises(requests.ReadTimeout):
        requests.post(limited.url + CHAT, json=chat(), headers=headers, timeout=0.5)
    wait_until(lambda: limited.metric("qwen_demo_queue_length") == 0, 1, "the place's return")
    for reply in held:
        reply.close()


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (CHAT, chat(user="private words")),
        ("/v1/completions", {"prompt": "private words", "max_tokens": 2}),
        ("/v1/responses", {"input": "private words", "max_output_tokens": 2}),
    ],
)
def test_a_request_leaves_one_line_in_the_log_with_its_times_and_tokens(
    limited: RunningServer, path: str, fields: dict[str, Any], stream: bool
) -> None:
    request_id = f"{path.replace('/', '-')}-{stream}"
    headers = {"X-Forwarded-For": next(ADDRESSES), "X-Request-ID": request_id}
    body = {"model": "qwen3-vl-demo", "stream": stream, **fields}
    assert requests.post(limited.url + path, json=body, headers=headers, timeout=30).ok
    line = log_line(limited, request_id)
    assert (line["face"], line["route"], line["status"]) == ("api", path, 200)
    assert (line["stream"], line["completion_tokens"]) == (stream, 2)
    assert line["prompt_tokens"] > 1
    assert 0 <= line["queue_s"] <= line["first_s"] <= line["seconds"]
    assert "private words" not in limited.log()


def test_a_refused_request_is_in_the_log_without_tokens(limited: RunningServer) -> None:
    headers = {"X-Forwarded-For": next(ADDRESSES), "X-Request-ID": "refused-1"}
    body = chat(temperature=-1)
    assert requests.post(limited.url + CHAT, json=body, headers=headers, timeout=30).status_code
    line = log_line(limited, "refused-1")
    assert line["status"] == 400 and "prompt_tokens" not in line


def test_a_slot_is_free_again_as_soon_as_its_client_is_gone(limited: RunningServer) -> None:
    for _ in range(2 * SLOTS):
        with post(limited, chat(ENDLESS, stream=True), stream=True) as reply:
            assert reply.status_code == 200
            next(reply.iter_lines())
    assert post(limited, chat()).status_code == 200


def counted(server: RunningServer, name: str) -> float:
    """A counter's value, 0 before the first count."""
    try:
        return server.metric(name)
    except AssertionError:
        return 0


def test_an_answer_in_one_piece_is_aborted_when_its_client_goes(limited: RunningServer) -> None:
    with pytest.raises(requests.ReadTimeout):
        headers = {"X-Forwarded-For": next(ADDRESSES)}
        body = chat(ENDLESS)
        requests.post(limited.url + CHAT, json=body, headers=headers, timeout=0.5)
    wait_until(lambda: limited.running_requests() == 0, 2, "the abort")
    assert limited.metric("qwen_demo_aborts_total") > 0


@pytest.mark.parametrize("stream", [False, True])
def test_the_time_limit_ends_an_answer_and_its_work(limited: RunningServer, stream: bool) -> None:
    began = time.monotonic()
    reply = post(limited, chat(ENDLESS, stream=stream))
    assert TIME_LIMIT_S <= time.monotonic() - began < TIME_LIMIT_S + 2
    if stream:
        *_, error, done, _ = reply.text.split("\n\n")
        assert (reply.status_code, done) == (200, "data: [DONE]")
        content = json.loads(error.removeprefix("data: "))
    else:
        assert reply.status_code == 504
        content = reply.json()
    assert content["error"]["code"] == "answer_timeout"
    wait_until(lambda: limited.running_requests() == 0, 1, "the abort")


def test_a_client_has_its_rate_and_another_one_its_own(limited: RunningServer) -> None:
    client = next(ADDRESSES)
    replies = [post(limited, chat(), client) for _ in range(6)]
    assert [reply.status_code for reply in replies] == [200] * 5 + [429]
    assert [reply.headers["x-ratelimit-remaining-requests"] for reply in replies][:5] == list(
        "43210"
    )
    assert 0 < int(replies[5].headers["retry-after"]) <= 60
    assert post(limited, chat()).status_code == 200


def test_a_body_over_the_limit(limited: RunningServer) -> None:
    reply = post(limited, chat(user="x" * 2**20))
    assert (reply.status_code, reply.json()["error"]["code"]) == (413, "request_too_large")


# --- pictures by URL ------------------------------------------------------------------------


def red_circle() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (64, 64), "red").save(buffer, "PNG")
    return buffer.getvalue()


class Pictures(BaseHTTPRequestHandler):
    """A web server with a picture, and with every way not to give one."""

    def do_GET(self) -> None:
        routes: dict[str, Callable[[], None]] = {
            "/picture.png": lambda: self.give(200, red_circle()),
            "/moved": lambda: self.give(302, b"", Location="/picture.png"),
            "/round": lambda: self.give(302, b"", Location="/round"),
            "/to-file": lambda: self.give(302, b"", Location="file:///etc/passwd"),
            "/page": lambda: self.give(200, b"<html>no picture</html>"),
            "/error": lambda: self.give(500, b""),
            "/huge": lambda: self.give(200, b"x" * (21 * 2**20)),
            "/drip": self.drip,
        }
        with_route = routes.get(self.path, lambda: self.give(404, b""))
        with_route()

    def give(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):  # the reader had enough
            self.wfile.write(body)

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        with suppress(OSError):
            while True:
                self.wfile.write(b"x")
                time.sleep(0.2)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def pictures() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pictures) as web:
        thread = threading.Thread(target=web.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{web.server_port}"
        web.shutdown()
        thread.join()


def showing(url: str) -> dict[str, Any]:
    parts = [{"type": "text", "text": "?"}, {"type": "image_url", "image_url": {"url": url}}]
    return chat(messages=[{"role": "user", "content": parts}])


@pytest.mark.parametrize("path", ["/picture.png", "/moved"])
def test_a_picture_by_url_is_seen(limited: RunningServer, pictures: str, path: str) -> None:
    text_only = post(limited, chat()).json()["usage"]["prompt_tokens"]
    reply = post(limited, showing(pictures + path))
    assert reply.status_code == 200, reply.text
    assert reply.json()["usage"]["prompt_tokens"] > text_only


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/none", "answered with status 404"),
        ("/error", "answered with status 500"),
        ("/page", "can't be read"),
        ("/round", "redirects more than 4 times"),
        ("/to-file", "Only data:, https: and http:"),
        ("/huge", "over the limit of 20 MiB"),
    ],
)
def test_a_picture_that_is_not_to_be_had_is_a_400_that_says_why(
    limited: RunningServer, pictures: str, path: str, reason: str
) -> None:
    began = time.monotonic()
    reply = post(limited, showing(pictures + path))
    assert reply.status_code == 400 and time.monotonic() - began < 3
    error = reply.json()["error"]
    assert error["param"] == "messages[0].content[1].image_url"
    assert reason in error["message"]


def test_a_server_that_drips_is_ended_by_the_time_limit(
    limited: RunningServer, pictures: str
) -> None:
    reply = post(limited, showing(f"{pictures}/drip"))
    assert reply.status_code == 504
