"""The `/detect` endpoint for gradio_client: a picture and what to find in, detections out."""

import asyncio
import uuid
from typing import Any

import gradio as gr
from gradio.data_classes import FileData

from qwen_demo.errors import DemoError, InvalidImage, InvalidRequest
from qwen_demo.grounding import to_openai
from qwen_demo.grounding.prompts import (
    MAX_QUERY_CHARACTERS,
    Kind,
    search_prompt,
    search_sampling,
)
from qwen_demo.messages import Turn, history_to_messages
from qwen_demo.ui.answers import Answer, collect
from qwen_demo.ui.api import ChatApi, File
from qwen_demo.ui.drawn import draw_file, full_wh, read_answer
from qwen_demo.ui.uploads import picture_to_url

Found = tuple[list[dict[str, Any]], FileData]


class DetectApi:
    """One endpoint, on what the `/chat` endpoint uses."""

    def __init__(self, api: ChatApi) -> None:
        self._api = api

    async def detect(
        self,
        request: gr.Request,
        image: File,
        query: str = "",
        points: bool = False,
        absolute: bool = False,
    ) -> Found:
        """Find what the query names, or everything: with boxes, or with points.

        Returns the detections, as `POST /v1/detect` gives them, and the picture with them drawn.
        `absolute` is for models that answer in pixels of the picture as they see it (Qwen2.5-VL).
        """
        try:
            return await self._detect(
                request, image, query, "point_2d" if points else "bbox_2d", absolute
            )
        except DemoError as error:
            raise gr.Error(error.message, print_exception=False) from error

    async def _detect(
        self, request: gr.Request, image: File, query: str, kind: Kind, in_pixels: bool
    ) -> Found:
        if len(query) > MAX_QUERY_CHARACTERS:
            raise InvalidRequest(f"query may have at most {MAX_QUERY_CHARACTERS} characters")
        model = self._api.model()
        pictures = await self._api.pictures([image])
        if not pictures:
            raise InvalidImage("a video can't be searched: send one picture")
        (picture, *more) = pictures
        if more:
            raise InvalidImage(f"{picture.name} has several pages: send one picture")
        turn = Turn("user", search_prompt(query, kind), (picture,))
        messages = await asyncio.to_thread(history_to_messages, (turn,), "", picture_to_url)
        sampling = search_sampling(kind, model, in_pixels=in_pixels)
        answer = Answer()
        deltas = self._api.engine.stream_chat(messages, sampling, f"page-{uuid.uuid4().hex}")
        task = asyncio.create_task(collect(deltas, answer))
        with self._api.readers.reading(request.session_hash, task):
            await task
        budget = model.image_budget if in_pixels else None
        text = answer.parts[1]
        reading = await asyncio.to_thread(read_answer, text, [picture], budget, query)
        path = await asyncio.to_thread(draw_file, picture, reading.detections)
        if path is None:
            raise InvalidImage(f"{picture.name} is no longer on the server")
        drawn = FileData(path=str(path), orig_name=path.name, mime_type="image/jpeg")
        return to_openai(reading.detections, [full_wh(picture)]), drawn
