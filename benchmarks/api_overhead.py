"""Our server beside vLLM's own, same model and flags: tokens/s, requests/s, time to first token.

Usage: `python -m benchmarks.api_overhead [--rounds 5]`, on an otherwise idle machine. Both servers
are up all the time and take turns at each load, the first one changing from round to round, so that
what disturbs the machine disturbs both. Then each gets a burst of 500 requests. Prints medians over
the rounds, and the median of the rounds' ratios.
"""

import argparse
import asyncio
import socket
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import requests

from benchmarks.load import Reply, chat_body, picture_url, quantile, run_streams
from benchmarks.startup import SAME_FLAGS, answers, running, seconds_until

OURS, PEER = "qwen-demo", SAME_FLAGS
NAMES = (OURS, PEER)
Load = tuple[int, bool]
"""Streams at once, and whether each request holds a picture."""
LOADS: list[Load] = [(1, False), (8, False), (32, False), (1, True), (8, True), (32, True)]
WARM_UP: list[Load] = [(32, False), (32, True)]
TOKENS = {False: 200, True: 50}
REQUESTS = {1: 10, 8: 48, 32: 128}
BURST, BURST_TOKENS = 500, 100
AIM = 0.98


@dataclass(frozen=True, slots=True)
class Result:
    """One load on one server, once."""

    tokens_per_s: float
    requests_per_s: float
    ttfts_s: list[float]


@contextmanager
def serving(name: str) -> Iterator[tuple[str, str]]:
    """A ready server: its address and model."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with running(name, port):
        seconds_until(lambda: answers(f"{url}/health"), time.monotonic())
        yield url, requests.get(f"{url}/v1/models", timeout=10).json()["data"][0]["id"]


def measure(url: str, model: str, load: Load) -> Result:
    """One load; its requests are all different."""
    streams, with_picture = load
    salt = time.monotonic_ns()
    bodies = [
        chat_body(
            model,
            f"{salt} {number}",
            TOKENS[with_picture],
            picture_url(salt // 1000 + number) if with_picture else None,
        )
        for number in range(REQUESTS[streams])
    ]
    began = time.monotonic()
    replies = asyncio.run(run_streams(url, bodies, streams))
    seconds = time.monotonic() - began
    assert all(reply.is_whole for reply in replies), Counter(reply.status for reply in replies)
    return Result(
        sum(reply.tokens for reply in replies) / seconds,
        len(replies) / seconds,
        [reply.ttft_s for reply in replies],
    )


def burst(url: str, model: str) -> list[Reply]:
    """500 requests in one moment."""
    bodies = [chat_body(model, f"burst {n}", BURST_TOKENS) for n in range(BURST)]
    return asyncio.run(run_streams(url, bodies, BURST))


Results = dict[tuple[str, Load], list[Result]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    results: Results = {(name, load): [] for name in NAMES for load in LOADS}
    with serving(OURS) as ours, serving(PEER) as peer:
        servers = {OURS: ours, PEER: peer}
        for name in NAMES:
            for load in WARM_UP:
                measure(*servers[name], load)
        for load in LOADS:
            for number in range(rounds):
                for name in NAMES if number % 2 == 0 else reversed(NAMES):
                    results[name, load].append(measure(*servers[name], load))
        bursts = {name: burst(*servers[name]) for name in NAMES}
    print_loads(results, rounds)
    print_bursts(bursts)


def print_loads(results: Results, rounds: int) -> None:
    print(f"Medians of {rounds} rounds; ours / vLLM's own server; the aim is a ratio of {AIM}.\n")
    print("| streams | tokens/s | ratio | requests/s | TTFT p50 ms | TTFT p99 ms |")
    print("|---|---|---|---|---|---|")
    for load in LOADS:
        ours, peer = results[OURS, load], results[PEER, load]
        pairs = zip(ours, peer, strict=True)
        ratio = statistics.median(a.tokens_per_s / b.tokens_per_s for a, b in pairs)
        streams, with_picture = load
        print(
            f"| {streams}{' with a picture' if with_picture else ''} "
            f"| {median(ours, 'tokens_per_s'):.0f} / {median(peer, 'tokens_per_s'):.0f} "
            f"| {ratio:.2f} "
            f"| {median(ours, 'requests_per_s'):.1f} / {median(peer, 'requests_per_s'):.1f} "
            f"| {ttft_ms(ours, 0.5):.0f} / {ttft_ms(peer, 0.5):.0f} "
            f"| {ttft_ms(ours, 0.99):.0f} / {ttft_ms(peer, 0.99):.0f} |"
        )


def median(results: list[Result], name: str) -> float:
    return float(statistics.median(getattr(result, name) for result in results))


def ttft_ms(results: list[Result], share: float) -> float:
    """A quantile of the times to the first token, over the requests of all rounds."""
    return 1000 * quantile([ttft for result in results for ttft in result.ttfts_s], share)


def print_bursts(bursts: dict[str, list[Reply]]) -> None:
    print(f"\n| a burst of {BURST} | answered | refused | TTFT p50 s | p99 s | last answer s |")
    print("|---|---|---|---|---|---|")
    for name, replies in bursts.items():
        whole = [reply for reply in replies if reply.is_whole]
        ttfts = [reply.ttft_s for reply in whole]
        refused = dict(Counter(reply.status for reply in replies if not reply.is_whole))
        last_s = max((reply.total_s for reply in whole), default=0)
        print(
            f"| {name} | {len(whole)} | {refused or 0} "
            f"| {quantile(ttfts, 0.5):.2f} | {quantile(ttfts, 0.99):.2f} | {last_s:.2f} |"
        )


if __name__ == "__main__":
    main()
