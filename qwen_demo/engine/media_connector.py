"""How vLLM gets the pictures and videos of an API request: through media_fetch.py.

It takes the place of vLLM's own connector, which follows addresses into the local network, holds
a request for two minutes on a slow server, and unpacks pictures of any size. Whatever goes wrong
here is an error of the client, status 400, that tells what.
"""

import asyncio
import functools
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any, cast

from vllm.exceptions import VLLMValidationError
from vllm.multimodal.media import MEDIA_CONNECTOR_REGISTRY, MediaConnector, MediaIO
from vllm.multimodal.media.base import MediaWithBytes
from vllm.multimodal.media.image import ImageMediaIO

from qwen_demo.engine import media_fetch
from qwen_demo.engine.media_fetch import MediaError, MediaLimits
from qwen_demo.errors import InvalidImage, media_param

NAME = "qwen_demo"
"""The value of vLLM's environment variable VLLM_MEDIA_CONNECTOR that chooses this connector."""
DECODERS = 4
"""Pictures decoded at once. Each can take half a gigabyte for a moment."""


class MediaRefused(VLLMValidationError):  # type: ignore[misc]
    """vLLM answers this with status 400, our message and our `param`."""

    def __init__(self, message: str, url: str) -> None:
        super().__init__(message, parameter=media_param(url))

    def __str__(self) -> str:
        # The base class would add the parameter to the message.
        return str(self.args[0])


def register(limits: MediaLimits) -> None:
    """Make vLLM use this connector, given VLLM_MEDIA_CONNECTOR=qwen_demo in the environment.

    Must be called in the process that runs vLLM's API app: media is fetched there.
    """
    decoders = ThreadPoolExecutor(DECODERS, "media")
    connector = functools.partial(GuardedMediaConnector, limits, decoders)
    MEDIA_CONNECTOR_REGISTRY.register(NAME)(connector)


class GuardedMediaConnector(MediaConnector):  # type: ignore[misc]
    """vLLM's connector with our own ways of getting bytes and of opening pictures."""

    def __init__(self, limits: MediaLimits, decoders: Executor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._limits = limits
        self._decoders = decoders

    async def load_from_url_async(
        self, url: str, media_io: MediaIO[Any], *, fetch_timeout: int | None = None
    ) -> Any:
        """The picture or video behind `url`. Raises: MediaRefused."""
        try:
            data = await self._get_bytes(url)
            return await self._in_thread(self._open, data, media_io)
        except InvalidImage as error:
            raise MediaRefused(error.message, url) from None

    def load_from_url(
        self, url: str, media_io: MediaIO[Any], *, fetch_timeout: int | None = None
    ) -> Any:
        """Not offered: vLLM's API server fetches media only in the form above."""
        raise NotImplementedError("Media is fetched by load_from_url_async only.")

    async def _get_bytes(self, url: str) -> bytes:
        if url[:5].lower() == "data:":
            decode = media_fetch.data_url_to_bytes
            return cast(bytes, await self._in_thread(decode, url, self._limits.max_bytes))
        return await media_fetch.fetch(url, self._limits, self.allowed_media_domains)

    def _open(self, data: bytes, media_io: MediaIO[Any]) -> Any:
        if isinstance(media_io, ImageMediaIO):
            image = media_fetch.open_image(data, self._limits)
            return MediaWithBytes(image, data, {"opened_by": NAME})
        try:
            return media_io.load_bytes(data)
        # Video decoders raise nearly anything on hostile bytes; each means that it can't be read.
        except Exception:  # noqa: BLE001
            raise MediaError("The video can't be read.") from None

    async def _in_thread(self, function: Any, *args: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._decoders, function, *args)
