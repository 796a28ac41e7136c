"""The history becomes OpenAI messages; reasoning and excluded pictures stay here."""

import pytest

from qwen_demo.chat import Usage
from qwen_demo.messages import (
    AnswerStats,
    Picture,
    Turn,
    estimate_text_tokens,
    estimate_tokens,
    fit_to_context,
    history_to_messages,
    split_reasoning,
)

CAT = Picture("/uploads/cat.jpg", "cat.jpg", (640, 480), 300)
GONE = Picture("/uploads/old.jpg", "old.jpg", (640, 480), 300, is_excluded=True)


def url_of(picture: Picture) -> str:
    return f"data:{picture.name}"


def test_pictures_come_first_and_excluded_ones_not_at_all():
    turn = Turn("user", "What is this?", (CAT, GONE))
    (message,) = history_to_messages((turn,), "", url_of)
    assert message == {
        "role": "user",
        "content": [
            {"type": "image_url", "image_url": {"url": "data:cat.jpg"}},
            {"type": "text", "text": "What is this?"},
        ],
    }


def test_reasoning_and_figures_are_never_sent():
    history = (Turn("user", "Hi"), Turn("assistant", "Hello", reasoning="hm", stats=AnswerStats()))
    assert history_to_messages(history, "Be kind.", url_of) == [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": "Hello"},
    ]


def test_an_empty_system_prompt_is_none():
    assert history_to_messages((Turn("user", "Hi"),), " \n", url_of)[0]["role"] == "user"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("<think>a b</think>\n\nc", ("a b", "c")),
        ("a b</think>c", ("a b", "c")),
        ("only text", ("", "only text")),
    ],
)
def test_reasoning_is_parted_from_the_answer(text, parts):
    assert split_reasoning(text) == parts


def test_token_estimates_know_chinese_from_english():
    assert estimate_text_tokens("图片里有什么") == 6
    assert estimate_text_tokens("four char") == 3


def test_excluding_a_picture_saves_its_tokens():
    with_it = estimate_tokens((Turn("user", "x", (CAT,)),))
    without = estimate_tokens((Turn("user", "x", (GONE,)),))
    assert with_it - without == CAT.visual_tokens + 2


def test_the_oldest_exchanges_go_first_and_the_question_stays():
    old, new = Turn("user", "old " * 400), Turn("user", "new")
    history = (old, Turn("assistant", "yes"), new)
    assert fit_to_context(history, "", 10_000) == history
    assert fit_to_context(history, "", 100) == (new,)
    assert fit_to_context((old,), "", 100) == (old,)


def test_speed_counts_from_the_first_token():
    stats = AnswerStats("stop", Usage(10, 21), first_token_s=1.0, total_s=3.0)
    assert stats.tokens_per_s == 10
    assert AnswerStats("stop", Usage(10, 1), 1.0, 1.0).tokens_per_s is None
