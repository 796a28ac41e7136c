"""A client for ASGI apps that sees what a socket would: messages one by one, and going away."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Reply:
    """What an app has sent so far."""

    messages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def status(self) -> int:
        return self.messages[0]["status"]

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.messages[0]["headers"]}

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages[1:])

    @property
    def is_finished(self) -> bool:
        return len(self.messages) > 1 and not self.messages[-1].get("more_body", False)

    def json(self) -> Any:
        return json.loads(self.body)

    def error(self) -> dict[str, Any]:
        """The OpenAI error, after a check that the body holds all of one and nothing else."""
        content = self.json()
        assert list(content) == ["error"]
        assert set(content["error"]) == {"message", "type", "param", "code"}
        assert content["error"]["message"]
        return content["error"]


class Caller:
    """One request to an app. `body_read` counts the parts of the body that the app asked for."""

    def __init__(
        self,
        method: str,
        path: str,
        *,
        body: bytes | list[bytes] = b"",
        headers: dict[str, str] | None = None,
        client: tuple[str, int] | None = ("127.0.0.1", 50000),
    ) -> None:
        pairs = [(k.lower().encode(), v.encode()) for k, v in (headers or {}).items()]
        self.scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "scheme": "http",
            "query_string": b"",
            "headers": pairs,
            "client": client,
            "server": ("127.0.0.1", 3001),
        }
        self.reply = Reply()
        self.body_read = 0
        self.gone = asyncio.Event()
        self._parts = [body] if isinstance(body, bytes) else list(body)

    async def receive(self) -> dict[str, Any]:
        if self.body_read < len(self._parts):
            part = self._parts[self.body_read]
            self.body_read += 1
            more = self.body_read < len(self._parts)
            return {"type": "http.request", "body": part, "more_body": more}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.reply.messages.append(dict(message))

    async def call(self, app: Any) -> Reply:
        await app(self.scope, self.receive, self.send)
        return self.reply


async def ask(app: Any, method: str, path: str, **kwargs: Any) -> Reply:
    """Send a request and wait for the whole answer."""
    return await Caller(method, path, **kwargs).call(app)


def json_request(content: Any, **headers: str) -> dict[str, Any]:
    """Keyword arguments of a caller for a JSON body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {
        "body": json.dumps(content).encode(),
        "headers": {"content-type": "application/json", **named},
    }
