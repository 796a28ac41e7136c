"""The page without a browser: Gradio's own protocol, as the page's JavaScript speaks it."""

import asyncio
import json
import time
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

API = "/gradio_api"


@dataclass
class StreamTimes:
    """When a streamed answer's updates came, in seconds since the question was sent."""

    updates_s: list[float] = field(default_factory=list)
    first_text_s: float | None = None


class PageClient:
    """One open page: uploads, events by the component that triggers them, and what follows them."""

    def __init__(self, http: aiohttp.ClientSession, url: str, config: dict[str, Any]) -> None:
        self.http = http
        self.url = url
        self.session_hash = uuid.uuid4().hex[:10]
        self.components = {c["id"]: c for c in config["components"]}
        self.dependencies = [d for d in config["dependencies"] if d["backend_fn"]]
        self.values: dict[str, Any] = {}

    @classmethod
    async def open(cls, http: aiohttp.ClientSession, url: str) -> "PageClient":
        async with http.get(f"{url}/config") as response:
            return cls(http, url, await response.json())

    def find(self, elem_id: str, trigger: str) -> dict[str, Any]:
        """The event that a component triggers."""
        for dependency in self.dependencies:
            for component, name in dependency["targets"]:
                props = self.components.get(component, {}).get("props", {})
                if name == trigger and props.get("elem_id") == elem_id:
                    return dependency
        raise LookupError(f"no event {elem_id}.{trigger}")

    def next_of(self, dependency: dict[str, Any]) -> dict[str, Any]:
        """The event that follows another."""
        return next(d for d in self.dependencies if d["trigger_after"] == dependency["id"])

    def inputs(self, dependency: dict[str, Any]) -> list[Any]:
        """What the browser would send: values set here, else the components' own."""
        props = [self.components[number]["props"] for number in dependency["inputs"]]
        return [self.values.get(p.get("elem_id", ""), p.get("value")) for p in props]

    async def run(self, dependency: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
        """Run an event; its messages until it has completed."""
        data = {"data": self.inputs(dependency), "fn_index": dependency["id"]}
        body = {**data, "session_hash": self.session_hash}
        async with self.http.post(f"{self.url}{API}/queue/join", json=body) as response:
            response.raise_for_status()
        query = {"session_hash": self.session_hash}
        async with self.http.get(f"{self.url}{API}/queue/data", params=query) as stream:
            async for line in stream.content:
                if not line.startswith(b"data: "):
                    continue
                message = json.loads(line[6:])
                if message["msg"] == "process_completed" and not message["success"]:
                    raise RuntimeError(message["output"])
                if message["msg"].startswith("process_"):
                    yield message
                if message["msg"] in ("process_completed", "close_stream"):
                    return

    async def finish(self, dependency: dict[str, Any]) -> None:
        """Run an event whose messages do not matter."""
        async for _ in self.run(dependency):
            pass

    async def upload(self, file: Path) -> dict[str, Any]:
        """Upload a file; what a component would hold of it."""
        form = aiohttp.FormData()
        form.add_field("files", await asyncio.to_thread(file.read_bytes), filename=file.name)
        async with self.http.post(f"{self.url}{API}/upload", data=form) as response:
            (path,) = await response.json()
        meta = {"_type": "gradio.FileData"}
        return {"path": path, "orig_name": file.name, "meta": meta}

    async def load_conversation(self, file: Path) -> None:
        """Open a saved conversation."""
        self.values["open"] = await self.upload(file)
        await self.finish(self.find("open", "upload"))

    async def ask(self, text: str, files: list[Path] | None = None) -> StreamTimes:
        """One question and its whole answer, as the page runs it: send, stream, finish."""
        uploads = [await self.upload(file) for file in files or []]
        self.values["composer"] = {"text": text, "files": uploads}
        started = time.perf_counter()
        times = StreamTimes()
        send = self.find("composer", "submit")
        await self.finish(send)
        stream = self.next_of(send)
        async for message in self.run(stream):
            now = time.perf_counter() - started
            if message["msg"] == "process_generating":
                times.updates_s.append(now)
                if times.first_text_s is None and has_text(message["output"]["data"]):
                    times.first_text_s = now
        await self.finish(self.next_of(stream))
        return times


def has_text(data: list[Any]) -> bool:
    """Whether an update of the live answer, whole or a list of changes, brings text."""
    if data and isinstance(data[0], dict):
        return bool(data[0].get("text"))
    return any("text" in path and value for _, path, value in (data[0] if data else []))
