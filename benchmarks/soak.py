"""Minutes of everything at once: page, streams, disconnects, hostile requests, bursts.

Usage: `python -m benchmarks.soak [--minutes 10]`. Starts the app with its defaults and prints what
became of every request, and whether anything was left over. Exits with 1 where the aim is missed:
nothing admitted fails, no 5xx, no restart of the engine, no request left running, memory stays.
"""

import argparse
import asyncio
import contextlib
import json
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import psutil
import requests

from benchmarks.load import (
    CHAT,
    Reply,
    chat_body,
    new_session,
    picture_url,
    quantile,
    run_streams,
    stream,
)
from benchmarks.startup import ROOT, answers, seconds_until

MODEL = "qwen3-vl-demo"
BURST, BURST_EVERY_S = 500, 60
PICTURES = 20  # few enough for the caches to be full once the warm-up is over
MAX_GROWTH_MB = 300
WARM_UP_S = 60.0
GOOD = {"whole", "rejected", "refused", "left"}
GAUGES = ("vllm:num_requests_running", "vllm:num_requests_waiting", "qwen_demo_slots_held")
RESTART_LINE = "starting it again"
HOSTILE: list[Any] = [
    {},
    {"model": "zz", "messages": [{"role": "user", "content": "x"}]},
    {"model": MODEL, "messages": [{"role": "user", "content": "x " * 50_000}]},
    {"model": MODEL, "messages": [{"role": "user", "content": "x"}], "n": 1000},
    {"model": MODEL, "messages": [{"role": "user", "content": "x"}], "temperature": -1},
    chat_body(MODEL, "?", 9, "data:image/png;base64,AAAA"),
    chat_body(MODEL, "?", 9, "http://127.0.0.1:9/"),
    chat_body(MODEL, "?", 9, "file:///etc/passwd"),
    chat_body(MODEL, "?", 9, picture_url(1, (4000, 8))),
]


@dataclass
class Tally:
    """What became of the requests, by kind of client."""

    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    ttfts: list[float] = field(default_factory=list)
    totals: list[float] = field(default_factory=list)
    page_s: list[float] = field(default_factory=list)

    def add(self, kind: str, outcome: str) -> None:
        self.outcomes.setdefault(kind, Counter())[outcome] += 1

    def count(self, *outcomes: str) -> int:
        return sum(counter[name] for counter in self.outcomes.values() for name in outcomes)


Client = Callable[[str, aiohttp.ClientSession, Tally], Awaitable[None]]


async def streams(url: str, session: aiohttp.ClientSession, tally: Tally) -> None:
    """Text and pictures, read to the end."""
    picture = picture_url(random.randrange(PICTURES)) if random.random() < 0.5 else None
    body = chat_body(MODEL, f"tell {random.random()}", random.randrange(1, 200), picture)
    reply = await stream(session, url, body)
    tally.add("stream", outcome_of(reply))
    if reply.is_whole:
        tally.ttfts.append(reply.ttft_s)
        tally.totals.append(reply.total_s)


async def leavers(url: str, session: aiohttp.ClientSession, tally: Tally) -> None:
    """Streams and whole answers that nobody waits for."""
    body = chat_body(MODEL, f"stay {random.random()}", 4000)
    if random.random() < 0.5:
        body |= {"stream": False, "stream_options": None}
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(random.expovariate(2)), session.post(url + CHAT, json=body) as r:
            await r.read()
    tally.add("leaver", "left")


async def strangers(url: str, session: aiohttp.ClientSession, tally: Tally) -> None:
    """Requests with a fault."""
    async with session.post(url + CHAT, json=random.choice(HOSTILE)) as response:
        content = await response.json()
        is_right = 400 <= response.status < 500 and set(content) == {"error"}
        tally.add("hostile", "refused" if is_right else f"{response.status} {str(content)[:80]}")


async def visitors(url: str, session: aiohttp.ClientSession, tally: Tally) -> None:
    """The page's own endpoint, as a program uses it."""
    began = time.monotonic()
    call = f"{url}/gradio_api/call/chat"
    data: list[Any] = [f"hello {random.random()}", [], None, None, 60, "", []]
    async with session.post(call, json={"data": data}) as response:
        event = (await response.json()).get("event_id")
    async with session.get(f"{call}/{event}") as response:
        text = await response.text()
    tally.add("page", "whole" if "event: complete" in text else f"failed: {text[-80:]}")
    tally.page_s.append(time.monotonic() - began)


