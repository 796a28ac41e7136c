"""What the server keeps of one open page: the history, and the answer being made."""

import asyncio
import uuid
from dataclasses import dataclass, field, replace

from qwen_demo.chat import ImageBudget, ModelInfo
from qwen_demo.messages import History, Picture, Turn
from qwen_demo.ui.answers import Answer
from qwen_demo.ui.branches import Branches

STARTS = (
    *("send", "example", "regenerate", "edit", "continue", "find", "ask_region", "zoom"),
    *("resume", "open"),
)
"""What begins an answer, or the view of one that goes on: a page loaded, a conversation opened."""
BRANCHING = ("edit", "regenerate")
"""What leaves the conversation as it was behind, as a version to return to."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person typed and attached, to be given back if no answer comes."""

    text: str = ""
    files: tuple[str, ...] = ()


@dataclass
class Run:
    """One answer on its way: the history it answers, and what to restore if none comes.

    `start` is the action that began it (one of STARTS): what follows another start leaves it alone.
    `seen` are the pictures sent.
    `kept` is the conversation on the server, and `keeper` writes the answer there.
    """

    start: str
    history: History
    before: History
    draft: Draft
    answer: Answer = field(default_factory=Answer)
    failure: str = ""
    is_trimmed: bool = False
    request_id: str = field(default_factory=lambda: f"page-{uuid.uuid4().hex}")
    task: asyncio.Task[None] | None = None
    seen: tuple[Picture, ...] = ()
    kept: "Kept | None" = None
    keeper: asyncio.Task[None] | None = None
    is_stopped: bool = False
    is_shown: bool = False

    def stop(self) -> None:
        """End the answer for all who read it."""
        self.is_stopped = True
        if self.task is not None:
            self.task.cancel()


@dataclass
class Kept:
    """A conversation on the server as it was last read or written from here.

    `hashes` are those of its files, by path; `readers` how many pages show its running answer.
    """

    id: str
    version: int
    saved: History
    system_prompt: str = ""
    branches: Branches = field(default_factory=Branches)
    hashes: dict[str, str] = field(default_factory=dict)
    readers: int = 0


@dataclass
class Session:
    """One page load; lives in gr.State and is changed in place.

    `kept` is the open conversation on the server, `query` and `shown_list` what the side list
    shows of the others, `deleted` the (id, title) of one that can still be had back; `settling` is
    held while a change is being kept.
    """

    history: History = ()
    branches: Branches = field(default_factory=Branches)
    run: Run | None = None
    language: str = "en"
    knows_model: bool = False
    has_pixel_coordinates: bool = False
    region_pictures: tuple[Picture, ...] = ()
    owner: str | None = None
    kept: Kept | None = None
    system_prompt: str = ""
    query: str = ""
    utc_offset_min: int = 0
    shown_list: int = 100
    list_html: str = ""
    deleted: tuple[str, str] | None = None
    settling: asyncio.Lock = field(default_factory=asyncio.Lock, compare=False)

    def begin(self, history: History = ()) -> None:
        """Go over to another conversation, by default an empty one."""
        self.history, self.branches, self.kept = history, Branches(), None

    def pixel_budget(self, model: ModelInfo | None) -> ImageBudget | None:
        """How pictures were resized, where answers give pixels of that instead of 0..1000."""
        return model.image_budget if model is not None and self.has_pixel_coordinates else None


def answered(run: Run, is_running: bool = False) -> History:
    """The history with the run's answer in it; a continued answer replaces its beginning.

    What is kept while the answer `is_running` is marked as cut short, as it will be if the server
    stops now. So is one that the engine aborted: a person's Stop ends it without the engine's word.
    """
    reasoning, text = run.answer.parts
    history = run.history
    if history[-1].role == "assistant":
        reasoning = reasoning or history[-1].reasoning
        history = history[:-1]
    stats = run.answer.stats()
    if run.failure or is_running or run.answer.finish_reason == "abort":
        stats = replace(stats, finish_reason="interrupted")
    return (*history, Turn("assistant", text, (), reasoning, stats, run.seen))
