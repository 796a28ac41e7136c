"""What the page costs the API beside it.

Starts the app and drives 32 page streams (5 turns and one picture of history each) beside 4 API
streams, and in turn with it the same load over the API. Prints tokens per second, the server's CPU
per streamed update, the API's gaps between tokens, and the time to first token of a large picture's
first and second question. The ratios are the medians of the rounds.

Usage: `python -m benchmarks.page_cost [--rounds 3] [--history on]`, on an otherwise idle machine.
"""

import argparse
import asyncio
import base64
import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import psutil
import requests
from PIL import Image

from benchmarks.page_client import PageClient

ROOT = Path(__file__).resolve().parents[1]
CAT = ROOT / "assets" / "examples" / "chelsea.jpg"
STREAMS, PROBES, TOKENS = 32, 4, 800
# An answer of fixed length: the array may not end before the token limit.
SCHEMA = {"type": "array", "items": {"enum": [1, 2]}, "minItems": 5000}
FORMAT = {"type": "json_schema", "json_schema": {"name": "answer", "schema": SCHEMA}}
QUESTION = "Write many numbers."


def history() -> list[dict[str, Any]]:
    """Five turns, the first with a picture."""
    url = f"data:image/jpeg;base64,{base64.b64encode(CAT.read_bytes()).decode()}"
    picture = {"type": "image_url", "image_url": {"url": url}}
    first = {"role": "user", "content": [picture, {"type": "text", "text": "What is this?"}]}
    turns = [first, {"role": "assistant", "content": "It is a cat. " * 10}]
    for number in range(4):
        turns.append({"role": "user", "content": f"Question {number}?"})
        turns.append({"role": "assistant", "content": "An answer of some length. " * 10})
    return turns


