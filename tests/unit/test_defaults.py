"""`--model auto`: what is chosen for which machine."""

import pytest

from qwen_demo.engine.defaults import (
    CHECKPOINTS,
    DEMO_MODEL,
    MEMORY_SHARE,
    OVERHEAD_GIB,
    Gpus,
    choose_for_gpus,
)

CAPABILITIES = [(7, 5), (8, 0), (8, 6), (8, 9), (9, 0)]
FITTING = [
    (1, 8, "2B-Instruct", 8192),
    (1, 12, "4B-Instruct-FP8", 16384),
    (1, 15, "4B-Instruct", 16384),  # what a 16 GB T4 really has
    (1, 16, "8B-Instruct-FP8", 16384),
    (1, 22.5, "8B-Instruct-FP8", 32768),  # what a 24 GB L4 or A10G really has
    (1, 24, "8B-Instruct-FP8", 65536),
    (1, 40, "8B-Instruct", 65536),
    (1, 80, "8B-Instruct", 65536),
    (2, 24, "8B-Instruct", 65536),
]


@pytest.mark.parametrize("capability", CAPABILITIES)
@pytest.mark.parametrize(("count", "memory_gib", "model", "context"), FITTING)
def test_the_best_checkpoint_that_fits(
    count: int, memory_gib: float, model: str, context: int, capability: tuple[int, int]
) -> None:
    choice = choose_for_gpus(Gpus(count, memory_gib, capability))
    assert choice.model == f"Qwen/Qwen3-VL-{model}"
    assert choice.defaults["max_model_len"] == context
    assert choice.defaults.get("dtype") == ("half" if capability < (8, 0) else None)


@pytest.mark.parametrize(("count", "memory_gib", "model", "context"), FITTING)
def test_weights_cache_and_one_full_picture_fit_the_memory(
    count: int, memory_gib: float, model: str, context: int
) -> None:
    choice = choose_for_gpus(Gpus(count, memory_gib, (8, 9)))
    checkpoint = next(c for c in CHECKPOINTS if c.model == choice.model)
    split = choice.defaults.get("tensor_parallel_size", 1)
    cache_gib = context * checkpoint.kv_kib_per_token / 2**20
    usable_gib = split * (memory_gib * MEMORY_SHARE - OVERHEAD_GIB)
    assert checkpoint.weights_gib + cache_gib <= usable_gib
    assert choice.defaults["mm_processor_kwargs"]["max_pixels"] / 1024 <= context / 4


def test_two_small_gpus_share_a_model_that_one_can_not_hold() -> None:
    assert choose_for_gpus(Gpus(2, 24, (8, 9))).defaults["tensor_parallel_size"] == 2
    assert "tensor_parallel_size" not in choose_for_gpus(Gpus(2, 80, (9, 0))).defaults


@pytest.mark.parametrize("gpus", [Gpus(1, 4, (8, 6)), Gpus(1, 80, (7, 0))])
def test_a_gpu_that_can_hold_none_gets_the_demo_model_and_the_reason(gpus: Gpus) -> None:
    choice = choose_for_gpus(gpus)
    assert choice.model == str(DEMO_MODEL)
    assert f"{gpus.memory_gib:.0f} GiB" in choice.reason
