"""What a stranger may not do to the page: read files, make it fetch, reach needless routes."""

import asyncio
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import httpx
import pytest
from gradio.state_holder import SessionState

from qwen_demo.ui.guards import CONTENT_SECURITY_POLICY, GuardedBlocks, is_page_route
from qwen_demo.ui.page import page_app
from qwen_demo.ui.session import STARTS
from tests.fake_engine import FakeEngine
from tests.fake_page import serve

SECRET = "root-only-secret"


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with serve(FakeEngine()) as url, httpx.Client(base_url=url) as client:
        yield client


@pytest.fixture
def secret_file(tmp_path: Path) -> Path:
    """A readable picture outside the upload folder: what an attacker would like to see."""
    from PIL import Image

    file = tmp_path / "secret.png"
    Image.new("RGB", (64, 64)).save(file, comment=SECRET)
    return file


def cached_files() -> set[Path]:
    return {path for path in Path(gr.utils.get_upload_folder()).rglob("*") if path.is_file()}


def probes(path: str) -> dict[str, dict[str, Any]]:
    marked = {"path": path, "meta": {"_type": "gradio.FileData"}}
    bare = {"path": path}
    return {
        "marked": marked,
        "bare": bare,
        "composer": {"text": "", "files": [marked]},
        "composer-bare": {"text": "", "files": [bare]},
        "message": [{"role": "user", "content": [{"type": "file", "file": marked}]}],
        "component": [
            {
                "role": "user",
                "content": [
                    {
                        "type": "component",
                        "component": "image",
                        "value": bare,
                        "constructor_args": {},
                        "props": {},
                    }
                ],
            }
        ],
    }


def run_event(client: httpx.Client, fn_index: int, data: list[Any]) -> dict[str, Any]:
    """Run one event through the queue, as the page does; the final message."""
    body = {"fn_index": fn_index, "data": data, "session_hash": f"s{fn_index}"}
    joined = client.post("/gradio_api/queue/join", json=body)
    if joined.status_code != 200:
        return {"success": False, "status": joined.status_code}
    with client.stream("GET", f"/gradio_api/queue/data?session_hash=s{fn_index}") as stream:
        for line in stream.iter_lines():
            message = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
            if message.get("msg") == "process_completed":
                return message
    return {}


@pytest.mark.parametrize("kind", probes("x"))
def test_no_endpoint_takes_a_path(client, secret_file, kind):
    before = cached_files()
    probe = probes(str(secret_file))[kind]
    events = [d for d in client.get("/config").json()["dependencies"] if d["backend_fn"]]
    with_inputs = [event for event in events if event["inputs"]]
    assert with_inputs
    for event in with_inputs:
        result = run_event(client, event["id"], [probe] * len(event["inputs"]))
        assert result.get("success") is False, event
    assert cached_files() == before


@pytest.mark.parametrize(
    "path", ["http://127.0.0.1:9/x.png", "https://example.com/x.png", "file:///etc/hostname", 7]
)
def test_no_endpoint_takes_a_url(client, path):
    probe = {"path": path, "meta": {"_type": "gradio.FileData"}}
    for event in client.get("/config").json()["dependencies"]:
        if event["backend_fn"] and event["inputs"]:
            result = run_event(client, event["id"], [probe] * len(event["inputs"]))
            assert result.get("success") is False


def test_a_link_in_the_upload_folder_is_no_upload(client, secret_file):
    link = Path(gr.utils.get_upload_folder()) / "link.png"
    link.symlink_to(secret_file)
    events = client.get("/config").json()["dependencies"]
    chat = next(event for event in events if event["api_name"] == "chat")
    result = run_event(client, chat["id"], ["hi", [{"path": str(link)}], None, None, None, "", []])
    link.unlink()
    assert result["success"] is False


def test_an_upload_is_taken(client):
    """The probes above fail for their paths, not for their shape."""
    files = {"files": ("cat.jpg", Path("assets/examples/chelsea.jpg").read_bytes())}
    (path,) = client.post("/gradio_api/upload", files=files).json()
    events = client.get("/config").json()["dependencies"]
    chat = next(event for event in events if event["api_name"] == "chat")
    result = run_event(client, chat["id"], ["hi", [{"path": path}], None, None, None, "", []])
    assert result["success"] is True


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/process_recording"),
        ("GET", "/gradio_api/startup-events"),
        ("GET", "/gradio_api/deep_link"),
        ("POST", "/gradio_api/vibe-edit"),
        ("GET", "/gradio_api/vibe-code"),
        ("GET", "/monitoring"),
        ("GET", "/monitoring/summary"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/gradio_api/proxy=https://example.com/"),
        ("GET", "/gradio_api/custom_component/annotatedimage/client/component/index.js"),
        ("GET", "/docs"),
    ],
)
def test_routes_that_the_page_does_not_need_are_closed(client, method, path):
    assert client.request(method, path).status_code == 404
    assert not is_page_route(path)


