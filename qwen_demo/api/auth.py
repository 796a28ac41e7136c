"""API keys: which valid key a request carries. Holds hashes only; never logs or returns a key."""

import hashlib
import hmac
from collections.abc import Iterable

from starlette.datastructures import Headers

from qwen_demo.errors import Unauthorized


class ApiKeys:
    """The accepted keys. With none, every request is let in."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._digests = tuple(_digest(key) for key in keys if key)

    def __bool__(self) -> bool:
        """Whether a key is asked for."""
        return bool(self._digests)

    def accepts(self, key: str) -> bool:
        """Whether `key` is one of ours; takes equally long for each wrong one."""
        digest = _digest(key)
        return sum(hmac.compare_digest(digest, ours) for ours in self._digests) > 0

    def key_name(self, headers: Headers) -> str | None:
        """A name for the valid key in `headers` that does not tell the key; None without one."""
        for key in presented_keys(headers):
            if self.accepts(key):
                return "key:" + _digest(key).hex()[:12]
        return None

    def check(self, headers: Headers) -> None:
        """Raises: Unauthorized unless no key is asked for or a valid one is there."""
        if self and self.key_name(headers) is None:
            raise Unauthorized(
                "A valid API key is needed: `Authorization: Bearer KEY` or `X-API-Key: KEY`."
            )


def presented_keys(headers: Headers) -> list[str]:
    """Keys a request carries. A private Space keeps Authorization for itself, hence X-API-Key."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    bearer = [token.strip()] if scheme.lower() == "bearer" else []
    return [key for key in (*bearer, headers.get("x-api-key", "")) if key]


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
