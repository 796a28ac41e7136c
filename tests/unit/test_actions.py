"""The chat's actions without a browser: what is sent, what is shown, what is given back."""

import asyncio
import base64
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from qwen_demo.chat import ChatDelta, Sampling, State, Usage
from qwen_demo.errors import Overloaded
from qwen_demo.messages import AnswerStats, Picture, Turn
from qwen_demo.ui.actions import ChatActions
from qwen_demo.ui.answers import Pace, Readers
from qwen_demo.ui.context import ContextActions
from qwen_demo.ui.controls import NEUTRAL, sampling_to_controls
from qwen_demo.ui.session import Session
from tests.fake_engine import MODEL, FakeEngine, words
from tests.videos import write_video

CAT = Path("assets/examples/chelsea.jpg")
REQUEST = SimpleNamespace(session_hash="tab")
STOPPED = AnswerStats("abort")


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine(default_answer=words("An answer."))


@pytest.fixture
def chat(engine: FakeEngine, tmp_path: Path) -> ChatActions:
    return ChatActions(engine, tmp_path, Readers(), Pace())


async def send(chat: ChatActions, session: Session, text: str, *files: Path) -> dict[str, Any]:
    composer = {"text": text, "files": [str(file) for file in files]}
    return await chat.send(session, composer, 10_000, "")


async def stream(chat: ChatActions, session: Session, system: str = "", **controls: Any) -> list:
    values = sampling_to_controls(NEUTRAL) | controls
    start = session.run.start if session.run else "send"
    run = chat.stream(session, start, REQUEST, system, *values.values())
    return [view async for view in run]


async def ask(chat: ChatActions, session: Session, text: str, *files: Path) -> dict[str, Any]:
    """One whole exchange; the updates that end it."""
    await send(chat, session, text, *files)
    await stream(chat, session)
    return finish(chat, session)


def finish(chat: ChatActions, session: Session) -> dict[str, Any]:
    return chat.finish(session, session.run.start if session.run else "send")


async def start_stream(chat: ChatActions, session: Session, tab: str = "tab") -> Any:
    """A stream that the engine works on, after its first update."""
    request = SimpleNamespace(session_hash=tab)
    controls = sampling_to_controls(NEUTRAL).values()
    running = chat.stream(session, session.run.start, request, "", *controls)
    await anext(running)
    async with asyncio.timeout(5):
        while not any(r.request_id == session.run.request_id for r in chat.engine.requests):
            await asyncio.sleep(0)
    return running


def roles(session: Session) -> list[str]:
    return [turn.role for turn in session.history]


async def test_an_exchange_enters_the_history(chat, engine):
    session = Session()
    shown = await send(chat, session, "Hi")
    assert shown["composer"]["value"] == {"text": "", "files": []}
    assert shown["composer"]["stop_btn"] is True
    views = await stream(chat, session, "Be kind.", temperature=0.5, seed=7.0)
    assert views[-1]["text"] == "An answer."
    updates = finish(chat, session)
    assert [turn.text for turn in session.history] == ["Hi", "An answer."]
    assert updates["composer"]["submit_btn"] is True
    (request,) = engine.requests
    assert request.messages[0] == {"role": "system", "content": "Be kind."}
    assert (request.sampling.temperature, request.sampling.seed) == (0.5, 7)


async def test_a_follow_up_sees_earlier_turns_and_pictures(chat, engine):
    session = Session()
    await ask(chat, session, "What is this?", CAT)
    await ask(chat, session, "What colour?")
    messages = engine.requests[1].messages
    assert [message["role"] for message in messages] == ["user", "assistant", "user"]
    url = messages[0]["content"][0]["image_url"]["url"]
    assert base64.b64decode(url.removeprefix("data:image/jpeg;base64,"))[:2] == b"\xff\xd8"


async def test_the_picture_budget_applies_to_what_is_sent(chat):
    session = Session()
    composer = {"text": "", "files": [str(CAT)]}
    await chat.send(session, composer, 20, "")
    picture = session.run.history[0].pictures[0]
    assert picture.visual_tokens <= 20
    assert picture.image_wh[0] * picture.image_wh[1] <= 20 * 1024


@pytest.mark.parametrize("state", [State.LOADING, State.FAILED, State.RESTARTING, State.STOPPING])
async def test_nothing_is_sent_before_the_model_is_ready(chat, engine, state):
    engine.state, engine.reason = state, "broken"
    session = Session()
    updates = await send(chat, session, "Hi")
    assert "not sent" in updates["notice"]["value"]
    assert session.run is None
    assert "composer" not in updates  # the text stays


