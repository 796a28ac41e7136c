"""/v1/detect, /v1/point and `"detections": true`, on the real engine and pictures drawn here."""

import base64
import io
from typing import Any

import pytest
import requests
from openai import OpenAI
from PIL import Image, ImageDraw

from qwen_demo.grounding import bbox_iou
from tests.conftest import RunningServer

SIZES = [(320, 256), (200, 600), (1600, 900), (96, 96)]


def scene(size: tuple[int, int], rotated: bool = False) -> tuple[str, tuple[float, ...]]:
    """A red circle on white at the left and a blue square at the right, and the circle's pixels."""
    width, height = size
    side = min(size) // 3
    left, top = width // 10, height // 5
    circle = (left, top, left + side, top + side)
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse(circle, fill="red")
    right, bottom = width - width // 10, height - height // 6
    draw.rectangle((right - side, bottom - side, right, bottom), fill="blue")
    buffer = io.BytesIO()
    if rotated:  # stored lying, to be shown upright: EXIF orientation 6
        exif = Image.Exif()
        exif[0x0112] = 6
        image.transpose(Image.Transpose.ROTATE_90).save(buffer, "JPEG", exif=exif, quality=95)
    else:
        image.save(buffer, "PNG")
    return f"data:image/*;base64,{base64.b64encode(buffer.getvalue()).decode()}", circle


def post(server: RunningServer, path: str, **body: Any) -> requests.Response:
    return requests.post(server.url + path, json=body, timeout=60)


@pytest.mark.parametrize("size", SIZES)
def test_the_box_is_where_the_circle_is(server: RunningServer, size: tuple[int, int]) -> None:
    picture, circle = scene(size)
    answer = post(server, "/v1/detect", image=picture, query="red circle").json()
    (found,) = answer["detections"]
    assert found["label"] == "red circle"
    assert bbox_iou(tuple(found["bbox_px"]), circle) > 0.75
    assert answer["usage"]["prompt_tokens"] > 50
    assert answer["model"] == server.model


def test_a_rotated_photograph_is_measured_upright(server: RunningServer) -> None:
    picture, circle = scene((300, 500), rotated=True)
    (found,) = post(server, "/v1/detect", image=picture, query="red circle").json()["detections"]
    assert bbox_iou(tuple(found["bbox_px"]), circle) > 0.75


def test_everything_and_nothing(server: RunningServer) -> None:
    picture, _ = scene((320, 256))
    everything = post(server, "/v1/detect", image=picture, query="").json()["detections"]
    assert [found["label"] for found in everything] == ["red circle", "blue square"]
    nothing = post(server, "/v1/detect", image=picture, query="green star").json()
    assert nothing["detections"] == []


def test_a_point_lies_in_the_thing(server: RunningServer) -> None:
    picture, (x1, y1, x2, y2) = scene((320, 256))
    (found,) = post(server, "/v1/point", image=picture, query="red circle").json()["detections"]
    x, y = found["point_px"]
    assert x1 < x < x2
    assert y1 < y < y2
    assert found["bbox_2d"] is None


@pytest.mark.parametrize(
    ("body", "status", "param"),
    [
        ({"query": "x"}, 400, "image"),
        ({"image": "data:image/png;base64,AAAA", "query": "x"}, 400, "image"),
        ({"image": "http://127.0.0.1:1/a.png", "query": "x"}, 400, "image"),
        ({"image": "file:///etc/passwd", "query": "x"}, 400, "image"),
        ({"image": scene((64, 64))[0]}, 400, "query"),
        ({"image": scene((64, 64))[0], "query": "x", "model": "zz"}, 404, "model"),
    ],
)
def test_client_faults_name_their_field(
    server: RunningServer, body: dict[str, Any], status: int, param: str
) -> None:
    refused = post(server, "/v1/detect", **body)
    assert refused.status_code == status
    assert refused.json()["error"]["param"] == param


@pytest.mark.parametrize("stream", [False, True])
def test_a_chat_completion_has_them_when_asked(server: RunningServer, stream: bool) -> None:
    client = OpenAI(base_url=f"{server.url}/v1", api_key="none")
    picture, circle = scene((320, 256))
    content = [
        {"type": "image_url", "image_url": {"url": picture}},
        {"type": "text", "text": "Find the red circle."},
    ]
    answer = client.chat.completions.create(
        model=server.model,
        messages=[{"role": "user", "content": content}],  # type: ignore[list-item,misc]
        stream=stream,
        extra_body={"detections": True},
    )
    if stream:
        deltas = [chunk.choices[0].delta.model_dump() for chunk in answer if chunk.choices]
        found = [delta["detections"] for delta in deltas if "detections" in delta]
        assert len(found) == 1
        ((detection,),) = found
    else:
        (detection,) = answer.choices[0].message.model_dump()["detections"]
    assert bbox_iou(tuple(detection["bbox_px"]), circle) > 0.75
