"""The engine's life beside a running server: loading -> ready -> (restarting -> ready) | failed.

Knows asyncio and our own contracts, not vLLM: what it hosts is anything that is a `RunningEngine`.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, MutableMapping
from typing import Any, Protocol

from qwen_demo.chat import ChatDelta, EngineStatus, Message, ModelInfo, Sampling, State
from qwen_demo.errors import NotReady, UsageError

logger = logging.getLogger(__name__)

ASGIApp = Callable[
    [
        MutableMapping[str, Any],
        Callable[[], Awaitable[MutableMapping[str, Any]]],
        Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ],
    Awaitable[None],
]
ReportPhase = Callable[[str], None]

POLL_S = 0.25
MAX_RESTARTS = 3
RESTART_WINDOW_S = 600.0
DIED = "the engine died; starting it again"


class EngineDied(Exception):
    """The engine's process was killed while it was loading: no fault of the model."""


class RunningEngine(Protocol):
    """An engine that has finished loading."""

    model: ModelInfo
    app: ASGIApp

    def stream_chat(
        self, messages: list[Message], sampling: Sampling, request_id: str
    ) -> AsyncGenerator[ChatDelta, None]: ...

    async def open_picture(self, url: str) -> tuple[str, tuple[int, int]]: ...

    def api_schema(self) -> dict[str, Any]: ...

    def is_alive(self) -> bool: ...

    async def close(self) -> None: ...


StartEngine = Callable[[ReportPhase], Awaitable[RunningEngine]]


class EngineHost:
    """Starts an engine, swaps it in whole, starts it again when it dies. Implements `ChatEngine`.

    It gives up after `MAX_RESTARTS` restarts within `RESTART_WINDOW_S` seconds, or when the model
    can't be loaded the first time; the state is then `failed`.
    """

    def __init__(self, start: StartEngine, restart_delay_s: float = 1.0) -> None:
        self._start = start
        self._restart_delay_s = restart_delay_s
        self._engine: RunningEngine | None = None
        self._state = State.LOADING
        self._phase = "starting"
        self._reason: str | None = None
        self._since = time.monotonic()
        self._restarts: deque[float] = deque()
        self._was_ready = False
        self.gave_up = False

    def status(self) -> EngineStatus:
        """The state now; `model` is set while ready, and kept while restarting."""
        self._notice_death()
        model = self._engine.model if self._engine else None
        elapsed_s = time.monotonic() - self._since
        return EngineStatus(self._state, self._phase, self._reason, round(elapsed_s, 1), model)

    def app(self) -> ASGIApp | None:
        """vLLM's API app, or None while the engine can't answer."""
        self._notice_death()
        return self._engine.app if self._engine and self._state is State.READY else None

    def queue_position(self, request_id: str) -> int | None:
        """None: here a request is taken at once; who waits, waits at the gate before."""
        return None

    async def stream_chat(
        self, messages: list[Message], sampling: Sampling, request_id: str
    ) -> AsyncGenerator[ChatDelta, None]:
        """Stream one answer from the engine. Raises: NotReady unless the engine is ready."""
        stream = self._ready_engine().stream_chat(messages, sampling, request_id)
        try:
            async for delta in stream:
                yield delta
        finally:
            await stream.aclose()

    async def open_picture(self, url: str) -> tuple[str, tuple[int, int]]:
        """A picture as a data URL, and its upright size in pixels, by the rules of the API.

        Raises: InvalidImage; NotReady unless the engine is ready.
        """
        return await self._ready_engine().open_picture(url)

    def api_schema(self) -> dict[str, Any]:
        """vLLM's OpenAPI document of all its routes; takes seconds the first time.

        Raises: NotReady unless the engine is ready.
        """
        return self._ready_engine().api_schema()

    async def run(self) -> None:
        """Load the engine and watch it until it fails for good or this task is cancelled.

        Raises: UsageError when the command line can't work.
        """
        while await self._load():
            await self._until_dead()
            if not await self._may_restart():
                return

    def stop_admitting(self) -> None:
        """Refuse new requests from now on; running ones go on."""
        self._enter(State.STOPPING, "shutting down")

    async def close(self) -> None:
        """Shut the engine down, whatever its state."""
        engine, self._engine = self._engine, None
        if engine:
            await engine.close()

    async def _load(self) -> bool:
        """Whether the engine is worth going on with: it is ready, or it died and may try again."""
        try:
            engine = await self._start(self._report_phase)
        except UsageError:
            raise
        except Exception as error:  # noqa: BLE001  whatever a model load raises is the page's answer
            if self._was_ready or isinstance(error, EngineDied):
                logger.error("The engine died while it was loading: %s", error)
                return True
            logger.error("The model could not be loaded: %s", error)
            self._reason = f"The model could not be loaded: {error}"
            self._enter(State.FAILED, "failed")
            return False
        self._engine = engine
        self._was_ready = True
        if self._state is not State.STOPPING:
            self._enter(State.READY, "ready")
        return True

    async def _until_dead(self) -> None:
        while self._engine and self._engine.is_alive():
            await asyncio.sleep(POLL_S)

    async def _may_restart(self) -> bool:
        if self._state is State.STOPPING:
            return False
        logger.error("The engine died; starting it again.")
        self._enter(State.RESTARTING, DIED)
        await self.close()
        now = time.monotonic()
        while self._restarts and now - self._restarts[0] > RESTART_WINDOW_S:
            self._restarts.popleft()
        if len(self._restarts) >= MAX_RESTARTS:
            self._reason = f"The engine died {MAX_RESTARTS + 1} times within ten minutes."
            self.gave_up = True
            self._enter(State.FAILED, "failed")
            return False
        await asyncio.sleep(self._restart_delay_s * 2 ** len(self._restarts))
        self._restarts.append(now)
        return True

    def _notice_death(self) -> None:
        """An answer breaks off before `_until_dead` looks again: who asks then is told already."""
        if self._state is State.READY and self._engine and not self._engine.is_alive():
            self._enter(State.RESTARTING, DIED)

    def _ready_engine(self) -> RunningEngine:
        self._notice_death()
        if self._engine is None or self._state is not State.READY:
            raise NotReady(self._not_ready_message(), retry_after_s=5)
        return self._engine

    def _enter(self, state: State, phase: str) -> None:
        self._state, self._phase, self._since = state, phase, time.monotonic()

    def _report_phase(self, phase: str) -> None:
        logger.info("Engine: %s ...", phase)
        self._phase = phase

    def _not_ready_message(self) -> str:
        match self._state:
            case State.FAILED:
                return self._reason or "The model could not be loaded."
            case State.STOPPING:
                return "The server is shutting down. Please ask again in a moment."
        return f"The model is not ready yet ({self._phase}). Please ask again in a moment."
