"""An API request as vLLM's app is given it: our request id, the body we have read, a deadline."""

import asyncio
import re
import uuid

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope

from qwen_demo.api.answer import Answer

REQUEST_ID = re.compile(r"[A-Za-z0-9_.:-]{1,128}")
STEERING_HEADERS = (b"x-request-id", b"x-vllm-priority", b"x-session-id", b"x-data-parallel-rank")
"""Headers that vLLM obeys; only our own request id goes on to it."""


def request_id_of(headers: Headers) -> str:
    """The client's own id where it is a sane one, else a new one."""
    given = headers.get("x-request-id", "")
    return given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex


def scope_for_engine(scope: Scope, request_id: str) -> Scope:
    """The scope with our request id, a state of its own, and no header that steers vLLM."""
    headers = [pair for pair in scope["headers"] if pair[0] not in STEERING_HEADERS]
    headers.append((b"x-request-id", request_id.encode()))
    return {**scope, "headers": headers, "state": dict(scope.get("state", {}))}


class ReplayedRequest:
    """Gives a body that was already read to vLLM's app, then tells when the client has gone.

    The deadline looks to vLLM as if the client had gone: it aborts the request in its own way.
    """

    def __init__(self, body: bytes, receive: Receive, answer: Answer, limit_s: float) -> None:
        self._body: bytes | None = body
        self._receive = receive
        self._answer = answer
        self._deadline = asyncio.get_running_loop().time() + limit_s

    async def receive(self) -> Message:
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._receive()
        except TimeoutError:
            self._answer.abort("timeout")
            return {"type": "http.disconnect"}
        if message["type"] == "http.disconnect":
            self._answer.abort("disconnect")
        return message
