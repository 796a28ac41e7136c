"""What vLLM says of an engine that did not start, told apart."""

import inspect
import os
from types import SimpleNamespace

import pytest
from vllm.v1.engine.utils import CoreEngineProcManager

from qwen_demo.engine.vllm_engine import KILLED, await_exit_codes, finished_procs

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