@pytest.mark.parametrize("text", ["", " \n"])
async def test_an_empty_message_is_not_sent(chat, text):
    session = Session()
    await send(chat, session, text)
    assert session.run is None


async def test_a_second_message_waits_for_the_first_answer(chat):
    session = Session()
    await send(chat, session, "One")
    run = session.run
    updates = await send(chat, session, "Two")
    assert "stop it first" in updates["notice"]["value"]
    assert session.run is run


async def test_a_message_refused_while_an_answer_is_written_disturbs_nothing(chat, engine):
    """The page runs stream and finish after each start, refused or not."""
    engine.answers.append(words("One answer.", 0.02))
    session = Session()
    await send(chat, session, "One")
    running = await start_stream(chat, session)
    assert "stop it first" in chat.regenerate(session, SimpleNamespace(index=0))["notice"]["value"]
    controls = sampling_to_controls(NEUTRAL).values()
    assert [v async for v in chat.stream(session, "regenerate", REQUEST, "", *controls)] == []
    assert chat.finish(session, "regenerate") == {}
    async for _ in running:
        pass
    finish(chat, session)
    assert [turn.text for turn in session.history] == ["One", "One answer."]
    assert len(engine.requests) == 1


async def test_an_unreadable_file_is_named_and_nothing_is_lost(chat, tmp_path):
    broken = tmp_path / "holiday.jpg"
    broken.write_bytes(b"?")
    session = Session()
    updates = await send(chat, session, "Look", CAT, broken)
    assert "holiday.jpg" in updates["notice"]["value"]
    assert (session.run, session.history) == (None, ())
    assert "composer" not in updates


async def test_pictures_over_the_models_limit_are_refused(chat, engine):
    engine.model = replace(MODEL, max_images=2)
    session = Session()
    await ask(chat, session, "One", CAT)
    assert "at most 1 more" in (await send(chat, session, "Two", CAT, CAT))["notice"]["value"]
    assert session.run is None


async def test_a_full_queue_gives_text_and_pictures_back(chat, engine):
    engine.answers.append([Overloaded("Full; try again in 5 s.")])
    session = Session()
    updates = await ask(chat, session, "Hi", CAT)
    assert updates["composer"]["value"] == {"text": "Hi", "files": [str(CAT)]}
    assert "Full; try again" in updates["notice"]["value"]
    assert session.history == ()


async def test_a_failure_in_mid_answer_keeps_what_came(chat, engine):
    engine.answers.append([ChatDelta(text="It is"), Overloaded("died")])
    session = Session()
    updates = await ask(chat, session, "Hi")
    assert session.history[-1].text == "It is"
    assert "broke off: died" in updates["notice"]["value"]
    assert updates["continue_button"]["visible"] is True


async def test_a_stop_keeps_what_came_and_aborts_only_that_request(chat, engine):
    engine.answers += [[ChatDelta(text="Once "), 60.0], [60.0]]
    mine, other = Session(), Session()
    await send(chat, mine, "Story")
    await send(chat, other, "Other")
    streams = [await start_stream(chat, mine, "a"), await start_stream(chat, other, "b")]
    await streams[0].aclose()
    assert [request.end for request in engine.requests] == ["aborted", None]
    finish(chat, mine)
    assert mine.history[-1].text == "Once "
    assert mine.history[-1].stats.finish_reason == "abort"
    await streams[1].aclose()


async def test_a_closed_tab_aborts_its_answer_before_the_first_token(chat, engine):
    engine.answers.append([60.0])
    session = Session()
    await send(chat, session, "Hi")
    running = await start_stream(chat, session)
    chat.readers.gone(SimpleNamespace(session_hash="another tab"))
    assert not session.run.task.cancelling()
    chat.readers.gone(REQUEST)
    async for _ in running:
        pass
    assert engine.requests[0].end == "aborted"


async def test_one_persons_settings_are_not_anothers(chat, engine):
    first, second = Session(), Session()
    await send(chat, first, "a")
    await stream(chat, first, temperature=0.1)
    await send(chat, second, "b")
    await stream(chat, second, temperature=1.9)
    assert [request.sampling.temperature for request in engine.requests] == [0.1, 1.9]


async def test_a_bad_schema_is_said_and_the_text_returns(chat, engine):
    session = Session()
    await send(chat, session, "Hi")
    await stream(chat, session, json_schema="{nope")
    updates = finish(chat, session)
    assert "not valid JSON" in updates["notice"]["value"]
    assert updates["composer"]["value"]["text"] == "Hi"
    assert engine.requests == []


