"""The API is vLLM's own: text, pictures, several turns, streams; on the real engine."""

import base64
import io
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import requests
from openai import OpenAI
from PIL import Image, ImageDraw

from tests.conftest import RunningServer, wait_until

ALIAS = "Qwen3-VL-8B-Instruct-4bit-GPTQ"


def picture(colour: str, size: tuple[int, int] = (256, 256)) -> str:
    """A circle of a colour on white, as a data URL."""
    image = Image.new("RGB", size, "white")
    width, height = size
    radius = min(size) // 4
    box = (width // 2 - radius, height // 2 - radius, width // 2 + radius, height // 2 + radius)
    ImageDraw.Draw(image).ellipse(box, fill=colour)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"


def user(*parts: str) -> dict[str, object]:
    """A user message; data URLs become pictures."""
    content = [
        {"type": "image_url", "image_url": {"url": part}}
        if part.startswith("data:")
        else {"type": "text", "text": part}
        for part in parts
    ]
    return {"role": "user", "content": content}


@pytest.fixture
def client(server: RunningServer) -> OpenAI:
    return OpenAI(base_url=f"{server.url}/v1", api_key="none", max_retries=0)


def ask(client: OpenAI, *messages: dict[str, object]) -> str:
    reply = client.chat.completions.create(model=ALIAS, messages=messages, temperature=0)  # type: ignore[arg-type]
    return reply.choices[0].message.content or ""


def test_models_are_the_own_name_and_the_alias_and_show_no_path(client: OpenAI) -> None:
    models = client.models.list().data
    assert [model.id for model in models] == ["qwen3-vl-demo", ALIAS]
    assert all("/" not in str(model.model_dump().get("root")) for model in models)


def test_the_answer_depends_on_the_picture(client: OpenAI) -> None:
    question = "What colour is the circle?"
    assert "red" in ask(client, user(picture("red"), question))
    assert "blue" in ask(client, user(picture("blue"), question))


def test_a_follow_up_sees_the_earlier_picture(client: OpenAI) -> None:
    first = user(picture("green"), "How many objects are there?")
    turns = [first, {"role": "assistant", "content": "There is 1 object."}]
    assert "green" in ask(client, *turns, user("What colour is the circle?"))


def test_a_stream_ends_with_usage_and_equals_the_whole_answer(client: OpenAI) -> None:
    message = user(picture("red"), "Describe the image.")
    stream = client.chat.completions.create(
        model=ALIAS,
        messages=[message],  # type: ignore[list-item]
        temperature=0,
        stream=True,
        stream_options={"include_usage": True},
    )
    chunks = list(stream)
    text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert text == ask(client, message)
    assert chunks[-1].usage
    assert chunks[-1].usage.completion_tokens > 3


@pytest.mark.parametrize("size", [(64, 64), (256, 256), (640, 200), (2000, 1500)])
def test_prompt_tokens_are_those_of_the_pictures_size(
    client: OpenAI, server: RunningServer, size: tuple[int, int]
) -> None:
    from qwen_demo.engine.defaults import DEMO_MODEL
    from tests.visual_tokens import expected_visual_tokens

    def prompt_tokens(*parts: str) -> int:
        reply = client.chat.completions.create(
            model=ALIAS,
            messages=[user(*parts)],  # type: ignore[list-item]
            max_tokens=1,
        )
        assert reply.usage
        return reply.usage.prompt_tokens

    with_picture, without = prompt_tokens(picture("red", size), "Hi"), prompt_tokens("Hi")
    markers = 2  # <|vision_start|> and <|vision_end|>
    assert with_picture - without - markers == expected_visual_tokens(DEMO_MODEL, size)


def test_completions_and_responses(client: OpenAI, server: RunningServer) -> None:
    completion = client.completions.create(model=ALIAS, prompt="Hello", max_tokens=3)
    assert completion.usage
    assert completion.usage.completion_tokens == 3
    response = client.responses.create(model=ALIAS, input="Hello")
    assert response.output_text
    assert response.usage


def test_health_is_exactly_what_the_tutorial_expects(server: RunningServer) -> None:
    reply = requests.get(f"{server.url}/health", timeout=10)
    assert (reply.status_code, reply.json()) == (200, {"status": "healthy"})


def test_streams_run_at_the_same_time(client: OpenAI, server: RunningServer) -> None:
    """Both have their first token, and neither its last, when the engine's requests are counted."""
    together = Barrier(2, timeout=30)

    def run_together(_: int) -> None:
        stream = client.chat.completions.create(
            model=ALIAS,
            messages=[{"role": "user", "content": "Hello"}],
            stream=True,
            max_tokens=7500,
            extra_body={"ignore_eos": True},
        )
        next(iter(stream))
        together.wait()
        wait_until(
            lambda: server.metric("vllm:num_requests_running") == 2, what="both answers' run"
        )
        together.wait()
        stream.close()

    with ThreadPoolExecutor(2) as pool:
        assert len(list(pool.map(run_together, range(2)))) == 2  # raises what one of them raised
    wait_until(lambda: server.running_requests() == 0, 10, "the end of both requests")


def test_a_disconnect_aborts_the_request(server: RunningServer) -> None:
    body = {
        "model": ALIAS,
        "messages": [{"role": "user", "content": "Hello"}],
        "stream": True,
        "ignore_eos": True,
        "max_tokens": 7000,
    }
    url = f"{server.url}/v1/chat/completions"
    with requests.post(url, json=body, stream=True, timeout=30) as reply:
        next(reply.iter_lines())
        wait_until(lambda: server.running_requests() == 1, what="the count of the request")
    wait_until(lambda: server.running_requests() == 0, 5, "the abort")
