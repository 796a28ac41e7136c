"""Limits of a request: how often, how large, how long. The engine's slots are admission.py's."""

import asyncio
import ipaddress
import logging
import math
import time
from dataclasses import dataclass

from limits import RateLimitItem, parse
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError
from limits.storage import storage_from_string
from starlette.types import Message, Receive

from qwen_demo.errors import BodyTooLarge, DemoError, InvalidRequest, Overloaded, RequestTimeout

logger = logging.getLogger(__name__)

BODY_TIMEOUT_S = 30.0
"""A body is read while the request holds a slot, so it may not drip for ever."""
REDIS_OPTIONS: dict[str, str | float] = {
    "implementation": "redispy",
    "socket_connect_timeout": 1.0,
    "socket_timeout": 1.0,
}
"""A Redis that hangs holds a request up no longer than this, in seconds."""
READ_AHEAD_BYTES = 4 * 2**20
"""Read of a body while its request waits for a slot, to notice when the client leaves."""


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """Bounds of one request; the page's body is an upload of several files."""

    max_body_bytes: int = 32 * 2**20
    max_page_body_bytes: int = 128 * 2**20
    max_request_s: float = 600.0
    max_sequences: int = 8
    max_logprobs: int = 20


@dataclass(frozen=True, slots=True)
class RateStatus:
    """Where a client stands in its window."""

    allowed: bool
    limit: int
    remaining: int
    reset_s: float

    def headers(self) -> dict[str, str]:
        """The header names of the OpenAI API reference, "Rate limits"."""
        return {
            "x-ratelimit-limit-requests": str(self.limit),
            "x-ratelimit-remaining-requests": str(self.remaining),
            "x-ratelimit-reset-requests": f"{self.reset_s:.3f}s",
        }


class RateLimiter:
    """So many requests per client in a moving window, such as "60/minute"; Redis shares it."""

    def __init__(self, limit: str, storage_uri: str = "memory://") -> None:
        """Raises: ValueError for what is no limit, ConfigurationError for what is no storage."""
        self._item: RateLimitItem = parse(limit)
        options = REDIS_OPTIONS if storage_uri.startswith("redis") else {}
        self._window = MovingWindowRateLimiter(
            storage_from_string(f"async+{storage_uri}", wrap_exceptions=True, **options)
        )

    async def hit(self, client: str) -> RateStatus:
        """Count one request of `client`. A storage that is down lets requests in and is logged."""
        try:
            allowed = await self._window.hit(self._item, client)
            window = await self._window.get_window_stats(self._item, client)
        except (StorageError, OSError) as error:
            logger.error("The rate limit's storage can't be used: %s", error)
            return RateStatus(True, self._item.amount, self._item.amount, 0.0)
        reset_s = max(0.0, window.reset_time - time.time())
        return RateStatus(allowed, self._item.amount, max(0, window.remaining), reset_s)


def rate_exceeded(status: RateStatus) -> Overloaded:
    """The error for a client that asks too often."""
    wait_s = max(1, math.ceil(status.reset_s))
    return Overloaded(
        f"More than {status.limit} requests in the window. Try again in {wait_s} s.",
        retry_after_s=wait_s,
    )


def client_address(host: str | None) -> str:
    """A name for an address: one IPv4 address, or the /64 network that one IPv6 client holds."""
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return "address:unknown"
    if address.version == 6:
        return f"address:{ipaddress.ip_network((address, 64), strict=False)}"
    return f"address:{address}"


def check_content_length(value: str | None, max_bytes: int) -> None:
    """Raises: BodyTooLarge before a byte is read, InvalidRequest for a length that is none."""
    if value is None:
        return
    if not value.isdecimal():
        raise InvalidRequest("Content-Length is not a number.")
    if int(value) > max_bytes:
        raise body_too_large(max_bytes)


def body_too_large(max_bytes: int) -> DemoError:
    """The error for a body over the limit."""
    return BodyTooLarge(f"The request body is over the limit of {max_bytes // 2**20} MiB.")


class IncomingBody:
    """The body of a request that may have to wait before it is wanted."""

    def __init__(self, receive: Receive, max_bytes: int) -> None:
        self._receive = receive
        self._max_bytes = max_bytes
        self._chunks: list[bytes] = []
        self._size = 0
        self._is_whole = False
        self._is_gone = False

    async def until_gone(self) -> None:
        """Return once the client has gone. May be cancelled; what was read meanwhile is kept.

        Only a connection that is read from tells its end: of a body that is larger than what may
        be read ahead it is not noticed.
        """
        while not self._is_gone and self._size <= min(READ_AHEAD_BYTES, self._max_bytes):
            self._take(await self._receive())
        if not self._is_gone:
            await asyncio.Event().wait()

    async def read(self) -> bytes | None:
        """The whole body; None when the client went away. Raises: BodyTooLarge, RequestTimeout."""
        try:
            async with asyncio.timeout(BODY_TIMEOUT_S):
                while not self._is_whole and not self._is_gone and self._size <= self._max_bytes:
                    self._take(await self._receive())
        except TimeoutError:
            raise RequestTimeout(f"The body did not arrive within {BODY_TIMEOUT_S:g} s.") from None
        if self._size > self._max_bytes:
            raise body_too_large(self._max_bytes)
        return None if self._is_gone else b"".join(self._chunks)

    def _take(self, message: Message) -> None:
        if message["type"] == "http.disconnect":
            self._is_gone = True
            return
        self._chunks.append(message.get("body", b""))
        self._size += len(self._chunks[-1])
        self._is_whole = not message.get("more_body", False)
