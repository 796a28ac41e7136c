"""vLLM's stream lines become deltas and errors of ours."""

import json

import pytest

from qwen_demo.chat import ChatDelta, Sampling, Usage
from qwen_demo.engine.vllm_chat import line_to_delta, request_fields
from qwen_demo.errors import EngineFailure, InvalidRequest, NotReady


def line(**chunk: object) -> str:
    return f"data: {json.dumps({'choices': [], **chunk})}\n\n"


def test_text_reasoning_and_finish_reason() -> None:
    choice = {"delta": {"content": "a", "reasoning": "b"}, "finish_reason": "length"}
    assert line_to_delta(line(choices=[choice])) == ChatDelta("a", "b", "length")


def test_usage_comes_in_a_chunk_without_choices() -> None:
    usage = {"prompt_tokens": 7, "completion_tokens": 2, "total_tokens": 9}
    assert line_to_delta(line(usage=usage)) == ChatDelta(usage=Usage(7, 2))


@pytest.mark.parametrize(
    "nothing", ["data: [DONE]\n\n", "\n", line(choices=[{"delta": {"role": "assistant"}}])]
)
def test_lines_without_news_are_none(nothing: str) -> None:
    assert line_to_delta(nothing) is None


@pytest.mark.parametrize(
    ("code", "error"), [(400, InvalidRequest), (503, NotReady), (500, EngineFailure)]
)
def test_an_error_in_mid_stream_is_raised_with_its_message(code: int, error: type) -> None:
    with pytest.raises(error, match="out of luck"):
        line_to_delta(line(error={"message": "out of luck", "code": code}))


def test_sampling_leaves_out_what_is_not_set() -> None:
    assert Sampling().to_request() == {}
    assert Sampling(temperature=0.0, stop=("x",)).to_request() == {
        "temperature": 0.0,
        "stop": ["x"],
    }
    schema = Sampling(json_schema={"type": "object"}).to_request()["response_format"]
    assert schema["json_schema"]["schema"] == {"type": "object"}


def test_an_answer_goes_on_where_the_last_message_is_the_assistants() -> None:
    question = {"role": "user", "content": "Count."}
    started = [question, {"role": "assistant", "content": "One, two,"}]
    fields = request_fields("m", started, Sampling(), "r")
    assert (fields["add_generation_prompt"], fields["continue_final_message"]) == (False, True)
    fields = request_fields("m", [question], Sampling(), "r")
    assert (fields["add_generation_prompt"], fields["continue_final_message"]) == (True, False)
