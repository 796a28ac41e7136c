"""The page's route for programs: gradio_client against the real engine, and its faults."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
import requests
from gradio_client import Client, handle_file
from PIL import Image

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


def test_chat_and_detect_are_the_only_public_endpoints(real):
    assert list(real.view_api(return_format="dict")["named_endpoints"]) == ["/chat", "/detect"]


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


def test_detect_gives_boxes_and_the_annotated_picture(fake: FakeEngine, fake_client, tmp_path):
    fake.answers.append(words('[{"bbox_2d": [250, 500, 750, 1000], "label": "cat"}]'))
    Image.new("RGB", (2000, 1200), "white").save(tmp_path / "large.png")  # seen smaller
    found, drawn = fake_client.predict(
        image=handle_file(tmp_path / "large.png"), query="cat", api_name="/detect"
    )
    assert [detection["label"] for detection in found] == ["cat"]
    assert found[0]["bbox_2d"] == [250, 500, 750, 1000]
    assert found[0]["bbox_px"] == [500, 600, 1500, 1200]
    with Image.open(drawn) as image:
        assert image.size == (2000, 1200)
        assert image.getpixel((501, 900)) != (255, 255, 255)
    (request,) = fake.requests
    assert '"cat"' in request.messages[0]["content"][1]["text"]
    assert request.sampling.temperature == 0
    assert request.sampling.json_schema["items"]["required"] == ["bbox_2d", "label"]


def test_detect_of_points_in_pixels(fake: FakeEngine, fake_client, tmp_path):
    fake.answers.append(words('[{"point_2d": [512, 512]}]'))
    Image.new("RGB", (2048, 2048), "white").save(tmp_path / "large.png")  # seen as 1024 x 1024
    found, _ = fake_client.predict(
        image=handle_file(tmp_path / "large.png"),
        query="nose",
        points=True,
        absolute=True,
        api_name="/detect",
    )
    assert (found[0]["label"], found[0]["point_px"]) == ("nose", [1024, 1024])


def test_detect_takes_one_picture(fake: FakeEngine, fake_client, tmp_path):
    page = Image.new("RGB", (200, 300), "white")
    page.save(tmp_path / "two.pdf", save_all=True, append_images=[page])
    with pytest.raises(Exception, match="several pages"):
        fake_client.predict(image=handle_file(tmp_path / "two.pdf"), api_name="/detect")
    with pytest.raises(Exception, match="at most 500 characters"):
        fake_client.predict(image=handle_file(CAT), query="x" * 501, api_name="/detect")
    assert fake.requests == []


@pytest.mark.parametrize("path", ["/etc/passwd", "assets/examples/chelsea.jpg", "http://127.0.0.1"])
@pytest.mark.parametrize("marked", [True, False])
def test_detect_takes_uploads_only(fake: FakeEngine, fake_url, path, marked):
    image = {"path": path, "meta": {"_type": "gradio.FileData"}} if marked else {"path": path}
    url = f"{fake_url}/gradio_api/call/detect"
    call = requests.post(url, json={"data": [image, "x", False, False]}, timeout=10).json()
    events = requests.get(f"{url}/{call['event_id']}", timeout=10).text
    assert "event: error" in events
    assert fake.requests == []


def test_a_client_that_gives_up_a_detection_aborts_it(fake: FakeEngine, fake_client):
    fake.answers.append([60.0])
    job = fake_client.submit(image=handle_file(CAT), query="cat", api_name="/detect")
    wait_for(lambda: fake.running == 1)
    job.cancel()
    wait_for(lambda: fake.requests[0].end == "aborted")


def test_an_unreadable_file_is_an_error_with_its_name(fake: FakeEngine, fake_client, tmp_path):
    (tmp_path / "bad.jpg").write_bytes(b"?")
    with pytest.raises(Exception, match=r"bad\.jpg can't be read"):
        fake_client.predict(
            message="Hi", files=[handle_file(tmp_path / "bad.jpg")], api_name="/chat"
        )
    assert fake.requests == []
