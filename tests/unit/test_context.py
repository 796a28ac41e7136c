"""What the model is sent of a conversation, and conversations as files."""

import base64
import json
from dataclasses import replace
from pathlib import Path

import pytest

from qwen_demo.chat import Usage
from qwen_demo.messages import AnswerStats, Picture, Turn, Video
from qwen_demo.ui.context import ContextActions
from qwen_demo.ui.session import Draft, Run, Session
from tests.fake_engine import MODEL, FakeEngine
from tests.videos import write_video

CAT = Path("assets/examples/chelsea.jpg")
PICTURES = (Picture("/x/a.jpg", "a.jpg", (64, 64), 4), Picture("/x/b.jpg", "b.jpg", (64, 64), 4))
TALK = (Turn("user", "Compare", PICTURES), Turn("assistant", "Same."), Turn("user", "Sure?"))


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def context(engine: FakeEngine, tmp_path: Path) -> ContextActions:
    return ContextActions(engine, tmp_path)


async def test_the_preview_tells_size_tokens_and_share(context):
    composer = {"text": "", "files": [str(CAT)]}
    text = (await context.preview(Session(), composer, 1024, ""))["attachments"]["value"]
    assert text == "chelsea.jpg 451×300 → 448×288, 126 tokens (3% of the context)"
    text = (await context.preview(Session(), composer, 30, ""))["attachments"]["value"]
    assert "24 tokens" in text


async def test_the_preview_of_a_video_tells_its_length(context, engine, tmp_path):
    engine.model = replace(MODEL, max_videos=1, video_budget=MODEL.image_budget)
    clip = write_video(tmp_path / "clip.mp4")
    composer = {"text": "", "files": [str(clip), str(CAT)]}
    text = (await context.preview(Session(), composer, 1024, ""))["attachments"]["value"]
    assert text.startswith("clip.mp4 64×48, 2.0 s, about ")
    assert "chelsea.jpg" in text


async def test_a_saved_conversation_keeps_its_video(context, engine, tmp_path):
    engine.model = replace(MODEL, max_videos=1, video_budget=MODEL.image_budget)
    clip = write_video(tmp_path / "clip.mp4")
    video = Video(str(clip), "clip.mp4", (64, 48), 2.0, 100)
    session, opened = Session(history=(Turn("user", "What?", videos=(video,)),)), Session()
    saved = (await context.save(session, ""))["saved"]["value"]
    (tmp_path / "saved.json").write_text(saved)
    await context.open(opened, str(tmp_path / "saved.json"))
    (again,) = opened.history[0].videos
    assert Path(again.path).read_bytes() == clip.read_bytes()
    assert (again.frame_wh, again.seconds) == ((64, 48), 2.0)


async def test_the_preview_names_what_cannot_be_read(context, tmp_path):
    (tmp_path / "bad.jpg").write_bytes(b"?")
    composer = {"text": "", "files": [str(tmp_path / "bad.jpg")]}
    text = (await context.preview(Session(), composer, 1024, ""))["attachments"]["value"]
    assert "bad.jpg can't be read" in text
    text = (await context.preview(Session(language="zh"), composer, 1024, ""))["attachments"]
    assert "bad.jpg 无法作为图片读取" in text["value"]


def test_an_unticked_picture_is_excluded_and_a_ticked_one_returns(context):
    session = Session(history=TALK)
    context.choose_pictures(session, ["0.1"])
    assert [p.is_excluded for p in session.history[0].pictures] == [True, False]
    context.choose_pictures(session, ["0.0", "0.1"])
    assert [p.is_excluded for p in session.history[0].pictures] == [False, False]


def test_pictures_stay_ticked_while_an_answer_is_written(context):
    session = Session(history=TALK[:2], run=Run("send", TALK, TALK[:2], Draft()))
    updates = context.choose_pictures(session, [])
    assert updates["pictures_sent"]["value"] == ["0.0", "0.1"]
    assert "stop it first" in updates["notice"]["value"]
    assert not any(picture.is_excluded for picture in session.history[0].pictures)


async def test_ticked_messages_are_deleted(context):
    session = Session(history=TALK)
    await context.delete_messages(session, ["1", "2"])
    assert session.history == TALK[:1]


async def test_the_context_used_is_the_engines_count_where_there_is_one(context):
    stats = AnswerStats("stop", Usage(100, 20))
    session = Session(history=(*TALK, Turn("assistant", "Yes.", stats=stats)))
    bar = (await context.delete_messages(session, []))["context"]["value"]
    assert 'aria-label="Context: 120 of 4096 tokens"' in bar
    assert 'aria-valuemax="4096" aria-valuenow="120"' in bar
    assert "width:2.9%" in bar
    assert "full" not in bar


async def test_a_context_that_is_nearly_full_is_marked_and_one_over_it_does_not_overflow(context):
    stats = AnswerStats("stop", Usage(4000, 200))
    session = Session(history=(*TALK, Turn("assistant", "Yes.", stats=stats)), language="zh")
    bar = (await context.delete_messages(session, []))["context"]["value"]
    assert 'class="context-bar full"' in bar
    assert "上下文：4200 / 4096 token" in bar
    assert "width:100.0%" in bar


async def test_a_saved_conversation_opens_again(context, tmp_path):
    data = CAT.read_bytes()
    (tmp_path / "cat.jpg").write_bytes(data)
    picture = Picture(str(tmp_path / "cat.jpg"), "cat.jpg", (451, 300), 126)
    history = (
        Turn("user", "What?", (picture,)),
        Turn("assistant", "A cat.", reasoning="my thoughts"),
    )
    saved = (await context.save(Session(history=history), "Be kind."))["saved"]["value"]
    (tmp_path / "saved.json").write_text(saved)
    session = Session()
    updates = await context.open(session, str(tmp_path / "saved.json"))
    assert updates["system_prompt"] == "Be kind."
    assert [turn.text for turn in session.history] == ["What?", "A cat."]
    (opened,) = session.history[0].pictures
    assert opened.image_wh == (451, 300)
    assert "my thoughts" not in saved


async def test_a_question_asked_while_a_file_is_read_is_not_lost(context, tmp_path, monkeypatch):
    session = Session(history=TALK[:2])

    def read(*args):
        session.run = Run("send", TALK, TALK[:2], Draft())
        return "", ()

    monkeypatch.setattr("qwen_demo.ui.context.read_conversation", read)
    updates = await context.open(session, "saved.json")
    assert "stop it first" in updates["notice"]["value"]
    assert session.history == TALK[:2]


def saved_picture(url: str) -> str:
    """A saved conversation of one picture."""
    part = {"type": "image_url", "image_url": {"url": url}}
    return json.dumps([{"role": "user", "content": [part]}])


@pytest.mark.parametrize(
    "content",
    [
        "nonsense",
        "{}",
        "[]",
        "[1]",
        '[{"role": "tool", "content": "x"}]',
        saved_picture("/etc/passwd"),
        saved_picture("http://127.0.0.1/x.png"),
        saved_picture(f"data:image/png;base64,{base64.b64encode(b'no picture').decode()}"),
        '[{"role": "user", "content": [{"type": "file", "file": {"path": "/etc/passwd"}}]}]',
        '[{"role": "user", "content": [{"type": "text", "text": 7}]}]',
    ],
)
async def test_what_is_no_saved_conversation_is_refused_and_changes_nothing(
    context, tmp_path, content
):
    (tmp_path / "x.json").write_text(content)
    session = Session(history=TALK)
    updates = await context.open(session, str(tmp_path / "x.json"))
    assert "x.json is not a conversation" in updates["notice"]["value"]
    assert session.history == TALK
