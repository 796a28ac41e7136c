"""A picture for the clients of examples/, as a file and on a web server of this machine."""

import threading
from collections.abc import Iterator
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from PIL import Image, ImageDraw


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
