"""Seconds from the command to port, page, ready and first answer; beside vLLM's own server.

Usage: `python -m benchmarks.startup [--runs 2]`. Both serve the embedded model with the same engine
flags, in turn, on an otherwise idle machine. Prints a table and the ratio of the times to ready.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from qwen_demo.engine.defaults import DEMO_CPU_ENVIRONMENT, demo_choice, server_defaults

ROOT = Path(__file__).resolve().parents[1]
MODEL = str(ROOT / "assets" / "demo_model")
TIMEOUT_S = 300
VLLM = [
    "-m",
    "vllm.entrypoints.launchers.api_server.entry",
    "--model",
    MODEL,
    "--host",
    "127.0.0.1",
]


def our_engine_flags() -> list[str]:
    """What our app sets for the embedded model on a CPU, as a command line for vLLM's server."""
    values = server_defaults(is_cpu=True) | demo_choice("", is_cpu=True).defaults
    flags: list[str] = []
    for name, value in values.items():
        flag = f"--{name.replace('_', '-')}"
        if value is True:
            flags.append(flag)
        elif isinstance(value, list):
            flags += [flag, *map(str, value)]
        else:
            flags += [flag, json.dumps(value) if isinstance(value, dict) else str(value)]
    return flags


SAME_FLAGS = "vLLM's server, same engine flags"
PEERS = {
    "qwen-demo": ["app.py", "--history", "off"],
    SAME_FLAGS: [*VLLM, *our_engine_flags()],
    "vLLM's server, its defaults": VLLM,
}
PEER_ENV = {"VLLM_CPU_KVCACHE_SPACE": "1", "HF_HUB_OFFLINE": "1", "VLLM_NO_USAGE_STATS": "1"}


@contextmanager
def running(name: str, port: int) -> Iterator[None]:
    """One of the PEERS as a process, ended at the end."""
    engine = DEMO_CPU_ENVIRONMENT if name == SAME_FLAGS else {}
    process = subprocess.Popen(
        [sys.executable, *PEERS[name], "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, **PEER_ENV, **engine},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def seconds_until(condition: Callable[[], bool], start: float) -> float:
    """Seconds from `start` until a condition holds. Raises: TimeoutError."""
    while not condition():
        if time.monotonic() - start > TIMEOUT_S:
            raise TimeoutError(f"not within {TIMEOUT_S} s")
        time.sleep(0.02)
    return time.monotonic() - start


def answers(url: str) -> bool:
    """Whether a GET is answered with 200."""
    try:
        return requests.get(url, timeout=10).status_code == 200
    except requests.RequestException:
        return False


def port_open(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def first_answer(url: str) -> bool:
    model = requests.get(f"{url}/v1/models", timeout=10).json()["data"][0]["id"]
    body = {"model": model, "messages": [{"role": "user", "content": "Hello"}], "max_tokens": 8}
    return requests.post(f"{url}/v1/chat/completions", json=body, timeout=60).ok


def measure(name: str) -> dict[str, float]:
    """One start of one server."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    start = time.monotonic()
    with running(name, port):
        times = {"port": seconds_until(lambda: port_open(port), start)}
        if name == "qwen-demo":
            times["page"] = seconds_until(lambda: answers(f"{url}/"), start)
        times["ready"] = seconds_until(lambda: answers(f"{url}/health"), start)
        times["answer"] = seconds_until(lambda: first_answer(url), start)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2)
    runs = parser.parse_args().runs
    results: dict[str, list[dict[str, float]]] = {name: [] for name in PEERS}
    for _ in range(runs):
        for name in PEERS:
            results[name].append(measure(name))
    print(f"| seconds (median of {runs}) | port | page | ready | first answer |")
    print("|---|---|---|---|---|")
    for name, times in results.items():
        columns = [
            f"{statistics.median(t[key] for t in times):.1f}" if key in times[0] else "-"
            for key in ("port", "page", "ready", "answer")
        ]
        print(f"| {name} | {' | '.join(columns)} |")
    ready = {name: statistics.median(t["ready"] for t in times) for name, times in results.items()}
    for name in list(PEERS)[1:]:
        print(f"ready, qwen-demo / {name}: {ready['qwen-demo'] / ready[name]:.2f}")


if __name__ == "__main__":
    main()
