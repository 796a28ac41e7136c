"""What a history looks like in the page.

Gradio chatbot messages. One way only: nothing here is ever read back.
"""

from collections.abc import Iterator
from typing import Any

from qwen_demo.chat import EngineStatus, ImageBudget, State
from qwen_demo.messages import AnswerStats, History, Picture, Turn, Video
from qwen_demo.ui.drawn import answer_block, drawn_blocks, pictures_before, read_answer
from qwen_demo.ui.texts import say

Rendered = dict[str, Any]


def text_block(text: str) -> Rendered:
    """A text of a message.

    A plain string would lose its indentation (gradio 6.31, Chatbot.postprocess).
    """
    return {"type": "text", "text": text}


def render_user(turn: Turn) -> Rendered:
    """A question: its text, then its pictures.

    In this order it can be edited: gradio 6.31 submits part by part and fails at a picture, and it
    offers to edit only what ends with a text, be it empty.
    """
    files: tuple[Picture | Video, ...] = (*turn.pictures, *turn.videos)
    content: list[Rendered] = [{"path": file.path, "alt_text": file.name} for file in files]
    if turn.text:
        content = [text_block(turn.text), *content, *([text_block("")] if files else [])]
    return {"role": "user", "content": content}


def render_assistant(
    turn: Turn,
    language: str,
    pictures: tuple[Picture, ...] = (),
    pixel_budget: ImageBudget | None = None,
) -> Iterator[Rendered]:
    """An answer: reasoning folded, text, boxes drawn on the pictures, one line on how it came."""
    if turn.reasoning:
        seconds = turn.stats.reasoning_s if turn.stats else 0.0
        title = say(language, "thought", seconds=seconds)
        content = [text_block(turn.reasoning)]
        metadata = {"title": title, "status": "done"}
        yield {"role": "assistant", "metadata": metadata, "content": content}
    stats = stats_to_text(turn.stats, language) if turn.stats else ""
    reading = read_answer(turn.text, pictures, pixel_budget)
    blocks = [answer_block(turn.text, reading, language)] if turn.text else []
    blocks += drawn_blocks(reading, pictures, language)
    if stats:
        blocks.append(text_block(f'<small class="stats">{stats}</small>'))
    yield {"role": "assistant", "content": blocks}


def render_turn(
    turn: Turn,
    language: str,
    pictures: tuple[Picture, ...] = (),
    pixel_budget: ImageBudget | None = None,
) -> list[Rendered]:
    """The chatbot messages of one turn: one, or two where there is reasoning."""
    if turn.role == "user":
        return [render_user(turn)]
    return [*render_assistant(turn, language, pictures, pixel_budget)]


def history_to_chatbot(
    history: History, language: str, pixel_budget: ImageBudget | None = None
) -> list[Rendered]:
    """The chatbot's value; with `pixel_budget`, answers give pixels of the resized pictures."""
    return [
        message
        for index, turn in enumerate(history)
        for message in render_turn(turn, language, pictures_before(history, index), pixel_budget)
    ]


def chatbot_index_to_turn(history: History, index: int) -> int:
    """Which turn a chatbot message belongs to.

    Raises: IndexError where there is no such message.
    """
    owners = [i for i, turn in enumerate(history) for _ in render_turn(turn, "en")]
    if not 0 <= index < len(owners):
        raise IndexError(index)
    return owners[index]


def stats_to_text(stats: AnswerStats, language: str) -> str:
    """Speed, time to first token, tokens, and why the answer ended where that is worth a word."""
    parts = []
    if stats.tokens_per_s is not None:
        parts.append(say(language, "stats_speed", speed=stats.tokens_per_s))
    if stats.first_token_s is not None:
        parts.append(say(language, "stats_first", seconds=stats.first_token_s))
    if stats.usage is not None:
        tokens = {"prompt": stats.usage.prompt_tokens, "completion": stats.usage.completion_tokens}
        parts.append(say(language, "stats_tokens", **tokens))
    if stats.finish_reason in ("length", "abort", "interrupted"):
        parts.append(say(language, f"finish_{stats.finish_reason}"))
    return " · ".join(parts)


def status_to_text(status: EngineStatus, language: str) -> str:
    """The engine's state in one line."""
    if status.state is State.READY and status.model is not None:
        return say(language, "ready", model=status.model.served_model_names[0])
    return say(
        language,
        status.state.value,
        phase=status.phase,
        seconds=status.elapsed_s,
        reason=status.reason or "",
        model="",
    )
