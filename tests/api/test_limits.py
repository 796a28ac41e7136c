"""Limits on the real engine: slots, queue, rate, body, time, and pictures by URL."""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from itertools import count
from typing import Any

import pytest
import requests
from PIL import Image

from tests.conftest import RunningServer, launch, wait_until

CHAT = "/v1/chat/completions"
SLOTS, QUEUE = 3, 2  # of the four slots one is the page's
TIME_LIMIT_S = 3
ENDLESS = 8000
ADDRESSES = (f"203.0.113.{number}" for number in count(1))


@pytest.fixture(scope="module")
def limited() -> Iterator[RunningServer]:
    with ExitStack() as stack:
        server = launch(
            stack,
            *("--max-concurrent-requests", "4", "--max-queued-requests", str(QUEUE)),
            *("--request-timeout", str(TIME_LIMIT_S), "--max-body-mb", "1"),
            *("--rate-limit", "5/minute", "--allow-private-media-urls"),
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


def test_of_a_burst_exactly_slots_and_places_are_let_in(limited: RunningServer) -> None:
    def ask(_: int) -> requests.Response:
        return post(limited, chat(max_tokens=300, ignore_eos=True, stream=True))

    with ThreadPoolExecutor(30) as pool:
        replies = list(pool.map(ask, range(30)))
    statuses = Counter(reply.status_code for reply in replies)
    assert statuses == {200: SLOTS + QUEUE, 429: 30 - SLOTS - QUEUE}
    for reply in replies:
        if reply.status_code == 429:
            assert reply.headers["retry-after"] == "5"
            assert reply.json()["error"]["code"] == "rate_limit_exceeded"
        else:
            assert reply.text.endswith("data: [DONE]\n\n")


def test_a_slot_is_free_again_as_soon_as_its_client_is_gone(limited: RunningServer) -> None:
    for _ in range(2 * SLOTS):
        with post(limited, chat(ENDLESS, stream=True), stream=True) as reply:
            assert reply.status_code == 200
            next(reply.iter_lines())
    assert post(limited, chat()).status_code == 200


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
