"""An answer on its way to the client: request id, OpenAI error bodies, and how it ended.

Streams pass through chunk by chunk; only errors and bodies to be rewritten are collected first.
The head of a stream waits for the first chunk that the engine has made: vLLM finds some faults of
a request only then, and a fault of the client is a 4xx, not a 200 with an error in it.
Knows ASGI and our errors, not which routes there are.
"""

import json
import logging
import time
from collections.abc import Callable
from typing import Literal

from starlette.datastructures import Headers
from starlette.types import Message, Send

from qwen_demo.api import responses
from qwen_demo.api.engine_errors import (
    EngineRefusal,
    clean_message,
    client_fault,
    engine_failure,
    to_demo_error,
)
from qwen_demo.api.request_checks import CheckedBody
from qwen_demo.errors import DemoError

logger = logging.getLogger(__name__)

STREAM_ERROR = b'data: {"error"'
ANNOUNCEMENTS = (b"event: response.created", b"event: response.in_progress")
"""Events of the Responses API that vLLM sends before it asks the engine."""
LOGGED_BYTES = 500


class Answer:
    """What vLLM's app sends through, and what we send ourselves in its place."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self.request_id = request_id
        self._began = time.monotonic()
        self.headers: dict[str, str] = {"x-request-id": request_id}
        self.checked: CheckedBody | None = None
        self.rewrite: Callable[[bytes], bytes] | None = None
        """Applied to the whole body of a good answer; for short ones."""
        self.rewrite_events: Callable[[bytes], bytes] | None = None
        """Applied to each piece of a good stream."""
        self.status: int | None = None
        self.refused: str | None = None
        """The code of the error that the gateway answered with."""
        self.admitted_s: float | None = None
        """When it got its slot, by time.monotonic()."""
        self.head_s: float | None = None
        """When the head went out, by time.monotonic()."""
        self.last_body = b""
        """The last piece that went out, and so the whole of an answer in one piece."""
        self.finished = False
        self.aborted: Literal["disconnect", "timeout"] | None = None
        self.is_stream = False
        self._stream_head: list[Message] = []
        self._held: Message | None = None
        self._held_body = bytearray()

    def abort(self, cause: Literal["disconnect", "timeout"]) -> None:
        """The client is gone or its time is over: nothing more of vLLM's goes out."""
        if not self.finished:
            self.aborted = cause

    def elapsed_s(self, moment: float | None) -> float | None:
        """Seconds from the request's beginning to a moment of time.monotonic()."""
        return None if moment is None else moment - self._began

    async def send(self, message: Message) -> None:
        """vLLM's side."""
        if self.aborted or self.finished:
            return
        if message["type"] == "http.response.start":
            await self._on_start(message)
        elif self._held is not None:
            self._held_body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_held(self._held["status"], bytes(self._held_body))
        elif self.is_stream:
            await self._on_chunk(message)
        else:
            await self._pass(message)

    async def send_error(self, error: DemoError) -> None:
        """Answer with an error; where a stream has begun, end it with an error chunk."""
        self._held = None
        if self.status is None:
            await responses.send_error(self._pass, error)
        elif self.is_stream and not self.finished:
            body = _event(error) + b"data: [DONE]\n\n"
            await self._pass({"type": "http.response.body", "body": body})

    async def _on_start(self, message: Message) -> None:
        if message["status"] >= 400 or self.rewrite:
            self._held = message
            return
        content_type = Headers(raw=message["headers"]).get("content-type", "")
        self.is_stream = content_type.startswith("text/event-stream")
        if self.is_stream:
            self._stream_head = [message]
        else:
            await self._pass(message)

    async def _on_chunk(self, message: Message) -> None:
        body = message.get("body", b"")
        if body.startswith(STREAM_ERROR):
            await self._on_stream_error(message)
        elif self.status is None and body.startswith(ANNOUNCEMENTS):
            self._stream_head.append(message)
        else:
            head, self._stream_head = self._stream_head, []
            for held in head:
                await self._pass(held)
            if self.rewrite_events:
                message = {**message, "body": self.rewrite_events(body)}
            await self._pass(message)

    async def _send_held(self, status: int, body: bytes) -> None:
        if status >= 400:
            self._log_fault(status, body)
            error = to_demo_error(status, body, self.checked, self.request_id)
            await self.send_error(error)
        elif self.rewrite:
            self._held = None
            body = self.rewrite(body)
            await responses.send_bytes(self._pass, status, body, "application/json")

    async def _on_stream_error(self, message: Message) -> None:
        """An error chunk is cleaned as an error body is; the first chunk becomes the answer."""
        chunk, _, rest = message["body"].removeprefix(b"data: ").partition(b"\n\n")
        try:
            status = int(json.loads(chunk)["error"]["code"])
        except (ValueError, KeyError, TypeError):
            status = 500
        self._log_fault(status, chunk)
        error = to_demo_error(status, chunk, self.checked, self.request_id)
        if self.status is None:
            await self.send_error(error)
        else:
            await self._pass({**message, "body": _event(error) + rest})

    def _log_fault(self, status: int, body: bytes) -> None:
        if status >= 500:
            shown = body[:LOGGED_BYTES].decode(errors="replace")
            logger.error("request %s: vLLM answered %d: %s", self.request_id, status, shown)

    async def _pass(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.head_s = time.monotonic()
            extra = responses.to_headers(self.headers)
            message = {**message, "headers": [*message["headers"], *extra]}
        else:
            self.last_body = message.get("body") or self.last_body
            self.finished = not message.get("more_body", False)
        await self._send(message)

    async def fail(self, error: Exception) -> None:
        """Answer for an exception of vLLM's app, which may be about a fault of the client."""
        fault = client_fault(error)
        if fault is not None:
            await self.send_error(EngineRefusal(400, clean_message(str(fault)), None))
            return
        logger.error("request %s failed", self.request_id, exc_info=error)
        await self.send_error(engine_failure(self.request_id))


def _event(error: DemoError) -> bytes:
    return b"data: " + json.dumps(error.to_openai(), ensure_ascii=False).encode() + b"\n\n"
