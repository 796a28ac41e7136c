"""Pictures that the engine has seen are not sent to it again."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from qwen_demo.chat import ChatDelta, Message, Sampling
from qwen_demo.engine import media_ids as module
from qwen_demo.engine.media_ids import MediaIds, picture_parts
from qwen_demo.engine.vllm_chat import stream_chat
from qwen_demo.errors import InvalidRequest

LINE = 'data: {"choices": [{"delta": {"content": "ok"}}]}\n\n'
MESSAGES = [{"role": "user", "content": "Hi"}]


def picture(url: str) -> Message:
    part = {"type": "image_url", "image_url": {"url": url}}
    return {"role": "user", "content": [part, {"type": "text", "text": "What?"}]}


class Serving:
    """vLLM's chat handler, which keeps pictures by id until it is told to forget them."""

    def __init__(self) -> None:
        self.cache: set[str] = set()
        self.asked: list[list[bool]] = []

    async def create_chat_completion(self, request: Any, _: None) -> Any:
        messages = [{**m, "content": parts(m["content"])} for m in request.messages]
        pictures = list(picture_parts(messages))
        self.asked.append([part["image_url"] is not None for part in pictures])
        for part in pictures:
            if part["image_url"] is None and part["uuid"] not in self.cache:
                raise ValueError("Cache miss for image at index 0 but data is not provided.")
            if "broken" in str(part["image_url"]):
                raise ValueError("broken picture")
            self.cache.add(part["uuid"])
        return self.lines()

    async def lines(self) -> AsyncIterator[str]:
        yield LINE


def parts(content: Any) -> Any:
    return content if isinstance(content, str) else [dict(part) for part in content]


async def ask(serving: Serving, ids: MediaIds | None, *messages: Message) -> list[ChatDelta]:
    stream = stream_chat(serving, ids, "m", list(messages), Sampling(), "r")
    return [delta async for delta in stream]


async def test_a_picture_is_sent_once_and_named_after_that() -> None:
    serving, ids = Serving(), MediaIds()
    first = picture("data:image/png;base64,AA")
    await ask(serving, ids, first)
    answer = {"role": "assistant", "content": "ok"}
    await ask(serving, ids, first, answer, picture("data:image/png;base64,BB"))
    assert serving.asked == [[True], [False, True]]
    assert len(serving.cache) == 2


async def test_a_picture_that_the_engine_forgot_is_sent_again() -> None:
    serving, ids = Serving(), MediaIds()
    question = picture("data:image/png;base64,AA")
    await ask(serving, ids, question)
    serving.cache.clear()
    assert await ask(serving, ids, question) == [ChatDelta("ok")]
    assert serving.asked == [[True], [False], [True]]


async def test_a_picture_that_was_refused_is_not_taken_for_seen() -> None:
    serving, ids = Serving(), MediaIds()
    for _ in range(2):
        with pytest.raises(InvalidRequest, match="broken picture"):
            await ask(serving, ids, picture("data:broken"))
    assert serving.asked == [[True], [True]]


async def test_without_a_cache_pictures_are_always_sent_and_have_no_id() -> None:
    serving = Serving()
    stream = stream_chat(serving, None, "m", MESSAGES, Sampling(), "r")
    assert [delta async for delta in stream] == [ChatDelta("ok")]
    assert serving.asked == [[]]


def test_ids_depend_on_the_picture_and_on_a_secret() -> None:
    ids = MediaIds()
    assert ids.id_of("a") == ids.id_of("a") != ids.id_of("b")
    assert ids.id_of("a") != MediaIds().id_of("a")


def test_the_messages_of_the_history_stay_as_they_are() -> None:
    ids, message = MediaIds(), picture("data:image/png;base64,AA")
    before = repr(message)
    ids.learn(ids.with_ids([message]))
    assert ids.without_known(ids.with_ids([message]))[0]["content"][0]["image_url"] is None
    assert repr(message) == before


def test_only_so_many_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_KNOWN", 2)
    ids = MediaIds()
    named = ids.with_ids([picture(url) for url in "abc"])
    ids.learn(named)
    spared = picture_parts(ids.without_known(named))
    assert [part["image_url"] is None for part in spared] == [False, True, True]
