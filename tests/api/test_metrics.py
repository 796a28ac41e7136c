"""What /metrics exports, and what stands on it: the counters of the API, and the dashboard."""

import json
import re

import requests

from tests.conftest import ROOT, RunningServer

DASHBOARD = ROOT / "docs" / "grafana-dashboard.json"
METRIC = re.compile(r"\b(?:qwen_demo_|vllm:|process_)\w+")
SERIES = ("_bucket", "_count", "_sum")


def exported(server: RunningServer) -> set[str]:
    """The names of all series, also of those without a sample yet."""
    text = requests.get(f"{server.url}/metrics", timeout=10).text
    names = set()
    for name, kind in re.findall(r"^# TYPE (\S+) (\w+)$", text, re.MULTILINE):
        names |= {f"{name}{end}" for end in SERIES} if kind == "histogram" else {name}
    return names


def test_every_metric_of_the_dashboard_is_exported(server: RunningServer) -> None:
    panels = json.loads(DASHBOARD.read_text())["panels"]
    expressions = [target["expr"] for panel in panels for target in panel["targets"]]
    used = {name for expression in expressions for name in METRIC.findall(expression)}
    assert len(used) >= 12
    assert used <= exported(server), used - exported(server)


def test_every_metric_of_ours_is_on_the_dashboard(server: RunningServer) -> None:
    ours = {name for name in exported(server) if name.startswith("qwen_demo_")}
    ours = {name for name in ours if not name.endswith(("_created", "_count", "_sum"))}
    assert ours == {name for name in ours if name in DASHBOARD.read_text()}


def test_requests_of_the_page_are_counted_and_so_are_its_updates(server: RunningServer) -> None:
    assert requests.get(f"{server.url}/v1/models", timeout=10).ok  # so that there is a count
    answered, updates = (
        server.metric(name) for name in ("qwen_demo_requests_total", "qwen_demo_page_updates_total")
    )
    call = f"{server.url}/gradio_api/call/chat"
    data = ["hello", [], None, None, 20, "", []]
    event = requests.post(call, json={"data": data}, timeout=10).json()["event_id"]
    assert "event: complete" in requests.get(f"{call}/{event}", timeout=30).text
    assert server.metric("qwen_demo_requests_total") == answered + 1
    assert server.metric("qwen_demo_page_updates_total") > updates
    line = next(line for line in reversed(server.log().splitlines()) if "face=page" in line)
    assert "status=200" in line and "completion_tokens=" in line and "hello" not in line