@dataclass
class Measured:
    """One load: how long it ran, its tokens, its updates, the server's CPU, the probes' gaps."""

    tokens: int = 0
    updates: int = 0
    seconds: float = 0.0
    cpu_s: float = 0.0
    gaps_ms: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Tokens per second."""
        return self.tokens / self.seconds

    @property
    def p99_ms(self) -> float:
        return statistics.quantiles(self.gaps_ms, n=100)[98]


class Bench:
    """A running server, and the loads on it."""

    def __init__(self, http: aiohttp.ClientSession, url: str, pid: int) -> None:
        self.http = http
        self.url = url
        self.process = psutil.Process(pid)

    def cpu_s(self) -> float:
        """CPU seconds of the server's own process; the engine's work is in another."""
        times = self.process.cpu_times()
        return times.user + times.system

    async def api_stream(self, gaps_ms: list[float]) -> int:
        """One API stream; its tokens."""
        messages = [*history(), {"role": "user", "content": QUESTION}]
        body = {"model": "qwen3-vl-demo", "messages": messages, "max_tokens": TOKENS}
        body |= {"stream": True, "response_format": FORMAT, "temperature": 1.0}
        tokens, last = 0, None
        async with self.http.post(f"{self.url}/v1/chat/completions", json=body) as response:
            response.raise_for_status()
            async for line in response.content:
                if line.startswith(b"data: {"):
                    now = time.perf_counter()
                    if last is not None:
                        gaps_ms.append((now - last) * 1000)
                    tokens, last = tokens + 1, now
        return tokens

    async def open_page(self, file: Path) -> PageClient:
        """A page with a conversation in it."""
        page = await PageClient.open(self.http, self.url)
        await page.load_conversation(file)
        settings = {"max-tokens": TOKENS, "json-schema": json.dumps(SCHEMA), "temperature": 1.0}
        page.values |= settings | {"seed": None}
        return page

    async def page_stream(self, page: PageClient, measured: Measured) -> int:
        """One page stream; its tokens (the schema lets no answer end before the limit)."""
        times = await page.ask(QUESTION)
        measured.updates += len(times.updates_s)
        return TOKENS

    async def measure(self, loads: list[Awaitable[int]], measured: Measured) -> Measured:
        """Run loads beside the probes, which are a process of their own."""
        command = [sys.executable, "-m", "benchmarks.page_cost", "--probe", self.url]
        pipe = asyncio.subprocess.PIPE
        probes = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
        started, cpu = time.perf_counter(), self.cpu_s()
        measured.tokens = sum(await asyncio.gather(*loads))
        measured.seconds = time.perf_counter() - started
        measured.cpu_s = self.cpu_s() - cpu
        printed, _ = await probes.communicate(b"")  # ends its standard input
        measured.gaps_ms = json.loads(printed)
        return measured

    async def large_picture(self, folder: Path) -> tuple[float, float]:
        """Time to first token of the first and second question about a 4-megapixel picture."""
        file = folder / "large.jpg"
        Image.effect_noise((2000, 2000), 60).convert("RGB").save(file, quality=90)
        page = await PageClient.open(self.http, self.url)
        page.values["max-tokens"] = 16
        first = await page.ask("What is this?", [file])
        second = await page.ask("Are you sure?")
        return first.first_text_s or 0.0, second.first_text_s or 0.0


def report(name: str, measured: Measured) -> None:
    text = f"{name:<28} {measured.rate:8.0f} tokens/s   probes p99 {measured.p99_ms:6.1f} ms"
    text += f"   server CPU {100 * measured.cpu_s / measured.seconds:4.0f} %"
    if measured.updates:
        text += f"   {1000 * measured.cpu_s / measured.updates:.2f} ms CPU per update"
    print(text, flush=True)


async def probe(url: str) -> None:
    """API streams one after another until standard input ends; prints their gaps in ms."""
    gaps_ms: list[float] = []
    end = asyncio.create_task(asyncio.to_thread(sys.stdin.read))

    async def stream_until_end(bench: Bench) -> None:
        while not end.done():
            await bench.api_stream(gaps_ms)

    async with aiohttp.ClientSession() as http:
        bench = Bench(http, url, os.getpid())
        await asyncio.gather(*(stream_until_end(bench) for _ in range(PROBES)))
    print(json.dumps(gaps_ms))


async def run(url: str, pid: int, rounds: int) -> None:
    """All loads, in order."""
    timeout = aiohttp.ClientTimeout(total=600)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as http:
        bench = Bench(http, url, pid)
        with tempfile.TemporaryDirectory() as folder:
            saved = Path(folder) / "saved.json"
            saved.write_text(json.dumps(history()))
            await bench.api_stream([])
            warm_up = await bench.open_page(saved)
            await bench.page_stream(warm_up, Measured())
            report("probes alone", await bench.measure([asyncio.sleep(10, 0)], Measured()))
            pairs = [await compare(bench, saved) for _ in range(rounds)]
            rates = [page.rate / api.rate for api, page in pairs]
            gaps = [page.p99_ms / api.p99_ms for api, page in pairs]
            print(f"page throughput / API throughput  {statistics.median(rates):.2f}   (aim 0.9)")
            print(f"p99 gap, page load / API load     {statistics.median(gaps):.2f}   (aim 1.2)")
            first, second = await bench.large_picture(Path(folder))
            print(f"4-megapixel picture, first text   {first:.2f} s, then {second:.2f} s")


async def compare(bench: Bench, saved: Path) -> tuple[Measured, Measured]:
    """The load over the API, and the same through pages."""
    opened = [await bench.open_page(saved) for _ in range(STREAMS)]
    api = await bench.measure([bench.api_stream([]) for _ in range(STREAMS)], Measured())
    report(f"{STREAMS} API streams", api)
    page = Measured()
    await bench.measure([bench.page_stream(one, page) for one in opened], page)
    report(f"{STREAMS} page streams", page)
    return api, page


@contextlib.contextmanager
def started_app(kept: str) -> Iterator[tuple[str, int]]:
    """The app on a free port, once it is ready: its address and process id."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    log = subprocess.DEVNULL
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "app.py", "--port", str(port), "--history", kept]
        command += ["--data-dir", folder]
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        try:
            while not is_ready(url):
                time.sleep(0.5)
            yield url, process.pid
        finally:
            process.terminate()
            process.wait(timeout=60)


def is_ready(url: str) -> bool:
    with contextlib.suppress(requests.RequestException):
        return requests.get(f"{url}/health", timeout=10).status_code == 200
    return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--history", choices=("on", "off"), default="off")
    parser.add_argument("--probe", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.probe:
        asyncio.run(probe(options.probe))
        return
    with started_app(options.history) as (url, pid):
        asyncio.run(run(url, pid, options.rounds))


if __name__ == "__main__":
    main()
