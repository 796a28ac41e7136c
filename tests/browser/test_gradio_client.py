"""The page's route for programs: gradio_client against the real engine, and its faults."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from gradio_client import Client, handle_file

from qwen_demo.errors import Overloaded
from tests.browser.pages import CAT, COFFEE
from tests.fake_engine import FakeEngine, words
from tests.fake_page import wait_for


@pytest.fixture(scope="module")
def real(server) -> Iterator[Client]:
    client = Client(server.url, verbose=False)
    yield client
    client.close()


@pytest.fixture
def fake_client(fake_url) -> Iterator[Client]:
    client = Client(fake_url, verbose=False)
    yield client
    client.close()


def test_a_real_answer_about_a_picture(real):
    job = real.submit(message="What is this?", files=[handle_file(CAT)], api_name="/chat")
    assert job.result(timeout=60)


def test_chat_is_the_only_public_endpoint(real):
    assert list(real.view_api(return_format="dict")["named_endpoints"]) == ["/chat"]


def test_text_streams_with_pictures_and_settings(fake: FakeEngine, fake_client):
    fake.answers.append(words("one two three", 0.3))
    job = fake_client.submit(
        message="Compare",
        files=[handle_file(CAT), handle_file(COFFEE)],
        temperature=0.3,
        top_p=0.5,
        max_tokens=99,
        system_prompt="Be kind.",
        history=[{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}],
        api_name="/chat",
    )
    parts = list(job)
    assert parts[-1] == "one two three"
    assert any(part.strip() == "one" for part in parts)
    (request,) = fake.requests
    assert [m["role"] for m in request.messages] == ["system", "user", "assistant", "user"]
    assert [p["type"] for p in request.messages[-1]["content"]] == ["image_url"] * 2 + ["text"]
    sampling = request.sampling
    assert (sampling.temperature, sampling.top_p, sampling.max_tokens) == (0.3, 0.5, 99)


def test_cancel_aborts_before_the_first_token(fake: FakeEngine, fake_client):
    fake.answers.append([60.0])
    job = fake_client.submit(message="Hi", api_name="/chat")
    wait_for(lambda: fake.running == 1)
    job.cancel()
    wait_for(lambda: fake.requests[0].end == "aborted")


def test_a_client_that_goes_away_aborts(fake: FakeEngine, fake_url):
    fake.answers.append([60.0])
    code = (
        "import gradio_client, sys\n"
        "client = gradio_client.Client(sys.argv[1], verbose=False)\n"
        "client.predict(message='Hi', api_name='/chat')"
    )
    client = subprocess.Popen([sys.executable, "-c", code, fake_url])
    wait_for(lambda: fake.running == 1, 30)
    client.kill()
    client.wait()
    wait_for(lambda: fake.requests[0].end == "aborted")


def test_a_full_queue_is_an_error_with_its_reason(fake: FakeEngine, fake_client):
    fake.answers.append([Overloaded("The server is full.")])
    with pytest.raises(Exception, match="The server is full"):
        fake_client.predict(message="Hi", api_name="/chat")


def test_an_unreadable_file_is_an_error_with_its_name(fake: FakeEngine, fake_client, tmp_path):
    (tmp_path / "bad.jpg").write_bytes(b"?")
    with pytest.raises(Exception, match=r"bad\.jpg can't be read"):
        fake_client.predict(
            message="Hi", files=[handle_file(tmp_path / "bad.jpg")], api_name="/chat"
        )
    assert fake.requests == []
