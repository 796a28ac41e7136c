"""The app's life: loading, failing, dying, ending. Each test has an app of its own."""

import json
import os
import signal
import threading
from pathlib import Path

import psutil
import pytest
import requests

from qwen_demo.engine.defaults import DEMO_MODEL
from tests.conftest import RunningServer, StartServer, free_port, stop, wait_until

pytestmark = pytest.mark.own_engine
LONG = {
    "model": "qwen3-vl-demo",
    "messages": [{"role": "user", "content": "Hello"}],
    "stream": True,
    "ignore_eos": True,
    "max_tokens": 7500,
}


def family(running: RunningServer) -> list[psutil.Process]:
    """The app and every process that it has started."""
    app = psutil.Process(running.process.pid)
    return [app, *app.children(recursive=True)]


def named(processes: list[psutil.Process], name: str) -> psutil.Process:
    return next(p for p in processes if name in title(p))


def title(process: psutil.Process) -> str:
    """What a process calls itself; nothing for one that has just ended."""
    try:
        return " ".join([process.name(), *process.cmdline()])
    except psutil.Error:
        return ""


def has(running: RunningServer, name: str) -> bool:
    return any(name in title(process) for process in family(running))


def gone(processes: list[psutil.Process]) -> bool:
    return all(not p.is_running() or p.status() == psutil.STATUS_ZOMBIE for p in processes)


class Stream(threading.Thread):
    """A streaming request in a thread of its own; keeps its lines."""

    def __init__(self, running: RunningServer, **changes: object) -> None:
        super().__init__(daemon=True)
        self.url = f"{running.url}/v1/chat/completions"
        self.body = {**LONG, **changes}
        self.lines: list[str] = []

    def run(self) -> None:
        try:
            with requests.post(self.url, json=self.body, stream=True, timeout=60) as reply:
                for line in reply.iter_lines(chunk_size=64):
                    self.lines.append(line.decode())
        except requests.RequestException as error:
            self.lines.append(f"broken: {error}")

    def start_and_wait(self) -> "Stream":
        self.start()
        wait_until(lambda: len(self.lines) > 4, 30, "the first tokens")
        return self

    def ends_with_an_error(self) -> None:
        """The engine is gone: an error chunk comes, then the end."""
        self.join(10)
        assert not self.is_alive()
        assert any('"error"' in line for line in self.lines[-4:]), self.lines[-4:]
        assert self.lines[-2] == "data: [DONE]"


def test_loading_then_ready_then_two_sigterms_with_a_tab_and_a_stream_open(
    start_server: StartServer,
) -> None:
    running = start_server()
    wait_until(lambda: running.health() is not None, 60, "the port's opening")
    health = requests.get(f"{running.url}/health", timeout=30)
    assert health.status_code == 503
    assert health.json()["status"] == "loading"
    assert health.json()["phase"]
    assert requests.get(running.url, timeout=30).status_code == 200
    refused = requests.post(f"{running.url}/v1/chat/completions", json=LONG, timeout=30)
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert "loading" in refused.json()["error"]["message"]

    running.wait_ready()
    assert not has(running, "VLLM::Worker")  # the demo model needs no second busy process
    stream = Stream(running).start_and_wait()
    tab = requests.get(f"{running.url}/gradio_api/heartbeat/tab", stream=True, timeout=30)
    processes = family(running)
    assert len(processes) >= 3
    running.process.terminate()
    wait_until(lambda: running.health() == 503, 2, "the refusal of new requests")
    refused = requests.post(f"{running.url}/v1/chat/completions", json=LONG, timeout=30)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert running.process.poll() is None, "the stream may still finish"
    running.process.terminate()
    assert running.process.wait(timeout=10) == 0
    wait_until(lambda: gone(processes), 2, "the end of the engine's processes")
    tab.close()
    stream.join(5)
    assert json.loads(stream.lines[0].removeprefix("data: "))["choices"]


def test_sigterm_while_loading_ends_everything(start_server: StartServer) -> None:
    running = start_server()
    wait_until(lambda: "loading the weights" in running.log(), 120, "the engine's start")
    wait_until(lambda: len(family(running)) > 3, 60, "an engine process")
    processes = family(running)
    running.process.terminate()
    assert running.process.wait(timeout=10) == 0
    wait_until(lambda: gone(processes), 2, "the end of the engine's processes")


def test_an_engine_killed_while_it_loads_is_started_again_and_the_app_leaves_nothing_behind(
    start_server: StartServer,
) -> None:
    running = start_server()
    wait_until(lambda: len(family(running)) > 3, 120, "an engine process")
    wait_until(lambda: has(running, "VLLM::EngineCor"), 120, "the engine's process")
    named(family(running), "VLLM::EngineCor").kill()
    wait_until(lambda: "starting it again" in running.log(), 15, "the notice of the death")
    assert requests.get(running.url, timeout=30).status_code == 200
    wait_until(lambda: has(running, "VLLM::EngineCor"), 120, "the engine's second start")
    processes = family(running)
    os.kill(running.process.pid, signal.SIGKILL)
    wait_until(lambda: gone(processes), 5, "the end of the engine's processes")


