"""What happens around the chat: the model's state, settings, language, code."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from qwen_demo.chat import Sampling, State
from qwen_demo.messages import Picture, Turn
from qwen_demo.ui.controls import NEUTRAL, PRESETS, controls_to_sampling, sampling_to_controls
from qwen_demo.ui.examples import load_examples
from qwen_demo.ui.panel import MODEL_PRESET, PanelActions
from qwen_demo.ui.session import Session
from tests.fake_engine import MODEL, FakeEngine

CAT = Path("assets/examples/chelsea.jpg")
REQUEST = SimpleNamespace(headers={"origin": "http://demo.example"})
PICTURES = (Picture("/x/a.jpg", "a.jpg", (64, 64), 4), Picture("/x/b.jpg", "b.jpg", (64, 64), 4))
TALK = (Turn("user", "Compare", PICTURES), Turn("assistant", "Same."), Turn("user", "Sure?"))


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def panel(engine: FakeEngine) -> PanelActions:
    return PanelActions(engine)


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
