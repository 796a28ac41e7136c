"""What is kept of an answered request, on both faces."""

import logging
from typing import Any

import pytest

from qwen_demo.access import Access, ObservedEngine, log_access
from qwen_demo.api.metrics import ApiMetrics
from qwen_demo.api.usage import usage_of
from qwen_demo.chat import ChatDelta, Sampling, Usage
from qwen_demo.errors import NotReady
from tests.fake_engine import FakeEngine, words


class Observed:
    """A fake engine under observation."""

    def __init__(self, *answer: Any) -> None:
        self.seen: list[Access] = []
        self.engine = ObservedEngine(FakeEngine(default_answer=answer), self.seen.append)

    def stream(self) -> Any:
        return self.engine.stream_chat([], Sampling(), "r-1")


async def test_a_whole_answer_of_the_page_is_told_with_its_tokens():
    observed = Observed(*words("a b c"))
    text = "".join([delta.text async for delta in observed.stream()])
    [access] = observed.seen
    assert (access.face, access.route, access.status) == ("page", "page", 200)
    assert (text, access.usage) == ("a b c", Usage(prompt_tokens=20, completion_tokens=3))
    assert access.first_s is not None and 0 <= access.first_s <= access.seconds
    assert access.aborted is access.refused is None


async def test_an_answer_of_the_page_that_is_closed_is_an_abort():
    observed = Observed(*words("a b c"))
    stream = observed.stream()
    await anext(stream)
    await stream.aclose()
    [access] = observed.seen
    assert (access.status, access.aborted, access.usage) == (499, "stop", None)


async def test_an_answer_of_the_page_that_is_refused_tells_the_code():
    observed = Observed(NotReady("Later."))
    with pytest.raises(NotReady):
        await anext(observed.stream())
    assert (observed.seen[0].status, observed.seen[0].refused) == (503, "engine_not_ready")


async def test_an_answer_of_the_page_that_fails_midway_was_not_refused():
    observed = Observed(ChatDelta("a"), NotReady("Dead."))
    with pytest.raises(NotReady):
        async for _ in observed.stream():
            pass
    assert (observed.seen[0].status, observed.seen[0].refused) == (503, None)


def test_status_and_place_are_the_engines():
    engine = FakeEngine(queue=["a", "b"])
    observed = ObservedEngine(engine, lambda access: None)
    assert observed.status() == engine.status()
    assert [observed.queue_position(name) for name in "abc"] == [1, 2, None]


ACCESS = Access(
    "r-1", "api", "/v1/completions", 200, True, 1.23456, 0.5, 0.01, Usage(7, 8), "timeout", "full"
)


def test_the_line_holds_all_that_is_known(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO, "qwen_demo.access")
    log_access(ACCESS)
    log_access(Access("r-2", "page", "page", 499, True, 1.0))
    assert caplog.messages == [
        "request_id=r-1 face=api route=/v1/completions status=200 stream=True seconds=1.235 "
        "first_s=0.5 queue_s=0.01 prompt_tokens=7 completion_tokens=8 aborted=timeout refused=full",
        "request_id=r-2 face=page route=page status=499 stream=True seconds=1.0",
    ]
    assert caplog.records[0].fields["completion_tokens"] == 8  # type: ignore[attr-defined]


def test_each_access_is_counted():
    metrics = ApiMetrics()
    metrics.observe(ACCESS)
    counted = metrics.registry.get_sample_value
    labels = {"face": "api", "route": "/v1/completions", "status": "200"}
    assert counted("qwen_demo_requests_total", labels) == 1
    assert counted("qwen_demo_aborts_total", {"cause": "timeout"}) == 1
    assert counted("qwen_demo_rejections_total", {"code": "full"}) == 1
    assert counted("qwen_demo_request_seconds_count", {"route": "/v1/completions"}) == 1


@pytest.mark.parametrize(
    ("body", "usage"),
    [
        (b'{"usage": {"prompt_tokens": 3, "completion_tokens": 4}}', Usage(3, 4)),
        (b'{"usage": {"input_tokens": 3, "output_tokens": 4}}', Usage(3, 4)),
        (
            b"event: response.completed\ndata: "
            b'{"response": {"usage": {"input_tokens": 3, "output_tokens": 4}}}\n\n',
            Usage(3, 4),
        ),
        (b'{"usage": {"prompt_tokens": 3}}', None),
        (b'{"usage": null}', None),
        (b"data: [DONE]\n\n", None),
        (b"[]", None),
        (b"", None),
    ],
)
def test_token_counts_that_are_sent(body: bytes, usage: Usage | None):
    assert usage_of({}, body) == usage
