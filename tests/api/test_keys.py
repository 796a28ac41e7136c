"""With an API key every road to the engine asks for it, the page's included."""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import requests
from gradio_client import Client
from openai import AuthenticationError, OpenAI

from tests.api.clients import example, run
from tests.conftest import RunningServer, launch, wait_until


@pytest.fixture(scope="module")
def keyed_server() -> Iterator[RunningServer]:
    """An app that asks for the key `secret` and may fetch pictures from this machine."""
    with ExitStack() as stack:
        env = {"QWEN_DEMO_API_KEY": "secret"}
        running = launch(stack, "--allow-private-media-urls", "--log-format", "json", env=env)
        running.wait_ready()
        yield running


GOOD = [{"Authorization": "Bearer secret"}, {"X-API-Key": "secret"}]
BAD = [{}, {"Authorization": "Bearer wrong"}, {"X-API-Key": ""}, {"Authorization": "Basic secret"}]
API_ROUTES = ["chat/completions", "completions", "responses", "detect", "point", "models"]
PAGE_ROUTES = ["/config", "/gradio_api/info", "/gradio_api/queue/data?session_hash=x"]


@pytest.mark.parametrize("headers", BAD)
@pytest.mark.parametrize("route", API_ROUTES)
def test_without_the_key_the_api_is_401(
    keyed_server: RunningServer, route: str, headers: dict[str, str]
) -> None:
    method = "GET" if route == "models" else "POST"
    url = f"{keyed_server.url}/v1/{route}"
    refused = requests.request(method, url, json={}, headers=headers, timeout=10)
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"] == "Bearer"
    assert refused.json()["error"]["code"] == "invalid_api_key"


@pytest.mark.parametrize("headers", GOOD)
def test_with_the_key_it_answers(keyed_server: RunningServer, headers: dict[str, str]) -> None:
    reply = requests.get(f"{keyed_server.url}/v1/models", headers=headers, timeout=10)
    assert reply.json()["data"][0]["id"] == keyed_server.model


def test_the_openai_client_knows_the_error(keyed_server: RunningServer) -> None:
    with pytest.raises(AuthenticationError):
        OpenAI(base_url=f"{keyed_server.url}/v1", api_key="wrong").models.list()


@pytest.mark.parametrize("route", PAGE_ROUTES)
def test_the_pages_own_routes_ask_for_sign_in(keyed_server: RunningServer, route: str) -> None:
    assert requests.get(keyed_server.url + route, timeout=10).status_code == 401


@pytest.mark.parametrize("route", ["queue/join", "call/chat", "upload"])
def test_the_pages_road_to_the_engine_is_closed(keyed_server: RunningServer, route: str) -> None:
    body = {"data": ["Hello"], "fn_index": 0, "session_hash": "x"}
    refused = requests.post(f"{keyed_server.url}/gradio_api/{route}", json=body, timeout=10)
    assert refused.status_code == 401


def test_a_person_signs_in_with_the_key_as_password(keyed_server: RunningServer) -> None:
    with requests.Session() as browser:
        login = f"{keyed_server.url}/login"
        wrong = browser.post(login, data={"username": "ann", "password": "x"}, timeout=10)
        assert wrong.status_code == 400
        good = browser.post(login, data={"username": "ann", "password": "secret"}, timeout=10)
        assert good.json() == {"success": True}
        assert browser.get(f"{keyed_server.url}/config", timeout=30).status_code == 200


def test_gradio_client_comes_in_with_the_key(keyed_server: RunningServer) -> None:
    client = Client(keyed_server.url, headers={"X-API-Key": "secret"}, verbose=False)
    assert "describe" in client.predict(message="What can you do?", api_name="/chat")


def test_health_needs_none_and_metrics_only_from_elsewhere(keyed_server: RunningServer) -> None:
    elsewhere = {"X-Forwarded-For": "203.0.113.9"}
    metrics = f"{keyed_server.url}/metrics"
    assert requests.get(f"{keyed_server.url}/health", headers=elsewhere, timeout=10).ok
    assert requests.get(metrics, timeout=10).ok
    assert requests.get(metrics, headers=elsewhere, timeout=10).status_code == 401
    assert requests.get(metrics, headers=elsewhere | GOOD[1], timeout=10).ok


def test_the_json_log_tells_of_requests_but_not_what_they_say(keyed_server: RunningServer) -> None:
    body = {"model": keyed_server.model, "messages": [{"role": "user", "content": "mysecretword"}]}
    headers = {**GOOD[0], "x-request-id": "find-me"}
    url = f"{keyed_server.url}/v1/chat/completions"
    reply = requests.post(url, json=body, headers=headers, timeout=60)
    assert reply.headers["x-request-id"] == "find-me"
    wait_until(lambda: "find-me" in keyed_server.log(), 5, "the line of the request")
    (line,) = [line for line in keyed_server.log().splitlines() if "find-me" in line]
    entry = json.loads(line)
    assert (entry["route"], entry["status"], entry["face"]) == ("/v1/chat/completions", 200, "api")
    assert "mysecretword" not in keyed_server.log()
    assert "secret" not in keyed_server.log()


def test_a_picture_by_url(keyed_server: RunningServer, picture_url: str) -> None:
    question = "What colour is the circle?"
    printed = run(
        keyed_server, sys.executable, example("image_url_retry.py"), picture_url, question
    )
    assert "blue" in printed
