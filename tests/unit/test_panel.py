"""What happens around the chat: the model's state, settings, context, saved conversations, code."""

import base64
import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from qwen_demo.chat import Sampling, State, Usage
from qwen_demo.messages import AnswerStats, Picture, Turn, Video
from qwen_demo.ui.controls import NEUTRAL, PRESETS, controls_to_sampling, sampling_to_controls
from qwen_demo.ui.examples import load_examples
from qwen_demo.ui.panel import MODEL_PRESET, PanelActions
from qwen_demo.ui.session import Session
from tests.fake_engine import MODEL, FakeEngine
from tests.videos import write_video

CAT = Path("assets/examples/chelsea.jpg")
REQUEST = SimpleNamespace(headers={"origin": "http://demo.example"})
PICTURES = (Picture("/x/a.jpg", "a.jpg", (64, 64), 4), Picture("/x/b.jpg", "b.jpg", (64, 64), 4))
TALK = (Turn("user", "Compare", PICTURES), Turn("assistant", "Same."), Turn("user", "Sure?"))


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def panel(engine: FakeEngine, tmp_path: Path) -> PanelActions:
    return PanelActions(engine, tmp_path)


def test_while_loading_send_is_held_back_and_polling_goes_on(panel, engine):
    engine.state = State.LOADING
    updates = panel.refresh(Session())
    assert updates["status"]["value"] == "Loading the model: weights (3 s)"
    assert updates["composer"]["submit_btn"] is False
    assert "timer" not in updates


def test_once_ready_the_controls_take_the_models_defaults_and_polling_ends(panel):
    session = Session()
    updates = panel.refresh(session)
    assert updates["temperature"]["value"] == 0.7
    assert updates["max_tokens"]["maximum"] == MODEL.max_model_len
    assert updates["picture_budget"]["maximum"] == 1024
    assert updates["timer"]["active"] is False
    assert "temperature" not in panel.refresh(session)  # a person's own changes stay


def test_an_engine_that_is_gone_is_watched_again(panel, engine):
    session = Session(knows_model=True)
    assert panel.notice_failure(session) == {}
    engine.state = State.RESTARTING
    updates = panel.notice_failure(session)
    assert updates["timer"]["active"] is True
    assert "starting again" in updates["status"]["value"]


def test_a_page_opens_in_the_browsers_language(panel):
    session = Session()
    updates = panel.load(session, "zh-Hans-CN")
    assert session.language == "zh"
    assert updates["status"]["value"] == "fake-model 已就绪"


def test_presets_come_from_the_model_cards_with_their_source(panel):
    updates = panel.choose_preset("Instruct")
    assert updates["top_k"]["value"] == 20
    assert updates["presence_penalty"]["value"] == 1.5
    assert "Qwen3-VL" in updates["preset"]["info"]
    assert "seed" not in updates
    assert PRESETS["Thinking"][0].top_p == 0.95


def test_reset_returns_to_the_models_own(panel):
    updates = panel.reset()
    assert updates["temperature"]["value"] == 0.7
    assert updates["seed"]["value"] is None
    assert updates["preset"]["value"] == MODEL_PRESET


def test_a_task_fills_the_composer_and_keeps_its_files(panel):
    updates = panel.choose_task("table", Session(), {"text": "old", "files": ["/x/a.jpg"]})
    assert updates["composer"]["value"]["files"] == ["/x/a.jpg"]
    assert "Markdown table" in updates["composer"]["value"]["text"]
    assert updates["temperature"]["value"] == 0.0


async def test_the_preview_tells_size_tokens_and_share(panel):
    composer = {"text": "", "files": [str(CAT)]}
    text = (await panel.preview(Session(), composer, 1024, ""))["attachments"]["value"]
    assert text == "chelsea.jpg 451×300 → 448×288, 126 tokens (3% of the context)"
    text = (await panel.preview(Session(), composer, 30, ""))["attachments"]["value"]
    assert "24 tokens" in text


async def test_the_preview_of_a_video_tells_its_length(panel, engine, tmp_path):
    engine.model = replace(MODEL, max_videos=1, video_budget=MODEL.image_budget)
    clip = write_video(tmp_path / "clip.mp4")
    composer = {"text": "", "files": [str(clip), str(CAT)]}
    text = (await panel.preview(Session(), composer, 1024, ""))["attachments"]["value"]
    assert text.startswith("clip.mp4 64×48, 2.0 s, about ")
    assert "chelsea.jpg" in text


async def test_a_saved_conversation_keeps_its_video(panel, engine, tmp_path):
    engine.model = replace(MODEL, max_videos=1, video_budget=MODEL.image_budget)
    clip = write_video(tmp_path / "clip.mp4")
    video = Video(str(clip), "clip.mp4", (64, 48), 2.0, 100)
    session, opened = Session(history=(Turn("user", "What?", videos=(video,)),)), Session()
    saved = (await panel.save(session, ""))["saved"]["value"]
    (tmp_path / "saved.json").write_text(saved)
    await panel.open(opened, str(tmp_path / "saved.json"))
    (again,) = opened.history[0].videos
    assert Path(again.path).read_bytes() == clip.read_bytes()
    assert (again.frame_wh, again.seconds) == ((64, 48), 2.0)


