"""An engine that did not start, and one that died: what is said of it, and to whom."""

import inspect
import os
from contextlib import AsyncExitStack
from types import SimpleNamespace
from typing import Any

import pytest
from vllm.v1.engine.utils import CoreEngineProcManager

from qwen_demo.engine.vllm_engine import KILLED, VllmEngine, await_exit_codes, finished_procs

FAILED = "Engine core initialization failed. See root cause above. Failed core proc(s): "


@pytest.mark.parametrize(
    ("processes", "was_killed"),
    [
        ("{'EngineCore': -9}", True),
        ("{'EngineCore_DP0': 1, 'EngineCore_DP1': -15}", True),
        ("{'EngineCore': 1}", False),
        ("{}", False),
    ],
)
def test_a_killed_engine_is_no_fault_of_the_model(processes: str, was_killed: bool) -> None:
    assert bool(KILLED.search(FAILED + processes)) is was_killed


class Process:
    """An engine's process as the system may show it: ended, its exit code not there yet."""

    def __init__(self, name: str, code: int | None) -> None:
        self.name, self._code = name, code
        self.exitcode: int | None = None
        self.sentinel, self._life = os.pipe()
        if code is not None:
            os.close(self._life)

    def join(self, timeout: float) -> None:
        assert timeout > 0
        self.exitcode = self._code


def test_an_exit_code_that_comes_late_is_waited_for() -> None:
    processes = [Process("killed", -9), Process("failed", 1), Process("running", None)]
    codes = finished_procs(SimpleNamespace(processes=processes))
    assert codes == {"killed": -9, "failed": 1}


def test_vllm_asks_our_function(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = CoreEngineProcManager.finished_procs
    assert inspect.signature(theirs).return_annotation == dict[str, int]
    monkeypatch.setattr(CoreEngineProcManager, "finished_procs", theirs)
    await_exit_codes()
    assert CoreEngineProcManager.finished_procs is finished_procs


class Engine:
    """vLLM's AsyncLLM as far as closing goes; keeps what was done to it, in order."""

    dead_error = RuntimeError("dead")

    def __init__(self, is_dead: bool) -> None:
        self.errored = is_dead
        self.done: list[Any] = []
        self.output_processor = SimpleNamespace(propagate_error=self.done.append)

    def shutdown(self, timeout: float) -> None:
        self.done.append("shutdown")


@pytest.mark.parametrize("is_dead", [True, False])
async def test_who_waits_for_a_dead_engine_is_told_before_it_is_closed(is_dead: bool) -> None:
    closing = VllmEngine.__new__(VllmEngine)  # without an API app around the engine
    closing._engine, closing._lifespan = Engine(is_dead), AsyncExitStack()
    await closing.close()
    assert closing._engine.done == ([Engine.dead_error] if is_dead else []) + ["shutdown"]
