"""One admission gate for both faces: who may use the engine now, who waits, who is turned away.

Knows asyncio only. A slot is held until the caller's `async with` ends, so around a stream it
covers the last byte.
"""

import asyncio
import contextlib
import time
from collections import Counter, deque
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from qwen_demo.chat import ChatDelta, ChatEngine, EngineStatus, Message, Sampling
from qwen_demo.errors import Overloaded

Face = Literal["api", "page"]
Outcome = Literal["admitted", "rejected", "left"]
ObserveWait = Callable[[Face, float, Outcome], None]
"""Told of every decision: face, seconds waited, and what came of it."""
UntilGone = Callable[[], Awaitable[None]]
"""Returns once the client has gone; asked of those only that have to wait."""

RETRY_AFTER_S = 5


@dataclass(eq=False, slots=True)
class _Waiter:
    face: Face
    ticket: str
    turn: asyncio.Future[None]


class ClientGone(Exception):
    """The client left while it waited for a slot."""


def _ignore(face: Face, waited_s: float, outcome: Outcome) -> None:
    pass


class AdmissionGate:
    """At most `max_concurrent` holders of a slot; behind them one queue, first come first served.

    The API never takes the last `page_reserve` slots and each face has its own `max_queued` places
    in the queue, so no load on the API keeps a browser out.
    """

    def __init__(
        self,
        max_concurrent: int,
        max_queued: int,
        max_wait_s: float,
        page_reserve: int,
        observe: ObserveWait = _ignore,
    ) -> None:
        if not 0 <= page_reserve < max_concurrent:
            raise ValueError("page_reserve must leave the API at least one of max_concurrent slots")
        self._max_concurrent = max_concurrent
        self._max_api = max_concurrent - page_reserve
        self._max_queued = max_queued
        self._max_wait_s = max_wait_s
        self._observe = observe
        self._holders: Counter[Face] = Counter()
        self._queue: deque[_Waiter] = deque()

    @property
    def running(self) -> int:
        """Slots held now."""
        return self._holders.total()

    @property
    def waiting(self) -> int:
        """Requests in the queue now, both faces."""
        return len(self._queue)

    def position(self, ticket: str) -> int | None:
        """The place of `ticket` in the queue, 1 for the next one; None when it does not wait."""
        places = enumerate(self._queue, start=1)
        return next((place for place, waiter in places if waiter.ticket == ticket), None)

    @contextlib.asynccontextmanager
    async def slot(
        self, face: Face, ticket: str = "", until_gone: UntilGone | None = None
    ) -> AsyncIterator[None]:
        """Hold a slot, after waiting for it where need be; `ticket` is for `position`.

        Raises: Overloaded when the queue is full or the wait was too long; ClientGone.
        """
        began = time.monotonic()
        outcome: Outcome = "left"
        try:
            await self._enter(face, ticket, until_gone)
            outcome = "admitted"
        except Overloaded:
            outcome = "rejected"
            raise
        finally:
            self._observe(face, time.monotonic() - began, outcome)
        try:
            yield
        finally:
            self._leave(face)

    async def _enter(self, face: Face, ticket: str, until_gone: UntilGone | None) -> None:
        if self._has_room(face):
            self._holders[face] += 1
            return
        if self._queued(face) >= self._max_queued:
            raise Overloaded(
                "The server is full. Try again in some seconds.", retry_after_s=RETRY_AFTER_S
            )
        waiter = _Waiter(face, ticket, asyncio.get_running_loop().create_future())
        self._queue.append(waiter)
        try:
            await self._wait(waiter.turn, until_gone)
        except BaseException:
            self._give_up(waiter)
            raise

    async def _wait(self, turn: asyncio.Future[None], until_gone: UntilGone | None) -> None:
        """Return when it is their turn, by then or at once. Raises: Overloaded, ClientGone."""
        gone = [asyncio.ensure_future(until_gone())] if until_gone else []
        try:
            await asyncio.wait(
                {turn, *gone}, timeout=self._max_wait_s, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            for task in gone:
                task.cancel()
            await asyncio.gather(*gone, return_exceptions=True)
        if turn.done():
            return
        if gone and not gone[0].cancelled():
            raise ClientGone
        raise Overloaded(
            "No slot came free within {seconds:g} s. Try again later.",
            retry_after_s=RETRY_AFTER_S,
            seconds=self._max_wait_s,
        )

    def _give_up(self, waiter: _Waiter) -> None:
        """Take back a place in the queue, or the slot if it was granted in the same moment."""
        if waiter in self._queue:
            self._queue.remove(waiter)
        else:
            self._leave(waiter.face)

    def _leave(self, face: Face) -> None:
        self._holders[face] -= 1
        for waiter in list(self._queue):
            if self._has_room(waiter.face):
                self._queue.remove(waiter)
                self._holders[waiter.face] += 1
                waiter.turn.set_result(None)

    def _has_room(self, face: Face) -> bool:
        if self.running >= self._max_concurrent:
            return False
        return face == "page" or self._holders["api"] < self._max_api

    def _queued(self, face: Face) -> int:
        return sum(waiter.face == face for waiter in self._queue)


class GatedEngine:
    """A `ChatEngine` whose every answer holds a page slot of the gate, from first to last delta."""

    def __init__(self, engine: ChatEngine, gate: AdmissionGate) -> None:
        self._engine = engine
        self._gate = gate

    def status(self) -> EngineStatus:
        """The engine's state now."""
        return self._engine.status()

    def queue_position(self, request_id: str) -> int | None:
        """The place of a request in the queue, 1 for the next one; None when it does not wait."""
        return self._gate.position(request_id)

    async def stream_chat(
        self, messages: list[Message], sampling: Sampling, request_id: str
    ) -> AsyncGenerator[ChatDelta, None]:
        """Stream one answer once a slot is free. Raises: errors.DemoError."""
        async with (
            self._gate.slot("page", request_id),
            contextlib.aclosing(self._engine.stream_chat(messages, sampling, request_id)) as deltas,
        ):
            async for delta in deltas:
                yield delta
