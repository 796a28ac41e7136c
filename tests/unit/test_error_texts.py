"""Whatever the page refuses is said in Chinese too."""

import ast
import inspect
import string

import pytest

from qwen_demo import admission, errors, media, messages, video
from qwen_demo.errors import InvalidImage
from qwen_demo.history import attachments, entries, rows, store, transfer
from qwen_demo.ui import context, controls, stored, uploads
from qwen_demo.ui.error_texts import CHINESE, say_error

MODULES = (
    *(admission, media, messages, video, attachments, entries, rows, store, transfer),
    *(context, controls, stored, uploads),
)


def fields(text: str) -> set[tuple[str, str]]:
    parsed = string.Formatter().parse(text)
    return {(name, form or "") for _, name, form, _ in parsed if name}


def sentences() -> list[ast.expr]:
    """What the modules make their errors with; a bare sentence is a constant here."""
    calls = (
        node
        for module in MODULES
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
    )
    kinds = {name: getattr(errors, name) for name in dir(errors)}
    return [
        call.args[0]
        for call in calls
        if isinstance(kind := kinds.get(call.func.id), type) and issubclass(kind, errors.DemoError)
    ]


def test_every_error_has_its_sentence_and_no_sentence_is_left_over():
    assert {ast.unparse(sentence) for sentence in sentences()} == {repr(text) for text in CHINESE}


@pytest.mark.parametrize("sentence", CHINESE)
def test_both_languages_tell_the_same_values(sentence):
    assert fields(CHINESE[sentence]) == fields(sentence)


def test_an_error_is_said_in_the_pages_language():
    sentence = "{name} can't be read as a picture. Is it a whole file?"
    error = InvalidImage(sentence, name="{a}.png")
    assert say_error("en", error) == "{a}.png can't be read as a picture. Is it a whole file?"
    assert say_error("zh", error) == "{a}.png 无法作为图片读取，文件是否完整？"
    assert say_error("zh", ValueError("What?")) == "What?"
    assert error.to_openai()["error"]["message"] == say_error("en", error)
