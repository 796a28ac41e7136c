"""/v1/detect, /v1/point and `"detections": true`, on the real engine and pictures drawn here."""

from typing import Any

import pytest
import requests
from openai import OpenAI

from qwen_demo.grounding import bbox_iou
from tests.conftest import RunningServer
from tests.scenes import SCENES, SIZES, Box, draw_scene

MEAN_IOU = 0.9
"""What the embedded model reaches on its own test pictures is 0.948 (its README)."""


def scene(size: tuple[int, int], rotated: bool = False) -> tuple[str, Box]:
    """A picture as a data URL, and the red circle's pixels in it."""
    drawn = draw_scene(size, rotated)
    return drawn.url, drawn.circle


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


def test_the_mean_overlap_is_the_models_own(server: RunningServer) -> None:
    overlaps = []
    for size, rotated in SCENES:
        picture, circle = scene(size, rotated)
        answer = post(server, "/v1/detect", image=picture, query="red circle").json()
        overlaps += [bbox_iou(tuple(found["bbox_px"]), circle) for found in answer["detections"]]
    assert len(overlaps) == len(SCENES)
    assert sum(overlaps) / len(overlaps) > MEAN_IOU, overlaps


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
