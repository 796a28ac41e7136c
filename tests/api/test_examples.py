"""The clients of examples/ and the snippets of README.md run as they stand."""

import re
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.api.clients import example, run
from tests.conftest import ROOT, RunningServer


def test_curl(server: RunningServer) -> None:
    printed = run(server, "sh", example("chat.sh"))
    assert printed.startswith('{"status":"healthy"}')
    assert printed.count('"object":"chat.completion"') == 2


@pytest.mark.parametrize("name", ["chat_requests.py", "stream_requests.py", "batch_aiohttp.py"])
def test_text_clients(server: RunningServer, name: str) -> None:
    assert "describe" in run(server, sys.executable, example(name))


CONVERSATIONS = {
    "openai": (sys.executable, "image_openai.py"),
    "LangChain": (sys.executable, "image_langchain.py"),
    "LiteLLM": (sys.executable, "image_litellm.py"),
    "llm": ("sh", "image_llm.sh"),
}
LITELLM = ROOT / ".venv" / "litellm"  # set up by tools/setup_venv.py, which says why


@pytest.mark.parametrize(("interpreter", "name"), CONVERSATIONS.values(), ids=CONVERSATIONS)
def test_a_streaming_conversation_about_a_picture(
    server: RunningServer, picture: Path, tmp_path: Path, interpreter: str, name: str
) -> None:
    logged = len(server.log())
    env = {"LLM_USER_PATH": str(tmp_path)}
    if name == "image_litellm.py":
        env["PYTHONPATH"] = str(LITELLM)
    question = "What colour is the circle?"
    printed = run(server, interpreter, example(name), str(picture), question, **env)
    first, second = printed.splitlines()
    assert "blue" in first
    assert "1" in second
    answers = [line for line in server.log()[logged:].splitlines() if "qwen_demo.access" in line]
    assert len(answers) == 2
    assert all("status=200" in line and "stream=True" in line for line in answers), answers


def test_gradio_client(server: RunningServer, picture: Path) -> None:
    question = "What colour is the circle?"
    command = (example("image_gradio_client.py"), str(picture), question)
    assert "blue" in run(server, sys.executable, *command)


def test_gradio_client_detects(server: RunningServer, picture: Path, tmp_path: Path) -> None:
    command = (example("detect_gradio_client.py"), str(picture), "blue circle")
    printed = run(server, sys.executable, *command, str(tmp_path / "annotated.jpg"))
    assert printed.startswith("blue circle [")
    with Image.open(picture) as original, Image.open(tmp_path / "annotated.jpg") as annotated:
        assert annotated.size == original.size


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
