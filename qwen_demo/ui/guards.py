"""What Gradio leaves open on a public page: paths and URLs in inputs, needless routes, no CSP.

Measured against gradio 6.31: a mounted app reads any file that an input names (`_check_allowed`
trusts apps that were not started by `launch()`), and several components take a path that lacks
Gradio's own marker even then.
"""

import asyncio
import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.blocks import Block
from gradio.utils import get_upload_folder
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qwen_demo.ui.owners import Owners, file_of, may_see

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' data: blob:",
        "font-src 'self' data:",
        "style-src 'self' 'unsafe-inline'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # Gradio compiles `js=` handlers
        "worker-src 'self' blob:",
        "connect-src 'self' data: blob:",
        "form-action 'self'",
        "base-uri 'self'",
        "object-src 'none'",
        "frame-ancestors 'self' https://huggingface.co",  # a Space is shown in its frame
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}

API = "/gradio_api"
API_ROUTES = {
    *("info", "openapi.json", "theme.css", "upload", "upload_progress", "cancel", "reset"),
    *("queue/join", "queue/data", "user", "login_check", "token", "app_id"),
}
EXACT_ROUTES = {
    *("/", "/config", "/theme.css", "/robots.txt", "/favicon.ico", "/manifest.json"),
    *("/login", "/logout"),
    *(f"{API}/{name}" for name in API_ROUTES),
}
ROUTE_PREFIXES = (
    *("/static/", "/assets/", "/svelte/", "/pwa_icon"),
    *(f"{API}/{name}" for name in ("heartbeat/", "call/", "file=")),
)


def is_page_route(path: str) -> bool:
    """Whether the page or gradio_client needs this route; Gradio has many more."""
    return (path.rstrip("/") or "/") in EXACT_ROUTES or path.startswith(ROUTE_PREFIXES)


class PageGuard:
    """ASGI middleware: only the routes that the page needs, and browser rules on each response.

    `cookie` is one of a signed-in user; None when the page asks nobody to sign in. With `visitors`
    an anonymous browser is given a cookie, and an owner's files are shown to the owner only.
    """

    def __init__(
        self, app: ASGIApp, cookie: str | None = None, visitors: "Visitors | None" = None
    ) -> None:
        self.app = app
        self.cookie = cookie
        self.visitors = visitors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        visitors = self.visitors
        given = visitors.owners.cookie_for(scope) if visitors and scope["path"] == "/" else None

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if given:
                    headers.append("Set-Cookie", given)
            await send(message)

        allowed = is_page_route(scope["path"])
        if visitors is not None and not visitors.may_have(scope):
            allowed = False
        app = self.app if allowed else PlainTextResponse("Not found", status_code=404)
        await app(scope, receive, send_with_headers)


@dataclass(frozen=True)
class Visitors:
    """Tells whose requests come to the page; `username` reads Gradio's own cookie."""

    owners: Owners
    pictures: Path
    username: Callable[[Mapping[str, str]], str | None]

    def may_have(self, scope: Scope) -> bool:
        """Whether a request names no file, or one that its sender may see."""
        file = file_of(scope["path"])
        if file is None:
            return True
        cookies = HTTPConnection(scope).cookies
        return may_see(self.pictures, file, self.owners.of(self.username(cookies), cookies))


def named_paths(value: Any) -> Iterator[Any]:
    """Every `path` in a raw input, however deep, with or without Gradio's marker."""
    if isinstance(value, dict):
        if "path" in value:
            yield value["path"]
        for item in value.values():
            yield from named_paths(item)
    elif isinstance(value, list):
        for item in value:
            yield from named_paths(item)


def is_uploaded(path: Any) -> bool:
    """Whether this is a file in the upload folder: no URL, no other folder, no link out of it."""
    if not isinstance(path, str):
        return False
    try:
        file = Path(path).resolve()
        return file.is_relative_to(Path(get_upload_folder()).resolve()) and file.is_file()
    except (OSError, ValueError):
        return False


class GuardedBlocks(gr.Blocks):  # type: ignore[misc]  # Gradio is untyped for us
    """Blocks whose inputs name uploaded files only, on every endpoint and for every component.

    And whose events cost what they change: Gradio builds each output anew even to leave it alone.

    With `owners`, a page's session is its first visitor's alone, and so are the files it names.
    """

    owners: Owners | None = None
    pictures: Path = Path()

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.turn = asyncio.Lock()

    async def process_api(
        self, block_fn: Any, inputs: list[Any], state: Any = None, request: Any = None, **rest: Any
    ) -> Any:
        """Refuse an event that comes from someone else than the session's first."""
        if self.owners is not None and state is not None and request is not None:
            cookies = request.request.cookies if request.request is not None else {}
            request.owner = self.owners.of(request.username, cookies)
            if vars(state).setdefault("owner", request.owner) != request.owner:
                raise gr.Error("You are signed in as someone else by now. Reload the page.")
        return await super().process_api(block_fn, inputs, state, request, **rest)

    async def preprocess_data(
        self, block_fn: Any, inputs: list[Any], state: Any, *args: Any
    ) -> Any:
        """Refuse the request before Gradio looks at a path in it."""
        owner = getattr(state, "owner", None)
        for path in named_paths(inputs):
            is_mine = self.owners is None or may_see(self.pictures, str(path), owner)
            if not is_uploaded(path) or not is_mine:
                raise gr.Error(
                    "Only files uploaded to this page are accepted.", print_exception=False
                )
        return await super().preprocess_data(block_fn, inputs, state, *args)

    async def postprocess_data(self, block_fn: Any, predictions: Any, state: Any) -> list[Any]:
        """Have Gradio work on the outputs for which there is an update, and skip the others.

        One at a time among all pages: each takes milliseconds of the loop that the engine needs.
        """
        if predictions != gr.skip() and not is_keyed_by_component(predictions):
            return list(await super().postprocess_data(block_fn, predictions, state))
        one = copy.copy(block_fn)
        updates: dict[Any, Any] = {}
        for output in [output for output in block_fn.outputs if output in predictions]:
            one.outputs = [output]
            async with self.turn:
                await asyncio.sleep(0)
                value = {output: predictions[output]}
                (updates[output],) = await super().postprocess_data(one, value, state)
        return [updates.get(output, gr.skip()) for output in block_fn.outputs]


def is_keyed_by_component(predictions: Any) -> bool:
    """Whether a function returned updates by component, rather than a value."""
    return isinstance(predictions, dict) and all(isinstance(key, Block) for key in predictions)
