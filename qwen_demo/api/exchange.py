"""One API request and its answer: id, body, deadline, error bodies, counters, a line in the log.

Knows ASGI and our errors; not which routes there are. Streams pass through chunk by chunk.
"""

import asyncio
import json
import logging
import re
import time
import uuid
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from qwen_demo.api import responses
from qwen_demo.api.engine_errors import engine_failure, to_demo_error
from qwen_demo.api.metrics import ApiMetrics
from qwen_demo.api.request_checks import CheckedBody
from qwen_demo.errors import AnswerTimeout, DemoError

logger = logging.getLogger("qwen_demo.access")

REQUEST_ID = re.compile(r"[A-Za-z0-9_.:-]{1,128}")
CLIENT_CLOSED = 499
STRIPPED_HEADERS = (b"x-request-id", b"x-vllm-priority", b"x-session-id", b"x-data-parallel-rank")
"""Headers that vLLM obeys; only our own request id goes on to it."""
STREAM_ERROR = b'data: {"error"'
RewriteBody = Callable[[bytes], bytes]


def request_id_of(headers: Headers) -> str:
    """The client's own id where it is a sane one, else a new one."""
    given = headers.get("x-request-id", "")
    return given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex


class Exchange:
    """An API request on its way; its `scope`, `receive` and `send` are what vLLM's app is given."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, metrics: ApiMetrics) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._metrics = metrics
        self.headers = Headers(scope=scope)
        self.request_id = request_id_of(self.headers)
        self.extra_headers: dict[str, str] = {}
        self.status: int | None = None
        self._began = time.monotonic()
        self._body: bytes | None = None
        self._checked: CheckedBody | None = None
        self._rewrite: RewriteBody | None = None
        self._deadline: float | None = None
        self._limit_s = 0.0
        self._expired = False
        self._started = False
        self._finished = False
        self._is_stream = False
        self._held: Message | None = None
        self._held_body = bytearray()

    def replay(self, body: bytes, checked: CheckedBody) -> None:
        """Give `body` to vLLM's app as if it came from the server."""
        self._body = body
        self._checked = checked

    def rewrite_body(self, rewrite: RewriteBody) -> None:
        """Change the whole body of a good answer (of a short one: it is collected first)."""
        self._rewrite = rewrite

    def limit_time(self, seconds: float) -> None:
        """From now on the answer has so many seconds."""
        self._deadline = asyncio.get_running_loop().time() + seconds
        self._limit_s = seconds

    @property
    def scope(self) -> Scope:
        """The scope for vLLM's app: our request id, and none of the headers that steer it."""
        headers = [pair for pair in self._scope["headers"] if pair[0] not in STRIPPED_HEADERS]
        headers.append((b"x-request-id", self.request_id.encode()))
        return {**self._scope, "headers": headers}

    async def receive(self) -> Message:
        """The body once; then the client's going away. The deadline looks the same to vLLM."""
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._receive()
        except TimeoutError:
            self._expired = True
            return {"type": "http.disconnect"}
        if message["type"] == "http.disconnect" and not self._finished:
            self._abort("disconnect", CLIENT_CLOSED)
        return message

    async def send(self, message: Message) -> None:
        """Pass an answer on. An error, or a body to rewrite, is held back until it is whole."""
        if self._expired:
            return
        if message["type"] == "http.response.start":
            await self._on_start(message)
        elif self._held is not None:
            self._held_body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_held(self._held["status"], bytes(self._held_body))
        else:
            await self._on_body(message)

    async def _on_start(self, message: Message) -> None:
        if message["status"] >= 400 or self._rewrite:
            self._held = message
            return
        headers = Headers(raw=message["headers"])
        self._is_stream = headers.get("content-type", "").startswith("text/event-stream")
        await self._start(message)

    async def _start(self, message: Message) -> None:
        self._started = True
        self.status = self.status or message["status"]
        extra = {"x-request-id": self.request_id, **self.extra_headers}
        headers = [*message["headers"], *responses.to_headers(extra)]
        await self._send({**message, "headers": headers})

    async def _on_body(self, message: Message) -> None:
        body = message.get("body", b"")
        if self._is_stream and body.startswith(STREAM_ERROR):
            message = {**message, "body": self._stream_error(body)}
        if not message.get("more_body", False):
            self._finished = True
        await self._send(message)

    async def _send_held(self, status: int, body: bytes) -> None:
        if status >= 400:
            if status >= 500:
                logger.error("request %s: vLLM answered %d %s", self.request_id, status, body[:500])
            await self.send_error(to_demo_error(status, body, self._checked, self.request_id))
        elif self._rewrite:
            self._held = None
            await responses.send_bytes(
                self._send_ours, status, self._rewrite(body), "application/json"
            )

    def _stream_error(self, body: bytes) -> bytes:
        """vLLM's error chunk in mid-stream, cleaned as an error body is."""
        chunk, _, rest = body.removeprefix(b"data: ").partition(b"\n\n")
        try:
            status = int(json.loads(chunk)["error"]["code"])
        except (ValueError, KeyError, TypeError):
            status = 500
        logger.error("request %s: vLLM broke off with %s", self.request_id, chunk[:500])
        return _event(to_demo_error(status, chunk, self._checked, self.request_id)) + rest

    async def send_error(self, error: DemoError) -> None:
        """Answer with an error; where a stream has begun, end it with an error chunk."""
        self._held = None
        if self._finished:
            return
        if not self._started:
            await responses.send_error(self._send_ours, error)
        elif self._is_stream:
            body = _event(error) + b"data: [DONE]\n\n"
            await self._send({"type": "http.response.body", "body": body})
        self._finished = True

    async def _send_ours(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._start(message)
        else:
            self._finished = True
            await self._send(message)

    async def fail(self) -> None:
        """Answer for an exception that nobody expected; call it where the exception is at hand."""
        logger.exception("request %s failed", self.request_id)
        await self.send_error(engine_failure(self.request_id))

    async def end(self) -> None:
        """What is left to do once vLLM's app has returned."""
        if self._expired and not self._finished:
            self._abort("timeout", AnswerTimeout.status)
            await self.send_error(
                AnswerTimeout(
                    f"The answer took longer than {self._limit_s:g} s; ask for less at once."
                )
            )

    def _abort(self, cause: str, status: int) -> None:
        self._metrics.aborts.labels(cause).inc()
        self.status = self.status or status

    def reject(self, error: DemoError) -> None:
        """Count a request that the engine never saw."""
        self._metrics.rejections.labels(error.code or error.type).inc()

    def log(self, route: str) -> None:
        """Count the request and write its line; never what it asked or was answered."""
        seconds = time.monotonic() - self._began
        status = self.status or CLIENT_CLOSED
        self._metrics.requests.labels("api", route, str(status)).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        fields = {
            "request_id": self.request_id,
            "face": "api",
            "route": route,
            "status": status,
            "seconds": round(seconds, 3),
        }
        line = " ".join(f"{name}={value}" for name, value in fields.items())
        logger.info(line, extra={"fields": fields})


def _event(error: DemoError) -> bytes:
    return b"data: " + json.dumps(error.to_openai(), ensure_ascii=False).encode() + b"\n\n"
