"""Send a JSON answer or an error over plain ASGI. Knows nothing of routes."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.types import Send

from qwen_demo.errors import DemoError

Headers = list[tuple[bytes, bytes]]


def to_headers(headers: Mapping[str, str]) -> Headers:
    """HTTP headers in the form ASGI wants."""
    return [
        (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()
    ]


async def send_bytes(
    send: Send, status: int, body: bytes, media_type: str, headers: Headers | None = None
) -> None:
    """A whole answer in one piece."""
    fixed = [(b"content-type", media_type.encode()), (b"content-length", b"%d" % len(body))]
    all_headers = fixed + (headers or [])
    await send({"type": "http.response.start", "status": status, "headers": all_headers})
    await send({"type": "http.response.body", "body": body})


async def send_json(send: Send, status: int, content: Any, headers: Headers | None = None) -> None:
    """A whole answer as compact JSON."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    await send_bytes(send, status, body, "application/json", headers)


async def send_error(send: Send, error: DemoError) -> None:
    """An error as an OpenAI error body with the headers that belong to it."""
    await send_json(send, error.status, error.to_openai(), to_headers(error.headers()))
