"""The engine's life, driven by a small engine that loads, fails and dies when told."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

import pytest

from qwen_demo.chat import ChatDelta, ImageBudget, Message, ModelInfo, Sampling, State
from qwen_demo.engine import host as host_module
from qwen_demo.engine.host import ASGIApp, EngineDied, EngineHost, ReportPhase
from qwen_demo.errors import NotReady, UsageError

MODEL = ModelInfo(("m",), 100, Sampling(), ImageBudget(32, 1024, 4096), 4, 0)


async def no_app(scope: object, receive: object, send: object) -> None:
    pass


class SmallEngine:
    """Answers one word; lives until `alive` is False."""

    model = MODEL
    app: ASGIApp = staticmethod(no_app)

    def __init__(self) -> None:
        self.alive = True
        self.closed = False
        self.open_streams = 0

    async def stream_chat(
        self, messages: list[Message], sampling: Sampling, request_id: str
    ) -> AsyncGenerator[ChatDelta, None]:
        self.open_streams += 1
        try:
            while True:
                yield ChatDelta(text="word ")
        finally:
            self.open_streams -= 1

    async def open_picture(self, url: str) -> tuple[str, tuple[int, int]]:
        return url, (1, 1)

    def api_schema(self) -> dict[str, Any]:
        return {"openapi": "3.1.0"}

    def is_alive(self) -> bool:
        return self.alive

    async def close(self) -> None:
        self.closed = True


class Starter:
    """Hands out engines, or raises what it is told to."""

    def __init__(self) -> None:
        self.engines: list[SmallEngine] = []
        self.error: Exception | None = None
        self.go = asyncio.Event()

    async def __call__(self, report: ReportPhase) -> SmallEngine:
        report("loading the weights")
        await self.go.wait()
        if self.error:
            raise self.error
        self.engines.append(SmallEngine())
        return self.engines[-1]


@contextlib.asynccontextmanager
async def running(starter: Starter) -> AsyncIterator[tuple[EngineHost, asyncio.Task[None]]]:
    host = EngineHost(starter, restart_delay_s=0.01)
    task = asyncio.create_task(host.run())
    try:
        yield host, task
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError, UsageError):
            await task


async def until(host: EngineHost, state: State) -> None:
    async with asyncio.timeout(5):
        while host.status().state is not state:
            await asyncio.sleep(0.01)


@pytest.fixture(autouse=True)
def quick_poll(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_module, "POLL_S", 0.01)


async def test_it_tells_its_phase_and_refuses_requests_while_loading() -> None:
    starter = Starter()
    async with running(starter) as (host, _):
        await asyncio.sleep(0)
        assert host.status().state is State.LOADING
        assert host.status().phase == "loading the weights"
        assert host.app() is None
        with pytest.raises(NotReady, match="loading the weights"):
            await anext(host.stream_chat([], Sampling(), "r"))
        starter.go.set()
        await until(host, State.READY)
        assert host.status().model == MODEL
        assert host.app() is no_app


async def test_closing_an_answer_closes_it_in_the_engine() -> None:
    starter = Starter()
    starter.go.set()
    async with running(starter) as (host, _):
        await until(host, State.READY)
        answer = host.stream_chat([], Sampling(), "r")
        assert (await anext(answer)).text == "word "
        assert starter.engines[0].open_streams == 1
        await answer.aclose()
        assert starter.engines[0].open_streams == 0


async def test_a_load_that_fails_says_why_and_ends() -> None:
    starter = Starter()
    starter.error = OSError("no such model")
    starter.go.set()
    async with running(starter) as (host, task):
        await task
        assert host.status().state is State.FAILED
        assert host.status().reason == "The model could not be loaded: no such model"
        assert not host.gave_up
        with pytest.raises(NotReady, match="no such model"):
            await anext(host.stream_chat([], Sampling(), "r"))


async def test_an_engine_that_is_killed_while_it_loads_is_started_again() -> None:
    starter = Starter()
    starter.error = EngineDied("its process was killed")
    starter.go.set()
    async with running(starter) as (host, _):
        await until(host, State.RESTARTING)
        starter.error = None
        await until(host, State.READY)
        assert len(starter.engines) == 1


async def test_a_load_that_fails_after_the_engine_died_is_tried_again_and_then_given_up() -> None:
    starter = Starter()
    starter.go.set()
    async with running(starter) as (host, task):
        await until(host, State.READY)
        starter.error = OSError("no memory yet")
        starter.engines[0].alive = False
        await asyncio.wait_for(task, 5)
        assert host.gave_up and host.status().state is State.FAILED
        assert len(starter.engines) == 1


async def test_a_bad_command_line_is_raised() -> None:
    starter = Starter()
    starter.error = UsageError("--what")
    starter.go.set()
    async with running(starter) as (_, task):
        with pytest.raises(UsageError):
            await task


async def test_a_dead_engine_is_closed_and_started_again() -> None:
    starter = Starter()
    starter.go.set()
    async with running(starter) as (host, _):
        await until(host, State.READY)
        starter.go.clear()
        starter.engines[0].alive = False
        await until(host, State.RESTARTING)
        assert host.app() is None
        starter.go.set()
        await until(host, State.READY)
        assert [engine.closed for engine in starter.engines] == [True, False]


async def test_who_asks_is_told_of_a_death_before_the_next_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(host_module, "POLL_S", 60)
    starter = Starter()
    starter.go.set()
    for ask in ("status", "app", "stream"):
        async with running(starter) as (host, _):
            await until(host, State.READY)
            starter.engines[-1].alive = False
            if ask == "status":
                assert host.status().state is State.RESTARTING
            elif ask == "app":
                assert host.app() is None
            else:
                with pytest.raises(NotReady, match="died"):
                    await anext(host.stream_chat([], Sampling(), "r"))


async def test_it_gives_up_after_the_third_restart() -> None:
    starter = Starter()
    starter.go.set()
    async with running(starter) as (host, task):
        for started in range(1, 5):
            while len(starter.engines) < started:
                await asyncio.sleep(0.01)
            await until(host, State.READY)
            starter.engines[-1].alive = False
        await asyncio.wait_for(task, 5)
        assert host.gave_up
        assert host.status().state is State.FAILED
        assert "died 4 times" in (host.status().reason or "")


async def test_an_engine_that_dies_at_shutdown_is_not_started_again() -> None:
    starter = Starter()
    starter.go.set()
    async with running(starter) as (host, task):
        await until(host, State.READY)
        host.stop_admitting()
        assert host.app() is None
        starter.engines[0].alive = False
        await asyncio.wait_for(task, 5)
        assert len(starter.engines) == 1