async def test_regenerate_answers_the_same_question_again(chat, engine):
    session = Session()
    await ask(chat, session, "Hi")
    engine.answers.append(words("Another one."))
    chat.regenerate(session, SimpleNamespace(index=1))
    await stream(chat, session)
    finish(chat, session)
    assert [turn.text for turn in session.history] == ["Hi", "Another one."]
    assert engine.requests[1].messages == engine.requests[0].messages


async def test_a_failed_regenerate_leaves_the_old_answer(chat, engine):
    session = Session()
    await ask(chat, session, "Hi")
    engine.answers.append([Overloaded("Full.")])
    chat.regenerate(session, SimpleNamespace(index=1))
    await stream(chat, session)
    updates = finish(chat, session)
    assert [turn.text for turn in session.history] == ["Hi", "An answer."]
    assert "value" not in updates["composer"]  # what is being typed stays


async def test_editing_a_question_branches_from_there_and_keeps_its_pictures(chat, engine):
    session = Session()
    await ask(chat, session, "What is this?", CAT)
    await ask(chat, session, "And then?")
    chat.edit(session, SimpleNamespace(index=[0, 1], value="Which animal is this?"))
    await stream(chat, session)
    finish(chat, session)
    assert [turn.text for turn in session.history] == ["Which animal is this?", "An answer."]
    assert len(engine.requests[-1].messages) == 1
    assert engine.requests[-1].messages[0]["content"][0]["type"] == "image_url"


async def test_what_regenerating_and_editing_replace_stays_as_a_version(chat, engine, tmp_path):
    context = ContextActions(engine, tmp_path)
    session = Session()
    await ask(chat, session, "Hi")
    engine.answers += [words("Another one."), words("Hello you.")]
    chat.regenerate(session, SimpleNamespace(index=1))
    await stream(chat, session)
    assert finish(chat, session)["branch"]["choices"] == [("1", 0), ("2", 1)]
    updates = await context.choose_branch(session, 0)
    assert [turn.text for turn in session.history] == ["Hi", "An answer."]
    assert (updates["branch"]["value"], updates["branch"]["visible"]) == (0, True)
    await ask(chat, session, "More")
    chat.edit(session, SimpleNamespace(index=0, value="Hello"))
    await stream(chat, session)
    finish(chat, session)
    await context.choose_branch(session, 1)
    assert [turn.text for turn in session.history] == ["Hi", "Another one."]
    await context.choose_branch(session, 0)
    assert [turn.text for turn in session.history] == ["Hi", "An answer.", "More", "Hello you."]
    await context.choose_branch(session, 2)
    assert [turn.text for turn in session.history] == ["Hello", "An answer."]


async def test_no_version_is_shown_while_an_answer_is_written(chat, engine, tmp_path):
    session = Session()
    await ask(chat, session, "Hi")
    chat.regenerate(session, SimpleNamespace(index=1))
    updates = await ContextActions(engine, tmp_path).choose_branch(session, 0)
    assert "stop it first" in updates["notice"]["value"]
    assert session.run is not None


async def test_a_failed_regenerate_and_a_new_chat_leave_no_version(chat, engine):
    session = Session()
    await ask(chat, session, "Hi")
    engine.answers.append([Overloaded("Full.")])
    chat.regenerate(session, SimpleNamespace(index=1))
    await stream(chat, session)
    assert finish(chat, session)["branch"]["visible"] is False
    chat.regenerate(session, SimpleNamespace(index=1))
    await stream(chat, session)
    assert finish(chat, session)["branch"]["visible"] is True
    assert chat.new_chat(session)["branch"]["visible"] is False


async def test_of_two_questions_sent_at_once_the_second_is_refused_and_stays_typed(chat):
    session = Session()
    updates = await asyncio.gather(send(chat, session, "a", CAT), send(chat, session, "b", CAT))
    (refused,) = (update for update in updates if "composer" not in update)
    assert "stop it first" in refused["notice"]["value"]
    assert [turn.text for turn in session.run.history] in (["a"], ["b"])


async def test_undo_returns_the_question_to_the_composer(chat):
    session = Session()
    await ask(chat, session, "One")
    await ask(chat, session, "Two", CAT)
    updates = await chat.undo(session, SimpleNamespace(index=2))
    assert roles(session) == ["user", "assistant"]
    assert updates["composer"]["value"]["text"] == "Two"
    assert len(updates["composer"]["value"]["files"]) == 1


async def test_continue_goes_on_from_where_the_answer_ended(chat, engine):
    session = Session(history=(Turn("user", "Story"), Turn("assistant", "Once ", stats=STOPPED)))
    engine.answers.append(words("upon a time."))
    chat.continue_answer(session)
    await stream(chat, session)
    finish(chat, session)
    assert engine.requests[0].messages[-1] == {"role": "assistant", "content": "Once "}
    assert [turn.text for turn in session.history] == ["Story", "Once upon a time."]


