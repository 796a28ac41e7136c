"""Names the page's pictures to vLLM, so that one it has seen is not decoded and processed again.

vLLM takes a `uuid` beside a picture as the key of its caches, and with a known key no picture at
all. The key decides which picture is seen, so it must never come from outside: it is a keyed hash
of the picture's URL, with a secret of this process. Knows no vLLM.
"""

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from qwen_demo.chat import Message

MAX_KNOWN = 4096
"""Ids remembered. vLLM may have forgotten a picture sooner; then it is sent again."""


class MediaIds:
    """Which pictures one engine has seen; begin anew with each engine."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._known: OrderedDict[str, None] = OrderedDict()

    def id_of(self, url: str) -> str:
        """The id of a picture's URL: the same in this process, unknowable outside."""
        return hashlib.blake2b(url.encode(), key=self._secret, digest_size=32).hexdigest()

    def with_ids(self, messages: list[Message]) -> list[Message]:
        """The messages with an id beside each picture."""
        return [_replaced(message, self._named) for message in messages]

    def without_known(self, messages: list[Message]) -> list[Message]:
        """Messages that have ids, without the pictures that were learnt before."""
        return [_replaced(message, self._emptied) for message in messages]

    def learn(self, messages: list[Message]) -> None:
        """The engine has taken these messages, so it has seen their pictures."""
        for part in picture_parts(messages):
            self._known[part["uuid"]] = None
            self._known.move_to_end(part["uuid"])
        while len(self._known) > MAX_KNOWN:
            self._known.popitem(last=False)

    def _named(self, part: dict[str, Any]) -> dict[str, Any]:
        return {**part, "uuid": self.id_of(part["image_url"]["url"])}

    def _emptied(self, part: dict[str, Any]) -> dict[str, Any]:
        return {**part, "image_url": None} if part["uuid"] in self._known else part


def picture_parts(messages: list[Message]) -> Iterator[dict[str, Any]]:
    """All image parts, in order."""
    for message in messages:
        if isinstance(message["content"], list):
            yield from (part for part in message["content"] if part["type"] == "image_url")


def _replaced(message: Message, replace: Any) -> Message:
    content = message["content"]
    if not isinstance(content, list):
        return message
    parts = [replace(part) if part["type"] == "image_url" else part for part in content]
    return {**message, "content": parts}
