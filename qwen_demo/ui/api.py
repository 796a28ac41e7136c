"""The `/chat` endpoint for gradio_client: text and pictures in, the text so far out."""

import asyncio
import uuid
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import gradio as gr

from qwen_demo.chat import ChatEngine, ModelInfo, Sampling
from qwen_demo.errors import DemoError, InvalidRequest, NotReady
from qwen_demo.messages import Picture, Turn, Video, history_to_messages, message_to_turn
from qwen_demo.ui.answers import Answer, Pace, Readers, collect, paced_updates
from qwen_demo.ui.uploads import (
    PictureRules,
    picture_to_url,
    uploads_to_pictures,
    uploads_to_videos,
)

File = dict[str, Any]
"""What gradio_client's `handle_file` becomes: `{"path": ...}` of an upload."""


class ChatApi:
    """One endpoint; knows nothing of the page's sessions."""

    def __init__(
        self, engine: ChatEngine, picture_folder: Path, readers: Readers, pace: Pace
    ) -> None:
        self.engine = engine
        self.picture_folder = picture_folder
        self.readers = readers
        self.pace = pace

    async def chat(
        self,
        request: gr.Request,
        message: str,
        files: list[File] | None = None,
        temperature: float | None = None,
        top_p: float | None = None,
        max_tokens: int | None = None,
        system_prompt: str = "",
        history: list[dict[str, Any]] | None = None,
    ) -> AsyncGenerator[str, None]:
        """Ask the model.

        Yields the answer so far. `history` holds earlier messages: role, and content as text.
        """
        sampling = Sampling(temperature=temperature, top_p=top_p, max_tokens=max_tokens)
        try:
            turns = [message_to_turn(earlier, refuse_picture) for earlier in history or []]
            pictures = await self.pictures(files or [])
            videos = await self.videos(files or [])
            turns.append(Turn("user", message, pictures, videos=videos))
            messages = await asyncio.to_thread(
                history_to_messages, tuple(turns), system_prompt, picture_to_url
            )
            answer = Answer()
            request_id = f"page-{uuid.uuid4().hex}"
            deltas = self.engine.stream_chat(messages, sampling, request_id)
            task = asyncio.create_task(collect(deltas, answer))
            with self.readers.reading(request.session_hash, task):
                async with aclosing(paced_updates(task, answer, self.pace)) as updates:
                    async for update in updates:
                        self.readers.on_update()
                        yield update.parts[1]
        except DemoError as error:
            raise gr.Error(error.message, print_exception=False) from error

    def model(self) -> ModelInfo:
        """The model. Raises: NotReady."""
        model = self.engine.status().model
        if model is None:
            raise NotReady("The model is not ready yet; try again later.")
        return model

    async def pictures(self, files: list[File]) -> tuple[Picture, ...]:
        """The uploaded pictures.

        GuardedBlocks has checked that each is an upload. Raises: DemoError.
        """
        paths = [str(file["path"]) for file in files]
        return await asyncio.to_thread(uploads_to_pictures, paths, self.rules())

    async def videos(self, files: list[File]) -> tuple[Video, ...]:
        """The uploaded videos. Raises: DemoError."""
        paths = [str(file["path"]) for file in files]
        return await asyncio.to_thread(uploads_to_videos, paths, self.rules())

    def rules(self) -> PictureRules:
        """What holds for the files of one question. Raises: NotReady."""
        model = self.model()
        return PictureRules(
            model.image_budget,
            self.picture_folder,
            max_pictures=model.max_images,
            video_budget=model.video_budget,
            max_videos=model.max_videos,
        )


def refuse_picture(url: str) -> Picture:
    """Raises: InvalidRequest; pictures come as uploads."""
    raise InvalidRequest("history holds text only; send pictures as files")
