"""Rate limits and names of clients."""

import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
from limits.errors import ConfigurationError, StorageError

from qwen_demo.api.limits import RateLimiter, client_address
from tests.conftest import free_port, wait_until


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("10.1.2.3", "address:10.1.2.3"),
        ("2001:db8:1:2:3:4:5:6", "address:2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "address:2001:db8:1:2::/64"),
        (None, "address:unknown"),
        ("testclient", "address:unknown"),
    ],
)
def test_a_client_is_an_ipv4_address_or_an_ipv6_network(host: str | None, name: str):
    assert client_address(host) == name


async def test_the_window_counts_down_and_then_refuses():
    limiter = RateLimiter("2/second")
    hits = [await limiter.hit("a") for _ in range(3)]
    assert [hit.allowed for hit in hits] == [True, True, False]
    assert [hit.remaining for hit in hits] == [1, 0, 0]
    assert 0 < hits[2].reset_s <= 1
    assert (await limiter.hit("b")).allowed


async def test_a_storage_that_is_down_lets_requests_in_and_is_logged(caplog, monkeypatch):
    limiter = RateLimiter("1/second")

    async def fail(*args):
        raise StorageError(ConnectionError("refused"))

    monkeypatch.setattr(limiter._window, "hit", fail)
    assert [(await limiter.hit("a")).allowed for _ in range(2)] == [True, True]
    assert "storage can't be used" in caplog.text


@pytest.mark.parametrize("text", ["60", "sixty/minute"])
def test_a_limit_that_is_none_is_refused(text: str):
    with pytest.raises(ValueError):
        RateLimiter(text)


@pytest.fixture
def redis() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A Redis server of the test's own: its address and its process."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def is_open() -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", port)) == 0

    try:
        wait_until(is_open, what="Redis' start")
        yield f"redis://127.0.0.1:{port}", process
    finally:
        process.kill()
        process.wait()


async def close(*limiters: RateLimiter) -> None:
    """Close their connections; an app keeps its one until it ends."""
    for limiter in limiters:
        await limiter._window.storage.bridge.storage.aclose()  # type: ignore[attr-defined]


async def test_replicas_share_one_window_in_redis(redis: tuple[str, subprocess.Popen[bytes]]):
    replicas = [RateLimiter("3/minute", redis[0]) for _ in range(2)]
    hits = [await replicas[number % 2].hit("a") for number in range(4)]
    assert [hit.allowed for hit in hits] == [True, True, True, False]
    assert [hit.remaining for hit in hits] == [2, 1, 0, 0]
    assert 0 < hits[3].reset_s <= 60
    assert (await replicas[0].hit("b")).allowed
    await close(*replicas)


async def test_a_redis_that_is_gone_or_hangs_lets_requests_in_and_is_logged(
    redis: tuple[str, subprocess.Popen[bytes]], caplog: pytest.LogCaptureFixture
):
    limiter = RateLimiter("1/minute", redis[0])
    assert (await limiter.hit("a")).allowed
    redis[1].kill()
    redis[1].wait()
    assert (await limiter.hit("a")).allowed
    assert "storage can't be used" in caplog.text
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hanging = RateLimiter("1/minute", f"redis://127.0.0.1:{silent.getsockname()[1]}")
        began = time.monotonic()
        assert (await hanging.hit("a")).allowed
        assert time.monotonic() - began < 5
    await close(limiter, hanging)


def test_a_storage_that_is_none_is_refused():
    with pytest.raises(ConfigurationError):
        RateLimiter("1/second", "carrier-pigeon://host")
