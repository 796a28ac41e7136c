"""What is kept of an answered request, of page and API alike: its line in the log.

Never what was asked or answered. Knows the log; who counts is given the same record.
"""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Literal

from qwen_demo.admission import Face
from qwen_demo.chat import ChatDelta, ChatEngine, EngineStatus, Message, Sampling, Usage
from qwen_demo.errors import DemoError

logger = logging.getLogger(__name__)

CLIENT_CLOSED = 499
"""nginx's status for a client that went away; for the log and the counters only."""
PAGE_ROUTE = "page"
AbortCause = Literal["disconnect", "timeout", "stop"]
"""The client left, its time was over, or (on the page) its answer was stopped or its tab closed."""


@dataclass(frozen=True, slots=True)
class Access:
    """One request and how it ended. What is None is not known, or was not so."""

    request_id: str
    face: Face
    route: str
    status: int
    stream: bool
    seconds: float
    first_s: float | None = None
    """Until the head of the answer went out; for a stream that is its first token."""
    queue_s: float | None = None
    usage: Usage | None = None
    aborted: AbortCause | None = None
    refused: str | None = None
    """The code of the error, where we turned the request away ourselves."""

    def fields(self) -> dict[str, object]:
        """The log's fields; what is None is left out."""
        usage = self.usage
        named = {
            "request_id": self.request_id,
            "face": self.face,
            "route": self.route,
            "status": self.status,
            "stream": self.stream,
            "seconds": round(self.seconds, 3),
            "first_s": None if self.first_s is None else round(self.first_s, 3),
            "queue_s": None if self.queue_s is None else round(self.queue_s, 3),
            "prompt_tokens": usage.prompt_tokens if usage else None,
            "completion_tokens": usage.completion_tokens if usage else None,
            "aborted": self.aborted,
            "refused": self.refused,
        }
        return {name: value for name, value in named.items() if value is not None}


Observe = Callable[[Access], None]


def log_access(access: Access) -> None:
    """Write the line of one request."""
    fields = access.fields()
    line = " ".join(f"{name}={value}" for name, value in fields.items())
    logger.info(line, extra={"fields": fields})


class ObservedEngine:
    """A `ChatEngine` that tells of each answer of the page when it ends."""

    def __init__(self, engine: ChatEngine, observe: Observe) -> None:
        self._engine = engine
        self._observe = observe

    def status(self) -> EngineStatus:
        """The engine's state now."""
        return self._engine.status()

    def queue_position(self, request_id: str) -> int | None:
        """The place of a request in the queue."""
        return self._engine.queue_position(request_id)

    async def stream_chat(
        self, messages: list[Message], sampling: Sampling, request_id: str
    ) -> AsyncGenerator[ChatDelta, None]:
        """Stream one answer. Raises: errors.DemoError."""
        began = time.monotonic()
        access = Access(request_id, "page", PAGE_ROUTE, status=500, stream=True, seconds=0)
        stream = self._engine.stream_chat(messages, sampling, request_id)
        try:
            async with aclosing(stream) as deltas:
                async for delta in deltas:
                    if access.first_s is None:
                        access = replace(access, first_s=time.monotonic() - began)
                    if delta.usage:
                        access = replace(access, usage=delta.usage)
                    yield delta
            access = replace(access, status=200)
        except DemoError as error:
            refused = None if access.first_s is not None else error.code or error.type
            access = replace(access, status=error.status, refused=refused)
            raise
        except (GeneratorExit, asyncio.CancelledError):
            access = replace(access, status=CLIENT_CLOSED, aborted="stop")
            raise
        finally:
            self._observe(replace(access, seconds=time.monotonic() - began))
