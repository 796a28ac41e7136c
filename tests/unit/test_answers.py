"""An answer on its way: few updates, beats while nothing comes, an abort when its reader goes."""

import asyncio
import time
from contextlib import aclosing

import pytest

from qwen_demo.chat import ChatDelta, Sampling
from qwen_demo.errors import EngineFailure
from qwen_demo.ui import answers
from qwen_demo.ui.answers import (
    MAX_PAUSE_S,
    MIN_PAUSE_S,
    UPDATE_SPACING_S,
    Answer,
    Pace,
    collect,
    paced_updates,
)
from tests.fake_engine import FakeEngine, words


def start(engine: FakeEngine, answer: Answer) -> asyncio.Task[None]:
    return asyncio.create_task(collect(engine.stream_chat([], Sampling(), "r"), answer))


async def test_the_last_update_holds_the_whole_answer():
    engine, answer = FakeEngine(default_answer=words("a b c")), Answer()
    texts = [update.text async for update in paced_updates(start(engine, answer), answer, Pace())]
    assert texts[-1] == "a b c"
    assert answer.stats().finish_reason == "stop"
    assert answer.stats().usage.completion_tokens == 3


async def test_updates_are_few_however_fast_tokens_come():
    engine, answer = FakeEngine(default_answer=words("word " * 300, 0.001)), Answer()
    updates = [1 async for _ in paced_updates(start(engine, answer), answer, Pace())]
    assert len(updates) <= answer.elapsed_s / answers.MIN_PAUSE_S + 4


async def test_a_slow_reader_gets_fewer_updates():
    engine, answer = FakeEngine(default_answer=words("word " * 60, 0.01)), Answer()
    count = 0
    async for _ in paced_updates(start(engine, answer), answer, Pace()):
        count += 1
        await asyncio.sleep(0.05)
    assert count <= answer.elapsed_s / 0.5 + 4


async def test_an_update_that_brings_nothing_new_is_not_sent():
    engine, answer = FakeEngine(default_answer=[ChatDelta(text="x"), 0.5]), Answer()
    texts = [u.text async for u in paced_updates(start(engine, answer), answer, Pace())]
    assert texts == ["", "x", "x"]  # at once, the token, the end


async def test_beats_come_while_an_answer_pauses(monkeypatch):
    monkeypatch.setattr(answers, "HEARTBEAT_S", 0.1)
    engine, answer = FakeEngine(default_answer=[ChatDelta(text="x"), 0.6]), Answer()
    updates = [1 async for _ in paced_updates(start(engine, answer), answer, Pace())]
    assert len(updates) > 4  # only then does Gradio notice that a reader has left


def test_the_updates_of_many_answers_share_the_time():
    pace = Pace()
    assert pace.pause_s(0, 0.0) == pytest.approx(MIN_PAUSE_S, abs=0.01)
    pauses = [pace.pause_s(0, 0.0) for _ in range(40)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == pytest.approx(MIN_PAUSE_S + 40 * UPDATE_SPACING_S, abs=0.02)


def test_after_a_crowd_updates_come_often_again(monkeypatch):
    pace = Pace()
    assert max(pace.pause_s(0, 0.0) for _ in range(1000)) <= MAX_PAUSE_S
    later = time.monotonic() + 2 * MAX_PAUSE_S
    monkeypatch.setattr(answers.time, "monotonic", lambda: later)
    assert pace.pause_s(0, 0.0) == pytest.approx(MIN_PAUSE_S)


def test_a_long_answer_is_shown_more_rarely():
    assert Pace().pause_s(20_000, 0.0) == pytest.approx(0.5, abs=0.01)


async def test_beats_come_while_no_token_does(monkeypatch):
    monkeypatch.setattr(answers, "HEARTBEAT_S", 0.02)
    engine, answer = FakeEngine(default_answer=[0.3, ChatDelta(text="x")]), Answer()
    empty = [
        u async for u in paced_updates(start(engine, answer), answer, Pace()) if not answer.text
    ]
    assert len(empty) > 3


@pytest.mark.parametrize("first", [[], [ChatDelta(text="x")]], ids=["before", "after"])
async def test_a_reader_who_leaves_aborts_the_request(first):
    engine, answer = FakeEngine(default_answer=[*first, 60.0]), Answer()
    async with aclosing(paced_updates(start(engine, answer), answer, Pace())) as updates:
        await anext(updates)
        await anext(updates)
    assert engine.requests[0].end == "aborted"


async def test_an_error_reaches_the_caller_after_what_came():
    engine = FakeEngine(default_answer=[ChatDelta(text="x"), EngineFailure("died")])
    answer = Answer()
    with pytest.raises(EngineFailure):
        async for _ in paced_updates(start(engine, answer), answer, Pace()):
            pass
    assert answer.text == "x"


async def test_reasoning_is_parted_even_if_only_its_end_is_marked():
    answer = Answer()
    answer.add(ChatDelta(text="let me see</think>It is a cat."))
    assert answer.parts == ("let me see", "It is a cat.")


async def test_a_continued_answer_keeps_its_beginning():
    answer = Answer(prefix="It is ")
    answer.add(ChatDelta(text="a cat."))
    assert answer.parts == ("", "It is a cat.")