async def test_the_preview_names_what_cannot_be_read(panel, tmp_path):
    (tmp_path / "bad.jpg").write_bytes(b"?")
    composer = {"text": "", "files": [str(tmp_path / "bad.jpg")]}
    text = (await panel.preview(Session(), composer, 1024, ""))["attachments"]["value"]
    assert "bad.jpg can't be read" in text


def test_an_unticked_picture_is_excluded_and_a_ticked_one_returns(panel):
    session = Session(history=TALK)
    panel.choose_pictures(session, ["0.1"])
    assert [p.is_excluded for p in session.history[0].pictures] == [True, False]
    panel.choose_pictures(session, ["0.0", "0.1"])
    assert [p.is_excluded for p in session.history[0].pictures] == [False, False]


async def test_ticked_messages_are_deleted(panel):
    session = Session(history=TALK)
    await panel.delete_messages(session, ["1", "2"])
    assert session.history == TALK[:1]


async def test_the_context_used_is_the_engines_count_where_there_is_one(panel):
    stats = AnswerStats("stop", Usage(100, 20))
    session = Session(history=(*TALK, Turn("assistant", "Yes.", stats=stats)))
    bar = (await panel.delete_messages(session, []))["context"]["value"]
    assert 'aria-label="Context: 120 of 4096 tokens"' in bar
    assert 'aria-valuemax="4096" aria-valuenow="120"' in bar
    assert "width:2.9%" in bar
    assert "full" not in bar


async def test_a_context_that_is_nearly_full_is_marked_and_one_over_it_does_not_overflow(panel):
    stats = AnswerStats("stop", Usage(4000, 200))
    session = Session(history=(*TALK, Turn("assistant", "Yes.", stats=stats)), language="zh")
    bar = (await panel.delete_messages(session, []))["context"]["value"]
    assert 'class="context-bar full"' in bar
    assert "上下文：4200 / 4096 token" in bar
    assert "width:100.0%" in bar


def test_code_holds_the_last_question_its_pictures_and_the_settings(panel):
    history = (Turn("user", "What is this?", PICTURES[:1]), Turn("assistant", "A cat."))
    controls = sampling_to_controls(replace(NEUTRAL, temperature=0.25, top_k=20, min_p=0.1))
    code = panel.show_code(
        Session(history=history), REQUEST, "openai", "Be kind.", *controls.values()
    )["code"]["value"]
    for part in ("http://demo.example/v1", "What is this?", "a.jpg", "temperature=0.25", "Be kind"):
        assert part in code
    assert "'min_p': 0.1" in code
    assert "top_k" not in code  # the model's own value, which the server takes anyway


async def test_a_saved_conversation_opens_again(panel, tmp_path):
    data = CAT.read_bytes()
    (tmp_path / "cat.jpg").write_bytes(data)
    picture = Picture(str(tmp_path / "cat.jpg"), "cat.jpg", (451, 300), 126)
    history = (
        Turn("user", "What?", (picture,)),
        Turn("assistant", "A cat.", reasoning="my thoughts"),
    )
    saved = (await panel.save(Session(history=history), "Be kind."))["saved"]["value"]
    (tmp_path / "saved.json").write_text(saved)
    session = Session()
    updates = await panel.open(session, str(tmp_path / "saved.json"))
    assert updates["system_prompt"] == "Be kind."
    assert [turn.text for turn in session.history] == ["What?", "A cat."]
    (opened,) = session.history[0].pictures
    assert opened.image_wh == (451, 300)
    assert "my thoughts" not in saved


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
    panel, tmp_path, content
):
    (tmp_path / "x.json").write_text(content)
    session = Session(history=TALK)
    updates = await panel.open(session, str(tmp_path / "x.json"))
    assert "x.json is not a conversation" in updates["notice"]["value"]
    assert session.history == TALK


def test_controls_and_sampling_round_trip():
    sampling = replace(NEUTRAL, seed=7, stop=("a", "b"), json_schema={"type": "object"})
    assert controls_to_sampling(sampling_to_controls(sampling)) == sampling
    assert controls_to_sampling({}) == Sampling()


def test_the_demo_model_offers_what_it_can_answer(tmp_path):
    demo = replace(MODEL, is_demo=True)
    assert load_examples(demo, "en", tmp_path) == ()
    item = {"task": "Shapes", "images": ["a.png"], "prompt_en": "How many?", "prompt_zh": "几个？"}
    (tmp_path / "demo_model.json").write_text(json.dumps([item]))
    assert load_examples(demo, "en", tmp_path) == ()  # its picture is missing
    (tmp_path / "a.png").touch()
    assert [example.prompt for example in load_examples(demo, "zh", tmp_path)] == ["几个？"]


def test_a_real_model_offers_general_examples_within_its_limits():
    assert len(load_examples(MODEL, "en")) == 3
    assert len(load_examples(replace(MODEL, max_images=1), "en")) == 2
