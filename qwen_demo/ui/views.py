"""What the page shows of a session: updates by component name, built in one place."""

import asyncio
from collections.abc import Sequence
from typing import Any

import gradio as gr

from qwen_demo.chat import ModelInfo
from qwen_demo.messages import History, estimate_tokens
from qwen_demo.ui.answers import Answer
from qwen_demo.ui.drawn import draw_history
from qwen_demo.ui.render import history_to_chatbot
from qwen_demo.ui.session import Session
from qwen_demo.ui.texts import say

Updates = dict[str, Any]
LABEL_LENGTH = 40
NEARLY_FULL = 0.8


def notice(text: str) -> Updates:
    """The line above the composer that tells what a person should know; empty text hides it."""
    return {"notice": gr.update(value=text, visible=bool(text))}


def chat_view(session: Session, model: ModelInfo | None) -> Updates:
    """Everything that follows from the history, with the composer ready for the next message.

    Draws what has not been drawn before: where there may be such, drawn_view does so in a thread.
    """
    history = session.history
    return {
        "chatbot": history_to_chatbot(history, session.language, session.pixel_budget(model)),
        "composer": gr.update(submit_btn=True, stop_btn=False),
        "continue_button": gr.update(visible=can_continue(history)),
        "context": gr.update(value=context_bar(history, model, session.language)),
        **branch_choices(session),
        **context_choices(history, session.language),
    }


async def drawn_view(session: Session, model: ModelInfo | None) -> Updates:
    """chat_view, its boxes drawn in a thread; nothing where an answer has begun meanwhile."""
    budget = session.pixel_budget(model)
    await asyncio.to_thread(draw_history, session.history, budget)
    return chat_view(session, model) if session.run is None else {}


def branch_choices(session: Session) -> Updates:
    """The versions of the conversation, numbered; none where there is but one."""
    branches = session.branches
    choices = [(str(index + 1), index) for index in range(branches.count)]
    visible = branches.count > 1
    return {"branch": gr.update(choices=choices, value=branches.shown, visible=visible)}


def can_continue(history: History) -> bool:
    """Whether the last answer is unfinished, or its question has none."""
    if not history or history[-1].role == "user":
        return bool(history)
    stats = history[-1].stats
    return stats is not None and stats.finish_reason in ("length", "abort", "interrupted")


def busy_view(
    session: Session, history: History, model: ModelInfo | None, **composer: Any
) -> Updates:
    """The question is shown, the composer offers Stop; `composer` holds what else changes there."""
    return {
        "chatbot": history_to_chatbot(history, session.language, session.pixel_budget(model)),
        "composer": gr.update(submit_btn=False, stop_btn=True, **composer),
        "continue_button": gr.update(visible=False),
        **notice(""),
    }


def live_view(
    answer: Answer,
    language: str,
    previews: Sequence[dict[str, str]] = (),
    queue_place: int | None = None,
) -> dict[str, Any]:
    """An answer on its way, for the browser to show; see SHOW_LIVE in wiring.py."""
    reasoning, text = answer.parts
    seconds = int(answer.elapsed_s)
    waiting = say(language, "waiting", seconds=seconds) if seconds > 1 else "…"
    if queue_place is not None:
        waiting = say(language, "queued", place=queue_place)
    return {
        "reasoning": reasoning,
        "text": text,
        "title": say(language, "thinking"),
        "waiting": "" if answer.has_content else waiting,
        "drawn": list(previews),
    }


def context_bar(history: History, model: ModelInfo | None, language: str) -> str:
    """How much of the context the conversation takes, as HTML.

    The engine's own count where there is one.
    """
    if model is None or not history:
        return ""
    usage = history[-1].stats.usage if history[-1].stats else None
    used = usage.prompt_tokens + usage.completion_tokens if usage else estimate_tokens(history)
    limit = model.max_model_len
    text = say(language, "context", used=used, limit=limit)
    share = min(used / limit, 1.0)
    meter = f'aria-valuemin="0" aria-valuemax="{limit}" aria-valuenow="{min(used, limit)}"'
    return (
        f'<div class="context-bar{" full" if share > NEARLY_FULL else ""}"><span>{text}</span>'
        f'<div role="meter" aria-label="{text}" {meter}>'
        f'<span style="width:{share:.1%}"></span></div></div>'
    )


def context_choices(history: History, language: str) -> Updates:
    """The lists under Context: the pictures, ticked where they are sent, and the messages."""
    pictures = [(i, j, p) for i, turn in enumerate(history) for j, p in enumerate(turn.pictures)]
    labels = [(f"{p.name} ({p.visual_tokens} tokens)", f"{i}.{j}") for i, j, p in pictures]
    sent = [f"{i}.{j}" for i, j, p in pictures if not p.is_excluded]
    names = {"user": say(language, "you"), "assistant": say(language, "model")}
    messages = [
        (f"{names[turn.role]}: {shortened(turn.text)}", str(i)) for i, turn in enumerate(history)
    ]
    return {
        "pictures_sent": gr.update(choices=labels, value=sent, visible=bool(pictures)),
        "messages": gr.update(choices=messages, value=[], visible=bool(messages)),
        "delete": gr.update(visible=bool(messages)),
    }


def shortened(text: str) -> str:
    """A text in one short line."""
    line = " ".join(text.split())
    return line if len(line) <= LABEL_LENGTH else f"{line[:LABEL_LENGTH]}…"
