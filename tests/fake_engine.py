"""A real, small ChatEngine: scripted answers in, a history of requests out."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field

from qwen_demo.chat import (
    ChatDelta,
    EngineStatus,
    ImageBudget,
    Message,
    ModelInfo,
    Sampling,
    State,
    Usage,
)

MODEL = ModelInfo(
    served_model_names=("fake-model",),
    max_model_len=4096,
    default_sampling=Sampling(temperature=0.7, top_p=0.8, top_k=20),
    image_budget=ImageBudget(pixels_per_side=32, min_pixels=4096, max_pixels=1_048_576),
    max_images=8,
    max_videos=0,
)


@dataclass
class Request:
    """What the engine was asked; `end` is done, aborted or failed, and None while it runs."""

    messages: list[Message]
    sampling: Sampling
    request_id: str
    end: str | None = None


Step = ChatDelta | Exception | float
"""One step of an answer: a delta, an error to raise, or seconds to wait."""


@dataclass
class FakeEngine:
    """Answers requests with the scripts in `answers`, in order; then with `default_answer`."""

    model: ModelInfo = MODEL
    answers: deque[Sequence[Step]] = field(default_factory=deque)
    default_answer: Sequence[Step] = ()
    requests: list[Request] = field(default_factory=list)
    state: State = State.READY
    reason: str | None = None
    queue: list[str] = field(default_factory=list)
    """Ids of requests that are said to wait."""

    def status(self) -> EngineStatus:
        ready = self.state is State.READY
        model = self.model if ready else None
        return EngineStatus(self.state, "weights", self.reason, 3.0, model)

    def queue_position(self, request_id: str) -> int | None:
        return self.queue.index(request_id) + 1 if request_id in self.queue else None

    async def stream_chat(
        self, messages: list[Message], sampling: Sampling, request_id: str
    ) -> AsyncGenerator[ChatDelta, None]:
        request = Request(messages, sampling, request_id)
        self.requests.append(request)
        steps = self.answers.popleft() if self.answers else self.default_answer
        end = "aborted"
        try:
            for step in steps:
                if isinstance(step, Exception):
                    end = "failed"
                    raise step
                if isinstance(step, ChatDelta):
                    yield step
                else:
                    await asyncio.sleep(step)
            end = "done"
        finally:
            request.end = end

    @property
    def running(self) -> int:
        return sum(request.end is None for request in self.requests)


def words(text: str, pause_s: float = 0.0) -> list[Step]:
    """An answer word by word, with usage at the end."""
    parts = [f"{word} " for word in text.split(" ")]
    parts[-1] = parts[-1].rstrip()
    steps: list[Step] = []
    for part in parts:
        steps += [ChatDelta(text=part), pause_s]
    usage = Usage(prompt_tokens=20, completion_tokens=len(parts))
    return [*steps, ChatDelta(finish_reason="stop", usage=usage)]
