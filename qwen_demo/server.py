"""Composes page, API and engine on one port: where Gradio, vLLM and the gateway meet.

The port opens before anything heavy is imported; the engine loads beside the running page.
"""

import asyncio
import contextlib
import logging
import os
import signal
import socket
from argparse import Namespace
from collections.abc import Callable, Generator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
import uvloop
from limits.errors import ConfigurationError

from qwen_demo import logs
from qwen_demo.access import Access, ObservedEngine, log_access
from qwen_demo.admission import AdmissionGate, GatedEngine
from qwen_demo.api.auth import ApiKeys
from qwen_demo.api.detect import DetectApp, Picture
from qwen_demo.api.gateway import Gateway
from qwen_demo.api.limits import RateLimiter, RequestLimits
from qwen_demo.api.metrics import ApiMetrics
from qwen_demo.engine.host import EngineHost
from qwen_demo.engine.media_fetch import MediaLimits
from qwen_demo.engine.reaper import start_reaper
from qwen_demo.engine.vllm_engine import VllmEngine
from qwen_demo.errors import UsageError
from qwen_demo.settings import Settings

if TYPE_CHECKING:
    from qwen_demo.ui.page import Kept

logger = logging.getLogger(__name__)

LoadArgs = Callable[[], Namespace]
CLOSE_CONNECTIONS_S = 1  # an open tab holds a heartbeat stream that never ends by itself


def run(settings: Settings, load_args: LoadArgs) -> int:
    """Serve until a signal or a final failure; returns the exit code. Raises: UsageError."""
    logs.configure(settings.log_format)
    listener = listen(settings.host, settings.port)
    warn_if_open(settings)
    reaper = start_reaper()
    try:
        return uvloop.run(serve(settings, load_args, listener))
    finally:
        if reaper.stdin:
            reaper.stdin.close()
        reaper.wait()  # a model that was still loading has ended with its processes


def listen(host: str, port: int) -> socket.socket:
    """Open the port. Raises: UsageError naming the address that can't be used."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise UsageError(f"--host {host} --port {port}: {reason}; choose another port") from error


async def serve(settings: Settings, load_args: LoadArgs, listener: socket.socket) -> int:
    """Run page, API and engine until told to stop; returns the exit code. Raises: UsageError."""
    host = EngineHost(partial(VllmEngine.start, load_args, media_limits(settings)))
    gateway, gate = build_app(settings, host)
    server = Server(uvicorn_config(gateway))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    loading = asyncio.create_task(host.run())
    url_host = f"[{settings.host}]" if ":" in settings.host else settings.host
    logger.info("Page and API: http://%s:%d", url_host, listener.getsockname()[1])
    try:
        return await until_stopped(settings, host, gate, loading)
    finally:
        host.stop_admitting()
        loading.cancel()
        await host.close()  # running answers end with their finish reason, then connections close
        server.should_exit = True
        await serving


async def until_stopped(
    settings: Settings, host: EngineHost, gate: AdmissionGate, loading: asyncio.Task[None]
) -> int:
    """Wait for a signal, or for the engine to fail for good. Raises: UsageError."""
    told = StopSignals()
    waiting = asyncio.create_task(told.first.wait())
    await asyncio.wait({waiting, loading}, return_when=asyncio.FIRST_COMPLETED)
    if loading.done():
        loading.result()
        if settings.exit_on_failure or host.gave_up:
            return 1
        await waiting
    host.stop_admitting()
    if told.signal is signal.SIGTERM:
        await drain(gate, told, settings.drain_timeout_s)
    return 0


async def drain(gate: AdmissionGate, told: "StopSignals", timeout_s: float) -> None:
    """Let running answers finish, until the time is over or a second signal comes."""
    logger.info("Stopping: %d answers may take %g s to finish.", gate.running, timeout_s)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(timeout_s):
            while gate.running and not told.again.is_set():
                await asyncio.sleep(0.05)


class StopSignals:
    """SIGTERM and SIGINT as events: the first one, and one more."""

    def __init__(self) -> None:
        self.first = asyncio.Event()
        self.again = asyncio.Event()
        self.signal: signal.Signals | None = None
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._on_signal, number)

    def _on_signal(self, number: signal.Signals) -> None:
        if self.first.is_set():
            self.again.set()
        self.signal = self.signal or number
        self.first.set()


class Server(uvicorn.Server):
    """uvicorn without its signal handlers, which would end the process before the engine."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def uvicorn_config(app: Gateway) -> uvicorn.Config:
    """uvicorn's part: no access log (the gateway logs), root logging, quick end of open tabs."""
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=CLOSE_CONNECTIONS_S,
        server_header=False,
    )


