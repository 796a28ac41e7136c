"""The clients of examples/ and the snippets of README.md run as they stand."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.conftest import ROOT, RunningServer


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A blue circle on white, in a folder of its own."""
    image = Image.new("RGB", (256, 256), "white")
    ImageDraw.Draw(image).ellipse((64, 64, 192, 192), fill="blue")
    image.save(tmp_path / "picture.png")
    return tmp_path / "picture.png"


@pytest.fixture
def picture_url(picture: Path) -> Iterator[str]:
    """The picture on a web server of this machine."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(picture.parent))  # type: ignore[arg-type]

        def log_message(self, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as web:
        thread = threading.Thread(target=web.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{web.server_port}/picture.png"
        web.shutdown()
        thread.join()


def run(server: RunningServer, *command: str, cwd: Path = ROOT) -> str:
    """What a command prints; it must end with code 0."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "QWEN_DEMO_URL": server.url, "QWEN_DEMO_API_KEY": "secret"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def example(name: str) -> str:
    return str(ROOT / "examples" / name)


def test_curl(server: RunningServer) -> None:
    printed = run(server, "sh", example("chat.sh"))
    assert printed.startswith('{"status":"healthy"}')
    assert printed.count('"object":"chat.completion"') == 2


@pytest.mark.parametrize("name", ["chat_requests.py", "stream_requests.py", "batch_aiohttp.py"])
def test_text_clients(server: RunningServer, name: str) -> None:
    assert "describe" in run(server, sys.executable, example(name))


def test_openai_with_a_picture_and_a_follow_up(server: RunningServer, picture: Path) -> None:
    question = "What colour is the circle?"
    printed = run(server, sys.executable, example("image_openai.py"), str(picture), question)
    first, second = printed.splitlines()
    assert "blue" in first
    assert "1" in second


def test_a_picture_by_url(keyed_server: RunningServer, picture_url: str) -> None:
    question = "What colour is the circle?"
    printed = run(
        keyed_server, sys.executable, example("image_url_retry.py"), picture_url, question
    )
    assert "blue" in printed


def test_gradio_client(server: RunningServer, picture: Path) -> None:
    question = "What colour is the circle?"
    command = (example("image_gradio_client.py"), str(picture), question)
    assert "blue" in run(server, sys.executable, *command)


def readme_snippets() -> list[tuple[str, str]]:
    text = (ROOT / "README.md").read_text()
    found = re.findall(r"^```(sh|python)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [(language, code) for language, code in found if "localhost:3001" in code]


@pytest.mark.parametrize(("language", "code"), readme_snippets())
def test_the_readmes_snippets(
    server: RunningServer, picture: Path, language: str, code: str
) -> None:
    code = code.replace("http://localhost:3001", server.url)
    command = ("sh", "-c", code) if language == "sh" else (sys.executable, "-c", code)
    assert len(run(server, *command, cwd=picture.parent)) > 10