async def burst(url: str, _: aiohttp.ClientSession, tally: Tally) -> None:
    """Many requests in one moment."""
    bodies = [chat_body(MODEL, f"burst {random.random()}", 50) for _ in range(BURST)]
    for reply in await run_streams(url, bodies, BURST):
        tally.add("burst", outcome_of(reply))
    await asyncio.sleep(BURST_EVERY_S)


def outcome_of(reply: Reply) -> str:
    """What became of a request; a fault with its status and its cause."""
    if reply.status == 429:
        return "rejected"
    return "whole" if reply.is_whole else f"{reply.status} {reply.cause or 'cut off'}"


async def soak(url: str, seconds: float) -> Tally:
    """All kinds of clients at once, each beginning anew until the time is over."""
    tally = Tally()
    end = time.monotonic() + seconds

    async def again_and_again(client: Client) -> None:
        async with new_session() as session:
            while time.monotonic() < end:
                await client(url, session, tally)

    crowd: list[Client] = [*[streams] * 8, *[leavers] * 6, *[strangers] * 3, *[visitors] * 4, burst]
    await asyncio.gather(*(again_and_again(client) for client in crowd))
    return tally


Memory = dict[str, float]


def memory_mb(pid: int) -> Memory:
    """Resident memory of the app and of its engine's processes, by name."""
    used: Memory = {}
    for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
        name = "server" if process.pid == pid else process.name()
        used[name] = used.get(name, 0) + process.memory_info().rss / 2**20
    return used


def metric(url: str, name: str) -> float:
    lines = requests.get(f"{url}/metrics", timeout=10).text.splitlines()
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))


@contextlib.contextmanager
def app() -> Iterator[tuple[str, int, Path]]:
    """A ready app: address, process id, log."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        command = [sys.executable, "app.py", "--port", str(port), "--history", "off"]
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        try:
            seconds_until(lambda: answers(f"{url}/health"), time.monotonic())
            yield url, process.pid, Path(log.name)
        finally:
            process.terminate()
            process.wait(timeout=60)


@dataclass(frozen=True, slots=True)
class Leftover:
    """What a soak left behind in the app."""

    before_mb: Memory
    after_mb: Memory
    gauges: dict[str, float]
    restarts: int

    @property
    def growth_mb(self) -> float:
        return sum(self.after_mb.values()) - sum(self.before_mb.values())


def run(minutes: float) -> tuple[Tally, Leftover]:
    """A soak of an app of our own."""
    with app() as (url, pid, log):
        asyncio.run(soak(url, WARM_UP_S))  # fills caches, so that growth is growth
        before_mb = memory_mb(pid)
        tally = asyncio.run(soak(url, minutes * 60))
        with contextlib.suppress(TimeoutError):
            seconds_until(lambda: not any(metric(url, name) for name in GAUGES), time.monotonic())
        gauges = {name: metric(url, name) for name in GAUGES}
        restarts = log.read_text(errors="replace").count(RESTART_LINE)
        return tally, Leftover(before_mb, memory_mb(pid), gauges, restarts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    tally, left = run(parser.parse_args().minutes)
    for kind, counter in tally.outcomes.items():
        print(f"{kind:8} {json.dumps(counter)}")
    failures = {
        f"{kind}: {name}": number
        for kind, counter in tally.outcomes.items()
        for name, number in counter.items()
        if name not in GOOD
    }
    server_faults = {name: number for name, number in failures.items() if ": 5" in name}
    admitted, rejected = tally.count("whole"), tally.count("rejected")
    print(f"admitted {admitted}, rejected {rejected}, failed {failures or 0}")
    print(f"5xx by cause {server_faults or 0}; engine restarts {left.restarts}")
    times = {"TTFT": tally.ttfts, "whole answer": tally.totals, "answer of the page": tally.page_s}
    for name, values in times.items():
        print(f"{name}: p50 {quantile(values, 0.5):.2f} s, p99 {quantile(values, 0.99):.2f} s")
    for name, after in left.after_mb.items():
        print(f"memory of {name}: {left.before_mb.get(name, 0):.0f} -> {after:.0f} MB")
    print(f"memory grown by {left.growth_mb:.0f} MB; left running {left.gauges}")
    is_bad = failures or left.restarts or any(left.gauges.values())
    return int(bool(is_bad) or left.growth_mb > MAX_GROWTH_MB)


if __name__ == "__main__":
    sys.exit(main())
