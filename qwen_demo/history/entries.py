"""What is kept of a conversation: plain values, as stored and as exported."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from qwen_demo.chat import Message
from qwen_demo.history.attachments import to_sha256
from qwen_demo.history.words import message_text

TITLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Entry:
    """A message as it is kept, and `about` it what OpenAI's format has no place for.

    `about["files"]` may list the hashes of attachments besides those that the message names.
    """

    message: Message
    about: dict[str, Any] = field(default_factory=dict)

    def pictures(self) -> Iterator[str]:
        """The hashes of the message's pictures."""
        content = self.message["content"]
        for part in content if isinstance(content, list) else ():
            sha256 = to_sha256(part["image_url"]["url"]) if part["type"] == "image_url" else None
            if sha256 is not None:
                yield sha256

    def attachments(self) -> Iterator[str]:
        """The hashes of all attachments that belong to the message."""
        yield from self.pictures()
        yield from self.about.get("files", ())


@dataclass(frozen=True, slots=True)
class Summary:
    """A conversation in a list. Times are seconds since 1970."""

    id: str
    title: str
    created_at: float
    updated_at: float


@dataclass(frozen=True, slots=True)
class Conversation:
    """A whole conversation; `version` grows with each change."""

    summary: Summary
    version: int
    entries: tuple[Entry, ...]


def entry_to_body(entry: Entry) -> str:
    """JSON in plain ASCII, which every database keeps as it is."""
    return json.dumps({"message": entry.message, "about": entry.about}, separators=(",", ":"))


def body_to_entry(body: str) -> Entry:
    values = json.loads(body)
    return Entry(values["message"], values["about"])


def title_of(entries: Sequence[Entry]) -> str:
    """A title for a conversation: its first question, else its first picture's name."""
    for entry in entries:
        if entry.message["role"] != "user":
            continue
        names = [str(p.get("name", "")) for p in entry.about.get("pictures", ())]
        for text in (message_text(entry.message), *names):
            if title := clean_title(text):
                return title
    return "…"


def clean_title(text: str) -> str:
    """A text as one line that every database takes, and not too long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= TITLE_LENGTH else f"{line[: TITLE_LENGTH - 1]}…"