async def test_new_chat_aborts_the_answer_and_forgets_all(chat, engine):
    engine.answers.append([ChatDelta(text="Once "), 60.0])
    session = Session()
    await send(chat, session, "Story")
    running = await start_stream(chat, session)
    chat.new_chat(session)
    async for _ in running:
        pass
    assert engine.requests[0].end == "aborted"
    assert finish(chat, session)["chatbot"] == []
    assert session.history == ()


async def test_the_oldest_messages_go_when_the_context_is_full_and_it_is_said(chat, engine):
    engine.model = replace(MODEL, max_model_len=256)
    session = Session()
    await ask(chat, session, "long " * 150)
    updates = await ask(chat, session, "And now?")
    assert len(engine.requests[1].messages) == 1
    assert "no longer fit" in updates["notice"]["value"]
    assert len(session.history) == 4


async def test_a_picture_that_was_cleaned_away_is_named(chat, tmp_path):
    session = Session()
    await ask(chat, session, "Look", CAT)
    for file in tmp_path.glob("*.jpg"):
        file.unlink()
    updates = await ask(chat, session, "Again")
    assert "chelsea.jpg is no longer on the server" in updates["notice"]["value"]


async def test_thinking_is_folded_and_never_sent_back(chat, engine):
    engine.answers.append(
        [
            ChatDelta(reasoning="hm "),
            ChatDelta(text="A cat."),
            ChatDelta(finish_reason="stop", usage=Usage(5, 2)),
        ]
    )
    session = Session()
    updates = await ask(chat, session, "What?")
    thought = updates["chatbot"][1]
    assert thought["metadata"]["title"].startswith("Thought for")
    await ask(chat, session, "Sure?")
    assert "hm" not in str(engine.requests[1].messages)


async def test_texts_follow_the_persons_language(chat, engine):
    engine.state = State.LOADING
    assert "没有发送" in (await send(chat, Session(language="zh"), "你好"))["notice"]["value"]


def test_pictures_are_shown_from_the_file_that_is_sent(chat, tmp_path):
    shutil.copy(CAT, tmp_path / "x.jpg")
    picture = Picture(str(tmp_path / "x.jpg"), "cat.jpg", (451, 300), 126)
    session = Session(history=(Turn("user", "Look", (picture,)),))
    content = finish(chat, session)["chatbot"][0]["content"]
    assert content == [
        {"type": "text", "text": "Look"},
        {"path": picture.path, "alt_text": "cat.jpg"},
        {"type": "text", "text": ""},  # else Gradio offers no editing
    ]


def test_sampling_leaves_nothing_out():
    assert set(sampling_to_controls(Sampling())) == set(Sampling.__dataclass_fields__)


async def test_who_waits_sees_the_place_in_the_queue_and_each_update_is_counted(
    engine: FakeEngine, tmp_path: Path
):
    shown: list[int] = []
    chat = ChatActions(engine, tmp_path, Readers(lambda: shown.append(1)), Pace())
    session = Session(language="zh")
    await send(chat, session, "Hello")
    engine.queue = ["other", session.run.request_id]
    views = await stream(chat, session)
    assert "第 2 位" in views[0]["waiting"]
    assert views[-1]["waiting"] == ""
    assert len(shown) == len(views)


async def test_a_video_is_refused_by_name_where_the_model_takes_none(chat, tmp_path):
    session = Session()
    updates = await send(chat, session, "What happens?", write_video(tmp_path / "clip.mp4"))
    assert "clip.mp4 is a video, and this model takes none" in updates["notice"]["value"]
    assert (session.run, "composer" in updates) == (None, False)


async def test_a_video_is_sent_whole_where_the_model_takes_videos(chat, engine, tmp_path):
    engine.model = replace(MODEL, max_videos=1, video_budget=MODEL.image_budget)
    session = Session()
    clip = write_video(tmp_path / "clip.mp4")
    await ask(chat, session, "What happens?", clip, CAT)
    kinds = [part["type"] for part in engine.requests[0].messages[0]["content"]]
    assert kinds == ["image_url", "video_url", "text"]
    url = engine.requests[0].messages[0]["content"][1]["video_url"]["url"]
    assert base64.b64decode(url.removeprefix("data:video/mp4;base64,")) == clip.read_bytes()
    updates = await send(chat, session, "And this?", clip)
    assert "clip.mp4: at most 0 more videos" in updates["notice"]["value"]
    updates = await chat.undo(session, SimpleNamespace(index=0))
    assert [Path(file).suffix for file in updates["composer"]["value"]["files"]] == [".jpg", ".mp4"]
