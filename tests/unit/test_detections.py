"""Detections in chat completions and the checks of /v1/detect; pure, without an engine."""

import json
from typing import Any

import pytest

from qwen_demo.api.detect import DetectApp, Picture, check_body
from qwen_demo.api.detections import AnswerDetections, pop_wish, replace_urls
from qwen_demo.chat import ChatDelta
from qwen_demo.errors import InvalidRequest
from tests.fake_engine import FakeEngine
from tests.unit.asgi_client import ask, json_request

TEXT = '```json\n[\n\t{"bbox_2d": [100, 200, 300, 400], "label": "cat"}\n]\n```'
CAT = {
    "label": "cat",
    "bbox_2d": [100, 200, 300, 400],
    "bbox_px": [50, 40, 150, 80],
    "point_2d": None,
    "point_px": None,
    "image_index": 0,
}


def event(**choice: Any) -> bytes:
    choices = [{"index": 0, "delta": {}, "finish_reason": None, **choice}]
    return f"data: {json.dumps({'choices': choices})}\n\n".encode()


def test_a_whole_answer_gets_them_in_each_message() -> None:
    choices = [{"message": {"content": text}} for text in (TEXT, "none", None)]
    body = json.dumps({"choices": choices}).encode()
    answer = json.loads(AnswerDetections([(500, 200)]).to_whole(body))
    assert [choice["message"]["detections"] for choice in answer["choices"]] == [[CAT], [], []]
    assert answer["choices"][0]["message"]["content"] == TEXT


@pytest.mark.parametrize("piece_bytes", [1, 7, 10_000])
def test_a_stream_gets_them_where_a_choice_ends(piece_bytes: int) -> None:
    stream = event(delta={"content": TEXT[:20]}) + event(delta={"content": TEXT[20:]})
    stream += event(finish_reason="stop") + b"data: [DONE]\n\n"
    adding = AnswerDetections([(500, 200)])
    pieces = [stream[at : at + piece_bytes] for at in range(0, len(stream), piece_bytes)]
    events = b"".join(map(adding.to_events, pieces)).decode().split("\n\n")
    assert events[-2:] == ["data: [DONE]", ""]
    chunks = [json.loads(line.removeprefix("data: ")) for line in events[:-2]]
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    assert "".join(delta.get("content", "") for delta in deltas) == TEXT
    assert [delta.get("detections") for delta in deltas] == [None, None, [CAT]]


def test_without_a_picture_there_is_nothing_to_locate() -> None:
    body = json.dumps({"choices": [{"message": {"content": TEXT}}]}).encode()
    answer = json.loads(AnswerDetections([]).to_whole(body))
    assert answer["choices"][0]["message"]["detections"] == []


def test_an_unnamed_picture_is_the_last_one() -> None:
    body = json.dumps({"choices": [{"message": {"content": TEXT}}]}).encode()
    answer = json.loads(AnswerDetections([(10, 10), (500, 200)]).to_whole(body))
    assert answer["choices"][0]["message"]["detections"] == [{**CAT, "image_index": 1}]


def test_the_wish_is_taken_out_of_the_request() -> None:
    body = {"detections": True, "model": "m"}
    assert pop_wish(body)
    assert body == {"model": "m"}
    assert not pop_wish(body)
    with pytest.raises(InvalidRequest) as refused:
        pop_wish({"detections": "yes"})
    assert refused.value.param == "detections"


def test_pixels_of_the_resized_picture_are_scaled_to_the_original() -> None:
    assert pop_wish({"detections": "absolute"}) == "absolute"
    body = json.dumps({"choices": [{"message": {"content": TEXT}}]}).encode()
    answer = json.loads(AnswerDetections([(500, 200)], [(1000, 800)]).to_whole(body))
    (found,) = answer["choices"][0]["message"]["detections"]
    assert found["bbox_px"] == [50, 50, 150, 100]
    assert found["bbox_2d"] == [100, 250, 300, 500]


async def test_detect_reads_pixels_when_told_so_and_lets_them_be_large() -> None:
    engine = FakeEngine(
        default_answer=[ChatDelta(text='[{"bbox_2d": [0, 64, 1024, 1024], "label": "x"}]')]
    )

    async def open_picture(url: str) -> Picture:
        return Picture(url, (3000, 3000))  # seen as 1024 x 1024

    app = DetectApp(engine, open_picture)
    body = {"image": "data:", "query": "x", "coordinates": "absolute"}
    reply = await ask(app, "POST", "/v1/detect", **json_request(body))
    assert reply.json()["detections"][0]["bbox_px"] == [0, 188, 3000, 3000]
    schema = engine.requests[0].sampling.json_schema
    assert schema is not None
    assert "maximum" not in json.dumps(schema)
    relative = await ask(
        app, "POST", "/v1/detect", **json_request(body | {"coordinates": "relative"})
    )
    assert relative.json()["detections"][0]["bbox_px"] == [0, 192, 3000, 3000]
    assert '"maximum": 1000' in json.dumps(engine.requests[1].sampling.json_schema)


def test_pictures_are_put_in_by_their_old_address() -> None:
    part = {"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}
    body = {"messages": [{"content": "text"}, {"content": [{"type": "text"}, part]}]}
    replace_urls(body, {"https://example.org/a.png": "data:x"})
    assert part["image_url"] == {"url": "data:x"}


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"image": None}, "image"),
        ({"image": ""}, "image"),
        ({"query": 3}, "query"),
        ({"query": "x" * 501}, "query"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"max_tokens": True}, "max_tokens"),
        ({"max_tokens": "9"}, "max_tokens"),
        ({"coordinates": "px"}, "coordinates"),
    ],
)
def test_a_detect_request_is_refused_by_the_name_of_its_field(
    change: dict[str, Any], param: str
) -> None:
    good = {"image": "data:x", "query": "cat", "max_tokens": 9}
    assert check_body(good) == "data:x"
    with pytest.raises(InvalidRequest) as refused:
        check_body({**good, **change})
    assert refused.value.param == param
