"""Our server beside vLLM's own, same model and flags: tokens/s, requests/s, time to first token.

Usage: `python -m benchmarks.api_overhead [--rounds 2]`. The servers run in turn, several rounds,
on an otherwise idle machine; the best round of each counts. Then a burst of 500 requests for each.
"""

import argparse
import asyncio
import socket
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import requests

from benchmarks.load import Reply, chat_body, picture_url, quantile, run_streams
from benchmarks.startup import PEERS, answers, running, seconds_until

OURS, PEER = "qwen-demo", "vLLM's server, same engine flags"
LOADS = [(1, False), (8, False), (32, False), (1, True), (8, True), (32, True)]
"""(streams at once, with a picture in each request)."""
TOKENS = {False: 200, True: 50}
REQUESTS = {1: 8, 8: 32, 32: 96}
BURST, BURST_TOKENS = 500, 100


@dataclass(frozen=True, slots=True)
class Result:
    """One load on one server."""

    tokens_per_s: float
    requests_per_s: float
    ttft_p50_s: float
    ttft_p99_s: float


@contextmanager
def serving(name: str) -> Iterator[tuple[str, str]]:
    """A ready server: its address and model."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with running(PEERS[name], port):
        seconds_until(lambda: answers(f"{url}/health"), time.monotonic())
        yield url, requests.get(f"{url}/v1/models", timeout=10).json()["data"][0]["id"]


def measure(url: str, model: str, streams: int, with_picture: bool) -> Result:
    """One load; its requests are all different."""
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
    ttfts = [reply.ttft_s for reply in replies]
    return Result(
        sum(reply.tokens for reply in replies) / seconds,
        len(replies) / seconds,
        quantile(ttfts, 0.5),
        quantile(ttfts, 0.99),
    )


def burst(url: str, model: str) -> list[Reply]:
    """500 requests in one moment."""
    bodies = [chat_body(model, f"burst {n}", BURST_TOKENS) for n in range(BURST)]
    return asyncio.run(run_streams(url, bodies, BURST))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    rounds = parser.parse_args().rounds
    best: dict[tuple[str, int, bool], Result] = {}
    bursts: dict[str, list[Reply]] = {}
    for round_number in range(rounds):
        for name in (OURS, PEER):
            with serving(name) as (url, model):
                measure(url, model, 8, True)  # warms up
                for load in LOADS:
                    result = measure(url, model, *load)
                    key = (name, *load)
                    if key not in best or result.tokens_per_s > best[key].tokens_per_s:
                        best[key] = result
                if round_number == rounds - 1:
                    bursts[name] = burst(url, model)
    print_loads(best, rounds)
    print_bursts(bursts)


def print_loads(best: dict[tuple[str, int, bool], Result], rounds: int) -> None:
    print(f"Best of {rounds} rounds; ours / vLLM's own server.\n")
    print("| streams | tokens/s | ratio | requests/s | TTFT p50 ms | TTFT p99 ms |")
    print("|---|---|---|---|---|---|")
    for streams, with_picture in LOADS:
        ours, peer = (best[name, streams, with_picture] for name in (OURS, PEER))
        print(
            f"| {streams}{' with a picture' if with_picture else ''} "
            f"| {ours.tokens_per_s:.0f} / {peer.tokens_per_s:.0f} "
            f"| {ours.tokens_per_s / peer.tokens_per_s:.2f} "
            f"| {ours.requests_per_s:.1f} / {peer.requests_per_s:.1f} "
            f"| {ours.ttft_p50_s * 1000:.0f} / {peer.ttft_p50_s * 1000:.0f} "
            f"| {ours.ttft_p99_s * 1000:.0f} / {peer.ttft_p99_s * 1000:.0f} |"
        )


def print_bursts(bursts: dict[str, list[Reply]]) -> None:
    print(f"\n| a burst of {BURST} | answered | refused | TTFT p50 s | TTFT max s |")
    print("|---|---|---|---|---|")
    for name, replies in bursts.items():
        ttfts = [reply.ttft_s for reply in replies if reply.is_whole]
        refused = dict(Counter(reply.status for reply in replies if not reply.is_whole))
        print(
            f"| {name} | {len(ttfts)} | {refused or 0} "
            f"| {quantile(ttfts, 0.5):.2f} | {max(ttfts, default=0):.2f} |"
        )


if __name__ == "__main__":
    main()
