"""Events and components by name: actions return updates by name, here names become components."""

import functools
import inspect
from collections.abc import Callable
from typing import Any

import gradio as gr

from qwen_demo.ui.controls import CONTROL_NAMES
from qwen_demo.ui.layout import Page

Action = Callable[..., Any]
Settled = Callable[[Action], Action]
"""Makes of an action one after which what it has changed is kept."""

CHAT = (
    *("chatbot", "composer", "notice", "continue_button", "context"),
    *("branch", "pictures_sent", "messages", "delete"),
)
STATUS = (
    *("status", "composer", "timer", "picture_budget", "chatbot", "tasks"),
    *CONTROL_NAMES,
)
LIST = ("conversations",)
UPLOADS = ("composer", "picture_budget", "pdf_pages")
PRIVATE = {"api_visibility": "private", "show_progress": "hidden"}

# Functions of assets/page.js.
LIST_FILES = "(composer) => qwenDemo.listFiles(composer)"
SAVE_LINK = "(path) => qwenDemo.saveLink(path)"


def named(page: Page, action: Callable[..., Any]) -> Callable[..., Any]:
    """The action with its updates keyed by component.

    Keeps the signature: Gradio reads type hints for event data.
    """

    @functools.wraps(action)
    async def call(*args: Any) -> Any:
        updates = action(*args)
        if inspect.isawaitable(updates):
            updates = await updates
        return {page[name]: update for name, update in updates.items()} or gr.skip()

    return call


def listen(
    page: Page,
    event: Callable[..., Any],
    action: Callable[..., Any],
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    **options: Any,
) -> Any:
    """One event: an action, and components by name."""
    return event(
        named(page, action),
        [page[name] for name in inputs],
        [page[name] for name in outputs],
        **{"concurrency_limit": None, **PRIVATE, **options},
    )


def chat_outputs(page: Page) -> tuple[str, ...]:
    """What may change with the conversation."""
    return (*CHAT, "conversation_id", *LIST) if "conversations" in page.components else CHAT


def no_history(action: Action) -> Action:
    """An action where nothing is kept."""
    return action
