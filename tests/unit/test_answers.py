"""An answer on its way: few updates, beats while nothing comes, an abort when its reader goes."""

import asyncio
from contextlib import aclosing

import pytest

from qwen_demo.chat import ChatDelta, Sampling
from qwen_demo.errors import EngineFailure
from qwen_demo.ui import answers
from qwen_demo.ui.answers import Answer, collect, paced_updates
from tests.fake_engine import FakeEngine, words


def start(engine: FakeEngine, answer: Answer) -> asyncio.Task[None]:
    return asyncio.create_task(collect(engine.stream_chat([], Sampling(), "r"), answer))


async def test_the_last_update_holds_the_whole_answer():
    engine, answer = FakeEngine(default_answer=words("a b c")), Answer()
    texts = [update.text async for update in paced_updates(start(engine, answer), answer)]
    assert texts[-1] == "a b c"
    assert answer.stats().finish_reason == "stop"
    assert answer.stats().usage.completion_tokens == 3


async def test_updates_are_few_however_fast_tokens_come():
    engine, answer = FakeEngine(default_answer=words("word " * 300, 0.001)), Answer()
    updates = [1 async for _ in paced_updates(start(engine, answer), answer)]
    assert len(updates) <= answer.elapsed_s / answers.MIN_PAUSE_S + 4


async def test_a_slow_reader_gets_fewer_updates():
    engine, answer = FakeEngine(default_answer=words("word " * 60, 0.01)), Answer()
    count = 0
    async for _ in paced_updates(start(engine, answer), answer):
        count += 1
        await asyncio.sleep(0.05)
    assert count <= answer.elapsed_s / 0.5 + 4


async def test_beats_come_while_no_token_does(monkeypatch):
    monkeypatch.setattr(answers, "HEARTBEAT_S", 0.02)
    engine, answer = FakeEngine(default_answer=[0.3, ChatDelta(text="x")]), Answer()
    empty = [u async for u in paced_updates(start(engine, answer), answer) if not answer.text]
    assert len(empty) > 3


@pytest.mark.parametrize("first", [[], [ChatDelta(text="x")]], ids=["before", "after"])
async def test_a_reader_who_leaves_aborts_the_request(first):
    engine, answer = FakeEngine(default_answer=[*first, 60.0]), Answer()
    async with aclosing(paced_updates(start(engine, answer), answer)) as updates:
        await anext(updates)
        await anext(updates)
    assert engine.requests[0].end == "aborted"


async def test_an_error_reaches_the_caller_after_what_came():
    engine = FakeEngine(default_answer=[ChatDelta(text="x"), EngineFailure("died")])
    answer = Answer()
    with pytest.raises(EngineFailure):
        async for _ in paced_updates(start(engine, answer), answer):
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
