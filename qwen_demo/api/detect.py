"""`POST /v1/detect` and `POST /v1/point`: a picture and what to find in, detections out.

    {"model": ..., "image": URL, "query": "red circle", "max_tokens": 1024, "coordinates": ...}
    {"id", "object", "model", "detections": [{"label", "bbox_2d", "bbox_px", "point_2d", "point_px",
      "image_index"}], "notes": [...], "usage": {...}}

bbox_2d and point_2d are in 0..1000 of the picture, *_px in its pixels; `notes` says what of the
model's answer could not be read. `coordinates` is "absolute" for models that answer in pixels of
the picture as they see it (Qwen2.5-VL). Behind the gateway, so with its keys, limits and errors.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from qwen_demo.chat import ChatEngine, ImageBudget, Message, ModelInfo, Sampling, Usage
from qwen_demo.errors import InvalidImage, InvalidRequest, ModelNotFound, NotReady
from qwen_demo.grounding import parse_detections, to_openai
from qwen_demo.grounding.prompts import (
    MAX_QUERY_CHARACTERS,
    MAX_TOKENS,
    Kind,
    search_prompt,
    search_sampling,
)
from qwen_demo.media import resized_wh

DETECT = ("/v1/detect", "/v1/point")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a data URL, and its upright size in pixels."""

    url: str
    size: tuple[int, int]


OpenPicture = Callable[[str], Awaitable[Picture]]


class DetectApp:
    """The two routes, on the engine that the page uses too."""

    def __init__(self, engine: ChatEngine, open_picture: OpenPicture) -> None:
        self._engine = engine
        self._open_picture = open_picture

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await Request(scope, receive).json()
        request_id = dict(scope["headers"]).get(b"x-request-id", b"").decode()
        answer = asyncio.create_task(self._answer(scope["path"], body, request_id))
        gone = asyncio.ensure_future(receive())  # the body has been read: only the end can come
        try:
            await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                await JSONResponse(answer.result())(scope, receive, send)
        finally:
            gone.cancel()
            answer.cancel()
            await asyncio.gather(gone, answer, return_exceptions=True)

    async def _answer(self, path: str, body: dict[str, Any], request_id: str) -> dict[str, Any]:
        info = self._model_info()
        model = model_of(body, info)
        picture = await self._open(body["image"])
        kind: Kind = "bbox_2d" if path == "/v1/detect" else "point_2d"
        in_pixels = is_absolute(body)
        max_tokens = body.get("max_tokens") or MAX_TOKENS
        sampling = search_sampling(kind, info, max_tokens, in_pixels=in_pixels)
        prompt = search_prompt(body["query"], kind)
        text, usage = await self._ask(picture, prompt, sampling, request_id)
        seen = seen_whs([picture], info.image_budget) if in_pixels else None
        reading = parse_detections(text, default_label=body["query"], pixel_whs=seen)
        return {
            "id": request_id,
            "object": path.removeprefix("/v1/"),
            "model": model,
            "detections": to_openai(reading.detections, [picture.size]),
            "notes": [note.to_text() for note in reading.notes],
            "usage": usage_body(usage),
        }

    async def _open(self, url: str) -> Picture:
        try:
            return await self._open_picture(url)
        except InvalidImage as error:
            raise InvalidImage(f"image: {error.message}", param="image") from None

    async def _ask(
        self, picture: Picture, prompt: str, sampling: Sampling, request_id: str
    ) -> tuple[str, Usage]:
        content = [
            {"type": "image_url", "image_url": {"url": picture.url}},
            {"type": "text", "text": prompt},
        ]
        messages: list[Message] = [{"role": "user", "content": content}]
        text, usage = "", Usage(0, 0)
        async with aclosing(self._engine.stream_chat(messages, sampling, request_id)) as deltas:
            async for delta in deltas:
                text += delta.text
                usage = delta.usage or usage
        return text, usage

    def _model_info(self) -> ModelInfo:
        info = self._engine.status().model
        if info is None:
            raise NotReady("The model is not ready. Please ask again in a moment.", retry_after_s=5)
        return info


def model_of(body: dict[str, Any], info: ModelInfo) -> str:
    """The model that the body names, by default its first name. Raises: ModelNotFound."""
    name = body.get("model") or info.served_model_names[0]
    if name not in info.served_model_names:
        raise ModelNotFound(f"The model `{name}` does not exist.", param="model")
    return str(name)


def is_absolute(body: dict[str, Any]) -> bool:
    """Whether the answer's numbers are pixels, not 0..1000. Raises: InvalidRequest."""
    coordinates = body.get("coordinates", "relative")
    if coordinates not in ("relative", "absolute"):
        message = '`coordinates` must be "relative" (0..1000) or "absolute" (pixels).'
        raise InvalidRequest(message, param="coordinates")
    return bool(coordinates == "absolute")


def seen_whs(pictures: Sequence[Picture], budget: ImageBudget) -> list[tuple[int, int]]:
    """The sizes at which the model sees the pictures."""
    return [resized_wh(picture.size, budget) for picture in pictures]


def check_body(body: dict[str, Any]) -> str:
    """The picture's address. Raises: InvalidRequest naming the field that is wrong."""
    for name in ("image", "query"):
        if not isinstance(body.get(name), str):
            raise InvalidRequest(f"`{name}` must be a string.", param=name)
    if not body["image"]:
        raise InvalidRequest("`image` must be a data URL or an http(s) URL.", param="image")
    if len(body["query"]) > MAX_QUERY_CHARACTERS:
        raise InvalidRequest(
            f"`query` may have at most {MAX_QUERY_CHARACTERS} characters.", param="query"
        )
    max_tokens = body.get("max_tokens", MAX_TOKENS)
    if not isinstance(max_tokens, int) or isinstance(max_tokens, bool) or max_tokens < 1:
        raise InvalidRequest("`max_tokens` must be a whole number above 0.", param="max_tokens")
    is_absolute(body)
    return str(body["image"])


def usage_body(usage: Usage) -> dict[str, int]:
    """The OpenAI API's usage object."""
    return {
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "total_tokens": usage.prompt_tokens + usage.completion_tokens,
    }
