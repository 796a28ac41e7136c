"""`"detections": true` in a chat completion: what the answer locates, as data beside its text.

A whole answer has the list in each choice's message, a stream in the delta that ends a choice; the
items are those of api/detect.py. `"detections": "absolute"` is for models that answer in pixels of
the picture as they see it (Qwen2.5-VL). Pure: request and answer bodies in, bodies out.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from qwen_demo.errors import InvalidRequest
from qwen_demo.grounding import Size, parse_detections, to_openai

FIELD = "detections"
EVENT_END = b"\n\n"


ABSOLUTE = "absolute"


def pop_wish(body: dict[str, Any]) -> bool | str:
    """Take the wish for detections out of a request for vLLM: true, false or "absolute".

    Raises: InvalidRequest.
    """
    wish: bool | str = body.pop(FIELD, False)
    if isinstance(wish, bool) or wish == ABSOLUTE:
        return wish
    raise InvalidRequest(f'`{FIELD}` must be true, false or "{ABSOLUTE}".', param=FIELD)


def replace_urls(body: dict[str, Any], urls: dict[str, str]) -> None:
    """Give a chat request's pictures other addresses, so that none is fetched twice."""
    for part in _parts(body):
        if part.get("type") == "image_url":
            part["image_url"]["url"] = urls[part["image_url"]["url"]]


def _parts(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for message in body["messages"]:
        content = message.get("content")
        yield from content if isinstance(content, list) else ()


class AnswerDetections:
    """Adds the detections to one answer about pictures of the given sizes.

    Where the answer's numbers are pixels, `pixel_whs` are the sizes that they count in.
    """

    def __init__(self, image_whs: Sequence[Size], pixel_whs: Sequence[Size] | None = None) -> None:
        self._image_whs = image_whs
        self._pixel_whs = pixel_whs
        self._texts: dict[int, str] = defaultdict(str)
        self._rest = b""

    def to_whole(self, body: bytes) -> bytes:
        """A chat completion with detections."""
        answer = json.loads(body)
        for choice in answer["choices"]:
            message = choice["message"]
            message[FIELD] = self._detections(message.get("content") or "")
        return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()

    def to_events(self, body: bytes) -> bytes:
        """A piece of a stream with detections; what is not a whole event waits for its rest."""
        *events, self._rest = (self._rest + body).split(EVENT_END)
        return b"".join(self._to_event(event) + EVENT_END for event in events)

    def _to_event(self, event: bytes) -> bytes:
        if not event.startswith(b"data: {"):
            return event
        chunk = json.loads(event.removeprefix(b"data: "))
        for choice in chunk.get("choices", ()):
            index, delta = choice["index"], choice["delta"]
            self._texts[index] += delta.get("content") or ""
            if choice.get("finish_reason"):
                delta[FIELD] = self._detections(self._texts.pop(index))
        return b"data: " + json.dumps(chunk, ensure_ascii=False, separators=(",", ":")).encode()

    def _detections(self, text: str) -> list[dict[str, Any]]:
        if not self._image_whs:
            return []
        # As people mean it who ask about the picture that they sent last.
        last = len(self._image_whs) - 1
        reading = parse_detections(
            text, image_count=last + 1, image_index=last, pixel_whs=self._pixel_whs
        )
        return to_openai(reading.detections, self._image_whs)
