"""The gateway with a small engine app and page behind it: routes, order of the guards, answers."""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from qwen_demo.admission import AdmissionGate
from qwen_demo.api import limits
from qwen_demo.api.auth import ApiKeys
from qwen_demo.api.gateway import Gateway
from qwen_demo.api.limits import RateLimiter, RequestLimits
from qwen_demo.api.metrics import ApiMetrics
from qwen_demo.api.responses import send_json
from qwen_demo.chat import EngineStatus, State
from tests.unit.asgi_client import Caller, ask, json_request

CHAT = "/v1/chat/completions"
HI = {"messages": [{"role": "user", "content": "hi"}]}
READY = EngineStatus(State.READY)


class FakeEngineApp:
    """Stands in for vLLM's app: keeps what it was given, then does what `act` says."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.aborted = 0
        self.act: Callable[[Any, Any], Any] = self.answer_ok

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.paths.append(scope["path"])
        self.headers.append({name.decode(): value.decode() for name, value in scope["headers"]})
        if scope["method"] == "POST":
            self.bodies.append((await receive())["body"])
        await self.act(receive, send)

    async def answer_ok(self, receive: Any, send: Any) -> None:
        await send_json(send, 200, {"ok": True})

    async def stream_until_gone(self, receive: Any, send: Any) -> None:
        """A stream as starlette makes it: it ends without a last message when the client goes."""
        headers = [(b"content-type", b"text/event-stream; charset=utf-8")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"data: {}\n\n", "more_body": True})
        while (await receive())["type"] != "http.disconnect":
            pass
        self.aborted += 1

    async def wait_until_gone(self, receive: Any, send: Any) -> None:
        """What vLLM does for an answer in one piece: gone or late, it sends `null`."""
        while (await receive())["type"] != "http.disconnect":
            pass
        self.aborted += 1
        await send_json(send, 200, None)


class Stack:
    """A gateway and what is around it."""

    def __init__(
        self, status: EngineStatus = READY, slots: int = 4, queued: int = 0, **options: Any
    ) -> None:
        self.status = status
        self.engine = FakeEngineApp()
        self.metrics = ApiMetrics()
        self.gate = AdmissionGate(slots, queued, 1.0, 0, self.metrics.observe_wait)
        self.page_scopes: list[Any] = []
        self.gateway = Gateway(
            self.page,
            lambda: self.engine if self.status.is_ready else None,
            lambda: self.status,
            self.gate,
            metrics=self.metrics,
            **options,
        )

    async def page(self, scope: Any, receive: Any, send: Any) -> None:
        self.page_scopes.append(scope)
        if scope["type"] == "http":
            await send_json(send, 200, "page")

    async def ask(self, method: str, path: str, **kwargs: Any) -> Any:
        return await ask(self.gateway, method, path, **kwargs)

    async def chat(self, content: Any = HI, **headers: str) -> Any:
        return await self.ask("POST", CHAT, **json_request(content, **headers))

    def counted(self, name: str, **labels: str) -> float:
        return self.metrics.registry.get_sample_value(name, labels) or 0.0


# --- routes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [CHAT, "/v1/completions", "/v1/responses"])
async def test_answers_come_from_the_engine_with_the_same_bytes(path: str):
    stack = Stack()
    body = b'{"prompt": "x", "input": "x", "messages": [{"role": "user", "content": "\xc3\xa9"}]}'
    reply = await stack.ask(
        "POST", path, body=[body[:9], body[9:]], headers=json_request({})["headers"]
    )
    assert (reply.status, reply.json()) == (200, {"ok": True})
    assert (stack.engine.paths, stack.engine.bodies) == ([path], [body])


@pytest.mark.parametrize(
    "path",
    [
        "/v1",
        "/v1/embeddings",
        "/v1/chat/completions/",
        "/v1/chat/completions/render",
        "/v1/models/x",
        "//v1/models",
        "/V1/models",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_any_other_path_of_the_api_is_404_and_reaches_nobody(method: str, path: str):
    stack = Stack()
    reply = await stack.ask(method, path)
    assert (reply.status, reply.error()["code"]) == (404, "not_found")
    assert not stack.engine.paths and not stack.page_scopes


@pytest.mark.parametrize(
    "path", ["/invocations", "/tokenize", "/version", "/ping", "/metricsfoo", "/", "/v1x"]
)
async def test_vllm_routes_outside_the_api_fall_to_the_page(path: str):
    stack = Stack()
    await stack.ask("POST", path)
    assert not stack.engine.paths and len(stack.page_scopes) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/docs",
        "/docs/oauth2-redirect",
        "/redoc",
        "/monitoring",
        "/monitoring/summary",
        "/gradio_api/process_recording",
        "/gradio_api/startup-events",
        "/gradio_api/proxy=http://a",
        "/gradio_api/vibe-edit/",
    ],
)
async def test_pages_that_the_frameworks_bring_along_are_404(path: str):
    stack = Stack()
    assert (await stack.ask("GET", path)).status == 404
    assert not stack.page_scopes


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("GET", CHAT, "POST"),
        ("DELETE", CHAT, "POST"),
        ("OPTIONS", CHAT, "POST"),
        ("POST", "/v1/models", "GET"),
        ("POST", "/health", "GET, HEAD"),
    ],
)
async def test_a_wrong_method_is_405_with_the_right_ones(method: str, path: str, allow: str):
    stack = Stack()
    reply = await stack.ask(method, path)
    assert (reply.status, reply.headers["allow"]) == (405, allow)
    assert reply.error()["code"] == "method_not_allowed"
    assert not stack.engine.paths


async def test_a_browsers_preflight_reaches_vllm_without_a_key():
    stack = Stack(keys=ApiKeys(["secret"]))
    headers = {"origin": "https://a", "access-control-request-method": "POST"}
    assert (await stack.ask("OPTIONS", CHAT, headers=headers)).status == 200
    assert stack.engine.paths == [CHAT]


async def test_lifespan_is_the_pages_and_websockets_are_closed():
    stack = Stack()
    await stack.gateway({"type": "lifespan"}, None, None)
    assert stack.page_scopes == [{"type": "lifespan"}]
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    await stack.gateway({"type": "websocket", "path": "/v1/realtime"}, None, send)
    assert sent == [{"type": "websocket.close", "code": 1008}]


async def test_models_do_not_tell_the_folder_they_came_from():
    stack = Stack()

    async def models(receive: Any, send: Any) -> None:
        await send_json(send, 200, {"object": "list", "data": [{"id": "m", "root": "/srv/m"}]})

    stack.engine.act = models
    reply = await stack.ask("GET", "/v1/models")
    assert reply.json() == {"object": "list", "data": [{"id": "m", "root": "m"}]}
    assert reply.headers["content-length"] == str(len(reply.body))


# --- health ---------------------------------------------------------------------------------


async def test_health_when_ready_is_exactly_what_clients_compare_with():
    reply = await Stack().ask("GET", "/health")
    assert (reply.status, reply.body) == (200, b'{"status":"healthy"}')


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (
            EngineStatus(State.LOADING, "weights", elapsed_s=2.04),
            {"status": "loading", "phase": "weights", "elapsed_s": 2.0},
        ),
        (
            EngineStatus(State.RESTARTING, "again", elapsed_s=1),
            {"status": "restarting", "phase": "again", "elapsed_s": 1},
        ),
        (EngineStatus(State.FAILED, reason="no GPU"), {"status": "failed", "reason": "no GPU"}),
    ],
)
async def test_health_when_not_ready_is_503_and_says_why(status: EngineStatus, body: Any):
    stack = Stack(status)
    reply = await stack.ask("GET", "/health")
    assert (reply.status, reply.json()) == (503, body)
    assert (await stack.ask("GET", "/health/live")).status == 200


@pytest.mark.parametrize("state", [State.LOADING, State.RESTARTING, State.STOPPING])
async def test_the_api_is_503_with_retry_after_until_ready(state: State):
    stack = Stack(EngineStatus(state, "weights"))
    for reply in (await stack.chat(), await stack.ask("GET", "/v1/models")):
        assert (reply.status, reply.headers["retry-after"]) == (503, "5")
        assert reply.error()["code"] == "engine_not_ready"


async def test_a_model_that_failed_to_load_is_503_with_the_reason_and_no_retry():
    reply = await Stack(EngineStatus(State.FAILED, reason="no such file")).chat()
    assert (reply.status, reply.headers.get("retry-after")) == (503, None)
    assert "no such file" in reply.error()["message"]


async def test_an_engine_lost_while_a_request_waited_for_its_body_is_503():
    stack = Stack()
    caller = Caller("POST", CHAT, **json_request(HI))
    receive = caller.receive

    async def lose_engine() -> Any:
        stack.status = EngineStatus(State.RESTARTING)
        return await receive()

    caller.receive = lose_engine
    assert (await caller.call(stack.gateway)).status == 503


# --- keys -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer wrong"},
        {"authorization": "secret"},
        {"authorization": "Basic secret"},
        {"x-api-key": "wrong"},
        {"authorization": "Bearer "},
    ],
)
@pytest.mark.parametrize(("method", "path"), [("POST", CHAT), ("GET", "/v1/models")])
async def test_without_a_valid_key_the_api_is_401(method: str, path: str, headers: Any):
    stack = Stack(keys=ApiKeys(["secret"]))
    reply = await stack.ask(method, path, headers=headers)
    assert (reply.status, reply.headers["www-authenticate"]) == (401, "Bearer")
    assert reply.error()["code"] == "invalid_api_key"
    assert not stack.engine.paths


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": "Bearer other"},
        {"authorization": "bearer secret"},
        {"x-api-key": "secret"},
        {"authorization": "Bearer a-hub-token", "x-api-key": "secret"},
    ],
)
async def test_each_key_is_taken_in_either_header(headers: dict[str, str]):
    stack = Stack(keys=ApiKeys(["secret", "other"]))
    assert (await stack.chat(**headers)).status == 200


async def test_health_needs_no_key_and_the_page_guards_itself():
    stack = Stack(keys=ApiKeys(["secret"]))
    assert (await stack.ask("GET", "/health")).status == 200
    assert (await stack.ask("GET", "/")).status == 200


async def test_a_program_with_a_key_is_signed_in_to_the_page():
    stack = Stack(keys=ApiKeys(["secret"]), page_cookie="access-token=t")
    await stack.ask("POST", "/gradio_api/call/chat", headers={"x-api-key": "secret"})
    await stack.ask("POST", "/gradio_api/call/chat", headers={"x-api-key": "wrong"})
    cookies = [dict(scope["headers"]).get(b"cookie") for scope in stack.page_scopes]
    assert cookies == [b"access-token=t", None]


@pytest.mark.parametrize(
    ("client", "headers", "status"),
    [
        (("127.0.0.1", 1), {}, 200),
        (("::1", 1), {}, 200),
        (("10.0.0.8", 1), {}, 401),
        (None, {}, 401),
        (("127.0.0.1", 1), {"x-forwarded-for": "127.0.0.1"}, 401),
        (("127.0.0.1", 1), {"forwarded": "for=127.0.0.1"}, 401),
        (("10.0.0.8", 1), {"x-api-key": "secret"}, 200),
    ],
)
async def test_metrics_are_for_this_machine_or_with_a_key(client: Any, headers: Any, status: int):
    stack = Stack(keys=ApiKeys(["secret"]))
    reply = await stack.ask("GET", "/metrics", client=client, headers=headers)
    assert reply.status == status
    assert (b"qwen_demo_requests" in reply.body) == (status == 200)


async def test_metrics_without_any_keys_are_for_this_machine_only():
    reply = await Stack().ask("GET", "/metrics", client=("10.0.0.8", 1), headers={"x-api-key": "x"})
    assert reply.status == 401


# --- limits ---------------------------------------------------------------------------------


async def test_over_the_slots_it_is_429_before_the_body_is_read():
    stack = Stack(slots=1)
    stack.engine.act = stack.engine.stream_until_gone
    first = Caller("POST", CHAT, **json_request(HI))
    running = asyncio.create_task(first.call(stack.gateway))
    await asyncio.sleep(0)
    second = Caller("POST", CHAT, **json_request(HI))
    reply = await second.call(stack.gateway)
    assert (reply.status, reply.headers["retry-after"]) == (429, "5")
    assert reply.error()["code"] == "rate_limit_exceeded"
    assert second.body_read == 0
    assert stack.counted("qwen_demo_rejections_total", code="rate_limit_exceeded") == 1
    first.gone.set()
    await running
    assert stack.gate.running == 0


async def test_a_slot_is_held_until_the_last_byte_of_a_stream():
    stack = Stack()
    stack.engine.act = stack.engine.stream_until_gone
    caller = Caller("POST", CHAT, **json_request(HI))
    running = asyncio.create_task(caller.call(stack.gateway))
    while len(caller.reply.messages) < 2:
        await asyncio.sleep(0)
    assert stack.gate.running == 1
    caller.gone.set()
    await running
    assert (stack.gate.running, stack.engine.aborted) == (0, 1)
    assert stack.counted("qwen_demo_aborts_total", cause="disconnect") == 1
    labels = {"face": "api", "route": CHAT, "status": "499"}
    assert stack.counted("qwen_demo_requests_total", **labels) == 1


@pytest.mark.parametrize("body", [b"{}", [b"{", b"}"]], ids=["whole", "in two parts"])
async def test_a_client_that_leaves_while_it_waits_gives_up_its_place(body: Any):
    stack = Stack(slots=1, queued=1)
    stack.engine.act = stack.engine.stream_until_gone
    first = Caller("POST", CHAT, **json_request(HI))
    running = asyncio.create_task(first.call(stack.gateway))
    second = Caller("POST", CHAT, **(json_request(HI) | {"body": body}))
    waiting = asyncio.create_task(second.call(stack.gateway))
    while not stack.gate.waiting:
        await asyncio.sleep(0)
    second.gone.set()
    await asyncio.wait_for(waiting, 1)
    assert (stack.gate.waiting, stack.gate.running) == (0, 1)
    assert stack.counted("qwen_demo_aborts_total", cause="disconnect") == 1
    labels = {"face": "api", "outcome": "left"}
    assert stack.counted("qwen_demo_queue_wait_seconds_count", **labels) == 1
    assert not second.reply.messages and len(stack.engine.paths) == 1
    first.gone.set()
    await running


async def test_what_was_read_of_a_body_while_it_waited_is_not_lost():
    stack = Stack(slots=1, queued=1)
    stack.engine.act = stack.engine.stream_until_gone
    first = Caller("POST", CHAT, **json_request(HI))
    running = asyncio.create_task(first.call(stack.gateway))
    body = json_request(HI)["body"]
    second = Caller("POST", CHAT, **(json_request(HI) | {"body": [body[:9], body[9:]]}))
    waiting = asyncio.create_task(second.call(stack.gateway))
    while second.body_read < 2:
        await asyncio.sleep(0)
    stack.engine.act = stack.engine.answer_ok
    first.gone.set()
    assert (await waiting).status == 200
    assert stack.engine.bodies == [body, body]
    await running


async def test_of_a_large_body_only_a_part_is_read_while_it_waits(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(limits, "READ_AHEAD_BYTES", 10)
    stack = Stack(slots=1, queued=1)
    stack.engine.act = stack.engine.stream_until_gone
    first = Caller("POST", CHAT, **json_request(HI))
    running = asyncio.create_task(first.call(stack.gateway))
    second = Caller("POST", CHAT, **(json_request(HI) | {"body": [b"123456"] * 9}))
    waiting = asyncio.create_task(second.call(stack.gateway))
    for _ in range(50):
        await asyncio.sleep(0)
    assert second.body_read == 2
    first.gone.set()
    assert (await waiting).status == 400
    await running


async def test_a_body_that_says_it_is_too_large_is_413_unread():
    stack = Stack(limits=RequestLimits(max_body_bytes=2**20))
    headers = {"content-type": "application/json", "content-length": str(2**20 + 1)}
    caller = Caller("POST", CHAT, body=b"{}", headers=headers)
    reply = await caller.call(stack.gateway)
    assert (reply.status, reply.error()["code"]) == (413, "request_too_large")
    assert caller.body_read == 0


async def test_a_body_that_turns_out_too_large_is_413_and_read_no_further():
    stack = Stack(limits=RequestLimits(max_body_bytes=10))
    headers = {"content-type": "application/json"}
    caller = Caller("POST", CHAT, body=[b"123456"] * 9, headers=headers)
    assert (await caller.call(stack.gateway)).status == 413
    assert (caller.body_read, stack.gate.running) == (2, 0)


async def test_a_content_length_that_is_none_is_400():
    headers = {"content-type": "application/json", "content-length": "-5"}
    assert (await Stack().ask("POST", CHAT, headers=headers)).status == 400


async def test_a_body_that_is_not_said_to_be_json_is_400():
    stack = Stack()
    reply = await stack.ask("POST", CHAT, body=json.dumps(HI).encode())
    assert reply.status == 400 and "Content-Type" in reply.error()["message"]


async def test_a_body_that_drips_is_408(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "BODY_TIMEOUT_S", 0.01)
    stack = Stack()
    headers = {"content-type": "application/json"}
    reply = await stack.ask("POST", CHAT, body=[], headers=headers)
    assert (reply.status, reply.error()["code"]) == (408, "request_timeout")
    assert stack.gate.running == 0


async def test_a_client_that_goes_before_its_body_ends_costs_nothing():
    stack = Stack()
    caller = Caller("POST", CHAT, body=[], headers={"content-type": "application/json"})
    caller.gone.set()
    await caller.call(stack.gateway)
    assert not stack.engine.paths and not caller.reply.messages
    assert stack.counted("qwen_demo_aborts_total", cause="disconnect") == 1


async def test_an_answer_in_one_piece_that_takes_too_long_is_504():
    stack = Stack(limits=RequestLimits(max_request_s=0.01))
    stack.engine.act = stack.engine.wait_until_gone
    reply = await stack.chat()
    assert (reply.status, reply.error()["code"]) == (504, "answer_timeout")
    assert stack.engine.aborted == 1
    assert stack.counted("qwen_demo_aborts_total", cause="timeout") == 1


async def test_a_stream_that_takes_too_long_ends_with_an_error_chunk():
    stack = Stack(limits=RequestLimits(max_request_s=0.01))
    stack.engine.act = stack.engine.stream_until_gone
    reply = await stack.chat()
    first, error, done, rest = reply.body.split(b"\n\n")
    assert (first, done, rest) == (b"data: {}", b"data: [DONE]", b"")
    assert json.loads(error.removeprefix(b"data: "))["error"]["code"] == "answer_timeout"
    assert reply.is_finished and stack.engine.aborted == 1


async def test_a_client_over_its_rate_is_429_and_told_when_to_come_back():
    stack = Stack(rate_limiter=RateLimiter("2/minute"))
    replies = [await stack.chat() for _ in range(3)]
    assert [reply.status for reply in replies] == [200, 200, 429]
    remaining = [reply.headers["x-ratelimit-remaining-requests"] for reply in replies]
    assert remaining == ["1", "0", "0"]
    assert {reply.headers["x-ratelimit-limit-requests"] for reply in replies} == {"2"}
    assert 0 < int(replies[2].headers["retry-after"]) <= 60
    assert float(replies[2].headers["x-ratelimit-reset-requests"].rstrip("s")) > 0
    assert replies[2].error()["type"] == "rate_limit_error"


async def test_keys_can_not_be_tried_out_faster_than_the_rate():
    stack = Stack(rate_limiter=RateLimiter("2/minute"), keys=ApiKeys(["secret"]))
    replies = [await stack.chat(x_api_key=f"guess {number}") for number in range(3)]
    assert [reply.status for reply in replies] == [401, 401, 429]
    assert (await stack.chat(x_api_key="secret")).status == 200


async def test_an_upload_over_the_pages_limit_is_413():
    async def read_all(scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass
        await send_json(send, 200, "read")

    bounds = RequestLimits(max_page_body_bytes=10)
    gate = AdmissionGate(1, 0, 1.0, 0)
    gateway = Gateway(read_all, lambda: None, lambda: READY, gate, limits=bounds)
    caller = Caller("POST", "/gradio_api/upload", body=[b"123456"] * 9)
    assert (await caller.call(gateway)).status == 413
    assert caller.body_read == 2


async def test_each_key_and_each_address_has_a_rate_of_its_own():
    stack = Stack(rate_limiter=RateLimiter("1/minute"), keys=ApiKeys(["a", "b"]))
    assert (await stack.chat(x_api_key="a")).status == 200
    assert (await stack.chat(x_api_key="a")).status == 429
    assert (await stack.chat(x_api_key="b")).status == 200
    open_stack = Stack(rate_limiter=RateLimiter("1/minute"))
    for client in (("10.0.0.1", 1), ("10.0.0.2", 1)):
        request = json_request(HI)
        assert (await open_stack.ask("POST", CHAT, client=client, **request)).status == 200


# --- answers --------------------------------------------------------------------------------


async def test_a_sane_request_id_is_kept_passed_on_and_returned(caplog: pytest.LogCaptureFixture):
    stack = Stack()
    caplog.set_level(logging.INFO, "qwen_demo.access")
    reply = await stack.chat(x_request_id="trace-1.a:b")
    assert reply.headers["x-request-id"] == "trace-1.a:b"
    assert stack.engine.headers[0]["x-request-id"] == "trace-1.a:b"
    assert "request_id=trace-1.a:b face=api route=/v1/chat/completions status=200" in caplog.text


@pytest.mark.parametrize("given", ["", "a b", "x" * 129, "a\tb", "é", "{}"])
async def test_any_other_request_id_is_replaced(given: str):
    stack = Stack()
    request_id = (await stack.chat(x_request_id=given)).headers["x-request-id"]
    assert len(request_id) == 32 and request_id != given
    assert stack.engine.headers[0]["x-request-id"] == request_id


async def test_errors_carry_the_request_id_too():
    reply = await Stack().ask("GET", "/v1/nothing", headers={"x-request-id": "abc"})
    assert reply.headers["x-request-id"] == "abc"


@pytest.mark.parametrize("name", ["x-vllm-priority", "x-session-id", "x-data-parallel-rank"])
async def test_headers_that_steer_vllm_do_not_reach_it(name: str):
    stack = Stack()
    await stack.chat(**{name: "1"})
    assert name not in stack.engine.headers[0]


async def test_an_error_of_vllm_is_answered_in_openais_form():
    stack = Stack()

    async def refuse(receive: Any, send: Any) -> None:
        await send_json(send, 501, {"error": {"message": "No.", "type": "X", "code": 501}})

    stack.engine.act = refuse
    reply = await stack.chat()
    assert reply.status == 400
    assert reply.error() == {
        "message": "No.",
        "type": "invalid_request_error",
        "param": None,
        "code": None,
    }
    assert reply.headers["content-length"] == str(len(reply.body))


async def test_an_exception_is_a_500_with_an_id_that_is_in_the_log(caplog: Any):
    stack = Stack()

    async def fail(receive: Any, send: Any) -> None:
        raise RuntimeError("secret path")

    stack.engine.act = fail
    reply = await stack.chat(x_request_id="abc")
    assert (reply.status, reply.error()["code"]) == (500, "engine_error")
    assert "abc" in reply.error()["message"] and b"secret" not in reply.body
    assert "request abc failed" in caplog.text and "secret path" in caplog.text
    assert stack.gate.running == 0


async def test_a_fault_of_ours_with_a_value_error_under_it_stays_ours():
    stack = Stack()

    async def fail(receive: Any, send: Any) -> None:
        raise RuntimeError("worker") from ValueError("secret shape")

    stack.engine.act = fail
    reply = await stack.chat()
    assert reply.status == 500 and b"secret" not in reply.body


async def test_an_exception_in_mid_stream_ends_the_stream_with_an_error_chunk():
    stack = Stack()

    async def fail(receive: Any, send: Any) -> None:
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"data: {}\n\n", "more_body": True})
        raise RuntimeError("boom")

    stack.engine.act = fail
    reply = await stack.chat()
    assert reply.status == 200 and reply.is_finished
    assert b'data: {"error"' in reply.body and reply.body.endswith(b"data: [DONE]\n\n")


async def test_a_stream_that_starts_with_an_error_is_that_error():
    stack = Stack()
    error = {"message": "top_k is odd.", "type": "BadRequestError", "param": None, "code": 400}

    async def refuse_late(receive: Any, send: Any) -> None:
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for body in (json.dumps({"error": error}).encode(), b"[DONE]"):
            chunk = b"data: " + body + b"\n\n"
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    stack.engine.act = refuse_late
    reply = await stack.chat()
    assert (reply.status, reply.error()["message"]) == (400, "top_k is odd.")
    assert reply.headers["content-type"] == "application/json" and reply.is_finished


async def test_a_response_refused_after_it_was_announced_is_that_refusal():
    stack = Stack()

    async def refuse_late(receive: Any, send: Any) -> None:
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for name in (b"created", b"in_progress"):
            event = b"event: response." + name + b"\ndata: {}\n\n"
            await send({"type": "http.response.body", "body": event, "more_body": True})
        refusal = ValueError("logit_bias is odd. (parameter=logit_bias)")
        group = ExceptionGroup("unhandled errors in a TaskGroup", [refusal])
        raise RuntimeError("response already started") from group

    stack.engine.act = refuse_late
    reply = await stack.ask("POST", "/v1/responses", **json_request({"input": "hi"}))
    assert (reply.status, reply.error()["message"]) == (400, "logit_bias is odd.")


async def test_announcements_of_a_response_come_before_its_text():
    stack = Stack()
    chunks = [b"event: response.created\n\n", b"event: response.in_progress\n\n", b"event: x\n\n"]

    async def respond(receive: Any, send: Any) -> None:
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for chunk in chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    stack.engine.act = respond
    reply = await stack.ask("POST", "/v1/responses", **json_request({"input": "hi"}))
    assert (reply.status, reply.body) == (200, b"".join(chunks))


async def test_an_error_chunk_of_vllm_is_cleaned_and_the_stream_goes_on():
    stack = Stack()
    chunk = b'data: {"error": {"message": "See stack trace above", "code": 500}}\n\n'

    async def break_off(receive: Any, send: Any) -> None:
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"data: {}\n\n", "more_body": True})
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"data: [DONE]\n\n", "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    stack.engine.act = break_off
    reply = await stack.chat(x_request_id="abc")
    assert b"stack trace" not in reply.body and b"abc" in reply.body
    assert reply.body.count(b"data: ") == 3


async def test_streams_pass_chunk_by_chunk():
    stack = Stack()
    chunks = [b"data: 1\n\n", b"data: 2\n\n"]
    let_go = asyncio.Event()

    async def stream(receive: Any, send: Any) -> None:
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": chunks[0], "more_body": True})
        await let_go.wait()
        await send({"type": "http.response.body", "body": chunks[1]})

    stack.engine.act = stream
    caller = Caller("POST", CHAT, **json_request(HI))
    running = asyncio.create_task(caller.call(stack.gateway))
    while len(caller.reply.messages) < 2:
        await asyncio.sleep(0)
    assert caller.reply.body == chunks[0]
    let_go.set()
    await running
    assert caller.reply.body == b"".join(chunks)


async def test_a_body_that_is_refused_never_reaches_the_engine():
    stack = Stack()
    assert (await stack.chat({**HI, "n": 1000})).status == 400
    assert not stack.engine.paths and stack.gate.running == 0


async def test_a_picture_that_vllm_refuses_is_named_by_its_place():
    from qwen_demo.errors import media_param

    stack = Stack()
    url = "data:image/png;base64,xyz"
    error = {"message": "It can't be read.", "type": "X", "param": media_param(url), "code": 400}

    async def refuse(receive: Any, send: Any) -> None:
        await send_json(send, 400, {"error": error})

    stack.engine.act = refuse
    parts = [{"type": "text", "text": "?"}, {"type": "image_url", "image_url": {"url": url}}]
    reply = await stack.chat({"messages": [{"role": "user", "content": parts}]})
    place = "messages[0].content[1].image_url"
    assert reply.error() == {
        "message": f"{place}: It can't be read.",
        "type": "invalid_request_error",
        "param": place,
        "code": "invalid_image",
    }


async def test_the_log_holds_neither_prompt_nor_answer_nor_key(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    stack = Stack(keys=ApiKeys(["k3y-value"]))
    content = {"messages": [{"role": "user", "content": "private words"}]}
    await stack.chat(content, x_api_key="k3y-value")
    await stack.chat(content, x_api_key="wr0ng-value")
    assert len([r for r in caplog.records if r.name == "qwen_demo.access"]) == 2
    for secret in ("private words", "k3y-value", "wr0ng-value"):
        assert secret not in caplog.text
