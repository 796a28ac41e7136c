"""The page as an ASGI app.

Gradio mounted at "/", and what makes it safe to expose and cheap to run.
"""

import asyncio
import contextlib
import importlib.util
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from qwen_demo.chat import ChatEngine
from qwen_demo.ui.owners import API_USER, Owners

if TYPE_CHECKING:
    from qwen_demo.history.store import HistoryStore
    from qwen_demo.ui.conversations import Conversations
    from qwen_demo.ui.guards import PageGuard

SignIn = Callable[[str, str], bool]
"""Whether a user name and a password are accepted."""
OnUpdate = Callable[[], None]

ASSETS = Path(__file__).resolve().parents[2] / "assets"
PICTURES = "pictures"
MAX_FILE_SIZE = "30mb"
MAX_EVENTS = 256
"""Running events, streams included.

Gradio's own limit is 40 however high the events' limits are.
"""
MAX_WAITING_EVENTS = 512
MAX_SESSIONS = 500
"""Sessions kept in memory; Gradio's default of 10,000 is about a gigabyte."""
CACHE_CHECK_S, CACHE_AGE_S = 3600, 24 * 3600


@dataclass(frozen=True)
class Kept:
    """Conversations are kept in the store.

    They belong to users, where there are `accounts`, and else to browsers. An answer goes on for
    `away_timeout_s` when no page shows it.
    """

    store: "HistoryStore"
    accounts: bool = False
    away_timeout_s: float = 300.0


def page_app(
    engine: ChatEngine,
    *,
    sign_in: SignIn | None = None,
    on_update: OnUpdate = lambda: None,
    kept: Kept | None = None,
) -> "PageGuard":
    """The page. With `sign_in`, people need a user name and a password that it accepts.

    `on_update` is called for each update of an answer on its way.
    """
    folder = Path(tempfile.mkdtemp(prefix="qwen-demo-"))  # 0700
    set_environment(folder)
    import gradio as gr

    from qwen_demo.ui.guards import PageGuard, Visitors
    from qwen_demo.ui.theme import build_theme

    conversations = keep_conversations(engine, folder, kept)
    page = build(engine, folder, on_update, conversations)
    parent = FastAPI(openapi_url=None, lifespan=living(folder, conversations))
    gr.mount_gradio_app(
        parent,
        page.blocks,
        path="/",
        auth=sign_in,
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        max_file_size=MAX_FILE_SIZE,
        footer_links=[],
        i18n=page.i18n,
        theme=build_theme(),
        head=head(),
        pwa=False,
        ssr_mode=False,
        mcp_server=False,
    )
    mounted: Any = parent.routes[-1]
    mounted.app.startup_events_triggered = True  # else anyone may start the queue again
    visitors = None
    if kept is not None:
        owners = Owners(kept.accounts)
        page.blocks.owners, page.blocks.pictures = owners, folder / PICTURES
        visitors = Visitors(owners, folder / PICTURES, partial(signed_in_user, mounted.app))
    return PageGuard(parent, signed_in_cookie(mounted.app) if sign_in else None, visitors)


def keep_conversations(
    engine: ChatEngine, folder: Path, kept: Kept | None
) -> "Conversations | None":
    """The kept conversations as the page uses them."""
    if kept is None:
        return None
    from qwen_demo.ui.conversations import Conversations

    return Conversations(kept.store, engine, folder / PICTURES, kept.away_timeout_s)


def signed_in_user(app: Any, cookies: Mapping[str, str]) -> str | None:
    """Whom Gradio takes the sender of these cookies for."""
    names = (f"access-token-{app.cookie_id}", f"access-token-unsecure-{app.cookie_id}")
    found = (app.tokens.get(cookies[name]) for name in names if name in cookies)
    return next((str(user) for user in found if user is not None), None)


def signed_in_cookie(app: Any) -> str:
    """A cookie that Gradio takes for a signed-in user; whoever holds an API key may be given it."""
    token = secrets.token_urlsafe(32)
    app.tokens[token] = API_USER
    return f"access-token-{app.cookie_id}={token}"


def head() -> str:
    """Our style and script, in the page itself.

    Gradio's own `css=` would confine the rules to its container.
    """
    style = (ASSETS / "style.css").read_text(encoding="utf-8")
    names = ("page.js", "conversations.js")
    script = "".join((ASSETS / name).read_text(encoding="utf-8") for name in names)
    return f"<style>{style}</style><script>{script}</script>"


def set_environment(folder: Path) -> None:
    """What Gradio reads from the environment, before it builds anything."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = str(folder)
    # Gradio sums up its past events with pandas after each event, for a monitoring page that is
    # off here.
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)
    os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
    # Gradio tries to import matplotlib twice with each update of an answer; looking through the
    # whole path for what is not there took a twelfth of the page's CPU.
    if importlib.util.find_spec("matplotlib") is None:
        sys.modules["matplotlib"] = None  # type: ignore[assignment]  # "not there", at once


def build(
    engine: ChatEngine,
    folder: Path,
    on_update: OnUpdate,
    conversations: "Conversations | None",
) -> Any:
    """The Blocks with all that must be set before mounting."""
    from qwen_demo.ui.actions import ChatActions
    from qwen_demo.ui.answers import Pace, Readers
    from qwen_demo.ui.api import ChatApi
    from qwen_demo.ui.context import ContextActions
    from qwen_demo.ui.guards import GuardedBlocks
    from qwen_demo.ui.layout import build_page
    from qwen_demo.ui.panel import PanelActions
    from qwen_demo.ui.sidebar import SidebarActions
    from qwen_demo.ui.wiring import wire

    pictures = folder / PICTURES
    pictures.mkdir()
    page = build_page(
        GuardedBlocks(
            title="Qwen3-VL",
            analytics_enabled=False,
            fill_height=True,
            fill_width=True,
            delete_cache=(CACHE_CHECK_S, CACHE_AGE_S),
        ),
        with_history=conversations is not None,
    )
    readers, pace = Readers(on_update), Pace()
    wire(
        page,
        ChatActions(engine, pictures, readers, pace, conversations),
        PanelActions(engine),
        ContextActions(engine, pictures),
        ChatApi(engine, pictures, readers, pace),
        SidebarActions(conversations) if conversations is not None else None,
    )
    blocks = page.blocks
    blocks.max_threads = MAX_EVENTS  # read by queue()
    blocks.state_session_capacity = MAX_SESSIONS
    blocks.queue(default_concurrency_limit=None, max_size=MAX_WAITING_EVENTS, api_open=False)
    blocks.has_launched = True  # turns on Gradio's check of paths, which only launch() does
    return page


def living(folder: Path, conversations: "Conversations | None") -> Any:
    """A lifespan: conversations are kept in order, and at its end the upload folder goes."""

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        sweeping = None
        if conversations is not None:
            sweeping = asyncio.create_task(conversations.sweep_for_ever())
        try:
            yield
        finally:
            if conversations is not None and sweeping is not None:
                sweeping.cancel()
                await conversations.close()
            shutil.rmtree(folder, ignore_errors=True)

    return lifespan
