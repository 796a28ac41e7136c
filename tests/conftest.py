"""Fixtures of every test: a real app with a real engine, started once a session."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any

import pytest
import requests

ROOT = Path(__file__).resolve().parents[1]
READY_TIMEOUT_S = 240


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait_until(condition: Callable[[], object], timeout_s: float = 10, what: str = "it") -> None:
    """Wait for a condition to hold; fails after the time-out."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not happen within {timeout_s} s"
        time.sleep(0.02)


@dataclass
class RunningServer:
    """A running app: `python app.py --port ...` as a process of its own."""

    process: subprocess.Popen[bytes]
    port: int
    log_file: Any
    model: str = "qwen3-vl-demo"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def log(self) -> str:
        """All that the app has printed so far."""
        return Path(self.log_file.name).read_text(errors="replace")

    def health(self) -> int | None:
        """The status code of /health; None while the port is closed, or open but not served yet."""
        try:
            return requests.get(f"{self.url}/health", timeout=10).status_code
        except requests.RequestException:
            return None

    def wait_ready(self) -> None:
        def ready_or_gone() -> bool:
            assert self.process.poll() is None, self.log()[-3000:]
            return self.health() == 200

        wait_until(ready_or_gone, READY_TIMEOUT_S, "the engine's start")

    def metric(self, name: str) -> float:
        """The sum of one metric's samples, by its full name as in /metrics."""
        lines = requests.get(f"{self.url}/metrics", timeout=10).text.splitlines()
        samples = [line for line in lines if line.partition("{")[0].split(" ")[0] == name]
        assert samples, f"no metric {name}"
        return sum(float(sample.rsplit(" ", 1)[1]) for sample in samples)

    def running_requests(self) -> float:
        """vLLM's own count of requests that the engine works on or has waiting."""
        names = ("vllm:num_requests_running", "vllm:num_requests_waiting")
        return sum(self.metric(name) for name in names)


StartServer = Callable[..., RunningServer]


def launch(stack: ExitStack, *flags: str, env: dict[str, str] | None = None) -> RunningServer:
    """Start an app on a free port; closing the stack ends it with all its processes."""
    port = free_port()
    if not {"--data-dir", "--history"} & {*flags}:
        flags = (*flags, "--data-dir", stack.enter_context(TemporaryDirectory()))
    log_file = stack.enter_context(NamedTemporaryFile(prefix="qwen-demo-"))  # noqa: SIM115
    process = subprocess.Popen(
        [sys.executable, "app.py", "--port", str(port), *flags],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=log_file,
        stderr=subprocess.STDOUT,
    )
    running = RunningServer(process, port, log_file)
    stack.callback(lambda: print(running.log()[-5000:]))  # shown where the test fails
    stack.callback(stop, process)
    return running


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process the way a supervisor does."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def server() -> Iterator[RunningServer]:
    """The session's app: ready, default flags but one, embedded model. Leave it as you find it.

    An answer whose page has gone ends soon, so that it does not disturb the next test.
    """
    with ExitStack() as stack:
        running = launch(stack, "--away-timeout", "1")
        running.wait_ready()
        yield running


@pytest.fixture
def start_server() -> Iterator[StartServer]:
    """Starts apps of a test's own: `start_server("--flag", env={...})`; not waited for."""
    with ExitStack() as stack:
        yield lambda *flags, env=None: launch(stack, *flags, env=env)
