"""The sampling controls: their values as a Sampling and back, and presets with their source."""

import json
from dataclasses import fields, replace
from typing import Any

from qwen_demo.chat import ModelInfo, Sampling
from qwen_demo.errors import InvalidRequest

NEUTRAL = Sampling(
    temperature=1.0,
    top_p=1.0,
    max_tokens=1024,
    top_k=0,
    min_p=0.0,
    presence_penalty=0.0,
    frequency_penalty=0.0,
    repetition_penalty=1.0,
)
"""vLLM's own defaults (SamplingParams), where neither the model nor a preset says otherwise."""

CONTROL_NAMES = tuple(field.name for field in fields(Sampling))
"""The page has one control per field of Sampling, of the same name."""

PRESETS: dict[str, tuple[Sampling, str]] = {
    "Instruct": (
        replace(NEUTRAL, temperature=0.7, top_p=0.8, top_k=20, presence_penalty=1.5),
        "Qwen3-VL README, Generation Hyperparameters, Instruct, VL tasks",
    ),
    "Thinking": (
        replace(NEUTRAL, temperature=1.0, top_p=0.95, top_k=20),
        "Qwen3-VL README, Generation Hyperparameters, Thinking, VL tasks",
    ),
    "Greedy": (replace(NEUTRAL, temperature=0.0), "always the likeliest token"),
}


def with_fallback(sampling: Sampling, fallback: Sampling = NEUTRAL) -> Sampling:
    """The sampling with each None replaced."""
    values = {name: getattr(sampling, name) for name in CONTROL_NAMES}
    return replace(fallback, **{name: value for name, value in values.items() if value is not None})


def model_sampling(model: ModelInfo) -> Sampling:
    """What the controls show for a model.

    Its defaults, an answer no longer than half its context.
    """
    sampling = with_fallback(model.default_sampling)
    longest = max(16, model.max_model_len // 2)
    return replace(sampling, max_tokens=min(sampling.max_tokens or longest, longest))


def controls_to_sampling(values: dict[str, Any]) -> Sampling:
    """The controls' values as a Sampling. Raises: InvalidRequest for a JSON schema that is none."""
    stop = tuple(line for line in (values.get("stop") or "").splitlines() if line)
    numbers = {
        name: values.get(name) for name in CONTROL_NAMES if name not in ("stop", "json_schema")
    }
    for name in ("max_tokens", "top_k", "seed"):
        value = numbers[name]
        numbers[name] = None if value is None else int(value)
    return Sampling(**numbers, stop=stop, json_schema=parse_schema(values.get("json_schema") or ""))


def sampling_to_controls(sampling: Sampling) -> dict[str, Any]:
    """The values of the controls that show a Sampling."""
    values = {name: getattr(sampling, name) for name in CONTROL_NAMES}
    schema = json.dumps(sampling.json_schema, indent=2) if sampling.json_schema else ""
    return values | {"stop": "\n".join(sampling.stop), "json_schema": schema}


def parse_schema(text: str) -> dict[str, Any] | None:
    """A JSON schema; None for empty text. Raises: InvalidRequest."""
    if not text.strip():
        return None
    try:
        schema = json.loads(text)
    except json.JSONDecodeError as error:
        raise InvalidRequest("the JSON schema is not valid JSON ({error})", error=error) from error
    if not isinstance(schema, dict):
        raise InvalidRequest("the JSON schema must be an object")
    return schema
