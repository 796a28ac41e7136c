"""One answer while it is made: collected, shown at a bounded rate, aborted when its reader goes.

Knows asyncio and the engine's protocol; of Gradio only that a request has a session's hash.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field

import gradio as gr

from qwen_demo.chat import ChatDelta, Usage
from qwen_demo.messages import AnswerStats, split_reasoning

MIN_PAUSE_S = 0.1
MAX_PAUSE_S = 1.0
UPDATE_SPACING_S = 0.012
"""Updates of all open answers come this far apart, so that they take little from the event loop.

An update takes about a millisecond.
"""
CHARACTERS_PER_PAUSE_S = 50_000
"""A long answer is shown more rarely: browsers lay out its whole last block each time."""
PAUSE_PER_COST = 10
"""A pause is at least this many times what showing the last update took.

At most a tenth of the time goes to it.
"""
HEARTBEAT_S = 1.0
"""While no token comes, an update is sent this often.

Only then does Gradio notice that a reader has left.
"""


@dataclass
class Answer:
    """What has come of an answer so far; `prefix` is the earlier part of one that is continued."""

    prefix: str = ""
    text: str = ""
    reasoning: str = ""
    finish_reason: str | None = None
    usage: Usage | None = None
    started_s: float = field(default_factory=time.monotonic)
    first_token_s: float | None = None
    total_s: float = 0.0
    reasoning_s: float = 0.0
    has_started: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, delta: ChatDelta) -> None:
        """Take in one delta."""
        self.total_s = self.elapsed_s
        if delta.text or delta.reasoning:
            if self.first_token_s is None:
                self.first_token_s = self.elapsed_s
                self.has_started.set()
            if delta.reasoning and not self.text:
                self.reasoning_s = self.elapsed_s
        self.text += delta.text
        self.reasoning += delta.reasoning
        self.finish_reason = delta.finish_reason or self.finish_reason
        self.usage = delta.usage or self.usage

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self.started_s

    @property
    def parts(self) -> tuple[str, str]:
        """(reasoning, text), also where the engine did not part them."""
        if self.reasoning:
            return self.reasoning, self.prefix + self.text
        reasoning, text = split_reasoning(self.text)
        return reasoning, self.prefix + text

    @property
    def length(self) -> int:
        """Characters so far."""
        return len(self.prefix) + len(self.text) + len(self.reasoning)

    @property
    def has_content(self) -> bool:
        return bool(self.text or self.reasoning)

    def stats(self) -> AnswerStats:
        """How it went, told now; without a finish_reason the answer was stopped."""
        return AnswerStats(
            finish_reason=self.finish_reason or "abort",
            usage=self.usage,
            first_token_s=self.first_token_s,
            total_s=self.total_s,
            reasoning_s=self.reasoning_s,
        )


async def collect(deltas: AsyncGenerator[ChatDelta, None], answer: Answer) -> None:
    """Take in all deltas. Cancelling this closes the generator, which aborts the request."""
    async with aclosing(deltas):
        async for delta in deltas:
            answer.add(delta)


class Pace:
    """When each open answer is shown next: ten times a second, more rarely where many are open."""

    def __init__(self) -> None:
        self._last_turn_s = 0.0

    def pause_s(self, length: int, cost_s: float) -> float:
        """Take the next free turn; how long to wait for it.

        Longer for an answer that is long, or whose last update took `cost_s`.
        """
        now = time.monotonic()
        turn_s = max(now + MIN_PAUSE_S, self._last_turn_s + UPDATE_SPACING_S)
        self._last_turn_s = min(turn_s, now + MAX_PAUSE_S)
        long_s = MIN_PAUSE_S + length / CHARACTERS_PER_PAUSE_S
        return min(max(turn_s - now, long_s, PAUSE_PER_COST * cost_s), MAX_PAUSE_S)


async def paced_updates(
    task: asyncio.Task[None], answer: Answer, pace: Pace, ends_task: bool = True
) -> AsyncGenerator[Answer, None]:
    """The answer whenever it has grown and its turn has come, and its last state.

    Closing this generator cancels the task that collects it, if it `ends_task`.
    Raises: what the task raised.
    """
    started = asyncio.create_task(answer.has_started.wait())
    try:
        while not (task.done() or started.done()):
            yield answer
            await asyncio.wait(
                {task, started}, timeout=HEARTBEAT_S, return_when=asyncio.FIRST_COMPLETED
            )
        while not task.done():
            shown_s, length = time.monotonic(), answer.length
            yield answer
            pause_s = pace.pause_s(length, time.monotonic() - shown_s)
            await asyncio.wait({task}, timeout=pause_s)
            while answer.length == length and time.monotonic() - shown_s < HEARTBEAT_S:
                if task.done():
                    break
                await asyncio.wait({task}, timeout=MIN_PAUSE_S)
        if not task.cancelled():
            task.result()
        yield answer
    finally:
        started.cancel()
        if ends_task:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


class Readers:
    """Which answers each open page or client is reading; once it has gone, they are aborted.

    `on_update` is called with each update that one of them is given.
    """

    def __init__(self, on_update: Callable[[], None] = lambda: None) -> None:
        self.on_update = on_update
        self._tasks: dict[str, set[asyncio.Task[None]]] = {}

    @contextmanager
    def reading(self, session_hash: str | None, task: asyncio.Task[None]) -> Iterator[None]:
        """While this is open, the reader's leaving cancels the task."""
        tasks = self._tasks.setdefault(str(session_hash), set())
        tasks.add(task)
        try:
            yield
        finally:
            tasks.discard(task)
            if not tasks:
                self._tasks.pop(str(session_hash), None)

    def gone(self, request: gr.Request) -> None:
        """A page was closed, or a client ended, perhaps before the first token."""
        for task in self._tasks.pop(str(request.session_hash), ()):
            task.cancel()