def test_engine_death_restart_then_kill_of_the_app(
    start_server: StartServer,
) -> None:
    running = start_server("--distributed-executor-backend", "mp")  # a worker, as with many GPUs
    running.wait_ready()

    stream = Stream(running).start_and_wait()
    named(family(running), "VLLM::EngineCor").kill()
    wait_until(lambda: running.health() == 503, 2, "the notice of the death")
    stream.ends_with_an_error()
    assert requests.get(running.url, timeout=30).status_code == 200
    running.wait_ready()
    assert requests.get(f"{running.url}/v1/models", timeout=10).ok

    stream = Stream(running).start_and_wait()
    named(family(running), "VLLM::Worker").kill()
    wait_until(lambda: running.health() == 503, 3, "the notice of the worker's death")
    stream.ends_with_an_error()
    running.wait_ready()

    stream = Stream(running).start_and_wait()
    processes = family(running)
    os.kill(running.process.pid, signal.SIGKILL)
    wait_until(lambda: gone(processes), 5, "the end of the engine's processes")


def test_a_running_answer_is_finished_before_the_end(start_server: StartServer) -> None:
    running = start_server()
    running.wait_ready()
    stream = Stream(running, max_tokens=700).start_and_wait()
    running.process.terminate()
    wait_until(lambda: running.health() == 503, 2, "the refusal of new requests")
    assert running.process.wait(timeout=60) == 0
    stream.join(5)
    assert stream.lines[-2] == "data: [DONE]"
    finish = json.loads(stream.lines[-4].removeprefix("data: "))["choices"][0]["finish_reason"]
    assert finish == "length"


def broken_model(folder: Path) -> Path:
    """A model folder whose weights are missing."""
    for source in DEMO_MODEL.iterdir():
        if source.suffix != ".safetensors":
            (folder / source.name).write_bytes(source.read_bytes())
    return folder


def test_a_model_that_can_not_be_loaded_is_said_everywhere(
    start_server: StartServer, tmp_path: Path
) -> None:
    running = start_server("--model", str(broken_model(tmp_path)))

    def status() -> str:
        try:
            return str(requests.get(f"{running.url}/health", timeout=10).json()["status"])
        except requests.ConnectionError:
            return "starting"

    wait_until(lambda: status() == "failed", 120, "the failure")
    health = requests.get(f"{running.url}/health", timeout=10)
    assert health.status_code == 503
    assert "could not be loaded" in health.json()["reason"]
    assert requests.get(running.url, timeout=30).status_code == 200
    refused = requests.get(f"{running.url}/v1/models", timeout=10)
    assert refused.status_code == 503
    assert "could not be loaded" in refused.json()["error"]["message"]
    stop(running.process)
    assert running.process.returncode == 0


def test_exit_on_failure(start_server: StartServer, tmp_path: Path) -> None:
    running = start_server("--model", str(broken_model(tmp_path)), "--exit-on-failure")
    assert running.process.wait(timeout=120) == 1


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--no-such-flag"], "unrecognized arguments: --no-such-flag"),
        (["--max-model-len", "abc"], "--max-model-len"),
        (["--tensor-parallel-size", "5"], "must be divisible by tensor parallel size"),
    ],
)
def test_a_command_line_that_can_not_work_is_one_line(
    start_server: StartServer, flags: list[str], said: str
) -> None:
    running = start_server(*flags)
    assert running.process.wait(timeout=90) == 2
    assert "Traceback" not in running.log()
    assert running.log().strip().splitlines()[-1].startswith("error: ")
    assert said in running.log().strip().splitlines()[-1]


def test_on_a_space_the_page_may_be_framed_links_follow_the_proxy_and_it_ends_at_once(
    start_server: StartServer,
) -> None:
    port = free_port()
    env = {"SPACE_ID": "someone/demo", "SYSTEM": "spaces", "SPACE_HOST": "someone-demo.hf.space"}
    running = start_server("--host", "127.0.0.1", "--port", str(port), env=env)
    running.port = port
    running.wait_ready()
    forwarded = {"X-Forwarded-Host": "someone-demo.hf.space", "X-Forwarded-Proto": "https"}
    page = requests.get(running.url, headers=forwarded, timeout=30)
    assert "https://huggingface.co" in page.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in page.headers
    config = requests.get(f"{running.url}/config", headers=forwarded, timeout=30).json()
    assert config["root"] == "https://someone-demo.hf.space"
    assert config["analytics_enabled"] is False
    assert requests.get(f"{running.url}/v1/models", timeout=10).ok

    with requests.get(f"{running.url}/gradio_api/heartbeat/tab", stream=True, timeout=30):
        running.process.terminate()
        assert running.process.wait(timeout=10) == 0, "only a tab is open: it ends at once"
