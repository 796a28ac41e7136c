"""The conversation: what the page keeps of it, and what the engine is sent.

A history is a tuple of turns. Turns become OpenAI messages here, and nowhere else; what a page
renders of them is never turned back. Knows only the standard library: how a picture becomes a URL
is the caller's business.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from qwen_demo.chat import Message, Sampling, Usage
from qwen_demo.errors import InvalidRequest

THINK_END = "</think>"


@dataclass(frozen=True, slots=True)
class Source:
    """The uploaded file of a picture, and its upright size in pixels; a PDF's `page` is from 1."""

    path: str
    image_wh: tuple[int, int]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is sent: a file that has been checked, turned upright and bounded.

    `visual_tokens` is what it takes of the context; an excluded picture stays in the chat but is
    not sent.
    """

    path: str
    name: str
    image_wh: tuple[int, int]
    visual_tokens: int
    is_excluded: bool = False
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Video:
    """A video as it is sent: a file that has been checked. `visual_tokens` is an estimate."""

    path: str
    name: str
    frame_wh: tuple[int, int]
    seconds: float
    visual_tokens: int


@dataclass(frozen=True, slots=True)
class AnswerStats:
    """How an answer came about.

    `finish_reason` is the engine's own, or `abort` when a person stopped it.
    """

    finish_reason: str | None = None
    usage: Usage | None = None
    first_token_s: float | None = None
    total_s: float = 0.0
    reasoning_s: float = 0.0

    @property
    def tokens_per_s(self) -> float | None:
        """Speed after the first token; None where it can't be told."""
        if self.usage is None or self.first_token_s is None or self.usage.completion_tokens < 2:
            return None
        streaming_s = self.total_s - self.first_token_s
        return (self.usage.completion_tokens - 1) / streaming_s if streaming_s > 0 else None


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation. `reasoning` is shown, and never sent back to the model.

    `seen` are the pictures that the model was sent for an answer; None where that isn't known.
    `sampling`, where a question has it, counts instead of the page's settings.
    """

    role: Literal["user", "assistant"]
    text: str
    pictures: tuple[Picture, ...] = ()
    reasoning: str = ""
    stats: AnswerStats | None = None
    seen: tuple[Picture, ...] | None = field(default=None, compare=False)
    videos: tuple[Video, ...] = ()
    sampling: Sampling | None = field(default=None, compare=False)


History = tuple[Turn, ...]
PictureToUrl = Callable[[Picture | Video], str]
UrlToPicture = Callable[[str], Picture | Video]


def turn_to_message(turn: Turn, picture_to_url: PictureToUrl) -> Message:
    """The OpenAI message of a turn: pictures first, then the text, as Qwen's model card does."""
    sent = [picture for picture in turn.pictures if not picture.is_excluded]
    if not sent and not turn.videos:
        return {"role": turn.role, "content": turn.text}
    parts: list[dict[str, Any]] = [
        {"type": "image_url", "image_url": {"url": picture_to_url(picture)}} for picture in sent
    ]
    parts += [
        {"type": "video_url", "video_url": {"url": picture_to_url(video)}} for video in turn.videos
    ]
    if turn.text:
        parts.append({"type": "text", "text": turn.text})
    return {"role": turn.role, "content": parts}


def history_to_messages(
    history: History, system_prompt: str, picture_to_url: PictureToUrl
) -> list[Message]:
    """The OpenAI messages of a conversation, the system prompt in front."""
    system = [{"role": "system", "content": system_prompt}] if system_prompt.strip() else []
    return [*system, *(turn_to_message(turn, picture_to_url) for turn in history)]


def message_to_turn(message: Any, url_to_picture: UrlToPicture) -> Turn:
    """The turn of an OpenAI message, its texts joined. Raises: InvalidRequest."""
    try:
        role, content = message["role"], message["content"]
        parts: Any = content
        if isinstance(content, str):
            parts = [{"type": "text", "text": content}]
        texts = [part["text"] for part in parts if part["type"] == "text"]
        kinds = ("image_url", "video_url")
        urls = [part[part["type"]]["url"] for part in parts if part["type"] in kinds]
        text = "\n".join(texts)
    except (TypeError, KeyError) as error:
        raise InvalidRequest("not every message has a role and content") from error
    if role not in ("user", "assistant") or len(texts) + len(urls) != len(parts):
        raise InvalidRequest("messages are of user and assistant, with text and pictures only")
    media = [url_to_picture(url) for url in urls]
    pictures = tuple(item for item in media if isinstance(item, Picture))
    videos = tuple(item for item in media if isinstance(item, Video))
    return Turn(role, text, pictures, videos=videos)


def messages_to_history(messages: Any, url_to_picture: UrlToPicture) -> tuple[str, History]:
    """(system prompt, conversation) of OpenAI messages from outside. Raises: InvalidRequest."""
    if not isinstance(messages, list) or not messages:
        raise InvalidRequest("it holds no list of messages")
    system_prompt = ""
    if isinstance(messages[0], dict) and messages[0].get("role") == "system":
        system_prompt = str(messages[0].get("content", ""))
        messages = messages[1:]
    return system_prompt, tuple(message_to_turn(m, url_to_picture) for m in messages)


def split_reasoning(text: str) -> tuple[str, str]:
    """(reasoning, answer).

    Thinking models open `<think>` in the prompt, so only its end may be in the text.
    """
    before, end, after = text.partition(THINK_END)
    if not end:
        return "", text
    return before.replace("<think>", "", 1).strip(), after.lstrip()


def estimate_text_tokens(text: str) -> int:
    """About how many tokens a text takes.

    One per CJK character, one per four others; no tokenizer needed.
    """
    wide = sum(ord(character) > 0x2E7F for character in text)
    return wide + math.ceil((len(text) - wide) / 4)


def estimate_tokens(history: History, system_prompt: str = "") -> int:
    """About how much of the context a conversation takes; exact for pictures."""
    per_message = 5  # <|im_start|>role\n ... <|im_end|>\n
    texts = (estimate_text_tokens(turn.text) + per_message for turn in history)
    pictures = (
        picture.visual_tokens + 2  # <|vision_start|> ... <|vision_end|>
        for turn in history
        for picture in turn.pictures
        if not picture.is_excluded
    )
    videos = (video.visual_tokens for turn in history for video in turn.videos)
    fixed = estimate_text_tokens(system_prompt) + per_message
    return fixed + sum(texts) + sum(pictures) + sum(videos)


def fit_to_context(history: History, system_prompt: str, limit: int) -> History:
    """The conversation without its oldest exchanges, so that it takes at most about `limit` tokens.

    The last user turn always stays: whether that alone fits is the engine's to say.
    """
    while estimate_tokens(history, system_prompt) > limit:
        later_users = [i for i, turn in enumerate(history) if turn.role == "user" and i > 0]
        if not later_users:
            break
        history = history[later_users[0] :]
    return history
