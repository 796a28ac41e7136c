"""The code that the page offers runs, and sends exactly what the page would send."""

import base64
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from qwen_demo.snippets import CLIENTS, ChatRequest, Said

NASTY = 'What\'s `id` $HOME $(id) "x" \\ {y}?\nEND_OF_BODY\n图片'
CAT = Path("assets/examples/chelsea.jpg")
ANSWER = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "A cat."}}]}
CHUNK = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
CHUNK |= {"choices": [{"index": 0, "delta": {"content": "A cat."}}]}


class Double(BaseHTTPRequestHandler):
    """Answers a chat completion, streamed if asked to, and keeps the request's body."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.bodies.append(body)
        stream = body.get("stream")
        text = f"data: {json.dumps(CHUNK)}\n\ndata: [DONE]\n\n" if stream else json.dumps(ANSWER)
        self.send_response(200)
        kind = "text/event-stream" if stream else "application/json"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Double)
    server.bodies = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def run(client: str, code: str, folder: Path) -> str:
    """Run a snippet in a folder as a person would; what it printed."""
    command = ["sh", "-c", code] if client == "curl" else [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("client", sorted(CLIENTS.keys() - {"gradio_client"}))
def test_each_snippet_runs_and_sends_the_exact_request(client, server, tmp_path):
    (tmp_path / "my cat's.jpg").write_bytes(CAT.read_bytes())
    schema = {"type": "json_schema", "json_schema": {"name": "a", "schema": {"type": "object"}}}
    sampling = {"temperature": 0.7, "top_k": 20, "stop": ["a'b"], "response_format": schema}
    url = f"http://127.0.0.1:{server.server_port}"
    question = Said("user", NASTY, ("my cat's.jpg",))
    request = ChatRequest(url, "m", (question,), "Be 'kind'.", sampling)
    assert "A cat." in run(client, CLIENTS[client](request), tmp_path)
    (body,) = server.bodies
    body.pop("stream", None)
    picture = base64.b64encode(CAT.read_bytes()).decode()
    assert body == {
        "model": "m",
        "messages": [
            {"role": "system", "content": "Be 'kind'."},
            {
                "role": "user",
                "content": [
                    {
                        "type": "image_url",
                        "image_url": {"url": f"data:image/jpeg;base64,{picture}"},
                    },
                    {"type": "text", "text": NASTY},
                ],
            },
        ],
        **sampling,
    }


@pytest.mark.parametrize("client", sorted(CLIENTS.keys() - {"gradio_client"}))
def test_a_video_is_sent_as_one(client, server, tmp_path):
    (tmp_path / "clip.mp4").write_bytes(b"video")
    url = f"http://127.0.0.1:{server.server_port}"
    question = Said("user", "Hi", video_names=("clip.mp4",))
    run(client, CLIENTS[client](ChatRequest(url, "m", (question,))), tmp_path)
    (part, _) = server.bodies[0]["messages"][0]["content"]
    assert part == {"type": "video_url", "video_url": {"url": "data:video/mp4;base64,dmlkZW8="}}


@pytest.mark.parametrize("client", sorted(CLIENTS.keys() - {"gradio_client"}))
def test_a_follow_up_is_sent_with_what_came_before(client, server, tmp_path):
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(name.encode())
    url = f"http://127.0.0.1:{server.server_port}"
    said = (
        Said("user", "What is this?", ("a.jpg",)),
        Said("assistant", 'A "cat".'),
        Said("user", "And this?", ("b.jpg",)),
    )
    run(client, CLIENTS[client](ChatRequest(url, "m", said)), tmp_path)
    first, answer, last = server.bodies[0]["messages"]
    assert answer == {"role": "assistant", "content": 'A "cat".'}
    urls = [message["content"][0]["image_url"]["url"] for message in (first, last)]
    names = [base64.b64decode(url.partition(",")[2]).decode() for url in urls]
    assert names == ["a.jpg", "b.jpg"]


@pytest.mark.parametrize("client", CLIENTS)
def test_each_snippet_is_whole_without_picture_and_system_prompt(client):
    code = CLIENTS[client](ChatRequest("http://127.0.0.1:1", "m", (Said("user", "Hi"),)))
    assert "image_url" not in code
    assert "system" not in code
    if client != "curl":
        compile(code, client, "exec")
