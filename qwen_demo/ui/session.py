"""What the server keeps of one open page: the history, and the answer being made."""

import asyncio
import uuid
from dataclasses import dataclass, field

from qwen_demo.chat import ImageBudget, ModelInfo, Sampling
from qwen_demo.messages import History, Picture
from qwen_demo.ui.answers import Answer
from qwen_demo.ui.branches import Branches

STARTS = ("send", "example", "regenerate", "edit", "continue", "find", "ask_region", "zoom")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person typed and attached, to be given back if no answer comes."""

    text: str = ""
    files: tuple[str, ...] = ()


@dataclass
class Run:
    """One answer on its way: the history it answers, and what to restore if none comes.

    `start` is the action that began it (one of STARTS): what follows another start leaves it alone.
    `seen` are the pictures sent. `sampling`, where it is set, counts instead of the controls.
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
    sampling: Sampling | None = None


@dataclass
class Session:
    """One page load; lives in gr.State and is changed in place."""

    history: History = ()
    branches: Branches = field(default_factory=Branches)
    run: Run | None = None
    language: str = "en"
    knows_model: bool = False
    has_pixel_coordinates: bool = False
    region_pictures: tuple[Picture, ...] = ()

    def begin(self, history: History = ()) -> None:
        """Go over to another conversation, by default an empty one."""
        self.history, self.branches = history, Branches()

    def pixel_budget(self, model: ModelInfo | None) -> ImageBudget | None:
        """How pictures were resized, where answers give pixels of that instead of 0..1000."""
        return model.image_budget if model is not None and self.has_pixel_coordinates else None