def build_app(settings: Settings, host: EngineHost) -> tuple[Gateway, AdmissionGate]:
    """Page and API behind the gateway, on one gate. Imports Gradio, which takes seconds."""
    from qwen_demo.ui.page import page_app

    metrics = ApiMetrics()
    gate = AdmissionGate(
        settings.max_concurrent_requests,
        settings.max_queued_requests,
        settings.max_queue_wait_s,
        settings.page_reserve,
        metrics.observe_wait,
    )
    metrics.watch(gate)

    async def open_picture(url: str) -> Picture:
        return Picture(*await host.open_picture(url))

    keys = ApiKeys(settings.api_key)

    def observe(access: Access) -> None:
        metrics.observe(access)
        log_access(access)

    page = page_app(
        ObservedEngine(GatedEngine(host, gate), observe),
        sign_in=sign_in(settings.ui_auth, keys),
        on_update=metrics.page_updates.inc,
        kept=kept_conversations(settings),
    )
    gateway = Gateway(
        page,
        host.app,
        host.status,
        gate,
        keys=keys,
        page_cookie=page.cookie,
        limits=request_limits(settings),
        metrics=metrics,
        rate_limiter=rate_limiter(settings),
        detect=DetectApp(host, open_picture),
        open_picture=open_picture,
        api_schema=host.api_schema,
    )
    return gateway, gate


def kept_conversations(settings: Settings) -> "Kept | None":
    """Where the page's conversations are kept, as the options say. Raises: UsageError."""
    from qwen_demo.history.store import HistoryStore, Quota
    from qwen_demo.ui.page import Kept

    if settings.history == "off":
        return None
    quota = Quota(settings.history_mb * 2**20, settings.history_total_mb * 2**20)
    folder = data_dir(settings.data_dir, os.environ) / "history"
    store = HistoryStore.open(folder, settings.history_url, quota)
    return Kept(store, bool(settings.ui_auth), settings.away_timeout_s)


def data_dir(chosen: str, environ: Mapping[str, str]) -> Path:
    """The folder for what is to outlive the app."""
    if chosen:
        return Path(chosen).expanduser()
    if environ.get("SPACE_ID") and os.access("/data", os.W_OK):
        return Path("/data/qwen-demo")
    base = environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base).expanduser() / "qwen-demo"


def sign_in(users: tuple[str, ...], keys: ApiKeys) -> Callable[[str, str], bool] | None:
    """Who may use the page: the users; with keys and no users, whoever has a key as password."""
    if not users and not keys:
        return None
    if not users:
        return lambda _user, password: keys.accepts(password)
    known = ApiKeys(users)  # user:password, compared like a key
    return lambda user, password: known.accepts(f"{user}:{password}")


def warn_if_open(settings: Settings) -> None:
    """Say so when anyone who reaches this address may use page and API."""
    if settings.api_key or settings.host in ("127.0.0.1", "localhost", "::1"):
        return
    faces = "the API is" if settings.ui_auth else "page and API are"
    logger.warning(
        "%s open to anyone who reaches %s; set --api-key%s to ask for a key.",
        faces.capitalize(),
        settings.host,
        "" if settings.ui_auth else " (and --ui-auth user:password for the page)",
    )


def request_limits(settings: Settings) -> RequestLimits:
    """The bounds of one API request."""
    return RequestLimits(
        max_body_bytes=settings.max_body_mb * 2**20,
        max_request_s=settings.request_timeout_s,
        max_sequences=settings.max_sequences,
    )


def rate_limiter(settings: Settings) -> RateLimiter | None:
    """The limiter that --rate-limit asks for. Raises: UsageError."""
    if not settings.rate_limit:
        return None
    try:
        return RateLimiter(settings.rate_limit, settings.rate_limit_storage)
    except (ValueError, ConfigurationError) as error:
        raise UsageError(f"--rate-limit or --rate-limit-storage: {error}") from error


def media_limits(settings: Settings) -> MediaLimits:
    """The bounds of one picture of an API request."""
    return MediaLimits(
        max_bytes=settings.max_image_mb * 2**20,
        max_image_pixels=settings.max_image_megapixels * 10**6,
        allow_private_urls=settings.allow_private_media_urls,
    )
