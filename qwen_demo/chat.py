"""What the page and the engine share: messages, sampling, deltas, the engine's state.

Knows only the standard library, so that the page, the API and the tests can speak of an engine
without loading one.
"""

import enum
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, fields
from typing import Any, Protocol

Message = dict[str, Any]
"""One OpenAI chat message: role, and content as a string or a list of content parts."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How an answer is sampled; None leaves a value to the model's own defaults.

    Names and ranges are those of vLLM's chat completion request.
    """

    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    top_k: int | None = None
    min_p: float | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    repetition_penalty: float | None = None
    seed: int | None = None
    stop: tuple[str, ...] = ()
    json_schema: dict[str, Any] | None = None

    def to_request(self) -> dict[str, Any]:
        """The fields of a chat completion request; what is None or empty is left out."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        stop, schema = values.pop("stop"), values.pop("json_schema")
        request = {name: value for name, value in values.items() if value is not None}
        if stop:
            request["stop"] = list(stop)
        if schema is not None:
            named = {"name": "answer", "schema": schema}
            request["response_format"] = {"type": "json_schema", "json_schema": named}
        return request


@dataclass(frozen=True, slots=True)
class Usage:
    """Token counts of one answer, as the engine reports them."""

    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True, slots=True)
class ChatDelta:
    """A piece of an answer: new text, new reasoning, and at the end finish_reason and usage."""

    text: str = ""
    reasoning: str = ""
    finish_reason: str | None = None
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class ImageBudget:
    """How the model's processor turns pixels into visual tokens.

    A picture is resized to a multiple of `pixels_per_side` between `min_pixels` and `max_pixels`;
    each square of that side is one token (Qwen3-VL: patch 16 x merge 2 = 32 pixels).
    """

    pixels_per_side: int
    min_pixels: int
    max_pixels: int


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What the page needs to know of the loaded model.

    `video_budget` bounds all frames of a video together; None where the model takes none.
    """

    served_model_names: tuple[str, ...]
    max_model_len: int
    default_sampling: Sampling
    image_budget: ImageBudget
    max_images: int
    max_videos: int
    video_budget: ImageBudget | None = None
    is_thinking: bool = False
    is_demo: bool = False


class State(enum.StrEnum):
    """The life of the engine; only `ready` answers requests."""

    LOADING = "loading"
    READY = "ready"
    RESTARTING = "restarting"
    FAILED = "failed"
    STOPPING = "stopping"


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """The engine's state, in one line a person understands, and the model once it is ready."""

    state: State
    phase: str = ""
    reason: str | None = None
    elapsed_s: float = 0.0
    model: ModelInfo | None = field(default=None, repr=False)

    @property
    def is_ready(self) -> bool:
        return self.state is State.READY


class ChatEngine(Protocol):
    """What the page asks of an engine."""

    def status(self) -> EngineStatus:
        """The state now; cheap, never blocks."""
        ...

    def queue_position(self, request_id: str) -> int | None:
        """The place of a request in the queue, 1 for the next one; None when it does not wait."""
        ...

    def stream_chat(
        self, messages: list[Message], sampling: Sampling, request_id: str
    ) -> AsyncGenerator[ChatDelta, None]:
        """Stream one answer. Closing or cancelling the generator aborts the request in the engine.

        Raises: errors.DemoError, before or in mid-stream; nothing else.
        """
        ...
