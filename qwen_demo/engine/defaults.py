"""Which model fits this machine, and the engine flags that suit it; the user's flags win.

Sources of the figures: parameter counts and shapes from each model's own config.json on the Hub;
FP8 support from docs.vllm.ai, features/quantization (native from compute capability 8.9, as
weights only from 7.5); flag advice from the Qwen3-VL recipe of the vllm-project/recipes repository.
Knows no vLLM: `cli.py` reads the machine and applies what is chosen here.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEMO_MODEL = Path(__file__).resolve().parents[2] / "assets" / "demo_model"
DEMO_MODEL_NAME = "qwen3-vl-demo"
TUTORIAL_ALIAS = "Qwen3-VL-8B-Instruct-4bit-GPTQ"

MEMORY_SHARE = 0.9  # vLLM's --gpu-memory-utilization, a little under its default
OVERHEAD_GIB = 1.8  # a GPU's CUDA context, graphs and activations at 2 MP a picture
MIN_CAPABILITY = (7, 5)  # of vLLM's CUDA build and of FP8 weights
CONTEXT_LENGTHS = (65536, 32768, 16384, 8192)

# The embedded model on a CPU. vLLM puts the model into a worker process there, and while an answer
# is written the engine's process waits for it in a busy loop: on two cores nothing is left for a
# browser. The model is too small to gain from a second thread. Figures: docs/performance.md.
DEMO_CPU_ENVIRONMENT = {"VLLM_ENABLE_V1_MULTIPROCESSING": "0", "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Gpus:
    """The GPUs of a machine, all alike: count, memory of one in GiB, compute capability."""

    count: int
    memory_gib: float
    capability: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """An official checkpoint: GiB of weights, KiB of KV cache (16 bit) a token, least context."""

    model: str
    weights_gib: float
    kv_kib_per_token: int
    min_context: int


# Best first; a shorter context than min_context is worth less than the next checkpoint.
# KV cache: 2 x layers x 8 KV heads x 128 x 2 bytes; 36 layers for 8B and 4B, 28 for 2B.
CHECKPOINTS = (
    Checkpoint("Qwen/Qwen3-VL-8B-Instruct", 16.4, 144, 32768),
    Checkpoint("Qwen/Qwen3-VL-8B-Instruct-FP8", 9.9, 144, 16384),
    Checkpoint("Qwen/Qwen3-VL-4B-Instruct", 8.3, 144, 16384),
    Checkpoint("Qwen/Qwen3-VL-4B-Instruct-FP8", 5.0, 144, 16384),
    Checkpoint("Qwen/Qwen3-VL-2B-Instruct", 4.0, 112, 8192),
    Checkpoint("Qwen/Qwen3-VL-2B-Instruct-FP8", 2.6, 112, 8192),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A model, the engine's defaults for it, and why: the log line."""

    model: str
    defaults: dict[str, Any]
    reason: str


def choose_for_gpus(gpus: Gpus) -> Choice:
    """The best checkpoint that leaves room for a useful context; split over all GPUs if need be.

    Falls back to the embedded demo model where no checkpoint fits.
    """
    for checkpoint in CHECKPOINTS if gpus.capability >= MIN_CAPABILITY else ():
        for split in sorted({1, gpus.count}):
            context = _context_length(checkpoint, gpus, split)
            if context >= checkpoint.min_context:
                return _choice(checkpoint, gpus, split, context)
    return demo_choice(
        f"no Qwen3-VL fits {gpus.count} GPU(s) of {gpus.memory_gib:.0f} GiB "
        f"with compute capability {'.'.join(map(str, gpus.capability))}"
    )


def demo_choice(why: str, is_cpu: bool = False) -> Choice:
    """The embedded demo model: tiny, greedy, always there."""
    defaults: dict[str, Any] = {
        "served_model_name": [DEMO_MODEL_NAME],
        "override_generation_config": {"temperature": 0.0},
        "max_num_seqs": 64,
    }
    if is_cpu:
        defaults["dtype"] = "float32"  # bfloat16 moves a box by 1 % where two digits are close
    return Choice(str(DEMO_MODEL), defaults, f"the embedded demo model, because {why}")


def _context_length(checkpoint: Checkpoint, gpus: Gpus, split: int) -> int:
    """The longest context, in tokens, whose KV cache fits beside the weights; 0 if none does."""
    usable_gib = (gpus.memory_gib * MEMORY_SHARE - OVERHEAD_GIB) * split
    kv_tokens = (usable_gib - checkpoint.weights_gib) * 2**20 / checkpoint.kv_kib_per_token
    return next((length for length in CONTEXT_LENGTHS if length <= kv_tokens), 0)


def _choice(checkpoint: Checkpoint, gpus: Gpus, split: int, context: int) -> Choice:
    roomy = context >= 32768
    defaults: dict[str, Any] = {
        "max_model_len": context,
        "gpu_memory_utilization": MEMORY_SHARE,
        # 1024 pixels are one visual token: 2 MP = 2048 tokens, 1 MP = 1024
        "mm_processor_kwargs": {"max_pixels": 2 * 2**20 if roomy else 2**20},
    }
    if gpus.capability < (8, 0):
        defaults["dtype"] = "half"  # no bfloat16 before Ampere
    if split > 1:
        defaults["tensor_parallel_size"] = split
        defaults["mm_encoder_tp_mode"] = "data"
    gpu_text = f"{split} x {gpus.memory_gib:.0f} GiB" if split > 1 else f"{gpus.memory_gib:.0f} GiB"
    reason = f"{checkpoint.model} with {context} tokens of context, the best that fits {gpu_text}"
    return Choice(checkpoint.model, defaults, reason)


def server_defaults(is_cpu: bool) -> dict[str, Any]:
    """Engine flags for any model behind this app."""
    defaults: dict[str, Any] = {
        "limit_mm_per_prompt": {"image": 8, "video": 0},
        "mm_processor_cache_gb": 1,  # held twice, in the API process and in the engine
        "disable_fastapi_docs": True,
    }
    if is_cpu:
        defaults["enforce_eager"] = True  # compiling costs 20-30 s at each start and gains little
    return defaults


def cpu_kv_cache_bytes(is_demo_model: bool) -> int:
    """The KV cache on a CPU; it is taken from the machine's memory as it comes into use."""
    return 2**28 if is_demo_model else 2**32  # the demo model: 2.5 KiB a token, so 100,000 tokens
