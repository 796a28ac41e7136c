"""Rate limits and names of clients."""

import pytest
from limits.errors import StorageError

from qwen_demo.api.limits import RateLimiter, client_address


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
