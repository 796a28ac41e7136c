"""A client that puts load on an OpenAI-compatible server and keeps times; for the benchmarks."""

import asyncio
import base64
import io
import json
import time
from dataclasses import dataclass
from typing import Any

import aiohttp
from PIL import Image

CHAT = "/v1/chat/completions"


@dataclass(frozen=True, slots=True)
class Reply:
    """What one request came to. A status of 0 is a connection that broke.

    `cause` is the code of the error: of an answer that is none, or of one that ended in an error.
    """

    status: int
    ttft_s: float = 0.0
    total_s: float = 0.0
    tokens: int = 0
    is_whole: bool = False
    cause: str = ""


def chat_body(model: str, text: str, max_tokens: int, picture: str | None = None) -> dict[str, Any]:
    """A streaming request whose answer is exactly `max_tokens` long."""
    parts: list[dict[str, Any]] = [{"type": "text", "text": text}]
    if picture is not None:
        parts.append({"type": "image_url", "image_url": {"url": picture}})
    return {
        "model": model,
        "messages": [{"role": "user", "content": parts}],
        "max_tokens": max_tokens,
        "temperature": 0,
        "ignore_eos": True,
        "stream": True,
        "stream_options": {"include_usage": True},
    }


def picture_url(number: int, size: tuple[int, int] = (512, 384)) -> str:
    """A picture that no other number has, so that no cache knows it."""
    image = Image.new("RGB", size, (number % 251, number // 251 % 251, 90))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG")
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"


async def stream(session: aiohttp.ClientSession, url: str, body: dict[str, Any]) -> Reply:
    """Send one streaming request and read it to its end."""
    began = time.monotonic()
    first_s, tokens, last, cause = 0.0, 0, b"", ""
    try:
        async with session.post(url + CHAT, json=body) as response:
            if response.status != 200:
                cause = cause_of(await response.read())
                return Reply(response.status, total_s=time.monotonic() - began, cause=cause)
            async for line in response.content:
                if not line.startswith(b"data: "):
                    continue
                if not first_s and b'"content":"' in line and b'"content":""' not in line:
                    first_s = time.monotonic() - began
                if line.startswith(b'data: {"error"'):
                    cause = cause_of(line[6:])
                if b'"usage":{' in line:
                    tokens = json.loads(line[6:])["usage"]["completion_tokens"]
                last = line
    except (aiohttp.ClientError, ConnectionError) as error:
        return Reply(0, total_s=time.monotonic() - began, cause=type(error).__name__)
    is_whole = last.strip() == b"data: [DONE]" and tokens > 0 and not cause
    return Reply(200, first_s, time.monotonic() - began, tokens, is_whole, cause)


def cause_of(body: bytes) -> str:
    """The code, or else the type, of an OpenAI error body."""
    try:
        error = json.loads(body)["error"]
        return str(error["code"] or error["type"])
    except (ValueError, KeyError, TypeError):
        return "not an OpenAI error"


def new_session() -> aiohttp.ClientSession:
    """A session with as many connections as are asked for, and no time limit."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(total=None)
    )


async def run_streams(url: str, bodies: list[dict[str, Any]], at_once: int) -> list[Reply]:
    """Send all bodies, `at_once` of them under way at any time."""
    left = iter(bodies)
    replies: list[Reply] = []

    async def work(session: aiohttp.ClientSession) -> None:
        for body in left:
            replies.append(await stream(session, url, body))

    async with new_session() as session:
        await asyncio.gather(*(work(session) for _ in range(at_once)))
    return replies


def quantile(values: list[float], share: float) -> float:
    """The value below which a share of the values lies; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
