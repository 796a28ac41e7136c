"""The page on a scripted engine, served by a thread of the test's process."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from qwen_demo.ui.page import page_app
from tests.fake_engine import FakeEngine


def wait_for(condition: Callable[[], Any], timeout_s: float = 10) -> None:
    """Wait until a condition holds."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "timed out"
        time.sleep(0.02)


@contextmanager
def serve(engine: FakeEngine, **options: Any) -> Iterator[str]:
    """The address of a page on the engine, on a free port; `options` are page_app's."""
    config = uvicorn.Config(
        lambda: page_app(engine, **options),
        factory=True,
        port=0,
        log_level="warning",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        wait_for(lambda: server.started or not thread.is_alive(), 60)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)
