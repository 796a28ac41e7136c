"""What a search finds: the words of a conversation, prepared so that every database finds the same.

Letters are folded, each character of a script without spaces is a word of its own, and words stand
between single spaces. A query matches where its words follow each other, its last word unfinished.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

WORD = re.compile(r"[^\W_]+")
UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff])"
)
"""Thai, Lao, Burmese, Khmer, kana and Han: written without spaces between words."""


BREAK = "\ua66e"
"""Stands between title and messages: a letter that nobody writes, so that no query spans them."""


def to_words(text: str) -> str:
    """The words of a text, in order, between single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(WORD.findall(UNSPACED.sub(r" \1 ", folded)))


def message_text(message: dict[str, Any]) -> str:
    """The text of an OpenAI message, without its pictures."""
    content = message["content"]
    if isinstance(content, str):
        return content
    return "\n".join(part["text"] for part in content if part["type"] == "text")


def conversation_words(title: str, messages: Iterable[dict[str, Any]]) -> str:
    """What of a conversation can be searched. It begins with a space, as each word does."""
    texts = [title, *(message_text(message) for message in messages)]
    return " " + f" {BREAK} ".join(to_words(text) for text in texts)