def test_direct_calls_past_the_queue_are_closed(client):
    assert client.post("/gradio_api/run/chat", json={"data": ["hi"]}).status_code == 404


@pytest.mark.parametrize("path", ["/etc/passwd", "pyproject.toml", "../../../etc/passwd"])
def test_files_outside_the_cache_are_not_served(client, path):
    assert client.get(f"/gradio_api/file={path}").status_code in (403, 404)


def test_each_response_has_the_browser_rules(client):
    for path in ("/", "/config", "/nothing"):
        headers = client.get(path).headers
        assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'self' https://huggingface.co" in CONTENT_SECURITY_POLICY


def test_an_upload_over_the_limit_is_refused(client):
    files = {"files": ("big.png", b"0" * (31 * 1024 * 1024))}
    assert client.post("/gradio_api/upload", files=files).status_code == 413


def test_the_upload_folder_is_private_and_goes_with_the_app():
    with serve(FakeEngine()):
        folder = Path(gr.utils.get_upload_folder())
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()


def test_a_password_closes_the_page():
    with serve(FakeEngine(), sign_in=lambda user, password: False) as url:
        for path in ("/config", "/gradio_api/info", "/gradio_api/queue/data?session_hash=x"):
            assert httpx.get(f"{url}{path}").status_code == 401


class Broken(FakeEngine):
    """An engine with a fault that is no DemoError."""

    def stream_chat(self, *args: Any) -> Any:
        raise RuntimeError(SECRET)


def test_an_unforeseen_error_does_not_reach_strangers():
    with serve(Broken()) as url, httpx.Client(base_url=url) as client:
        events = client.get("/config").json()["dependencies"]
        chat = next(event for event in events if event["api_name"] == "chat")
        result = run_event(client, chat["id"], ["hi", [], None, None, None, "", []])
    assert result["success"] is False
    assert SECRET not in json.dumps(result)


def test_what_gradio_does_by_default_and_the_page_must_not():
    async def build() -> Any:  # Gradio looks for a running loop
        return page_app(FakeEngine())

    mounted = asyncio.run(build()).app.routes[-1].app
    blocks = mounted.get_blocks()
    assert blocks.has_launched  # else any file's path is taken
    assert not blocks.analytics_enabled
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert not blocks.api_open
    assert not blocks.run_history
    assert mounted.startup_events_triggered
    assert blocks.max_threads == 256  # running events; Gradio's 40 also holds for streams
    assert blocks.state_session_capacity == 500
    assert blocks.delete_cache == (3600, 24 * 3600)
    assert blocks._queue.max_size == 512
    chatbot = next(b for b in blocks.blocks.values() if isinstance(b, gr.Chatbot))
    assert chatbot.sanitize_html
    assert all(chatbot not in fn.inputs for fn in blocks.fns.values() if fn.fn)
    answers = [fn for fn in blocks.fns.values() if fn.name in ("stream", "draw_and_finish")]
    assert len(answers) == 2 * len(STARTS) - 4  # on a page that keeps nothing: no resume, no open
    assert {fn.trigger_mode for fn in answers} == {"multiple"}  # one that was left may still run


@pytest.mark.parametrize("changes", [True, False], ids=["one output", "no output"])
async def test_an_event_builds_no_component_that_it_leaves_alone(changes):
    with GuardedBlocks() as blocks:
        changed, other = gr.Textbox(), gr.Textbox()
        gr.Button().click(lambda: None, None, [changed, other])
    state = SessionState(blocks)
    updates = {changed: gr.update(label="New")} if changes else gr.skip()
    sent = await blocks.postprocess_data(blocks.fns[0], updates, state)
    assert sent == [{"__type__": "update", "label": "New"} if changes else gr.skip(), gr.skip()]
    assert (state[changed._id] is changed) is not changes
    assert state[other._id] is other


async def test_an_event_with_many_outputs_lets_others_run_between_them():
    with GuardedBlocks() as blocks:
        outputs = [gr.Textbox() for _ in range(8)]
        gr.Button().click(lambda: None, None, outputs)
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    task = asyncio.create_task(other())
    updates = {output: gr.update(label="New") for output in outputs}
    await blocks.postprocess_data(blocks.fns[0], updates, SessionState(blocks))
    task.cancel()
    assert turns >= len(outputs) - 1
