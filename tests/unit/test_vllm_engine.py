"""What vLLM says of an engine that did not start, told apart."""

import pytest

from qwen_demo.engine.vllm_engine import KILLED

FAILED = "Engine core initialization failed. See root cause above. Failed core proc(s): "


@pytest.mark.parametrize(
    ("processes", "was_killed"),
    [
        ("{'EngineCore': -9}", True),
        ("{'EngineCore_DP0': 1, 'EngineCore_DP1': -15}", True),
        ("{}", True),
        ("{'EngineCore': 1}", False),
    ],
)
def test_a_killed_engine_is_no_fault_of_the_model(processes: str, was_killed: bool) -> None:
    assert bool(KILLED.search(FAILED + processes)) is was_killed
